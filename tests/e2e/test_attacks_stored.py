"""Hostile texts that lie in the record already, in every field: nobody's browser runs them.

They are put into the rows by hand, longer than the services take them, so that no check of an
input stands before the pages that show them.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import String, cast, update
from sqlalchemy.engine import Connection

from tests import tiny
from tests.attacks.conftest import attach
from tests.attacks.figures import CARD_TABS, LINKED, PLAIN_PAGES, RUNS, VIEWS
from tests.attacks.payloads import FIELDS, TEXTS
from tests.browser import a_context, a_server
from tests.domain.making import a_visit
from tests.e2e.acting import open_tab, settled
from tests.services.rights_world import a_scenario
from tests.web.conftest import cut
from trackers.domain.indicators import Indicator, IndicatorKind, IndicatorTask, IndicatorValue
from trackers.domain.links import LinkKind
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.opinions import Opinion
from trackers.domain.pauses import Pause
from trackers.domain.projects import Photo
from trackers.domain.working_days import Holiday
from trackers.services import agenda, contacts, decisions, obstacles, reviews
from trackers.services.links import make_link
from trackers.store import open_store
from trackers.store.holidays import add_holiday
from trackers.store.indicators import add_indicator, add_task, add_value
from trackers.store.opinions import add_opinion
from trackers.store.pauses import add_pause
from trackers.store.projects import add_facts
from trackers.store.scenarios import add_scenario
from trackers.store.tables import metadata

OWN_WORDS = ("note", "text", "holder", "address", "caption", "promise", "reason")


def spoil(connection: Connection, words: str) -> None:
    """Put the hostile texts into every field, and into what the log keeps of them."""
    for name, columns in FIELDS.items():
        table = metadata.tables[name]
        for column in columns:
            told = [words] if column.endswith("[]") else words
            if column == "heirs[]":
                told = [{"name": words, "relation": words, "place": words, "state": "agreed"}]
            if column == "benefits[]":
                told = [[words, ["KV1"], None, None, None]]
            if column == "parcel_no":  # no two of a sheet are alike
                told = cast(table.c.parcel_id, String) + words
            done = connection.execute(update(table).values({column.rstrip("[]"): told}))
            assert done.rowcount, f"no row of {name} to spoil"
    table = metadata.tables["event_values"]
    for word in OWN_WORDS:
        there = table.c.path.endswith(word) & table.c.value.is_not(None)
        connection.execute(update(table).where(there).values(value=words))


@pytest.fixture(scope="module")
def folder(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoilt")
    store = open_store(folder, durable=False)
    ledger = tiny.build(store)
    cut(ledger)
    attach(ledger, "XM-001")
    visit = a_visit(contact_id="", note="x", promise="x", met="x", others="x")
    contacts.record_visit(ledger, tiny.OFFICER, visit=visit, now=tiny.NOW)
    asked = {"officer_code": "CB03", "opened_on": tiny.TODAY, "due_on": None, "text": "x"}
    obstacles.open_obstacle(
        ledger,
        tiny.OFFICER,
        case_code="XM-001",
        kind=ObstacleKind.CONDITIONAL,
        now=tiny.NOW,
        **asked,
    )
    with ledger.write(tiny.NOW) as writing:
        add_facts(writing, [Photo("P9", "XM", tiny.TODAY, "x", "none.jpg")])
        add_indicator(writing, Indicator("CT1", "x", "x", 2.0, "CB03", "x"))
        add_value(writing, IndicatorValue("CT1", tiny.TODAY, 1.0, "x"))
        resolution = Indicator("CT2", "x", "x", None, "CB03", kind=IndicatorKind.RESOLUTION)
        add_indicator(writing, resolution)
        add_task(writing, IndicatorTask("t1", "CT2", "x", "CB03", done_on=tiny.TODAY, note="x"))
        about = {"case_code": "XM-001", "from_whom": "x", "lat": 10.0802, "lng": 105.7002}
        add_opinion(writing, Opinion("YK1", "KV1", "XM", "x", tiny.TODAY, tiny.TODAY, "x", **about))
        add_holiday(writing, Holiday(date(2014, 4, 9), "x"))
        paused = Pause("p1", "XM", "XM-001", "", tiny.TODAY, None, "x", "CB03")
        add_pause(writing, paused)
        add_scenario(writing, replace(a_scenario("XM"), code="XM-hostile"))
        writing.record("facts.noted", "TEST", actor="QT", effective_on=tiny.TODAY)
    hold_review(ledger)
    now = datetime.now(UTC)
    tokens = {
        kind.value: make_link(ledger, tiny.ADMIN, kind=kind, label="x", now=now).token
        for kind in LinkKind
    }
    (folder / "tokens.json").write_text(json.dumps(tokens))
    with store.writer.begin() as connection:
        spoil(connection, TEXTS[request.param])
    store.close()
    return folder


def hold_review(ledger):
    """Open the week's review, with a topic, a decision that stands and one that is closed."""
    week = {"monday": tiny.TODAY, "now": tiny.NOW}
    reviews.open_review(ledger, tiny.CHAIR, **week)
    agenda.add_topic(ledger, tiny.CHAIR, title="x", text="x", case_code="XM-001", **week)
    told = {"text": "x", "officer_code": "CB03", "due_on": tiny.TODAY, "case_code": "XM-001"}
    for _ in range(2):
        decisions.take_decision(ledger, tiny.CHAIR, **told, **week)
    taken = reviews.get_review(ledger, tiny.CHAIR, tiny.TODAY, now=tiny.NOW).decisions[0]
    decisions.close_decision(
        ledger,
        tiny.CHAIR,
        decision_id=taken.decision_id,
        word="x",
        base=taken.version,
        now=tiny.NOW,
    )


@pytest.fixture(scope="module")
def address(folder):
    with a_server(folder) as address:
        yield address


@pytest.fixture
def page(browser):
    context = a_context(browser)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("dialog", lambda box: (page.wrong.append(box.message), box.dismiss()))
    yield page
    context.close()


def drawn(page):
    """Wait for the map of a plain page, where it has one; on the wall, call people by name."""
    if page.locator("#map_div, #map").count():
        page.wait_for_selector("[data-ready='1']", state="attached")
    if page.locator("#items").count():
        page.keyboard.press("n")
        with page.expect_response(lambda one: "names=1" in one.url):
            page.locator("#ask button[value='yes']").click()


def linked(page, address, tokens):
    """Open the pages behind links and wait until they have asked for everything."""
    found = []
    for one in LINKED:
        kind, *more = one.split("?")
        query = f"?{more[0]}" if more else ""
        with page.expect_response(lambda answer: "/content?" in answer.url, timeout=120_000):
            page.goto(f"{address}/s/{tokens[kind]}{query}")
        assert page.locator(f"body[data-kind='{kind}']").count() == 1
        drawn(page)
        page.wait_for_function("() => document.querySelector('#content svg')")
        found += [(one, each) for each in harm(page)]
        assert "{{7*7}}" in page.content(), "the texts are on the page"
    return found


def harm(page):
    """What a hostile text did: scripts, templates, faults of the page, requests to others."""
    found = list(page.wrong) + list(page.context.outside)
    for frame in page.frames:
        if frame.evaluate("window.hurt || window.top.hurt || 0"):
            found.append(f"ran in {frame.url}")
        if "q49q" in frame.content() or "q7777777q" in frame.content():
            found.append(f"evaluated in {frame.url}")
    if page.locator("[data-testid=stException]").count():
        found.append(f"failed on {page.url}")
    return found


# Twenty pages full of such texts take longer than a usual test.
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("folder", "who"), RUNS, indirect=["folder"])
def test_no_text_of_the_record_runs_or_is_evaluated(page, address, folder, who):
    through, shown = [], 0
    for view in VIEWS:
        page.goto(f"{address}{view}{'&' if '?' in view else '?'}as={who}")
        settled(page)
        tabs = CARD_TABS if "case=" in view and page.get_by_role("tab").count() else ()
        for tab in tabs:
            if page.get_by_role("tab", name=tab, exact=True).count():
                open_tab(page, tab)
                settled(page)
                through += harm(page)
        through += [(view, one) for one in harm(page)]
        shown += page.inner_text("body").count("{{7*7}}")
    for path in PLAIN_PAGES:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}as={who}")
        drawn(page)
        through += [(path, one) for one in harm(page)]
    through += linked(page, address, json.loads((folder / "tokens.json").read_text()))
    assert through == []
    assert shown, "the texts are on the pages"
    log = (folder / "server.log").read_text("utf-8", "replace")
    assert "Traceback" not in log
    assert [one for one in log.splitlines() if json_level(one) == "error"] == []


def test_the_same_texts_do_harm_where_they_are_taken_for_markup(page):
    page.set_content(TEXTS["scripts"].replace("<!--", ""))
    page.wait_for_function("() => window.hurt")
    found = harm(page)
    assert any(one.startswith("ran in") for one in found)
    assert any("evil.example" in one for one in found)
    page.set_content("q49q")
    assert any(one.startswith("evaluated") for one in harm(page))


def json_level(line):
    try:
        return json.loads(line).get("level", "")
    except ValueError:
        return ""
