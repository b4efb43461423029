"""A small curve beside a figure: this period against the same one of last year, as SVG.

Drawn on the server from plain numbers, without a style attribute or a script: it may stand in a
plain page under a strict policy as it is, and on Streamlit's page, whose HTML lets no SVG through,
as a picture.
"""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

Points = Sequence[tuple[float, float]]
WIDTH_PX, HEIGHT_PX = 132, 32
_EDGE = 4
_NOW, _BEFORE, _TARGET = "#0072B2", "#6A6F76", "#A84300"


def sparkline(now: Points, before: Points = (), *, target: float | None = None, words: str) -> str:
    """Give the curve as SVG, "" where there is nothing to draw.

    Parameters
    ----------
    now, before
        The values of this period and of the same one last year: how far into the period (0 to 1),
        and the value.
    target
        What is to be reached, a line across.
    words
        What the picture says, for who cannot see it.
    """
    if not now and not before:
        return ""
    scale = _Scale([y for _, y in (*now, *before)] + ([] if target is None else [target]))
    parts = [
        _line(before, scale, _BEFORE, ' stroke-dasharray="2 2"', width=1.2),
        _line(now, scale, _NOW, "", width=1.8),
    ]
    if target is not None:
        at = scale.y(target)
        ends = f'x1="0" x2="{WIDTH_PX}" y1="{at:.1f}" y2="{at:.1f}"'
        parts.insert(0, f'<line {ends} stroke="{_TARGET}" stroke-dasharray="1 3"/>')
    if now:
        x, y = scale.at(now[-1])
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{_NOW}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{HEIGHT_PX}" '
        f'viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" role="img" aria-label="{escape(words)}">'
        f"<title>{escape(words)}</title>{''.join(parts)}</svg>"
    )


def picture(svg: str, *, words: str) -> str:
    """Give the same as an image that carries itself; "" of nothing."""
    if not svg:
        return ""
    data = b64encode(svg.encode()).decode()
    size = f'width="{WIDTH_PX}" height="{HEIGHT_PX}"'
    told = escape(words)
    return f'<img src="data:image/svg+xml;base64,{data}" {size} alt="{told}" title="{told}">'


class _Scale:
    """Where values stand: from nought, so that a small change looks small."""

    def __init__(self, values: Sequence[float]) -> None:
        self._top = max([0.0, *values]) or 1.0

    def y(self, value: float) -> float:
        """Give the height of a value, from above."""
        return HEIGHT_PX - _EDGE - (HEIGHT_PX - 2 * _EDGE) * max(value, 0.0) / self._top

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Give where a point stands."""
        across = min(max(point[0], 0.0), 1.0)
        return _EDGE + (WIDTH_PX - 2 * _EDGE) * across, self.y(point[1])


def _line(points: Points, scale: _Scale, colour: str, more: str, *, width: float) -> str:
    if len(points) < 2:  # noqa: PLR2004 (a line has two ends)
        return ""
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(scale.at, points))
    return (
        f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linejoin="round"{more}/>'
    )
