"""The cases that a meeting link shows: their public class through time, and nothing else of them.

The reader of a link is an actor without a name and with a viewer's rights: what a link shows is
built from that actor's projection. Of a case only its class goes back in time. Where it lies, its
track and its khu vực are those of today, and a case that has left the scope is not shown on earlier
days either: who declined, or moved to the other track, is nobody's business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trackers.domain.disclosure import Place, ShownClass, shown_classes
from trackers.domain.links import Link
from trackers.domain.people import Actor, Role
from trackers.domain.playback import Course
from trackers.domain.status import Status
from trackers.domain.wards import day_of
from trackers.services.covering import covered_days
from trackers.services.playback import playback
from trackers.store import Ledger


@dataclass(frozen=True)
class SharedCourse:
    """A case of a link: its public status of today, and the class shown from each day on."""

    status: Status
    turns: tuple[tuple[date, ShownClass], ...]

    def at(self, on: date) -> ShownClass | None:
        """Give the class shown at the end of a day, None while the case was not there."""
        seen = [shown for day, shown in self.turns if day <= on]
        return seen[-1] if seen else None


@dataclass(frozen=True)
class SharedCourses:
    """All cases of a link, up to a revision of the log and to the last day that it shows."""

    revision: int
    layer: str
    first_on: date
    last_on: date
    courses: tuple[SharedCourse, ...]

    @property
    def now(self) -> dict[str, ShownClass]:
        """The class shown of each case on the last day, by its code."""
        seen = ((one.status.case_code, one.at(self.last_on)) for one in self.courses)
        return {code: shown for code, shown in seen if shown}


def reader(link: Link) -> Actor:
    """Give who reads a link: nobody by name, with a viewer's rights in that ward alone."""
    return Actor("", "", Role.VIEWER, link.ward)


def shared_courses(ledger: Ledger, link: Link, *, now: datetime) -> SharedCourses:
    """Give how the cases of a meeting link went on, to today or to the day that it shows."""
    found = playback(ledger, reader(link), now=now)
    last = min(link.scope.as_of or day_of(now), found.last_on)
    covered = covered_before(covered_days(ledger, now=now))
    told = (_told(one, last, covered) for one in found.courses if _is_shown(link, one))
    kept = tuple(one for one in told if one.turns)
    first = min((one.turns[0][0] for one in kept), default=last)
    return SharedCourses(found.revision, found.layer, first, last, kept)


def covered_before(days: Sequence[tuple[date, frozenset[Place]]]) -> Mapping[Place, date]:
    """Give before which day each place's first two classes are one, from what `covered_days` gave.

    Whoever plays days back sees at once what a watcher would have to remember: so a place that is
    covered on some day is covered on all days before it too, on which many were unsigned.
    """
    found: dict[Place, date] = {}
    following = [day for day, _ in days[1:]]
    for number, (_, places) in enumerate(days):
        ends = following[number] if number < len(following) else date.max
        found |= dict.fromkeys(places, ends)
    return found


def _is_shown(link: Link, course: Course) -> bool:
    """Tell whether a case belongs to what a link shows, as it stands today."""
    status = course.turns[-1][1]
    areas, tracks = link.scope.chosen("area"), link.scope.chosen("track")
    return (
        not status.gone
        and link.scope.shows(status.project_code)
        and (not areas or status.area_code in areas)
        and (not tracks or status.track in tracks)
    )


def _told(course: Course, last: date, covered: Mapping[Place, date]) -> SharedCourse:
    """Give the days on which the shown class changes: with the status, or when its place opens."""
    days = [day for day, _ in course.turns]
    places = {_place(status) for _, status in course.turns}
    opens = [day for place in places if (day := covered.get(place)) and day >= days[0]]
    turns: list[tuple[date, ShownClass]] = []
    for day in sorted({*days, *opens}):
        shown = _shown(course.at(day), day, covered) if day <= last else None
        if shown and (not turns or turns[-1][1] is not shown):
            turns.append((day, shown))
    return SharedCourse(course.turns[-1][1], tuple(turns))


def _shown(status: Status | None, on: date, covered: Mapping[Place, date]) -> ShownClass | None:
    if status is None:
        return None
    place = _place(status)
    merged = frozenset({place}) if on < covered.get(place, date.min) else frozenset[Place]()
    return next(iter(shown_classes([status], merged).values()), None)


def _place(status: Status) -> Place:
    return status.project_code, status.area_code


def counts_of(shown: Iterable[ShownClass]) -> dict[ShownClass, int]:
    """Count by class, in the order of the classes; each class is there."""
    listed = list(shown)
    return {one: listed.count(one) for one in ShownClass}
