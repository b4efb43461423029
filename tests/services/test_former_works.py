"""Works as they were at the end of a former day: plan, progress, photos, curve and what is late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.making import a_case
from tests.looking_back import on_day
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, TODAY, UP_TO_SIGNED, VIEWER, take
from trackers.domain import errors
from trackers.domain.as_of import Sight
from trackers.domain.opinions import Opinion
from trackers.domain.project_steps import SharedMark
from trackers.domain.projects import Milestone, Photo, Progress, Target
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.services.as_of import former_common_steps, former_files
from trackers.services.cases import add_case
from trackers.services.late import late_items
from trackers.services.opinions import edit_opinion
from trackers.services.project_steps import set_project_step
from trackers.services.projects import add_project, edit_milestone, project_files
from trackers.services.works import edit_project, note_progress, set_target
from trackers.store import opinions, projects

FRIDAY, SUNDAY = date(2014, 4, 4), date(2014, 4, 6)
KNOWN = Sight.KNOWN


def the_file(ledger, on, sight=Sight.TRUE, actor=OFFICER):
    (file,) = former_files(ledger, actor, on, now=NOW, sight=sight)
    return file


def change(ledger, now=NOW, **fields):
    """Give the road's milestone other days."""
    (theirs,) = project_files(ledger, CHAIR, NOW)[0].milestones
    mine = replace(theirs, **{"reason": "Chờ mặt bằng", **fields})
    edit_milestone(ledger, CHAIR, mine=mine, now=now)


def add(ledger, *facts, on, now=NOW):
    with ledger.write(now) as writing:
        for fact in facts:
            if isinstance(fact, Opinion):
                opinions.add_opinion(writing, fact)
            else:
                projects.add_facts(writing, [fact])
        writing.record("facts.noted", "XM", actor="CB03", effective_on=on)


class TestPlan:
    def test_a_forecast_is_the_one_of_that_day(self, ledger):
        change(ledger, forecast_on=date(2014, 5, 20))
        then, now = (the_file(ledger, day).milestones[0] for day in (SUNDAY, TODAY))
        assert (then.forecast_on, then.reason) == (date(2014, 4, 20), "")
        assert (now.forecast_on, now.reason) == (date(2014, 5, 20), "Chờ mặt bằng")

    def test_a_milestone_is_met_from_its_actual_day_whenever_it_was_typed_in(self, ledger):
        change(ledger, actual_on=FRIDAY)
        met = [
            the_file(ledger, day, sight).milestones[0].actual_on
            for day, sight in (
                (FRIDAY - timedelta(days=1), Sight.TRUE),
                (FRIDAY, Sight.TRUE),
                (SUNDAY, KNOWN),
                (TODAY, KNOWN),
            )
        ]
        assert met == [None, FRIDAY, None, FRIDAY]

    def test_one_planned_later_was_not_there_unless_it_was_met_by_then(self, ledger):
        for number, met in ((2, None), (3, FRIDAY)):
            planned = Milestone(f"XM-{number}", "XM", "Cầu", date(2014, 4, 2), actual_on=met)
            with ledger.write(NOW) as writing:
                projects.add_milestone(writing, planned, number)
                writing.record("milestone.added", planned.code, actor="CB03", effective_on=TODAY)
        codes = [one.code for one in the_file(ledger, SUNDAY).milestones]
        assert codes == ["XM-1", "XM-3"]
        assert [one.code for one in the_file(ledger, SUNDAY, KNOWN).milestones] == ["XM-1"]

    def test_a_target_counts_from_the_day_it_was_set(self, ledger):
        target = Target("XM", date(2014, 4, 5), 2)
        set_target(ledger, CHAIR, target=target, now=NOW)
        assert target not in the_file(ledger, SUNDAY).targets
        assert target in the_file(ledger, TODAY).targets

    def test_what_a_work_is_said_to_be_is_what_was_said_then(self, ledger):
        base = project_files(ledger, CHAIR, NOW)[0].project
        mine = replace(base, builder="Công ty Mới", total_investment_vnd=2_000_000_000)
        edit_project(ledger, CHAIR, base=base, mine=mine, now=NOW)
        then, now = (the_file(ledger, day).project for day in (SUNDAY, TODAY))
        assert (then.builder, then.total_investment_vnd) == ("Công ty Thử", 1_000_000_000)
        assert (now.builder, now.total_investment_vnd) == ("Công ty Mới", 2_000_000_000)


