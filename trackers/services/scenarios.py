"""What if: corridors side by side, and those that are kept under a name, shared, or dropped.

A kept scenario is adopted by saving its corridor: `services.corridors.save_corridor`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from trackers.domain.components import ComponentKind
from trackers.domain.corridors import (
    Fate,
    Scenario,
    Totals,
    check_scenario,
    check_widths,
    totals_of,
    totals_of_cases,
)
from trackers.domain.errors import UnknownRecord
from trackers.domain.people import Actor
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.corridor_land import Proposal, lay, moved_line
from trackers.services.corridors import planned
from trackers.services.subjects import my_project, the_project
from trackers.store import Ledger, Saved, Writing, cases, scenarios, wards
from trackers.store.ledger import Reading

# The widths in metres that are usually asked for in a lane.
USUAL_WIDTHS_M = (3.5, 5.0, 7.0)


@dataclass(frozen=True)
class Compared:
    """One proposal beside the others: its totals, how many parcels share each fate, its site."""

    name: str
    proposal: Proposal
    totals: Totals
    fates: dict[Fate, int]
    site: bytes
    length_m: float


@dataclass(frozen=True)
class Comparison:
    """Proposals side by side, and the plan in force: the cases in scope as they stand."""

    now: Totals
    each: tuple[Compared, ...]

    @property
    def kinds(self) -> tuple[ComponentKind, ...]:
        """The kinds of components that any of them touches, in their usual order."""
        every = (self.now, *(one.totals for one in self.each))
        return tuple(kind for kind in ComponentKind if any(kind in one.components for one in every))


def compare(
    ledger: Ledger, actor: Actor, *, project_code: str, named: Sequence[tuple[str, Proposal]]
) -> Comparison:
    """Give proposals side by side against the plan in force; writes nothing.

    Components and houses are those recorded in cases: a parcel without a case has none yet.
    Raises NotAllowed, UnknownRecord, and what `lay` raises.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.read() as reading:
        project = the_project(reading, project_code)
        states = cases.read_states(reading, project=project_code)
        kinds = cases.component_kinds(reading, [one.case.code for one in states])
        each = []
        for name, proposal in named:
            land = lay(reading, proposal)
            lines, _ = planned(reading, project_code, land, project.least_remaining_m2)
            fates = {one: sum(line.fate is one for line in lines) for one in Fate}
            totals = totals_of(lines, kinds)
            each.append(Compared(name, proposal, totals, fates, land.site, land.length_m))
    return Comparison(totals_of_cases([one.case for one in states], kinds), tuple(each))


def moved(
    ledger: Ledger,
    actor: Actor,
    *,
    centreline: bytes,
    by_m: float,
    between: tuple[float, float] | None = None,
) -> bytes:
    """Give a centreline moved to the left by so many metres (right: negative); EPSG:4326.

    `between` moves that stretch of chainage alone. Raises NotAllowed.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.read() as reading:
        ward = wards.read_ward(reading)
    return moved_line(ward, centreline, by_m, between) if by_m else centreline


def list_scenarios(ledger: Ledger, actor: Actor, *, project_code: str) -> list[Scenario]:
    """Give the scenarios of a work, oldest first; raises NotAllowed, UnknownRecord."""
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.read() as reading:
        the_project(reading, project_code)
        return scenarios.read_scenarios(reading, project_code)


def get_scenario(ledger: Ledger, actor: Actor, code: str) -> Scenario:
    """Give one scenario, as its address opens it; raises NotAllowed, UnknownRecord."""
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.read() as reading:
        return _the(reading, code)


def keep_scenario(
    ledger: Ledger,
    actor: Actor,
    *,
    project_code: str,
    name: str,
    proposal: Proposal,
    now: datetime,
    note: str = "",
    key: str | None = None,
) -> Saved:
    """Keep a proposal with a centreline under a name.

    Raises NotAllowed, NotYours, UnknownRecord, TextMissing, TextTooLong, and what `lay` raises.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, project_code)
        lay(writing, replace(proposal, site=None))
        made = Scenario(
            f"{project_code}-{uuid4().hex[:8]}",
            project_code,
            name.strip(),
            note.strip(),
            proposal.centreline or b"",
            check_widths(proposal.widths),
            actor.code,
            now,
        )
        check_scenario(made)
        scenarios.add_scenario(writing, made)
        return _record(writing, actor, "scenario.kept", made.code, key)


def rename_scenario(
    ledger: Ledger,
    actor: Actor,
    *,
    code: str,
    base: int,
    name: str,
    note: str,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Give a scenario another name or note; `base` is its version as the form showed it.

    Raises NotAllowed, NotYours, UnknownRecord, TextMissing, TextTooLong, RowChanged.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        after = replace(_mine(writing, actor, code), name=name.strip(), note=note.strip())
        check_scenario(after)
        scenarios.change_scenario(writing, after, base=base)
        return _record(writing, actor, "scenario.renamed", code, key)


def drop_scenario(
    ledger: Ledger, actor: Actor, *, code: str, now: datetime, key: str | None = None
) -> Saved:
    """Take a scenario away; the log keeps it. Raises NotAllowed, NotYours, UnknownRecord."""
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        _mine(writing, actor, code)
        scenarios.remove_scenario(writing, code)
        return _record(writing, actor, "scenario.dropped", code, key)


def _the(reading: Reading, code: str) -> Scenario:
    found = scenarios.find_scenario(reading, code)
    if found is None:
        raise UnknownRecord(kind="scenario", code=code)
    return found


def _mine(reading: Reading, actor: Actor, code: str) -> Scenario:
    found = _the(reading, code)
    my_project(reading, actor, found.project_code)
    return found


def _record(writing: Writing, actor: Actor, kind: str, code: str, key: str | None) -> Saved:
    return writing.record(kind, code, actor=actor.code, effective_on=day_of(writing.now), key=key)
