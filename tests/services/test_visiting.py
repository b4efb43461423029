"""An officer's own work and the day's list, on a small real ward."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import a_visit
from tests.tiny import CHAIR, NOW, OFFICER, OTHER, TODAY, VIEWER, take
from trackers.domain import errors
from trackers.domain.contacts import Outcome
from trackers.domain.errands import Order
from trackers.domain.obstacles import ObstacleKind
from trackers.services.contacts import record_visit
from trackers.services.obstacles import open_obstacle
from trackers.services.people import record_absence
from trackers.services.visiting import my_work, visiting_list
from trackers.services.visiting_words import promise_words, topics
from trackers.words import use_language


def listed(ledger, officer="CB03", actor=OFFICER, **more):
    asked = {"count": 9, "order": Order.WALK} | more
    return visiting_list(ledger, actor, NOW, officer_code=officer, **asked)


def homes(stops):
    return [one.household.code for one in stops]


def work(ledger, officer="CB03", actor=OFFICER, stale_days=30):
    return my_work(ledger, actor, NOW, officer_code=officer, stale_days=stale_days)


def visit(ledger, home="H001", **more):
    made = a_visit(date(2014, 4, 1), contact_id="", household_code=home, **more)
    record_visit(ledger, OFFICER, visit=made, now=NOW)


class TestTheList:
    def test_it_holds_the_households_of_the_officers_cases_along_the_road(self, ledger):
        assert homes(listed(ledger)) == ["H001", "H002"]
        assert [one.parcels[0].label for one in listed(ledger)] == ["12/101", "12/102"]

    def test_a_case_of_two_households_is_two_visits(self, ledger):
        assert sorted(homes(listed(ledger, "CB05"))) == ["H001", "H003"]

    def test_the_cover_walks_it_while_the_officer_is_away(self, ledger):
        record_absence(
            ledger,
            CHAIR,
            officer_code="CB05",
            cover_code="CB03",
            from_on=TODAY,
            to_on=TODAY,
            now=NOW,
        )
        assert listed(ledger, "CB05") == []
        # H001's three cases are one errand: it is told by all of them.
        assert homes(listed(ledger)) == ["H001", "H002", "H003"]
        assert listed(ledger)[0].errand.case_codes == ("XM-001", "XM-003")

    def test_khu_vuc_and_number_are_chosen(self, ledger):
        visit(ledger, "H002", promise_on=TODAY)
        assert homes(listed(ledger, count=1)) == ["H002"]
        assert listed(ledger, area_code="KV2") == []
        assert homes(listed(ledger, order=Order.PROMISE)) == ["H002", "H001"]
        assert homes(listed(ledger, count=0)) == ["H002"]

    def test_handed_over_land_is_no_longer_visited(self, ledger):
        take(ledger, "contacted", "agreed", "signed", "handover", case="XM-002")
        assert homes(listed(ledger)) == ["H001"]

    def test_only_those_who_see_households_get_it(self, ledger):
        with pytest.raises(errors.NotAllowed):
            listed(ledger, actor=VIEWER)
        with pytest.raises(errors.NotAllowed):
            work(ledger, actor=VIEWER)


class TestMyWork:
    def test_promises_waiting_and_obstacles_are_found(self, ledger):
        visit(ledger, promise_on=date(2014, 4, 3))
        visit(ledger, "H002", promise_on=date(2014, 4, 10))
        open_obstacle(
            ledger,
            OFFICER,
            case_code="XM-003",
            kind=ObstacleKind.BOUNDARY,
            text="Ranh lệch 0,6 m",
            opened_on=TODAY,
            officer_code="CB03",
            due_on=date(2014, 4, 11),
            now=NOW,
        )
        found = work(ledger, stale_days=5)
        assert found.cases == 2
        assert [one.case_codes for one in found.overdue] == [("XM-001",)]
        assert [one.case_codes for one in found.this_week] == [("XM-002",)]
        assert [one.case.code for one in found.stale] == ["XM-001", "XM-002"]
        # Whoever has to resolve it is asked, though the case is another's.
        assert [one.case_code for one in found.obstacles] == ["XM-003"]
        assert work(ledger, "CB05").obstacles == ()


class TestWords:
    def test_a_promise_nobody_came_for_says_so(self, ledger):
        visit(ledger, promise="ký", promise_on=date(2014, 4, 3))
        errand = listed(ledger)[0].errand
        words = promise_words(errand.promise, errand.visits, TODAY)
        assert words == "hẹn 03/04/2014, ký, quá hạn 04 ngày, chưa ai đến"
        nobody = a_visit(
            date(2014, 4, 5), contact_id="", household_code="H001", outcome=Outcome.NOBODY
        )
        record_visit(ledger, OTHER, visit=nobody, now=NOW)
        errand = listed(ledger)[0].errand
        words = promise_words(errand.promise, errand.visits, TODAY)
        assert words.endswith("quá hạn 04 ngày, đã đến 05/04/2014, không gặp")

    def test_a_promise_to_come_names_the_weekday(self, ledger):
        visit(ledger, promise_on=date(2014, 4, 10))
        promise = listed(ledger)[0].errand.promise
        assert promise_words(promise, [promise], TODAY) == "hẹn thứ Năm 10/04"
        assert promise_words(replace(promise, promise_on=TODAY), [], TODAY) == "hẹn hôm nay"
        assert promise_words(None, [], TODAY) == ""
        with use_language("en"):
            assert promise_words(promise, [promise], TODAY) == "promised Thu 10/04"

    def test_who_was_never_met_is_told_that_giving_is_free(self, ledger):
        errand = listed(ledger)[0].errand
        assert topics(errand) == [
            "Giới thiệu công trình; nói rõ hiến đất là tự nguyện, có quyền không hiến.",
        ]
        visit(ledger)
        assert topics(listed(ledger)[0].errand) == ["Bước kế: Đã đo đạc"]
