"""Small pieces of a shared page: words, bars, signs. Every text is escaped here."""

from collections.abc import Iterable
from html import escape

from trackers.drawing.shared_curve import Line
from trackers.words.formats import percent


def line(words: str, *, quiet: bool = False) -> str:
    """Give a line of words; nothing for none."""
    if not words:
        return ""
    return f"<p><small>{escape(words)}</small></p>" if quiet else f"<p>{escape(words)}</p>"


def bar(share: float, colour: str, name: str, told: str = "") -> str:
    """Give a bar of percent with its name; its drawing tells nothing that the words do not.

    `told` stands for the percent where that alone would say too much.
    """
    return (
        f'<span class="bar"><span>{escape(name)}</span><svg viewBox="0 0 100 4"'
        ' preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h100v4H0z" fill="#E3E7EB"/>'
        f'<path d="M0 0h{min(share, 100):.1f}v4H0z" fill="{colour}"/></svg>'
        f"<strong>{escape(told or percent(share))}</strong></span>"
    )


def part(title: str, *inside: str) -> str:
    """Give a part of a card with its title; `inside` is HTML."""
    return f'<div class="part"><h3>{escape(title)}</h3>{"".join(inside)}</div>'


def chart(drawn: str | None) -> str:
    """Give a chart, or the place that is kept free for one."""
    return f'<div class="chart">{drawn}</div>' if drawn else '<div class="chart waiting"></div>'


def signs(listed: Iterable[tuple[str, str]]) -> str:
    """Explain signs: each a drawing (SVG) with its words."""
    found = "".join(f"<span>{drawn}{escape(words)}</span>" for drawn, words in listed)
    return f'<p class="signs">{found}</p>'


def line_signs(lines: Iterable[Line]) -> str:
    """Name the lines of a chart."""
    return signs((_dash(one), one.name) for one in lines)


def _dash(one: Line) -> str:
    dashes = "5 3" if one.planned else "none"
    return (
        f'<svg viewBox="0 0 20 14" aria-hidden="true"><path d="M0 7h20" stroke-width="3"'
        f' stroke="{one.colour}" stroke-dasharray="{dashes}"/></svg>'
    )


def swatch(colour: str) -> str:
    """Give a square in a colour."""
    return (
        '<svg viewBox="0 0 14 14" aria-hidden="true">'
        f'<rect width="14" height="14" rx="2" fill="{colour}"/></svg>'
    )


def table(heads: Iterable[str], rows: Iterable[str], foot: str = "") -> str:
    """Give a table; heads are words, rows and foot HTML rows."""
    top = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    below = f"<tfoot>{foot}</tfoot>" if foot else ""
    return (
        f'<div class="wide"><table><thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody>{below}</table></div>"
    )


def row(name: str, *cells: str) -> str:
    """Give a row of a table; cells are HTML."""
    return f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>'
