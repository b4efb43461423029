"""Areas (khu vực) as the ward keeps them: who is responsible, who heads, who goes along."""

from dataclasses import dataclass, replace
from datetime import datetime

from trackers.domain.errors import DuplicateRecord, EditConflict, TextMissing, UnknownRecord
from trackers.domain.giving import check_area
from trackers.domain.merge import merge
from trackers.domain.people import Actor
from trackers.domain.progress import Row, row_of
from trackers.domain.rights import Action, may, require
from trackers.domain.texts import fold
from trackers.domain.wards import Area, day_of, monday_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.store import Ledger, Saved, Writing, cases, people, wards
from trackers.store.ledger import Reading

FREE_FIELDS = ("name", "note", "responsible", "head", "team", "outsiders")


@dataclass(frozen=True)
class AreaLine:
    """An area with the count of its cases over all works, and of its households."""

    area: Area
    row: Row
    households: int


def list_areas(ledger: Ledger, actor: Actor) -> list[Area]:
    """Give the areas in their usual order; only who may see households reads of outsiders."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    with ledger.read() as reading:
        listed = wards.read_areas(reading)
    whole = may(actor, Action.SEE_HOUSEHOLDS) and not actor.masked
    return listed if whole else [_public(one) for one in listed]


def area_lines(ledger: Ledger, actor: Actor, now: datetime) -> list[AreaLine]:
    """Give the areas with what is counted there; raises NotAllowed."""
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    monday = monday_of(day_of(now))
    with ledger.read() as reading:
        states = [one for one in cases.read_states(reading) if one.case.in_scope]
        listed = wards.read_areas(reading)
    if actor.masked:
        listed = [_public(one) for one in listed]
    lines = []
    for area in listed:
        own = [one for one in states if one.case.area_code == area.code]
        homes = {code for one in own for code in one.case.household_codes}
        lines.append(AreaLine(area, row_of(own, monday), len(homes)))
    return lines


def add_area(
    ledger: Ledger, actor: Actor, *, area: Area, now: datetime, key: str | None = None
) -> Saved:
    """Add an area; a code left empty is given. Raises NotAllowed, and what `edit_area` raises."""
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        known = wards.read_areas(writing)
        code = area.code.strip() or _free_code({one.code for one in known})
        if code in {one.code for one in known}:
            raise DuplicateRecord(kind="area", code=code)
        made = replace(area, code=code, version=1)
        _check(writing, made)
        check_area(actor, None, made)
        wards.add_area(writing, made, None, len(known))
        return writing.record(
            "area.added", code, actor=actor.code, effective_on=day_of(now), key=key
        )


def edit_area(
    ledger: Ledger, actor: Actor, *, base: Area, mine: Area, now: datetime, key: str | None = None
) -> Saved:
    """Save a form about an area: `base` as it was when the form opened, `mine` as it is now.

    Raises NotAllowed, UnknownRecord (the area or an officer of its team), TextMissing,
    DuplicateRecord (the name), EditConflict.
    """
    require(actor, Action.EDIT_REGISTERS, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = _area(writing, base.code)
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=(), writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = replace(theirs, **result.changes)
            _check(writing, after)
            check_area(actor, theirs, after)
            values = {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in result.changes.items()
            }
            wards.change_area(writing, base.code, values, base=theirs.version)
            saved = writing.record(
                "area.edited", base.code, actor=actor.code, effective_on=day_of(now), key=key
            )
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def _area(reading: Reading, code: str) -> Area:
    for area in wards.read_areas(reading):
        if area.code == code:
            return area
    raise UnknownRecord(kind="area", code=code)


def _check(writing: Writing, area: Area) -> None:
    if not area.name.strip():
        raise TextMissing(field="area")
    others = (one for one in wards.read_areas(writing) if one.code != area.code)
    if fold(area.name) in {fold(one.name) for one in others}:
        raise DuplicateRecord(kind="area", code=area.name)
    known = {one.code for one in people.read_officers(writing)}
    for code in area.team:
        if code not in known:
            raise UnknownRecord(kind="officer", code=code)


def _free_code(used: set[str]) -> str:
    """Give the first free of KV1, KV2…: areas are never removed."""
    return next(code for n in range(1, len(used) + 2) if (code := f"KV{n}") not in used)


def _public(area: Area) -> Area:
    return replace(area, outsiders="")
