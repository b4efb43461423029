from dataclasses import replace

import pytest
import shapely

from tests import tiny
from trackers.domain.errors import NotAllowed, UnknownRecord
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.stages import Stage
from trackers.services.obstacles import open_obstacle
from trackers.services.pictures import cases_picture, works_picture
from trackers.store import cases

READ = "Số liệu đến 07/04/2014 07:30"


@pytest.fixture
def states(ledger):
    def read():
        with ledger.read() as reading:
            return cases.read_states(reading)

    return read


class TestOfficersPicture:
    def test_it_counts_the_cases_and_colours_their_parcels(self, ledger, actor, states):
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        found = cases_picture(ledger, actor, states(), read=READ)
        assert {one.stage: one.count for one in found.key if one.count} == {
            Stage.SIGNED: 1,
            Stage.NOT_CONTACTED: 2,
        }
        signed = [one for one in found.plots if one.stage is Stage.SIGNED]
        assert [shapely.from_wkb(one.shape) for one in signed] == [tiny.square(1)]
        assert (found.read, found.blocked) == (READ, 0)

    def test_a_parcel_of_several_cases_shows_the_least_advanced(self, ledger, actor, states):
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        first, second, _ = states()
        beside = replace(second, case=replace(second.case, parcel_id=first.case.parcel_id))
        found = cases_picture(ledger, actor, [first, beside], read=READ)
        assert [one.stage for one in found.plots] == [Stage.NOT_CONTACTED]

    def test_an_open_obstacle_is_seen_and_counted(self, ledger, actor, states):
        open_obstacle(
            ledger,
            actor,
            case_code="XM-002",
            kind=ObstacleKind.CONDITIONAL,
            text="Xin làm cống",
            opened_on=tiny.TODAY,
            officer_code="CB03",
            due_on=None,
            now=tiny.NOW,
        )
        found = cases_picture(ledger, actor, states(), read=READ)
        assert found.blocked == 1
        assert [one.blocked for one in found.plots] == [False, True, False]

    def test_one_work_has_its_own_box_name_and_neighbours(self, ledger, actor, states):
        found = cases_picture(ledger, actor, states()[:1], read=READ, project_code="XM")
        assert found.title == "Đường thử"
        assert found.box == pytest.approx(tiny.square(1).bounds)
        assert [one.name for one in found.works] == ["Đường thử"]

    def test_a_work_that_is_not_there_is_refused(self, ledger, actor, states):
        with pytest.raises(UnknownRecord):
            cases_picture(ledger, actor, states(), read=READ, project_code="KHONG")

    def test_a_viewer_gets_none(self, ledger, states):
        with pytest.raises(NotAllowed):
            cases_picture(ledger, tiny.VIEWER, states(), read=READ)


class TestPublicPicture:
    def test_it_has_works_and_no_parcel_of_a_case(self, ledger):
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        for code in ("", "XM"):
            found = works_picture(ledger, tiny.VIEWER, read=READ, project_code=code)
            assert [one.status for one in found.works] == ["Chuẩn bị"]
            assert not found.plots
            assert not found.key
            assert found.blocked is None
