import time

import pytest

from trackers.domain.errors import TooOften
from trackers.services.limiting import RATES, Kind, Limiter


@pytest.fixture
def clock(monkeypatch):
    """The time, moved by hand."""

    class Clock:
        now = 1_000_000.0

    monkeypatch.setattr(time, "time", lambda: Clock.now)
    monkeypatch.setattr("trackers.services.limiting.time", lambda: Clock.now)
    return Clock


@pytest.fixture
def limiter():
    return Limiter(RATES | {Kind.SIGN_IN: "3 per minute; 5 per hour"})


def attempts(limiter, key, count):
    """How many of so many tries are let through."""
    passed = 0
    for _ in range(count):
        try:
            limiter.limit("sign-in", key)
        except TooOften:
            continue
        passed += 1
    return passed


def test_the_fourth_try_in_a_minute_is_refused_and_says_how_long_to_wait(clock, limiter):
    assert attempts(limiter, "an", 3) == 3
    clock.now += 20
    with pytest.raises(TooOften) as refused:
        limiter.limit("sign-in", "an")
    assert refused.value.values["seconds"] == 40


def test_after_the_wait_it_is_possible_again(clock, limiter):
    attempts(limiter, "an", 4)
    clock.now += 61
    assert attempts(limiter, "an", 1) == 1


def test_a_patient_guesser_meets_the_limit_of_the_hour(clock, limiter):
    passed = 0
    for _ in range(59):
        passed += attempts(limiter, "an", 1)
        clock.now += 60
    assert passed == 5


def test_one_persons_tries_do_not_lock_another_out(clock, limiter):
    attempts(limiter, "an", 9)
    assert attempts(limiter, "bình", 3) == 3
    limiter.limit(Kind.SEARCH, "an")


def test_a_success_forgets_the_slips_before_it(clock, limiter):
    attempts(limiter, "an", 3)
    limiter.forget("sign-in", "an")
    assert attempts(limiter, "an", 3) == 3


def test_every_kind_has_its_rate_and_a_kind_that_is_none_is_a_mistake(limiter):
    assert set(RATES) == set(Kind)
    with pytest.raises(ValueError, match="signin"):
        limiter.limit("signin", "an")
