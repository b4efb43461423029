"""Việc tuần này; what an absence hands over for the time, and back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.making import a_visit
from tests.looking_back import on_day
from tests.tiny import CHAIR, NOW, OFFICER, OTHER, TODAY, VIEWER
from trackers.domain.errors import NotAllowed
from trackers.domain.obstacles import ObstacleKind
from trackers.services.attention import todays_attention
from trackers.services.cases import list_cases
from trackers.services.contacts import record_visit
from trackers.services.decisions import standing_decisions, take_decision
from trackers.services.obstacles import open_obstacle
from trackers.services.people import end_absence, list_absences, record_absence
from trackers.services.reviews import open_review
from trackers.services.visiting import my_work
from trackers.services.week import week_of

TUESDAY, THURSDAY, FRIDAY = (TODAY + timedelta(days=n) for n in (1, 3, 4))
SUNDAY, NEXT = TODAY + timedelta(days=6), TODAY + timedelta(days=7)


@pytest.fixture
def busy(ledger):
    """CB03 has one of everything for this week."""
    visit = a_visit(TODAY, contact_id="", promise="ký", promise_on=SUNDAY)
    record_visit(ledger, OFFICER, visit=visit, now=NOW)
    open_obstacle(
        ledger,
        OFFICER,
        case_code="XM-002",
        kind=ObstacleKind.GRAVE,
        text="Mộ ông",
        opened_on=TODAY,
        officer_code="CB03",
        due_on=SUNDAY,
        now=NOW,
    )
    open_review(ledger, CHAIR, monday=TODAY, now=NOW)
    take_decision(
        ledger,
        CHAIR,
        monday=TODAY,
        text="Gặp hộ",
        officer_code="CB03",
        due_on=SUNDAY,
        now=NOW,
    )
    return ledger


@pytest.fixture
def away(busy):
    """From Tuesday to Friday CB05 stands in for CB03."""
    days = {"from_on": TUESDAY, "to_on": FRIDAY}
    record_absence(busy, CHAIR, officer_code="CB03", cover_code="CB05", now=NOW, **days)
    return busy


def at(day):
    return on_day(day, 5)


def counted(ledger, officer, day):
    """What an officer is told to do on a day, by each of the lists that tell it."""
    now = at(day)
    (week,) = week_of(ledger, CHAIR, now=now, officer_code=officer)
    work = my_work(ledger, CHAIR, now, officer_code=officer, stale_days=30)
    rows = list_cases(ledger, CHAIR, now)
    attention = todays_attention(ledger, CHAIR, now, officer_code=officer)
    return {
        "cases": sum(row.acting_code == officer for row in rows),
        "work": work.cases,
        "promises": (len(week.promises), len(work.this_week), len(attention.this_week)),
        "obstacles": (len(week.obstacles), len(work.obstacles)),
        "decisions": (
            len(week.decisions),
            len(standing_decisions(ledger, CHAIR, now=now, officer_code=officer)),
        ),
    }


ALL = {"cases": 2, "work": 2, "promises": (1, 1, 1), "obstacles": (1, 1), "decisions": (1, 1)}
NOTHING = {
    "cases": 0,
    "work": 0,
    "promises": (0, 0, 0),
    "obstacles": (0, 0),
    "decisions": (0, 0),
}
# The case of CB05's own is one of H001 and H003: the promise of H001 is about it too.
OWN = {**NOTHING, "cases": 1, "work": 1, "promises": (1, 1, 1)}
BOTH = {**ALL, "cases": 3, "work": 3}


class TestHandingOver:
    @pytest.mark.parametrize(
        ("day", "mine", "covers"),
        [
            (TODAY, ALL, OWN),
            (TUESDAY, NOTHING, BOTH),
            (FRIDAY, NOTHING, BOTH),
            (SUNDAY, ALL, OWN),
        ],
    )
    def test_everything_goes_to_the_cover_for_the_time_and_back(self, away, day, mine, covers):
        assert counted(away, "CB03", day) == mine
        assert counted(away, "CB05", day) == covers

    def test_everything_comes_back_early_with_who_comes_back_early(self, away):
        (absence,) = list_absences(away)
        end_absence(away, CHAIR, base=absence, back_on=THURSDAY, reason="Xong", now=NOW)
        assert counted(away, "CB03", date(2014, 4, 9)) == NOTHING
        assert counted(away, "CB03", THURSDAY) == ALL
        assert counted(away, "CB05", THURSDAY) == OWN

    def test_an_absence_that_did_not_take_place_hands_nothing_over(self, away):
        (absence,) = list_absences(away)
        end_absence(away, CHAIR, base=absence, back_on=TUESDAY, reason="Không đi", now=NOW)
        assert counted(away, "CB03", TUESDAY) == ALL

    def test_one_typed_in_late_hands_over_from_then_on(self, busy):
        days = {"from_on": TODAY, "to_on": FRIDAY}
        later = at(THURSDAY)
        record_absence(busy, CHAIR, officer_code="CB03", cover_code="CB05", now=later, **days)
        assert counted(busy, "CB03", TUESDAY) == ALL
        assert counted(busy, "CB05", THURSDAY) == BOTH

    def test_the_cover_is_told_for_whom(self, away):
        weeks = {one.officer_code: one for one in week_of(away, CHAIR, now=at(TUESDAY))}
        assert set(weeks) == {"CB05"}
        assert weeks["CB05"].covers == ("CB03",)
        assert weeks["CB05"].decisions[0].officer_code == "CB03"


class TestTelling:
    def test_who_has_nothing_to_do_is_left_out_unless_asked_for(self, busy):
        assert [one.officer_code for one in week_of(busy, OFFICER, now=NOW)] == ["CB03", "CB05"]
        (nobody,) = week_of(busy, OFFICER, now=NOW, officer_code="CB99")
        assert not nobody.any

    def test_what_was_not_done_by_its_day_is_late_from_the_next_on(self, busy):
        week = {one.officer_code: one for one in week_of(busy, OTHER, now=at(NEXT))}["CB03"]
        assert week.late(NEXT) == 3
        assert (week.promises, week.obstacles) == ((), ())

    def test_while_names_are_masked_words_of_households_are_withheld(self, busy):
        masked = replace(OFFICER, masked=True)
        mine = week_of(busy, masked, now=NOW)[0]
        said = (mine.promises[0].contact.promise, mine.obstacles[0].text)
        assert set(said) == {"đã che"}
        assert mine.decisions[0].text == week_of(busy, OFFICER, now=NOW)[0].decisions[0].text

    def test_who_only_looks_is_told_nothing(self, busy):
        with pytest.raises(NotAllowed):
            week_of(busy, VIEWER, now=NOW)
