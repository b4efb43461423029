"""Choosing many cases on the map, in a real browser on a plain page, with mouse and finger."""

import pytest

from tests.browser import a_context
from tests.drawing.conftest import wait_until_ready
from tests.drawing.test_map_in_browser import look_at, reports, wait_for_colour
from trackers.drawing.script_words import WORDS

pytestmark = pytest.mark.e2e
PICKED = "#A3005C"


def way(page, name):
    """Open the tool and choose a way: tap, box or area."""
    if page.locator(".matbang-pick").is_hidden():
        page.get_by_role("button", name=WORDS["pick"], exact=True).click()
    page.get_by_role("button", name=WORDS[f"pick_{name}"], exact=True).click()


def picked(page):
    return page.evaluate("[...matbang.view.picking.codes].sort()")


def wait_until_picked(page, count):
    page.wait_for_selector(f"#map_div[data-picked='{count}']")


def use(page, count):
    page.get_by_role("button", name=WORDS["pick_use"].replace("{n}", str(count))).click()


def at(page, parcel_id):
    return page.evaluate(f"matbang.view.parcels.locate({parcel_id})")


def test_clicks_take_parcels_in_and_out_and_select_nothing(page, ward):
    look_at(page, ward, 7)
    way(page, "tap")
    for parcel_id in (1, 7, 3, 7):
        page.mouse.click(**at(page, parcel_id))
    wait_until_picked(page, 2)
    assert picked(page) == ["XM-0", "XM-1"]
    wait_for_colour(page, PICKED)
    assert reports(page) == []
    use(page, 2)
    assert [(one["kind"], one["cases"]) for one in reports(page)] == [("pick", ["XM-0", "XM-1"])]
    assert page.get_attribute("#map_div", "data-mounts") == "1"


def test_a_box_takes_all_cases_whose_middle_lies_in_it_also_from_far(page, ward):
    look_at(page, ward, 9, zoom=14)
    way(page, "box")
    box = page.locator("#map_div").bounding_box()
    page.mouse.move(320, 60)
    page.mouse.down()
    page.mouse.move(box["width"] - 80, box["height"] - 120, steps=4)
    page.mouse.up()
    wait_until_picked(page, 11)
    assert len(reports(page)) == 0


def test_a_box_over_some_takes_only_those(page, ward):
    look_at(page, ward, 7)
    way(page, "box")
    first, last = at(page, 3), at(page, 7)
    page.mouse.move(first["x"] - 15, first["y"] - 10)
    page.mouse.down()
    page.mouse.move(last["x"] + 15, last["y"] + 10, steps=4)
    page.mouse.up()
    wait_until_picked(page, 3)
    assert picked(page) == ["XM-1", "XM-2", "XM-3"]


def test_a_shape_is_drawn_by_its_corners_and_closed_on_the_first(page, ward):
    look_at(page, ward, 7)
    way(page, "area")
    first, last = at(page, 5), at(page, 9)
    corners = [
        (first["x"] - 10, first["y"] - 60),
        (last["x"] + 10, last["y"] - 60),
        (last["x"] + 10, last["y"] + 60),
        (first["x"] - 10, first["y"] + 60),
    ]
    for x, y in [*corners, corners[0]]:
        page.mouse.click(x, y)
    wait_until_picked(page, 3)
    assert picked(page) == ["XM-2", "XM-3", "XM-4"]
    assert reports(page) == []


def test_what_the_filter_hides_is_not_taken(page, ward):
    page.evaluate("matbang.command({filters: {project: ['MN']}, colour: 'stage'})")
    at_ = look_at(page, ward, 7)
    way(page, "tap")
    page.mouse.click(at_["x"], at_["y"])
    assert picked(page) == []
    assert page.locator(".matbang-hint").text_content() == WORDS["pick_nothing"]


def test_the_set_of_the_page_is_shown_until_it_lets_go(page, ward):
    look_at(page, ward, 7)
    page.evaluate("matbang.command({filters: {}, picked: ['XM-3', 'XM-999']})")
    wait_for_colour(page, PICKED)
    assert picked(page) == ["XM-3"]
    assert page.locator(".matbang-pick").inner_text().startswith("1 hồ sơ")
    page.evaluate("matbang.command({filters: {}, picked: []})")
    wait_for_colour(page, PICKED, drawn=False)
    assert page.locator(".matbang-pick").is_hidden()


def test_a_set_in_the_making_outlives_commands_and_escape_gives_it_up(page, ward):
    where = look_at(page, ward, 7)
    way(page, "tap")
    page.mouse.click(where["x"], where["y"])
    page.evaluate("matbang.command({filters: {}, picked: []})")
    assert picked(page) == ["XM-3"]
    page.keyboard.press("Escape")
    assert picked(page) == []
    assert page.locator(".matbang-pick").is_hidden()
    page.mouse.click(where["x"], where["y"])
    assert reports(page)[-1]["kind"] == "click"


def test_the_public_projection_offers_no_choosing(page, ward):
    look_at(page, ward, 7)
    way(page, "tap")
    ward.put("MN-0", s="handed")
    ward.projection = "public"
    page.wait_for_selector("#map_div[data-projection='public']")
    assert page.locator(".matbang-pick").is_hidden()
    assert page.get_by_role("button", name=WORDS["pick"], exact=True).is_hidden()


@pytest.fixture
def phone(browser, served, ward):
    """The map filling the upper half of a telephone."""
    context = a_context(browser, width=390, height=340, has_touch=True)
    page = context.new_page()
    page.add_init_script("window.reports = [];")
    page.goto(served[1])
    wait_until_ready(page)
    page.evaluate("addEventListener('matbang', (event) => reports.push(event.detail))")
    yield page
    context.close()


def drag_finger(page, start, end):
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    touch("touchStart", start)
    for part in (0.3, 0.6, 1):
        touch("touchMove", tuple(a + part * (b - a) for a, b in zip(start, end, strict=True)))
    touch("touchEnd")


def test_a_finger_draws_a_box_on_a_telephone(phone, ward):
    look_at(phone, ward, 5)
    phone.get_by_role("button", name=WORDS["pick"], exact=True).tap()
    phone.get_by_role("button", name=WORDS["pick_box"], exact=True).tap()
    view = phone.get_attribute("#map_div", "data-view")
    first, last = at(phone, 3), at(phone, 7)
    drag_finger(phone, (first["x"] - 12, first["y"] - 15), (last["x"] + 12, last["y"] + 15))
    wait_until_picked(phone, 3)
    assert phone.get_attribute("#map_div", "data-view") == view
    phone.touchscreen.tap(at(phone, 5)["x"], at(phone, 5)["y"])
    wait_until_picked(phone, 2)
    phone.get_by_role("button", name=WORDS["pick_use"].replace("{n}", "2")).tap()
    assert reports(phone)[-1]["cases"] == ["XM-1", "XM-3"]


def test_the_bar_covers_neither_legend_nor_buttons(phone, ward):
    look_at(phone, ward, 7)
    phone.get_by_role("button", name=WORDS["pick"], exact=True).tap()
    phone.evaluate("matbang.view.picking.toggle(7)")
    boxes = [
        phone.locator(name).bounding_box()
        for name in (".matbang-pick", ".matbang-legend", ".matbang-buttons")
    ]
    bar, legend, buttons = boxes
    assert bar["y"] + bar["height"] <= legend["y"]
    assert bar["x"] + bar["width"] <= buttons["x"]
    assert buttons["y"] + buttons["height"] <= legend["y"]
