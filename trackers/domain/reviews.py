"""The Monday review (họp giao ban): a frozen week, its agenda, and what was decided.

Opening a review freezes the revision of the log: all that it lists is read up to that entry, so a
review shows the same for ever (DESIGN §2).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ItemKind(StrEnum):
    """What an item of the agenda is about; all but TOPIC are made when the review is opened."""

    CARRIED = "carried"
    PROJECT = "project"
    OFFICERS = "officers"
    OVERDUE = "overdue"
    PROMISES = "promises"
    STALE = "stale"
    UNLOCK = "unlock"
    UNATTENDED = "unattended"
    OPINIONS = "opinions"
    INDICATORS = "indicators"
    TOPIC = "topic"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _LABELS[self]


_LABELS = {
    ItemKind.CARRIED: "Kết luận kỳ trước",
    ItemKind.PROJECT: "Công trình",
    ItemKind.OFFICERS: "Việc của từng cán bộ trong tuần",
    ItemKind.OVERDUE: "Việc quá hạn",
    ItemKind.PROMISES: "Hẹn trong tuần này",
    ItemKind.STALE: "Hộ lâu chưa tiếp xúc",
    ItemKind.UNLOCK: "Hồ sơ mở được nhiều mét đường nhất",
    ItemKind.UNATTENDED: "Hồ sơ chưa có người theo",
    ItemKind.OPINIONS: "Ý kiến cử tri",
    ItemKind.INDICATORS: "Chỉ tiêu của phường",
    ItemKind.TOPIC: "Nội dung khác",
}


@dataclass(frozen=True)
class Review:
    """The review of a week, named by its Monday.

    `revision` is the last entry of the log that it knows; `since_on` and `since_revision` are those
    of the review before it (without one: the Sunday before the last week, and what was known
    then). `present` and `absent` are codes of officers, `guests` others, in words. It can be
    written while `closed_on` is None.
    """

    monday: date
    opened_at: datetime
    opened_by: str
    revision: int
    since_on: date
    since_revision: int
    chair_code: str
    secretary_code: str
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    guests: str = ""
    note: str = ""
    closed_on: date | None = None
    closed_by: str = ""
    version: int = 1

    @property
    def week(self) -> tuple[int, int]:
        """Give the week's number and year by ISO 8601: "Tuần 15/2014" is (15, 2014)."""
        calendar = self.monday.isocalendar()
        return calendar.week, calendar.year

    @property
    def is_open(self) -> bool:
        """Whether it can still be written."""
        return self.closed_on is None


@dataclass(frozen=True)
class AgendaItem:
    """One item of a review's agenda; `position` orders them, from 1.

    `title` and `text` are the chair's own words (both empty where the kind says all). A `skipped`
    item stays on the list and is not presented.
    """

    item_id: str
    monday: date
    position: int
    kind: ItemKind
    title: str = ""
    text: str = ""
    project_code: str = ""
    case_code: str = ""
    opinion_code: str = ""
    skipped: bool = False
    version: int = 1


@dataclass(frozen=True)
class Decision:
    """A conclusion (kết luận): what, who, by when, about what; it stands until closed with a word.

    `number` counts within the review of `monday` in which it was taken. `case_code` stays right
    when a case moves to the other track. `closed_in` is the Monday of the review in which it was
    closed, None where it was closed between two.
    """

    decision_id: str
    monday: date
    number: int
    text: str
    officer_code: str
    due_on: date
    project_code: str = ""
    case_code: str = ""
    item_id: str = ""
    decided_by: str = ""
    closed_on: date | None = None
    closing_word: str = ""
    closed_by: str = ""
    closed_in: date | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return self.closed_on is None

    def days_left(self, today: date) -> int:
        """Days to its deadline, negative when it is overdue."""
        return (self.due_on - today).days
