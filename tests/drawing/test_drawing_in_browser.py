"""Drawing a line on the map, in a real browser on a plain page, with mouse, keys and finger."""

import pytest

from tests.drawing.test_map_in_browser import look_at, reports
from trackers.drawing.script_words import WORDS

pytestmark = pytest.mark.e2e
CORNERS = ((420, 200), (520, 240), (620, 200))


def begin(page, ward, number=1, points="[]"):
    look_at(page, ward, 7)
    page.evaluate(f"matbang.command({{filters: {{}}, draw: {{n: {number}, points: {points}}}}})")
    page.wait_for_selector("#map_div[data-drawing='1']")


def click(page, *places):
    for x, y in places:
        page.mouse.click(x, y)


def count(page):
    return int(page.get_attribute("#map_div", "data-drawn"))


def drawn(page):
    [report] = reports(page)
    assert report["kind"] == "drawn"
    return report["points"]


def on_screen(page, points):
    return [
        page.evaluate(
            "([lng, lat]) => { const at = matbang.view.map.latLngToContainerPoint([lat, lng]);"
            " return [Math.round(at.x), Math.round(at.y)]; }",
            one,
        )
        for one in points
    ]


def offset(page):
    box = page.locator("#map_div").bounding_box()
    return box["x"], box["y"]


def test_clicks_draw_and_enter_tells_the_page_and_nothing_is_selected(page, ward):
    begin(page, ward)
    click(page, *CORNERS)
    assert count(page) == 3
    assert reports(page) == []
    page.keyboard.press("Enter")
    x, y = offset(page)
    assert on_screen(page, drawn(page)) == [[a - x, b - y] for a, b in CORNERS]
    assert page.locator(".matbang-draw").is_hidden()


def test_a_click_on_the_line_adds_between_a_drag_moves_a_click_on_a_point_removes(page, ward):
    begin(page, ward)
    click(page, CORNERS[0], CORNERS[2], (520, 200))
    page.mouse.move(520, 200)
    page.mouse.down()
    page.mouse.move(520, 260, steps=4)
    page.mouse.up()
    assert count(page) == 3
    click(page, CORNERS[2])
    assert count(page) == 2
    page.get_by_role("button", name=WORDS["draw_done"], exact=True).click()
    x, y = offset(page)
    assert on_screen(page, drawn(page)) == [
        [CORNERS[0][0] - x, CORNERS[0][1] - y],
        [round(520 - x), round(260 - y)],
    ]


def test_a_double_click_ends_and_escape_gives_up(page, ward):
    begin(page, ward)
    click(page, CORNERS[0])
    page.mouse.dblclick(*CORNERS[1])
    assert len(drawn(page)) == 2
    begin(page, ward, 2)
    click(page, CORNERS[0])
    page.keyboard.press("Escape")
    assert [one["kind"] for one in reports(page)] == ["drawn", "undrawn"]
    assert count(page) == 0


def test_one_point_is_no_line_and_the_last_can_be_taken_back(page, ward):
    begin(page, ward)
    click(page, CORNERS[0])
    page.keyboard.press("Enter")
    assert reports(page) == []
    click(page, CORNERS[1])
    page.get_by_role("button", name=WORDS["draw_undo"], exact=True).click()
    assert count(page) == 1


def test_a_line_that_is_there_is_changed_and_the_page_can_stop_it(page, ward):
    begin(page, ward)
    click(page, *CORNERS)
    page.keyboard.press("Enter")
    points = drawn(page)
    page.evaluate(f"matbang.command({{filters: {{}}, draw: {{n: 2, points: {points}}}}})")
    page.wait_for_selector("#map_div[data-drawn='3']")
    page.evaluate("matbang.command({filters: {}})")
    page.wait_for_selector("#map_div[data-drawn='0']")
    assert page.locator(".matbang-draw").is_hidden()
