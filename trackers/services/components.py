"""Adding, changing and removing the components of a case."""

from dataclasses import replace
from datetime import datetime

from trackers.domain.components import (
    FIRM_FIELDS,
    FREE_FIELDS,
    Component,
    check_component,
)
from trackers.domain.errors import EditConflict, UnknownRecord
from trackers.domain.merge import merge
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, may, require
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.subjects import my_open_state
from trackers.store import Ledger, Saved, Writing, cases, wards


def shown(actor: Actor, components: list[Component]) -> tuple[Component, ...]:
    """Give components as the actor may see them: without the right, amounts are None."""
    if may(actor, Action.SEE_AMOUNTS):
        return tuple(components)
    return tuple(replace(one, amount_vnd=None) for one in components)


def add_component(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    component: Component,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Add a component to a case, behind those it has.

    Raises NotAllowed (an amount asks for SEE_AMOUNTS too), UnknownRecord, AlreadyClosed and what
    `check_component` raises.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    if component.amount_vnd is not None:
        require(actor, Action.SEE_AMOUNTS, ledger.ward)
    check_component(component)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_open_state(writing, actor, case_code)
        # The coming revision as its place: no later component can be taken for this one.
        place = wards.revision_and_layer(writing)[0] + 1
        placed = replace(component, position=place, version=1)
        cases.add_component(writing, case_code, placed)
        return _record(writing, actor, "added", case_code, key=key)


def change_component(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    base: Component,
    mine: Component,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Change a component; `base` is as it was when the form opened, `mine` as it is to be.

    Figures are never merged. Who may not see amounts leaves them as they are. Raises NotAllowed,
    UnknownRecord, AlreadyClosed, ReasonMissing, EditConflict and what `check_component` raises.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            my_open_state(writing, actor, case_code)
            theirs = _find(writing, case_code, base.position)
            if not may(actor, Action.SEE_AMOUNTS):
                base, mine = (replace(one, amount_vnd=theirs.amount_vnd) for one in (base, mine))
            check_component(mine)
            writer = last_writer(writing, case_code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            require_reason(reason)
            cases.change_component(writing, case_code, theirs, result.changes)
            saved = _record(writing, actor, "changed", case_code, reason=reason, key=key)
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, case_code, conflict, now=now)
        raise


def remove_component(
    ledger: Ledger,
    actor: Actor,
    *,
    case_code: str,
    base: Component,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Remove a component, with the reason; the log keeps what it was.

    Raises NotAllowed, UnknownRecord, AlreadyClosed, ReasonMissing, EditConflict.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_open_state(writing, actor, case_code)
        theirs = _find(writing, case_code, base.position)
        if theirs.version != base.version:
            by, at = last_writer(writing, case_code)
            raise EditConflict(record=case_code, field="component", by=by, at=at)
        cases.remove_component(writing, case_code, theirs)
        return _record(writing, actor, "removed", case_code, reason=reason, key=key)


def _find(writing: Writing, case_code: str, position: int) -> Component:
    for one in cases.read_components(writing, case_code):
        if one.position == position:
            return one
    raise UnknownRecord(kind="component", code=position)


def _record(
    writing: Writing,
    actor: Actor,
    what: str,
    case_code: str,
    *,
    reason: str = "",
    key: str | None,
) -> Saved:
    return writing.record(
        "components.changed",
        case_code,
        actor=actor.code,
        effective_on=day_of(writing.now),
        details={"what": what},
        private={"reason": reason.strip()} if reason.strip() else None,
        touched=(case_code,),
        key=key,
    )
