import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests import tiny
from tests.domain.making import a_case, a_visit, done
from tests.full import times
from tests.looking_back import current, on_day, states, without_words
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, TODAY, VIEWER, take
from trackers.domain import errors
from trackers.domain.as_of import Sight
from trackers.domain.contacts import Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.services import timeline
from trackers.services.as_of import end_of, former_case, former_states
from trackers.services.cases import add_case, edit_case
from trackers.services.contact_corrections import correct_visit
from trackers.services.contacts import record_visit
from trackers.services.obstacles import close_obstacle, open_obstacle
from trackers.services.overview import former_overview, ward_overview
from trackers.services.scope import close_case
from trackers.services.status import former_status, status_feed
from trackers.services.steps import set_step
from trackers.store import open_store, tables, wards

# A Friday, and the Monday on which its visit is typed in.
FRIDAY, SUNDAY = date(2014, 4, 4), date(2014, 4, 6)
KNOWN = Sight.KNOWN


def comparable(found):
    return {code: without_words(one) for code, one in found.items()}


def step(ledger, code, on, now, **more):
    kept = current(ledger)["XM-001"].marks.get(code)
    mark = done(code, on, kept.version if kept else 0)
    set_step(ledger, OFFICER, case_code="XM-001", mark=mark, now=now, **more)


class TestTwoSights:
    def test_a_visit_of_friday_typed_on_monday_counts_for_friday(self, ledger):
        visit = a_visit(FRIDAY, contact_id="", outcome=Outcome.AGREED)
        record_visit(ledger, OFFICER, visit=visit, now=NOW)
        seen = states(ledger, FRIDAY)["XM-001"]
        assert seen.last_met_on == FRIDAY
        assert seen.stage is Stage.IN_PROGRESS

    def test_a_report_of_that_weekend_comes_out_as_it_was(self, ledger):
        before = former_overview(ledger, OFFICER, on_day(SUNDAY), SUNDAY, KNOWN)
        visit = a_visit(FRIDAY, contact_id="", outcome=Outcome.AGREED)
        record_visit(ledger, OFFICER, visit=visit, now=NOW)
        after = former_overview(ledger, OFFICER, NOW, SUNDAY, KNOWN)
        assert (after.rows, after.total) == (before.rows, before.total)
        assert after.total.consulted == 0
        assert former_overview(ledger, OFFICER, NOW, SUNDAY).total.consulted == 2

    def test_the_day_ends_at_midnight_in_viet_nam(self, ledger):
        late = datetime(2014, 4, 6, 16, 59, 59, tzinfo=UTC)
        step(ledger, "contacted", FRIDAY, late)
        step(ledger, "surveyed", FRIDAY, late + timedelta(seconds=1))
        assert set(states(ledger, SUNDAY, KNOWN)["XM-001"].marks) == {"contacted"}
        assert end_of(SUNDAY) == datetime(2014, 4, 6, 16, 59, 59, 999_999, tzinfo=UTC)


