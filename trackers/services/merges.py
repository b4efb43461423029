"""Merging two records of one household, taking it back, and finding likely duplicates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations
from typing import Any
from uuid import uuid4

from trackers.domain.cases import Case
from trackers.domain.contacts import Contact
from trackers.domain.errors import CannotUnmerge, SameHousehold, UnknownRecord
from trackers.domain.households import Household
from trackers.domain.merging import Likeness, likeness, moved_case
from trackers.domain.people import Actor
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require, require_case
from trackers.domain.texts import fold
from trackers.domain.wards import day_of
from trackers.services.households import the_household
from trackers.services.masking import household_for
from trackers.services.shares import add_shares
from trackers.services.subjects import require_household
from trackers.store import Ledger, Saved, Writing, cases, households
from trackers.store.ledger import Reading


@dataclass(frozen=True)
class MergePreview:
    """What a merging would do: the two as they stand, the cases and visits that move."""

    kept: Household
    other: Household
    cases: tuple[Case, ...]
    visits: tuple[Contact, ...]


@dataclass(frozen=True)
class Merging:
    """One merging that stands: by its id it can be taken back."""

    merge_id: str
    other_code: str
    merged_on: date
    officer_code: str


@dataclass(frozen=True)
class Likely:
    """Two households that may be one, and what speaks for it."""

    first: Household
    second: Household
    why: Likeness


def likely_duplicates(ledger: Ledger, actor: Actor) -> list[Likely]:
    """Give pairs with the same name that share a phone, an address or a parcel.

    Raises NotAllowed.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        homes: dict[str, list[Household]] = {}
        for home in households.read_all_households(reading).values():
            if not home.merged_into:
                homes.setdefault(fold(home.holder), []).append(home)
        plots: dict[str, set[int]] = {}
        for case in cases.read_cases(reading):
            for code in case.household_codes:
                plots.setdefault(code, set()).add(case.parcel_id)
    found = []
    for same_name in homes.values():
        for first, second in combinations(same_name, 2):
            own, others = plots.get(first.code, set()), plots.get(second.code, set())
            if (why := likeness(first, second, own, others)) is not None:
                one, other = household_for(actor, first), household_for(actor, second)
                found.append(Likely(one, other, why))
    return found


def preview_merge(ledger: Ledger, actor: Actor, *, kept: str, other: str) -> MergePreview:
    """Give what would move from `other` to `kept`; writes nothing.

    All cases that move have to be the actor's, and one of those of `kept`. Raises NotAllowed,
    NotYours, SameHousehold, UnknownRecord, AlreadyMerged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.read() as reading:
        found = _preview(reading, actor, kept, other)
    first, second = (household_for(actor, one) for one in (found.kept, found.other))
    return replace(found, kept=first, other=second)


def merge_households(
    ledger: Ledger,
    actor: Actor,
    *,
    kept: Household,
    other: Household,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Put what belongs to `other` to `kept`; `other` remains as an alias, with its code.

    Both are as the form showed them. Cases, shares and visits move in one transaction and one
    event; what the kept one left blank is filled from the other. Raises as `preview_merge` does,
    ReasonMissing, RowChanged.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        found = _preview(writing, actor, kept.code, other.code)
        moved = _move(writing, found, kept, other)
        codes = sorted({*cases.codes_of_household(writing, kept.code)})
        households.add_merge(
            writing,
            {
                "merge_id": uuid4().hex,
                "kept_code": kept.code,
                "other_code": other.code,
                "merged_on": day_of(now),
                "officer_code": actor.code,
                "moved": moved,
            },
        )
        return writing.record(
            "households.merged",
            kept.code,
            actor=actor.code,
            effective_on=day_of(now),
            details={"other": other.code, "cases": codes},
            private={"reason": reason.strip()},
            touched=tuple(codes),
            key=key,
        )


def mergings_into(ledger: Ledger, actor: Actor, code: str) -> list[Merging]:
    """Give the mergings into a household that stand, oldest first; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    with ledger.read() as reading:
        return [
            Merging(row.merge_id, row.other_code, row.merged_on, row.officer_code)
            for row in households.read_merges(reading, code)
        ]


