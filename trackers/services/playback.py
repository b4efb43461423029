"""The whole course of the record, for maps that play it back and for two days side by side."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock

from trackers.domain.errors import DateInFuture, DateTooEarly
from trackers.domain.people import Absence, Actor
from trackers.domain.playback import Course, Difference, course_of, differences
from trackers.domain.rights import Action, require
from trackers.domain.status import Projection
from trackers.domain.wards import day_of
from trackers.services.status import projection_of, status_for
from trackers.services.timeline import Timeline, timeline_of
from trackers.store import Ledger, people, wards


@dataclass(frozen=True)
class Playback:
    """Every case from the first day anything is known of to today; days as true, not as known.

    Officers and khu vực of a case are those of the day, covers by today's absences.
    """

    revision: int
    layer: str
    projection: Projection
    first_on: date
    last_on: date
    courses: tuple[Course, ...]


def playback(ledger: Ledger, actor: Actor, *, now: datetime) -> Playback:
    """Give how every case went on, in the actor's projection. Raises NotAllowed."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    today = day_of(now)
    with ledger.read() as reading:
        revision, layer = wards.revision_and_layer(reading)
        timeline = timeline_of(ledger, reading, revision)
        absences = people.read_absences(reading)
    projection = projection_of(actor)
    with _lock:
        reel = _kept.pop((ledger, projection), None)
        if reel is None or not reel.goes_on(timeline, today, absences):
            reel = Reel(timeline, projection, today, absences)
        _kept[ledger, projection] = reel
        while len(_kept) > _REELS:
            _kept.popitem(last=False)
        courses = reel.courses(revision)
    first = min((one.turns[0][0] for one in courses), default=today)
    return Playback(revision, layer, projection, first, today, courses)


def changes_between(
    ledger: Ledger, actor: Actor, *, start: date, end: date, now: datetime
) -> list[Difference]:
    """Give the cases whose stage is another at the end of `end` than at the end of `start`.

    Raises NotAllowed, DateInFuture, DateTooEarly.
    """
    if end > day_of(now):
        raise DateInFuture(on=end, today=day_of(now))
    if start >= end:
        raise DateTooEarly(on=end, earliest=start + timedelta(days=1))
    return differences(playback(ledger, actor, now=now).courses, start, end)


@dataclass
class Reel:
    """The courses of a ward in one projection, kept so that a save costs one case, not all."""

    timeline: Timeline
    projection: Projection
    today: date
    absences: tuple[Absence, ...]
    kept: dict[str, tuple[int, Course]] = field(default_factory=dict)

    def goes_on(self, timeline: Timeline, today: date, absences: tuple[Absence, ...]) -> bool:
        """Tell whether what is kept still counts: the same log, the same day, the same covers."""
        same = (self.today, self.absences) == (today, absences)
        return same and self.timeline is timeline

    def courses(self, known: int) -> tuple[Course, ...]:
        """Give the courses of all cases that were there by today."""
        away, codes = self._turning_days(), self.timeline.codes()
        for code in codes:
            entry = self.timeline.last_entry(code)
            if code not in self.kept or self.kept[code][0] != entry:
                turns = self.timeline.turns(code, known, self.today, away)
                told = (
                    (day, status_for(self.projection, state, self.absences, day))
                    for day, state in turns
                )
                self.kept[code] = entry, course_of(code, told)
        found = (self.kept[code][1] for code in codes)
        return tuple(course for course in found if course.turns)

    def _turning_days(self) -> frozenset[date]:
        """Give the days on which somebody begins or ends to stand in; the public knows none."""
        if self.projection is not Projection.OFFICERS:
            return frozenset()
        begun = (max(one.from_on, one.recorded_on) for one in self.absences)
        ended = (one.to_on + timedelta(days=1) for one in self.absences)
        return frozenset({*begun, *ended})


_REELS = 8
_kept: OrderedDict[tuple[Ledger, Projection], Reel] = OrderedDict()
_lock = Lock()
