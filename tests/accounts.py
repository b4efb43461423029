"""Accounts for tests: made as an administrator makes them, used as a person does."""

from datetime import UTC, datetime

from playwright.sync_api import Page

from tests.e2e.acting import settled
from trackers.services import accounts
from trackers.services.wards import machine_holder
from trackers.store.opening import Store

PASSWORD = "con trâu cày ruộng sâu"  # noqa: S105 (a test's)


def an_account(store: Store, ward: str, officer: str, login: str = "") -> str:
    """Give an officer an account with the tests' password; give a session's token."""
    now = datetime.now(UTC)
    ledger = store.ledger(ward)
    holder = machine_holder(ward)
    link = accounts.invite(
        ledger, holder, officer_code=officer, login=login or officer.lower(), now=now
    )
    return accounts.accept_invitation(store, token=link, password=PASSWORD, now=now)


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Fill in the form that a page shows, and wait for where it leads."""
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    settled(page)