def undo_merge(
    ledger: Ledger,
    actor: Actor,
    *,
    merge_id: str,
    reason: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Take a merging back: cases, shares, visits and filled fields are again what they were.

    Raises NotAllowed, NotYours, ReasonMissing, UnknownRecord, and CannotUnmerge when something of
    it has been changed since.
    """
    require(actor, Action.RECORD_CASES, ledger.ward)
    require_reason(reason)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        row = households.find_merge(writing, merge_id)
        if row is None or row.undone_on is not None:
            raise UnknownRecord(kind="merge", code=merge_id)
        require_household(writing, actor, row.kept_code)
        moved = {change["code"] for change in row.moved["cases"]}
        for state in cases.read_states(writing, codes=sorted(moved)):
            require_case(actor, state.case)
        _check_unchanged(writing, row)
        codes = sorted(cases.codes_of_household(writing, row.kept_code))
        _move_back(writing, row)
        households.close_merge(writing, merge_id, day_of(now))
        return writing.record(
            "households.unmerged",
            row.kept_code,
            actor=actor.code,
            effective_on=day_of(now),
            details={"other": row.other_code, "cases": codes},
            private={"reason": reason.strip()},
            touched=tuple(codes),
            key=key,
        )


def _preview(reading: Reading, actor: Actor, kept: str, other: str) -> MergePreview:
    if kept == other:
        raise SameHousehold(code=kept)
    first, second = the_household(reading, kept), the_household(reading, other)
    require_household(reading, actor, kept)
    moving = [one for one in cases.read_cases(reading) if other in one.household_codes]
    for case in moving:
        require_case(actor, case)
    visits = cases.visits_of(reading, other)
    return MergePreview(first, second, tuple(moving), tuple(visits))


def _move(
    writing: Writing, found: MergePreview, kept: Household, other: Household
) -> dict[str, Any]:
    """Write the merging; give what it changed, each with what stood there before."""
    kept_visits = cases.visits_of(writing, kept.code)
    moved_cases = []
    for case in found.cases:
        holders, shares = moved_case(case, kept.code, other.code, add=add_shares)
        after = {"household_codes": list(holders), "shares": list(shares)}
        before = {"household_codes": list(case.household_codes), "shares": list(case.shares)}
        cases.change_case(writing, case.code, after, base=case.version)
        moved_cases.append({"code": case.code, "before": before, "after": after})
    for visit in found.visits:
        cases.give_visit(writing, visit, kept.code)
    filled = _filled(found.kept, found.other)
    before_fill = {name: getattr(found.kept, name) for name in filled}
    households.change_household(writing, replace(found.kept, **filled), base=kept.version)
    alias = replace(found.other, merged_into=kept.code)
    households.change_household(writing, alias, base=other.version)
    return {
        "cases": moved_cases,
        "visits": [one.contact_id for one in found.visits],
        "kept_visits": [one.contact_id for one in kept_visits],
        "filled": {"before": before_fill, "after": filled},
    }


_FILLED = ("address", "phone", "id_number", "chat", "best_time", "representative", "note")


def _filled(kept: Household, other: Household) -> dict[str, Any]:
    """Give the texts that the kept one left blank and the other has."""
    return {
        name: getattr(other, name)
        for name in _FILLED
        if not getattr(kept, name) and getattr(other, name)
    }


def _check_unchanged(reading: Reading, row: Any) -> None:
    """Refuse when something that the merging wrote is no longer so; raises CannotUnmerge."""
    homes = households.read_households(reading, [row.kept_code, row.other_code])
    if homes[row.kept_code].merged_into:
        raise CannotUnmerge(code=row.other_code, why="hộ được giữ đã gộp tiếp vào hộ khác")
    now = {one.code: one for one in cases.read_cases(reading)}
    for change in row.moved["cases"]:
        case = now[change["code"]]
        held = {"household_codes": list(case.household_codes), "shares": list(case.shares)}
        if held != change["after"]:
            raise CannotUnmerge(code=row.other_code, why="hộ hoặc phần của hồ sơ đã được đổi lại")
    filled = row.moved["filled"]["after"]
    if any(getattr(homes[row.kept_code], name) != value for name, value in filled.items()):
        raise CannotUnmerge(code=row.other_code, why="thông tin liên hệ đã được sửa")
    _check_visits(reading, row, [now[one["code"]] for one in row.moved["cases"]])


def _check_visits(reading: Reading, row: Any, moved: Sequence[Case]) -> None:
    """Refuse when visits were recorded since that count for a case that would go back."""
    known = set(row.moved["visits"]) | set(row.moved["kept_visits"])
    projects = {one.project_code for one in moved}
    if any(
        one.project_code in projects and one.contact_id not in known
        for one in cases.visits_of(reading, row.kept_code)
    ):
        raise CannotUnmerge(code=row.other_code, why="đã ghi lần vận động mới cho hộ gộp")


def _move_back(writing: Writing, row: Any) -> None:
    versions = {one.code: one.version for one in cases.read_cases(writing)}
    for change in row.moved["cases"]:
        code = change["code"]
        cases.change_case(writing, code, change["before"], base=versions[code])
    visits: Mapping[str, Contact] = {
        one.contact_id: one for one in cases.visits_of(writing, row.kept_code)
    }
    for contact_id in row.moved["visits"]:
        if contact_id in visits:  # else it was withdrawn since, and stays so
            cases.give_visit(writing, visits[contact_id], row.other_code)
    homes = households.read_households(writing, [row.kept_code, row.other_code])
    kept, other = homes[row.kept_code], homes[row.other_code]
    before = row.moved["filled"]["before"]
    households.change_household(writing, replace(kept, **before), base=kept.version)
    alone = replace(other, merged_into=None)
    households.change_household(writing, alone, base=other.version)
