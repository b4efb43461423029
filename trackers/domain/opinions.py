"""Voters' opinions, petitions and complaints: about which place, answered by whom, and how soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.errors import DateInFuture, DateTooEarly, TextMissing
from trackers.domain.stages import Look

# An answered opinion stays on the map for so many days.
SHOWN_DAYS = 365


class OpinionKind(StrEnum):
    """What was brought forward."""

    VOICE = "voice"
    PETITION = "petition"
    COMPLAINT = "complaint"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _KINDS[self]


class OpinionState(StrEnum):
    """How far an opinion is, by which lists are chosen and pins drawn."""

    LATE = "late"
    OPEN = "open"
    ANSWERED = "answered"

    @property
    def label(self) -> str:
        """The Vietnamese words of the state."""
        return _STATES[self].label

    @property
    def look(self) -> Look:
        """Sign, colour and label, the same on map, list and card."""
        return _STATES[self]


_KINDS = {
    OpinionKind.VOICE: "Ý kiến cử tri",
    OpinionKind.PETITION: "Kiến nghị",
    OpinionKind.COMPLAINT: "Khiếu nại",
}
_STATES = {
    OpinionState.LATE: Look("!", "#B3261E", "Quá hạn trả lời"),
    OpinionState.OPEN: Look("?", "#8A5A00", "Chưa trả lời"),
    OpinionState.ANSWERED: Look("✓", "#4A5560", "Đã trả lời"),
}


@dataclass(frozen=True)
class Opinion:
    """What somebody asked for, complained of or proposed, and the answer.

    It is about an area, a work, a case or a point (`lat`, `lng` in EPSG:4326), as far as known.
    `answer` without `answered_on` is a word given meanwhile: the matter stays open. `text`,
    `answer` and `from_whom` are personal.
    """

    code: str
    area_code: str
    project_code: str | None
    text: str
    raised_on: date
    answered_on: date | None = None
    answer: str = ""
    kind: OpinionKind = OpinionKind.VOICE
    from_whom: str = ""
    case_code: str = ""
    lat: float | None = None
    lng: float | None = None
    officer_code: str = ""
    due_on: date | None = None
    answered_by: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.answered_on is None

    @property
    def place(self) -> tuple[float, float] | None:
        """Longitude and latitude (EPSG:4326) of the point it is about, or None."""
        return None if self.lat is None or self.lng is None else (self.lng, self.lat)

    def state(self, on: date) -> OpinionState:
        """Tell how far it is on a day."""
        if not self.is_open:
            return OpinionState.ANSWERED
        late = self.due_on is not None and self.due_on < on
        return OpinionState.LATE if late else OpinionState.OPEN

    def days(self, on: date) -> int:
        """Give how many days the answer took, or how many it is waited for."""
        return ((self.answered_on or on) - self.raised_on).days


def check_opinion(one: Opinion, *, today: date) -> None:
    """Refuse an opinion without words, or whose days are in disorder.

    Raises TextMissing, DateInFuture, DateTooEarly.
    """
    if not one.text.strip():
        raise TextMissing(field="opinion")
    if one.raised_on > today:
        raise DateInFuture(on=one.raised_on, today=today)
    if one.due_on is not None and one.due_on < one.raised_on:
        raise DateTooEarly(on=one.due_on, earliest=one.raised_on)
    if one.answered_on is not None:
        check_answer(one, today=today)


def check_answer(one: Opinion, *, today: date) -> None:
    """Refuse an answer without words, or of a day that cannot be.

    Raises TextMissing, DateInFuture, DateTooEarly.
    """
    if not one.answer.strip():
        raise TextMissing(field="answer")
    if one.answered_on is None:
        return
    if one.answered_on > today:
        raise DateInFuture(on=one.answered_on, today=today)
    if one.answered_on < one.raised_on:
        raise DateTooEarly(on=one.answered_on, earliest=one.raised_on)


def by_urgency(opinions: Iterable[Opinion], on: date) -> list[Opinion]:
    """Give opinions as they are read out: late ones, open ones by age, then the last answered."""
    order = list(OpinionState)

    def urgency(one: Opinion) -> tuple[int, int, str]:
        state = one.state(on)
        if one.answered_on is not None:
            return order.index(state), -one.answered_on.toordinal(), one.code
        day = one.due_on if one.due_on and state is OpinionState.LATE else one.raised_on
        return order.index(state), day.toordinal(), one.code

    return sorted(opinions, key=urgency)


def pins(opinions: Iterable[Opinion], on: date) -> list[dict[str, object]]:
    """Give what officers' maps draw of opinions with a point: codes, numbers and days, no words.

    c code, x longitude, y latitude (EPSG:4326), s "open" or "answered", d the day until which an
    open one is to be answered. One that was answered long ago is left away.
    """
    return [
        {
            "c": one.code,
            "x": round(one.lng, 6),
            "y": round(one.lat, 6),
            "s": (OpinionState.OPEN if one.is_open else OpinionState.ANSWERED).value,
        }
        | ({"d": one.due_on.isoformat()} if one.is_open and one.due_on else {})
        for one in opinions
        if one.lng is not None and one.lat is not None
        if one.answered_on is None or (on - one.answered_on).days <= SHOWN_DAYS
    ]


def for_review(
    opinions: Iterable[Opinion], *, since_on: date, on: date
) -> tuple[list[Opinion], list[Opinion], list[Opinion]]:
    """Give what a review hears: those new since the last one, other open ones, others answered.

    `since_on` is the day of the last review, `on` this one's; each opinion is in one list only.
    """
    listed = by_urgency(opinions, on)
    new = [one for one in listed if one.raised_on >= since_on]
    rest = [one for one in listed if one.raised_on < since_on]
    answered = [one for one in rest if one.answered_on is not None and one.answered_on >= since_on]
    return new, [one for one in rest if one.is_open], answered
