"""Nothing typed is lost: a cut connection, a closed tab, a server started anew, a double click."""

import os
import time

import pytest
from playwright.sync_api import expect

from tests.browser import a_server
from tests.cutting import a_wire
from tests.domain.making import an_actor
from tests.e2e.acting import open_case, settled, the_map
from trackers.domain.people import Role
from trackers.services.cases import case_card
from trackers.services.drafts import my_drafts
from trackers.services.wards import present

OFFICER = an_actor("CB07", "Tô Hữu Lành", Role.OFFICER)
# Streamlit's own patience with a lost connection is two minutes; ours is half an hour.
CUTS_S = (10, 119, 130) if os.environ.get("MATBANG_TEST_FULL") else (2,)
NOTE, MET = "Chú đồng ý, hẹn thứ Năm ký", "bà Ba"


def begin(page, code, ledger):
    """Open the form of a visit; one field is kept, in the other somebody is still typing."""
    the_map(page)
    open_case(page, code)
    page.get_by_role("button", name="Ghi lần vận động").first.click()
    page.get_by_text("Thêm: ngày đi", exact=False).click()
    page.get_by_label("Người gặp").fill(MET)
    page.get_by_label("Nội dung").fill(NOTE[:5])
    end = time.monotonic() + 30
    while MET not in str([one.content for one in my_drafts(ledger, OFFICER)]):
        assert time.monotonic() < end, "the draft was not kept"
        page.wait_for_timeout(50)
    page.get_by_label("Nội dung").press_sequentially(NOTE[5:])


def still_there(page):
    expect(page.get_by_label("Nội dung")).to_have_value(NOTE, timeout=60_000)
    expect(page.get_by_label("Người gặp")).to_have_value(MET)


def save(page):
    page.get_by_role("radio", name="Gặp, hẹn lại").click()
    settled(page)
    return page.get_by_role("button", name="Ghi", exact=True)


def notes(ledger, code):
    state = case_card(ledger, OFFICER, code, present(ledger)).state
    return [one.note for one in state.contacts if one.note == NOTE]


@pytest.mark.parametrize("seconds", CUTS_S)
def test_a_connection_cut_in_the_middle_of_typing_loses_nothing(
    open_page, address, ledger, seconds
):
    with a_wire(address) as wire:
        page = open_page("/?as=CB07", base=wire.address)
        begin(page, "XM-104", ledger)
        wire.cut()
        page.wait_for_timeout(1000 * seconds)
        wire.mend()
        page.get_by_test_id("stApp").wait_for()
        still_there(page)
        page.get_by_label("Nội dung").blur()
        settled(page)
        save(page).click()
        expect(page.get_by_text("Đã ghi lần vận động", exact=False).first).to_be_visible()
    assert len(notes(ledger, "XM-104")) >= 1


def test_a_server_started_anew_finds_the_form_as_it_was(open_page, data, ledger):
    with a_server(data) as first, a_wire(first) as wire:
        page = open_page("/?as=CB07", base=wire.address)
        begin(page, "XM-105", ledger)
        wire.cut()
        with a_server(data) as second:
            wire.there = int(second.rsplit(":", 1)[1])
            wire.mend()
            page.reload()
            still_there(page)


def test_a_closed_tab_opens_with_the_draft(open_page, ledger):
    page = open_page("/?as=CB07")
    begin(page, "XM-106", ledger)
    url = page.url
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(url)
    the_map(again)
    still_there(again)
    expect(again.get_by_text("Bản nháp chưa ghi của bạn đã được mở lại.")).to_be_visible()


def test_a_double_click_and_the_way_back_write_one_visit(open_page, ledger):
    page = open_page("/?as=CB07")
    begin(page, "XM-107", ledger)
    page.get_by_label("Nội dung").blur()
    settled(page)
    save(page).dblclick()
    expect(page.get_by_text("Đã ghi lần vận động", exact=False).first).to_be_visible()
    settled(page)
    page.reload()
    the_map(page)
    page.go_back()
    page.go_forward()
    the_map(page)
    settled(page)
    assert len(notes(ledger, "XM-107")) == 1
    expect(page.get_by_label("Nội dung")).to_have_count(0)


def test_a_day_typed_in_words_is_written_out_and_comes_back_as_that_day(open_page):
    page = open_page("/?as=CB07")
    the_map(page)
    open_case(page, "XM-109")
    page.get_by_role("button", name="Ghi lần vận động").first.click()
    page.get_by_text("Thêm: ngày đi", exact=False).click()
    on = page.get_by_label("Ngày đi", exact=True)
    on.fill("hôm qua")
    page.get_by_label("Người gặp").fill(MET)
    expect(on).to_have_value("06/04/2014", timeout=60_000)
    settled(page)
    url, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.goto(url)
    the_map(again)
    expect(again.get_by_label("Ngày đi", exact=True)).to_have_value("06/04/2014", timeout=60_000)
