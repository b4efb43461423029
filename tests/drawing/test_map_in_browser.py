"""The map's scripts in a real browser, on a plain page."""

import json

import pytest
import shapely

from tests.drawing.conftest import CANARY, wait_until_ready
from trackers.domain.stages import LOOKS, OBSTACLE_LOOK, Stage
from trackers.domain.status import PUBLIC_STAGE

pytestmark = pytest.mark.e2e


def look_at(page, ward, parcel_id, *, zoom=18):
    lat, lng = ward.centre_of[parcel_id]
    page.evaluate(f"matbang.view.map.setView([{lat}, {lng}], {zoom}, {{animate: false}})")
    page.wait_for_function(f"() => matbang.view.parcels.locate({parcel_id}) !== null")
    return page.evaluate(f"matbang.view.parcels.locate({parcel_id})")


def counts(page):
    return json.loads(page.get_attribute("#map_div", "data-counts"))


def reports(page):
    return page.evaluate("reports")


def colours_drawn(page):
    """The colours of the parcels' tiles, as #RRGGBB, with how many pixels each fills."""
    return page.evaluate("""() => {
        const found = {};
        document.querySelectorAll(".leaflet-matbang-parcels-pane canvas").forEach((tile) => {
            const { data } = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height);
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] < 255) continue;
                const number = (data[i] << 16) + (data[i + 1] << 8) + data[i + 2];
                const key = "#" + number.toString(16).padStart(6, "0").toUpperCase();
                found[key] = (found[key] || 0) + 1;
            }
        });
        return found;
    }""")


def wait_for_colour(page, colour, *, drawn=True):
    for _ in range(100):
        if (colour in colours_drawn(page)) == drawn:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{colour} drawn: {not drawn}")


def test_a_strip_is_hit_within_a_finger(page, ward):
    at = look_at(page, ward, 7)
    page.mouse.click(at["x"], at["y"] + 11)
    assert reports(page)[-1]["kind"] == "click"
    assert reports(page)[-1]["id"] == 7


def test_a_click_far_from_any_case_gives_the_parcel_under_it(page, ward):
    at = look_at(page, ward, 48)
    page.mouse.click(at["x"], at["y"])
    assert reports(page)[-1]["id"] == 48


def test_a_click_beside_all_land_gives_none(page, ward):
    look_at(page, ward, 7)
    page.mouse.click(700, 650)
    assert reports(page)[-1]["id"] == 0


def test_each_click_has_a_number_of_its_own_and_a_double_click_has_one(page, ward):
    at = look_at(page, ward, 7)
    page.mouse.dblclick(at["x"], at["y"])
    page.wait_for_timeout(500)
    assert len(reports(page)) == 1
    page.mouse.click(300, 300)
    first, second = reports(page)
    assert second["n"] == first["n"] + 1


def test_another_s_save_recolours_the_map_in_place_and_is_told_once(page, ward):
    look_at(page, ward, 1)
    wait_for_colour(page, LOOKS[Stage.IN_PROGRESS].colour)
    wait_for_colour(page, LOOKS[Stage.SIGNED].colour, drawn=False)
    for number in range(4):
        ward.put(f"XM-{number}", s="signed")
    wait_for_colour(page, LOOKS[Stage.SIGNED].colour)
    assert (counts(page)["signed"], counts(page)["talk"]) == (4, 6)
    page.wait_for_timeout(1500)
    assert [one["kind"] for one in reports(page)] == ["change"]
    assert page.get_attribute("#map_div", "data-mounts") == "1"


def test_nothing_new_costs_no_bytes(page, ward):
    page.wait_for_timeout(5000)
    codes = [code for path, code in ward.asked if path.endswith("/status")]
    assert codes[0] == 200
    assert set(codes[1:]) == {304}


def test_the_legend_counts_and_filters(page):
    assert (counts(page)["talk"], counts(page)["done"]) == (10, 1)
    row = page.get_by_role("button", name=f"{LOOKS[Stage.COMPLETED].label}: 1")
    row.focus()
    page.keyboard.press("Enter")
    assert counts(page)["shown"] == 1
    assert page.locator("[data-code=done]").get_attribute("aria-pressed") == "true"
    assert "stage=done" in page.url
    assert reports(page)[-1]["kind"] == "legend"
    assert reports(page)[-1]["stage"] == "done"
    page.keyboard.press("Enter")
    assert counts(page)["shown"] == 11
    assert "stage" not in page.url


def test_a_filtered_case_loses_its_colour_and_nothing_else(page, ward):
    look_at(page, ward, 1)
    wait_for_colour(page, LOOKS[Stage.IN_PROGRESS].colour)
    page.evaluate("matbang.command({filters: {project: ['MN']}, colour: 'stage'})")
    wait_for_colour(page, LOOKS[Stage.IN_PROGRESS].colour, drawn=False)
    assert counts(page)["shown"] == 1


