"""Many cases at once: all of them or none, each by the rule of its single service.

A batch is one transaction: one event a case (a visit: one a household), each with the batch's id,
and at their end `batch.recorded`, which says what was done, to which cases and in which revisions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import uuid4

from trackers.domain.cases import CaseState
from trackers.domain.errors import AlreadyClosed, DomainError, UnknownRecord
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require, require_case
from trackers.domain.wards import day_of
from trackers.services.looks import note_look
from trackers.store import Ledger, Saved, Writing, cases
from trackers.store.ledger import Reading

RECORDED, UNDONE = "batch.recorded", "batch.undone"


@dataclass(frozen=True)
class Act:
    """What becomes one event: its subject, its day, the cases it touches, codes that say more."""

    subject: str
    effective_on: date
    touched: tuple[str, ...]
    details: Mapping[str, object] = field(default_factory=dict)


class Task(Protocol):
    """What is written into each of many cases; the kinds are in `bulk_tasks`."""

    @property
    def event(self) -> str:
        """The kind of each event."""

    @property
    def needs(self) -> Action:
        """The right it takes."""

    @property
    def reason(self) -> str:
        """Why, where something recorded is corrected."""

    def says(self) -> dict[str, object]:
        """Codes and dates that say what was written; no personal value."""

    def is_done(self, state: CaseState) -> bool:
        """Whether the case has it already."""

    def check(self, reading: Reading, actor: Actor, state: CaseState, today: date) -> None:
        """Refuse a case as its single service would; raises DomainError."""

    def write(self, writing: Writing, states: Sequence[CaseState]) -> Iterator[Act]:
        """Write the rows of one event after the other, each followed by what it becomes."""


@dataclass(frozen=True)
class Refusal:
    """Why one case of many would not take it."""

    case_code: str
    error: DomainError


@dataclass(frozen=True)
class Preview:
    """What a batch would do: cases it writes into, cases that have it already, refusals."""

    ready: tuple[str, ...]
    same: tuple[str, ...]
    refusals: tuple[Refusal, ...]


def preview_many(
    ledger: Ledger, actor: Actor, task: Task, *, case_codes: Sequence[str], now: datetime
) -> Preview:
    """Give what a batch would do, with every refusal; writes nothing. Raises NotAllowed."""
    require(actor, task.needs, ledger.ward)
    ready, same, refusals = [], [], []
    with ledger.read() as reading:
        found = {one.case.code: one for one in cases.read_states(reading, codes=case_codes)}
        for code in dict.fromkeys(case_codes):
            try:
                state = _mine(found, actor, code)
                if task.is_done(state):
                    same.append(code)
                    continue
                task.check(reading, actor, state, day_of(now))
                ready.append(code)
            except DomainError as error:
                refusals.append(Refusal(code, error))
    return Preview(tuple(ready), tuple(same), tuple(refusals))


def write_many(
    ledger: Ledger,
    actor: Actor,
    task: Task,
    *,
    case_codes: Sequence[str],
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Write the same into many cases: all of them, or none when one refuses.

    Cases that have it already are left alone. Raises NotAllowed, NotYours, UnknownRecord,
    AlreadyClosed and what the task's `check` raises: the first refusal.
    """
    require(actor, task.needs, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        found = {one.case.code: one for one in cases.read_states(writing, codes=case_codes)}
        states = [_mine(found, actor, code) for code in dict.fromkeys(case_codes)]
        todo = [one for one in states if not task.is_done(one)]
        for state in todo:
            task.check(writing, actor, state, day_of(now))
        saved = _write(writing, actor, task, todo, key) if todo else Saved(0, repeated=True)
    note_look(ledger, actor, LookKind.BULK_CHANGED, details={"cases": len(todo)})
    return saved


def _mine(found: Mapping[str, CaseState], actor: Actor, code: str) -> CaseState:
    """Give one of the cases in scope that the actor may write into."""
    if code not in found:
        raise UnknownRecord(kind="case", code=code)
    require_case(actor, found[code].case)
    if not found[code].case.in_scope:
        raise AlreadyClosed(kind="case", code=code)
    return found[code]


def _write(
    writing: Writing, actor: Actor, task: Task, todo: list[CaseState], key: str | None
) -> Saved:
    batch = uuid4().hex
    private = {"reason": task.reason.strip()} if task.reason.strip() else None
    revisions = [
        writing.record(
            task.event,
            act.subject,
            actor=actor.code,
            effective_on=act.effective_on,
            details={**act.details, "batch": batch},
            private=private,
            touched=act.touched,
        ).revision
        for act in task.write(writing, todo)
    ]
    return writing.record(
        RECORDED,
        batch,
        actor=actor.code,
        effective_on=day_of(writing.now),
        details={
            "of": task.event,
            "needs": task.needs.name,
            "says": task.says(),
            "cases": [one.case.code for one in todo],
            "first": revisions[0],
            "last": revisions[-1],
        },
        key=key,
    )