class TestDatedRows:
    def test_progress_counts_from_its_day_and_is_known_from_its_entry(self, ledger):
        note_progress(ledger, CHAIR, progress=Progress("XM", FRIDAY, 12.0), now=NOW)
        shown = [
            the_file(ledger, day, sight).progress[-1].volume_percent
            for day, sight in (
                (FRIDAY - timedelta(days=1), Sight.TRUE),
                (FRIDAY, Sight.TRUE),
                (SUNDAY, KNOWN),
            )
        ]
        assert shown == [5.0, 12.0, 5.0]

    def test_progress_that_was_corrected_counts_as_corrected(self, ledger):
        wrong = Progress("XM", FRIDAY, 50.0)
        note_progress(ledger, CHAIR, progress=wrong, now=on_day(FRIDAY))
        right = replace(wrong, volume_percent=15.0)
        note_progress(ledger, CHAIR, progress=right, reason="Gõ nhầm", now=NOW)
        assert the_file(ledger, SUNDAY).progress[-1] == right
        assert the_file(ledger, SUNDAY, KNOWN).progress[-1] == wrong

    def test_a_photo_is_there_from_the_day_it_was_taken(self, ledger):
        add(ledger, Photo("p", "XM", FRIDAY, "Đổ bê tông", "photos/p.jpg"), on=FRIDAY)
        assert the_file(ledger, FRIDAY - timedelta(days=1)).photos == ()
        assert [one.photo_id for one in the_file(ledger, FRIDAY).photos] == ["p"]

    def test_an_opinion_is_heard_and_answered_on_its_days_by_those_who_may_read_it(self, ledger):
        asked, answered = date(2014, 3, 20), FRIDAY
        said = Opinion("Y1", "KV1", "XM", "Đường hẹp", asked, answered, "Sẽ mở rộng")
        add(ledger, said, on=answered)
        heard = [
            [(one.text, one.answer) for one in the_file(ledger, day).heard]
            for day in (date(2014, 3, 19), asked, answered)
        ]
        assert heard == [[], [("Đường hẹp", "")], [("Đường hẹp", "Sẽ mở rộng")]]
        assert the_file(ledger, answered, actor=VIEWER).heard == ()

    def test_an_opinion_is_heard_of_the_work_it_was_about_on_that_day(self, ledger):
        said = Opinion("Y1", "KV1", None, "Đường hẹp", date(2014, 3, 20))
        add(ledger, said, on=said.raised_on)
        mine = replace(said, project_code="XM", text="Đường hẹp quá")
        edit_opinion(ledger, OFFICER, base=said, mine=mine, now=on_day(FRIDAY))
        before, after = (the_file(ledger, day).heard for day in (date(2014, 4, 3), FRIDAY))
        assert before == ()
        assert [one.text for one in after] == ["Đường hẹp quá"]


class TestFigures:
    def test_row_and_curve_end_on_that_day(self, ledger):
        take(ledger, *UP_TO_SIGNED, "handover")  # on 20 March
        before, after = (the_file(ledger, date(2014, 3, day)) for day in (19, 21))
        assert (before.row.handed_over, after.row.handed_over) == (0, 1)
        assert (before.curve[-1].cases, after.curve[-1].cases) == (0, 1)
        assert [file.curve[-1].on.day for file in (before, after)] == [19, 21]
        waiting = [len(file.waiting[0].open_cases) for file in (before, after)]
        assert waiting == [2, 1]

    def test_a_milestone_waits_for_land_whose_case_was_not_opened_yet(self, ledger):
        day, codes = date(2014, 3, 20), ("XM-001", "XM-004")
        planned = Milestone("XM-2", "XM", "Cầu", date(2014, 5, 2), waits_for=codes)
        with ledger.write(on_day(day)) as writing:
            projects.add_milestone(writing, planned, 2)
            writing.record("milestone.added", planned.code, actor="CB03", effective_on=day)
        add_case(ledger, OFFICER, case=a_case("XM-004", parcel_id=4, opened_on=FRIDAY), now=NOW)
        waits = [the_file(ledger, on).waiting[-1] for on in (FRIDAY - timedelta(days=1), FRIDAY)]
        assert [one.unopened for one in waits] == [("XM-004",), ()]
        assert [len(one.open_cases) for one in waits] == [1, 2]

    def test_what_is_late_is_what_was_late_then(self, ledger):
        change(ledger, forecast_on=date(2014, 4, 1), confirmed=True)
        late = {
            day: [one.days for one in late_items([the_file(ledger, day)], day)]
            for day in (SUNDAY, TODAY)
        }
        assert late == {SUNDAY: [19], TODAY: [6]}

    def test_as_of_today_is_what_stands(self, ledger):
        take(ledger, *UP_TO_SIGNED, "handover")
        change(ledger, actual_on=FRIDAY)
        add(ledger, Photo("p", "XM", FRIDAY, "Đổ bê tông", "photos/p.jpg"), on=FRIDAY)
        (now,) = project_files(ledger, OFFICER, NOW)
        for sight in Sight:
            assert the_file(ledger, TODAY, sight) == now

    def test_steps_in_common_are_those_of_that_day(self, ledger):
        mark = StepMark("plan", StepState.DONE, FRIDAY, "KH 1")
        shared = SharedMark("XM", TrackCode.RECOVERY, mark)
        set_project_step(ledger, OFFICER, shared=shared, now=NOW)
        found = [
            [one.mark.step for one in former_common_steps(ledger, OFFICER, "XM", day, now=NOW)]
            for day in (FRIDAY - timedelta(days=1), FRIDAY)
        ]
        assert found == [[], ["plan"]]


class TestAsking:
    def test_a_work_typed_in_later_was_not_known(self, ledger):
        (road,) = (one.project for one in project_files(ledger, ADMIN, NOW))
        other = replace(road, code="TR", name="Trường thử")
        add_project(ledger, ADMIN, project=other, now=NOW)
        listed = [
            [one.project.code for one in former_files(ledger, OFFICER, day, now=NOW, sight=sight)]
            for day, sight in ((SUNDAY, KNOWN), (TODAY, KNOWN))
        ]
        assert listed == [["XM"], ["XM", "TR"]]

    def test_a_day_to_come_is_refused_and_a_viewer_gets_no_steps(self, ledger):
        with pytest.raises(errors.DateInFuture):
            former_files(ledger, OFFICER, TODAY + timedelta(days=1), now=NOW)
        with pytest.raises(errors.NotAllowed):
            former_common_steps(ledger, VIEWER, "XM", TODAY, now=NOW)
