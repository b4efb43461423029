"""Households (hộ): who holds the land, who inherits, how they are reached. All of it is personal.

The code alone is not. A household that was merged into another stays as an alias: its code is
never given again, and leads to the one that was kept.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.errors import (
    DateInFuture,
    DateMissing,
    OddIdNumber,
    TextMissing,
    TextTooLong,
)

LONGEST_LINE, LONGEST_NOTE = 500, 4000
# CCCD and số định danh cá nhân have twelve digits, the older CMND nine.
ID_LENGTHS = frozenset({9, 12})


class HeirState(StrEnum):
    """What an heir of a dead holder has said so far."""

    NOT_MET = "not_met"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    AUTHORISED = "authorised"
    SIGNED = "signed"
    RENOUNCED = "renounced"

    @property
    def label(self) -> str:
        """The Vietnamese words of the state."""
        return _STATES[self]


_STATES = {
    HeirState.NOT_MET: "Chưa gặp",
    HeirState.AGREED: "Đồng ý, chưa ký",
    HeirState.NOT_AGREED: "Chưa đồng ý",
    HeirState.AUTHORISED: "Đã ủy quyền",
    HeirState.SIGNED: "Đã ký",
    HeirState.RENOUNCED: "Từ chối nhận di sản",
}


@dataclass(frozen=True)
class Heir:
    """One heir of a dead holder: what they are to the dead, where they live, what they said."""

    name: str
    relation: str = ""
    place: str = ""
    state: HeirState = HeirState.NOT_MET


@dataclass(frozen=True)
class Household:
    """A household; `fictional` marks the demo's invented people.

    `phone` and `id_number` (số định danh: CCCD, CMND) hold one number a line, with whose it is.
    `died` is the day, month or year in which the holder died ("15/03/2011", "03/2011", "2011"), ""
    when only the fact is known. `thanks` is the household's consent to be thanked in public, with
    its day and how it was given.
    `merged_into` is the code of the household that this one turned out to be.
    """

    code: str
    holder: str
    co_owners: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""
    id_number: str = ""
    note: str = ""
    fictional: bool = False
    chat: str = ""
    best_time: str = ""
    representative: str = ""
    deceased: bool = False
    died: str = ""
    heirs: tuple[Heir, ...] = ()
    thanks: bool = False
    thanks_on: date | None = None
    thanks_how: str = ""
    merged_into: str | None = None
    version: int = 1

    @property
    def phones(self) -> tuple[str, ...]:
        """The numbers, each as it was written."""
        return tuple(line.strip() for line in self.phone.splitlines() if line.strip())


# What a form may change; two people's changes to different ones are merged.
FREE_FIELDS = (
    *(
        "holder",
        "co_owners",
        "address",
        "phone",
        "id_number",
        "note",
        "chat",
        "best_time",
        "representative",
    ),
    *("deceased", "died", "heirs"),
)
# A consent is one thing: its halves are never combined.
FIRM_FIELDS = ("thanks", "thanks_on", "thanks_how")


def check_household(home: Household, today: date) -> None:
    """Refuse what cannot be; raises TextMissing, TextTooLong, DateMissing, DateInFuture."""
    if not home.holder.strip():
        raise TextMissing(field="holder")
    lines = (home.holder, *home.co_owners, home.address, home.chat, home.best_time, home.died)
    _check_lengths((*lines, home.representative, home.thanks_how), LONGEST_LINE)
    _check_lengths((home.note, home.phone, home.id_number), LONGEST_NOTE)
    for line in home.id_number.splitlines():
        check_id_number(line)
    for heir in home.heirs:
        if not heir.name.strip():
            raise TextMissing(field="heir")
        _check_lengths((heir.name, heir.relation, heir.place), LONGEST_LINE)
    if home.died and not home.deceased:
        raise TextMissing(field="deceased")
    _check_consent(home, today)


def check_id_number(line: str) -> None:
    """Refuse a line of nothing but digits that is neither a CCCD nor a CMND; raises OddIdNumber.

    A line with letters is a passport, or says whose number it is.
    """
    bare = "".join(line.split()).replace(".", "")
    if bare.isdecimal() and len(bare) not in ID_LENGTHS:
        raise OddIdNumber(value=line.strip(), digits=len(bare))


def _check_lengths(texts: tuple[str, ...], most: int) -> None:
    for text in texts:
        if len(text) > most:
            raise TextTooLong(length=len(text), most=most)


def _check_consent(home: Household, today: date) -> None:
    if not home.thanks:
        return
    if home.thanks_on is None:
        raise DateMissing(field="thanks_on")
    if home.thanks_on > today:
        raise DateInFuture(on=home.thanks_on, today=today)
    if not home.thanks_how.strip():
        raise TextMissing(field="thanks_how")
