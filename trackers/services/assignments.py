"""Giving many cases to one officer at once."""

from collections.abc import Sequence
from datetime import datetime

from trackers.domain.errors import AlreadyClosed, UnknownRecord
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.steps import the_state
from trackers.store import Ledger, Saved, Writing, cases, people


def assign_many(
    ledger: Ledger,
    actor: Actor,
    *,
    case_codes: Sequence[str],
    officer_code: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Put an officer in charge of many cases: all of them or none; one event a case.

    Raises NotAllowed, UnknownRecord, AlreadyClosed.
    """
    require(actor, Action.ASSIGN_OFFICERS)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        if officer_code not in {one.code for one in people.read_officers(writing)}:
            raise UnknownRecord(kind="officer", code=officer_code)
        todo = _others(writing, case_codes, officer_code)
        saved = Saved(0, repeated=True)
        for code, version in todo:
            cases.change_case(writing, code, {"officer_code": officer_code}, base=version)
            saved = writing.record(
                "case.edited",
                code,
                actor=actor.code,
                effective_on=day_of(now),
                touched=(code,),
                key=key if code == todo[-1][0] else None,
            )
    return saved


def _others(
    writing: Writing, case_codes: Sequence[str], officer_code: str
) -> list[tuple[str, int]]:
    """Give code and version of the cases that another officer has."""
    listed = [the_state(writing, code).case for code in case_codes]
    for case in listed:
        if not case.in_scope:
            raise AlreadyClosed(kind="case", code=case.code)
    return [(case.code, case.version) for case in listed if case.officer_code != officer_code]
