"""A visiting list in words: where, when last, what was promised, what to talk about."""

from collections.abc import Iterable
from datetime import date

from trackers.domain.contacts import Contact
from trackers.domain.errands import Errand, next_step
from trackers.domain.tracks import TrackCode
from trackers.services.contacts import CONTACTED
from trackers.services.visiting import Stop
from trackers.words import say
from trackers.words.formats import day, days, weekday


def parcel_words(stop: Stop) -> str:
    """Give tờ/thửa of its cases."""
    return ", ".join(one.label for one in stop.parcels)


def address_words(stop: Stop, area_name: str) -> str:
    """Give the address; the khu vực where it does not say so itself."""
    address = stop.household.address
    return address if area_name in address else ", ".join(filter(None, [address, area_name]))


def last_words(errand: Errand, today: date) -> str:
    """Give when somebody last went there, and how it ended."""
    last = errand.last
    if last is None:
        return say("chưa gặp lần nào")
    age = days((today - last.met_on).days)
    return say("{day} ({age}): {outcome}", day=day(last.met_on), age=age, outcome=outcome(last))


def outcome(visit: Contact) -> str:
    """Give the words of a visit's outcome."""
    return say(visit.outcome.label)


def promise_words(visit: Contact | None, visits: Iterable[Contact], today: date) -> str:
    """Give what was promised for when, and how late it is; "" without a promise.

    `visits` are those to the household: somebody may have come since and met nobody.
    """
    if visit is None or visit.promise_on is None:
        return ""
    due = visit.promise_on
    when = say("hôm nay") if due == today else day(due) if due < today else weekday(due)
    parts = [say("hẹn {day}", day=when), visit.promise]
    if due < today:
        came = [one.met_on for one in visits if one.met_on >= due and one != visit]
        parts.append(say("quá hạn {days}", days=days((today - due).days)))
        parts.append(
            say("đã đến {day}, không gặp", day=day(max(came))) if came else say("chưa ai đến")
        )
    return ", ".join(part for part in parts if part)


def topics(errand: Errand) -> list[str]:
    """Give what to talk about: the promise, what stands in the way, the step that comes next."""
    found = [say("Việc đã hẹn: {what}", what=_promised(errand))] if errand.promise else []
    found += [f"{say(one.kind.label)}: {one.text}" for one in errand.obstacles]
    never = not any(one.outcome.met_someone for one in errand.visits)
    if never and any(one.case.track is TrackCode.DONATION for one in errand.states):
        found.append(
            say("Giới thiệu công trình; nói rõ hiến đất là tự nguyện, có quyền không hiến.")
        )
    steps = {
        say(step.label): None
        for one in errand.states
        if (step := next_step(one)) and step.code != CONTACTED  # a visit is that step
    }
    found += [say("Bước kế: {step}", step=one) for one in steps]
    return found


def _promised(errand: Errand) -> str:
    visit = errand.promise
    return (visit.promise or visit.note) if visit else ""
