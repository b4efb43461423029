"""The map when the person in front of it changes: nobody keeps what only officers may see."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.acting import counts, fact, ground_colours, settled, show_at, the_map, wait_for_fact
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.people import Officer, Role
from trackers.domain.stages import OBSTACLE_LOOK, Stage
from trackers.domain.wards import day_of
from trackers.services.wards import present
from trackers.store import people

# All that the script holds in memory, and all that the tab keeps.
MEMORY = """() => {
  const { status, filters, selected, pointer } = matbang.view;
  const cases = [...status.cases.values()];
  const looks = [...status.looks.values()];
  return JSON.stringify([cases, looks, status.counts, filters, selected, pointer.clicked || null,
    { ...sessionStorage }]);
}"""
MERGED = {Stage.NOT_CONTACTED, Stage.AGREED, Stage.COMPLETED}


@pytest.fixture(autouse=True)
def viewer(ledger):
    """Somebody who may only look; the demo has nobody of that kind."""
    with ledger.write(present(ledger)) as writing:
        people.add_officer(writing, Officer("XEM", "Người xem", "Khách", Role.VIEWER))
        writing.record("officer.added", "XEM", actor="QT", effective_on=day_of(present(ledger)))


def choose(page, words):
    """Choose who uses this machine in the box of the header."""
    box = page.get_by_role("combobox", name=re.compile("Cán bộ đang dùng máy"))
    box.click()
    box.fill(words)
    page.get_by_role("option", name=re.compile(words)).click()
    settled(page)


def until_drawn(page, frame, colour, *, drawn):
    for _ in range(100):
        if (colour in ground_colours(frame)) == drawn:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{colour} drawn: {not drawn}")


def test_a_viewer_chosen_on_an_open_map_sees_public_classes_at_once_and_officers_come_back(
    open_page,
):
    page = open_page("/?as=CB03&colour=contact&officer=CB03&case=XM-109")
    frame = the_map(page)
    show_at(frame, 105.7146, 10.0875, 15)
    mounts = fact(frame, "mounts")
    page.get_by_role("button", name="Bỏ lọc", exact=True).first.click()
    wait_for_fact(frame, "data => JSON.parse(data.counts).total === 180")
    until_drawn(page, frame, OBSTACLE_LOOK.colour, drawn=True)
    choose(page, "Người xem")
    wait_for_fact(frame, "data => data.projection === 'public'")
    until_drawn(page, frame, OBSTACLE_LOOK.colour, drawn=False)
    seen = counts(frame)
    assert sum(seen[one] for one in ("talk", "signed", "handed")) == seen["total"] == 180
    assert not {stage.value for stage in MERGED} & set(seen)
    memory = frame.evaluate(MEMORY)
    assert not re.findall(r"CB\d\d|KV-\w+", memory)
    kinds = {kind.value for kind in ObstacleKind}
    assert not kinds & set(re.findall(r'"(\w+)"', memory))
    assert set(re.findall(r'"s":"(\w+)"', memory)) <= {"talk", "signed", "handed"}
    assert not re.findall(r'"[owbm]":', memory)
    expect(frame.locator(".matbang-row[data-code='obstacle']")).to_have_count(0)
    choose(page, "Lữ Hoài Ân")
    wait_for_fact(frame, "data => data.projection === 'officers'")
    until_drawn(page, frame, OBSTACLE_LOOK.colour, drawn=True)
    assert re.findall(r"CB\d\d", frame.evaluate(MEMORY))
    assert fact(frame, "mounts") == mounts
