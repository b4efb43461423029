"""The checklist of a gift: that it was voluntary is part of the record (DOMAIN §2.1).

The household was told of its rights before it signed; all co-owners and a witness signed with it.
No role may override it: without these there is no signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trackers.domain.errors import (
    DateInFuture,
    DateMissing,
    TextMissing,
    TextTooLong,
    VoluntaryLate,
    VoluntaryMissing,
    VoluntaryNeeded,
)
from trackers.domain.reasons import require_reason
from trackers.domain.tracks import StepState

LONGEST = 300


class Item(StrEnum):
    """What must be on paper for donated land, in the order in which it comes about."""

    TOLD_REFUSAL = "told_refusal"
    TOLD_COMPENSATION = "told_compensation"
    NO_RELOCATION = "no_relocation"
    CO_OWNERS = "co_owners"
    WITNESS = "witness"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """The Vietnamese words of the item."""
        return _LABELS[self]

    @property
    def before_signing(self) -> bool:
        """Whether the signature waits for it; the signed paper itself is attached afterwards."""
        return self is not Item.DOCUMENT


_LABELS = {
    Item.TOLD_REFUSAL: "Đã giải thích quyền không hiến",
    Item.TOLD_COMPENSATION: "Đã giải thích quyền được bồi thường",
    Item.NO_RELOCATION: "Không phải di dời chỗ ở",
    Item.CO_OWNERS: "Tất cả đồng sở hữu cùng ký",
    Item.WITNESS: "Có người làm chứng",
    Item.DOCUMENT: "Có văn bản kèm theo",
}


@dataclass(frozen=True)
class ItemMark:
    """What is recorded of one item: on which day and by whom, or why it does not apply.

    `paper` names the document (số, ngày) that shows it.
    """

    item: Item
    state: StepState = StepState.PENDING
    done_on: date | None = None
    who: str = ""
    paper: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class Checklist:
    """The checklist of one gift; items without a mark are pending."""

    marks: Mapping[Item, ItemMark] = field(default_factory=dict)

    def mark(self, item: Item) -> ItemMark:
        """Give the mark of an item, a pending one when there is none."""
        return self.marks.get(item, ItemMark(item))

    @property
    def settled(self) -> int:
        """How many items are done or do not apply."""
        return sum(self.mark(one).state is not StepState.PENDING for one in Item)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.settled == len(Item)

    def check_signing(self, on: date) -> None:
        """Refuse a signature of that day; raises VoluntaryMissing, VoluntaryLate."""
        due = [self.mark(one) for one in Item if one.before_signing]
        missing = [one.item.label for one in due if one.state is StepState.PENDING]
        if missing:
            raise VoluntaryMissing(missing=missing)
        for one in due:
            if one.done_on is not None and one.done_on > on:
                raise VoluntaryLate(item=one.item.label, on=one.done_on, signed_on=on)


def check_item(mark: ItemMark, *, signed_on: date | None, today: date) -> None:
    """Refuse a mark that is not whole, or that contradicts the signature.

    Raises DateMissing, DateInFuture, TextMissing, TextTooLong, ReasonMissing, VoluntaryNeeded,
    VoluntaryLate.
    """
    for text in (mark.who, mark.paper, mark.reason):
        if len(text) > LONGEST:
            raise TextTooLong(length=len(text), most=LONGEST)
    if mark.state is StepState.DONE:
        _check_done(mark, today)
    elif mark.state is StepState.NOT_APPLICABLE:
        require_reason(mark.reason)
        if not mark.paper.strip():
            raise TextMissing(field="paper")
    if signed_on is None or not mark.item.before_signing:
        return
    if mark.state is StepState.PENDING:
        raise VoluntaryNeeded(item=mark.item.label)
    if mark.done_on is not None and mark.done_on > signed_on:
        raise VoluntaryLate(item=mark.item.label, on=mark.done_on, signed_on=signed_on)


def _check_done(mark: ItemMark, today: date) -> None:
    if mark.done_on is None:
        raise DateMissing(field="done_on")
    if mark.done_on > today:
        raise DateInFuture(on=mark.done_on, today=today)
    if not mark.who.strip():
        raise TextMissing(field="who")
    if mark.item is Item.DOCUMENT and not mark.paper.strip():
        raise TextMissing(field="paper")
