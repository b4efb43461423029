"""Reading cases for people, and changing what officers may change freely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from trackers.domain.cases import Case, CaseState
from trackers.domain.components import Component
from trackers.domain.errors import (
    AlreadyMerged,
    DateInFuture,
    DuplicateRecord,
    EditConflict,
    UnknownRecord,
)
from trackers.domain.giving import check_in_charge
from trackers.domain.households import Household
from trackers.domain.looks import LookKind
from trackers.domain.merge import merge
from trackers.domain.parcels import Parcel
from trackers.domain.people import Absence, Actor, acting_officer
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require, require_place
from trackers.domain.shares import check_named_once
from trackers.domain.wards import day_of
from trackers.services.components import shown
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.looks import note_look
from trackers.services.masking import (
    address_for,
    components_for,
    household_for,
    name_for,
    state_for,
)
from trackers.services.subjects import my_open_state, the_state
from trackers.store import Ledger, Saved, Writing, cases, households, parcels, people
from trackers.store.ledger import Reading

# What an officer may change in a case; two people's changes to different ones are merged.
FREE_FIELDS = ("officer_code", "cover_code", "reviewed_on")
# Never merged: whoever saves second is asked (DESIGN §4.1).
FIRM_FIELDS = ("affected_m2", "frontage_m")


@dataclass(frozen=True)
class CaseRow:
    """One line of a list: the case with its household, parcel and the officer acting today."""

    state: CaseState
    holder: str
    address: str
    parcel: Parcel | None
    acting_code: str


@dataclass(frozen=True)
class CaseCard:
    """All that the panel beside the map shows of a case."""

    state: CaseState
    households: tuple[Household, ...]
    parcel: Parcel | None
    components: tuple[Component, ...]
    acting_code: str
    absence: Absence | None
    siblings: tuple[str, ...]


def list_cases(
    ledger: Ledger,
    actor: Actor,
    now: datetime,
    *,
    project: str | None = None,
    in_scope: bool = True,
) -> list[CaseRow]:
    """Give the cases in scope (or those that left it) as lines of a list, by code.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    today = day_of(now)
    note_look(ledger, actor, LookKind.CASES_LISTED)
    with ledger.read() as reading:
        found = cases.read_states(reading, project=project)
        rows = rows_of(reading, [one for one in found if one.case.in_scope is in_scope], today)
    return rows_for(actor, rows)


def rows_for(actor: Actor, rows: list[CaseRow]) -> list[CaseRow]:
    """Give lines of a list as the actor sees them."""
    if not actor.masked:
        return rows
    return [
        replace(
            row,
            state=state_for(actor, row.state),
            holder=" · ".join(name_for(actor, one) for one in row.holder.split(" · ")),
            address=address_for(actor, row.address),
        )
        for row in rows
    ]


def rows_of(reading: Reading, states: Sequence[CaseState], on: date) -> list[CaseRow]:
    """Give cases as lines of a list, with the officer who acts for each on that day."""
    homes = households.read_all_households(reading)
    plots = parcels.read_parcels(reading, {one.case.parcel_id for one in states})
    absences = people.read_absences(reading)
    return [_row(state, homes, plots, absences, on) for state in states]


def case_card(ledger: Ledger, actor: Actor, code: str, now: datetime) -> CaseCard:
    """Give one case whole; raises NotAllowed, UnknownRecord."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        state = the_state(reading, code)
        case = state.case
        homes = households.read_households(reading, case.household_codes)
        absences = people.read_absences(reading)
        siblings = {
            one
            for home in case.household_codes
            for one in cases.codes_of_household(reading, home)
            if one != code
        }
        card = CaseCard(
            state_for(actor, state),
            tuple(household_for(actor, homes[one]) for one in case.household_codes),
            parcels.read_parcel(reading, case.parcel_id),
            components_for(actor, shown(actor, cases.read_components(reading, code))),
            acting_officer(case.officer_code, case.cover_code, absences, today),
            _absence(case.officer_code, absences, today),
            tuple(sorted(siblings)),
        )
    note_look(ledger, actor, LookKind.CASE_VIEWED, code)
    return card


def cases_of_parcel(ledger: Ledger, actor: Actor, parcel_id: int) -> list[str]:
    """Give the codes of the cases in scope on a parcel; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        codes = cases.codes_of_parcel(reading, parcel_id)
        states = cases.read_states(reading, codes=codes)
    return [one.case.code for one in states if one.case.in_scope]


