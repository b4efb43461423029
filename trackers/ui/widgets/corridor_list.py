"""What a corridor would do, before it is saved: totals, and the list by what becomes of each."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from trackers.domain.corridors import Fate
from trackers.domain.stretches import Stretch
from trackers.services.corridors import CorridorPreview, Row
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import say
from trackers.words.formats import chainage, number

# What people have to know first comes first.
_ORDER = (
    *(Fate.STAYS, Fate.FALLS_OUT, Fate.RETURNS, Fate.SHARED, Fate.SIGNED),
    *(Fate.CHANGED, Fate.NEW, Fate.SAME),
)
_PAGE = 500


def show(at: Desk, found: CorridorPreview) -> None:
    """Show totals beside those of the plan in force, notices, and the list."""
    report.style()
    _totals(found)
    _notices(found)
    for fate in _ORDER:
        rows = found.of(fate)
        if rows:
            opened = fate in (Fate.STAYS, Fate.FALLS_OUT, Fate.RETURNS)
            with st.expander(f"{say(fate.label)} ({len(rows)})", expanded=opened):
                _table(at, rows)


def signed(value: float, digits: int = 0) -> str:
    """Write a difference with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{number(abs(value), digits=digits)}"


def _totals(found: CorridorPreview) -> None:
    new, old = found.totals, found.now
    pairs = (
        (say("Hộ"), new.households, old.households, 0),
        (say("Thửa"), new.parcels, old.parcels, 0),
        (say("Diện tích (m²)"), new.affected_m2, old.affected_m2, 1),
        (say("Mặt tiền (m)"), new.frontage_m, old.frontage_m, 0),
        (say("Hồ sơ có nhà, vật kiến trúc"), new.houses, old.houses, 0),
    )
    rows = [
        [
            report.cell(escape(name)),
            report.cell(number(value, digits=digits), "number"),
            report.cell(number(before, digits=digits), "number"),
            report.cell(signed(value - before, digits), "number"),
        ]
        for name, value, before, digits in pairs
    ]
    report.table([say("Tổng"), say("Hành lang này"), say("Đang có"), say("Chênh")], rows)


def _notices(found: CorridorPreview) -> None:
    land = found.land
    if found.totals.small:
        plain.note(say("{n} thửa còn lại dưới mức tối thiểu, đánh dấu ▲.", n=found.totals.small))
    if land.slivers:
        plain.note(say("Bỏ qua {n} mảnh dưới 0,5 m²: sai số vẽ ranh.", n=land.slivers))
    if land.overlaps:
        plots = {one.line.parcel_id: one.parcel.label for one in found.rows if one.parcel}
        pairs = ", ".join(f"{plots.get(a)} – {plots.get(b)}" for a, b, _ in land.overlaps[:5])
        plain.note(say("Thửa chồng nhau trong hành lang, cần xem lại: {pairs}", pairs=pairs))


def _table(at: Desk, rows: Sequence[Row]) -> None:
    lines = [_line(at, one) for one in rows[:_PAGE]]
    titles = ("Tờ/thửa", "Hộ", "Thu (m²)", "Còn (m²)", "Lý trình")
    report.table([say(one) for one in titles], lines)
    if len(rows) > _PAGE:
        plain.note(say("… và {n} thửa nữa.", n=len(rows) - _PAGE))


def _line(at: Desk, row: Row) -> list[str]:
    line, taken = row.line, row.line.taken
    label = row.parcel.label if row.parcel else str(line.parcel_id)
    if line.case:
        address = report.map_address(at.ward.code, case=line.case.code)
        who = f"{report.link(address, line.case.code)} {escape(row.holder)}"
    else:
        who = escape(row.holder or say("chưa rõ chủ"))
    stretches = taken.stretches if taken else ()
    along = "<br>".join(escape(_stretch(one)) for one in stretches)
    left = number(taken.remaining_m2, digits=1) + (" ▲" if line.small else "") if taken else ""
    return [
        report.cell(escape(label)),
        report.cell(who),
        report.cell(_area(row), "number"),
        report.cell(escape(left), "number"),
        report.cell(along or "–"),
    ]


def _stretch(one: Stretch) -> str:
    """Write a stretch to the metre, as people say it."""
    return f"{chainage(one.from_m)}–{chainage(one.to_m)} {say(one.side.label)}"


def _area(row: Row) -> str:
    """Write what is taken, and in smaller letters what the case says now where it differs."""
    taken, case = row.line.taken, row.line.case
    if taken is None:
        return escape(number(case.affected_m2, digits=1)) if case else ""
    words = escape(number(taken.affected_m2, digits=1))
    if case and case.in_scope and abs(case.affected_m2 - taken.affected_m2) > 0.05:  # noqa: PLR2004
        before = say("đang ghi {area}", area=number(case.affected_m2, digits=1))
        return f"{words}<br><small>{escape(before)}</small>"
    return words
