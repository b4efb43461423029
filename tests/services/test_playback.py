from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import tiny
from tests.domain.making import a_visit, done
from tests.full import times
from tests.looking_back import on_day
from tests.tiny import NOW, OFFICER, TODAY, VIEWER
from trackers.domain import errors
from trackers.domain.contacts import Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.playback import course_payload
from trackers.domain.stages import Stage
from trackers.domain.status import payload
from trackers.services.contacts import record_visit
from trackers.services.obstacles import open_obstacle
from trackers.services.people import record_absence
from trackers.services.playback import changes_between, playback
from trackers.services.scope import close_case
from trackers.services.status import former_status
from trackers.services.steps import set_step
from trackers.store import open_store

FIRST = date(2014, 3, 10)


def step(ledger, code, on, case="XM-001", now=NOW):
    set_step(ledger, OFFICER, case_code=case, mark=done(code, on, 0), now=now)


def seen_on(found, on):
    """What a browser makes of the courses for a day, by code."""
    seen = {}
    for course in found.courses:
        sent, status = course_payload(course, found.first_on), {}
        for day, changed in sent["d"]:
            if found.first_on + timedelta(days=day) <= on:
                status |= changed
        if status:
            kept = {key: value for key, value in status.items() if value is not None}
            seen[course.case_code] = {"c": course.case_code, **kept}
    return seen


def asked_of(ledger, on, actor=OFFICER, now=NOW):
    """What the feed of a former day says, by code."""
    found = former_status(ledger, actor, on, now=now)
    return {one.case_code: payload(one) for one in found.cases}


def a_busy_month(ledger):
    step(ledger, "contacted", date(2014, 3, 20))
    step(ledger, "surveyed", date(2014, 3, 24))
    visit = a_visit(
        date(2014, 3, 26),
        contact_id="",
        outcome=Outcome.POSTPONED,
        promise_on=date(2014, 4, 2),
    )
    record_visit(ledger, OFFICER, visit=visit, now=NOW)
    open_obstacle(
        ledger,
        OFFICER,
        case_code="XM-002",
        kind=ObstacleKind.OTHER,
        text="Chờ đo lại",
        opened_on=date(2014, 3, 18),
        officer_code="CB03",
        due_on=date(2014, 4, 9),
        now=NOW,
    )


@pytest.mark.parametrize("actor", [OFFICER, VIEWER])
def test_every_day_plays_back_as_that_day_is_answered(ledger, actor):
    a_busy_month(ledger)
    close_case(
        ledger, OFFICER, case_code="XM-003", closed_on=date(2014, 4, 3), base=1, reason="x", now=NOW
    )
    found = playback(ledger, actor, now=NOW)
    assert found.last_on == TODAY
    for back in range((TODAY - found.first_on).days + 1):
        on = TODAY - timedelta(days=back)
        assert seen_on(found, on) == asked_of(ledger, on, actor), on


def test_an_absence_changes_who_acts_on_its_own_days(ledger):
    record_absence(
        ledger,
        tiny.ADMIN,
        officer_code="CB03",
        from_on=date(2014, 4, 7),
        to_on=date(2014, 4, 9),
        cover_code="CB05",
        reason="",
        now=NOW,
    )
    later = on_day(date(2014, 4, 14))
    found = playback(ledger, OFFICER, now=later)
    for on in (date(2014, 4, day) for day in (6, 7, 9, 10, 14)):
        assert seen_on(found, on) == asked_of(ledger, on, now=later), on
    acting = {day: seen_on(found, date(2014, 4, day))["XM-001"]["o"] for day in (6, 8, 10)}
    assert acting == {6: "CB03", 8: "CB05", 10: "CB03"}


def test_a_save_shows_in_the_next_playback_and_changes_no_other_case(ledger):
    before = {one.case_code: one for one in playback(ledger, OFFICER, now=NOW).courses}
    step(ledger, "contacted", date(2014, 4, 1))
    after = {one.case_code: one for one in playback(ledger, OFFICER, now=NOW).courses}
    assert [code for code, one in after.items() if one is not before[code]] == ["XM-001"]
    assert after["XM-001"].at(date(2014, 3, 31)).stage is Stage.NOT_CONTACTED
    assert after["XM-001"].at(date(2014, 4, 1)).stage is Stage.IN_PROGRESS


def test_two_days_tell_what_came_on_between_them(ledger):
    step(ledger, "contacted", date(2014, 4, 1))
    found = changes_between(ledger, OFFICER, start=date(2014, 3, 31), end=date(2014, 4, 1), now=NOW)
    assert [(one.case_code, one.before.stage, one.after.stage, one.ahead) for one in found] == [
        ("XM-001", Stage.NOT_CONTACTED, Stage.IN_PROGRESS, True)
    ]
    assert changes_between(ledger, OFFICER, start=date(2014, 4, 1), end=TODAY, now=NOW) == []


def test_a_case_that_left_the_scope_is_no_progress(ledger):
    close_case(
        ledger, OFFICER, case_code="XM-003", closed_on=date(2014, 4, 3), base=1, reason="x", now=NOW
    )
    found = changes_between(ledger, OFFICER, start=date(2014, 4, 2), end=TODAY, now=NOW)
    assert [(one.case_code, one.ahead) for one in found] == [("XM-003", False)]


def test_days_in_the_wrong_order_and_days_to_come_are_refused(ledger):
    with pytest.raises(errors.DateTooEarly) as refused:
        changes_between(ledger, OFFICER, start=TODAY, end=TODAY, now=NOW)
    assert refused.value.values["earliest"] == TODAY + timedelta(days=1)
    with pytest.raises(errors.DateInFuture):
        changes_between(ledger, OFFICER, start=FIRST, end=TODAY + timedelta(days=1), now=NOW)


ACTS = ("contact", "survey", "visit", "obstacle")
DAYS = st.integers(0, 20).map(lambda back: TODAY - timedelta(days=back))


@settings(
    max_examples=times(12, 200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_two_orders_of_the_same_records_play_back_alike(tmp_path_factory, data):
    acts = [(one, data.draw(DAYS)) for one in ACTS]
    other = data.draw(st.permutations(acts))
    first, second = (_played(tmp_path_factory.mktemp("order"), each) for each in (acts, other))
    assert first == second


def _played(folder, acts):
    store = open_store(folder, durable=False)
    ledger = tiny.build(store)
    for act, on in acts:
        if act == "contact":
            step(ledger, "contacted", on, "XM-002")
        elif act == "survey":
            step(ledger, "surveyed", on, "XM-002")
        elif act == "visit":
            visit = a_visit(on, contact_id="", outcome=Outcome.AGREED)
            record_visit(ledger, OFFICER, visit=visit, now=NOW)
        else:
            open_obstacle(
                ledger,
                OFFICER,
                case_code="XM-003",
                kind=ObstacleKind.OTHER,
                text="Chờ",
                opened_on=on,
                officer_code="CB03",
                due_on=None,
                now=NOW,
            )
    found = playback(ledger, OFFICER, now=NOW)
    played = [seen_on(found, TODAY - timedelta(days=back)) for back in range(30)]
    store.close()
    return played