def test_the_view_is_in_the_address_and_survives_a_reload(page, ward):
    look_at(page, ward, 7, zoom=17)
    view = page.get_attribute("#map_div", "data-view")
    assert page.url.endswith(f"view={view}")
    page.reload()
    wait_until_ready(page)
    assert page.get_attribute("#map_div", "data-view").endswith(",17")
    seen = [float(part) for part in page.get_attribute("#map_div", "data-view").split(",")]
    assert seen == pytest.approx([float(part) for part in view.split(",")], abs=2e-5)


def test_a_flight_is_flown_once(page, ward):
    lat, lng = ward.centre_of[7]
    box = [lng - 1e-4, lat - 1e-4, lng + 1e-4, lat + 1e-4]
    wish = json.dumps({"filters": {}, "colour": "stage", "fly": {"n": 1, "box": box}})
    page.evaluate(f"matbang.command({wish})")
    page.wait_for_function("() => matbang.view.map.getZoom() >= 18")
    page.evaluate("matbang.view.map.setZoom(15, {animate: false})")
    page.evaluate(f"matbang.command({wish})")
    page.wait_for_timeout(1200)
    assert page.evaluate("matbang.view.map.getZoom()") == 15


def test_a_new_layer_takes_the_place_of_the_old_without_a_new_map(page, ward):
    old = look_at(page, ward, 7)
    ward.layer, ward.revision = "b", ward.revision + 1
    page.wait_for_selector("#map_div[data-layer='b']")
    page.wait_for_function(f"() => matbang.view.parcels.locate(7)?.y < {old['y'] - 20}")
    assert page.get_attribute("#map_div", "data-mounts") == "1"


def test_a_name_from_a_file_is_shown_as_text(page):
    page.wait_for_function("() => document.querySelectorAll('.matbang-name span').length > 0")
    assert page.locator(".matbang-water").first.text_content() == CANARY
    assert page.locator(".matbang-name img").count() == 0


def test_a_lost_connection_is_said_and_taken_back(page, ward):
    ward.down = True
    page.evaluate("matbang.view.feed.answeredAt -= 13000")
    page.wait_for_selector("#map_div[data-lost='1']", timeout=40_000)
    assert page.locator(".matbang-badge").is_visible()
    ward.down = False
    page.wait_for_selector("#map_div[data-lost='']", timeout=40_000)
    assert page.locator(".matbang-badge").is_hidden()


def test_another_projection_begins_anew_and_mixes_nothing(page, ward):
    look_at(page, ward, 1)
    ward.put("XM-0", s="agreed", o="CB03", b=["price"])
    wait_for_colour(page, OBSTACLE_LOOK.colour)
    officers = dict(ward.cases)
    ward.projection = "public"
    for code, one in officers.items():
        ward.cases[code] = {key: one[key] for key in ("c", "p", "j", "r")} | {"s": "talk"}
    page.wait_for_selector("#map_div[data-projection='public']")
    wait_for_colour(page, OBSTACLE_LOOK.colour, drawn=False)
    assert counts(page) == {"shown": 11, "total": 11, "obstacle": 0} | dict.fromkeys(
        (stage.value for stage in PUBLIC_STAGE.values()), 0
    ) | {"talk": 11}
    known = page.evaluate("JSON.stringify([...matbang.view.status.cases.values()])")
    assert "CB03" not in known
    assert "price" not in known
    rows = page.locator(".matbang-row").evaluate_all("all => all.map((one) => one.dataset.code)")
    assert rows == [stage.value for stage in PUBLIC_STAGE.values()]
    ward.projection, ward.cases = "officers", officers
    wait_for_colour(page, OBSTACLE_LOOK.colour)
    assert counts(page)["agreed"] == 1
    assert page.get_attribute("#map_div", "data-mounts") == "1"


def test_a_past_day_is_read_once_and_the_present_comes_back(page, ward):
    look_at(page, ward, 1)
    page.evaluate("matbang.command({filters: {}, asOf: '2014-03-31'})")
    wait_for_colour(page, LOOKS[Stage.NOT_CONTACTED].colour)
    wait_for_colour(page, LOOKS[Stage.IN_PROGRESS].colour, drawn=False)
    badge = page.locator(".matbang-day")
    assert "31/03/2014" in badge.inner_text()
    assert counts(page)["none"] == 11
    asked = len(ward.asked)
    ward.put("XM-0", s="signed")
    page.wait_for_timeout(5000)
    assert len(ward.asked) == asked
    assert page.get_attribute("#map_div", "data-lost") in {"", None}
    badge.get_by_role("button").click()
    wait_for_colour(page, LOOKS[Stage.SIGNED].colour)
    assert badge.is_hidden()
    assert [one["kind"] for one in reports(page)] == ["present"]
    assert page.get_attribute("#map_div", "data-mounts") == "1"


