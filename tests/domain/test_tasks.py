"""Việc tuần này: everybody's tasks, who is away and who stands in counted by hand."""

from dataclasses import replace
from datetime import date

from tests.domain.making import TODAY, a_state, a_visit, an_obstacle
from trackers.domain.people import Absence, Officer, Role
from trackers.domain.reviews import Decision
from trackers.domain.tasks import PersonWeek, weeks_of

LAST, SUNDAY = date(2014, 3, 31), date(2014, 4, 13)
PEOPLE = (
    Officer("CB03", "Ân", "", Role.OFFICER),
    Officer("CB05", "Thu", "", Role.OFFICER),
    Officer("XEM", "Xem", "", Role.VIEWER),
    Officer("CU", "Cũ", "", Role.OFFICER, active=False),
)


def promised(day, number=1, **more):
    home = f"H{number}"
    visit = a_visit(household_code=home, contact_id=f"v{number}", promise_on=day)
    return a_state(code=f"XM-{number}", household_codes=(home,), contacts=(visit,), **more)


def decided(due=TODAY, officer="CB03", number=1, **more):
    return Decision(f"d{number}", LAST, number, "Gặp hộ", officer, due, **more)


def weeks(states=(), decisions=(), absences=(), today=TODAY):
    found = weeks_of(states, decisions, PEOPLE, absences, today)
    return {one.officer_code: one for one in found}


class TestOwn:
    def test_everybody_who_works_here_has_a_week_and_nobody_else(self):
        assert list(weeks()) == ["CB03", "CB05"]
        assert not any(one.any for one in weeks().values())

    def test_promises_are_of_this_week_or_late_or_later(self):
        days = (date(2014, 4, 6), TODAY, SUNDAY, date(2014, 4, 14))
        found = weeks([promised(day, n) for n, day in enumerate(days)])["CB03"]
        assert [one.case_codes for one in found.late_promises] == [("XM-0",)]
        assert [one.case_codes for one in found.promises] == [("XM-1",), ("XM-2",)]

    def test_obstacles_count_for_who_resolves_them_by_their_day(self):
        days = (date(2014, 4, 6), TODAY, SUNDAY, date(2014, 4, 14), None)
        hurdles = tuple(
            an_obstacle(obstacle_id=str(n), officer_code="CB05", due_on=day)
            for n, day in enumerate(days)
        )
        found = weeks([a_state(obstacles=hurdles)])
        assert found["CB03"] == PersonWeek("CB03")
        assert [one.obstacle_id for one in found["CB05"].late_obstacles] == ["0"]
        assert [one.obstacle_id for one in found["CB05"].obstacles] == ["1", "2"]

    def test_all_decisions_that_stand_are_there_the_earliest_due_first(self):
        late, today = decided(date(2014, 4, 4), number=2), decided()
        later, closed = decided(date(2014, 5, 1), number=3), decided(number=4, closed_on=LAST)
        found = weeks(decisions=[later, today, late, closed])["CB03"]
        assert found.decisions == (late, today, later)
        assert found.late_decisions(TODAY) == (late,)

    def test_what_is_late_is_counted_together(self):
        hurdle = an_obstacle(due_on=date(2014, 4, 3))
        state = replace(promised(date(2014, 4, 3)), obstacles=(hurdle,))
        assert weeks([state], [decided(date(2014, 4, 3))])["CB03"].late(TODAY) == 3

    def test_what_is_out_of_scope_waits_for_nobody(self):
        state = replace(promised(TODAY, closed_on=TODAY), obstacles=(an_obstacle(due_on=TODAY),))
        assert weeks([state])["CB03"] == PersonWeek("CB03")


class TestCovering:
    AWAY = (Absence("CB03", LAST, date(2014, 4, 9), "CB05", LAST),)

    def found(self, today):
        state = replace(promised(SUNDAY), obstacles=(an_obstacle(due_on=SUNDAY),))
        return weeks([state], [decided(SUNDAY)], self.AWAY, today)

    def test_cases_promises_obstacles_and_decisions_go_to_who_stands_in(self):
        found = self.found(TODAY)
        assert found["CB03"] == PersonWeek("CB03")
        mine = found["CB05"]
        assert mine.covers == ("CB03",)
        assert (len(mine.promises), len(mine.obstacles), len(mine.decisions)) == (1, 1, 1)

    def test_they_come_back_the_day_after(self):
        found = self.found(date(2014, 4, 10))
        assert found["CB05"] == PersonWeek("CB05")
        mine = found["CB03"]
        assert mine.covers == ()
        assert (len(mine.promises), len(mine.obstacles), len(mine.decisions)) == (1, 1, 1)

    def test_a_cases_own_cover_is_named_as_standing_in(self):
        away = (replace(self.AWAY[0], cover_code="CU"),)
        found = weeks([promised(TODAY, cover_code="CB05")], absences=away)["CB05"]
        assert (found.covers, len(found.promises)) == (("CB03",), 1)

    def test_who_stands_in_is_told_so_also_where_nothing_is_due(self):
        found = weeks(absences=self.AWAY)["CB05"]
        assert found == PersonWeek("CB05", ("CB03",))
        assert found.any

    def test_an_absence_that_nobody_knew_of_hands_nothing_over(self):
        late = (replace(self.AWAY[0], recorded_on=date(2014, 4, 8)),)
        assert weeks(decisions=[decided()], absences=late)["CB03"].decisions
