"""Numbers and money as Vietnamese officers type them (DOMAIN §4): the clear are read, others asked.

A point groups thousands, a comma begins decimals: 9222,1 = 9.222,1 and 20.000 is twenty thousand.
What a Vietnamese writing cannot be, or what another convention would read differently (1.5, 1,234),
is never guessed: the error names the readings, each written so that it is clear.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from geodata.errors import (
    FractionOfDong,
    NotANumber,
    NotWhole,
    NumberTooLarge,
    OtherUnit,
    SeveralNumbers,
)

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")
_NUMBER_AND_UNIT = re.compile(r"([0-9][0-9., ]*|[.,][0-9., ]*)(?<=[0-9]) *([^0-9.,]?.*)")
_ONLY_GROUPS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")
_ONE_POINT = re.compile(r"[1-9][0-9]*\.[0-9]+")
_MOST_DIGITS = 15  # what a float keeps exactly
_GROUP = 3


@dataclass(frozen=True)
class Unit:
    """What a field counts in: the sign that is shown, and what people may write behind a number."""

    sign: str
    names: tuple[str, ...]


AREA = Unit("m²", ("m2", "m²", "mét vuông", "met vuong"))
LENGTH = Unit("m", ("m", "mét", "met"))
PERCENT = Unit("%", ("%", "phần trăm"))
_MONEY = {
    **dict.fromkeys(("đ", "đồng", "vnd", "vnđ"), 1),
    **dict.fromkeys(("k", "nghìn", "ngàn", "nghìn đồng", "ngàn đồng"), 1_000),
    **dict.fromkeys(("tr", "triệu", "trđ", "tr đồng", "triệu đồng"), 1_000_000),
    **dict.fromkeys(("tỷ", "tỉ", "tỷ đồng", "tỉ đồng"), 1_000_000_000),
}
_KNOWN = {*AREA.names, *LENGTH.names, *PERCENT.names, *_MONEY} | {
    *("ha", "hecta", "km", "cm", "mm", "dm", "km2", "km²", "công", "sào", "mẫu")
}
# A bare amount beyond these was probably meant in the other unit; it is asked.
_MANY_MILLIONS, _FEW_DONG = 100_000, 1_000


@dataclass(frozen=True)
class Marks:
    """The marks of a convention."""

    group: str
    decimal: str

    def read(self, bare: str) -> Decimal | None:
        """Give the number a text is in this convention, or None."""
        whole, mark, decimals = bare.partition(self.decimal)
        if mark and re.fullmatch(r"[0-9]+", decimals) is None:
            return None
        for group in (self.group, " "):
            pattern = rf"[0-9]+|[1-9][0-9]{{0,2}}({re.escape(group)}[0-9]{{3}})+"
            if re.fullmatch(pattern, whole):
                return Decimal(f"{whole.replace(group, '')}.{decimals or 0}")
        return None


VIETNAMESE = Marks(".", ",")
POINTS = Marks(",", ".")


def read_number(text: str, *, unit: Unit | None = None, marks: Marks | None = None) -> float:
    """Read a number without sign; a unit behind it may be that of the field.

    `marks` is the convention that a whole column shows (`marks_of`); without one, a text is read
    as an officer types it.

    Raises
    ------
    NotANumber, NumberTooLarge, OtherUnit
        The text is no number this field can take.
    SeveralNumbers
        It can be read in more than one way, or only as no Vietnamese writes it.
    """
    bare, behind = _apart(text)
    if behind and (unit is None or behind not in unit.names):
        if unit is not None and behind in _KNOWN:
            raise OtherUnit(text=text.strip(), unit=behind, wanted=unit.sign)
        raise NotANumber(text=text.strip())
    return float(_decimal(bare, text, marks))


def read_count(text: str) -> int:
    """Read how many there are.

    Raises
    ------
    NotWhole
        The number has decimals.
    NotANumber, NumberTooLarge, SeveralNumbers
        As in `read_number`.
    """
    count = read_number(text)
    if count != int(count):
        raise NotWhole(text=text.strip())
    return int(count)


def read_money(text: str, *, millions: bool) -> int:
    """Read an amount in đồng; a bare number counts in triệu đồng (`millions`) or in đồng.

    Raises
    ------
    NotANumber, NumberTooLarge, OtherUnit, FractionOfDong
        The text is no amount.
    SeveralNumbers
        It can be read in more than one way; a bare number far too large or small for its unit too.
    """
    bare, behind = _apart(text)
    if behind and behind not in _MONEY:
        if behind in _KNOWN:
            raise OtherUnit(text=text.strip(), unit=behind, wanted="đồng")
        raise NotANumber(text=text.strip())
    try:
        value = _decimal(bare, text, None)
    except SeveralNumbers as several:
        unit = behind or ("triệu đồng" if millions else "đồng")
        raise _several(text, (f"{one} {unit}" for one in several.values["readings"])) from several  # type: ignore[attr-defined] # our own list
    if not behind and _odd(value, millions=millions):
        raise _several(text, (f"{written(value)} {one}" for one in ("đồng", "triệu đồng")))
    amount = value * (_MONEY[behind] if behind else 1_000_000 if millions else 1)
    if amount != int(amount):
        raise FractionOfDong(text=text.strip())
    if amount >= 10**_MOST_DIGITS:
        raise NumberTooLarge(text=text.strip())
    return int(amount)


def marks_of(texts: Iterable[str], *, unit: Unit | None = None) -> Marks | None:
    """Give the convention in which all numbers of a file's column can be read, if one alone can.

    A column in which some numbers have decimals behind a point while others look like groups of
    thousands (119.3 beside 20.000) shows none, unless all have exactly three decimals.
    """
    found = [_apart(text)[0] for text in texts if _fits(text, unit)]
    vietnamese, points = (
        [one for one in found if marks.read(one) is None] for marks in (VIETNAMESE, POINTS)
    )
    if not vietnamese:
        return VIETNAMESE if points else None
    grouped = [one for one in found if _ONLY_GROUPS.fullmatch(one)]
    even = all(len(one.partition(".")[2]) in {0, _GROUP} for one in found)
    return None if points or (grouped and not even) else POINTS


def written(value: float | Decimal, *, grouped: bool = True) -> str:
    """Write a number as it is typed, exactly and so that it can be read in one way only.

    Three decimals behind few figures look like thousands elsewhere: they get a fourth.
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    whole, _, decimals = f"{exact:f}".partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == _GROUP:
        decimals += "0"
    if grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    return f"{whole},{decimals}" if decimals else whole


