"""Accounts at the terminal: the first administrator, and who has locked themselves out."""

from collections.abc import Callable
from datetime import UTC, datetime

import click

from trackers.cli.imports import WARD, ledger_of
from trackers.config import settings
from trackers.services import accounts
from trackers.services.wards import FIRST_OFFICER, machine_holder
from trackers.words import say


@click.group("user")
def user_group() -> None:
    """Tài khoản đăng nhập của cán bộ."""


@user_group.command("add")
@click.argument("login")
@click.option(
    "--officer", default=FIRST_OFFICER.code, show_default=True, help="Mã cán bộ dùng tài khoản."
)
@WARD
def add_user(login: str, officer: str, ward: str | None) -> None:
    """Mời một cán bộ (hoặc đặt lại mật khẩu): in ra đường dẫn mời dùng một lần."""
    ledger = ledger_of(ward)
    token = accounts.invite(
        ledger,
        machine_holder(ledger.ward),
        officer_code=officer,
        login=login,
        now=datetime.now(UTC),
    )
    chosen = settings()
    base = chosen.base_url or f"http://localhost:{chosen.port}"
    click.echo(say("Mở đường dẫn này trong 7 ngày để đặt mật khẩu:"))
    click.echo(f"{base}/invitation/{token}")


@user_group.command("list")
@WARD
def list_users(ward: str | None) -> None:
    """Liệt kê tài khoản của phường."""
    ledger = ledger_of(ward)
    now = datetime.now(UTC)
    for code, one in accounts.list_accounts(ledger, machine_holder(ledger.ward), now=now).items():
        click.echo("\t".join((code, one.login, say(one.state.label))))


@user_group.command("lock")
@click.argument("officer")
@WARD
def lock_user(officer: str, ward: str | None) -> None:
    """Khoá tài khoản của một cán bộ và đăng xuất mọi nơi."""
    _change(accounts.disable, officer, ward)
    click.echo(say("Đã khoá tài khoản."))


@user_group.command("unlock")
@click.argument("officer")
@WARD
def unlock_user(officer: str, ward: str | None) -> None:
    """Mở khoá tài khoản của một cán bộ."""
    _change(accounts.enable, officer, ward)
    click.echo(say("Đã mở khoá."))


def _change(change: Callable[..., None], officer: str, ward: str | None) -> None:
    ledger = ledger_of(ward)
    who = machine_holder(ledger.ward)
    change(ledger, who, officer_code=officer, now=datetime.now(UTC))
