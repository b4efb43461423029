"""The review of 31/03/2014, with the three decisions that the next one finds (DEMO_WARD §8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.people import Actor
from trackers.domain.reviews import Decision, ItemKind
from trackers.services import decisions, reviews
from trackers.services.demo.acts import Act, Do
from trackers.services.demo.calendar import at, day
from trackers.services.demo.people import AWAY
from trackers.store import Ledger, Saved

MONDAY = date(2014, 3, 31)
_CHAIR, _SECRETARY = "CB01", "CB09"
_THERE = ("CB01", "CB02", "CB03", "CB04", "CB06", "CB07", "CB08", "CB09", "KV-1", "KV-RS")
_NOTE = "Chủ tịch Hội LHPN đi học từ hôm nay, chưa ghi ai thay."


@dataclass(frozen=True)
class _Told:
    """A decision as it was taken: under which item, who, by when; with its end where it has one."""

    kind: ItemKind
    text: str
    officer: str
    due: str
    project: str = ""
    case: str = ""
    closed: str = ""
    word: str = ""


_DECISIONS = (
    _Told(
        ItemKind.UNLOCK,
        "Tổ Rạch Sen và địa chính cùng gặp hộ XM-109, trả lời về cống",
        "CB07",
        "04/04",
        case="XM-109",
    ),
    _Told(
        ItemKind.PROJECT,
        "Chốt ngày đưa khu hành chính vào sử dụng",
        "CB02",
        "02/04",
        project="HC",
        closed="31/03",
        word="Đã chốt 28/04/2014, sau khi nghiệm thu.",
    ),
    _Told(ItemKind.OFFICERS, "Cập nhật người thay khi vắng trong ngày", _SECRETARY, "07/04"),
)


def review_acts() -> Iterator[Act]:
    """Tell the review: opened and held in the morning, one thing done in the afternoon."""
    yield Act(at(MONDAY, 7, 35), _CHAIR, _opening)
    yield Act(at(MONDAY, 7, 40), _SECRETARY, _attending)
    for told in _DECISIONS:
        yield Act(at(MONDAY, 8, 50), _SECRETARY, _deciding(told))
    yield Act(at(MONDAY, 9, 5), _SECRETARY, _ending)
    for told in _DECISIONS:
        if told.closed:
            yield Act(at(day(told.closed), 16, 10), told.officer, _done(told))


def _opening(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
    people = {"chair_code": _CHAIR, "secretary_code": _SECRETARY}
    return reviews.open_review(ledger, actor, monday=MONDAY, now=now, **people)


def _attending(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
    return reviews.set_attendance(
        ledger,
        actor,
        monday=MONDAY,
        present=_THERE,
        absent=(AWAY,),
        chair_code=_CHAIR,
        secretary_code=_SECRETARY,
        base=1,
        note=_NOTE,
        now=now,
    )


def _deciding(told: _Told) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        items = reviews.get_review(ledger, actor, MONDAY, now=now).items
        about = (
            one.item_id
            for one in items
            if one.kind is told.kind and one.project_code in {"", told.project}
        )
        return decisions.take_decision(
            ledger,
            actor,
            monday=MONDAY,
            text=told.text,
            officer_code=told.officer,
            due_on=day(told.due),
            project_code=told.project,
            case_code=told.case,
            item_id=next(about, ""),
            now=now,
        )

    return do


def _ending(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
    return reviews.close_review(ledger, actor, monday=MONDAY, now=now)


def _done(told: _Told) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        standing = decisions.standing_decisions(ledger, actor, now=now, officer_code=told.officer)
        kept: Decision = next(one for one in standing if one.text == told.text)
        return decisions.close_decision(
            ledger,
            actor,
            decision_id=kept.decision_id,
            word=told.word,
            base=kept.version,
            now=now,
        )

    return do
