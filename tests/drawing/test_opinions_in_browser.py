"""Opinions as pins, and a place chosen for one, in a real browser on a plain page."""

import pytest

from tests.drawing.test_map_in_browser import look_at, reports
from trackers.drawing.script_words import WORDS

pytestmark = pytest.mark.e2e


def at(ward, parcel_id, code, **more):
    lat, lng = ward.centre_of[parcel_id]
    return {"c": code, "x": lng, "y": lat, "s": "open", **more}


def wait_for(page, told):
    page.wait_for_function(
        "told => document.querySelector('#map_div').dataset.opinions === told", arg=told
    )


def signs(page):
    """What the pins show, by code: their sign and their words."""
    return page.evaluate("""() => Object.fromEntries([...document.querySelectorAll(".matbang-pin")]
        .map((one) => [one.dataset.opinion, one.innerText.trim() + " " + one.title]))""")


def test_a_new_opinion_an_answer_and_a_taking_back_come_by_themselves(page, ward):
    look_at(page, ward, 7)
    late, fresh = at(ward, 7, "YK-1", d="2014-04-06"), at(ward, 21, "YK-2", d="2014-04-07")
    ward.say(late, fresh)
    wait_for(page, "YK-1:late YK-2:open")
    assert signs(page) == {
        "YK-1": "! YK-1 · Quá hạn trả lời",
        "YK-2": "? YK-2 · Chưa trả lời",
    }
    # Leaflet lifts every drawing in the map: the sign has to lie above it.
    assert (
        page.evaluate("""() => {
        const { left, top } = document.querySelector("[data-opinion=YK-1]").getBoundingClientRect();
        return document.elementFromPoint(left + 15, top + 12).tagName; }""")
        == "SPAN"
    )
    ward.say(late, fresh | {"s": "answered"})
    wait_for(page, "YK-1:late YK-2:answered")
    ward.say()
    wait_for(page, "")
    assert page.get_attribute("#map_div", "data-mounts") == "1"
    assert page.locator("input[data-layer=opinions]").locator("..").is_hidden()


def test_a_press_on_a_pin_tells_its_code_and_selects_no_parcel(page, ward):
    place = look_at(page, ward, 7)
    ward.say(at(ward, 7, "YK-1"))
    wait_for(page, "YK-1:open")
    page.mouse.click(place["x"], place["y"] - 15)
    [report] = [one for one in reports(page) if one["kind"] != "change"]
    assert (report["kind"], report["opinion"], report["id"]) == ("opinion", "YK-1", 0)
    assert page.locator("[data-opinion=YK-1]").get_attribute("aria-pressed") == "true"
    assert page.get_attribute("#map_div", "data-selected") == ""


def test_the_public_projection_has_none_and_another_s_go(page, ward):
    ward.say(at(ward, 7, "YK-1"))
    wait_for(page, "YK-1:open")
    ward.projection = "public"
    ward.revision += 1
    wait_for(page, "")


def test_a_place_is_the_next_click_and_escape_gives_it_up(page, ward):
    place = look_at(page, ward, 7)
    page.evaluate("matbang.command({filters: {}, opinion: {placing: 1}})")
    page.wait_for_selector("#map_div[data-placing='1']")
    assert page.get_by_text(WORDS["place_hint"]).is_visible()
    page.mouse.click(place["x"], place["y"])
    [report] = reports(page)
    lat, lng = ward.centre_of[7]
    assert report["kind"] == "place"
    assert [report["lat"], report["lng"]] == pytest.approx([lat, lng], abs=1e-5)
    assert page.get_attribute("#map_div", "data-placing") == ""
    page.evaluate("matbang.command({filters: {}, opinion: {placing: 2}})")
    page.wait_for_selector("#map_div[data-placing='1']")
    page.locator("#map_div").focus()
    page.keyboard.press("Escape")
    assert [one["kind"] for one in reports(page)] == ["place", "unplaced"]
