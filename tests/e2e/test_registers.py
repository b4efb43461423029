"""The page Danh mục in a real browser, on a projector's screen and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.domain.making import an_actor
from tests.e2e.acting import settled
from trackers.domain.people import Role
from trackers.services.households import list_households

WAIT = 30_000
CHAIR = an_actor("CB01", "Ninh Quốc Thạnh", Role.CHAIR)


def opened(open_page, width, height):
    page = open_page("/danh-muc?as=CB01", width=width, height=height)
    expect(page.get_by_role("button", name="Thêm hộ")).to_be_visible(timeout=WAIT)
    settled(page)
    return page


def overflow(page):
    return page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_a_household_is_found_opened_edited_and_kept(open_page, ledger, width, height):
    page = opened(open_page, width, height)
    page.get_by_placeholder("Tìm tên, mã").fill("phan van rang")
    line = page.locator("[class*='st-key-reg-households-'] button").filter(has_text="XM-031")
    line.click()
    expect(page.get_by_text("Phan Văn Rạng (đã mất 2011)")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Sửa thông tin hộ").click()
    field = page.get_by_label("Giờ gặp được")
    field.fill(f"sau 17 giờ, {width}")
    field.press("Tab")
    settled(page)
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("definition").filter(has_text=f"sau 17 giờ, {width}")).to_be_visible(
        timeout=WAIT
    )
    [kept] = list_households(ledger, CHAIR, "phan van rang")
    assert kept.household.best_time == f"sau 17 giờ, {width}"
    assert overflow(page) <= 0
    assert page.errors == []
    assert page.context.outside == []


def test_on_a_projector_the_list_stays_beside_the_record(open_page):
    page = opened(open_page, 1366, 768)
    page.locator("[class*='st-key-reg-households-'] button").first.click()
    record = page.locator(".st-key-register-record-households")
    expect(record.locator("h3").first).to_be_visible(timeout=WAIT)
    beside = page.locator(".st-key-register-list-households").bounding_box()
    assert beside["x"] + beside["width"] <= record.bounding_box()["x"] + 1


def test_on_a_phone_the_record_takes_the_place_of_the_list_and_leads_back(open_page):
    page = opened(open_page, 390, 844)
    lines = page.locator(".st-key-register-list-households")
    page.locator("[class*='st-key-reg-households-'] button").first.click()
    expect(lines).to_be_hidden(timeout=WAIT)
    page.get_by_role("button", name="‹ Danh sách").click()
    expect(lines).to_be_visible(timeout=WAIT)
