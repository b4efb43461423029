"""Many cases at once in a real browser: pasted, looked at, written, undone."""

from playwright.sync_api import expect

from tests.domain.making import an_actor
from tests.e2e.acting import settled, the_map, wait_for_fact
from trackers.domain.people import Role
from trackers.domain.tracks import TrackCode
from trackers.domain.wards import day_of
from trackers.drawing.script_words import WORDS
from trackers.services.cases import case_card, list_cases
from trackers.services.wards import present

OFFICER = an_actor("CB04", "Mai Chí Thuần", Role.OFFICER)
WAIT_MS = 30_000


def unsurveyed(ledger):
    """Three donation cases that have not been surveyed."""
    rows = list_cases(ledger, OFFICER, present(ledger), project="XM")
    states = [one.state for one in rows if one.state.case.track is TrackCode.DONATION]
    return [one.case.code for one in states if not one.done_on("surveyed")][:3]


def surveyed(ledger, codes):
    now = present(ledger)
    states = [case_card(ledger, OFFICER, code, now).state for code in codes]
    return [bool(one.done_on("surveyed")) for one in states]


def test_a_pasted_list_is_previewed_written_and_undone(open_page, ledger):
    page = open_page("/?as=CB04")
    the_map(page)
    chosen = unsurveyed(ledger)
    first, second, third = chosen
    page.get_by_role("button", name="Ghi nhiều hồ sơ").click()
    page.get_by_role("radio", name="Dán danh sách mã").click()
    codes = page.get_by_label("Mã hồ sơ, cách nhau bằng dấu hoặc xuống dòng")
    codes.fill(f"{first.lower()}; {second.replace('-', chr(0x2013))}\n{third}, XM-999")
    codes.press("Control+Enter")
    expect(page.get_by_text("XM-999", exact=True)).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("combobox", name="Bước").click()
    page.get_by_role("option", name="Đã đo đạc").click()
    settled(page)
    save = page.get_by_role("button", name="Ghi 3 hồ sơ")
    expect(save).to_be_enabled(timeout=WAIT_MS)
    save.click()
    said = page.get_by_text("Đã ghi 3 hồ sơ", exact=False).first
    expect(said).to_be_visible(timeout=WAIT_MS)
    assert all(surveyed(ledger, chosen))
    page.get_by_role("button", name="Ghi nhiều hồ sơ").click()
    page.get_by_role("button", name="Hoàn tác cả đợt").click()
    page.get_by_label("Lý do hoàn tác").fill("Dán nhầm danh sách")
    page.get_by_role("button", name="Hoàn tác cả đợt", exact=True).click()
    said = page.get_by_text("Đã hoàn tác", exact=False).first
    expect(said).to_be_visible(timeout=WAIT_MS)
    assert not any(surveyed(ledger, chosen))
    assert not page.errors


def test_cases_in_a_box_on_the_map_are_written_together(open_page, ledger):
    page = open_page("/?as=CB04&project=XM&track=donation&stage=agreed")
    frame = the_map(page)
    frame.get_by_role("button", name=WORDS["pick"], exact=True).click()
    frame.get_by_role("button", name=WORDS["pick_box"], exact=True).click()
    box = page.locator("iframe[title*='streamlit_folium']").bounding_box()
    left, top = box["x"] + 5, box["y"] + 5
    page.mouse.move(left + 330, top + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 90, box["y"] + box["height"] - 60, steps=6)
    page.mouse.up()
    wait_for_fact(frame, "data => Number(data.picked) > 1")
    chosen = frame.evaluate("[...matbang.view.picking.codes].sort()")
    frame.locator(".matbang-pick button.use, .matbang-pick button").filter(
        has_text=WORDS["pick_use"].replace("{n}", str(len(chosen)))
    ).click()
    source = page.get_by_role("radio", name=f"{len(chosen)} chọn trên bản đồ")
    expect(source).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("radio", name="Ngày rà soát").click()
    settled(page)
    save = page.get_by_role("button", name=f"Ghi {len(chosen)} hồ sơ")
    expect(save).to_be_enabled(timeout=WAIT_MS)
    save.click()
    expect(page.get_by_text(f"Đã ghi {len(chosen)} hồ sơ", exact=False).first).to_be_visible(
        timeout=WAIT_MS
    )
    now = present(ledger)
    cases = [case_card(ledger, OFFICER, code, now).state.case for code in chosen]
    assert {one.reviewed_on for one in cases} == {day_of(now)}
    assert not page.errors
