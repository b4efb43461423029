"""Wards, and the check of their logs."""

import sys

import click
import geopandas

from geodata.crs import CAN_THO, WGS84, area_of_use, areas_m2
from trackers.config import settings
from trackers.domain.wards import Ward
from trackers.services import proving, wards
from trackers.services.site import prepare
from trackers.store import Ledger, open_store
from trackers.store.opening import Store
from trackers.store.proof import Proof
from trackers.words import say
from trackers.words.log_findings import finding_words


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
    store = open_store(chosen.data_dir, chosen.database_url, keys=chosen.key_file)
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
@click.option("--head", default="", help="Mã niêm phong đã in trong biên bản (từ 16 ký tự đầu).")
@click.option("--revision", type=click.IntRange(min=1), help="Số mục in cùng mã niêm phong.")
def verify(ward: str | None, head: str, revision: int | None) -> None:
    """Kiểm tra sổ ghi: chuỗi mã, giá trị cá nhân, và số liệu hiện có phải đúng như sổ."""
    store = the_store()
    proofs = {
        code: _prove(store.ledger(code), head, revision)
        for code in ([ward] if ward else store.ward_codes())
    }
    for code, proof in proofs.items():
        _say_proof(code, proof)
    if not all(proof.holds for proof in proofs.values()):
        sys.exit(1)


def _prove(ledger: Ledger, head: str, revision: int | None) -> Proof:
    """Check one ward's log, with a bar where somebody watches."""
    steps = 1000
    with click.progressbar(
        length=steps, label=ledger.ward, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        return proving.prove_log(
            ledger,
            wards.machine_holder(ledger.ward),
            head=head,
            revision=revision,
            progress=lambda share: bar.update(int(share * steps) - bar.pos),
        )


def _say_proof(ward: str, proof: Proof) -> None:
    if proof.holds:
        held = say(
            "{ward}: sổ ghi khớp: {events} mục, {rows} dòng số liệu; mục {revision}, mã {head}.",
            ward=ward,
            events=proof.events,
            rows=proof.rows,
            revision=proof.revision,
            head=proof.head_hash,
        )
        click.echo(held)
        return
    click.echo(say("{ward}: sổ ghi không khớp, {n} lỗi:", ward=ward, n=proof.faults), err=True)
    for finding in proof.findings:
        click.echo(f"  {finding_words(finding)}", err=True)
    if more := proof.faults - len(proof.findings):
        click.echo(say("  … và {n} lỗi khác.", n=more), err=True)


def the_store() -> Store:
    """Open the store the settings name; a first start finds the demo."""
    chosen = settings()
    return prepare(chosen.data_dir, chosen.database_url, chosen.key_file)
