"""The demo's reviews: the one of 31/03 as it was held, and what the one of 07/04 will find."""

from datetime import date

import pytest

from trackers.domain.reviews import ItemKind
from trackers.services.decisions import standing_decisions
from trackers.services.demo.calendar import OPENING
from trackers.services.demo.meetings import MONDAY
from trackers.services.frozen import findings_at
from trackers.services.opening import beginning, first_items
from trackers.services.reviews import get_review, list_reviews

NEXT = date(2014, 4, 7)


@pytest.fixture(scope="module")
def held(ward, clerk):
    return get_review(ward, clerk, MONDAY, now=OPENING)


@pytest.fixture(scope="module")
def coming(ward, clerk):
    """The review of 07/04 as it would open, with its items; nothing is kept of it."""
    with ward.read() as reading:
        writing = _AsWriting(reading)
        review = beginning(ward, writing, clerk, NEXT, "", "")
        found = findings_at(ward, reading, review)
        return review, found, list(first_items(writing, review, found))


class _AsWriting:
    """A reading that knows what time it is: what a review's beginning asks of a transaction."""

    now = OPENING

    def __init__(self, reading):
        self._reading = reading

    def __getattr__(self, name):
        return getattr(self._reading, name)


def test_only_the_review_of_last_monday_was_held(ward, clerk):
    assert [one.monday for one in list_reviews(ward, clerk)] == [MONDAY]


def test_it_took_three_decisions_and_one_of_them_is_done(held):
    assert [
        (one.number, one.officer_code, one.due_on, one.project_code, one.case_code, one.is_open)
        for one in held.decisions
    ] == [
        (1, "CB07", date(2014, 4, 4), "XM", "XM-109", True),
        (2, "CB02", date(2014, 4, 2), "HC", "", False),
        (3, "CB09", date(2014, 4, 7), "", "", True),
    ]
    assert held.decisions[0].text.startswith("Tổ Rạch Sen và địa chính cùng gặp hộ XM-109")
    assert all(one.is_open for one in held.minuted)


def test_its_minutes_name_chair_secretary_and_who_was_missing(held):
    review = held.review
    assert (review.chair_code, review.secretary_code, review.absent) == ("CB01", "CB09", ("CB05",))
    assert review.closed_on == MONDAY


def test_every_decision_belongs_to_an_item_of_its_agenda(held):
    kinds = {one.item_id: one.kind for one in held.items}
    under = [kinds[one.item_id] for one in held.decisions]
    assert under == [ItemKind.UNLOCK, ItemKind.PROJECT, ItemKind.OFFICERS]


def test_the_review_of_week_15_finds_two_decisions_standing_and_one_done(coming):
    _, found, _ = coming
    assert [one.number for one in found.carried] == [1, 3]
    assert [one.number for one in found.overdue.decisions] == [1]
    assert [one.closing_word for one in found.done] == ["Đã chốt 28/04/2014, sau khi nghiệm thu."]


def test_the_review_of_week_15_finds_the_figures_of_the_first_screen(coming):
    _, found, _ = coming
    assert (len(found.overdue.promises), len(found.this_week), len(found.stale)) == (5, 9, 22)
    best = found.unlocks[0]
    assert (best.case_code, best.alone_m, best.before_m) == ("XM-109", 240.0, 124.0)
    road = next(one for one in found.projects if one.project_code == "XM")
    assert road.changes.handed_over == ("XM-044", "XM-114", "XM-115")
    assert (road.before.handed_over, road.after.handed_over) == (16, 19)
    assert len(road.slips) == 5
    assert all(one.reason for one in road.slips)


def test_the_review_of_week_15_knows_who_stands_in_for_whom(coming):
    review, found, _ = coming
    assert review.absent == ("CB05",)
    assert {one.officer_code: one.covers for one in found.officers if one.covers} == {
        "CB06": ("CB05",)
    }
    assert found.unattended == ()
    assert (review.chair_code, review.secretary_code) == ("CB01", "CB09")


def test_the_agenda_of_week_15_makes_itself(coming):
    _, _, items = coming
    assert [(one.kind.value, one.project_code) for one in items] == [
        ("carried", ""),
        ("project", "HC"),
        ("project", "MN"),
        ("project", "XM"),
        ("officers", ""),
        ("overdue", ""),
        ("promises", ""),
        ("stale", ""),
        ("unlock", ""),
        ("opinions", ""),
        ("indicators", ""),
    ]
    assert [one.position for one in items] == list(range(1, 12))


def test_the_farmers_union_and_the_office_have_something_to_do_this_week(ward, clerk):
    officers = ("CB02", "CB07", "CB09")
    standing = {
        one: len(standing_decisions(ward, clerk, now=OPENING, officer_code=one)) for one in officers
    }
    assert standing == {"CB02": 0, "CB07": 1, "CB09": 1}
