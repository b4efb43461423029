"""Links of the program as it is served in open mode, asked by another machine's address."""

import json
import re
from datetime import UTC, datetime
from time import monotonic

import httpx
import pytest

from tests import tiny
from tests.browser import a_server, free_port, own_address
from trackers.domain.links import LinkKind
from trackers.services.links import list_links, make_link, revoke_link

PIN = "73940258"
EVERYWHERE = "0.0.0.0"  # noqa: S104 (the tests' own server, as a room with phones needs it)


@pytest.fixture(scope="module")
def here():
    found = own_address()
    if found is None:
        pytest.skip("NO NETWORK ADDRESS: this machine has none but its own loopback")
    return found


@pytest.fixture(scope="module")
def log(folder):
    return folder / "links.log"


@pytest.fixture(scope="module")
def served(folder, log, here):
    """What starts the program, and the address under which another machine asks it."""
    port = free_port()
    base = f"http://{here}:{port}"
    settings = {"BASE_URL": base, "LOG_LEVEL": "debug"}
    return base, lambda: a_server(folder, log=log, settings=settings, port=port, host=EVERYWHERE)


@pytest.fixture
def running(served):
    base, start = served
    with start():
        yield base


def made(ledger, **more):
    told = {"kind": LinkKind.MEETING, "label": "Họp", "now": datetime.now(UTC)} | more
    return make_link(ledger, tiny.CHAIR, **told)


def phone(base):
    return httpx.Client(base_url=base, timeout=30, headers={"accept": "text/html"})


def with_pin(browser, link):
    """Open a link that asks for its PIN; give the page behind it."""
    page = browser.get(f"/s/{link.token}", follow_redirects=True)
    form = re.search(r'name="form" value="(\w+)"', page.text)[1]
    return browser.post(
        f"/s/p/{link.link.code}/pin",
        data={"form": form, "pin": PIN},
        headers={"origin": str(browser.base_url).rstrip("/")},
    )


def test_a_phone_opens_a_link_and_gets_nothing_else_of_the_program(running, ledger):
    link = made(ledger)
    with phone(running) as browser:
        page = browser.get(f"/s/{link.token}", follow_redirects=True)
        assert page.status_code == 200
        assert page.url.path == f"/s/p/{link.link.code}"
        assert browser.get("/assets/x/map.js").status_code == 200
        for path in ("/", "/w/TEST/status", "/_stcore/health", "/static/index.html", "/account"):
            assert browser.get(path).status_code == 403, path
        for path in ("/s/_stcore/health", "/s/p/none", "/s/static/index.html"):
            assert "streamlit" not in browser.get(path).text.lower()
    [listed] = [
        one
        for one in list_links(ledger, tiny.CHAIR, now=datetime.now(UTC))
        if one.code == link.link.code
    ]
    assert listed.opened == 1


def test_a_link_revoked_by_another_process_ends_in_open_pages(running, ledger):
    link = made(ledger)
    place = f"/s/p/{link.link.code}"
    with phone(running) as browser:
        assert browser.get(f"/s/{link.token}", follow_redirects=True).status_code == 200
        assert browser.get(place).status_code == 200
        revoke_link(ledger, tiny.CHAIR, code=link.link.code, now=datetime.now(UTC))
        begun = monotonic()
        while browser.get(place).status_code == 200:
            assert monotonic() - begun < 5, "it ends within two seconds"
        over = browser.get(place)
        assert over.content == browser.get("/s/" + "A" * 43).content


def test_a_visit_and_a_lock_outlive_the_server(served, ledger):
    base, start = served
    link, locked = made(ledger, pin=PIN), made(ledger, pin=PIN)
    with phone(base) as browser:
        with start():
            assert with_pin(browser, link).status_code == 303
            browser.get(f"/s/{locked.token}", follow_redirects=True)
            with ledger.write(datetime.now(UTC)) as writing:
                writing.connection.exec_driver_sql(
                    "UPDATE links SET pin_failures = 10 WHERE code = ?", (locked.link.code,)
                )
        with start():
            assert browser.get(f"/s/p/{link.link.code}").status_code == 200
            assert browser.get(f"/s/{locked.token}").status_code == 404


def test_no_secret_is_in_the_log(running, ledger, log):
    link = made(ledger, pin=PIN)
    with phone(running) as browser:
        assert with_pin(browser, link).status_code == 303
        browser.get(f"/s/p/{link.link.code}")
        browser.get(f"/s/{link.token}?next=/{link.token}", headers={"referer": f"/s/{link.token}"})
        browser.get(f"/s/x/{link.token}")
        [visit] = {one.value for one in browser.cookies.jar if one.name == "matbang-link"}
    text = log.read_text("utf-8")
    routes = {json.loads(one).get("route") for one in text.splitlines()}
    assert {"/s/{token}", "/s/p/{code}", "/s/p/{code}/pin"} <= routes
    for secret in (link.token, visit, link.link.code, PIN):
        assert secret not in text