class TestWhatWasTrue:
    def test_a_step_counts_from_its_own_day(self, ledger):
        step(ledger, "contacted", date(2014, 3, 20), NOW)
        assert "contacted" not in states(ledger, date(2014, 3, 19))["XM-001"].marks
        assert states(ledger, date(2014, 3, 20))["XM-001"].done_on("contacted")

    @pytest.mark.parametrize("moved", [date(2014, 3, 10), date(2014, 3, 30)])
    def test_a_day_that_was_corrected_counts_as_corrected(self, ledger, moved):
        step(ledger, "contacted", date(2014, 3, 20), NOW)
        step(ledger, "contacted", moved, tiny.later(5), reason="Nhầm ngày")
        for day in (date(2014, 3, 15), date(2014, 3, 25), date(2014, 4, 1)):
            seen = states(ledger, day).get("XM-001")
            assert bool(seen.done_on("contacted")) == (day >= moved)

    def test_a_step_taken_back_never_was_but_a_former_report_still_has_it(self, ledger):
        step(ledger, "contacted", date(2014, 3, 20), on_day(FRIDAY))
        back = StepMark("contacted", StepState.PENDING, version=1)
        set_step(ledger, OFFICER, case_code="XM-001", mark=back, now=NOW, reason="Nhầm hộ")
        assert states(ledger, SUNDAY)["XM-001"].stage is Stage.NOT_CONTACTED
        assert states(ledger, SUNDAY, KNOWN)["XM-001"].stage is Stage.IN_PROGRESS

    def test_a_step_said_not_to_apply_does_so_from_the_day_it_was_said(self, ledger):
        taken = a_case("XM-004", parcel_id=4, track=TrackCode.RECOVERY)
        add_case(ledger, OFFICER, case=taken, now=on_day(FRIDAY))
        na = StepMark("enforcement", StepState.NOT_APPLICABLE, note="Hộ tự bàn giao")
        set_step(ledger, OFFICER, case_code="XM-004", mark=na, now=NOW, reason="Không cần")
        assert "enforcement" not in states(ledger, SUNDAY)["XM-004"].marks
        assert "enforcement" in states(ledger, TODAY)["XM-004"].marks

    def test_an_obstacle_stands_between_its_days(self, ledger):
        open_obstacle(
            ledger,
            OFFICER,
            case_code="XM-001",
            kind=ObstacleKind.GRAVE,
            text="Hai ngôi mộ",
            opened_on=date(2014, 3, 20),
            officer_code="CB03",
            due_on=None,
            now=on_day(date(2014, 3, 25)),
        )
        (kept,) = current(ledger)["XM-001"].obstacles
        close_obstacle(
            ledger,
            OFFICER,
            obstacle_id=kept.obstacle_id,
            case_code="XM-001",
            closed_on=date(2014, 4, 1),
            resolution="Đã dời",
            base=1,
            now=NOW,
        )

        def standing(day, sight=Sight.TRUE):
            return len(states(ledger, day, sight)["XM-001"].open_obstacles)

        days = (date(2014, 3, 19), date(2014, 3, 20), date(2014, 3, 31), date(2014, 4, 1))
        assert [standing(day) for day in days] == [0, 1, 1, 0]
        assert [standing(day, KNOWN) for day in (date(2014, 3, 24), SUNDAY, TODAY)] == [0, 1, 0]

    def test_a_visit_that_was_corrected_counts_as_corrected(self, ledger):
        record_visit(ledger, OFFICER, visit=a_visit(FRIDAY, contact_id="v"), now=on_day(FRIDAY))
        wrong = replace(a_visit(SUNDAY, contact_id="v"), recorded_at=on_day(FRIDAY))
        correct_visit(ledger, OFFICER, visit=wrong, reason="Nhầm ngày", now=NOW)
        assert states(ledger, FRIDAY)["XM-001"].contacts == ()
        assert states(ledger, FRIDAY, KNOWN)["XM-001"].last_met_on == FRIDAY

    def test_who_was_in_charge_and_how_much_counts_from_the_day_it_was_written(self, ledger):
        base = current(ledger)["XM-001"].case
        mine = replace(base, officer_code="CB05", affected_m2=21.0)
        edit_case(ledger, CHAIR, base=base, mine=mine, reason="Đo lại", now=NOW)
        was, is_now = (states(ledger, day)["XM-001"].case for day in (SUNDAY, TODAY))
        assert (was.officer_code, was.affected_m2) == ("CB03", 15.0)
        assert (is_now.officer_code, is_now.affected_m2) == ("CB05", 21.0)

    def test_a_case_is_there_from_its_opening_and_out_of_scope_from_its_end(self, ledger):
        close_case(
            ledger,
            OFFICER,
            case_code="XM-002",
            closed_on=FRIDAY,
            reason="Tuyến đi vòng",
            base=1,
            now=NOW,
        )
        opened = current(ledger)["XM-002"].case.opened_on
        assert states(ledger, opened - timedelta(days=1)) == {}
        assert states(ledger, FRIDAY - timedelta(days=1))["XM-002"].case.in_scope
        assert not states(ledger, FRIDAY)["XM-002"].case.in_scope
        assert states(ledger, FRIDAY, KNOWN)["XM-002"].case.in_scope


class TestAsking:
    @pytest.mark.parametrize("ask", [former_states, former_status])
    def test_a_day_to_come_is_refused(self, ledger, ask):
        with pytest.raises(errors.DateInFuture):
            ask(ledger, OFFICER, TODAY + timedelta(days=1), now=NOW)

    def test_one_case_comes_with_its_words_and_says_which_were_erased(self, ledger):
        visit = a_visit(FRIDAY, contact_id="", note="Bận", promise="Hẹn ký")
        record_visit(ledger, OFFICER, visit=visit, now=NOW)
        with ledger.writer.begin() as connection:
            connection.execute(text("DELETE FROM event_values WHERE path LIKE '%promise'"))
        (seen,) = former_case(ledger, OFFICER, "XM-001", FRIDAY, now=NOW).contacts
        assert (seen.note, seen.promise) == ("Bận", "đã xoá")

    def test_what_is_kept_for_all_cases_holds_no_personal_word(self, ledger):
        record_visit(ledger, OFFICER, visit=a_visit(FRIDAY, contact_id="", note="Bận"), now=NOW)
        assert "Bận" not in repr(states(ledger, TODAY)["XM-001"].contacts)

    def test_a_case_nobody_opened_is_unknown_and_one_opened_later_is_not_there_yet(self, ledger):
        with pytest.raises(errors.UnknownRecord):
            former_case(ledger, OFFICER, "XM-404", TODAY, now=NOW)
        assert former_case(ledger, OFFICER, "XM-001", date(2014, 1, 1), now=NOW) is None

    def test_a_viewer_gets_the_public_projection_and_no_single_case(self, ledger):
        take(ledger, "contacted", "agreed")
        feed = former_status(ledger, VIEWER, TODAY, now=NOW)
        assert {one.stage for one in feed.cases} == {Stage.IN_PROGRESS}
        assert {one.officer_code for one in feed.cases} == {""}
        with pytest.raises(errors.NotAllowed):
            former_case(ledger, VIEWER, "XM-001", TODAY, now=NOW)

    def test_another_log_in_its_place_is_read_anew(self, ledger):
        take(ledger, "contacted")
        assert states(ledger, TODAY)["XM-001"].marks
        with ledger.writer.begin() as connection:
            connection.exec_driver_sql("DELETE FROM events WHERE kind = 'step.set'")
            connection.exec_driver_sql("UPDATE wards SET revision = revision - 1")
        assert not states(ledger, TODAY)["XM-001"].marks


