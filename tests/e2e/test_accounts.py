"""Signing in, in a real browser: deep links, ended sessions, restarts, the office's provider."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import expect

from tests.accounts import PASSWORD, an_account, sign_in
from tests.browser import a_context, a_server, free_port, until_it_answers
from tests.e2e.acting import open_case, settled, the_map
from trackers.services import accounts
from trackers.services.wards import machine_holder
from trackers.store import open_store

WARD, NOTE = "31169", "Chú hẹn thứ Năm ký"


@pytest.fixture(scope="module")
def data(demo_folder, tmp_path_factory):
    """A copy of the demo in which three people have accounts."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    store = open_store(folder)
    for officer in ("QT", "CB07", "CB05"):
        an_account(store, WARD, officer)
    store.close()
    return folder


@pytest.fixture(scope="module")
def store(data):
    store = open_store(data)
    yield store
    store.close()


def end_sessions(store, officer):
    accounts.end_sessions(
        store.ledger(WARD), machine_holder(WARD), officer_code=officer, now=datetime.now(UTC)
    )


def typing(page, code):
    """Open the form of a visit and type a note that is not sent yet."""
    open_case(page, code)
    page.get_by_role("button", name="Ghi lần vận động").first.click()
    page.get_by_text("Thêm: ngày đi", exact=False).click()
    page.get_by_label("Nội dung").fill(NOTE)


def test_a_deep_link_leads_through_the_door_to_where_it_points(open_page):
    page = open_page("/?case=XM-031")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    sign_in(page, "cb07")
    the_map(page)
    expect(page.locator(".mb-title")).to_contain_text("XM-031")
    expect(page.locator(".mb-account")).to_contain_text("Tô Hữu Lành")
    expect(page.get_by_label("Cán bộ đang dùng máy")).to_have_count(0)
    assert page.errors == []


def test_a_session_that_ends_while_a_form_is_open_loses_nothing_typed(open_page, store):
    page = open_page("/")
    sign_in(page, "cb07")
    the_map(page)
    typing(page, "XM-104")
    end_sessions(store, "CB07")
    page.get_by_label("Nội dung").blur()
    expect(page.get_by_text("Phiên làm việc đã kết thúc", exact=False)).to_be_visible()
    assert "XM-104" not in page.inner_text("body")
    page.get_by_role("link", name="Đăng nhập").click()
    sign_in(page, "cb07")
    the_map(page)
    expect(page.locator(".mb-title")).to_contain_text("XM-104")
    expect(page.get_by_label("Nội dung")).to_have_value(NOTE)


def test_an_account_that_is_locked_shows_nothing_at_the_next_click(open_page, store):
    page = open_page("/")
    sign_in(page, "cb05")
    the_map(page)
    ledger, holder, now = store.ledger(WARD), machine_holder(WARD), datetime.now(UTC)
    accounts.disable(ledger, holder, officer_code="CB05", now=now)
    try:
        page.get_by_role("link", name="Tổng hợp").click()
        expect(page.get_by_text("Phiên làm việc đã kết thúc", exact=False)).to_be_visible()
        assert page.locator("table").count() == 0
    finally:
        accounts.enable(ledger, holder, officer_code="CB05", now=now)


def test_two_tabs_work_side_by_side_and_end_together(open_page, store):
    first = open_page("/")
    sign_in(first, "cb05")
    the_map(first)
    second = first.context.new_page()
    second.goto(first.url)
    the_map(second)
    open_case(second, "XM-060")
    open_case(first, "XM-061")
    expect(second.locator(".mb-title")).to_contain_text("XM-060")
    second.goto(first.url.split("/?")[0] + "/sign-out")
    second.get_by_role("button", name="Đăng xuất").click()
    first.get_by_role("link", name="Tiến độ").click()
    expect(first.get_by_text("Phiên làm việc đã kết thúc", exact=False)).to_be_visible()


def test_a_server_started_anew_still_knows_who_is_signed_in(open_page, data):
    port = free_port()
    with a_server(data, port=port) as address:
        page = open_page("/", base=address)
        sign_in(page, "cb07")
        the_map(page)
    with a_server(data, port=port):
        page.reload()
        the_map(page)
        expect(page.locator(".mb-account")).to_contain_text("Tô Hữu Lành")


