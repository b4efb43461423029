"""The corridor of a work: looked at before anything is written, and saved with its cases.

The parcels stay as they are. A case whose signature or approval stands keeps the area that was
signed; a case that is not touched any more and has a history stays in the scope; both are named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from trackers.domain.cases import CaseState
from trackers.domain.components import ComponentKind
from trackers.domain.corridors import (
    Fate,
    PlanLine,
    Totals,
    plan_of,
    totals_of,
    totals_of_cases,
)
from trackers.domain.errors import LayerChanged, UnknownRecord
from trackers.domain.looks import LookKind
from trackers.domain.parcels import Parcel
from trackers.domain.people import Actor
from trackers.domain.projects import Project
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.corridor_cases import Choices, write_cases
from trackers.services.corridor_land import Land, Proposal, lay
from trackers.services.looks import note_look
from trackers.services.subjects import my_project, the_project
from trackers.store import (
    Ledger,
    Saved,
    attachments,
    cases,
    households,
    parcels,
    people,
    projects,
    scenarios,
    wards,
)
from trackers.store.ledger import Reading, Writing


@dataclass(frozen=True)
class Row:
    """One line of the list: the parcel, what becomes of it, and who holds it ("" not known)."""

    line: PlanLine
    parcel: Parcel | None
    holder: str


@dataclass(frozen=True)
class CorridorPreview:
    """What saving a corridor would do. `now` is the plan in force, `totals` the proposed one."""

    land: Land
    rows: tuple[Row, ...]
    totals: Totals
    now: Totals

    def of(self, *fates: Fate) -> list[Row]:
        """Give the rows of some fates."""
        return [one for one in self.rows if one.line.fate in fates]


def preview_corridor(
    ledger: Ledger,
    actor: Actor,
    *,
    project_code: str,
    proposal: Proposal,
    least_remaining_m2: float | None = None,
) -> CorridorPreview:
    """Give the households and totals of a corridor; writes nothing of the ward.

    Whoever may draw works may look at any. Raises NotAllowed, UnknownRecord, and what `lay` raises.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    with ledger.read() as reading:
        the_project(reading, project_code)
        land = lay(reading, proposal)
        lines, states = planned(reading, project_code, land, least_remaining_m2)
        kinds = _kinds(reading, states)
        now = totals_of_cases([one.case for one in states], kinds)
        found = CorridorPreview(land, tuple(_rows(reading, lines)), totals_of(lines, kinds), now)
    note_look(ledger, actor, LookKind.CASES_LISTED)
    return found


def save_corridor(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Project,
    proposal: Proposal,
    choices: Choices,
    reason: str,
    now: datetime,
    least_remaining_m2: float | None = None,
    scenario: str = "",
    key: str | None = None,
) -> Saved:
    """Draw a work as proposed and bring its cases in line with it, all of it or nothing.

    `base` is the work as the form showed it; `scenario` names the one that is adopted so. A work
    that is drawn already, or has cases, needs a reason. Raises NotAllowed, NotYours, UnknownRecord,
    ReasonMissing, RowChanged, LayerChanged, and what `lay` raises.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    require(actor, Action.RECORD_CASES, ledger.ward)
    with ledger.read() as reading:
        my_project(reading, actor, base.code)
        land = lay(reading, proposal)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, base.code)
        _check(writing, land, choices)
        lines = planned(writing, base.code, land, least_remaining_m2)[0]
        drawn = {one.project_code for one in projects.read_sites(writing)}
        why = require_reason(reason, when=base.code in drawn or any(one.case for one in lines))
        after = replace(base, widths=proposal.widths, least_remaining_m2=least_remaining_m2)
        projects.change_corridor(
            writing, after, site=land.site, centreline=proposal.centreline, base=base.version
        )
        if scenario:
            _adopt(writing, base.code, scenario)
        return write_cases(
            writing, base.code, lines, choices=choices, by=actor.code, reason=why, key=key
        )


def planned(
    reading: Reading, project_code: str, land: Land, least_remaining_m2: float | None
) -> tuple[list[PlanLine], list[CaseState]]:
    """Give what becomes of the parcels that a corridor takes, with all cases of the work."""
    states = cases.read_states(reading, project=project_code)
    owners: dict[int, tuple[str, ...]] = {}
    homes = households.read_all_households(reading)
    for case in cases.read_cases(reading):
        living = tuple(
            dict.fromkeys(households.head_of(one, homes) for one in case.household_codes)
        )
        owners[case.parcel_id] = living or owners.get(case.parcel_id, ())
    lines = plan_of(
        land.taken,
        states,
        owners=owners,
        papers=attachments.cases_with_papers(reading),
        least_remaining_m2=least_remaining_m2,
    )
    return lines, states


def _kinds(reading: Reading, states: Sequence[CaseState]) -> Mapping[str, Sequence[ComponentKind]]:
    return cases.component_kinds(reading, [one.case.code for one in states])


def _rows(reading: Reading, lines: Sequence[PlanLine]) -> Iterator[Row]:
    plots = parcels.read_parcels(reading, {one.parcel_id for one in lines})
    homes = households.read_all_households(reading)
    for one in sorted(lines, key=_along):
        holders = " · ".join(homes[code].holder for code in one.households if code in homes)
        yield Row(one, plots.get(one.parcel_id), holders)


def _along(line: PlanLine) -> tuple[float, int]:
    """Order by chainage; what has none comes last."""
    stretches = line.taken.stretches if line.taken else ()
    return (min((one.from_m for one in stretches), default=1e9), line.parcel_id)


def _check(writing: Writing, land: Land, choices: Choices) -> None:
    """Refuse another layer of parcels than the one seen, and an unknown officer or area."""
    if wards.read_ward(writing).layer != land.layer:
        raise LayerChanged
    if choices.officer_code not in {one.code for one in people.read_officers(writing)}:
        raise UnknownRecord(kind="officer", code=choices.officer_code)
    if choices.area_code not in {"", *(one.code for one in wards.read_areas(writing))}:
        raise UnknownRecord(kind="area", code=choices.area_code)


def _adopt(writing: Writing, project_code: str, code: str) -> None:
    kept = scenarios.find_scenario(writing, code)
    if kept is None or kept.project_code != project_code:
        raise UnknownRecord(kind="scenario", code=code)
    adopted = replace(kept, adopted_on=day_of(writing.now))
    scenarios.change_scenario(writing, adopted, base=kept.version)
