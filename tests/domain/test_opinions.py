"""Opinions: how far they are, how long they take, in which order they are heard."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trackers.domain.errors import DateInFuture, DateTooEarly, TextMissing
from trackers.domain.opinions import (
    SHOWN_DAYS,
    Opinion,
    OpinionState,
    by_urgency,
    check_answer,
    check_opinion,
    for_review,
    pins,
)

TODAY = date(2014, 4, 7)
SAID = Opinion("YK-1", "KV1", "XM", "Đường hẹp", date(2014, 3, 11), due_on=date(2014, 4, 7))
ANSWERED = replace(SAID, code="YK-2", answered_on=date(2014, 3, 26), answer="Sẽ mở rộng")


def test_it_is_late_the_day_after_its_last_day():
    assert SAID.state(TODAY) is OpinionState.OPEN
    assert SAID.state(TODAY + timedelta(1)) is OpinionState.LATE
    assert ANSWERED.state(TODAY + timedelta(1)) is OpinionState.ANSWERED


def test_days_are_counted_to_the_answer_or_to_today():
    assert (SAID.days(TODAY), ANSWERED.days(TODAY)) == (27, 15)


def test_a_word_given_meanwhile_leaves_it_open():
    assert replace(SAID, answer="Chờ đường").is_open


def test_late_ones_come_first_then_the_oldest_then_the_last_answered():
    late = replace(SAID, code="YK-3", due_on=date(2014, 4, 1))
    later = replace(late, code="YK-4", due_on=date(2014, 3, 30))
    young = replace(SAID, code="YK-5", raised_on=date(2014, 4, 1), due_on=None)
    before = replace(ANSWERED, code="YK-6", answered_on=date(2014, 3, 20))
    listed = by_urgency([ANSWERED, before, young, SAID, late, later], TODAY)
    assert [one.code for one in listed] == ["YK-4", "YK-3", "YK-1", "YK-5", "YK-2", "YK-6"]


def test_a_review_hears_each_in_one_list():
    since = date(2014, 3, 31)
    new = replace(ANSWERED, code="YK-3", raised_on=since, answered_on=date(2014, 4, 4))
    just = replace(ANSWERED, code="YK-4", answered_on=date(2014, 4, 1))
    found = for_review([SAID, ANSWERED, new, just], since_on=since, on=TODAY)
    assert [[one.code for one in part] for part in found] == [["YK-3"], ["YK-1"], ["YK-4"]]


class TestPins:
    def test_a_pin_tells_codes_and_numbers_and_no_word(self):
        place = {"lat": 10.08751234, "lng": 105.7}
        drawn = pins([replace(SAID, from_whom="Bà Út", **place), replace(ANSWERED, **place)], TODAY)
        assert drawn == [
            {"c": "YK-1", "x": 105.7, "y": 10.087512, "s": "open", "d": "2014-04-07"},
            {"c": "YK-2", "x": 105.7, "y": 10.087512, "s": "answered"},
        ]

    def test_what_has_no_place_or_was_answered_long_ago_has_none(self):
        old = replace(ANSWERED, lat=10.0, lng=105.7)
        assert pins([SAID], TODAY) == []
        assert pins([old], old.answered_on + timedelta(SHOWN_DAYS)) != []
        assert pins([old], old.answered_on + timedelta(SHOWN_DAYS + 1)) == []


class TestChecks:
    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"text": " "}, TextMissing),
            ({"raised_on": TODAY + timedelta(1)}, DateInFuture),
            ({"due_on": date(2014, 3, 10)}, DateTooEarly),
            ({"answered_on": TODAY}, TextMissing),
        ],
    )
    def test_words_and_days_in_order(self, wrong, error):
        with pytest.raises(error):
            check_opinion(replace(SAID, **wrong), today=TODAY)

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"answer": ""}, TextMissing),
            ({"answered_on": TODAY + timedelta(1)}, DateInFuture),
            ({"answered_on": date(2014, 3, 10)}, DateTooEarly),
        ],
    )
    def test_an_answer_has_words_and_comes_after_the_question(self, wrong, error):
        with pytest.raises(error):
            check_answer(replace(ANSWERED, **wrong), today=TODAY)
        check_opinion(ANSWERED, today=TODAY)
