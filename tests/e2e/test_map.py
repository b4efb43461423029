"""The map page in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.acting import (
    click_at,
    counts,
    fact,
    ground_colours,
    open_case,
    search,
    settled,
    show_at,
    the_map,
    wait_for_fact,
)
from trackers.domain.stages import OBSTACLE_LOOK, Stage
from trackers.store import cases, parcels

STAGES = {"none": 31, "talk": 51, "agreed": 25, "signed": 26, "handed": 32, "done": 15}


@pytest.fixture
def centre(ledger):
    """The place of a case's parcel: id, longitude, latitude."""

    def find(code):
        with ledger.read() as reading:
            case = cases.read_states(reading, codes=[code])[0].case
            parcel = parcels.read_parcel(reading, case.parcel_id)
        return parcel.parcel_id, *parcel.centre

    return find


def test_the_map_opens_first_with_every_stage_coloured_and_asks_nothing_outside(open_page, centre):
    page = open_page()
    frame = the_map(page)
    assert {code: counts(frame)[code] for code in STAGES} == STAGES
    _, lng, lat = centre("XM-109")
    show_at(frame, lng, lat, 17)
    wanted = {Stage.HANDED_OVER.look.colour, Stage.IN_PROGRESS.look.colour, OBSTACLE_LOOK.colour}
    page.wait_for_timeout(0)
    for _ in range(100):
        if wanted <= ground_colours(frame):
            break
        page.wait_for_timeout(100)
    assert wanted <= ground_colours(frame)
    assert page.context.outside == []
    assert page.errors == []


def test_the_first_screen_says_what_needs_attention_today(open_page):
    page = open_page()
    panel = page.locator(".st-key-panel")
    for words in (
        "5 hẹn quá hạn",
        "9 hẹn trong tuần",
        "22 hồ sơ quá 30 ngày chưa tiếp xúc",
        "XM-109 mở đoạn 240 m",
    ):
        expect(panel).to_contain_text(words)
    expect(page.get_by_text("Số liệu đến 07/04/2014 07:3")).to_be_visible()
    expect(page.get_by_text("Dữ liệu minh họa", exact=False).first).to_be_visible()
    expect(page.get_by_text("Chế độ mở", exact=False).first).to_be_visible()


def test_a_click_on_a_parcel_opens_its_case_and_keeps_the_view(open_page, centre):
    page = open_page()
    frame = the_map(page)
    parcel, lng, lat = centre("XM-109")
    show_at(frame, lng, lat, 18)
    view = fact(frame, "view")
    click_at(frame, lng, lat)
    expect(page.locator(".mb-title")).to_contain_text("XM-109")
    expect(page.locator(".st-key-panel")).to_contain_text("Km1+210")
    assert (fact(frame, "view"), fact(frame, "mounts")) == (view, "1")
    assert fact(frame, "selected") == str(parcel)


def test_a_reload_keeps_zoom_filters_and_selection(open_page, centre):
    page = open_page("/?project=XM&area=KVRS")
    frame = the_map(page)
    assert counts(frame)["shown"] == 28
    _, lng, lat = centre("XM-109")
    show_at(frame, lng, lat, 18)
    click_at(frame, lng, lat)
    expect(page.locator(".mb-title")).to_contain_text("XM-109")
    settled(page)
    view = fact(frame, "view")
    page.wait_for_function("() => location.search.includes('case=XM-109')")
    page.reload()
    frame = the_map(page)
    expect(page.locator(".mb-title")).to_contain_text("XM-109")
    wait_for_fact(frame, "(data, view) => data.view === view", view)
    assert counts(frame)["shown"] == 28


def test_another_page_and_back_keeps_the_view(open_page, centre):
    page = open_page()
    frame = the_map(page)
    _, lng, lat = centre("XM-031")
    show_at(frame, lng, lat, 17)
    view = fact(frame, "view")
    page.get_by_role("link", name="Tổng hợp").click()
    expect(page.get_by_text("TỔNG CỘNG")).to_be_visible()
    page.get_by_role("link", name="Bản đồ").click()
    wait_for_fact(the_map(page), "(data, view) => data.view === view", view)


def test_the_legend_filters_and_counts_and_stands_in_the_address(open_page):
    page = open_page()
    frame = the_map(page)
    frame.locator(".matbang-legend button[data-code='signed']").click()
    wait_for_fact(frame, "data => JSON.parse(data.counts).shown === 26")
    page.wait_for_function("() => location.search.includes('stage=signed')")
    expect(page.locator(".st-key-panel")).to_contain_text("26 / 180 hồ sơ")
    assert fact(frame, "mounts") == "1"


