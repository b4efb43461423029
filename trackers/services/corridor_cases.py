"""Bringing cases in line with a corridor: the corridor's event, then one a case, in one batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from trackers.domain.cases import Case, stretch_fields
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.corridors import Fate, PlanLine, TakenParcel
from trackers.domain.households import Household
from trackers.domain.tracks import TrackCode
from trackers.domain.wards import day_of
from trackers.services.household_lists import free_codes
from trackers.store import Saved, Writing, cases, households, parcels

# A name as it is kept, in Vietnamese like all that is kept.
UNKNOWN_HOLDER = "Chưa rõ chủ (thửa {number})"
_FORMS = {TrackCode.DONATION: Form.DONATED, TrackCode.RECOVERY: Form.COMPENSATED}


@dataclass(frozen=True)
class Choices:
    """What new cases get, and what is done besides.

    `area_code` is for parcels that lie in no khu vực; `unknown` opens cases of parcels whose
    household nobody knows yet, under a household that says so; `close` takes the cases out of the
    scope that are not touched any more and have no history.
    """

    track: TrackCode
    officer_code: str
    area_code: str
    unknown: bool = True
    close: bool = True


@dataclass
class _Pen:
    """Writes the events of one save, bound by a batch; `saved` is the last one's answer."""

    writing: Writing
    by: str
    reason: str
    batch: str

    def record(self, kind: str, subject: str, **more: Any) -> Saved:
        """Record one event of the batch, today."""
        return self.writing.record(
            kind,
            subject,
            actor=self.by,
            effective_on=day_of(self.writing.now),
            details={"batch": self.batch, **more.pop("details", {})},
            private={"reason": self.reason} if self.reason else None,
            **more,
        )

    def record_case(self, kind: str, code: str) -> Saved:
        """Record one event of a case."""
        return self.record(kind, code, touched=(code,))


def write_cases(
    writing: Writing,
    project_code: str,
    lines: Sequence[PlanLine],
    *,
    choices: Choices,
    by: str,
    reason: str,
    key: str | None,
) -> Saved:
    """Record the corridor and what it does to the cases of its work; see `Fate` for the rules.

    `by` is the code of who saves it. Gives the last event's revision.
    """
    pen = _Pen(writing, by, reason, uuid4().hex)
    counts = {one.value: sum(line.fate is one for line in lines) for one in Fate}
    saved = pen.record("corridor.saved", project_code, details=counts, key=key)
    for case in _open(writing, project_code, lines, choices):
        saved = pen.record_case("case.opened", case.code)
    for line in lines:
        if line.case is None:
            continue
        if line.fate in (Fate.CHANGED, Fate.SIGNED) and _measure(writing, line):
            saved = pen.record_case("case.edited", line.case.code)
        if line.fate is Fate.FALLS_OUT and choices.close:
            closing = {"closed_on": day_of(writing.now), "close_reason": reason}
            cases.change_case(writing, line.case.code, closing, base=line.case.version)
            saved = pen.record_case("case.closed", line.case.code)
    return saved


def _open(
    writing: Writing,
    project_code: str,
    lines: Sequence[PlanLine],
    choices: Choices,
) -> Iterator[Case]:
    """Open a case for every parcel that has none, one after the other."""
    fresh = [one for one in lines if one.fate is Fate.NEW and (one.households or choices.unknown)]
    plots = parcels.read_parcels(writing, {one.parcel_id for one in fresh})
    codes = free_codes(f"{project_code}-", cases.all_codes(writing))
    homes = map(households.code_of, count(households.last_number(writing) + 1))
    for line in fresh:
        plot, taken = plots[line.parcel_id], line.taken or TakenParcel(line.parcel_id, 0, 0, ())
        holders = line.households
        if not holders:
            home = Household(next(homes), UNKNOWN_HOLDER.format(number=plot.label))
            households.add_household(writing, home)
            holders = (home.code,)
        case = Case(
            code=next(codes),
            project_code=project_code,
            parcel_id=line.parcel_id,
            household_codes=holders,
            track=choices.track,
            area_code=plot.area_code or choices.area_code,
            officer_code=choices.officer_code,
            cover_code=None,
            affected_m2=taken.affected_m2,
            opened_on=day_of(writing.now),
            frontage_m=round(taken.frontage_m, 2) or None,
            **stretch_fields(taken.stretches),
        )
        land = Component(ComponentKind.LAND, _FORMS[choices.track], taken.affected_m2, "m²")
        cases.add_case(writing, case, [land])
        yield case


def _measure(writing: Writing, line: PlanLine) -> bool:
    """Give a case the area and the stretches of the corridor; tell whether that changes it.

    What was signed keeps its area and its length. Land among the components that said the former
    area says the new one.
    """
    if line.case is None or line.taken is None:
        return False
    case, taken = line.case, line.taken
    values = stretch_fields(taken.stretches)
    if line.fate is Fate.CHANGED:
        values |= {
            "affected_m2": taken.affected_m2,
            "frontage_m": round(taken.frontage_m, 2) or None,
        }
    changes = {name: value for name, value in values.items() if getattr(case, name) != value}
    if not changes:
        return False
    if "more_stretches" in changes:
        changes["more_stretches"] = [list(one) for one in changes["more_stretches"]]
    cases.change_case(writing, case.code, changes, base=case.version)
    if "affected_m2" in changes:
        for part in cases.read_components(writing, case.code):
            if part.kind is ComponentKind.LAND and part.quantity == case.affected_m2:
                cases.change_component(writing, case.code, part, {"quantity": taken.affected_m2})
    return True
