"""The link that opens the same page for a colleague, and numbers that lead to their cases."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.acting import counts, fact, settled, show_at, the_map

NO_CLIPBOARD = """
  Object.defineProperty(window, "isSecureContext", { value: false });
  document.execCommand = () => false;
"""


def shared_link(page):
    """Press "Chia sẻ", copy, and give what the clipboard holds."""
    page.context.grant_permissions(["clipboard-write"])
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_role("button", name="Chép đường dẫn").click()
    expect(page.get_by_text("Đã chép.")).to_be_visible()
    return pasted(page.context)


def pasted(context):
    """What the clipboard holds: our own pages may not read it, so it is pasted into another."""
    paper = context.new_page()
    paper.set_content("<textarea></textarea>")
    paper.locator("textarea").press("Control+V")
    text = paper.locator("textarea").input_value()
    paper.close()
    return text


def place(frame):
    return [float(one) for one in fact(frame, "view").split(",")]


def test_a_link_opens_the_same_map_for_a_colleague_and_leaves_out_who_shared_it(open_page):
    page = open_page("/?as=CB03&project=XM&stage=signed&case=XM-109")
    frame = the_map(page)
    settled(page)
    show_at(frame, 105.72, 10.09, 16)
    page.wait_for_function("() => location.search.includes('view=')")
    link = urlsplit(shared_link(page))
    said = parse_qs(link.query)
    assert "as" not in said
    assert (said["project"], said["stage"], said["case"]) == (["XM"], ["signed"], ["XM-109"])
    other = open_page(f"{link.path}?{link.query}")
    theirs = the_map(other)
    settled(other)
    # Leaflet stands on whole pixels: one is 2.4 m at this zoom.
    assert place(theirs) == pytest.approx(place(frame), abs=3e-5)
    assert counts(theirs) == counts(frame)
    expect(other.get_by_text("XM-109").first).to_be_visible()


def test_where_the_clipboard_is_not_allowed_the_link_is_marked_for_the_hand(open_page):
    page = open_page("/tong-hop?as=CB03&project=XM")
    settled(page)
    page.evaluate(NO_CLIPBOARD)
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_role("button", name="Chép đường dẫn").click()
    expect(page.get_by_text("Trình duyệt không cho chép.")).to_be_visible()
    field = page.get_by_label("Đường dẫn để chia sẻ")
    assert "/tong-hop?" in field.input_value()
    assert "as=" not in field.input_value()
    assert field.evaluate("one => one.selectionEnd - one.selectionStart === one.value.length")


def test_a_number_of_the_overview_opens_the_map_with_the_cases_it_counts(open_page):
    page = open_page("/tong-hop?as=CB03")
    settled(page)
    row = page.locator("tr").filter(has_text="Đường Xẻo Mây")
    signed = row.locator("a[href*='stage=signed,handed,done']")
    number = int(signed.inner_text())
    signed.click()
    page.wait_for_function("() => location.pathname === '/'")
    frame = the_map(page)
    settled(page)
    shown = counts(frame)
    assert number == sum(shown[code] for code in ("signed", "handed", "done"))
