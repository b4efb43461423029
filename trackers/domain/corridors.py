"""What a corridor takes, against the cases there are: what is new, changes, stays, falls out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from trackers.domain.cases import Case, CaseState
from trackers.domain.components import ComponentKind
from trackers.domain.errors import NotInRange, TextMissing, TextTooLong, WidthsOutOfOrder
from trackers.domain.stages import PublicClass
from trackers.domain.stretches import Stretch

# From which chainage on (m), how wide to the left and to the right of the centreline (m).
Width = tuple[float, float, float]
WIDEST_M, LONGEST_M = 100.0, 1_000_000.0
LONGEST_NAME, LONGEST_NOTE = 200, 2000
# Differences below these are those of drawing: m², m of chainage.
SAME_M2, SAME_M = 0.1, 0.05
HOUSES = frozenset({ComponentKind.HOUSE, ComponentKind.STRUCTURE})


class Fate(StrEnum):
    """What becomes of a parcel, and of its case, when a corridor is saved."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SIGNED = "signed_stays"
    SHARED = "shared"
    RETURNS = "returns"
    FALLS_OUT = "falls_out"
    STAYS = "stays"

    @property
    def label(self) -> str:
        """The Vietnamese words of it."""
        return _FATES[self]


_FATES = {
    Fate.NEW: "Chưa có hồ sơ",
    Fate.CHANGED: "Đổi diện tích hoặc đoạn",
    Fate.SAME: "Không đổi",
    Fate.SIGNED: "Đã ký: giữ diện tích đã ký",
    Fate.SHARED: "Thửa có nhiều hồ sơ: giữ nguyên",
    Fate.RETURNS: "Đã ra khỏi phạm vi, nay chạm lại",
    Fate.FALLS_OUT: "Không còn chạm, chưa có gì ghi",
    Fate.STAYS: "Không còn chạm, đã có quá trình: giữ",
}


@dataclass(frozen=True)
class TakenParcel:
    """What a corridor takes of a parcel, and leaves of it (m²), and where along the road."""

    parcel_id: int
    affected_m2: float
    remaining_m2: float
    stretches: tuple[Stretch, ...]

    @property
    def frontage_m(self) -> float:
        """Metres of road along which it gives land; both sides count."""
        return sum(one.length_m for one in self.stretches)


@dataclass(frozen=True)
class PlanLine:
    """One parcel of a plan: what becomes of it, what is taken, and the case it has.

    `households` are those of its case, or of its cases in other works; empty where nobody knows.
    `small` says that what remains is below the work's minimum.
    """

    parcel_id: int
    fate: Fate
    taken: TakenParcel | None
    case: Case | None
    households: tuple[str, ...]
    small: bool = False

    @property
    def affected_m2(self) -> float:
        """What counts for it in a total: what the corridor takes."""
        return self.taken.affected_m2 if self.taken else 0.0


@dataclass(frozen=True)
class Totals:
    """What a plan comes to. A parcel of which no household is known counts as one household."""

    parcels: int
    households: int
    affected_m2: float
    frontage_m: float
    small: int
    houses: int
    components: Mapping[ComponentKind, int]


@dataclass(frozen=True)
class Scenario:
    """A corridor that is thought of: kept under a name, shared by its address, or adopted.

    `centreline` is WKB in EPSG:4326, `widths` as those of a project, `made_at` in UTC.
    """

    code: str
    project_code: str
    name: str
    note: str
    centreline: bytes
    widths: tuple[Width, ...]
    made_by: str
    made_at: datetime
    adopted_on: date | None = None
    version: int = 1


def check_widths(widths: Sequence[Width]) -> tuple[Width, ...]:
    """Give the widths if a road can have them; raises NotInRange, WidthsOutOfOrder."""
    for from_m, left_m, right_m in widths:
        for value in (left_m, right_m):
            if not 0 <= value <= WIDEST_M:
                raise NotInRange(value=value, least=0, most=WIDEST_M)
        if not left_m + right_m:
            raise NotInRange(value=0, least=0.1, most=2 * WIDEST_M)
        if not 0 <= from_m <= LONGEST_M:
            raise NotInRange(value=from_m, least=0, most=LONGEST_M)
    if any(one[0] >= other[0] for one, other in pairwise(widths)):
        raise WidthsOutOfOrder(widths=widths)
    return tuple(widths)


def check_scenario(scenario: Scenario) -> None:
    """Refuse a scenario without a name or with a novel; raises TextMissing, TextTooLong."""
    if not scenario.name.strip():
        raise TextMissing(field="scenario")
    for text, most in ((scenario.name, LONGEST_NAME), (scenario.note, LONGEST_NOTE)):
        if len(text) > most:
            raise TextTooLong(length=len(text), most=most)


