"""The chainage strip of a road as SVG: both sides by classes, or whole runs that are cleared."""

from collections.abc import Iterable, Sequence
from html import escape

from trackers.domain.disclosure import ShownClass
from trackers.domain.public_runs import PublicRun
from trackers.domain.stretches import Side, Stretch
from trackers.drawing.shown import RANK, SHOWN_LOOKS
from trackers.words import say
from trackers.words.formats import chainage

_WIDE, _LEFT, _ROW, _GAP, _TICKS = 380.0, 34.0, 18.0, 2.0, 16.0
_LEAST_PX = 1.2
# So far apart at least, in pixels: a chainage is as long as a word.
_APART_PX = 64
_STEPS_M = (50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 50_000)
_INK, _GROUND = "#1F2933", "#EEF0F2"
# Of a run that is not told to be cleared, nothing is told.
UNTOLD = "#9AA5B1"


def road_strip(pieces: Sequence[tuple[Stretch, ShownClass]], length_m: float, words: str) -> str:
    """Draw both sides of a road; `words` say what it shows. Where no case lies it stays grey."""
    whole = max([length_m, *(one.to_m for one, _ in pieces)])
    scale = (_WIDE - _LEFT) / whole if whole else 0.0
    # The least advanced is painted last: a builder waits for it.
    ordered = sorted(pieces, key=lambda one: -RANK[one[1]])
    drawn = [*(_row(side) for side in Side), *(_piece(*one, scale) for one in ordered)]
    return _strip(words, 2 * _ROW + _GAP, drawn, _ticks(whole, scale, _LEFT, 2 * _ROW + _GAP))


def run_strip(runs: Sequence[PublicRun], words: str) -> str:
    """Draw the runs of a road, those that are told to be cleared in their colour."""
    whole = max((one.to_m for one in runs), default=0)
    scale = _WIDE / whole if whole else 0.0
    drawn = [
        f'<rect x="{one.from_m * scale:.1f}" y="0" height="{_ROW:g}"'
        f' width="{max(one.length_m * scale - 1.5, _LEAST_PX):.1f}"'
        f' fill="{SHOWN_LOOKS[ShownClass.HANDED_OVER].colour if one.cleared else UNTOLD}"/>'
        for one in runs
    ]
    return _strip(words, _ROW, drawn, _ticks(whole, scale, 0.0, _ROW))


def _strip(words: str, high: float, drawn: Iterable[str], ticks: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:g} {high + _TICKS:g}"'
        f' role="img" aria-label="{escape(words)}" class="strip" font-size="11">'
        f"{''.join(drawn)}{ticks}</svg>"
    )


def _top(side: Side) -> float:
    return list(Side).index(side) * (_ROW + _GAP)


def _row(side: Side) -> str:
    top = _top(side)
    name = say("trái") if side is Side.LEFT else say("phải")
    return (
        f'<rect x="{_LEFT:g}" y="{top:g}" width="{_WIDE - _LEFT:g}" height="{_ROW:g}"'
        f' fill="{_GROUND}"/><text x="0" y="{top + 13:g}" fill="{_INK}">{escape(name)}</text>'
    )


def _piece(stretch: Stretch, shown: ShownClass, scale: float) -> str:
    wide = max(stretch.length_m * scale - 0.4, _LEAST_PX)
    return (
        f'<rect x="{_LEFT + stretch.from_m * scale:.1f}" y="{_top(stretch.side):g}"'
        f' width="{wide:.1f}" height="{_ROW:g}" fill="{SHOWN_LOOKS[shown].colour}"/>'
    )


def _ticks(whole: float, scale: float, left: float, top: float) -> str:
    if not scale:
        return ""
    apart = next((one for one in _STEPS_M if one * scale >= _APART_PX), _STEPS_M[-1])
    marks = []
    for metre in range(0, int(whole) + 1, apart):
        at = left + metre * scale
        marks.append(f'<path d="M{at:.1f} {top:g}v5" stroke="{_INK}" stroke-width="0.8"/>')
        if at + _APART_PX * 0.8 <= _WIDE:
            marks.append(
                f'<text x="{at + 2:.1f}" y="{top + 13:g}" fill="{_INK}">{chainage(metre)}</text>'
            )
    return "".join(marks)