def get_parcel(ledger: Ledger, actor: Actor, parcel_id: int) -> Parcel | None:
    """Give a parcel, or None; raises NotAllowed."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        return parcels.read_parcel(reading, parcel_id)


def add_case(
    ledger: Ledger,
    actor: Actor,
    *,
    case: Case,
    new_households: tuple[Household, ...] = (),
    components: tuple[Component, ...] = (),
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Open a case on a parcel, with the households that are not known yet.

    The area in which the parcel lies, or the work, has to be the actor's. Raises NotAllowed,
    NotYours, DuplicateRecord, UnknownRecord, AlreadyMerged, HouseholdTwice.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    check_named_once(case.household_codes)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        if case.code in cases.all_codes(writing):
            raise DuplicateRecord(kind="case", code=case.code)
        known = households.read_households(writing, [one.code for one in new_households])
        for household in new_households:
            if household.code in known:
                raise DuplicateRecord(kind="household", code=household.code)
            households.add_household(writing, household)
        _check_parts(writing, actor, case)
        cases.add_case(writing, case, components)
        return writing.record(
            "case.opened",
            case.code,
            actor=actor.code,
            effective_on=case.opened_on,
            touched=(case.code,),
            key=key,
        )


def edit_case(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Case,
    mine: Case,
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Save a form about a case: `base` as it was when the form opened, `mine` as it is now.

    Free fields (officer, cover, review day) that another changed meanwhile are merged and named
    in the answer; areas and lengths need a reason and are never merged. Raises NotAllowed,
    UnknownRecord, AlreadyClosed, ReasonMissing, EditConflict, OwnRights (see `check_in_charge`).
    """
    require(actor, Action.ASSIGN_OFFICERS, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = my_open_state(writing, actor, base.code).case
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            _check_reason(result.changes, reason)
            check_changes(writing, result.changes, today=day_of(now))
            check_in_charge(actor, theirs, replace(theirs, **result.changes))
            if not result.changes:
                return Saved(0, repeated=True)
            cases.change_case(writing, base.code, result.changes, base=theirs.version)
            saved = writing.record(
                "case.edited",
                base.code,
                actor=actor.code,
                effective_on=day_of(now),
                private={"reason": reason.strip()} if reason.strip() else None,
                touched=(base.code,),
                key=key,
            )
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def _row(
    state: CaseState,
    homes: dict[str, Household],
    plots: dict[int, Parcel],
    absences: tuple[Absence, ...],
    today: date,
) -> CaseRow:
    case = state.case
    owners = [homes[code] for code in case.household_codes]
    return CaseRow(
        state,
        " · ".join(one.holder for one in owners),
        owners[0].address if owners else "",
        plots.get(case.parcel_id),
        acting_officer(case.officer_code, case.cover_code, absences, today),
    )


def _absence(officer: str, absences: tuple[Absence, ...], today: date) -> Absence | None:
    away = (one for one in absences if one.officer_code == officer and one.holds(today))
    return next(away, None)


def _check_parts(writing: Writing, actor: Actor, case: Case) -> None:
    parcel = parcels.read_parcel(writing, case.parcel_id)
    if parcel is None:
        raise UnknownRecord(kind="parcel", code=case.parcel_id)
    require_place(actor, case.project_code, {case.area_code, parcel.area_code or case.area_code})
    known = households.read_households(writing, case.household_codes)
    for code in case.household_codes:
        if code not in known:
            raise UnknownRecord(kind="household", code=code)
        if kept := known[code].merged_into:
            raise AlreadyMerged(code=code, kept=kept)
    _check_officers(writing, {"officer_code": case.officer_code, "cover_code": case.cover_code})


def check_changes(reading: Reading, changes: Mapping[str, object], *, today: date) -> None:
    """Refuse an unknown officer and a review day to come; raises UnknownRecord, DateInFuture."""
    _check_officers(reading, changes)
    reviewed = changes.get("reviewed_on")
    if isinstance(reviewed, date) and reviewed > today:
        raise DateInFuture(on=reviewed, today=today)


def _check_officers(reading: Reading, changes: Mapping[str, object]) -> None:
    known = {one.code for one in people.read_officers(reading)}
    for name in ("officer_code", "cover_code"):
        code = changes.get(name)
        if code and code not in known:
            raise UnknownRecord(kind="officer", code=code)


def _check_reason(changes: dict[str, object], reason: str) -> None:
    require_reason(reason, when=any(name in FIRM_FIELDS for name in changes))