def has_history(state: CaseState) -> bool:
    """Tell whether anything was ever done about a case: then no corridor takes it out."""
    return bool(state.marks or state.obstacles or state.contacts or state.voluntary or state.shared)


def plan_of(
    taken: Iterable[TakenParcel],
    states: Iterable[CaseState],
    *,
    owners: Mapping[int, tuple[str, ...]],
    papers: frozenset[str] = frozenset(),
    least_remaining_m2: float | None = None,
) -> list[PlanLine]:
    """Give what becomes of every parcel that a corridor takes, and of every case of the work.

    Parameters
    ----------
    states
        All cases of the work, those out of its scope too.
    owners
        Households of parcels, as far as they are known from cases of any work.
    papers
        Codes of cases that have papers or photos: those have a history.
    """
    by_parcel: dict[int, list[CaseState]] = {}
    for state in states:
        by_parcel.setdefault(state.case.parcel_id, []).append(state)
    lines = []
    for one in taken:
        found = by_parcel.pop(one.parcel_id, [])
        fate, case = _fate_of(one, found)
        known = case.household_codes if case else owners.get(one.parcel_id, ())
        small = least_remaining_m2 is not None and one.remaining_m2 < least_remaining_m2
        lines.append(PlanLine(one.parcel_id, fate, one, case, known, small))
    for parcel_id, found in by_parcel.items():
        for state in found:
            if state.case.in_scope:
                kept = has_history(state) or state.case.code in papers
                fate = Fate.STAYS if kept else Fate.FALLS_OUT
                lines.append(
                    PlanLine(parcel_id, fate, None, state.case, state.case.household_codes)
                )
    return lines


def totals_of(
    lines: Iterable[PlanLine], components: Mapping[str, Sequence[ComponentKind]]
) -> Totals:
    """Add up what a corridor takes; `components` are the kinds of each case's, by its code."""
    taken = [one for one in lines if one.taken]
    known = {code for one in taken for code in one.households}
    kinds = [
        kind
        for one in taken
        if one.case and one.case.in_scope
        for kind in components.get(one.case.code, ())
    ]
    houses = sum(bool(HOUSES & set(components.get(one.case.code, ()))) for one in taken if one.case)
    return Totals(
        len(taken),
        len(known) + sum(not one.households for one in taken),
        sum(one.affected_m2 for one in taken),
        sum(one.taken.frontage_m for one in taken if one.taken),
        sum(one.small for one in taken),
        houses,
        {kind: kinds.count(kind) for kind in ComponentKind if kind in kinds},
    )


def totals_of_cases(
    cases: Iterable[Case], components: Mapping[str, Sequence[ComponentKind]]
) -> Totals:
    """Add up the plan in force: the cases in scope as they stand."""
    listed = [one for one in cases if one.in_scope]
    kinds = [kind for one in listed for kind in components.get(one.code, ())]
    return Totals(
        len({one.parcel_id for one in listed}),
        len({code for one in listed for code in one.household_codes}),
        sum(one.affected_m2 for one in listed),
        sum(one.frontage_m or 0.0 for one in listed),
        0,
        sum(bool(HOUSES & set(components.get(one.code, ()))) for one in listed),
        {kind: kinds.count(kind) for kind in ComponentKind if kind in kinds},
    )


def _fate_of(taken: TakenParcel, found: Sequence[CaseState]) -> tuple[Fate, Case | None]:
    open_ones = [one for one in found if one.case.in_scope]
    if not open_ones:
        return (Fate.RETURNS, found[-1].case) if found else (Fate.NEW, None)
    state = open_ones[0]
    if len(open_ones) > 1:
        return Fate.SHARED, state.case
    if _same(taken, state.case):
        return Fate.SAME, state.case
    if state.public_class is not PublicClass.IN_PROGRESS:
        return Fate.SIGNED, state.case
    return Fate.CHANGED, state.case


def _same(taken: TakenParcel, case: Case) -> bool:
    pairs = list(zip(taken.stretches, case.stretches, strict=False))
    return (
        abs(taken.affected_m2 - case.affected_m2) <= SAME_M2
        and len(taken.stretches) == len(case.stretches)
        and all(one.side is other.side for one, other in pairs)
        and all(
            max(abs(one.from_m - other.from_m), abs(one.to_m - other.to_m)) <= SAME_M
            for one, other in pairs
        )
    )
