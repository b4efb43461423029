"""Every page under its policy: the browser is asked what it refused, and what it was kept from."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import ROOT, a_context, a_server
from tests.e2e.acting import open_case, open_tab, settled, the_map
from tests.signed import LOGIN, WORDS, with_an_account

# Written down by the browser itself, in every frame, before anything else runs there.
WATCH = """
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error("REFUSED", event.violatedDirective, event.blockedURI, event.sourceFile));
"""
# The address of each page but the map, as the page itself lists them.
_LIST = re.search(
    r"SCREENS = \((.*?)\n\)", (ROOT / "trackers" / "ui" / "main.py").read_text("utf-8"), re.DOTALL
)
SCREENS = re.findall(r', "([a-z-]+)"\),', _LIST.group(1))
INJECTED = (
    "<img src=x onerror='window.top.hurt = 1'>",
    "<svg onload='window.top.hurt = 1'></svg>",
    "<iframe srcdoc='<script>window.top.hurt = 1</script>'></iframe>",
    "<a href='javascript:window.top.hurt = 1'>x</a>",
)


@pytest.fixture
def watched(browser, address):
    """Open pages that write down what the browser refused."""
    contexts = []

    def go(path, base=address):
        context = a_context(browser)
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.refused, page.errors = [], []
        page.on("console", lambda said: page.refused.append(said.text) if _told(said) else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(base + path)
        if base == address:
            settled(page)
        return page

    yield go
    for context in contexts:
        context.close()


def _told(said):
    text = said.text
    return text.startswith("REFUSED") or "Content Security Policy" in text or "Permissions-" in text


def test_the_map_a_case_and_its_forms_break_no_rule(watched):
    page = watched("/?as=QT")
    frame = the_map(page)
    open_case(page, "XM-001")
    for name in ("Bước", "Vướng mắc", "Quá trình xử lý", "Vận động"):
        open_tab(page, name)
        settled(page)
    page.get_by_role("button", name="Ảnh, giấy tờ", exact=True).click()
    papers = page.frame_locator("iframe[src*='attachments']")
    expect(papers.locator("#files")).to_be_attached()
    page.get_by_role("button", name="Ghi lần vận động").first.click()
    settled(page)
    page.get_by_role("button", name="Chia sẻ").click()
    expect(page.get_by_role("button", name="Chép đường dẫn")).to_be_visible()
    frame.evaluate("void matbang.view.map.zoomIn()")
    the_map(page)
    assert page.refused == []
    assert page.errors == []


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_breaks_no_rule(watched, screen):
    page = watched(f"/{screen}?as=QT")
    expect(page.get_by_role("button", name="Chia sẻ")).to_be_visible()
    for tab in page.get_by_role("tab").all():
        tab.click()
        settled(page)
    assert page.refused == []
    assert page.errors == []
    assert page.context.outside == []


def test_a_file_goes_in_and_a_table_comes_out_under_the_same_rules(watched):
    page = watched("/nhap-du-lieu?as=QT")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "ho.csv", "mimeType": "text/csv", "buffer": b"SHBANDO,SHTHUA\n1,2\n"}
    )
    settled(page)
    page.goto(page.url.replace("nhap-du-lieu", "tong-hop"))
    settled(page)
    with page.expect_download() as loaded:
        page.get_by_text("Tải CSV").click()
    assert loaded.value.path().stat().st_size > 100
    assert page.refused == []


def test_the_printed_sheet_has_a_stricter_policy_of_its_own_and_keeps_it(watched):
    page = watched("/viec-cua-toi?as=CB03")
    page.goto(page.url.split("/viec")[0] + "/w/31169/visiting?as=CB03")
    expect(page.locator("#print")).to_be_visible()
    assert page.refused == []


def test_markup_that_got_onto_the_page_would_run_nothing(watched):
    page = watched("/tong-hop?as=CB03")
    for markup in INJECTED:
        page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", markup)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.top.hurt = 1";
          document.body.append(script);
          document.querySelector("a[href^='javascript']").click();
        }"""
    )
    expect(page.locator("iframe[srcdoc]")).to_be_attached()
    assert page.evaluate("window.hurt") is None
    assert len([one for one in page.refused if one.startswith("REFUSED script-src")]) >= 4


def test_another_sites_page_cannot_frame_ours(browser, address):
    context = a_context(browser)
    other = context.new_page()
    frame = f"<iframe src='{address}/tong-hop'></iframe>"
    other.route(
        "http://localhost:8999/", lambda route: route.fulfill(body=frame, content_type="text/html")
    )
    other.goto("http://localhost:8999/")
    (shown,) = [one for one in other.frames if one != other.main_frame]
    assert "chrome-error" in shown.url
    context.close()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A server at which people sign in."""
    with a_server(with_an_account(tmp_path_factory.mktemp("data") / "kept")) as address:
        yield address


def test_signing_in_and_ones_own_page_break_no_rule(watched, guarded):
    page = watched("/sign-in", base=guarded)
    page.locator("input[name=login]").fill(LOGIN)
    page.locator("input[name=password]").fill(WORDS)
    page.locator("button[type=submit], form button").first.click()
    expect(page.get_by_role("button", name="Chia sẻ")).to_be_visible()
    settled(page)
    page.goto(guarded + "/account")
    expect(page.locator("form").first).to_be_visible()
    assert page.refused == []
    assert page.errors == []


def test_every_page_is_looked_at():
    assert "tong-hop" in SCREENS
    assert len(SCREENS) > 4
