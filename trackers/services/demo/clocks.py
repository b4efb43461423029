"""The demo ward's holidays of 2014, confirmed, and a pause of a case's time limits."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from trackers.domain.people import Actor
from trackers.services import holidays, pauses
from trackers.services.demo.acts import Act, Do
from trackers.services.demo.calendar import YEAR, at, day
from trackers.store import Ledger, Saved

_LISTED = day("24/12/2013")
_HOLIDAYS = (
    ("01/01", "01/01", "Tết Dương lịch"),
    ("28/01", "05/02", "Tết Giáp Ngọ"),
    ("09/04", "09/04", "Giỗ Tổ Hùng Vương"),
    ("30/04", "30/04", "Giải phóng miền Nam"),
    ("01/05", "01/05", "Quốc tế Lao động"),
    ("02/09", "02/09", "Quốc khánh"),
)
_PAUSED = "MN-15"
_REASON = "Chờ xác minh người thừa kế theo yêu cầu của gia đình."


def clock_acts() -> Iterator[Act]:
    """Tell the list of holidays, its confirmation and the pause."""
    for first, last, name in _HOLIDAYS:
        for n in range((day(last) - day(first)).days + 1):
            yield Act(at(_LISTED, 9, 0), "CB01", _adding(day(first) + timedelta(days=n), name))
    yield Act(at(_LISTED, 9, 30), "CB01", _confirming)
    yield Act(at(day("16/09/2013"), 15, 40), "CB02", _pausing)


def _adding(on: date, name: str) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        return holidays.add_holiday(ledger, actor, on=on, name=name, now=now)

    return do


def _confirming(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
    return holidays.confirm_year(ledger, actor, year=YEAR, now=now)


def _pausing(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
    return pauses.pause_case(
        ledger,
        actor,
        case_code=_PAUSED,
        deadline="notice_wait",
        from_on=day("16/09/2013"),
        to_on=day("15/10/2013"),
        reason=_REASON,
        now=now,
    )
