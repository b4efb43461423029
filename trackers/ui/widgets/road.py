"""A road by its metres: the strip of both sides, work fronts, and which case opens how much."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from trackers.domain.gates import Gate
from trackers.domain.runs import Front, cleared_runs, work_fronts
from trackers.domain.stretches import Side
from trackers.domain.strip import Piece, Strip, strips_of
from trackers.domain.unlocking import Unlock, ranking
from trackers.services.cases import CaseRow
from trackers.services.projects import ProjectFile
from trackers.services.visiting_words import promise_words
from trackers.ui.context import Desk
from trackers.ui.widgets import asking, plain, report
from trackers.words import say
from trackers.words.formats import chainage, day, days, number, percent

_LEAST, _MOST, _USUAL_M = 1, 5000, 100
_TICK_M = 100
_MIDDLE = 50
# More lines than a meeting reads; the rest unfolds.
_SHOWN = 12


def show(at: Desk, file: ProjectFile, rows: Mapping[str, CaseRow]) -> None:
    """Show how far a road is by length, to those who may see its cases; nothing off a road."""
    states = [row.state for row in rows.values()]
    own = [one for one in states if one.case.project_code == file.project.code]
    for strip in strips_of(own):
        plain.heading(say("Mặt bằng theo chiều dài đường"))
        length = max(
            [file.project.length_m or 0.0, *(one.stretch.to_m for one in strip.all_pieces)]
        )
        _facts(strip)
        _strip(at, strip, length, file.waiting)
        least = asking.count_line(
            f"road.least.{file.project.code}",
            say("Đoạn thi công từ bao nhiêu mét"),
            _USUAL_M,
            least=_LEAST,
            most=_MOST,
            width=260,
        )
        _fronts(work_fronts(strip, least or _USUAL_M), least or _USUAL_M)
        _ranking(at, file, ranking([strip], least or _USUAL_M), rows)


def _facts(strip: Strip) -> None:
    longest = next(iter(cleared_runs([strip])), None)
    done = say(
        "{done}/{all} m hai bên",
        done=number(strip.cleared_m, digits=0),
        all=number(strip.to_clear_m, digits=0),
    )
    facts = {
        say("Chiều dài đã có mặt bằng"): (
            f"{escape(percent(strip.share))}{report.bar(strip.share or 0)}"
            f"<small>{escape(done)}</small>"
        )
    }
    if longest:
        where = f"{chainage(longest.from_m)} – {chainage(longest.to_m)}, {say(longest.side.label)}"
        metres = say("{n} m", n=number(longest.length_m, digits=0))
        facts[say("Đoạn liền mạch dài nhất")] = f"{escape(metres)}<small>{escape(where)}</small>"
    report.cards(facts)


def _strip(at: Desk, strip: Strip, length_m: float, gates: Sequence[Gate]) -> None:
    """Draw both sides as two rows of coloured links, left above right, with their chainage.

    Below them are the stretches that milestones wait for.
    """
    ticks = "".join(
        f'<i style="left:{100 * metre / length_m:.3f}%">{escape(chainage(metre))}</i>'
        for metre in range(0, int(length_m) + 1, max(_TICK_M, _TICK_M * round(length_m / 800)))
    )
    rows = "".join(
        f'<div class="mb-side"><b>{escape(say(side.label))}</b>'
        f"<span>{''.join(_piece(at, one, length_m) for one in strip.pieces(side))}</span></div>"
        for side in Side
    )
    rows += _gates(gates, length_m)
    st.html(f'<div class="mb-strip">{rows}<div class="mb-ticks"><span>{ticks}</span></div></div>')


def _gates(gates: Sequence[Gate], length_m: float) -> str:
    """Give a row for each stretch that milestones wait for, with their names."""
    waiting: dict[tuple[float, float], list[Gate]] = defaultdict(list)
    for gate in gates:
        for ends in dict.fromkeys((one.from_m, one.to_m) for one in gate.milestone.stretches):
            waiting[ends].append(gate)
    return "".join(_gate(ends, waiting[ends], length_m) for ends in sorted(waiting))


def _gate(ends: tuple[float, float], gates: Sequence[Gate], length_m: float) -> str:
    start, end = (min(100.0, 100 * metre / length_m) for metre in ends)
    names = "; ".join(
        say("{name} (còn chờ {n})", name=one.milestone.name, n=len(one.held)) for one in gates
    )
    where = f"{chainage(ends[0])} – {chainage(ends[1])}"
    # The words stand where there is more room: behind the stretch, or before it.
    place = f"left:{end:.3f}%" if end < _MIDDLE else f"right:{100 - start:.3f}%"
    return (
        f'<div class="mb-side mb-gates"><b>{escape(say("mốc chờ"))}</b><span>'
        f'<i style="left:{start:.3f}%;width:{end - start:.3f}%"></i>'
        f'<em style="{place}" title="{escape(names)} · {escape(where)}">{escape(names)}</em>'
        "</span></div>"
    )


def _piece(at: Desk, piece: Piece, length_m: float) -> str:
    state, span = piece.state, piece.stretch
    address = report.map_address(
        at.ward.code, case=state.case.code, project=state.case.project_code
    )
    look = state.stage.look
    stuck = " mb-stuck" if state.open_obstacles else ""
    where = f"{chainage(span.from_m)} – {chainage(span.to_m)}"
    hint = f"{state.case.code} · {where} · {say(look.label)}"
    return (
        f'<a class="mb-piece{stuck}" href="{escape(address)}" target="_self" title="{escape(hint)}"'
        f' aria-label="{escape(hint)}" style="left:{100 * span.from_m / length_m:.3f}%;'
        f'width:{100 * span.length_m / length_m:.3f}%;background:{look.colour}"></a>'
    )


def _fronts(fronts: Sequence[Front], least_m: float) -> None:
    listed = " · ".join(
        f"{chainage(one.from_m)} – {chainage(one.to_m)} ({number(one.length_m, digits=0)} m)"
        for one in fronts
    )
    words = say("Đoạn đủ mặt bằng cả hai bên, từ {n} m: {list}", n=least_m, list=listed)
    plain.note(words if fronts else say("Chưa có đoạn nào đủ mặt bằng từ {n} m.", n=least_m))


def _ranking(
    at: Desk, file: ProjectFile, ranked: Sequence[Unlock], rows: Mapping[str, CaseRow]
) -> None:
    """Show the remaining cases as a visiting list, by what they open for the road."""
    if not ranked:
        return
    plain.heading(say("Thứ tự mở đường: hồ sơ nào mở được bao nhiêu mét"))
    titles = (
        *("STT", "Hồ sơ", "Hộ", "Cán bộ", "Gặp gần nhất", "Hẹn", "Vướng mắc"),
        *("Riêng hồ sơ này mở (m)", "Cùng hồ sơ bên cạnh"),
    )
    lines = [_line(at, file, place, one, rows) for place, one in enumerate(ranked, start=1)]
    report.table([say(one) for one in titles], lines[:_SHOWN])
    if lines[_SHOWN:]:
        with st.expander(say("và {more} hồ sơ khác", more=len(lines) - _SHOWN)):
            report.table([say(one) for one in titles], lines[_SHOWN:])
    plain.note(say("Xếp theo số mét mở được cho con đường, không theo thái độ của hộ dân."))


def _line(
    at: Desk, file: ProjectFile, place: int, one: Unlock, rows: Mapping[str, CaseRow]
) -> list[str]:
    state, row = one.state, rows[one.case_code]
    met = state.last_met_on
    age = f"{day(met)} ({days((file.on - met).days)})" if met else say("chưa gặp")
    address = report.map_address(at.ward.code, case=one.case_code, project=file.project.code)
    others = [code for code in one.together if code != one.case_code]
    together = say("{n} m", n=number(one.together_m, digits=0)) if one.together else "–"
    if others:
        together += f" ({say('cùng {codes}', codes=', '.join(others))})"
    return [
        report.cell(str(place), "number"),
        report.cell(f"{report.link(address, one.case_code)} {plain.chip(state.stage.look)}"),
        report.cell(escape(", ".join(state.case.household_codes))),
        report.cell(escape(at.officer_name(row.acting_code))),
        report.cell(escape(age), "day"),
        report.cell(escape(promise_words(state.promise, state.contacts, file.on) or "–")),
        report.cell(escape(", ".join(say(o.kind.label) for o in state.open_obstacles) or "–")),
        report.cell(number(one.alone_m, digits=0), "number"),
        report.cell(escape(together)),
    ]
