"""Mobilisation on a phone: a visit in at most four taps, under the thumb."""

import hashlib
import json
import os
import socket
from datetime import date
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.domain.making import an_actor
from tests.e2e.acting import open_tab, settled, the_map
from trackers.domain.contacts import Outcome
from trackers.domain.people import Role
from trackers.services import attachments
from trackers.services.cases import case_card
from trackers.services.wards import present

OFFICER = an_actor("CB03", "Lữ Hoài Ân", Role.OFFICER)
PHONE = {"width": 390, "height": 844}
THUMB_PX = 38


def visits_of(ledger, code):
    return case_card(ledger, OFFICER, code, present(ledger)).state.contacts


class Thumb:
    """A finger that counts its taps and finds only what stands on the screen, large enough."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, name, *, exact=True):
        button = self.page.get_by_role("button", name=name, exact=exact)
        button = button.or_(self.page.get_by_role("radio", name=name, exact=exact)).first
        expect(button).to_be_in_viewport(ratio=0.9)
        box = button.bounding_box()
        assert box["height"] >= THUMB_PX, (name, box)
        assert box["y"] > PHONE["height"] / 3, (name, box)
        # Where the finger goes: nothing else may lie over it.
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.taps += 1
        settled(self.page)


@pytest.fixture
def phone(open_page):
    page = open_page("/?as=CB03&case=XM-054", **PHONE)
    the_map(page)
    settled(page)
    return page


def test_a_visit_with_a_promise_takes_four_taps_on_a_phone(phone, ledger):
    before = visits_of(ledger, "XM-054")
    thumb = Thumb(phone)
    thumb.tap("Ghi lần vận động")
    thumb.tap(Outcome.POSTPONED.label)
    thumb.tap("thứ Năm 10/04")
    thumb.tap("Ghi")
    expect(phone.get_by_text("Đã ghi lần vận động.")).to_be_visible()
    assert thumb.taps == 4
    [new] = [one for one in visits_of(ledger, "XM-054") if one not in before]
    assert (new.met_on, new.visitors) == (date(2014, 4, 7), ("CB03",))
    assert (new.outcome, new.promise_on) == (Outcome.POSTPONED, date(2014, 4, 10))
    assert phone.errors == []


def test_without_a_promise_it_takes_three(phone, ledger):
    before = visits_of(ledger, "XM-054")
    thumb = Thumb(phone)
    for name in ("Ghi lần vận động", Outcome.NOBODY.label, "Ghi"):
        thumb.tap(name)
    expect(phone.get_by_text("Đã ghi lần vận động.")).to_be_visible()
    assert thumb.taps == 3
    assert len(visits_of(ledger, "XM-054")) == len(before) + 1


def test_the_days_list_is_walked_along_the_road_and_recorded_on_the_spot(open_page, ledger):
    page = open_page("/viec-cua-toi?as=CB06", **PHONE)
    settled(page)
    expect(page.get_by_text("39 hồ sơ · thay cho Quách Lệ Thu đang vắng")).to_be_visible()
    expect(page.get_by_text("quá hạn 04 ngày, chưa ai đến").first).to_be_visible()
    page.locator(".mb-jump a").click()
    stops = page.locator(".mb-stop")
    expect(stops).to_have_count(12)
    codes = [one.split()[0] for one in stops.locator(".name a").all_inner_texts()]
    metres = [
        case_card(ledger, OFFICER, code, present(ledger)).state.case.chainage_from_m
        for code in codes
    ]
    assert metres == sorted(metres)
    # A number to call stands there once somebody asked for it, and said what for.
    expect(stops.first).to_contain_text("•••")
    expect(stops.locator("a.call")).to_have_count(0)
    page.get_by_role("button", name="Ghi lần vận động").first.click()
    settled(page)
    thumb = Thumb(page)
    thumb.tap(Outcome.NOBODY.label)
    thumb.tap("Ghi")
    expect(page.get_by_text("✓ đã đến hôm nay")).to_be_visible()
    assert visits_of(ledger, codes[0])[-1].visitors == ("CB06",)
    assert page.errors == []
    assert page.context.outside == []


def noise(side=520):
    """A photo that packs badly, so that it goes out in several pieces."""
    out = BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(out, "PNG")
    return out.getvalue()


def test_a_photo_goes_on_where_the_connection_broke(open_page, ledger):
    page = open_page("/?as=CB03&case=XM-047", **PHONE)
    the_map(page)
    settled(page)
    asked = []

    def flaky(route):
        asked.append(route.request.method)
        # The network goes away in the middle of the second piece and of its first retry.
        broken = route.request.method == "PATCH" and asked.count("PATCH") in {2, 3}
        route.abort("connectionreset") if broken else route.continue_()

    page.route("**/uploads/*?*", flaky)
    open_tab(page, "Vận động")
    page.get_by_role("button", name="Ảnh, giấy tờ", exact=True).click()
    frame = page.frame_locator("iframe[src*='attachments']")
    frame.locator("#caption").fill("Giấy mời")
    data = noise()
    assert len(data) > 3 * 256 * 1024
    frame.locator("#files").set_input_files(
        {"name": "anh.png", "mimeType": "image/png", "buffer": data}
    )
    expect(frame.locator("figcaption b")).to_have_text("Giấy mời", timeout=60_000)
    assert "HEAD" in asked
    assert asked.count("PATCH") == 4 + 2
    [one] = attachments.attachments_of_case(ledger, OFFICER, "XM-047")
    _, path = attachments.open_attachment(ledger, OFFICER, one.attachment_id)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256
    expect(frame.locator("img")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept("Chụp nhầm"))
    frame.get_by_role("button", name="Xoá").click()
    expect(frame.locator("figcaption")).to_have_count(0)
    assert page.errors == []


def test_a_request_cut_half_way_writes_nothing_and_is_taken_up_again(address, ledger):
    place = urlsplit(address)

    def ask(method, path, body=b"", *, sent=None, more=""):
        head = (
            f"{method} /w/31169{path}?as=CB03 HTTP/1.1\r\nHost: {place.netloc}\r\n"
            f"Origin: {address}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
        )
        with socket.create_connection((place.hostname, place.port), timeout=20) as line:
            line.sendall((head + more + "\r\n").encode() + body[:sent])
            if sent is not None:
                return ""
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        return answer.decode("utf-8", "replace")

    data = b"%PDF-1.7\n" + os.urandom(50_000)
    about = {"case": "XM-047", "name": "a.pdf", "caption": "Bản vẽ", "size": len(data)}
    begun = ask("POST", "/uploads", json.dumps(about).encode())
    upload = "/uploads/" + json.loads(begun.split("\r\n\r\n")[1])["upload"]
    ask("PATCH", upload, data, sent=20_000, more="Upload-Offset: 0\r\n")
    assert "upload-offset: 0" in ask("HEAD", upload).lower()
    assert " 204 " in ask("PATCH", upload, data, more="Upload-Offset: 0\r\n").split("\r\n")[0]
    told = json.dumps({"sha256": hashlib.sha256(data).hexdigest()}).encode()
    assert " 200 " in ask("POST", upload + "/done", told).split("\r\n")[0]
    [one] = attachments.attachments_of_case(ledger, OFFICER, "XM-047")
    assert one.sha256 == hashlib.sha256(data).hexdigest()
