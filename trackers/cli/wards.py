"""Wards, and the check of their logs."""

import sys

import click
import geopandas

from geodata.crs import CAN_THO, WGS84, area_of_use, areas_m2
from trackers.config import settings
from trackers.domain.people import Actor
from trackers.domain.wards import Ward
from trackers.services import wards
from trackers.services.site import prepare
from trackers.store import open_store
from trackers.store.opening import Store
from trackers.words import say


@click.group("ward")
def ward_group() -> None:
    """Phường, xã trong cơ sở dữ liệu."""


@ward_group.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--crs", default=CAN_THO, show_default=True, help="Hệ toạ độ địa chính.")
@click.option("--bounds", type=float, nargs=4, help="Tây, nam, đông, bắc (độ, WGS 84).")
def add_ward(
    code: str, name: str, crs: str, bounds: tuple[float, float, float, float] | None
) -> None:
    """Thêm một phường hoặc xã còn trống."""
    # Measuring nothing in it tells whether areas can be measured in it.
    areas_m2(geopandas.GeoDataFrame(geometry=[], crs=WGS84), crs)
    chosen = settings()
    store = open_store(chosen.data_dir, chosen.database_url)
    wards.add_ward(store, Ward(code, name, crs, bounds or area_of_use(crs)))
    click.echo(say("Đã thêm {name} ({code}).", name=name, code=code))


@ward_group.command("list")
def list_wards() -> None:
    """Liệt kê các phường, xã; dòng đầu là nơi mở sẵn."""
    store = the_store()
    for code in store.ward_codes():
        ward = wards.get_ward(store.ledger(code))
        note = say("mẫu, hư cấu") if ward.demo else ""
        click.echo("\t".join((ward.code, ward.name, str(ward.revision), note)).rstrip())


@click.command()
@click.option("--ward", help="Mã phường; bỏ trống: mọi phường.")
def verify(ward: str | None) -> None:
    """Kiểm tra sổ ghi: mọi mục phải khớp với mục trước."""
    store = the_store()
    failed = False
    for code in [ward] if ward else store.ward_codes():
        broken = wards.verify_log(store.ledger(code), machine_holder())
        if broken is None:
            click.echo(say("{ward}: sổ ghi khớp.", ward=code))
        else:
            text = say("{ward}: sổ ghi không khớp từ mục {revision}.", ward=code, revision=broken)
            click.echo(text, err=True)
            failed = True
    if failed:
        sys.exit(1)


def machine_holder() -> Actor:
    """Give the actor of the command line: who holds the machine administers its wards."""
    first = wards.FIRST_OFFICER
    return Actor(first.code, first.name, first.role)


def the_store() -> Store:
    """Open the store the settings name; a first start finds the demo."""
    chosen = settings()
    return prepare(chosen.data_dir, chosen.database_url)
