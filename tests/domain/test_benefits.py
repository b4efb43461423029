"""What works bring to people who wait for it, and how many cases it waits for."""

from dataclasses import replace

import pytest

from tests.domain.test_gates import HANDED, on_road
from trackers.domain.benefits import Awaited, Benefit, awaited, benefit_fields
from trackers.domain.projects import Project, ProjectKind, ProjectStatus

WORK = Project("XM", "Đường", ProjectKind.ROAD, ProjectStatus.PREPARATION, "", "", None, "", "CB03")
# Along the right side of a road: A 0–40, B 40–90 (handed over), C 90–130, D 130–200.
STATES = (
    on_road("A", 0, 40),
    on_road("B", 40, 90, *HANDED),
    on_road("C", 90, 130),
    on_road("D", 130, 200, area_code="KV2"),
)


@pytest.mark.parametrize(
    ("benefit", "cases", "by_area"),
    [
        (Benefit("Xe rác"), 3, True),
        (Benefit("Xe rác", ("KV1",)), 2, True),
        (Benefit("Xe rác", ("KV1", "KV2")), 3, True),
        (Benefit("Xe rác", ("KV1",), 0.0, 90.2), 1, False),
        (Benefit("Xe rác", ("KV1",), 0.0, 130.0), 2, True),
        (Benefit("Xe rác", (), 100.0, None), 2, False),
    ],
)
def test_a_benefit_waits_for_what_is_not_handed_over_where_it_is_needed(benefit, cases, by_area):
    assert awaited([benefit], STATES) == [Awaited(benefit, cases, by_area)]


def test_a_work_tells_its_benefits_as_they_were_written():
    several = (Benefit("Xe rác", ("KV1",), 0.0, 520.0, 3.5), Benefit("Đường ngắn hơn"))
    assert replace(WORK, **benefit_fields(several)).brings == several


def test_the_one_benefit_of_before_is_read_until_another_is_written():
    before = replace(WORK, service="Xe rác", service_area="KV1")
    assert before.brings == (Benefit("Xe rác", ("KV1",)),)
    assert replace(before, **benefit_fields([])).brings == ()
