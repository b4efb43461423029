"""Opening a review, what it lists for ever, who was there, closing it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import tiny
from tests.domain.making import a_visit, an_actor, done
from tests.looking_back import on_day
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, TODAY, VIEWER, take
from trackers.domain import errors
from trackers.domain.contacts import Outcome
from trackers.domain.findings import Changes
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.people import Officer, Role
from trackers.domain.review_errors import NotThisWeek, ReviewHeld, StillOpen
from trackers.domain.reviews import ItemKind
from trackers.domain.wards import Ward
from trackers.services import frozen, timeline
from trackers.services.contact_corrections import correct_visit, withdraw_visit
from trackers.services.contacts import record_visit
from trackers.services.decisions import close_decision, edit_decision, take_decision
from trackers.services.erasure import erase_household
from trackers.services.obstacles import close_obstacle, open_obstacle
from trackers.services.people import add_officer, end_absence, list_absences, record_absence
from trackers.services.projects import edit_milestone, project_files
from trackers.services.reviews import (
    close_review,
    get_review,
    list_reviews,
    may_hold,
    open_review,
    reopen_review,
    set_attendance,
)
from trackers.services.scope import close_case
from trackers.services.steps import set_step
from trackers.services.subjects import the_state
from trackers.services.wards import add_ward
from trackers.store import proof, wards
from trackers.store.errors import RowChanged

NEXT = TODAY + timedelta(days=7)
LONG_NAME = ("Nguyễn " + "Thị Bạch Tuyết " * 20).strip()[:200]


def at(day, hour=3):
    return on_day(day, hour)


def opened(ledger, monday=TODAY, actor=CHAIR, now=None, **more):
    open_review(ledger, actor, monday=monday, now=now or at(monday), **more)
    return shown(ledger, monday)


def shown(ledger, monday=TODAY, actor=CHAIR, now=None):
    return get_review(ledger, actor, monday, now=now or at(monday, 9))


def kinds(file):
    return [one.kind for one in file.items]


def the_road(file):
    return next(one for one in file.findings.projects if one.project_code == "XM")


def visit(ledger, on, now, **more):
    values = {"contact_id": "", "outcome": Outcome.POSTPONED, "note": "Hẹn lại"} | more
    record_visit(ledger, OFFICER, visit=a_visit(on, **values), now=now)
    with ledger.read() as reading:
        return the_state(reading, "XM-001").contacts[-1]


class TestOpening:
    def test_it_freezes_the_entry_before_its_own(self, ledger):
        with ledger.read() as reading:
            before, _ = wards.revision_and_layer(reading)
        saved = open_review(ledger, CHAIR, monday=TODAY, now=NOW)
        review = shown(ledger).review
        assert (review.revision, saved.revision) == (before, before + 1)
        assert review.opened_by == "CB01"

    def test_the_first_one_counts_from_the_sunday_before_last_week(self, ledger):
        review = opened(ledger).review
        assert review.since_on == date(2014, 3, 30)
        assert 0 < review.since_revision <= review.revision

    def test_the_next_one_counts_from_the_one_before(self, ledger):
        first = opened(ledger).review
        second = opened(ledger, NEXT).review
        assert (second.since_on, second.since_revision) == (TODAY, first.revision)

    def test_weeks_without_a_review_are_counted_by_the_next_one(self, ledger):
        first = opened(ledger).review
        later = TODAY + timedelta(days=21)
        assert opened(ledger, later).review.since_revision == first.revision

    def test_a_week_is_opened_once(self, ledger):
        opened(ledger)
        with pytest.raises(ReviewHeld):
            open_review(ledger, CHAIR, monday=TODAY, now=at(date(2014, 4, 9)))

    def test_a_second_click_opens_no_second_one(self, ledger):
        first = open_review(ledger, CHAIR, monday=TODAY, now=NOW, key="k")
        again = open_review(ledger, CHAIR, monday=TODAY, now=NOW, key="k")
        assert (again.revision, again.repeated) == (first.revision, True)
        assert len(list_reviews(ledger, CHAIR)) == 1

    @pytest.mark.parametrize(
        "monday",
        [NEXT, TODAY - timedelta(days=7), TODAY + timedelta(days=1), date(1, 1, 1)],
    )
    def test_only_this_weeks_monday_can_be_opened(self, ledger, monday):
        with pytest.raises(NotThisWeek):
            open_review(ledger, CHAIR, monday=monday, now=NOW)
        assert list_reviews(ledger, CHAIR) == []

    def test_it_can_be_opened_on_a_later_day_of_its_week(self, ledger):
        wednesday = date(2014, 4, 9)
        file = opened(ledger, TODAY, now=at(wednesday))
        assert file.findings.on == wednesday

    def test_it_is_named_by_week_and_year(self, ledger):
        assert opened(ledger).review.week == (15, 2014)

    def test_reviews_are_listed_the_latest_first(self, ledger):
        opened(ledger)
        opened(ledger, NEXT)
        assert [one.monday for one in list_reviews(ledger, OFFICER)] == [NEXT, TODAY]

    def test_one_that_is_not_there_is_said_not_to_be(self, ledger):
        with pytest.raises(errors.UnknownRecord):
            shown(ledger)


class TestWhoHolds:
    def test_who_is_in_charge_of_cases_alone_does_not_open_one(self, ledger):
        with pytest.raises(errors.NotAllowed):
            open_review(ledger, OFFICER, monday=TODAY, now=NOW)

    def test_its_secretary_writes_it_and_opens_the_next_one(self, ledger):
        opened(ledger, secretary_code=OFFICER.code)
        close_review(ledger, OFFICER, monday=TODAY, now=NOW)
        assert may_hold(ledger, OFFICER)
        opened(ledger, NEXT, OFFICER)
        assert may_hold(ledger, OFFICER, TODAY)
        assert not may_hold(ledger, OTHER, NEXT)

    def test_who_stands_in_for_the_secretary_writes_it(self, ledger):
        opened(ledger, secretary_code=OFFICER.code)
        cover = replace(OTHER, covers=frozenset({OFFICER.code}))
        close_review(ledger, cover, monday=TODAY, now=NOW)
        assert shown(ledger).review.closed_by == OTHER.code

    def test_while_names_are_masked_nobody_writes(self, ledger):
        for actor in (CHAIR, ADMIN, OFFICER):
            masked = replace(actor, masked=True)
            with pytest.raises(errors.NotAllowed):
                open_review(ledger, masked, monday=TODAY, now=NOW)
            assert not may_hold(ledger, masked)

    def test_who_only_looks_does_not_even_read_it(self, ledger):
        opened(ledger)
        with pytest.raises(errors.NotAllowed):
            shown(ledger, actor=VIEWER)

    def test_chair_and_secretary_are_those_of_last_time(self, ledger):
        opened(ledger, secretary_code="CB05")
        review = opened(ledger, NEXT, ADMIN).review
        assert (review.chair_code, review.secretary_code) == ("CB01", "CB05")

    def test_a_secretary_who_is_away_is_stood_in_for(self, ledger):
        opened(ledger, secretary_code="CB05")
        days = {"from_on": TODAY, "to_on": NEXT}
        record_absence(ledger, CHAIR, officer_code="CB05", cover_code="CB03", now=NOW, **days)
        review = opened(ledger, NEXT).review
        assert review.secretary_code == "CB03"
        assert (review.present, review.absent) == (("CB01", "CB03", "QT"), ("CB05",))

    def test_a_chair_who_is_away_does_not_chair(self, ledger):
        second = an_actor("CB02", "Phó", Role.CHAIR, "TEST")
        add_officer(ledger, ADMIN, officer=Officer("CB02", "Phó", "", Role.CHAIR), now=NOW)
        opened(ledger)
        days = {"from_on": TODAY, "to_on": NEXT}
        record_absence(ledger, ADMIN, officer_code="CB01", cover_code="CB02", now=NOW, **days)
        assert opened(ledger, NEXT, second).review.chair_code == "CB02"

    @pytest.mark.parametrize("code", ["CB99", "XEM"])
    def test_nobody_and_who_only_looks_neither_chair_nor_write(self, ledger, code):
        for role in ("chair_code", "secretary_code"):
            with pytest.raises(errors.UnknownRecord):
                open_review(ledger, CHAIR, monday=TODAY, now=NOW, **{role: code})


class TestFirstAgenda:
    def test_an_empty_week_has_what_every_week_has(self, ledger):
        opened(ledger)
        file = opened(ledger, NEXT)
        assert the_road(file).changes == Changes()
        assert {ItemKind.OFFICERS, ItemKind.OVERDUE, ItemKind.PROMISES} <= set(kinds(file))
        assert not {ItemKind.CARRIED, ItemKind.UNATTENDED, ItemKind.OPINIONS} & set(kinds(file))
        assert [one.position for one in file.items] == list(range(1, len(file.items) + 1))

    def test_a_ward_with_nothing_in_it_can_hold_a_review(self, empty_store):
        bare = add_ward(empty_store, Ward("BARE", "Xã", "EPSG:5897", (105.6, 10.0, 105.8, 10.2)))
        chair = replace(CHAIR, ward="BARE")
        open_review(bare, chair, monday=TODAY, now=NOW)
        file = get_review(bare, chair, TODAY, now=NOW)
        assert kinds(file) == [ItemKind.OFFICERS, ItemKind.OVERDUE, ItemKind.PROMISES]
        assert file.review.chair_code == chair.code
        assert file.findings.projects == ()

    def test_a_work_is_there_when_something_happened_in_it(self, ledger):
        (goal,) = project_files(ledger, CHAIR, NOW)[0].milestones
        met = replace(goal, actual_on=TODAY, reason="Xong")
        edit_milestone(ledger, CHAIR, mine=met, now=NOW)
        opened(ledger)
        assert ItemKind.PROJECT not in kinds(opened(ledger, NEXT))
        visit(ledger, NEXT, at(NEXT, 5))
        third = opened(ledger, NEXT + timedelta(days=7))
        assert [one.project_code for one in third.items if one.kind is ItemKind.PROJECT] == ["XM"]

    def test_decisions_that_stand_come_first(self, ledger):
        opened(ledger)
        take_decision(
            ledger,
            CHAIR,
            monday=TODAY,
            text="Gặp hộ",
            officer_code="CB03",
            due_on=TODAY,
            now=NOW,
        )
        file = opened(ledger, NEXT)
        assert kinds(file)[0] is ItemKind.CARRIED
        assert [one.text for one in file.findings.carried] == ["Gặp hộ"]

    def test_cases_that_nobody_follows_are_on_it(self, ledger):
        days = {"from_on": TODAY, "to_on": TODAY + timedelta(days=3)}
        for who, cover in (("CB03", "CB05"), ("CB05", "CB01")):
            record_absence(ledger, CHAIR, officer_code=who, cover_code=cover, now=NOW, **days)
        file = opened(ledger, now=at(TODAY, 4))
        assert ItemKind.UNATTENDED in kinds(file)
        (lost,) = file.findings.unattended
        assert (lost.officer_code, lost.case_codes) == ("CB03", ("XM-001", "XM-002"))


class TestFreeze:
    """What a review lists is read from the log up to its entry, whatever comes later."""

    @pytest.fixture
    def file(self, ledger):
        """A review with something of everything in it."""
        first = at(date(2014, 3, 31))
        opened(ledger, date(2014, 3, 31), now=first, secretary_code="CB05")
        take_decision(
            ledger,
            CHAIR,
            monday=date(2014, 3, 31),
            text="Trả lời về cống",
            officer_code="CB03",
            due_on=date(2014, 4, 4),
            case_code="XM-001",
            now=first,
        )
        friday = at(date(2014, 4, 4))
        promise = {"promise": "ký", "promise_on": date(2014, 4, 5)}
        visit(ledger, date(2014, 4, 4), friday, **promise)
        visit(ledger, date(2014, 4, 4), friday, household_code="H002", promise_on=TODAY)
        open_obstacle(
            ledger,
            OFFICER,
            case_code="XM-001",
            kind=ObstacleKind.CONDITIONAL,
            text="Xin làm cống",
            opened_on=date(2014, 4, 1),
            officer_code="CB03",
            due_on=date(2014, 4, 3),
            now=friday,
        )
        with ledger.write(friday) as writing:
            writing.record("note", "x", actor="CB03", effective_on=TODAY)
        record_absence(
            ledger,
            CHAIR,
            officer_code="CB05",
            cover_code="CB03",
            from_on=date(2014, 4, 4),
            to_on=date(2014, 4, 18),
            now=friday,
        )
        return opened(ledger)

    def test_it_lists_what_happened_and_what_waits(self, file):
        road = the_road(file)
        assert road.changes.visited == ("XM-001", "XM-002", "XM-003")
        assert [one.text for one in road.changes.opened] == ["Xin làm cống"]
        late = file.findings.overdue
        assert [one.contact.promise for one in late.promises] == ["ký"]
        assert [one.text for one in late.obstacles] == ["Xin làm cống"]
        assert [one.text for one in late.decisions] == ["Trả lời về cống"]
        assert [one.case_codes for one in file.findings.this_week] == [("XM-002",)]
        people = {one.officer_code: one for one in file.findings.officers}
        assert (people["CB03"].visits, people["CB03"].covers) == (2, ("CB05",))

    def test_later_work_does_not_change_it(self, ledger, file):
        later = at(TODAY, 10)
        tiny.agree_freely(ledger, now=later)
        take(ledger, "agreed")
        visit(ledger, TODAY, later)
        with ledger.read() as reading:
            obstacle = the_state(reading, "XM-001").obstacles[0]
        close_obstacle(
            ledger,
            OFFICER,
            case_code="XM-001",
            obstacle_id=obstacle.obstacle_id,
            closed_on=TODAY,
            resolution="Làm xong",
            base=1,
            now=later,
        )
        close_case(
            ledger,
            OFFICER,
            case_code="XM-003",
            closed_on=TODAY,
            reason="Tránh",
            base=1,
            now=later,
        )
        assert shown(ledger).findings == file.findings

    def test_corrections_dated_before_it_do_not_change_it(self, ledger, file):
        later = at(date(2014, 4, 8))
        with ledger.read() as reading:
            kept = the_state(reading, "XM-001").contacts[-1]
        mine = replace(kept, met_on=date(2014, 3, 25), promise_on=None, promise="", note="Sửa")
        correct_visit(ledger, OFFICER, visit=mine, reason="Nhầm ngày", now=later)
        mark = done("surveyed", date(2014, 4, 2), version=0)
        set_step(ledger, OFFICER, case_code="XM-002", mark=mark, now=later)
        visit(ledger, date(2014, 4, 3), later)
        (goal,) = project_files(ledger, CHAIR, NOW)[0].milestones
        edit_milestone(
            ledger,
            CHAIR,
            mine=replace(goal, forecast_on=date(2014, 6, 1), reason="Lùi"),
            now=later,
        )
        assert shown(ledger).findings == file.findings

    def test_what_is_taken_back_later_does_not_change_it(self, ledger, file):
        later = at(date(2014, 4, 8))
        with ledger.read() as reading:
            kept = the_state(reading, "XM-001").contacts[-1]
        withdraw_visit(
            ledger,
            OFFICER,
            contact_id=kept.contact_id,
            base=kept.version,
            reason="Nhầm",
            now=later,
        )
        assert shown(ledger).findings == file.findings

    def test_who_comes_back_or_leaves_later_does_not_change_it(self, ledger, file):
        later = at(date(2014, 4, 8))
        (away,) = list_absences(ledger)
        end_absence(ledger, CHAIR, base=away, back_on=date(2014, 4, 5), reason="Về", now=later)
        days = {"from_on": date(2014, 4, 1), "to_on": date(2014, 4, 9)}
        record_absence(ledger, CHAIR, officer_code="CB03", cover_code="CB05", now=later, **days)
        assert shown(ledger).findings == file.findings

    def test_decisions_changed_or_closed_later_do_not_change_it(self, ledger, file):
        later = at(date(2014, 4, 8))
        (base,) = file.findings.carried
        mine = replace(base, due_on=date(2014, 4, 20), text="Trả lời về cống và rào")
        edit_decision(ledger, CHAIR, base=base, mine=mine, now=later)
        close_decision(ledger, CHAIR, decision_id=base.decision_id, word="Xong", base=2, now=later)
        assert shown(ledger).findings == file.findings

    def test_a_reader_that_has_nothing_kept_reads_the_same(self, ledger, file):
        visit(ledger, TODAY, at(TODAY, 10))
        for kept in (frozen._kept, timeline._kept):
            kept.clear()
        assert shown(ledger).findings == file.findings

    def test_the_next_review_tells_of_it_what_came_later(self, ledger, file):
        later = at(date(2014, 4, 8))
        visit(ledger, date(2014, 4, 3), later)
        found = opened(ledger, NEXT)
        assert the_road(found).changes.visited == ("XM-001", "XM-003")
        assert found.findings.officers[0].visits == 1

    def test_while_names_are_masked_no_word_of_a_household_is_in_it(self, ledger, file):
        masked = repr(shown(ledger, actor=replace(CHAIR, masked=True)))
        whole = repr(shown(ledger))
        for words in ("Xin làm cống", "'ký'"):
            assert words in whole
            assert words not in masked
        # What the office decided is there to be read out.
        assert "Trả lời về cống" in masked

    def test_what_was_erased_since_shows_as_erased(self, ledger, file):
        erase_household(ledger, ADMIN, code="H001", reason="Đơn số 1", now=at(date(2014, 4, 8)))
        (promise,) = shown(ledger).findings.overdue.promises
        assert promise.contact.promise == "đã xoá"
        assert promise.contact.promise_on == date(2014, 4, 5)

    def test_the_record_with_reviews_in_it_proves_itself(self, ledger, file):
        with ledger.read() as reading:
            found = proof.prove(reading)
        assert found.holds, found.findings


def attend(ledger, base=1, **more):
    who = {"chair_code": "CB01", "secretary_code": "CB05"}
    values = {"present": ("CB01", "CB05"), "absent": ("CB03",), **who, **more}
    set_attendance(ledger, CHAIR, monday=TODAY, base=base, now=NOW, **values)
    return shown(ledger).review


class TestAttendance:
    def test_chair_secretary_present_absent_guests_and_remarks_are_kept(self, ledger):
        opened(ledger)
        found = attend(ledger, guests="Đại diện nhà thầu", note=" Họp tại hội trường ")
        assert (found.chair_code, found.secretary_code) == ("CB01", "CB05")
        assert (found.present, found.absent) == (("CB01", "CB05"), ("CB03",))
        assert (found.guests, found.note) == ("Đại diện nhà thầu", "Họp tại hội trường")

    def test_who_is_there_is_not_absent_and_nobody_is_counted_twice(self, ledger):
        opened(ledger)
        found = attend(ledger, present=("CB01", "CB03", "CB03"), absent=("CB03", "CB05"))
        assert (found.present, found.absent) == (("CB01", "CB03"), ("CB05",))

    def test_two_who_write_it_at_once_do_not_lose_each_others_input(self, ledger):
        opened(ledger)
        attend(ledger)
        with pytest.raises(RowChanged):
            attend(ledger, base=1, note="Khác")

    @pytest.mark.parametrize("where", ["present", "absent", "chair_code", "secretary_code"])
    def test_people_who_do_not_exist_are_refused(self, ledger, where):
        opened(ledger)
        value = "CB99" if where.endswith("code") else ("CB99",)
        with pytest.raises(errors.UnknownRecord):
            attend(ledger, **{where: value})

    def test_a_review_has_a_chair(self, ledger):
        opened(ledger)
        with pytest.raises(errors.UnknownRecord):
            attend(ledger, chair_code="")

    def test_a_remark_that_is_a_book_is_refused(self, ledger):
        opened(ledger)
        with pytest.raises(errors.TextTooLong):
            attend(ledger, note="x" * 4001)

    def test_a_name_of_200_characters_fits(self, ledger):
        add_officer(ledger, ADMIN, officer=Officer("DAI", LONG_NAME, "", Role.CHAIR), now=NOW)
        opened(ledger)
        found = attend(ledger, present=("DAI",), chair_code="DAI", guests=LONG_NAME)
        assert found.guests == LONG_NAME
        assert len(LONG_NAME) == 200


class TestClosing:
    def test_a_closed_review_is_written_no_more(self, ledger):
        opened(ledger)
        close_review(ledger, CHAIR, monday=TODAY, now=NOW)
        with pytest.raises(errors.AlreadyClosed):
            close_review(ledger, CHAIR, monday=TODAY, now=NOW)
        with pytest.raises(errors.AlreadyClosed):
            attend(ledger, base=2)
        assert shown(ledger).review.closed_on == TODAY

    def test_it_is_opened_again_with_a_reason(self, ledger):
        opened(ledger)
        with pytest.raises(StillOpen):
            reopen_review(ledger, CHAIR, monday=TODAY, reason="Sót", now=NOW)
        close_review(ledger, CHAIR, monday=TODAY, now=NOW)
        with pytest.raises(errors.ReasonMissing):
            reopen_review(ledger, CHAIR, monday=TODAY, reason=" ", now=NOW)
        reopen_review(ledger, CHAIR, monday=TODAY, reason="Sót một kết luận", now=NOW)
        assert shown(ledger).review.is_open
        assert attend(ledger, base=3).secretary_code == "CB05"

    def test_its_minutes_say_what_stood_when_it_was_closed(self, ledger):
        opened(ledger)
        values = {"monday": TODAY, "officer_code": "CB03", "due_on": TODAY, "now": NOW}
        take_decision(ledger, CHAIR, text="Gặp hộ", **values)
        take_decision(ledger, CHAIR, text="Đo lại", **values)
        first, second = shown(ledger).decisions
        close_decision(
            ledger,
            CHAIR,
            decision_id=second.decision_id,
            word="Đã đo",
            base=1,
            closed_in=TODAY,
            now=NOW,
        )
        close_review(ledger, CHAIR, monday=TODAY, now=NOW)
        mine = replace(first, due_on=NEXT, text="Gặp hộ lần nữa")
        edit_decision(ledger, CHAIR, base=first, mine=mine, now=at(NEXT))
        file = shown(ledger)
        assert [(one.text, one.due_on) for one in file.minuted] == [
            ("Gặp hộ", TODAY),
            ("Đo lại", TODAY),
        ]
        assert (file.decisions[0].text, file.decisions[0].due_on) == ("Gặp hộ lần nữa", NEXT)
        assert [one.closing_word for one in file.closed_here] == ["Đã đo"]