@pytest.mark.parametrize(("colour", "row"), [("contact", "older"), ("promise", "overdue")])
def test_the_legend_filters_whatever_is_coloured(open_page, colour, row):
    page = open_page(f"/?colour={colour}")
    frame = the_map(page)
    expected = counts(frame)[row]
    assert 0 < expected < 180
    frame.locator(f".matbang-legend button[data-code='{row}']").click()
    wait_for_fact(frame, "(data, n) => JSON.parse(data.counts).shown === n", expected)
    page.wait_for_function("said => location.search.includes(said)", arg=f"{colour}={row}")
    expect(page.locator(".st-key-panel")).to_contain_text(f"{expected} / 180 hồ sơ")
    page.reload()
    frame = the_map(page)
    wait_for_fact(frame, "(data, n) => JSON.parse(data.counts).shown === n", expected)
    page.get_by_role("button", name="Bỏ lọc").click()
    wait_for_fact(frame, "data => JSON.parse(data.counts).shown === 180")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/?track=recovery", 44),
        ("/?obstacle=any", 13),
        ("/?officer=CB06", 39),
        ("/?days=30", 22),
        ("/?area=KV1&stage=none", 19),
        ("/?colour=promise&project=MN", 16),
    ],
)
def test_filters_in_the_address_are_counted_in_the_browser(open_page, path, shown):
    frame = the_map(open_page(path))
    wait_for_fact(frame, "(data, n) => JSON.parse(data.counts).shown === n", shown)


@pytest.mark.parametrize("typed", ["xm-064", "XM-064"])
def test_search_finds_and_flies_without_a_new_map(open_page, typed, centre):
    page = open_page()
    frame = the_map(page)
    before = fact(frame, "view")
    open_case(page, typed.upper())
    parcel, *_ = centre("XM-064")
    wait_for_fact(frame, "(data, before) => data.view !== before", before)
    wait_for_fact(frame, "(data, parcel) => data.selected === parcel", str(parcel))
    assert fact(frame, "mounts") == "1"


def test_search_finds_a_household_without_accents(open_page):
    page = open_page()
    search(page, "nguyen van ut")
    hits = page.locator(".st-key-hits button")
    expect(hits.filter(has_text="Nguyễn Văn Út").first).to_be_visible()


def test_search_finds_a_parcel_number_with_a_letter(open_page):
    page = open_page()
    search(page, "263a")
    expect(page.locator(".st-key-hits button").first).to_contain_text("XM-052")


def test_a_strip_half_a_metre_wide_is_hit_within_a_finger(open_page, ledger):
    import shapely  # noqa: PLC0415

    with ledger.read() as reading:
        rows = parcels.geometries(reading)
    shapes = [(row.parcel_id, shapely.from_wkb(row.geometry)) for row in rows]
    thin = min(
        (pair for pair in shapes if pair[1].area < 3e-9),
        key=lambda pair: pair[1].area / pair[1].length,
    )
    place = thin[1].representative_point()
    page = open_page()
    frame = the_map(page)
    show_at(frame, place.x, place.y, 19)
    click_at(frame, place.x, place.y, aside_px=0)
    wait_for_fact(frame, "(data, id) => data.selected === id", str(thin[0]))


def test_a_finger_beside_a_narrow_case_still_opens_it(open_page, centre):
    _parcel, lng, lat = centre("XM-109")
    page = open_page()
    frame = the_map(page)
    show_at(frame, lng, lat, 15)
    click_at(frame, lng, lat, aside_px=3)
    expect(page.locator(".mb-title")).to_be_visible()


def test_an_unknown_id_in_the_address_is_one_clear_sentence(open_page):
    page = open_page("/?case=XM-999&stage=flying&officer=CB99")
    alerts = page.get_by_test_id("stAlert")
    expect(alerts.first).to_be_visible()
    expect(page.get_by_text("XM-999", exact=False).first).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    assert counts(the_map(page))["shown"] == 180


def test_a_row_is_reached_and_opened_by_the_keyboard(open_page):
    page = open_page("/?project=YT")
    frame = the_map(page)
    row = page.locator("[class*='st-key-row-'] button").first
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mb-title")).to_contain_text("YT-0")
    wait_for_fact(frame, "data => data.selected !== ''")


def test_cases_chosen_on_the_map_open_the_grid_and_are_let_go_again(open_page, centre):
    page = open_page("/?as=CB03&project=XM")
    frame = the_map(page)
    _, lng, lat = centre("XM-109")
    show_at(frame, lng, lat, 18)
    frame.get_by_role("button", name="Chọn nhiều hồ sơ").click()
    click_at(frame, lng, lat)
    wait_for_fact(frame, "data => data.picked === '1'")
    frame.get_by_role("button", name="Kéo khung", exact=True).click()
    box = page.locator("iframe[title*='streamlit_folium']").bounding_box()
    page.mouse.move(box["x"] + 420, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 70, box["y"] + box["height"] - 70, steps=4)
    page.mouse.up()
    wait_for_fact(frame, "data => Number(data.picked) > 1")
    count = int(fact(frame, "picked"))
    frame.get_by_role("button", name=f"Dùng {count} hồ sơ").click()
    expect(page.get_by_text("Ghi nhiều hồ sơ cùng lúc")).to_be_visible()
    settled(page)
    assert (fact(frame, "picked"), fact(frame, "mounts")) == (str(count), "1")
    frame.get_by_role("button", name="Bỏ chọn").click()
    wait_for_fact(frame, "data => data.picked === '0'")
    settled(page)
    assert page.errors == []
