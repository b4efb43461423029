"""The strip of a road as SVG for a room: both sides by chainage, signs on colours, one case marked.

It carries no style and no script, so that a page under a strict policy may hold it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from trackers.domain.runs import run_with
from trackers.domain.stages import OBSTACLE_LOOK, Stage
from trackers.domain.stretches import Side
from trackers.domain.strip import Piece, Strip
from trackers.words import say
from trackers.words.formats import chainage, number

_WIDE, _EDGE, _ROW, _GAP, _TICKS, _MARK = 760, 76, 40, 4, 26, 30
_INK, _EMPTY, _QUIET = "#111111", "#EFEDE6", "#3A3A3A"
# Looks on which a sign must be white to be read.
_DARK = {Stage.SIGNED, Stage.COMPLETED}
# A sign needs so much room, in units of the drawing.
_SIGN_ROOM = 15
# Metres shown on either side of a run at the least.
_AROUND_M = 60.0
_TICK_ROOM = 96


@dataclass(frozen=True)
class _Scale:
    """How metres become units of the drawing."""

    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        return self.to_m - self.from_m

    def x(self, metre: float) -> float:
        within = min(max(metre, self.from_m), self.to_m) - self.from_m
        return _EDGE + (_WIDE - _EDGE - 2) * within / self.length_m


def close_up(strip: Strip, case_code: str, *, length_m: float) -> str:
    """Draw what lies around the run that a case would open, from near; "" off a road."""
    run = run_with(strip, case_code)
    if run is None:
        return ""
    margin = max(_AROUND_M, run.length_m / 4)
    start, end = max(run.from_m - margin, 0.0), min(run.to_m + margin, max(length_m, run.to_m))
    return strip_svg(strip, from_m=start, to_m=end, case_code=case_code)


def strip_svg(strip: Strip, *, from_m: float = 0.0, to_m: float, case_code: str = "") -> str:
    """Draw a strip from one chainage to another; what lies beyond is cut.

    `case_code` is marked, with the run that its handover would make.
    """
    scale = _Scale(from_m, max(to_m, from_m + 1.0))
    top = _MARK if case_code else 0
    rows = "".join(
        _side(strip.pieces(side), side, scale, top + place * (_ROW + _GAP), case_code)
        for place, side in enumerate(Side)
    )
    foot = top + 2 * (_ROW + _GAP)
    words = say("Hai bên đường theo lý trình, màu và dấu theo tình trạng")
    return (
        f'<svg class="strip" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} '
        f'{foot + _TICKS}" role="img" aria-label="{escape(words)}">'
        f"{rows}{_ticks(scale, foot)}{_opened(strip, scale, top, case_code)}</svg>"
    )


def _side(pieces: Iterable[Piece], side: Side, scale: _Scale, top: float, case_code: str) -> str:
    name = say("trái") if side is Side.LEFT else say("phải")
    drawn = [
        _text(name, 0, top + _ROW / 2 + 7, size=22),
        _rect(_EDGE, top, _WIDE - _EDGE - 2, _ROW, _EMPTY),
    ]
    listed = [one for one in pieces if one.stretch.shared_m(scale.from_m, scale.to_m) > 0]
    drawn += [_piece(one, scale, top) for one in listed]
    drawn += [_outline(one, scale, top) for one in listed if case_code and _is(one, case_code)]
    return "".join(drawn)


def _is(piece: Piece, case_code: str) -> bool:
    return piece.state.case.code == case_code


def _piece(piece: Piece, scale: _Scale, top: float) -> str:
    left, right = scale.x(piece.stretch.from_m), scale.x(piece.stretch.to_m)
    stage, wide = piece.state.stage, max(right - left - 0.8, 0.8)
    stuck = bool(piece.state.open_obstacles)
    code = escape(piece.state.case.code)
    parts = [_rect(left, top, wide, _ROW, stage.look.colour, f' data-case="{code}"')]
    if stuck:
        parts.append(_rect(left, top + _ROW - 8, wide, 8, OBSTACLE_LOOK.colour))
    if wide >= _SIGN_ROOM:
        colour = "#FFFFFF" if stage in _DARK else _INK
        sign = OBSTACLE_LOOK.sign if stuck else stage.look.sign
        middle = (left + right) / 2
        parts.append(_text(sign, middle, top + 24, size=18, colour=colour, anchor="middle"))
    return "".join(parts)


def _outline(piece: Piece, scale: _Scale, top: float) -> str:
    left, right = scale.x(piece.stretch.from_m), scale.x(piece.stretch.to_m)
    wide = max(right - left, 8)
    return (
        f'<rect x="{left - 2:.1f}" y="{top - 1}" width="{wide + 3:.1f}" height="{_ROW + 2}" '
        f'fill="none" stroke="{_INK}" stroke-width="5"/>'
    )


def _opened(strip: Strip, scale: _Scale, top: float, case_code: str) -> str:
    """Draw a bracket over the run that a case opens, with its metres."""
    found = run_with(strip, case_code) if case_code else None
    if found is None:
        return ""
    left, right = scale.x(found.from_m), scale.x(found.to_m)
    words = say("mở {n} m", n=number(found.length_m, digits=0))
    late = (left + right) / 2 > _WIDE * 0.75
    at = right if late else max(left, _EDGE)
    return (
        f'<path d="M{left:.1f} {top - 2}V{top - 8}H{right:.1f}V{top - 2}" fill="none" '
        f'stroke="{_INK}" stroke-width="3"/>'
        + _text(words, at, top - 13, size=20, anchor="end" if late else "start", bold=True)
    )


def _ticks(scale: _Scale, top: float) -> str:
    room = (_WIDE - _EDGE) / _TICK_ROOM
    apart = max(50, -(-int(scale.length_m / room) // 50) * 50)
    parts = []
    first = -(-int(scale.from_m) // apart) * apart
    for metre in range(first, int(scale.to_m) + 1, apart):
        x = scale.x(metre)
        parts.append(_rect(x, top - 2, 1.5, 8, _QUIET))
        if x + _TICK_ROOM - 14 < _WIDE:
            parts.append(_text(chainage(metre), x + 5, top + 18, size=18, colour=_QUIET))
    return "".join(parts)


def _rect(x: float, y: float, wide: float, high: float, colour: str, more: str = "") -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high}" fill="{colour}"{more}/>'
    )


def _text(
    words: str,
    x: float,
    y: float,
    *,
    size: int,
    colour: str = _INK,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" '
        f'text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )
