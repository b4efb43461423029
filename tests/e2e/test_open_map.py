"""A map that stays open through a whole meeting: what happens around it reaches it as it stands."""

from datetime import timedelta

import pytest

from tests.browser import a_server
from tests.cutting import a_wire
from tests.domain.making import an_actor
from tests.e2e.acting import (
    counts,
    fact,
    open_case,
    settled,
    show_at,
    the_map,
    wait_for_fact,
)
from tests.e2e.layers import same_parcels
from trackers.domain.people import Role
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState
from trackers.services.cases import case_card
from trackers.services.imports import import_parcels
from trackers.services.steps import set_step
from trackers.services.wards import present
from trackers.store import cases

OFFICER = an_actor("CB05", "Quách Lệ Thu", Role.OFFICER)
ADMINISTRATOR = an_actor("QT", "Quản trị phường", Role.ADMINISTRATOR)
WITHIN_MS = 5000


def contact(ledger, code):
    """Another person's save: a household that was not contacted is."""
    now = present(ledger)
    mark = StepMark("contacted", StepState.DONE, (now - timedelta(days=1)).date())
    return set_step(ledger, OFFICER, case_code=code, mark=mark, now=now).revision


def standing(frame):
    return fact(frame, "view"), fact(frame, "mounts")


@pytest.fixture
def untouched(ledger):
    """Codes of cases that nobody has contacted."""
    with ledger.read() as reading:
        states = cases.read_states(reading, project="XM")
    return [one.case.code for one in states if one.stage is Stage.NOT_CONTACTED]


@pytest.fixture
def somewhere(ledger):
    """The place of a parcel in the middle of the road (longitude, latitude)."""
    return case_card(ledger, OFFICER, "XM-109", present(ledger)).parcel.centre


def test_a_server_started_anew_finds_the_map_where_it_was(
    open_page, data, ledger, untouched, somewhere
):
    with a_server(data) as first, a_wire(first) as wire:
        page = open_page("/?as=CB03", base=wire.address)
        frame = the_map(page)
        show_at(frame, *somewhere, 17)
        before, place = counts(frame), standing(frame)
        wire.cut()
        revision = contact(ledger, untouched[0])
        with a_server(data) as second:
            wire.there = int(second.rsplit(":", 1)[1])
            wire.mend()
            wait_for_fact(frame, "(data, n) => Number(data.revision) >= n", revision)
            assert counts(frame)["none"] == before["none"] - 1
            open_case(page, untouched[0])
            assert fact(frame, "mounts") == place[1]
        assert page.errors == []


def test_a_new_layer_of_parcels_is_drawn_under_the_open_map(open_page, ledger, tmp_path, somewhere):
    page = open_page("/?as=CB03&project=XM")
    frame = the_map(page)
    show_at(frame, *somewhere, 17)
    place, layer, before = standing(frame), fact(frame, "layer"), counts(frame)
    file = same_parcels(ledger, tmp_path, less_deg=1e-6)
    with page.expect_response(lambda one: ".mvt" in one.url and layer not in one.url) as tile:
        import_parcels(ledger, ADMINISTRATOR, file, now=present(ledger))
    wait_for_fact(frame, "(data, old) => data.layer !== old", layer)
    assert fact(frame, "layer") in tile.value.url
    assert tile.value.ok
    settled(page)
    assert standing(frame) == place
    assert counts(frame)["shown"] == before["shown"]


def test_a_tab_that_was_hidden_asks_at_once_when_it_is_looked_at(open_page, ledger, untouched):
    page = open_page("/?as=CB03")
    frame = the_map(page)
    asked = []
    page.on("request", lambda one: asked.append(one.url) if "/status?" in one.url else None)
    hide(frame, hidden=True)
    frame.evaluate("() => new Promise((done) => setTimeout(done, 2 * matbang.POLL_MS))")
    asked.clear()
    revision = contact(ledger, untouched[1])
    frame.evaluate("() => new Promise((done) => setTimeout(done, 2 * matbang.POLL_MS))")
    assert asked == []
    hide(frame, hidden=False)
    wait_for_fact(frame, "(data, n) => Number(data.revision) >= n", revision, timeout=WITHIN_MS)


def hide(frame, *, hidden):
    """Tell the map's document that its tab went behind another, or came back.

    A browser without a screen never hides a tab by itself.
    """
    frame.evaluate(
        """hidden => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_a_flight_right_after_a_link_with_a_view_ends_where_it_was_sent(open_page, somewhere):
    page = open_page("/?as=CB03&view=10.086000,105.716000,15")
    frame = the_map(page)
    assert fact(frame, "view") == "10.086000,105.716000,15"
    open_case(page, "XM-109")
    wait_for_fact(
        frame,
        """(data, [lng, lat]) => {
          const [north, east, zoom] = data.view.split(",").map(Number);
          return zoom > 16 && Math.abs(north - lat) < 1e-3 && Math.abs(east - lng) < 1e-3;
        }""",
        list(somewhere),
    )
    page.wait_for_function("view => location.search.includes(view)", arg=fact(frame, "view"))
    settled(page)
    view = fact(frame, "view")
    page.reload()
    wait_for_fact(the_map(page), "(data, view) => data.view === view", view)
