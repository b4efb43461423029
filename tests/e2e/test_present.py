"""The review on the wall in a real browser: keys walk its items, the map flies along."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.e2e.acting import fact, settled
from trackers.domain.errors import UnknownRecord
from trackers.domain.reviews import ItemKind
from trackers.services.agenda import add_topic
from trackers.services.cases import case_card
from trackers.services.decisions import take_decision
from trackers.services.people import identify
from trackers.services.reviews import get_review, open_review
from trackers.services.wards import present

MONDAY = date(2014, 4, 7)
PAGE = "/w/31169/present?review=2014-04-07&as=CB01"
SEEN = "#items > .item:not([hidden])"


@pytest.fixture(scope="module")
def chair(ledger):
    return identify(ledger, "CB01")


@pytest.fixture(scope="module")
def file(ledger, chair):
    now = present(ledger)
    try:
        return get_review(ledger, chair, MONDAY, now=now)
    except UnknownRecord:
        open_review(ledger, chair, monday=MONDAY, secretary_code="CB09", now=now)
        return get_review(ledger, chair, MONDAY, now=now)


@pytest.fixture
def wall(open_page, file):
    """Open the page and wait until its map is drawn; what the browser refused is kept."""

    def opened(path=PAGE, **size):
        page = open_page("/healthz", **size)
        page.refused = []
        page.on("console", lambda one: page.refused.append(one.text) if one.type == "error" else 0)
        page.goto(page.url.replace("/healthz", path))
        page.wait_for_selector("#map_div[data-ready='1']", state="attached")
        return page

    return opened


def of(file, kind):
    return next(one for one in file.items if one.kind is kind)


def seen(page):
    return page.locator(SEEN)


def wait_until_over(page, box):
    """Wait until the map's middle lies within a box (W, S, E, N) and near enough to see it."""
    page.wait_for_function(
        """([west, south, east, north]) => {
          const { view } = document.querySelector("#map_div").dataset;
          const [lat, lng, zoom] = view.split(",").map(Number);
          const [x, y] = [(east - west) / 2 + 1e-4, (north - south) / 2 + 1e-4];
          const [aside, above] = [lng - (west + east) / 2, lat - (south + north) / 2].map(Math.abs);
          return aside < x && above < y && zoom > 17;
        }""",
        arg=list(box),
    )


def test_keys_and_clickers_walk_the_items_and_the_address_names_the_slide(wall, file):
    page = wall()
    count = len(file.items)
    expect(page.locator("#count")).to_have_text("Mở đầu")
    expect(seen(page)).to_contain_text("Âu Thị Mười")
    for key, number in (
        *(("ArrowRight", 1), ("PageDown", 2), ("Space", 3)),
        *(("ArrowLeft", 2), ("PageUp", 1), ("PageDown", 2)),
    ):
        page.keyboard.press(key)
        expect(page.locator("#count")).to_have_text(f"{number}/{count}")
    assert page.url.endswith(f"#{file.items[1].item_id}")
    page.keyboard.press("End")
    expect(page.locator("#count")).to_have_text("Kết luận")
    page.keyboard.press("ArrowRight")
    expect(seen(page)).to_contain_text("Kết luận của phiên họp")
    page.keyboard.press("Home")
    expect(page.locator("#before")).to_be_disabled()
    page.get_by_role("button", name="Tiếp").click()
    expect(page.locator("#count")).to_have_text(f"1/{count}")
    page.keyboard.press("Space")  # on the button just pressed: once, not twice
    expect(page.locator("#count")).to_have_text(f"2/{count}")
    assert page.refused == []


def test_the_one_map_stays_and_flies_to_the_case_that_opens_the_road(wall, file, ledger, chair):
    page = wall()
    where = case_card(ledger, chair, "XM-109", present(ledger)).parcel
    page.goto(page.url.partition("#")[0] + f"#{of(file, ItemKind.UNLOCK).item_id}")
    expect(seen(page)).to_contain_text("XM-109 mở đoạn liền mạch 240 m (nay 124 m).")
    wait_until_over(page, where.box)
    page.wait_for_function(
        "(id) => document.querySelector('#map_div').dataset.selected === String(id)",
        arg=where.parcel_id,
    )
    expect(seen(page).locator(".near:not([hidden])")).to_contain_text("mở 240 m")
    # Along the rows the map goes from case to case, and the strip from run to run.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    row = seen(page).locator("tbody.here")
    second = row.get_attribute("data-case")
    assert second != "XM-109"
    wait_until_over(page, [float(one) for one in row.get_attribute("data-box").split(",")])
    expect(seen(page).locator(".near:not([hidden])")).to_have_attribute("data-of", second)
    expect(seen(page).locator(".draw .marked")).to_have_count(1)
    assert fact(page.main_frame, "mounts") == "1"


def test_a_works_slide_has_its_road_its_milestones_and_its_own_cases_on_the_map(wall, file):
    page = wall()
    road = next(one for one in file.items if one.project_code == "XM")
    page.goto(page.url.partition("#")[0] + f"#{road.item_id}")
    expect(seen(page).locator("h2")).to_have_text("Đường Xẻo Mây – Thới An Đông")
    expect(seen(page).locator("svg.strip rect[data-case]").first).to_be_visible()
    expect(seen(page).locator("svg.timeline")).to_contain_text("Thông xe")
    page.wait_for_function(
        "() => JSON.parse(document.querySelector('#map_div').dataset.counts).shown === 148"
    )


