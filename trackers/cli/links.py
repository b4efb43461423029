"""Shared links at the terminal: made, listed and ended by who holds the machine."""

from datetime import UTC, datetime, timedelta

import click
import segno

from trackers.cli.imports import WARD, ledger_of
from trackers.config import settings
from trackers.domain.links import LinkKind, LinkScope
from trackers.services import links
from trackers.services.wards import machine_holder
from trackers.words import say
from trackers.words.formats import moment
from trackers.words.links import UNREACHABLE


@click.group("link")
def link_group() -> None:
    """Liên kết chia sẻ cho người không có tài khoản."""


@link_group.command("make")
@click.argument("label")
@WARD
@click.option(
    "--kind",
    type=click.Choice([one.value for one in LinkKind]),
    default=LinkKind.MEETING.value,
    show_default=True,
    help="Liên kết họp hay công khai.",
)
@click.option("--project", "works", multiple=True, help="Mã công trình; dùng được nhiều lần.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Ngày xem lại; bỏ trống: trực tiếp."
)
@click.option("--hours", type=click.IntRange(min=1), help="Số giờ còn hiệu lực.")
@click.option("--pin", is_flag=True, help="Hỏi mã PIN khi mở (mã được in ra).")
@click.option("--qr", is_flag=True, help="In cả mã QR.")
def make_link(
    label: str,
    ward: str | None,
    kind: str,
    works: tuple[str, ...],
    as_of: datetime | None,
    hours: int | None,
    *,
    pin: bool,
    qr: bool,
) -> None:
    """Tạo một liên kết và in ra; liên kết không xem lại được."""
    ledger, chosen = ledger_of(ward), settings()
    secret = links.new_pin() if pin else ""
    made = links.make_link(
        ledger,
        machine_holder(ledger.ward),
        kind=LinkKind(kind),
        label=label,
        scope=LinkScope(works, as_of=as_of.date() if as_of else None),
        lasts=timedelta(hours=hours) if hours else None,
        pin=secret,
        now=datetime.now(UTC),
    )
    base = chosen.base_url or f"http://localhost:{chosen.port}"
    address = f"{base}/s/{made.token}"
    until = moment(made.link.expires_at)
    click.echo(say("Liên kết {code}, đến {until}:", code=made.link.code, until=until))
    click.echo(address)
    if secret:
        click.echo(say("Mã PIN: {pin}", pin=secret))
    if qr:
        segno.make_qr(address, error="m").terminal(compact=True)
    if not chosen.opens_elsewhere(base):
        click.echo(say(UNREACHABLE, base=base), err=True)


@link_group.command("list")
@WARD
def list_links(ward: str | None) -> None:
    """Liệt kê liên kết của phường."""
    ledger, now = ledger_of(ward), datetime.now(UTC)
    for one in links.list_links(ledger, machine_holder(ledger.ward), now=now):
        told = (
            one.code,
            say(one.kind.label),
            say(one.state(now).label),
            moment(one.revoked_at or one.expires_at),
            say("đã mở {n} lần", n=one.opened),
            one.label,
        )
        click.echo("\t".join(told))


@link_group.command("revoke")
@click.argument("code")
@WARD
def revoke_link(code: str, ward: str | None) -> None:
    """Thu hồi một liên kết; trang đang mở kết thúc ngay."""
    ledger = ledger_of(ward)
    links.revoke_link(ledger, machine_holder(ledger.ward), code=code, now=datetime.now(UTC))
    click.echo(say("Đã thu hồi liên kết {label}.", label=code))
