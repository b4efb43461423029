"""A link in a real browser: made by an officer, opened in another profile, revoked."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.acting import settled, show_at, the_map

# The page asks every few seconds, and a server knows within two.
ENDS_MS = 30_000


def make(page, kind="họp", label="Giao ban tuần 15", *, pin=False):
    """Make a link behind "Chia sẻ"; give its address and its PIN."""
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_role("button", name=f"Tạo liên kết {kind}").click()
    window = page.get_by_role("dialog")
    window.get_by_label("Tên liên kết").fill(label)
    window.get_by_label("Tên liên kết").press("Tab")
    secret = ""
    if pin:
        window.get_by_text("Hỏi mã PIN khi mở").click()
        field = window.get_by_label("Mã PIN (4 đến 8 chữ số)")
        expect(field).to_have_value(re.compile(r"\d{6}"))
        secret = field.input_value()
    settled(page)
    window.get_by_role("button", name="Tạo liên kết", exact=True).click()
    expect(window.get_by_text("Liên kết chỉ hiện lần này.")).to_be_visible()
    field = window.get_by_label("Đường dẫn để chia sẻ")
    expect(field).to_be_visible()
    return field.input_value(), secret


def close(page):
    """Close the window over the page."""
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)


def revoke(page):
    """End the first link of the list."""
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_role("button", name="Các liên kết đang mở").click()
    window = page.get_by_role("dialog")
    window.get_by_role("button", name="Thu hồi").first.click()
    expect(page.get_by_text("Đã thu hồi liên kết")).to_be_visible()


@pytest.fixture
def officer(open_page):
    """The officer's map, moved to a place."""
    page = open_page("/?as=CB03&project=XM&area=KV1")
    frame = the_map(page)
    settled(page)
    show_at(frame, 105.72, 10.09, 16)
    page.wait_for_function("() => location.search.includes('view=')")
    return page


def watched(page):
    """Keep what the page's requests tell about where it came from."""
    asked = []
    page.on("request", lambda one: asked.append((one.url, one.headers.get("referer", ""))))
    return asked


def test_a_meeting_link_opens_in_another_profile_and_ends_when_it_is_revoked(
    officer, open_page, ledger
):
    address, _ = make(officer)
    secret = urlsplit(address).path.rpartition("/")[2]
    assert len(secret) == 43
    close(officer)
    assert secret not in officer.content()
    phone = open_page("/healthz", width=390, height=844)
    asked = watched(phone)
    answer = phone.goto(address)
    assert answer.status == 200
    assert urlsplit(phone.url).path.startswith("/s/p/")
    assert secret not in phone.url
    assert secret not in phone.content()
    phone.wait_for_load_state("networkidle")
    first, *rest = asked
    assert first[0] == address
    assert rest
    assert not [one for one in rest if secret in "".join(one)]
    officer.bring_to_front()
    revoke(officer)
    expect(phone.get_by_text("không còn dùng được")).to_be_visible(timeout=ENDS_MS)
    assert not phone.errors


def test_a_pin_is_asked_for_and_a_browsers_own_form_is_not_refused(officer, open_page):
    address, pin = make(officer, pin=True)
    assert len(pin) == 6
    phone = open_page("/healthz", width=390, height=844)
    phone.goto(address)
    secret = urlsplit(address).path.rpartition("/")[2]
    assert secret not in phone.url
    wrong = str(10**6 - 1 - int(pin)).zfill(6)
    phone.get_by_label("Mã PIN").fill(wrong)
    phone.get_by_role("button", name="Mở").click()
    expect(phone.get_by_text("còn 9 lần thử")).to_be_visible()
    phone.get_by_label("Mã PIN").fill(pin)
    with phone.expect_response(lambda one: one.request.method == "POST") as sent:
        phone.get_by_role("button", name="Mở").click()
    assert sent.value.status == 303
    expect(phone.get_by_text("Phường Trà An").first).to_be_visible()


def test_the_code_for_the_room_fills_the_screen(officer):
    address, _ = make(officer)
    window = officer.get_by_role("dialog")
    window.get_by_role("button", name="Hiện mã QR toàn màn hình").click()
    officer.wait_for_function("() => document.fullscreenElement !== null")
    code = officer.locator("figure img")
    box = code.bounding_box()
    assert min(box["width"], box["height"]) > 500
    source = code.get_attribute("src")
    assert source.startswith("data:image/svg+xml")
    assert address not in source
