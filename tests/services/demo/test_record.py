"""The demo's record: a real log in the order of time, and rules that hold in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from tests.looking_back import without_words
from trackers.domain.as_of import Sight
from trackers.domain.errors import DuplicateRecord
from trackers.domain.tracks import StepState, TrackCode
from trackers.domain.wards import VIETNAM
from trackers.services import demo
from trackers.services.areas import list_areas
from trackers.services.as_of import former_files, former_states
from trackers.services.demo.calendar import OPENING
from trackers.services.layers import base_path, tiles_path
from trackers.services.people import list_absences, list_officers
from trackers.services.projects import project_files, project_sites
from trackers.services.wards import get_ward
from trackers.store import parcels, proof, tables
from trackers.store.opinions import read_opinions


@pytest.fixture
def log(ward):
    table = tables.events
    with ward.read() as reading:
        query = select(table).where(table.c.ward == ward.ward).order_by(table.c.revision)
        return list(reading.connection.execute(query))


def test_the_log_holds_and_tells_every_current_row(ward):
    with ward.read() as reading:
        assert proof.prove(reading).holds


@pytest.mark.parametrize("sight", Sight)
def test_as_of_its_monday_the_demo_is_as_it_is(ward, states, clerk, sight):
    on = date(2014, 4, 7)
    found = former_states(ward, clerk, on, now=OPENING, sight=sight)
    seen = {one.case.code: one for one in found.states}
    assert set(seen) == set(states)
    for code, one in seen.items():
        assert without_words(one) == without_words(states[code])
    assert any(one.shared for one in seen.values())
    assert any(one.voluntary for one in seen.values())


@pytest.mark.parametrize("sight", Sight)
def test_as_of_its_monday_the_works_are_as_they_are(ward, clerk, sight):
    found = former_files(ward, clerk, date(2014, 4, 7), now=OPENING, sight=sight)
    for then, now in zip(found, project_files(ward, clerk, OPENING), strict=True):
        assert set(then.photos) == set(now.photos)
        assert [wordless(one) for one in then.waiting] == [wordless(one) for one in now.waiting]
        assert replace(then, photos=(), waiting=()) == replace(now, photos=(), waiting=())


def wordless(waiting):
    held = (replace(one, state=without_words(one.state)) for one in waiting.held)
    return replace(waiting, held=tuple(held))


def test_events_stand_in_the_order_in_which_they_were_recorded(log):
    moments = [one.recorded_at for one in log]
    assert moments == sorted(moments)
    assert moments[-1] == OPENING


def test_everything_was_typed_in_during_the_hours_of_work(log):
    hours = [one.recorded_at.astimezone(VIETNAM) for one in log]
    assert all(time(7, 30) <= one.time() < time(17, 30) for one in hours)
    assert all(one.weekday() < 6 for one in hours)
    assert not any(date(2014, 1, 28) <= one.date() <= date(2014, 2, 5) for one in hours)
    assert not any((one.month, one.day) in {(1, 1), (2, 9)} for one in hours)


def test_nothing_was_recorded_before_it_happened_but_absences(log):
    kinds = {"absence.recorded"}
    assert all(
        one.effective_on <= one.recorded_at.astimezone(VIETNAM).date()
        for one in log
        if one.kind not in kinds
    )


def test_each_record_was_typed_in_by_a_known_officer(ward, log):
    assert {one.actor for one in log} <= {one.code for one in list_officers(ward)}


def test_no_land_was_handed_over_while_an_obstacle_held_it(states):
    for state in states.values():
        on = state.done_on("handover")
        for one in state.obstacles:
            if on and one.blocks_handover:
                assert one.closed_on is not None
                assert one.closed_on <= on


def test_finished_works_have_no_uncleared_parcel(states):
    built = [one for one in states.values() if one.case.project_code in {"HC", "YT"}]
    assert len(built) == 16
    assert all(one.handed_over for one in built)


def test_land_for_farming_waited_ninety_days_from_the_notice_of_november(states):
    decided = states["XM-143"].done_on("decision")
    assert states["XM-143"].done_on("notice") == date(2013, 11, 18)
    assert decided - date(2013, 11, 18) >= timedelta(days=90)


def test_steps_of_support_apply_to_gifts_with_support_only(states):
    steps = ("inventory", "approval", "payment")
    assert {states["XM-107"].steps.states[one] for one in steps} == {StepState.NOT_APPLICABLE}
    assert {states["XM-106"].steps.states[one] for one in steps} == {StepState.DONE}
    assert not states["XM-107"].marks.keys() & set(steps)


def test_every_signed_gift_was_voluntary_and_nobody_signed_before_being_told(states):
    gifts = [one for one in states.values() if one.checklist and one.done_on("signed")]
    assert len(gifts) == 40
    for state in gifts:
        assert state.checklist.complete, state.case.code
        state.checklist.check_signing(state.done_on("signed"))


def test_recovered_land_had_its_plan_and_its_meeting_before_the_notice(states):
    for state in states.values():
        if state.case.track is TrackCode.DONATION:
            assert not state.shared
            continue
        assert set(state.shared) == {"plan", "meeting", "posting", "appraisal"}
        for step in ("plan", "meeting"):
            assert state.shared[step].mark.done_on < state.done_on("notice"), state.case.code


def test_every_household_is_invented_and_none_is_named_like_an_officer(ward, homes):
    officers = {one.name for one in list_officers(ward)}
    names = {name for one in homes.values() for name in (one.holder, *one.co_owners)}
    assert all(one.fictional for one in homes.values())
    assert names.isdisjoint(officers)
    assert 160 <= len(homes) <= 180


def test_phones_cannot_ring_and_addresses_name_the_area(homes):
    assert all(one.phone in {"", f"0900 000 {one.code[1:]}"} for one in homes.values())
    assert all(one.id_number in {"", f"000000000{one.code[1:]}"} for one in homes.values())
    assert all(one.address.endswith(", phường Trà An") for one in homes.values())


def test_the_awkward_households_are_there(states, homes):
    holders = [one.holder for one in homes.values()]
    assert holders.count("Nguyễn Văn Út") == 2
    assert any("Thủy" in name for name in holders)
    assert any("Thuỷ" in name for name in holders)
    assert states["XM-015"].case.household_codes == states["XM-033"].case.household_codes
    assert states["XM-016"].case.household_codes == states["XM-033"].case.household_codes
    assert len(states["XM-088"].case.household_codes) == 2
    used = {code for state in states.values() for code in state.case.household_codes}
    assert used == set(homes)


def test_the_ward_says_that_it_is_a_demo_and_starts_on_its_monday(ward):
    row = get_ward(ward)
    assert row.demo
    assert row.notice.startswith("Dữ liệu minh họa: hộ, cán bộ, ngày tháng giả định; sơ đồ")
    assert (row.code, row.name, row.metric_crs) == ("31169", "Phường Trà An", "EPSG:5897")
    assert row.clock_starts_at == datetime(2014, 4, 7, 0, 30, tzinfo=UTC)
    assert row.clock_set_at == datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def test_the_layer_is_cut_and_called_schematic(ward):
    layer = get_ward(ward).layer
    assert tiles_path(ward, layer).stat().st_size > 1000
    assert '"Khu vực Rạch Sen"' in base_path(ward, layer).read_text("utf-8")
    with ward.read() as reading:
        plots = parcels.read_all_parcels(reading)
    assert {one.accuracy.value for one in plots.values()} == {"schematic"}
    assert {("263A",), ("P7-73",)} <= {
        (text,) for one in plots.values() for text in (one.parcel_no, one.sheet_no)
    }


def test_people_and_areas_are_those_of_the_ward(ward, clerk):
    officers = {one.code: one for one in list_officers(ward)}
    assert set(officers) == {
        *("CT", "PBT", "QT", "KV-1", "KV-RS"),
        *(f"CB0{n}" for n in range(1, 10)),
    }
    assert officers["CB05"].cover_code == "CB06"
    assert [one.code for one in list_areas(ward, clerk)] == [
        "KV1",
        "KV2",
        "KVRS",
        "KVVN",
        "KV3",
        "KV4",
    ]
    [absence] = list_absences(ward)
    assert (absence.officer_code, absence.cover_code) == ("CB05", "CB06")
    assert absence.recorded_on == date(2014, 4, 4)


def test_works_end_at_their_volume_and_have_pictures(ward, clerk):
    files = {one.project.code: one for one in project_files(ward, clerk, OPENING)}
    assert {code: one.progress[-1].volume_percent for code, one in files.items()} == {
        "HC": 94,
        "YT": 100,
        "MN": 48,
        "XM": 0,
    }
    assert all(2 <= len(one.photos) <= 3 for one in files.values())
    for one in files.values():
        assert all((ward.folder / photo.file).stat().st_size > 2000 for photo in one.photos)
    assert [(one.on, one.handed_over) for one in files["XM"].targets] == [
        (date(2014, 3, 31), 25),
        (date(2014, 4, 30), 60),
        (date(2014, 5, 31), 100),
        (date(2014, 6, 30), 130),
        (date(2014, 7, 31), 148),
    ]
    assert {one.project_code for one in project_sites(ward)} == set(files)


MILESTONES = """
HC-1 2013-06-30 - 2013-12-16
HC-2 2013-07-15 - 2013-08-22
HC-3 2014-01-31 2014-04-18 -
HC-4 2014-02-28 2014-04-28 -
YT-1 2013-02-28 - 2013-04-26
YT-2 2013-03-15 - 2013-05-20
YT-3 2013-12-20 - 2014-02-27
MN-1 2013-07-31 - 2013-11-25
MN-2 2013-08-15 - 2013-12-16
MN-3 2014-01-31 2014-04-25 -
MN-4 2013-12-31 2014-05-16 -
MN-5 2014-08-15 2014-09-05 -
XM-1 2014-02-28 - 2014-02-20
XM-2 2014-03-15 - 2014-03-14
XM-3 2014-04-11 2014-04-18 -
XM-4 2014-04-21 2014-04-24 -
XM-5 2014-06-30 2014-07-25 -
XM-6 2014-07-31 2014-08-29 -
XM-7 2014-12-19 2015-01-30 -
"""


def test_milestones_have_their_planned_expected_and_actual_days(ward, clerk):
    files = project_files(ward, clerk, OPENING)
    milestones = [one for file in files for one in file.milestones]
    lines = {
        f"{one.code} {one.baseline_on} {one.forecast_on or '-'} {one.actual_on or '-'}"
        for one in milestones
    }
    assert lines == set(MILESTONES.split("\n")) - {""}
    assert [one.code for one in milestones if one.confirmed] == ["HC-4"]


def test_voters_asked_for_three_things_and_one_waits_for_the_road(ward):
    with ward.read() as reading:
        opinions = read_opinions(reading)
    assert [one.raised_on.day for one in opinions] == [11, 19, 1]
    assert (opinions[0].project_code, opinions[0].case_code) == ("XM", "XM-005")
    assert all(one.place for one in opinions)
    assert [one.state(date(2014, 4, 7)).value for one in opinions] == ["open", "answered", "late"]
    assert "hờ công trình này" in opinions[0].answer
    assert opinions[1].answered_on == date(2014, 3, 26)


def test_a_second_demo_in_the_same_store_is_refused(ward, store):
    with pytest.raises(DuplicateRecord):
        demo.load(store, parcels=900)
