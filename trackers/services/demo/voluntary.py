"""That the demo's gifts are voluntary: who was told what, who signed along, and which paper."""

from collections.abc import Iterator
from datetime import date

from trackers.domain.tracks import StepState
from trackers.domain.voluntary import Item, ItemMark
from trackers.services.demo.households import Home
from trackers.services.demo.people import OFFICERS, number_of, officer_of
from trackers.services.demo.telling import CaseStory

_NAMES = {one.code: one.name for one in OFFICERS}
_TOLD = (Item.TOLD_REFUSAL, Item.TOLD_COMPENSATION, Item.NO_RELOCATION)
_WITNESSES = {"KV1": "Kha Vĩnh Lợi, trưởng Khu vực 1", "KVRS": "Giang Tấn Lộc, trưởng khu vực"}
_ANY_WITNESS = "Trưởng khu vực"


def checklist_of(
    story: CaseStory, homes: tuple[Home, ...]
) -> Iterator[tuple[date, tuple[ItemMark, ...]]]:
    """Give what was recorded of a signed gift's checklist, by the day of recording."""
    days = {step.code: step.done_on for step in story.steps}
    agreed, signed = days.get("agreed"), days.get("signed")
    if agreed is None or signed is None:
        return
    who = _NAMES[officer_of(story.place.code)]
    yield agreed, tuple(ItemMark(one, StepState.DONE, agreed, who) for one in _TOLD)
    paper = f"Biên bản hiến đất số {number_of(story.place.code):02d}/BB-HĐ"
    witness = _WITNESSES.get(story.place.area_code, _ANY_WITNESS)
    yield (
        signed,
        (
            _co_owners(homes, signed, paper),
            ItemMark(Item.WITNESS, StepState.DONE, signed, witness, paper),
            ItemMark(Item.DOCUMENT, StepState.DONE, signed, who, paper),
        ),
    )


def _co_owners(homes: tuple[Home, ...], signed: date, paper: str) -> ItemMark:
    names = [name for home in homes for name in home.household.co_owners]
    if names:
        return ItemMark(Item.CO_OWNERS, StepState.DONE, signed, ", ".join(names), paper)
    return ItemMark(
        Item.CO_OWNERS,
        StepState.NOT_APPLICABLE,
        paper="Giấy chứng nhận quyền sử dụng đất",
        reason="Giấy chứng nhận đứng tên một người.",
    )
