"""The strip of a road under the map: the same metres as the server's, linked both ways."""

from playwright.sync_api import expect

from tests.e2e.acting import open_case, settled, the_map, wait_for_fact
from trackers.domain.strip import strips_of
from trackers.store import cases
from trackers.words.formats import percent

# Where on the canvas the piece of a case lies, in pixels.
PLACE = """(code) => {
  const { strip } = matbang.view;
  const piece = strip.pieces.find(({ one }) => one.c === code);
  const { left, top, wide } = strip.place(piece);
  return { x: left + wide / 2, y: top + 8 };
}"""


def box(frame):
    return frame.locator(".matbang-strip")


def press(frame, code):
    frame.locator(".matbang-strip canvas").click(position=frame.evaluate(PLACE, code))


def test_it_counts_the_metres_that_the_server_counts(open_page, ledger):
    with ledger.read() as reading:
        [road] = [one for one in strips_of(cases.read_states(reading)) if one.project_code == "XM"]
    page = open_page("/?as=CB03")
    frame = the_map(page)
    expect(box(frame)).to_be_hidden()
    page.goto(page.url + "&project=XM")
    frame = the_map(page)
    expect(box(frame)).to_contain_text(f"{percent(road.share)} chiều dài đã có mặt bằng")
    assert box(frame).get_attribute("data-pieces") == "148"


def test_a_piece_selects_its_case_and_a_case_is_marked_on_it(open_page):
    page = open_page("/?as=CB03&project=XM")
    frame = the_map(page)
    press(frame, "XM-109")
    expect(page.locator(".mb-title")).to_contain_text("XM-109")
    settled(page)
    # The map shows that place alone now: a piece far away brings it there.
    frame.evaluate("void matbang.view.map.setZoom(19, { animate: false })")
    open_case(page, "XM-003")
    parcel = frame.evaluate("matbang.view.status.cases.get('XM-003').p")
    wait_for_fact(frame, "(data, id) => data.selected === String(id)", parcel)
    press(frame, "XM-130")
    expect(page.locator(".mb-title")).to_contain_text("XM-130")
    there = frame.evaluate("matbang.view.status.cases.get('XM-130').p")
    wait_for_fact(frame, "(data, id) => data.selected === String(id)", there)
    frame.wait_for_function("(id) => matbang.view.parcels.locate(id) !== null", arg=there)


def test_a_save_and_a_filter_show_on_it_and_the_keyboard_goes_along(open_page):
    page = open_page("/?as=CB03&project=XM")
    frame = the_map(page)
    canvas = frame.locator(".matbang-strip canvas")
    whole = canvas.evaluate("box => box.toDataURL()")
    frame.locator(".matbang-legend button[data-code='signed']").click()
    frame.wait_for_function(
        "(before) => document.querySelector('.matbang-strip canvas').toDataURL() !== before",
        arg=whole,
    )
    press(frame, "XM-109")
    expect(page.locator(".mb-title")).to_contain_text("XM-109")
    canvas.press("ArrowRight")
    expect(page.locator(".mb-title")).to_contain_text("XM-110")


def test_on_a_telephone_it_opens_by_its_title(open_page):
    page = open_page("/?as=CB03&project=XM", width=390, height=844)
    frame = the_map(page)
    expect(frame.locator(".matbang-strip canvas")).to_be_hidden()
    frame.locator(".matbang-striphead").click()
    expect(frame.locator(".matbang-strip canvas")).to_be_visible()
