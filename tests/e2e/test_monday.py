"""A whole Monday: opened, presented, decided, closed, shared, read on a phone, revoked."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.acting import settled
from trackers.domain.reviews import ItemKind
from trackers.services.people import identify
from trackers.services.reviews import get_review
from trackers.services.wards import present

MONDAY = date(2014, 4, 7)
CHAIR, HOLDER = "CB01", re.compile(r"Bùi|Nguyễn|Trần|Lê Thị")


@pytest.fixture
def chair(ledger):
    return identify(ledger, CHAIR)


def review_of(ledger, chair):
    return get_review(ledger, chair, MONDAY, now=present(ledger))


def choose(page: Page, words: str) -> None:
    """Choose an item of the agenda."""
    page.locator("[data-testid='stRadio'] label").filter(has_text=words).click()
    expect(page.locator(".mb-heading").filter(has_text=words)).to_be_visible()
    settled(page)


def decide(page: Page, text: str, officer: str) -> None:
    """Write a decision under the chosen item."""
    page.get_by_role("button", name="Ghi kết luận").click()
    field = page.get_by_label("Việc phải làm")
    field.fill(text)
    field.blur()
    settled(page)
    page.get_by_role("combobox", name="Người thực hiện").click()
    page.get_by_role("option", name=officer).first.click()
    settled(page)
    page.locator("[class*='st-key-save-decision']").get_by_role("button").click()
    expect(page.get_by_text("Đã ghi kết luận.")).to_be_visible()
    settled(page)


def share(page: Page, label: str) -> str:
    """Make a meeting link; give its address as the window shows it."""
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_role("button", name="Tạo liên kết họp").click()
    window = page.get_by_role("dialog")
    field = window.get_by_label("Tên liên kết (chỉ cán bộ thấy)")
    field.fill(label)
    field.blur()
    settled(page)
    window.get_by_role("button", name="Tạo liên kết", exact=True).click()
    shown = window.locator("input[readonly]")
    expect(shown).to_have_value(re.compile(r"/s/[\w-]{43}"))
    address = shown.input_value()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    return address


def revoke(page: Page, label: str) -> None:
    """End a link from the list behind "Chia sẻ"."""
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_role("button", name="Các liên kết đang mở").click()
    window = page.get_by_role("dialog")
    expect(window).to_contain_text(label)
    window.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_text(f"Đã thu hồi liên kết {label}.")).to_be_visible()


def test_a_whole_monday(open_page, address, ledger, chair):
    page = open_page(f"/giao-ban?as={CHAIR}")
    # Opened: the agenda is there by itself, with what the last review left.
    page.get_by_role("button", name="Mở họp giao ban tuần 15").click()
    expect(page.get_by_text("Đã mở họp giao ban tuần 15")).to_be_visible()
    expect(page.locator(".mb-report").first).to_contain_text("trả lời về cống")
    # Decided, under the case that opens most metres.
    choose(page, "Hồ sơ mở được nhiều mét đường nhất")
    expect(page.locator(".mb-report").first).to_contain_text("XM-109")
    decide(page, "Khảo sát cống D400 trước nhà, báo giá", "Tô Hữu Lành")
    [made] = review_of(ledger, chair).decisions
    unlock = next(one for one in review_of(ledger, chair).items if one.kind is ItemKind.UNLOCK)
    assert (made.officer_code, made.item_id, made.due_on) == (
        "CB07",
        unlock.item_id,
        date(2014, 4, 11),
    )
    # Presented, with one key: the item that was shown, the decision under it, no names.
    page.locator(".mb-heading").first.click()
    page.keyboard.press("p")
    page.wait_for_url("**/w/31169/present?**")
    page.wait_for_selector("#map_div[data-ready='1']", state="attached")
    slide = page.locator("#items > .item:not([hidden])")
    expect(slide).to_contain_text("Khảo sát cống D400")
    assert HOLDER.search(page.locator("#items").inner_text()) is None
    page.keyboard.press("PageUp")
    expect(slide).not_to_contain_text("Khảo sát cống D400")
    # Closed: what was decided stands on.
    page.goto(f"{address}/giao-ban?as={CHAIR}")
    page.get_by_role("button", name="Kết thúc họp…").click()
    page.locator("[class*='st-key-save-review-close']").get_by_role("button").click()
    expect(page.get_by_text("Đã kết thúc họp giao ban.")).to_be_visible()
    settled(page)
    assert not review_of(ledger, chair).review.is_open
    # Shared: another profile, a phone, opens it; the secret is gone from its address.
    secret = share(page, "Phòng họp tuần 15")
    phone = open_page(secret.removeprefix(address), width=390, height=844)
    phone.wait_for_url("**/s/p/*")
    assert secret.rsplit("/", 1)[1] not in phone.url
    phone.wait_for_selector("[data-ready='1']", state="attached")
    expect(phone.locator("#content")).to_contain_text("Đường Xẻo Mây – Thới An Đông")
    assert phone.context.outside == []
    # Revoked: the open page ends by itself.
    settled(page)
    revoke(page, "Phòng họp tuần 15")
    expect(phone.locator("body")).not_to_contain_text("Đường Xẻo Mây", timeout=30_000)
    assert (page.errors, phone.errors) == ([], [])