class TestAgainstTheCurrentRows:
    """As of today is what stands, and as of the end of a day what stood then."""

    def test_as_of_today_is_now_in_rows_in_status_and_in_counts(self, ledger):
        take(ledger, "contacted", "agreed", "signed", "handover")
        record_visit(ledger, OTHER, visit=a_visit(FRIDAY, contact_id="v"), now=NOW)
        assert comparable(states(ledger, TODAY)) == comparable(current(ledger))
        then, now = (
            former_status(ledger, OFFICER, TODAY, now=NOW),
            status_feed(ledger, OFFICER, since=0, now=NOW),
        )
        assert then.cases == now.cases
        assert (
            former_overview(ledger, ADMIN, NOW, TODAY).rows
            == ward_overview(ledger, ADMIN, NOW).rows
        )

    @pytest.mark.drill
    @settings(
        max_examples=times(10, 300),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        acts=st.lists(
            st.tuples(
                st.sampled_from(["XM-001", "XM-002", "XM-003"]),
                st.sampled_from(["walk", "visit", "hinder"]),
                st.integers(-25, 0),
            ),
            max_size=14,
        ),
        shuffled=st.randoms(use_true_random=False),
    )
    def test_laws_of_any_record(self, built_ward, acts, shuffled):
        one, two = built_ward(), built_ward()
        # Cases are independent of each other: only the order within one must stay.
        turns = [code for code, _, _ in acts]
        shuffled.shuffle(turns)
        waiting = {code: iter([act for act in acts if act[0] == code]) for code in turns}
        other = [next(waiting[code]) for code in turns]
        handed = []
        for ledger, listed in ((one, acts), (two, other)):
            for number, (code, what, back) in enumerate(listed):
                act(ledger, code, what, TODAY + timedelta(days=back), tiny.later(number))
            assert comparable(states(ledger, TODAY, now=tiny.later(60))) == comparable(
                current(ledger)
            )
        for day in (TODAY - timedelta(days=n) for n in range(25, -1, -1)):
            first, second = (
                stages(states(ledger, day, now=tiny.later(60))) for ledger in (one, two)
            )
            assert first == second
            handed.append(sum(stage.rank >= Stage.HANDED_OVER.rank for stage in first.values()))
        assert handed == sorted(handed)


def stages(found):
    return {code: one.stage for code, one in found.items()}


def act(ledger, code, what, on, now):
    """Do one thing if the rules allow it."""
    try:
        if what == "visit":
            home = {"XM-001": "H001", "XM-002": "H002", "XM-003": "H003"}[code]
            visit = a_visit(on, contact_id="", household_code=home, outcome=Outcome.NOBODY)
            record_visit(ledger, OFFICER, visit=visit, now=now)
        elif what == "hinder":
            open_obstacle(
                ledger,
                OFFICER,
                case_code=code,
                kind=ObstacleKind.PRICE,
                text="Giá",
                opened_on=on,
                officer_code="CB03",
                due_on=None,
                now=now,
            )
        else:
            marks = current(ledger)[code].marks
            for name in ("contacted", "surveyed", "agreed", "signed", "handover"):
                if name not in marks:
                    mark = done(name, on, 0)
                    set_step(ledger, OFFICER, case_code=code, mark=mark, now=now)
                    return
    except errors.DomainError:
        return


@pytest.fixture(scope="module")
def built_ward(tmp_path_factory):
    """Give tiny wards, one a call, each in a file of its own."""
    folder = tmp_path_factory.mktemp("wards")
    store = open_store(folder / "first", durable=False)
    tiny.build(store)
    store.close()
    opened = []

    def another():
        place = folder / str(len(opened))
        shutil.copytree(folder / "first", place)
        opened.append(open_store(place, durable=False))
        return opened[-1].ledger("TEST")

    yield another
    for one in opened:
        one.close()


def test_a_timeline_follows_the_log_and_is_read_once(ledger, monkeypatch):
    states(ledger, TODAY)
    read = []
    monkeypatch.setattr(timeline, "read_entries", lambda reading, after: read.append(after) or [])
    states(ledger, FRIDAY)
    assert read == []
    take(ledger, "contacted")
    with ledger.read() as reading:
        revision, _ = wards.revision_and_layer(reading)
        assert reading.find(tables.events, revision=revision)
    states(ledger, TODAY)
    assert read == [revision - 1]
