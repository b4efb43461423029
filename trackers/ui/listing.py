"""The lines of the case list, and which of them pass the filters, as on the map."""

from collections.abc import Iterable
from datetime import date

from trackers.domain.attention import is_stale
from trackers.domain.coverage import contact_age, promise_time
from trackers.domain.stages import Stage
from trackers.services.cases import CaseRow
from trackers.ui.state import ANY, Filters


def passing(rows: Iterable[CaseRow], chosen: Filters, today: date) -> list[CaseRow]:
    """Give the lines that pass all filters; the map's script follows the same rules."""
    return [row for row in rows if _passes(row, chosen, today)]


def row_label(row: CaseRow) -> str:
    """Give the words of a line: code, holder, tờ/thửa."""
    parcel = row.parcel.label if row.parcel else ""
    return " · ".join(part for part in (row.state.case.code, row.holder, parcel) if part)


def sign_of(row: CaseRow) -> tuple[Stage, bool]:
    """Give the stage of a line, and whether an obstacle stands."""
    return row.state.stage, bool(row.state.open_obstacles)


def _passes(row: CaseRow, chosen: Filters, today: date) -> bool:
    case = row.state.case
    pairs = (
        (chosen.project, case.project_code),
        (chosen.area, case.area_code),
        (chosen.track, case.track.value),
        (chosen.stage, row.state.stage.value),
        (chosen.officer, row.acting_code),
    )
    if any(codes and code not in codes for codes, code in pairs):
        return False
    # Worked out where it is asked for alone: every visit of the household is read for it.
    classes = ((chosen.contact, contact_age), (chosen.promise, promise_time))
    if any(codes and rule(row.state, today) not in codes for codes, rule in classes):
        return False
    if chosen.days is not None and not is_stale(row.state, today, chosen.days):
        return False
    return _meets_obstacle(row, chosen.obstacle)


def _meets_obstacle(row: CaseRow, codes: tuple[str, ...]) -> bool:
    kinds = {one.kind.value for one in row.state.open_obstacles}
    return not codes or bool(kinds and (ANY in codes or kinds.intersection(codes)))
