"""A corridor in a real browser: drawn on the map, looked at, saved; and a shared scenario."""

from playwright.sync_api import expect

from tests.domain.making import an_actor
from tests.e2e.acting import MAP, settled, the_map, wait_for_fact
from trackers.domain.people import Officer, Role
from trackers.domain.wards import day_of
from trackers.services.projects import list_projects
from trackers.services.scenarios import list_scenarios
from trackers.services.wards import present
from trackers.store import cases, people

WAIT_MS = 30_000
OFFICER = an_actor("CB02", "Thạch Ngọc Diễm", Role.OFFICER)
# Places in the map's frame, as shares of its width and height: where nothing stands over it.
LINE = ((0.45, 0.42), (0.55, 0.5), (0.62, 0.5))


def draw(page, frame):
    """Draw the line by clicks on the map, and end it by Enter."""
    page.get_by_role("button", name="Vẽ mới").click()
    wait_for_fact(frame, "(data) => data.drawing === '1'")
    box = frame.locator(MAP).bounding_box()
    for number, (across, down) in enumerate(LINE, 1):
        page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        wait_for_fact(frame, "(data, n) => data.drawn === n", str(number))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hành lang này")).to_be_visible(timeout=WAIT_MS)
    settled(page)


def test_a_line_is_drawn_on_the_map_looked_at_and_saved_with_its_cases(open_page, ledger):
    page = open_page("/?as=CB02&corridor=YT")
    frame = the_map(page)
    # The work has no centreline: drawing is what is offered first.
    draw(page, frame)
    with ledger.read() as reading:
        before = cases.all_codes(reading)
    assert list_projects(ledger)[1].widths == ()
    page.get_by_label("Lý do, căn cứ").fill("Đường vào trạm")
    page.get_by_label("Lý do, căn cứ").press("Enter")
    settled(page)
    page.get_by_role("button", name="Ghi hành lang và hồ sơ").click()
    expect(page.get_by_text("Đã ghi hành lang", exact=False).first).to_be_visible(timeout=WAIT_MS)
    with ledger.read() as reading:
        after = cases.all_codes(reading)
        gone = [one.code for one in cases.read_cases(reading) if not one.in_scope]
    assert after > before
    # All cases of the work have a history: none is dropped, wherever the line lies.
    assert [code for code in gone if code.startswith("YT")] == []
    assert [one.widths for one in list_projects(ledger) if one.code == "YT"] == [((0.0, 2.5, 2.5),)]
    assert not page.errors


def test_a_scenario_is_opened_by_its_address(open_page, ledger):
    [kept] = list_scenarios(ledger, OFFICER, project_code="XM")
    page = open_page(f"/?as=CB03&scenario={kept.code}")
    the_map(page)
    expect(page.get_by_text("Theo phương án", exact=True)).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_text("Hành lang này")).to_be_visible(timeout=WAIT_MS)
    page.get_by_text("Phương án", exact=True).first.click()
    expect(page.get_by_text("Mở và chia sẻ")).to_be_visible(timeout=WAIT_MS)
    assert not page.errors


def test_a_viewer_is_shown_neither_form_nor_drawing(open_page, ledger):
    with ledger.write(present(ledger)) as writing:
        people.add_officer(writing, Officer("XEM", "Người xem", "Khách", Role.VIEWER))
        writing.record("officer.added", "XEM", actor="QT", effective_on=day_of(writing.now))
    [kept] = list_scenarios(ledger, OFFICER, project_code="XM")
    page = open_page(f"/?as=XEM&corridor=XM&scenario={kept.code}")
    frame = the_map(page)
    settled(page)
    assert page.get_by_text("Tim tuyến hoặc ranh").count() == 0
    assert kept.name not in page.content()
    assert frame.locator(".matbang-draw").is_hidden()
