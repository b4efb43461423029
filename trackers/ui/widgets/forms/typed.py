"""Fields of forms for numbers, money, shares and days, read as officers type them.

A form with a field that could not be read is not saved.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from geodata.chainage import read_chainage, written_chainage
from geodata.days import Towards, read_day, read_day_part
from geodata.numbers import Unit, read_count, read_money, read_number, written, written_money
from geodata.places import Bounds, read_place, written_place
from geodata.shares import read_share
from trackers.ui.widgets import asking
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.formats import day, money_vnd

Value = TypeVar("Value")


def number_field(
    name: str, part: str, label: str, value: float | None = None, *, unit: Unit | None = None
) -> float | None:
    """Show a field for a number without sign; `label` names the unit. Empty gives None."""
    return _field(
        name,
        part,
        label,
        "" if value is None else written(value),
        lambda text: read_number(text, unit=unit),
        lambda read: f"{written(read)} {unit.sign}" if unit else written(read),
    )


def chainage_field(name: str, part: str, label: str, value: float | None = None) -> float | None:
    """Show a field for how far along a road something lies, in metres. Empty gives None."""
    first = "" if value is None else written_chainage(value)
    return _field(name, part, label, first, read_chainage, written_chainage)


def count_field(name: str, part: str, label: str, value: int | None = None) -> int | None:
    """Show a field for how many. Empty gives None."""
    return _field(name, part, label, "" if value is None else str(value), read_count, str)


def money_field(
    name: str, part: str, label: str, value: int | None = None, *, millions: bool = True
) -> int | None:
    """Show a field for an amount, typed in triệu đồng or in đồng; gives đồng. Empty gives None."""
    base = say("triệu đồng") if millions else say("đồng")
    return _field(
        name,
        part,
        f"{label} ({base})",
        "" if value is None else written_money(value, millions=millions),
        lambda text: read_money(text, millions=millions),
        money_vnd,
    )


def share_field(name: str, part: str, label: str, value: str) -> str:
    """Show a field for a share (1/2, 33,3%), "" where it is not known."""
    return _field(name, part, label, value, lambda text: read_share(text).text, str) or ""


def day_field(
    name: str, part: str, label: str, value: date | None, *, today: date, towards: Towards
) -> date | None:
    """Show a field for a day, typed (1/3, hôm nay, thứ Năm) or picked; empty gives None.

    `towards` is the side of today on which it lies.
    """

    def read(text: str) -> date:
        return read_day(text, today=today, towards=towards)

    def line(first: str) -> str:
        def field(changed: Callable[[], None]) -> str:
            return frame.text_field(name, part, label, first, on_change=changed)

        return asking.with_calendar(frame.field(name, part), label, field, read)

    return _field(
        name,
        part,
        label,
        "" if value is None else day(value),
        read,
        day,
        line,
    )


def place_field(
    name: str,
    part: str,
    label: str,
    value: tuple[float, float] | None,
    *,
    bounds: Bounds,
    crs: str,
) -> tuple[float, float] | None:
    """Show a field for a place: longitude and latitude (EPSG:4326). Empty gives None.

    `bounds` (degrees) and `crs` are the ward's, in which a place has to lie.
    """

    def read(text: str) -> tuple[float, float]:
        return read_place(text, bounds, crs)

    first = "" if value is None else written_place(*value)
    return _field(name, part, label, first, read, lambda one: written_place(*one))


def day_part_field(name: str, part: str, label: str, value: str, *, today: date) -> str:
    """Show a field for a day that lies behind, its month or its year alone; "" where unknown."""

    def read(text: str) -> str:
        return read_day_part(text, today=today).text

    return _field(name, part, label, value, read, str) or ""


def _field(
    name: str,
    part: str,
    label: str,
    first: str,
    read: Callable[[str], Value],
    words: Callable[[Value], str],
    line: Callable[[str], str] | None = None,
) -> Value | None:
    """Show a line for a text; give what it was read as, None where it is empty or unclear."""
    text = line(first) if line else frame.text_field(name, part, label, first)
    found = asking.understood(frame.field(name, part), text, first, read, words)
    frame.note_unread(name, part, unread=found[1])
    return found[0]
