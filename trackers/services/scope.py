"""Taking a case out of the scope of its work, and back into it."""

from datetime import date, datetime

from trackers.domain.cases import Case
from trackers.domain.errors import (
    DateInFuture,
    DuplicateRecord,
    NotClosed,
)
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.subjects import my_open_state, my_state
from trackers.store import Ledger, Saved, Writing, cases


def close_case(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    closed_on: date,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take a case out of the scope ("đưa ra khỏi phạm vi"), with its reason.

    Raises NotAllowed, UnknownRecord, AlreadyClosed, ReasonMissing, DateInFuture, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    if closed_on > day_of(now):
        raise DateInFuture(on=closed_on, today=day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_open_state(writing, actor, case_code)
        values = {"closed_on": closed_on, "close_reason": reason.strip()}
        cases.change_case(writing, case_code, values, base=base)
        return writing.record(
            "case.closed",
            case_code,
            actor=actor.code,
            effective_on=closed_on,
            touched=(case_code,),
            key=key,
        )


def reopen_case(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    reason: str,
    base: int,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take a case back into the scope, with the reason; why it had left stays in the log.

    Raises NotAllowed, UnknownRecord, NotClosed, ReasonMissing, RowChanged, and DuplicateRecord
    where another case has taken its place on the parcel.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        case = my_state(writing, actor, case_code).case
        if case.in_scope:
            raise NotClosed(code=case_code)
        _check_place(writing, case)
        values = {"closed_on": None, "close_reason": ""}
        cases.change_case(writing, case_code, values, base=base)
        return writing.record(
            "case.reopened",
            case_code,
            actor=actor.code,
            effective_on=day_of(now),
            private={"reason": reason.strip()},
            touched=(case_code,),
            key=key,
        )


def _check_place(writing: Writing, case: Case) -> None:
    """Refuse a second case for the same households on the same parcel of the same work."""
    codes = cases.codes_of_parcel(writing, case.parcel_id)
    for state in cases.read_states(writing, codes=codes):
        other = state.case
        same = other.project_code == case.project_code and other.code != case.code
        if same and other.in_scope and set(other.household_codes) & set(case.household_codes):
            raise DuplicateRecord(kind="case", code=other.code)
