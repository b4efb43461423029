"""Taking files in: parcels and household lists, the same rules as on the page."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from trackers.cli.wards import the_store
from trackers.domain.tracks import TrackCode
from trackers.services import imports
from trackers.services.wards import machine_holder, present
from trackers.store import Ledger
from trackers.words import say

_FILE = click.argument("file", type=click.Path(path_type=Path))
WARD = click.option("--ward", help="Mã phường; bỏ trống: phường mở sẵn.")
_MAP = click.option(
    "--map", "pairs", multiple=True, metavar="CỘT=TRƯỜNG", help="Cột của tệp ứng với trường nào."
)


@click.group("import")
def import_group() -> None:
    """Nhập tệp thửa đất và danh sách hộ: nhập đủ cả tệp, hoặc không nhập gì."""


@import_group.command("parcels")
@_FILE
@WARD
@_MAP
@click.option("--crs", help="Hệ toạ độ khi tệp không ghi, ví dụ EPSG:5897.")
@click.option("--keep", is_flag=True, help="Giữ các thửa không có trong tệp.")
def import_parcels(
    file: Path, ward: str | None, pairs: tuple[str, ...], crs: str | None, *, keep: bool
) -> None:
    """Nhập thửa đất từ tệp bản đồ thành lớp mới."""
    ledger = ledger_of(ward)
    report = imports.import_parcels(
        ledger,
        machine_holder(ledger.ward),
        file,
        crs=crs,
        columns=columns_of(pairs),
        replace_all=not keep,
        now=present(ledger),
    )
    click.echo(
        say(
            "Đã nhập {total} thửa: {new} mới, {updated} cập nhật.",
            total=report.total,
            new=report.new,
            updated=report.updated,
        )
    )


@import_group.command("cases")
@_FILE
@WARD
@_MAP
@click.option("--project", required=True, help="Mã công trình.")
@click.option("--officer", required=True, help="Mã cán bộ khi dòng không ghi.")
@click.option(
    "--track",
    type=click.Choice([one.value for one in TrackCode]),
    default=TrackCode.DONATION.value,
    show_default=True,
    help="Loại hồ sơ khi dòng không ghi.",
)
def import_cases(
    file: Path, ward: str | None, pairs: tuple[str, ...], project: str, officer: str, track: str
) -> None:
    """Nhập danh sách hộ thành hồ sơ của một công trình."""
    ledger = ledger_of(ward)
    report = imports.import_cases(
        ledger,
        machine_holder(ledger.ward),
        file,
        project_code=project,
        track=TrackCode(track),
        officer_code=officer,
        columns=columns_of(pairs),
        now=present(ledger),
    )
    click.echo(say("Đã nhập {count} hồ sơ.", count=len(report.codes)))


def ledger_of(ward: str | None) -> Ledger:
    """Give the store of a ward, else of the one that opens first: a real one before the demo."""
    store = the_store()
    return store.ledger(ward or store.ward_codes()[0])


def columns_of(pairs: Iterable[str]) -> Mapping[str, str]:
    """Read "column=field" pairs."""
    columns = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column:
            raise click.BadParameter(pair, param_hint="--map")
        columns[column] = field
    return columns