def test_a_past_day_is_asked_for_as_it_was_known_then(page, ward):
    look_at(page, ward, 1)
    with page.expect_request(lambda one: "as_of=2014-03-31&sight=known" in one.url):
        page.evaluate("matbang.command({filters: {}, asOf: '2014-03-31', sight: 'known'})")
    wait_for_colour(page, LOOKS[Stage.NOT_CONTACTED].colour)
    assert "Như đã biết" in page.locator(".matbang-day").inner_text()
    with page.expect_request(lambda one: "as_of=2014-03-31&sight=true" in one.url):
        page.evaluate("matbang.command({filters: {}, asOf: '2014-03-31', sight: 'true'})")
    page.wait_for_function(
        "() => !document.querySelector('.matbang-day').innerText.includes('Như đã')"
    )


def test_a_past_day_that_does_not_come_shows_nothing_rather_than_the_present(page, ward):
    look_at(page, ward, 1)
    ward.down = True
    page.evaluate("matbang.command({filters: {}, asOf: '2014-03-31'})")
    wait_for_colour(page, LOOKS[Stage.IN_PROGRESS].colour, drawn=False)
    assert counts(page)["total"] == 0
    ward.down = False
    wait_for_colour(page, LOOKS[Stage.NOT_CONTACTED].colour)
    assert counts(page)["none"] == 11


def sites(page, ward, *places):
    """Draw sites of half a parcel around the given parcels: (code, status, parcel)."""
    drawn = []
    for code, status, parcel_id in places:
        lat, lng = ward.centre_of[parcel_id]
        box = shapely.box(lng - 5e-6, lat - 5e-6, lng + 5e-6, lat + 5e-6)
        drawn.append(
            {"c": code, "k": "school", "s": status, "g": shapely.geometry.mapping(box), "l": None}
        )
    page.evaluate("(list) => matbang.sites(list)", drawn)


def test_a_work_s_name_is_text_and_its_sign_tells_kind_status_and_shows_its_cases(page, ward):
    look_at(page, ward, 46)
    sites(page, ward, ("XM", "maintenance", 46))
    sign = page.locator(".matbang-site[data-site='XM']")
    assert sign.get_attribute("title").startswith(CANARY)
    assert page.locator(".matbang-work").text_content() == CANARY
    assert page.locator(".matbang-work").is_visible()
    assert page.locator(".matbang-name img").count() == 0
    sign.click()
    assert counts(page)["shown"] == 10
    assert [(one["kind"], one["project"]) for one in reports(page)] == [("work", "XM")]
    assert "project=XM" in page.url
    assert sign.get_attribute("aria-pressed") == "true"
    sign.click()
    assert counts(page)["shown"] == 11
    assert "project" not in page.url


def test_what_waits_for_a_work_is_said_while_the_work_or_its_area_is_chosen(page, ward):
    look_at(page, ward, 46)
    sites(page, ward, ("XM", "maintenance", 46))
    for chosen in ({"project": ["XM"]}, {"area": ["KV1"]}):
        page.evaluate("(filters) => matbang.command({filters, colour: 'stage'})", chosen)
        assert page.locator(".matbang-work").get_attribute("data-brings") == CANARY
        page.wait_for_function(AWAITS, arg="chờ công trình này")
    assert page.locator(".matbang-name img").count() == 0
    for other in ({}, {"project": ["MN"]}, {"area": ["KV2"]}):
        page.evaluate("(filters) => matbang.command({filters, colour: 'stage'})", other)
        assert page.locator(".matbang-work").get_attribute("data-brings") is None
        page.wait_for_function(AWAITS, arg=None)


# The name of an area may be left out where there is no room for it: it is asked for its words here.
AWAITS = """(words) => matbang.view.ground.names.some(({ inner }) =>
    inner.className === "matbang-area" && (inner.dataset.awaits || null) === words)"""


def test_names_of_works_cover_neither_each_other_nor_a_case(page, ward):
    look_at(page, ward, 8, zoom=19)
    sites(page, ward, ("XM", "preparation", 8), ("MN", "implementation", 10))
    # Names give way once the tiles of the strips have come.
    page.wait_for_function("""() => {
        const over = (a, b) =>
            a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
        const names = [...document.querySelectorAll(".matbang-work:not([hidden])")].map((one) =>
            one.getBoundingClientRect());
        const strips = matbang.view.parcels.caseBoxes({ left: 0, top: 0 });
        return names.length && strips.length && names.every((one, place) =>
            ![...names.slice(place + 1), ...strips].some((other) => over(one, other)));
    }""")
