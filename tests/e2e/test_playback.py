"""The record played back on the open map, and two days side by side."""

import json
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.domain.making import an_actor
from tests.e2e.acting import counts, fact, settled, the_map, wait_for_fact
from trackers.domain.people import Officer, Role
from trackers.domain.playback import differences
from trackers.domain.tracks import StepMark, StepState
from trackers.services.playback import playback
from trackers.services.status import former_status
from trackers.services.steps import set_step
from trackers.services.wards import present
from trackers.store import people

OFFICER = an_actor("CB05", "Quách Lệ Thu", Role.OFFICER)
OPEN = "button[aria-label='Xem lại diễn biến theo ngày']"
END = date(2014, 3, 24)


def open_playback(frame):
    frame.locator(OPEN).click()
    wait_for_fact(frame, "data => Boolean(data.playing)")


def go_to(frame, day):
    """Drag the slider to a day, as its arrow keys and a finger do."""
    frame.locator(".matbang-slider").evaluate(
        "(box, iso) => { box.value = Date.parse(iso) / 86400000;"
        " box.dispatchEvent(new Event('input', { bubbles: true })); }",
        day.isoformat(),
    )
    wait_for_fact(frame, "(data, day) => data.playing === day", day.isoformat())


def stages_of(ledger, day):
    found = former_status(ledger, OFFICER, day, now=present(ledger)).cases
    shown = [one for one in found if not one.gone]
    return {one.stage.value: sum(each.stage is one.stage for each in shown) for one in shown}


def moved_of(ledger, start, end, area=""):
    """The codes of the cases in scope that stand elsewhere, by what the server knows."""
    courses = playback(ledger, OFFICER, now=present(ledger)).courses
    after = (one.after for one in differences(courses, start, end))
    return [one.case_code for one in after if one and not one.gone and area in {"", one.area_code}]


def test_any_day_shows_the_counts_of_that_day_and_the_present_comes_back(open_page, ledger):
    page = open_page("/?as=CB03")
    frame = the_map(page)
    before = counts(frame)
    open_playback(frame)
    for day in (END, date(2013, 12, 16), date(2014, 4, 1)):
        go_to(frame, day)
        seen = counts(frame)
        assert {code: seen[code] for code in stages_of(ledger, day)} == stages_of(ledger, day)
    expect(frame.locator(".matbang-playday")).to_have_text("01/04/2014")
    now = present(ledger)
    mark = StepMark("surveyed", StepState.DONE, (now - timedelta(days=1)).date())
    set_step(ledger, OFFICER, case_code="XM-130", mark=mark, now=now)
    frame.get_by_role("button", name="Đóng", exact=True).click()
    wait_for_fact(frame, "(data, last) => !data.playing && Number(data.revision) >= last", 1)
    assert counts(frame)["total"] == before["total"]
    assert fact(frame, "mounts") == "1"


def test_it_plays_by_itself_to_the_end_and_stops_when_told(open_page):
    page = open_page("/?as=CB03")
    frame = the_map(page)
    open_playback(frame)
    go_to(frame, date(2014, 3, 1))
    frame.locator(".matbang-play select").select_option("slow")
    frame.get_by_role("button", name="Chạy", exact=True).click()
    wait_for_fact(frame, "data => data.playing > '2014-03-03'")
    frame.get_by_role("button", name="Dừng", exact=True).click()
    assert frame.evaluate("matbang.view.playback.playing") is False
    frame.locator(".matbang-play select").select_option("fast")
    frame.get_by_role("button", name="Chạy", exact=True).click()
    wait_for_fact(frame, "data => data.playing === '2014-04-07'")
    expect(frame.get_by_role("button", name="Chạy", exact=True)).to_be_visible()


def test_two_days_are_one_map_that_shows_only_what_changed(open_page, ledger):
    page = open_page("/?as=CB03")
    frame = the_map(page)
    open_playback(frame)
    go_to(frame, END)
    frame.get_by_role("button", name="So sánh từ ngày này").click()
    page.wait_for_function("() => location.search.includes('since=2014-03-24')")
    moved = moved_of(ledger, END, date(2014, 4, 7))
    frame.get_by_role("button", name="Đóng", exact=True).click()
    wait_for_fact(frame, "(data, n) => JSON.parse(data.counts).shown === n", len(moved))
    expect(frame.locator(".matbang-day")).to_contain_text("Thay đổi từ 24/03/2014 đến hôm nay")
    panel = page.locator(".st-key-panel")
    expect(panel).to_contain_text("Thay đổi từ 24/03/2014 đến 07/04/2014")
    expect(panel).to_contain_text(moved[0])
    page.reload()
    frame = the_map(page)
    wait_for_fact(frame, "(data, n) => JSON.parse(data.counts).shown === n", len(moved))
    frame.get_by_role("button", name="Thôi so sánh").click()
    wait_for_fact(frame, "data => JSON.parse(data.counts).shown === 180")
    settled(page)
    page.wait_for_function("() => !location.search.includes('since')")
    expect(panel).to_contain_text("Cần chú ý hôm nay")


def test_a_day_that_is_played_opens_as_a_list_beside_the_map(open_page):
    page = open_page("/?as=CB03")
    frame = the_map(page)
    open_playback(frame)
    go_to(frame, END)
    frame.get_by_role("button", name="Mở danh sách ngày này").click()
    expect(page.locator(".st-key-panel")).to_contain_text("Danh sách đến hết ngày 24/03/2014")
    wait_for_fact(frame, "(data, day) => data.asOf === day && !data.playing", END.isoformat())


def test_a_meetings_screen_shows_the_map_alone_and_plays_too(open_page, ledger):
    page = open_page("/w/31169/meeting?area=KV1&since=2014-03-24")
    refused = []
    page.on("console", lambda one: refused.append(one.text) if one.type == "error" else None)
    page.reload()
    page.wait_for_selector("#map_div[data-ready='1'][data-since='2014-03-24']")
    frame = page.main_frame
    assert counts(frame)["shown"] == len(moved_of(ledger, END, date(2014, 4, 7), "KV1"))
    open_playback(frame)
    go_to(frame, date(2014, 3, 27))
    assert counts(frame)["shown"] == len(moved_of(ledger, END, date(2014, 3, 27), "KV1"))
    expect(page.locator(".matbang-site")).to_have_count(4)
    expect(page.get_by_text("Mở danh sách ngày này")).to_have_count(0)
    page.get_by_role("button", name="Thôi so sánh").first.click()
    page.wait_for_function("() => !location.search.includes('since')")
    assert refused == []


def test_a_viewer_plays_back_the_public_classes_alone(open_page, ledger):
    with ledger.write(present(ledger)) as writing:
        people.add_officer(writing, Officer("XEM", "Người xem", "Khách", Role.VIEWER))
        writing.record("officer.added", "XEM", actor="QT", effective_on=date(2014, 4, 7))
    bodies = []
    page = open_page("/?as=XEM")
    page.on("response", lambda one: bodies.append(one) if "/playback" in one.url else None)
    frame = the_map(page)
    open_playback(frame)
    go_to(frame, END)
    assert set(counts(frame)) >= {"talk", "signed", "handed"}
    assert "none" not in counts(frame)
    sent = json.loads(bodies[-1].text())
    keys = {key for one in sent["cases"] for _, changed in one["d"] for key in changed}
    assert keys <= {"p", "j", "a", "t", "s", "x", "u"}