def written_money(value: int, *, millions: bool) -> str:
    """Write an amount in đồng as it is typed into a field that counts in triệu đồng or đồng."""
    amount = Decimal(value) / 1_000_000 if millions else Decimal(value)
    behind = "triệu đồng" if millions else "đồng"
    return f"{written(amount)} {behind}" if _odd(amount, millions=millions) else written(amount)


def _apart(text: str) -> tuple[str, str]:
    """Give the figures of a text, and the unit behind them in small letters."""
    plain = " ".join(text.translate(_SPACES).split())
    found = _NUMBER_AND_UNIT.fullmatch(plain)
    if found is None:
        raise NotANumber(text=text.strip())
    return found[1], found[2].casefold()


def _fits(text: str, unit: Unit | None) -> bool:
    """Tell whether a text is figures, with the unit or without."""
    try:
        behind = _apart(text)[1]
    except NotANumber:
        return False
    return not behind or (unit is not None and behind in unit.names)


def _decimal(bare: str, text: str, marks: Marks | None) -> Decimal:
    if sum(one.isdigit() for one in bare) > _MOST_DIGITS:
        raise NumberTooLarge(text=text.strip())
    if marks is not None and (value := marks.read(bare)) is not None:
        return value
    ours, others = VIETNAMESE.read(bare), POINTS.read(bare)
    if ours is not None and (others in {None, ours} or _ONLY_GROUPS.fullmatch(bare)):
        return ours
    slip = Decimal(bare.replace(".", "")) if _ONE_POINT.fullmatch(bare) else None
    readings = dict.fromkeys(one for one in (ours, others, slip) if one is not None)
    if not readings:
        raise NotANumber(text=text.strip())
    raise _several(text, (written(one) for one in readings))


def _several(text: str, readings: Iterable[str]) -> SeveralNumbers:
    return SeveralNumbers(text=text.strip(), readings=tuple(readings))


def _odd(value: Decimal, *, millions: bool) -> bool:
    return value >= _MANY_MILLIONS if millions else 0 < value < _FEW_DONG
