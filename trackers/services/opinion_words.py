"""Voters' opinions in words, the same on screens, in the review and on papers."""

from datetime import date

from trackers.domain.opinions import Opinion
from trackers.words import say
from trackers.words.formats import day, days


def taken(one: Opinion, on: date) -> str:
    """Tell how long an answer took, or how long it is waited for and how late it is."""
    if not one.is_open:
        return say("trả lời sau {days}", days=days(one.days(on)))
    waited = say("đã chờ {days}", days=days(one.days(on)))
    if one.due_on is not None and one.due_on < on:
        return say("{waited}, quá hạn {days}", waited=waited, days=days((on - one.due_on).days))
    return waited


def heard(one: Opinion) -> str:
    """Say what kind it is, since when, and what was said."""
    return " · ".join((say(one.kind.label), day(one.raised_on), one.text))
