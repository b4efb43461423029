from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.making import a_case, done
from tests.tiny import NOW, OFFICER, TODAY, VIEWER
from trackers.domain import errors
from trackers.domain.forecast import Basis
from trackers.domain.tracks import TrackCode
from trackers.services.forecasts import back_tests, forecast_of
from trackers.store import cases

LATER, END = NOW + timedelta(days=100), TODAY + timedelta(days=100)
STEPS = ("contacted", "agreed", "signed", "handover")


@pytest.fixture
def busy(ledger):
    """Twenty donations, handed over one after the other, eight of them still to come."""
    opened = TODAY
    acts = []
    with ledger.write(NOW) as writing:
        for number in range(20):
            code = f"F-{number:02d}"
            cases.add_case(writing, a_case(code, opened_on=opened), [])
            writing.record("case.opened", code, actor="CB03", effective_on=opened)
            days = [opened + timedelta(days=(10 + number) * (place + 1)) for place in range(4)]
            acts += [(day, code, step) for step, day in zip(STEPS, days, strict=True)]
    # The log grows as days go by: what was known on one of them is its beginning.
    for day, code, step in sorted(acts):
        if day <= END:
            with ledger.write(LATER - (END - day)) as writing:
                cases.put_mark(writing, code, done(step, day, 0), base=0)
                writing.record("step.set", code, actor="CB03", effective_on=day)
    return ledger


def test_a_work_is_forecast_from_the_wards_own_steps(busy):
    found = forecast_of(busy, OFFICER, project="XM", now=LATER)
    assert found.bases == {Basis.EXPERIENCE}
    assert found.finished[TrackCode.DONATION] >= 5
    assert found.by_case["F-19"].p80_on > END
    assert {row.share for row in found.rows} == {80, 95, 100}
    assert forecast_of(busy, OFFICER, project="XM", now=LATER) == found


def test_a_former_day_is_forecast_from_what_stood_then(busy):
    then = END - timedelta(days=20)
    found = forecast_of(busy, OFFICER, project="XM", now=LATER, on=then)
    assert found.on == then
    assert found.open_cases > forecast_of(busy, OFFICER, project="XM", now=LATER).open_cases
    with pytest.raises(errors.DateInFuture):
        forecast_of(busy, OFFICER, project="XM", now=LATER, on=END + timedelta(days=1))


def test_earlier_forecasts_are_held_against_what_came(busy):
    tested = back_tests(busy, OFFICER, project="XM", now=LATER)
    for one in tested:
        assert one.low <= one.middle <= one.high
        assert one.came >= 0
    # Ninety and sixty days ago too little was finished to say anything.
    assert [one.said_on for one in tested] == [END - timedelta(days=30)]


def test_who_may_not_see_households_gets_days_of_the_whole_and_no_case(busy):
    found = forecast_of(busy, VIEWER, project="XM", now=LATER)
    assert (found.by_case, found.arrivals) == ({}, ())
    assert found.rows
    with pytest.raises(errors.NotAllowed):
        back_tests(busy, VIEWER, project="XM", now=LATER)


def test_with_few_open_cases_the_public_is_told_no_day(ledger):
    assert forecast_of(ledger, VIEWER, project="XM", now=NOW).rows == ()


def test_a_recovery_with_too_little_experience_goes_by_the_law(ledger):
    with ledger.write(NOW) as writing:
        case = replace(a_case("R-1", opened_on=date(2014, 1, 6)), track=TrackCode.RECOVERY)
        cases.add_case(writing, replace(case, project_code="MN"), [])
        cases.put_mark(writing, "R-1", done("notice", date(2014, 3, 1), 0), base=0)
        writing.record("case.opened", "R-1", actor="CB03", effective_on=TODAY)
    found = forecast_of(ledger, OFFICER, project="MN", now=NOW)
    assert found.bases == {Basis.LAW}
    # 180 days for land that is not farmed, by the law of that time.
    assert found.by_case["R-1"].p80_on == date(2014, 8, 28)
