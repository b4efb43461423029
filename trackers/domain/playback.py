"""How the record went on, day by day: what a map plays back, and what differs between two days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trackers.domain.status import Status, payload

# Travels beside the changes, so it is never one of them.
_NAME = "c"


@dataclass(frozen=True)
class Course:
    """One case's status from each of its days on, the days ascending; before the first it is not.

    A status stands to the day before the next one.
    """

    case_code: str
    turns: tuple[tuple[date, Status], ...]

    def at(self, on: date) -> Status | None:
        """Give the status at the end of a day, None while the case was not there."""
        seen = [status for day, status in self.turns if day <= on]
        return seen[-1] if seen else None


@dataclass(frozen=True)
class Difference:
    """A case whose stage or scope is not the same at the end of two days; None: not there."""

    before: Status | None
    after: Status | None

    @property
    def case_code(self) -> str:
        """The case's code."""
        return next(one.case_code for one in (self.after, self.before) if one)

    @property
    def ahead(self) -> bool:
        """Whether the case came on; a case that is new has come on, one out of scope has not."""
        return _rank(self.after) > _rank(self.before)


def course_of(case_code: str, turns: Iterable[tuple[date, Status]]) -> Course:
    """Give a course without the days on which nothing changed."""
    kept: list[tuple[date, Status]] = []
    for day, status in turns:
        if not kept or kept[-1][1] != status:
            kept.append((day, status))
    return Course(case_code, tuple(kept))


def differences(courses: Iterable[Course], start: date, end: date) -> list[Difference]:
    """Give the cases that stand elsewhere at the end of `end` than at the end of `start`."""
    pairs = (Difference(one.at(start), one.at(end)) for one in courses)
    return [one for one in pairs if _rank(one.before) != _rank(one.after)]


def course_payload(course: Course, origin: date) -> dict[str, object]:
    """Give the short form in which a course travels.

    `c` is the case; `d` its turns: days since `origin`, and the keys of `domain.status.payload`
    that differ from the turn before, with None for those that fell away.
    """
    last: dict[str, object] = {}
    turns: list[list[object]] = []
    for day, status in course.turns:
        full = {key: value for key, value in payload(status).items() if key != _NAME}
        gone = {key: None for key in last if key not in full}
        changed = {key: value for key, value in full.items() if last.get(key) != value}
        turns.append([(day - origin).days, changed | gone])
        last = full
    return {_NAME: course.case_code, "d": turns}


def _rank(status: Status | None) -> int:
    """Give how far a case is; -1 where it is not there or out of scope."""
    return -1 if status is None or status.gone else status.stage.rank