def test_what_the_secretary_types_elsewhere_appears_and_nothing_jumps(wall, file, ledger, chair):
    page = wall()
    item = of(file, ItemKind.PROMISES)
    page.goto(page.url.partition("#")[0] + f"#{item.item_id}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    here = seen(page).locator("tbody.here").get_attribute("data-case")
    take_decision(
        ledger,
        chair,
        monday=MONDAY,
        text="Hội LHPN đến từng hộ đã hẹn trong tuần",
        officer_code="CB05",
        due_on=date(2014, 4, 11),
        item_id=item.item_id,
        now=present(ledger),
    )
    decided = seen(page).locator(".decided li")
    expect(decided).to_contain_text("Hội LHPN đến từng hộ đã hẹn trong tuần", timeout=10_000)
    expect(decided).to_contain_text("Hàng Mỹ Kiều (thay Quách Lệ Thu) · hạn 11/04/2014")
    expect(seen(page).locator("tbody.here")).to_have_attribute("data-case", here)
    assert page.url.endswith(f"#{item.item_id}")
    page.keyboard.press("End")
    expect(seen(page)).to_contain_text("Hội LHPN đến từng hộ đã hẹn trong tuần")


def test_names_are_masked_until_the_presenter_asks(wall, file, ledger, chair):
    page = wall()
    item = of(file, ItemKind.PROMISES)
    page.goto(page.url.partition("#")[0] + f"#{item.item_id}")
    holder = case_card(ledger, chair, "XM-047", present(ledger)).households[0].holder
    body = page.locator("body")
    expect(seen(page)).to_contain_text("XM-047")
    expect(body).not_to_contain_text(holder)
    page.keyboard.press("n")
    expect(page.get_by_role("dialog")).to_contain_text("Việc này được ghi vào nhật ký")
    page.get_by_role("button", name="Không", exact=True).click()
    expect(body).not_to_contain_text(holder)
    page.keyboard.press("n")
    page.get_by_role("button", name="Hiện tên", exact=True).click()
    expect(seen(page)).to_contain_text(holder)
    expect(page.locator("#named")).to_be_visible()
    page.keyboard.press("n")
    expect(body).not_to_contain_text(holder)
    page.keyboard.press("n")
    page.get_by_role("button", name="Hiện tên", exact=True).click()
    page.reload()
    page.wait_for_selector("#map_div[data-ready='1']", state="attached")
    expect(body).not_to_contain_text(holder)


def test_nothing_runs_over_the_edges_of_a_weak_projector_or_a_phone(wall, file, ledger, chair):
    long = "Tuyến đường liên khu vực dài một nghìn chín trăm mét " * 4
    add_topic(ledger, chair, monday=MONDAY, title=long[:200], text=long, now=present(ledger))
    for width, height in ((1366, 768), (1024, 768), (390, 844)):
        page = wall(width=width, height=height)
        for one in page.evaluate("[...document.querySelectorAll('.item')].map((one) => one.id)"):
            page.evaluate("(id) => window.matbang.slides.show(id)", one)
            wide = page.evaluate(
                """() => [...document.querySelectorAll(
                     "header, main, footer, .item:not([hidden]) :is(.say, .body, .decided)")]
                   .filter((one) => one.scrollWidth > one.clientWidth + 1)
                   .map((one) => one.className || one.tagName)"""
            )
            assert wide == [], (width, one)
        if width == 1366:
            small = page.evaluate(
                """() => [...document.querySelectorAll(
                     ".item:not([hidden]) :is(p, td, th, li, dd)")]
                   .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 24).length"""
            )
            assert small == 0


def test_one_key_opens_it_at_the_chosen_item_and_escape_goes_back_there(open_page, file):
    item = of(file, ItemKind.UNLOCK)
    page = open_page("/giao-ban?as=CB01&review=2014-04-07")
    page.get_by_text("Hồ sơ mở được nhiều mét đường nhất").first.click()
    page.wait_for_function("(id) => location.search.includes('item=' + id)", arg=item.item_id)
    settled(page)
    page.keyboard.press("p")
    page.wait_for_url("**/present?**")
    expect(seen(page)).to_contain_text("XM-109 mở đoạn liền mạch 240 m")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    page.wait_for_url("**/giao-ban?**")
    before = file.items[item.position - 2]
    assert f"item={before.item_id}" in page.url
    expect(page.locator("#mb-review")).to_be_visible()


def test_p_typed_into_a_field_is_a_letter(open_page, file):
    page = open_page("/giao-ban?as=CB01&review=2014-04-07")
    settled(page)
    page.get_by_role("button", name="Thành phần dự họp").click()
    settled(page)
    field = page.locator("[data-testid=stMain] textarea, [data-testid=stMain] input[type=text]")
    field.first.click()
    page.keyboard.press("p")
    settled(page)
    assert "/giao-ban" in page.url
