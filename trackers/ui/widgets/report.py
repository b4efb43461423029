"""Tables and cards in HTML of our own, each value escaped, and links from numbers to the map."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from trackers.ui import state
from trackers.words import current_language
from trackers.words.formats import number

_KEPT = ("as", "lang", "as_of", "sight", "mask")
STYLE = Path(__file__).resolve().parent.parent / "report.css"


def style() -> None:
    """Bring the looks of tables and cards; once a page."""
    st.html(STYLE)


def title(words: str, beside: str = "") -> None:
    """Show a page's or part's title with quiet words beside it."""
    side = f"<span>{escape(beside)}</span>" if beside else ""
    st.html(f'<div class="mb-page"><h2>{escape(words)}</h2>{side}</div>')


def map_address(at_ward: str, **codes: Sequence[str] | str) -> str:
    """Give the address of the map page with these filters, for the same ward, officer, language."""
    return page_address(at_ward, "", **codes)


def page_address(at_ward: str, page: str, **codes: Sequence[str] | str) -> str:
    """Give the address of a page, relative to its neighbours, with codes in the query.

    A former day goes along.
    """
    kept = {"ward": at_ward, **{name: state.raw(name) for name in _KEPT}}
    chosen = {
        name: value if isinstance(value, str) else ",".join(value) for name, value in codes.items()
    }
    pairs = [(name, text) for name, text in {**kept, **chosen}.items() if text]
    return f"./{page}?" + "&".join(f"{name}={quote(text, safe=',')}" for name, text in pairs)


def link(address: str, words: object, *, hint: str = "") -> str:
    """Give the HTML of a link that opens in the same window."""
    tip = f' title="{escape(hint)}"' if hint else ""
    return f'<a href="{escape(address)}" target="_self"{tip}>{escape(str(words))}</a>'


def anchor(name: str) -> None:
    """Mark a place of the page that links can name."""
    st.html(f'<div id="{escape(name)}"></div>')


def cell(content: str, kind: str = "", *, span: int = 1) -> str:
    """Give a table's cell; `content` is HTML."""
    looks = f' class="{kind}"' if kind else ""
    wide = f' colspan="{span}"' if span > 1 else ""
    return f"<td{looks}{wide}>{content}</td>"


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    total: Sequence[str] = (),
    caption: str = "",
    numbered: bool = False,
    wide: bool = False,
) -> None:
    """Show a table; rows are cells in HTML, headings and caption are plain words.

    `numbered` adds the row (1)(2)… under the headings, as official sheets have it.
    """
    top = "".join(f"<th scope='col'>{escape(one)}</th>" for one in headings)
    numbers = "".join(f"<th>({one})</th>" for one in range(1, len(headings) + 1))
    count = f'<tr class="numbers">{numbers}</tr>' if numbered else ""
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    foot = f'<tr class="total">{"".join(total)}</tr>' if total else ""
    words = f"<caption>{escape(caption)}</caption>" if caption else ""
    looks = "mb-report wide" if wide else "mb-report"
    inside = f"{words}<thead><tr>{top}</tr>{count}</thead><tbody>{body}{foot}</tbody>"
    # Reachable by the keyboard, since it scrolls where the screen is narrow.
    st.html(f'<div class="{looks}" tabindex="0"><table>{inside}</table></div>')


def area(value_m2: float) -> str:
    """Write an area with one decimal always, so that the figures of a column stand in line."""
    whole = number(value_m2, digits=1)
    comma = "." if current_language() == "en" else ","
    return whole if comma in whole else f"{whole}{comma}0"


def cards(facts: Mapping[str, str]) -> None:
    """Show facts as small cards; names are plain words, values HTML."""
    parts = "".join(
        f'<div><span class="name">{escape(name)}</span><div class="value">{value}</div></div>'
        for name, value in facts.items()
    )
    st.html(f'<div class="mb-cards">{parts}</div>')


def bar(percent: float) -> str:
    """Give the HTML of a bar filled to a share from 0 to 100."""
    return f'<div class="mb-bar"><i style="width:{min(max(percent, 0), 100):.0f}%"></i></div>'
