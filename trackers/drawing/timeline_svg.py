"""A work's milestones as SVG for a room: names beside the days, planned, expected and actual.

It carries no style and no script, so that a page under a strict policy may hold it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from trackers.domain.projects import Milestone
from trackers.drawing.charts import LATE, LATE_WORDS
from trackers.drawing.signs import PLAN, SIGNS, Sign
from trackers.words import say
from trackers.words.formats import day, days

_WIDE, _NAMES, _ROW, _HEAD, _FOOT = 760, 340, 36, 30, 26
_INK, _GRID, _QUIET = "#111111", "#C9CDD2", "#3A3A3A"
# So many letters of a name fit before the days, in the size below; more end in dots.
_LETTERS, _SIZE = 33, 20
_MOST_TICKS = 5
_YEAR = 12


@dataclass(frozen=True)
class _Time:
    """How days become units of the drawing."""

    first: date
    last: date

    def x(self, on: date) -> float:
        share = (on - self.first).days / max((self.last - self.first).days, 1)
        return _NAMES + 14 + (_WIDE - _NAMES - 30) * share

    def ticks(self) -> Iterator[date]:
        """Give the beginnings of months, so many apart that not too many are shown."""
        months = [
            date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, _YEAR + 1)
            if self.first <= date(year, month, 1) <= self.last
        ]
        apart = -(-len(months) // _MOST_TICKS) or 1
        yield from months[::apart]


def timeline_svg(milestones: Sequence[Milestone], today: date) -> str:
    """Draw milestones in their order, one row each; what is late says by how many days.

    A day that is only estimated is hollow on a dashed line, a confirmed or actual one is filled.
    """
    time = _span(milestones, today)
    high = _HEAD + _ROW * len(milestones) + _FOOT
    rows = "".join(
        _row(one, time, _HEAD + _ROW * place, today) for place, one in enumerate(milestones)
    )
    words = say("Mốc tiến độ: kế hoạch, dự kiến, thực tế")
    return (
        f'<svg class="timeline" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" '
        f'role="img" aria-label="{escape(words)}">{_axis(time, high)}'
        f"{_today(time.x(today), today, high)}{rows}</svg>"
    )


def _span(milestones: Sequence[Milestone], today: date) -> _Time:
    known = [today]
    for one in milestones:
        known += [on for on in (one.baseline_on, one.forecast_on, one.actual_on) if on]
    margin = timedelta(days=max(7, (max(known) - min(known)).days // 20))
    return _Time(min(known) - margin, max(known) + margin)


def _row(one: Milestone, time: _Time, top: float, today: date) -> str:
    middle = top + _ROW / 2
    late = one.is_late(today)
    plan, end = time.x(one.baseline_on), time.x(one.expected_on)
    estimated = one.actual_on is None and not one.confirmed
    behind = end > plan and (late or one.actual_on is not None)
    parts = [_name(one, middle, late=late)]
    if abs(end - plan) > 1:
        dashes = ' stroke-dasharray="8 6"' if estimated else ""
        parts.append(
            f'<path d="M{plan:.1f} {middle}H{end:.1f}" stroke="{LATE if behind else PLAN}" '
            f'stroke-width="4"{dashes}/>'
        )
    parts.append(_sign(SIGNS["plan"], plan, middle))
    if one.actual_on is not None:
        parts.append(_sign(SIGNS["actual"], end, middle))
    elif one.forecast_on is not None:
        parts.append(_sign(SIGNS["confirmed" if one.confirmed else "estimated"], end, middle))
    return "".join(parts)


def _name(one: Milestone, middle: float, *, late: bool) -> str:
    """Give a milestone's name, with by how much it is late before it."""
    weight = ' font-weight="700"' if late else ""
    slip = f" (+{one.slip_days})" if late and one.slip_days > 0 else ""
    room = _LETTERS - len(slip) - (2 if late else 0)
    short = one.name if len(one.name) <= room else one.name[: room - 1].rstrip() + "…"
    hint = escape(
        f"{one.name} · {say('kế hoạch {day}', day=day(one.baseline_on))}"
        + (f" · {say('chậm {days}', days=days(one.slip_days))}" if one.slip_days > 0 else "")
    )
    return (
        f'<text x="0" y="{middle + 7:.1f}" font-size="{_SIZE}" '
        f'fill="{LATE_WORDS if late else _INK}"{weight}><title>{hint}</title>'
        f"{escape(short + slip)}</text>"
    )


def _sign(sign: Sign, x: float, y: float) -> str:
    """Draw the sign of a kind of day; the shapes are those of all charts."""
    fill = sign.colour if sign.filled else "#FFFFFF"
    look = f'fill="{fill}" stroke="{sign.colour}" stroke-width="3"'
    hint = f"<title>{escape(say(sign.label))}</title>"
    if sign.shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y}" r="8" {look}>{hint}</circle>'
    if sign.shape == "square":
        return f'<rect x="{x - 8:.1f}" y="{y - 8}" width="16" height="16" {look}>{hint}</rect>'
    return f'<path d="M{x:.1f} {y - 9}l9 9l-9 9l-9 -9Z" {look}>{hint}</path>'


def _axis(time: _Time, high: float) -> str:
    bottom = high - _FOOT
    return "".join(
        f'<path d="M{time.x(on):.1f} {_HEAD - 4}V{bottom}" stroke="{_GRID}" stroke-width="1.5"/>'
        f'<text x="{time.x(on):.1f}" y="{_HEAD - 10}" font-size="18" fill="{_QUIET}" '
        f'text-anchor="middle">{on:%m/%Y}</text>'
        for on in time.ticks()
    )


def _today(x: float, today: date, high: float) -> str:
    words = say("hôm nay {day}", day=f"{today:%d/%m}")
    late = x > _NAMES + (_WIDE - _NAMES) * 0.7
    return (
        f'<path d="M{x:.1f} {_HEAD - 4}V{high - _FOOT + 4}" stroke="{_INK}" stroke-width="2.5" '
        'stroke-dasharray="3 3"/>'
        f'<text x="{x:.1f}" y="{high - 6}" font-size="18" font-weight="700" fill="{_INK}" '
        f'text-anchor="{"end" if late else "start"}">{escape(words)}</text>'
    )
