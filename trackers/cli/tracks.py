"""The workflows of a ward: checking a file, and putting it in force."""

import sys
from pathlib import Path

import click

from geodata.errors import MissingFile, UnreadableFile
from trackers.cli.imports import WARD, ledger_of
from trackers.domain.track_files import check_definition
from trackers.services import tracks
from trackers.services.wards import machine_holder, present
from trackers.words import say
from trackers.words.errors import in_every_language

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group("tracks")
def tracks_group() -> None:
    """Quy trình: các bước của hồ sơ hiến đất và thu hồi đất."""


@tracks_group.command("check")
@_FILE
def check_tracks(file: Path) -> None:
    """Kiểm tra một tệp quy trình: nói rõ chỗ sai, ở dòng nào."""
    definition, faults = check_definition(text_of(file))
    if definition is None:
        for fault in faults:
            click.echo("\n".join(in_every_language(fault)), err=True)
        sys.exit(2)
    steps = sum(len(track.steps) for track in definition.tracks.values())
    words = say(
        "{name}: bản {version}, {n} bước, không có lỗi.",
        name=file.name,
        n=steps,
        version=definition.version,
    )
    click.echo(words)


@tracks_group.command("use")
@_FILE
@WARD
def use_tracks(file: Path, ward: str | None) -> None:
    """Dùng một tệp quy trình cho các hồ sơ mở từ nay; hồ sơ cũ giữ bản cũ."""
    ledger, text = ledger_of(ward), text_of(file)
    tracks.use_tracks(ledger, machine_holder(ledger.ward), text=text, now=present(ledger))
    version = tracks.tracks_in_force(ledger).version
    click.echo(
        say("{ward}: hồ sơ mới theo quy trình bản {version}.", ward=ledger.ward, version=version)
    )


def text_of(file: Path) -> str:
    """Read a text file; raises MissingFile, UnreadableFile."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingFile(name=file.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(name=file.name) from error
