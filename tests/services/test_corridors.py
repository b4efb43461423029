"""A corridor is looked at, saved with its cases, compared, kept and adopted; on both stores."""

from dataclasses import replace

import pytest
import shapely

from geodata.errors import NoLine
from tests import tiny
from tests.domain.making import a_case
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, STEP, TODAY, VIEWER, take
from trackers.domain import errors
from trackers.domain.components import ComponentKind
from trackers.domain.corridors import Fate
from trackers.domain.stretches import Side
from trackers.domain.tracks import TrackCode
from trackers.services.cases import add_case
from trackers.services.corridor_cases import Choices
from trackers.services.corridor_land import Proposal
from trackers.services.corridors import preview_corridor, save_corridor
from trackers.services.projects import add_project, list_projects, project_sites
from trackers.services.proving import prove_log
from trackers.services.scenarios import (
    compare,
    drop_scenario,
    get_scenario,
    keep_scenario,
    list_scenarios,
    moved,
    rename_scenario,
)
from trackers.services.wards import current_revision
from trackers.store import cases
from trackers.store.errors import RowChanged

# The tiny ward's parcels 1 to 4 stand in a row, 11 m wide and 22 m deep, 11 m apart. The road runs
# east 1 m south of them or so: 3 m to the left take 2 m of each.
SOUTH = tiny.SOUTH - 1 * STEP
ROAD = shapely.LineString([(tiny.WEST, SOUTH), (tiny.WEST + 100 * STEP, SOUTH)])
WIDTHS = ((0.0, 3.0, 2.0),)
PROPOSAL = Proposal(shapely.to_wkb(ROAD), WIDTHS)
CHOICES = Choices(TrackCode.DONATION, "CB03", "KV1")


def look(ledger, proposal=PROPOSAL, actor=OFFICER, **more):
    return preview_corridor(ledger, actor, project_code="XM", proposal=proposal, **more)


def save(ledger, proposal=PROPOSAL, *, actor=OFFICER, choices=CHOICES, **more):
    given = {"reason": "Theo hồ sơ thiết kế", "base": list_projects(ledger)[0], "now": NOW} | more
    return save_corridor(ledger, actor, proposal=proposal, choices=choices, **given)


def states(ledger):
    with ledger.read() as reading:
        return {one.case.code: one for one in cases.read_states(reading)}


def fates(preview):
    return {one.parcel.parcel_id: one.line.fate for one in preview.rows}


class TestLooking:
    def test_the_list_and_its_totals_come_without_a_write(self, ledger):
        before = current_revision(ledger)
        found = look(ledger)
        assert fates(found) == {1: Fate.CHANGED, 2: Fate.CHANGED, 3: Fate.CHANGED, 4: Fate.NEW}
        assert [one.holder for one in found.rows][-1] == ""
        # Two metres of each front, which is 10 steps of a degree wide.
        for row in found.rows:
            taken = row.line.taken
            assert taken.affected_m2 == pytest.approx(1.9 * 10.9, rel=0.05)
            assert taken.affected_m2 + taken.remaining_m2 == pytest.approx(10.9 * 22.1, rel=0.02)
            [stretch] = taken.stretches
            assert (stretch.side, stretch.length_m) == (Side.LEFT, pytest.approx(10.9, abs=0.1))
        assert found.totals.parcels == 4
        assert found.now.parcels == 3
        assert current_revision(ledger) == before

    def test_a_remainder_below_the_minimum_is_marked(self, ledger):
        assert [one.line.small for one in look(ledger, least_remaining_m2=500.0).rows] == [True] * 4

    @pytest.mark.parametrize(
        ("proposal", "error"),
        [
            (
                Proposal(shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)])), WIDTHS),
                errors.LineOutside,
            ),
            (replace(PROPOSAL, widths=()), NoLine),
            (Proposal(shapely.to_wkb(ROAD.segmentize(1e-7)), WIDTHS), errors.TooManyPoints),
            (replace(PROPOSAL, widths=((0.0, 500.0, 0.0),)), errors.NotInRange),
        ],
    )
    def test_what_cannot_be_is_refused(self, ledger, proposal, error):
        with pytest.raises(error):
            look(ledger, proposal)

    def test_viewers_and_officers_of_other_works_see_nothing_of_it(self, ledger):
        with pytest.raises(errors.NotAllowed):
            look(ledger, actor=VIEWER)


