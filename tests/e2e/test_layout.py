"""How the pages lie on a projector's screen and on a phone."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.e2e.acting import fact, open_case, settled, the_map

PAGES = ("/", "/tien-do", "/tong-hop", "/viec-cua-toi", "/nhap-du-lieu", "/danh-muc")


def overflow(page):
    return page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_no_page_is_wider_than_the_screen(open_page, path, width, height):
    page = open_page(path, width=width, height=height)
    settled(page)
    assert overflow(page) <= 0
    assert page.errors == []
    assert page.context.outside == []


def test_the_header_is_whole_on_a_phone(open_page):
    page = open_page(width=390, height=844)
    settled(page)
    boxes = [
        page.locator(f".st-key-top {one}").first.bounding_box()
        for one in (".mb-brand", ".mb-asof", ".st-key-header-as", ".st-key-header-lang")
    ]
    boxes.append(page.get_by_role("button", name="Chia sẻ").bounding_box())
    for one in boxes:
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= 390
    brand, as_of = boxes[:2]
    assert brand["x"] + brand["width"] <= as_of["x"]


def test_the_whole_map_page_stands_on_a_projector_without_scrolling(open_page):
    page = open_page()
    frame = the_map(page)
    box = page.locator("iframe[title*='streamlit_folium']").bounding_box()
    panel = page.locator(".st-key-panel").bounding_box()
    assert box["y"] + box["height"] <= 768
    assert box["height"] > 480
    assert box["x"] + box["width"] <= panel["x"] + 1
    main = page.get_by_test_id("stMain")
    assert main.evaluate("one => one.scrollHeight - one.clientHeight") <= 0
    legend = frame.locator(".matbang-legend").bounding_box()
    assert legend["x"] >= box["x"]
    assert legend["y"] + legend["height"] <= box["y"] + box["height"]


def test_on_a_phone_the_map_is_above_and_a_visit_is_under_the_thumb(open_page):
    page = open_page("/?case=XM-109", width=390, height=844)
    the_map(page)
    settled(page)
    box = page.locator("iframe[title*='streamlit_folium']").bounding_box()
    panel = page.locator(".st-key-panel").bounding_box()
    assert box["y"] + box["height"] <= panel["y"] + 1
    button = page.get_by_role("button", name="Ghi lần vận động").first.bounding_box()
    assert button["y"] + button["height"] <= 844
    assert button["y"] >= 844 / 2
    assert button["height"] >= 36


@pytest.mark.parametrize("width", [1366, 390])
def test_filters_search_and_map_do_not_cover_each_other(open_page, width):
    page = open_page(width=width, height=768 if width > 1000 else 844)
    the_map(page)
    boxes = [
        page.locator(key).first.bounding_box()
        for key in (".st-key-top", ".st-key-bar", ".st-key-map")
    ]
    for above, below in itertools.pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1


def test_the_shared_link_opens_the_same_for_a_colleague(open_page):
    page = open_page("/?as=CB03&project=XM&colour=contact")
    frame = the_map(page)
    open_case(page, "XM-101")
    page.get_by_role("button", name="Chia sẻ").click()
    field = page.get_by_label("Đường dẫn để chia sẻ")
    expect(field).to_be_visible()
    page.get_by_role("button", name="Chép đường dẫn").click()
    link = field.input_value()
    assert "as=" not in link
    for part in ("project=XM", "colour=contact", "case=XM-101", "view="):
        assert part in link
    other = open_page("/" + link.split("/", 3)[3])
    expect(other.locator(".mb-title")).to_contain_text("XM-101")
    # The same place and zoom, but for the rounding of the last decimal (a tenth of a metre).
    here, there = (
        [round(float(one), 5) for one in fact(each, "view").split(",")]
        for each in (frame, the_map(other))
    )
    assert here == pytest.approx(there, abs=2e-5)


def test_in_english_no_vietnamese_word_of_ours_is_left_on_the_menu(open_page):
    page = open_page("/?lang=en")
    expect(page.get_by_role("link", name="Map")).to_be_visible()
    expect(page.get_by_text("Bản đồ")).to_have_count(0)
