"""The guides' pictures are taken from the program as it is: `make pictures` puts them in place.

Each test walks what its page of the guide tells, in the words of the guide.
"""

import os
import re
import shutil

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.accounts import an_account, sign_in
from tests.e2e.acting import open_case, settled, the_map
from tests.e2e.conftest import ARTEFACTS
from tests.pages import DOCS, read
from trackers.store import open_store

WARD, IMAGES = "31169", DOCS / "images"
PEOPLE = {"officer": "CB07", "chair": "CB01", "administrator": "QT"}
PICTURES = (
    "sign-in",
    "my-work",
    "case",
    "visit-phone",
    "overview",
    "timelines",
    "masked",
    "account",
    "looks",
    "administration",
)
GUIDES = sorted((DOCS / "guide").glob("*.md"))


@pytest.fixture(scope="module")
def data(demo_folder, tmp_path_factory):
    """A copy of the demo in which an officer, the chair and the administrator have accounts."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    store = open_store(folder)
    for officer in ("QT", "CB01", "CB07", "CB05"):
        an_account(store, WARD, officer)
    store.close()
    return folder


@pytest.fixture
def enter(open_page):
    """Sign in by role and go to a page."""

    def go(role, path="/", **size):
        page = open_page(path, **size)
        sign_in(page, PEOPLE[role].lower())
        return page

    return go


def take(page, name):
    """Keep a picture; in few colours, for it is drawn and not photographed."""
    assert page.errors == []
    folder = IMAGES if os.environ.get("MATBANG_TEST_PICTURES") else ARTEFACTS / "guide"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"guide-{name}.png"
    page.screenshot(path=file)
    with Image.open(file) as shot:
        shot.convert("RGB").quantize(96).save(file, optimize=True)


def heading(page, words):
    expect(page.get_by_text(words, exact=False).first).to_be_visible()


def test_the_door(open_page):
    page = open_page("/", width=900, height=560)
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    take(page, "sign-in")


def test_an_officer_sees_what_waits_and_where_to_go(enter):
    page = enter("officer", "/viec-cua-toi")
    expect(page.get_by_role("heading", name="Danh sách đi hôm nay")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi lần vận động").first).to_be_visible()
    settled(page)
    take(page, "my-work")


def test_an_officer_opens_a_case(enter):
    page = enter("officer")
    the_map(page)
    open_case(page, "XM-104")
    the_map(page)
    take(page, "case")


def test_an_officer_records_a_visit_on_the_phone(enter):
    page = enter("officer", "/?case=XM-104", width=390, height=844)
    the_map(page)
    page.get_by_role("button", name="Ghi lần vận động").first.click()
    page.get_by_role("radio", name="Gặp, hẹn lại").click()
    settled(page)
    page.get_by_role("radio", name="Gặp, hẹn lại").scroll_into_view_if_needed()
    take(page, "visit-phone")


def test_the_chair_reads_the_overview(enter):
    page = enter("chair", "/tong-hop")
    heading(page, "TỔNG CỘNG")
    settled(page)
    take(page, "overview")


def test_the_chair_sees_why_it_is_slow(enter):
    page = enter("chair", "/tien-do?project=XM")
    page.locator("canvas, svg.marks").first.wait_for()
    settled(page)
    take(page, "timelines")


def test_the_chair_masks_names_for_the_projector(enter):
    page = enter("chair")
    the_map(page)
    page.get_by_role("button", name="Chia sẻ").click()
    page.get_by_text("Che tên khi chiếu", exact=False).first.click()
    expect(page.get_by_text("Đang che tên", exact=False).first).to_be_visible()
    page.keyboard.press("Escape")
    settled(page)
    open_case(page, "XM-031")
    assert "Phan Văn Rạng" not in page.inner_text("body")
    take(page, "masked")


def test_the_administrator_invites(enter):
    page = enter("administrator", "/danh-muc")
    page.get_by_text("Cán bộ", exact=True).first.click()
    page.get_by_role("button", name="Hàng Mỹ Kiều", exact=False).click()
    page.get_by_role("button", name="Mời dùng tài khoản").click()
    page.get_by_label("Tên đăng nhập").fill("my.kieu")
    settled(page)
    page.get_by_role("button", name="Tạo đường dẫn mời").scroll_into_view_if_needed()
    take(page, "account")


def test_the_administrator_sees_who_looked_at_what(enter):
    page = enter("administrator", "/quan-tri")
    title = page.get_by_text("Nhật ký truy cập", exact=True).first
    title.scroll_into_view_if_needed()
    settled(page)
    title.evaluate("one => one.scrollIntoView()")
    take(page, "looks")


def test_the_administrator_looks_after_copies(enter):
    page = enter("administrator", "/quan-tri")
    heading(page, "Sao lưu")
    settled(page)
    take(page, "administration")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_every_picture_of_a_guide_is_one_that_is_taken_here(guide):
    named = re.findall(r"\.\./images/guide-([\w-]+)\.png", read(guide))
    assert named
    assert set(named) <= set(PICTURES)
    for name in named:
        assert (IMAGES / f"guide-{name}.png").is_file(), f"make pictures: {name}"


@pytest.mark.parametrize("role", ["officer", "chair", "administrator"])
def test_each_finds_their_own_guide_behind_the_question_mark(enter, role):
    page = enter(role, "/tong-hop")
    heading(page, "TỔNG CỘNG")
    settled(page)
    page.get_by_role("button", name="?", exact=True).click()
    expect(page.get_by_text("Bấm một con số", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Hướng dẫn theo vai trò", exact=False).click()
    titles = {"officer": "Cán bộ:", "chair": "Chủ trì:", "administrator": "Quản trị:"}
    expect(page.get_by_role("heading", name=titles[role], exact=False)).to_be_visible()
    expect(page.get_by_role("heading", name="Có gì mới")).to_be_visible()
    settled(page)
    pictures = page.get_by_test_id("stMain").locator("img[src*='/media/']")
    expect(pictures.nth(2)).to_be_visible()
    assert all(pictures.evaluate_all("all => all.map(one => one.naturalWidth > 0)"))
    assert page.errors == []
