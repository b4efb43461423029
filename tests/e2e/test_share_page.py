"""A shared link in a real browser: opened in another profile, live, under its policy, ended."""

from datetime import UTC, datetime

import pytest

from tests.browser import a_context
from tests.domain.making import an_actor
from tests.e2e.test_open_map import contact
from trackers.domain.links import LinkKind, LinkScope
from trackers.domain.people import Role
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.services.links import make_link, revoke_link
from trackers.services.steps import set_step
from trackers.services.wards import present
from trackers.store import cases

CHAIR = an_actor("CB01", "Ninh Quốc Thạnh", Role.CHAIR)
ADMINISTRATOR = an_actor("QT", "Quản trị phường", Role.ADMINISTRATOR)
REFUSED = """document.addEventListener("securitypolicyviolation",
  (event) => (window.refused = window.refused || []).push(event.violatedDirective));"""
SOON_MS, END_MS = 8000, 30_000
MOST_BYTES = 250_000


@pytest.fixture
def link(ledger):
    def make(kind=LinkKind.MEETING, **scope):
        now = datetime.now(UTC)
        return make_link(ledger, CHAIR, kind=kind, label="Họp", scope=LinkScope(**scope), now=now)

    return make


@pytest.fixture
def guest(browser, address):
    """Open a link in a profile of its own, as on a phone or a screen."""
    contexts = []

    def go(made, *, width=1366, height=768):
        context = a_context(browser, width=width, height=height, has_touch=width < 500)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.errors, page.sizes = [], {}
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.add_init_script(REFUSED)
        page.on("requestfinished", lambda one: page.sizes.__setitem__(one.url, one.sizes()))
        page.goto(f"{address}/s/{made.token}")
        page.wait_for_selector("#map[data-ready]")
        return page

    yield go
    for context in contexts:
        assert context.outside == []
        context.close()


def clean(page):
    """Nothing failed, nothing was refused by the policy."""
    return page.errors == [] and page.evaluate("() => window.refused || []") == []


def hand_over(ledger):
    """An officer's save: signed land, free of obstacles, is handed over; give the new count."""
    with ledger.read() as reading:
        road = cases.read_states(reading, project="XM")
    ready = [
        one
        for one in road
        if one.stage == "signed"
        and not one.open_obstacles
        and one.case.track is TrackCode.DONATION
        and one.steps.states["payment"] is not StepState.PENDING
    ]
    now = present(ledger)
    mark = StepMark("handover", StepState.DONE, now.date(), version=0)
    set_step(ledger, ADMINISTRATOR, case_code=ready[0].case.code, mark=mark, now=now)
    return sum(one.handed_over for one in road) + 1


@pytest.mark.parametrize("size", [(390, 844), (1366, 768)])
@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_link_opens_on_a_phone_and_on_a_screen(guest, link, kind, size):
    page = guest(link(kind), width=size[0], height=size[1])
    assert page.get_by_role("heading", name="Đường Xẻo Mây – Thới An Đông").is_visible()
    page.wait_for_function("() => !document.querySelector('.waiting')")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#map").bounding_box()["height"] >= size[1] * 0.45
    assert "/s/p/" in page.url
    assert clean(page)


def test_a_save_is_seen_on_map_and_card_within_seconds(guest, link, ledger):
    page = guest(link())
    page.wait_for_function("() => !document.querySelector('.waiting')")
    done = hand_over(ledger)
    page.wait_for_function(
        "n => document.querySelector('#work-XM').textContent.includes(n + '/148')",
        arg=str(done),
        timeout=SOON_MS,
    )
    page.wait_for_function(
        "n => JSON.parse(document.querySelector('#map').dataset.counts).handed === n",
        arg=done + 28,
        timeout=SOON_MS,
    )
    assert clean(page)


def test_what_an_officer_notes_of_a_visit_changes_nothing_that_is_shown(guest, link, ledger):
    page = guest(link())
    seen = page.evaluate("() => document.querySelector('#map').dataset.counts")
    with ledger.read() as reading:
        states = cases.read_states(reading, project="XM")
    code = next(one.case.code for one in states if one.stage == "none")
    revision = contact(ledger, code)
    page.wait_for_function(
        "n => Number(document.querySelector('#map').dataset.revision) >= n", arg=revision
    )
    assert page.evaluate("() => document.querySelector('#map').dataset.counts") == seen


def test_a_page_that_is_open_ends_when_its_link_is_revoked(guest, link, ledger):
    made = link(LinkKind.PUBLIC)
    page = guest(made)
    revoke_link(ledger, CHAIR, code=made.link.code, now=datetime.now(UTC))
    page.wait_for_function("() => !document.querySelector('#map')", timeout=END_MS)
    assert "Phường" not in page.content()


def test_days_play_back_by_class(guest, link):
    page = guest(link())
    page.locator(".matbang-icon[title='Xem lại diễn biến theo ngày']").click()
    slider = page.locator(".matbang-slider")
    slider.wait_for()
    slider.evaluate("one => { one.value = one.min; one.dispatchEvent(new Event('input')); }")
    page.wait_for_function(
        "() => JSON.parse(document.querySelector('#map').dataset.counts).handed === 0"
    )
    assert clean(page)


def test_the_page_prints_whole_on_a4(guest, link):
    page = guest(link(projects=("XM",)))
    page.wait_for_function("() => !document.querySelector('.waiting')")
    sheet = page.pdf(prefer_css_page_size=True)
    assert sheet.startswith(b"%PDF")
    assert 1 <= sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") <= 4
    assert clean(page)


def test_a_first_opening_weighs_little(guest, link):
    page = guest(link())
    page.wait_for_timeout(1500)
    weighed = {
        url: one["responseBodySize"] + one["responseHeadersSize"]
        for url, one in page.sizes.items()
        if "/tiles/" not in url and "/photos/" not in url
    }
    assert any("map.js" in url for url in weighed)
    assert sum(weighed.values()) <= MOST_BYTES, weighed
