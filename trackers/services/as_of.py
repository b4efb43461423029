"""The record as it was at the end of a former day, read from the log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from trackers.domain.as_of import Sight
from trackers.domain.cases import CaseState
from trackers.domain.errors import DateInFuture, UnknownRecord
from trackers.domain.looks import LookKind
from trackers.domain.opinions import Opinion
from trackers.domain.people import Actor
from trackers.domain.project_steps import SharedMark
from trackers.domain.projects import Work
from trackers.domain.rights import Action, require
from trackers.domain.wards import VIETNAM, day_of
from trackers.services.cases import CaseRow, rows_for, rows_of
from trackers.services.looks import note_look
from trackers.services.masking import state_for
from trackers.services.projects import ProjectFile, file_of
from trackers.services.timeline import Timeline, timeline_of
from trackers.store import Ledger, projects, wards
from trackers.store.ledger import Reading
from trackers.store.versions import read_entries_whole


@dataclass(frozen=True)
class Former:
    """The cases of a ward at the end of a day, in the order of their codes.

    `known` is the revision up to which the log was read. The states carry no personal words.
    """

    on: date
    sight: Sight
    known: int
    states: tuple[CaseState, ...]


def former_states(
    ledger: Ledger,
    actor: Actor,
    on: date,
    *,
    now: datetime,
    sight: Sight = Sight.TRUE,
) -> Former:
    """Give every case as it was at the end of a day.

    As *true*, a visit of Friday that was typed on Monday counts for Friday; as *known*, it is not
    there before Monday, so that a former report comes out as it was. Raises NotAllowed,
    DateInFuture.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    _check(on, now)
    with ledger.read() as reading:
        timeline, known = _sighted(ledger, reading, on, sight)
    return Former(on, sight, known, tuple(timeline.states(on, known)))


def former_rows(
    ledger: Ledger,
    actor: Actor,
    on: date,
    *,
    now: datetime,
    sight: Sight = Sight.TRUE,
) -> list[CaseRow]:
    """Give the cases that were in scope at the end of a day as lines of a list, by code.

    Households are called by their names of today. Raises NotAllowed, DateInFuture.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    note_look(ledger, actor, LookKind.CASES_LISTED)
    former = former_states(ledger, actor, on, now=now, sight=sight)
    with ledger.read() as reading:
        rows = rows_of(reading, [one for one in former.states if one.case.in_scope], on)
    return rows_for(actor, rows)


def former_cases_of_parcel(
    ledger: Ledger,
    actor: Actor,
    parcel_id: int,
    on: date,
    *,
    now: datetime,
    sight: Sight = Sight.TRUE,
) -> list[str]:
    """Give the codes of the cases that were in scope on a parcel at the end of a day.

    Raises NotAllowed, DateInFuture.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    states = former_states(ledger, actor, on, now=now, sight=sight).states
    cases = (one.case for one in states if one.case.in_scope)
    return [one.code for one in cases if one.parcel_id == parcel_id]


def former_files(
    ledger: Ledger,
    actor: Actor,
    on: date,
    *,
    now: datetime,
    sight: Sight = Sight.TRUE,
) -> list[ProjectFile]:
    """Give every project that was known, with its timelines, at the end of a day.

    Raises NotAllowed, DateInFuture.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    _check(on, now)
    with ledger.read() as reading:
        timeline, known = _sighted(ledger, reading, on, sight)
        listed = projects.read_projects(reading)
        heard = told_opinions(reading, timeline, on, known)
    states = timeline.states(on, known)
    found = (timeline.work(one.code, on, known) for one in listed)
    return [file_of(_told(one, heard), states, actor, on) for one in found if one]


def former_works(
    ledger: Ledger, actor: Actor, on: date, *, now: datetime, sight: Sight = Sight.TRUE
) -> list[Work]:
    """Give every work that was known at the end of a day, without what voters said of it.

    Raises NotAllowed, DateInFuture.
    """
    require(actor, Action.SEE_WORKS, ledger.ward)
    _check(on, now)
    with ledger.read() as reading:
        timeline, known = _sighted(ledger, reading, on, sight)
        listed = projects.read_projects(reading)
    found = (timeline.work(one.code, on, known) for one in listed)
    return [replace(one, heard=()) for one in found if one]


def former_common_steps(
    ledger: Ledger,
    actor: Actor,
    project: str,
    on: date,
    *,
    now: datetime,
    sight: Sight = Sight.TRUE,
) -> list[SharedMark]:
    """Give the steps done for a whole project or a batch by the end of a day, without notes.

    Raises NotAllowed, DateInFuture.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    _check(on, now)
    with ledger.read() as reading:
        timeline, known = _sighted(ledger, reading, on, sight)
    return timeline.common_steps(project, on, known)


def former_case(
    ledger: Ledger,
    actor: Actor,
    code: str,
    on: date,
    *,
    now: datetime,
    sight: Sight = Sight.TRUE,
) -> CaseState | None:
    """Give one case with its words as it was at the end of a day; None when it was not there.

    Raises NotAllowed, DateInFuture, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    _check(on, now)
    with ledger.read() as reading:
        timeline, known = _sighted(ledger, reading, on, sight)
        revisions = timeline.revisions_of(code)
        entries = read_entries_whole(reading, revisions)
    if not revisions:
        raise UnknownRecord(kind="case", code=code)
    note_look(ledger, actor, LookKind.CASE_VIEWED, code)
    own = Timeline(timeline.workflows)
    own.follow(entries)
    found = own.state(code, on, known)
    return state_for(actor, found) if found else None


def end_of(on: date) -> datetime:
    """Give the last instant (UTC) of a calendar day in Viet Nam."""
    following = datetime.combine(on + timedelta(days=1), time(), VIETNAM)
    return (following - timedelta(microseconds=1)).astimezone(UTC)


def told_opinions(reading: Reading, timeline: Timeline, on: date, known: int) -> list[Opinion]:
    """Give the opinions as they stood, with their words, which the timeline does not hold."""
    own = Timeline()
    own.follow(read_entries_whole(reading, timeline.opinion_entries()))
    return own.opinions(on, known)


def _told(work: Work, heard: Iterable[Opinion]) -> Work:
    """Give a work with what was said about it."""
    own = (one for one in heard if one.project_code == work.project.code)
    return replace(work, heard=tuple(own))


def _check(on: date, now: datetime) -> None:
    if on > day_of(now):
        raise DateInFuture(on=on, today=day_of(now))


def _sighted(ledger: Ledger, reading: Reading, on: date, sight: Sight) -> tuple[Timeline, int]:
    """Give the timeline, and the revision up to which it is to be read."""
    revision, _ = wards.revision_and_layer(reading)
    timeline = timeline_of(ledger, reading, revision)
    return timeline, revision if sight is Sight.TRUE else timeline.known_at(end_of(on))