class TestSaving:
    def test_cases_are_opened_and_measured_anew_and_the_log_holds(self, ledger):
        save(ledger)
        found = states(ledger)
        assert set(found) == {"XM-001", "XM-002", "XM-003", "XM-004"}
        new = found["XM-004"].case
        assert (new.parcel_id, new.officer_code, new.area_code) == (4, "CB03", "KV1")
        assert [one.side for one in new.stretches] == [Side.LEFT]
        preview = look(ledger)
        assert set(fates(preview).values()) == {Fate.SAME}
        assert preview.rows[-1].holder == "Chưa rõ chủ (thửa P7-73/263A)"
        assert preview.totals.affected_m2 == pytest.approx(preview.now.affected_m2)
        work = list_projects(ledger)[0]
        assert work.widths == WIDTHS
        drawn = next(one for one in project_sites(ledger) if one.project_code == "XM")
        assert shapely.from_wkb(drawn.centreline).equals(ROAD)
        assert prove_log(ledger, ADMIN).holds

    def test_nobody_is_invented_where_that_is_not_wanted(self, ledger):
        save(ledger, choices=replace(CHOICES, unknown=False))
        assert "XM-004" not in states(ledger)

    def test_a_holder_known_from_another_work_is_taken_over(self, ledger):
        work = replace(list_projects(ledger)[0], code="YT", name="Trạm Y tế")
        add_project(ledger, ADMIN, project=work, now=NOW)
        case = a_case("YT-1", project_code="YT", parcel_id=4, household_codes=("H002",))
        add_case(ledger, OFFICER, case=case, now=NOW)
        assert look(ledger).rows[-1].holder == "Đặng Văn Đức"
        save(ledger, choices=replace(CHOICES, track=TrackCode.RECOVERY))
        assert states(ledger)["XM-004"].case.household_codes == ("H002",)
        assert states(ledger)["YT-1"].case == case

    def test_land_among_the_components_says_the_new_area(self, ledger):
        save(ledger)
        with ledger.read() as reading:
            for code, state in states(ledger).items():
                [land] = cases.read_components(reading, code)
                assert land.quantity == state.case.affected_m2

    def test_what_was_signed_keeps_its_area(self, ledger):
        take(ledger, *tiny.UP_TO_SIGNED)
        before = states(ledger)["XM-001"].case
        assert fates(look(ledger))[1] is Fate.SIGNED
        save(ledger)
        after = states(ledger)["XM-001"].case
        assert (after.affected_m2, after.frontage_m) == (before.affected_m2, before.frontage_m)
        assert after.stretches != before.stretches

    def test_a_case_with_a_history_never_falls_out_and_others_do_with_the_reason(self, ledger):
        take(ledger, "contacted", case="XM-003")
        one = Proposal(
            shapely.to_wkb(
                shapely.LineString([(tiny.WEST, SOUTH), (tiny.WEST + 35 * STEP, SOUTH)])
            ),
            WIDTHS,
        )
        assert fates(look(ledger, one)) == {
            1: Fate.CHANGED,
            2: Fate.FALLS_OUT,
            3: Fate.STAYS,
        }
        save(ledger, one, reason="Tuyến ngắn lại")
        found = states(ledger)
        assert found["XM-003"].case.in_scope
        assert (found["XM-002"].case.closed_on, found["XM-002"].case.close_reason) == (
            TODAY,
            "Tuyến ngắn lại",
        )
        assert prove_log(ledger, ADMIN).holds

    def test_a_second_click_and_a_late_second_form_write_nothing(self, ledger):
        base = list_projects(ledger)[0]
        first = save(ledger, key="k")
        assert save(ledger, key="k", base=base).revision <= first.revision
        with pytest.raises(RowChanged):
            save(ledger, base=base)

    def test_it_takes_a_reason_and_people_and_places_that_exist(self, ledger):
        before = current_revision(ledger)
        for more, error in (
            ({"reason": " "}, errors.ReasonMissing),
            ({"choices": replace(CHOICES, officer_code="NO")}, errors.UnknownRecord),
            ({"choices": replace(CHOICES, area_code="NO")}, errors.UnknownRecord),
            ({"scenario": "NO"}, errors.UnknownRecord),
            ({"actor": VIEWER}, errors.NotAllowed),
        ):
            with pytest.raises(error):
                save(ledger, **more)
        assert current_revision(ledger) == before

    def test_a_footprint_without_a_line_makes_cases_without_chainage(self, ledger):
        site = shapely.to_wkb(
            shapely.box(tiny.WEST, SOUTH, tiny.WEST + 31 * STEP, SOUTH + 9 * STEP)
        )
        save(ledger, Proposal(site=site))
        case = states(ledger)["XM-001"].case
        assert (case.stretches, case.frontage_m) == ((), None)


