"""Correcting visits: changed, withdrawn, or moved to the right household; always with a reason."""

from dataclasses import replace
from datetime import datetime

from trackers.domain.contacts import Contact
from trackers.domain.errors import UnknownRecord
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.attachments import erase_unnamed
from trackers.services.contacts import check_visit, settle_contacted
from trackers.services.subjects import require_household
from trackers.store import Ledger, Saved, Writing, attachments, cases, households
from trackers.store.errors import RowChanged


def correct_visit(
    ledger: Ledger,
    actor: Actor,
    *,
    visit: Contact,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Correct a recorded visit; `visit.version` is the one the form opened with.

    Its household stays (see `move_visit`); “đã vận động” follows. Raises NotAllowed,
    ReasonMissing, RowChanged, UnknownRow and what `check_visit` raises.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    check_visit(visit, day_of(now))
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        before = _as_read(writing, actor, visit.contact_id, visit.version)
        visit = replace(
            visit, household_code=before.household_code, project_code=before.project_code
        )
        codes = cases.codes_of_household(writing, visit.household_code, visit.project_code)
        cases.change_contact(writing, visit, base=visit.version)
        settle_contacted(writing, codes, was_on=before.met_on)
        return writing.record(
            "visit.corrected",
            visit.household_code,
            actor=actor.code,
            effective_on=visit.met_on,
            details={"cases": codes},
            private={"reason": reason.strip()},
            touched=tuple(codes),
            key=key,
        )


def withdraw_visit(
    ledger: Ledger,
    actor: Actor,
    *,
    contact_id: str,
    base: int,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take back a visit that never was, with its photos; the log keeps what it said.

    Raises NotAllowed, ReasonMissing, RowChanged (it no longer has version `base`), UnknownRow.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        visit = _as_read(writing, actor, contact_id, base)
        had_files = attachments.remove_of_visit(writing, contact_id)
        saved = _take_away(writing, actor, visit, reason=reason, key=key)
    if had_files:
        erase_unnamed(ledger, now)
    return saved


def move_visit(
    ledger: Ledger,
    actor: Actor,
    *,
    contact_id: str,
    base: int,
    household_code: str,
    project_code: str,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Put a visit recorded on the wrong household where it belongs; it keeps its id.

    Both households' histories tell it. Raises NotAllowed, ReasonMissing, RowChanged, UnknownRow,
    UnknownRecord (no case of that household in that project).
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        visit = _as_read(writing, actor, contact_id, base)
        household_code = households.living_code(writing, household_code)
        codes = cases.codes_of_household(writing, household_code, project_code)
        if not codes:
            raise UnknownRecord(kind="household", code=household_code)
        require_household(writing, actor, household_code, project=project_code)
        if (household_code, project_code) == (visit.household_code, visit.project_code):
            return Saved(0, repeated=True)
        _take_away(writing, actor, visit, reason=reason)
        at_home = replace(visit, household_code=household_code, project_code=project_code)
        cases.add_contact(writing, replace(at_home, version=visit.version + 1))
        settle_contacted(writing, codes)
        return writing.record(
            "visit.moved",
            household_code,
            actor=actor.code,
            effective_on=visit.met_on,
            details={"cases": codes, "moved_from": visit.household_code},
            private={"reason": reason.strip()},
            touched=tuple(codes),
            key=key,
        )


def _take_away(
    writing: Writing, actor: Actor, visit: Contact, *, reason: str, key: str | None = None
) -> Saved:
    codes = cases.codes_of_household(writing, visit.household_code, visit.project_code)
    cases.remove_contact(writing, visit.contact_id)
    settle_contacted(writing, codes, was_on=visit.met_on)
    return writing.record(
        "visit.withdrawn",
        visit.household_code,
        actor=actor.code,
        effective_on=visit.met_on,
        details={"cases": codes},
        private={"reason": reason.strip()},
        touched=tuple(codes),
        key=key,
    )


def _as_read(writing: Writing, actor: Actor, contact_id: str, base: int) -> Contact:
    """Give the visit if it is the actor's to correct, and still as the form had read it."""
    visit = cases.read_contact(writing, contact_id)
    require_household(writing, actor, visit.household_code, project=visit.project_code)
    if visit.version != base:
        raise RowChanged(table="contacts", contact_id=contact_id)
    return visit
