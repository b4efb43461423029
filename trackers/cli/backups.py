"""Making a backup and putting one back; the passphrase never stands on the command line."""

import sys
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from trackers.config import settings
from trackers.services import backups
from trackers.services.copies import note_backup
from trackers.services.wards import machine_holder
from trackers.store import open_store
from trackers.store.archive import Manifest
from trackers.store.errors import NothingToKeep, PassphraseMissing, PassphrasesDiffer
from trackers.store.sqlite import DATABASE
from trackers.words import say
from trackers.words.backups import KEY_APART
from trackers.words.formats import moment, number

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
_PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True),
    help="Tệp có mật khẩu ở dòng đầu; “-”: đọc từ đầu vào chuẩn.",
)


@click.command()
@_FILE
@click.option("--encrypt", is_flag=True, help="Khoá bằng mật khẩu; hỏi nếu chưa có ở nơi khác.")
@_PASSPHRASE_FILE
def backup(file: Path, passphrase_file: Path | None, *, encrypt: bool) -> None:
    """Sao lưu mọi phường cùng ảnh, bản đồ vào một tệp mới; không cần dừng chương trình."""
    chosen = settings()
    if not chosen.database_url and not (chosen.data_dir / DATABASE).exists():
        raise NothingToKeep(name=file.name, place=str(chosen.data_dir))
    passphrase = _given(passphrase_file)
    if encrypt and not passphrase:
        passphrase = _asked(file, confirm=True)
    store = open_store(chosen.data_dir, chosen.database_url, keys=chosen.key_file)
    try:
        manifest = backups.make_backup(store, machine_holder(), file, passphrase=passphrase)
        note_backup(store, machine_holder(), file.name)
    finally:
        store.close()
    size = number(file.stat().st_size / 2**20, digits=1)
    click.echo(say("Đã sao lưu vào {name} ({size} MB).", name=file.name, size=size))
    if not manifest.has_key:
        click.echo(say(KEY_APART, name=chosen.key_place))
    _tell(manifest)


@click.command()
@_FILE
@_PASSPHRASE_FILE
@click.option(
    "--as-of", metavar="NGÀY|MỤC", help="Như cuối ngày đó (dd/mm/yyyy), hoặc sau mục có số đó."
)
@click.option("--ward", help="Chỉ đưa phường này về lúc đó (cùng --as-of).")
def restore(file: Path, passphrase_file: Path | None, as_of: str | None, ward: str | None) -> None:
    """Đưa bản sao lưu vào thư mục dữ liệu còn trống (MATBANG_DATA_DIR)."""
    chosen = settings()
    moment_of = _moment(as_of, ward) if as_of else None
    passphrase = _given(passphrase_file)
    put_back = partial(
        backups.restore, file, chosen.data_dir, as_of=moment_of, key_file=chosen.key_file
    )
    try:
        manifest = put_back(passphrase=passphrase)
    except PassphraseMissing:
        passphrase = _asked(file, confirm=False)
        manifest = put_back(passphrase=passphrase)
    click.echo(say("Đã đưa {name} vào {place}.", name=file.name, place=chosen.data_dir))
    _tell(manifest)


def _moment(text: str, ward: str | None) -> backups.Moment:
    """Read a day (dd/mm/yyyy, yyyy-mm-dd) or the number of an entry."""
    if text.isdecimal():
        return backups.Moment(revision=int(text), ward=ward)
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return backups.Moment(on=datetime.strptime(text, form).date(), ward=ward)  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise click.BadParameter(text, param_hint="--as-of")


def _tell(manifest: Manifest) -> None:
    """Say what the backup holds; a log that does not hold is said on stderr, with exit code 1."""
    click.echo(say("Lập lúc {at}.", at=moment(manifest.made_at)))
    for one in manifest.wards:
        head = one.head_hash[:16]
        click.echo(
            say(
                "{name}: mục cuối {revision}, mã {head}.",
                name=one.name,
                revision=one.revision,
                head=head,
            )
        )
    touched = [one.name for one in manifest.wards if not one.holds]
    if touched:
        click.echo(
            say("Sổ ghi không khớp: {wards}. Hãy chạy matbang verify.", wards=", ".join(touched)),
            err=True,
        )
        sys.exit(1)


def _given(file: Path | None) -> str:
    """Give the passphrase of the file, else that of the settings, else nothing."""
    if file is None:
        return settings().backup_passphrase.get_secret_value()
    with click.open_file(str(file), encoding="utf-8") as lines:
        return str(lines.readline()).rstrip("\r\n")


def _asked(file: Path, *, confirm: bool) -> str:
    """Ask for the passphrase at the terminal, to confirm it twice.

    Raises PassphraseMissing where nobody sits, PassphrasesDiffer.
    """
    if not sys.stdin.isatty():
        raise PassphraseMissing(name=file.name)
    given = str(click.prompt(say("Mật khẩu"), hide_input=True))
    if confirm and click.prompt(say("Gõ lại mật khẩu"), hide_input=True) != given:
        raise PassphrasesDiffer
    return given
