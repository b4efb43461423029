"""The record of looking: one place notes it, and those with the right read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from trackers.domain.errors import TextMissing, TextTooLong
from trackers.domain.looks import SAME_LOOK, Look, LookKind, Purpose
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.wards import VIETNAM
from trackers.store import Ledger, cases, households, looks
from trackers.store.ledger import Reading

MOST = 200
LONGEST_PURPOSE = 200


@dataclass(frozen=True)
class LookFilter:
    """Which looks are wanted; what is empty asks for nothing. Days are of Viet Nam, included."""

    actor: str = ""
    kind: str = ""
    subject: str = ""
    first_on: date | None = None
    last_on: date | None = None


def note_look(
    ledger: Ledger,
    actor: Actor | str,
    kind: LookKind,
    subject: str = "",
    *,
    purpose: str = "",
    details: Mapping[str, object] | None = None,
    now: datetime | None = None,
) -> None:
    """Keep that somebody (an actor, or a bare code before anybody is signed in) looked.

    Time is this machine's own: a demo's clock says nothing about who sat there when. A view again
    within half an hour is the same look.
    """
    at = now or datetime.now(UTC)
    code = actor if isinstance(actor, str) else actor.code
    look = Look(0, at, code, kind.value, subject, purpose, dict(details or {}))
    if kind.is_view:
        with ledger.read() as reading:
            if _seen(reading, look):
                return
    with ledger.write(at) as writing:
        if not (kind.is_view and _seen(writing, look)):
            looks.add_look(writing, look)


def _seen(reading: Reading, look: Look) -> bool:
    since = look.at - SAME_LOOK
    return looks.seen_since(
        reading, actor=look.actor, kind=look.kind, subject=look.subject, since=since
    )


def purpose_words(purpose: Purpose, words: str) -> str:
    """Give a purpose as it is kept; raises TextMissing where other is not said, TextTooLong."""
    if purpose is not Purpose.OTHER:
        return purpose.value
    if not words.strip():
        raise TextMissing(field="purpose")
    if len(words) > LONGEST_PURPOSE:
        raise TextTooLong(length=len(words), most=LONGEST_PURPOSE)
    return f"{purpose.value}: {words.strip()}"


def ward_looks(ledger: Ledger, actor: Actor, wanted: LookFilter, *, last: int = MOST) -> list[Look]:
    """Give the last looks of a ward that meet a filter, newest first; itself a look.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_LOOKS, ledger.ward)
    note_look(ledger, actor, LookKind.LOOKS_VIEWED)
    with ledger.read() as reading:
        return looks.read_looks(reading, conditions_of(wanted), last=last)


def my_looks(ledger: Ledger, actor: Actor, *, last: int = MOST) -> list[Look]:
    """Give the actor's own last looks, newest first; raises OtherWard."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        return looks.read_looks(reading, looks.matching(actor=actor.code), last=last)


def looks_at_household(ledger: Ledger, actor: Actor, code: str, *, last: int = MOST) -> list[Look]:
    """Give who looked at a household or at one of its cases, newest first; raises NotAllowed."""
    require(actor, Action.SEE_LOOKS, ledger.ward)
    with ledger.read() as reading:
        return household_looks(reading, code, last=last)


def household_looks(reading: Reading, code: str, *, last: int = MOST) -> list[Look]:
    """Give the looks at a household, its cases and the codes merged into it, newest first."""
    codes = (code, *households.aliases_of(reading, [code])[code])
    subjects = [*codes, *cases.codes_of_household(reading, code)]
    return looks.read_looks(reading, looks.matching(subjects=subjects), last=last)


def conditions_of(wanted: LookFilter) -> list[looks.Condition]:
    """Give a filter as the store asks it."""
    since = _start(wanted.first_on) if wanted.first_on else None
    until = _start(wanted.last_on + timedelta(days=1)) if wanted.last_on else None
    subjects = [wanted.subject] if wanted.subject else []
    return looks.matching(
        actor=wanted.actor, kind=wanted.kind, subjects=subjects, since=since, until=until
    )


def _start(on: date) -> datetime:
    return datetime.combine(on, time(), VIETNAM).astimezone(UTC)