class TestScenarios:
    def test_widths_and_a_moved_line_stand_beside_the_plan(self, ledger):
        line = moved(ledger, OFFICER, centreline=PROPOSAL.centreline, by_m=-2.5)
        named = [
            (f"{width}", replace(PROPOSAL, widths=((0.0, width / 2, width / 2),)))
            for width in (3.5, 5.0, 7.0)
        ]
        found = compare(
            ledger,
            OFFICER,
            project_code="XM",
            named=[*named, ("moved", replace(PROPOSAL, centreline=line))],
        )
        areas = [one.totals.affected_m2 for one in found.each]
        assert areas[:3] == sorted(areas[:3])
        assert (found.each[3].totals.parcels, areas[3]) == (0, 0)
        assert found.each[3].fates[Fate.FALLS_OUT] == 3
        assert found.now.households == 3

    def test_what_they_touch_is_counted_by_kind(self, ledger):
        found = compare(ledger, OFFICER, project_code="XM", named=[("a", PROPOSAL)])
        assert found.kinds == (ComponentKind.LAND,)
        assert found.each[0].totals.components == {ComponentKind.LAND: 3}

    def test_a_stretch_of_the_line_is_moved_alone(self, ledger):
        def line(**more):
            wkb = moved(ledger, OFFICER, centreline=PROPOSAL.centreline, by_m=-2.5, **more)
            return shapely.from_wkb(wkb)

        assert line(between=(40.0, 50.0)).coords[0] == pytest.approx(ROAD.coords[0])
        assert line().coords[0] != pytest.approx(ROAD.coords[0], abs=1e-6)

    def test_a_second_click_keeps_or_drops_one_once(self, ledger):
        given = {"project_code": "XM", "name": "Dời tim", "proposal": PROPOSAL, "now": NOW}
        for _ in range(2):
            keep_scenario(ledger, OFFICER, key="k", **given)
        [kept] = list_scenarios(ledger, OFFICER, project_code="XM")
        for _ in range(2):
            rename_scenario(
                ledger, OFFICER, code=kept.code, base=1, name="Khác", note="", now=NOW, key="r"
            )
        for _ in range(2):
            drop_scenario(ledger, OFFICER, code=kept.code, now=NOW, key="dropped")
        assert list_scenarios(ledger, OFFICER, project_code="XM") == []

    def test_one_is_kept_renamed_adopted_and_dropped(self, ledger):
        keep_scenario(
            ledger, OFFICER, project_code="XM", name=" Dời tim 0,4 m ", proposal=PROPOSAL, now=NOW
        )
        [kept] = list_scenarios(ledger, OTHER, project_code="XM")
        assert (kept.name, kept.made_by, kept.widths) == ("Dời tim 0,4 m", "CB03", WIDTHS)
        assert kept == get_scenario(ledger, OFFICER, kept.code)
        rename_scenario(
            ledger, OFFICER, code=kept.code, base=1, name="Phương án 2", note="Tránh", now=NOW
        )
        with pytest.raises(RowChanged):
            rename_scenario(ledger, OFFICER, code=kept.code, base=1, name="Khác", note="", now=NOW)
        save(ledger, Proposal(kept.centreline, kept.widths), scenario=kept.code)
        adopted = get_scenario(ledger, OFFICER, kept.code)
        assert (adopted.name, adopted.adopted_on) == ("Phương án 2", TODAY)
        assert prove_log(ledger, ADMIN).holds
        drop_scenario(ledger, OFFICER, code=kept.code, now=NOW)
        assert list_scenarios(ledger, OFFICER, project_code="XM") == []
        with pytest.raises(errors.UnknownRecord):
            get_scenario(ledger, OFFICER, kept.code)
        assert prove_log(ledger, ADMIN).holds

    def test_one_without_a_line_or_a_name_is_refused(self, ledger):
        for name, proposal, error in (
            (" ", PROPOSAL, errors.TextMissing),
            ("Không tuyến", Proposal(widths=WIDTHS), NoLine),
        ):
            with pytest.raises(error):
                keep_scenario(
                    ledger, OFFICER, project_code="XM", name=name, proposal=proposal, now=NOW
                )
        assert list_scenarios(ledger, OFFICER, project_code="XM") == []
