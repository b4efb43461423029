"""Many cases at once in a real browser: pasted, looked at, written, undone."""

from playwright.sync_api import expect

from tests.e2e.acting import settled, the_map
from trackers.domain.people import Actor, Role
from trackers.services.cases import case_card
from trackers.services.wards import present

OFFICER = Actor("CB04", "Mai Chí Thuần", Role.OFFICER)
WAIT_MS = 30_000
CODES = ("XM-001", "XM-002", "XM-003")


def surveyed(ledger):
    now = present(ledger)
    states = [case_card(ledger, OFFICER, code, now).state for code in CODES]
    return [bool(one.done_on("surveyed")) for one in states]


def test_a_pasted_list_is_previewed_written_and_undone(open_page, ledger):
    page = open_page("/?as=CB04")
    the_map(page)
    before = surveyed(ledger)
    assert not all(before)
    page.get_by_role("button", name="Ghi nhiều hồ sơ").click()
    page.get_by_role("radio", name="Dán danh sách mã").click()
    codes = page.get_by_label("Mã hồ sơ, cách nhau bằng dấu hoặc xuống dòng")
    codes.fill("xm-001; XM–002\nxm-003, XM-999")
    codes.press("Control+Enter")
    expect(page.get_by_text("XM-999", exact=True)).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("combobox", name="Bước").click()
    page.get_by_role("option", name="Đã đo đạc").click()
    settled(page)
    save = page.get_by_role("button", name=f"Ghi {before.count(False)} hồ sơ")
    expect(save).to_be_enabled(timeout=WAIT_MS)
    save.click()
    said = page.get_by_text("Hoàn tác cả đợt: mở lại", exact=False).first
    expect(said).to_be_visible(timeout=WAIT_MS)
    assert all(surveyed(ledger))
    page.get_by_role("button", name="Ghi nhiều hồ sơ").click()
    page.get_by_role("button", name="Hoàn tác cả đợt").click()
    page.get_by_label("Lý do hoàn tác").fill("Dán nhầm danh sách")
    page.get_by_role("button", name="Hoàn tác cả đợt", exact=True).click()
    said = page.get_by_text("Đã hoàn tác", exact=False).first
    expect(said).to_be_visible(timeout=WAIT_MS)
    assert surveyed(ledger) == before
    assert not page.errors
