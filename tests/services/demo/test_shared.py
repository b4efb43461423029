"""What the demo's shared pages say on the morning of the review."""

from datetime import UTC, datetime, timedelta

import pytest
import shapely

from trackers.domain.disclosure import ShownClass
from trackers.domain.links import Link, LinkKind, LinkScope
from trackers.services.sharing import shared_runs, shared_view
from trackers.store import projects

NOW = datetime(2014, 4, 7, 0, 30, tzinfo=UTC)


def a_link(kind, **scope):
    made = datetime(2026, 1, 5, tzinfo=UTC)
    ends = made + timedelta(days=1)
    return Link("31169", "abc", kind, "Họp", LinkScope(**scope), made, ends, "QT", made)


@pytest.fixture(scope="module")
def meeting(ward):
    return shared_view(ward, a_link(LinkKind.MEETING), now=NOW)


def test_a_meeting_sees_every_case_by_its_public_class(meeting):
    counts = {shown: sum(one.counts[shown] for one in meeting.areas) for shown in ShownClass}
    # 107 before signature or approval on the officers' map, 4 of them plans that are approved.
    assert counts == {
        ShownClass.IN_PROGRESS: 103,
        ShownClass.SIGNED: 30,
        ShownClass.NOT_HANDED: 0,
        ShownClass.HANDED_OVER: 47,
    }


def test_the_road_tells_its_longest_unbroken_run(meeting):
    road = next(one for one in meeting.works if one.project.code == "XM")
    assert (road.land.longest.from_m, road.land.longest.to_m) == (1086.0, 1210.0)
    assert (road.land.cases, road.land.handed_over) == (148, 19)


def test_the_case_that_left_the_scope_was_never_there(meeting):
    road = next(one for one in meeting.works if one.project.code == "XM")
    assert sum(road.land.counts.values()) == 148


def test_everybody_sees_a_run_that_is_wholly_cleared_on_the_road_itself(ward):
    runs = shared_runs(ward, a_link(LinkKind.PUBLIC), now=NOW)
    [cleared] = [shapely.from_wkb(line) for line, done in runs if done]
    with ward.read() as reading:
        [road] = [one for one in projects.read_sites(reading) if one.project_code == "XM"]
    line = shapely.from_wkb(road.centreline)
    assert line.buffer(1e-6).contains(cleared)
    # A degree is about as long either way so near the equator.
    assert cleared.length / line.length == pytest.approx(100 / 1900, rel=0.02)


def test_everybody_sees_no_works_of_another_scope(ward):
    assert shared_runs(ward, a_link(LinkKind.PUBLIC, projects=("HC",)), now=NOW) == []
