"""How long what was said at visits is kept once a work is over; then it is erased, by decision."""

from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.contacts import Contact
from trackers.domain.errors import NotInRange
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.projects import ProjectStatus
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.looks import note_look
from trackers.store import Ledger, cases, erasing, events, projects, tables, wards
from trackers.store.ledger import Reading

OVER = frozenset({ProjectStatus.COMPLETION, ProjectStatus.MAINTENANCE, ProjectStatus.CANCELLED})
LEAST, MOST = 1, 600
WORDS = ("met", "note", "promise", "others")
# Kept in place of the words; what stands in records is Vietnamese.
ERASED_BY_RETENTION = "đã xoá theo thời hạn lưu"


@dataclass(frozen=True)
class Due:
    """What the ward's retention would erase today: months kept (None: for ever), visits, works."""

    months: int | None
    visits: tuple[Contact, ...]
    projects: tuple[str, ...]


def retention_due(ledger: Ledger, actor: Actor, now: datetime) -> Due:
    """Give what would be erased; writes nothing. Raises NotAllowed."""
    require(actor, Action.MANAGE_WARD, ledger.ward)
    with ledger.read() as reading:
        return _due(reading, day_of(now))


def set_retention(ledger: Ledger, actor: Actor, *, months: int | None, now: datetime) -> None:
    """Say how many months words of visits are kept after a work is over; None: for ever.

    Raises NotAllowed, NotInRange.
    """
    require(actor, Action.MANAGE_WARD, ledger.ward)
    if months is not None and not LEAST <= months <= MOST:
        raise NotInRange(value=months, least=LEAST, most=MOST)
    with ledger.write(now) as writing:
        wards.set_retention(writing, months)
    note_look(ledger, actor, LookKind.RETENTION_SET, details={"months": months or 0})


def run_retention(ledger: Ledger, actor: Actor, *, now: datetime) -> int:
    """Erase what is due, from the visits and from beside the log; give how many visits.

    The log's chain stays whole, and says that it was done. Raises NotAllowed.
    """
    require(actor, Action.MANAGE_WARD, ledger.ward)
    with ledger.write(now) as writing:
        due = _due(writing, day_of(now))
        if not due.visits:
            return 0
        for visit in due.visits:
            blanked = {name: ERASED_BY_RETENTION for name in WORDS if getattr(visit, name)}
            key = {"contact_id": visit.contact_id}
            erasing.blank(writing, tables.contacts, key, blanked)
        writing.record(
            "visits.erased",
            ledger.ward,
            actor=actor.code,
            effective_on=day_of(now),
            details={"visits": len(due.visits), "projects": list(due.projects)},
        )
        codes = [one.contact_id for one in due.visits]
        erasing.forget(writing, tables.contacts, codes, WORDS)
    note_look(ledger, actor, LookKind.RETENTION_RUN, details={"visits": len(due.visits)})
    return len(due.visits)


def _due(reading: Reading, today: date) -> Due:
    months = wards.read_retention(reading)
    if months is None:
        return Due(None, (), ())
    over = {
        one.code
        for one in projects.read_projects(reading)
        if one.status in OVER and _months_since(_over_since(reading, one.code), today) >= months
    }
    visits = tuple(
        one
        for one in cases.all_visits(reading)
        if one.project_code in over and any(_is_kept(getattr(one, name)) for name in WORDS)
    )
    return Due(months, visits, tuple(sorted({one.project_code for one in visits})))


def _is_kept(text: str) -> bool:
    return text not in {"", ERASED_BY_RETENTION}


def _over_since(reading: Reading, code: str) -> date:
    """Give the day on which a work's status last became one of those in which it is over."""
    for event in events.read_events(reading, code):
        for change in event.payload["changes"]:
            status = (change.get("after") or {}).get("status")
            if change["table"] == "projects" and status in {one.value for one in OVER}:
                return event.effective_on
    return date.max


def _months_since(day: date, today: date) -> int:
    months = (today.year - day.year) * 12 + today.month - day.month
    return months - (today.day < day.day)