def test_an_administrator_invites_and_the_colleague_sets_a_password_on_the_phone(
    open_page, browser, address
):
    page = open_page("/danh-muc")
    sign_in(page, "qt")
    page.get_by_text("Cán bộ", exact=True).first.click()
    page.get_by_role("button", name="Mai Chí Thuần", exact=False).click()
    page.get_by_role("button", name="Mời dùng tài khoản").click()
    page.get_by_label("Tên đăng nhập").fill("mai.thuan")
    page.get_by_role("button", name="Tạo đường dẫn mời").click()
    link = page.locator("code").filter(has_text="/invitation/").inner_text().strip()
    context = a_context(browser, width=390, height=844, has_touch=True)
    phone = context.new_page()
    phone.goto(address + "/invitation/" + link.rpartition("/")[2])
    assert "invitation/" not in phone.url
    phone.get_by_label("Mật khẩu mới", exact=False).fill(PASSWORD)
    phone.get_by_label("Gõ lại mật khẩu").fill(PASSWORD)
    phone.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    the_map(phone)
    expect(phone.locator(".mb-account")).to_contain_text("Mai Chí Thuần")
    context.close()


@pytest.fixture(scope="module")
def provider():
    """A provider of identities on loopback, in a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        until_it_answers(process, f"{address}/.well-known/openid-configuration")
        yield address
        process.terminate()


@pytest.fixture(scope="module")
def served(data, provider):
    """The program with that provider as its second door."""
    port = free_port()
    settings = {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "OIDC_ISSUER": provider,
        "OIDC_CLIENT_ID": "matbang",
        "OIDC_CLIENT_SECRET": "of-the-tests",
    }
    with a_server(data, port=port, settings=settings) as address:
        yield address


class TestTheOfficesProvider:
    def known(self, provider, subject, **claims):
        done = httpx.put(f"{provider}/users/{subject}", json=claims)
        assert done.status_code == 204

    def through_the_provider(self, page, subject):
        page.get_by_role("link", name="Đăng nhập bằng tài khoản cơ quan").click()
        page.locator("input[name=sub]").first.fill(subject)
        page.get_by_role("button", name="Authorize").first.click()

    def test_who_was_invited_comes_in_by_it_and_to_the_deep_link(
        self, open_page, store, provider, served
    ):
        accounts.invite(
            store.ledger(WARD),
            machine_holder(WARD),
            officer_code="CB03",
            login="an@phuong.vn",
            now=datetime.now(UTC),
        )
        self.known(provider, "nv-7", email="an@phuong.vn", email_verified=True)
        page = open_page("/tien-do?project=XM", base=served)
        self.through_the_provider(page, "nv-7")
        page.wait_for_url("**/tien-do?project=XM**")
        settled(page)
        expect(page.locator(".mb-account")).to_contain_text("Lữ Hoài Ân")
        names = {one["name"] for one in page.context.cookies()}
        assert "matbang" in names
        assert not [one for one in names if one.startswith("_streamlit_user")]

    def test_what_the_provider_gave_cannot_be_used_again(self, open_page, provider, served):
        self.known(provider, "nv-7", email="an@phuong.vn", email_verified=True)
        page = open_page("/", base=served)
        stolen = {}

        def look(response):
            if "/oauth2callback" in response.url:
                for one in response.headers_array():
                    if one["name"].lower() == "set-cookie" and "=" in one["value"]:
                        name, _, rest = one["value"].partition("=")
                        stolen[name] = rest.partition(";")[0].strip('"')

        page.on("response", look)
        self.through_the_provider(page, "nv-7")
        the_map(page)
        theirs = {k: v for k, v in stolen.items() if k.startswith("_streamlit_user") and v}
        assert theirs
        with httpx.Client(cookies=theirs, headers={"accept": "text/html"}) as thief:
            answer = thief.get(f"{served}/sign-in/oidc")
            assert "chưa được gắn" in answer.text
            assert "matbang" not in answer.cookies
            assert thief.get(f"{served}/w/{WARD}/status").status_code != 200

    @pytest.mark.parametrize(
        "claims",
        [
            {"email": "la@noi-khac.vn", "email_verified": True},
            {"email": "qt", "email_verified": False},
            {"email": "cb07", "email_verified": "true"},
            {},
        ],
    )
    def test_whom_nobody_invited_is_told_so_and_stays_outside(
        self, open_page, provider, served, claims
    ):
        self.known(provider, f"la-{len(claims)}-{claims.get('email', '')}", **claims)
        page = open_page("/", base=served)
        self.through_the_provider(page, f"la-{len(claims)}-{claims.get('email', '')}")
        expect(page.get_by_text("chưa được gắn với cán bộ nào", exact=False)).to_be_visible()
        assert "matbang" not in {one["name"] for one in page.context.cookies()}
