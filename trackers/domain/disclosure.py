"""Hold-outs are not pointed at: what a meeting's page says of cases where few have not signed.

Where fewer than `FEW` donations of a place (a khu vực of one work) are unsigned, the classes before
and after signing are shown as one, for every case there. None unsigned counts as few too, so the
merged class never says that somebody still holds out, and nothing on the page changes when the
last one signs: a place that only goes forward stays merged until its land is handed over.

What goes backward (a signature taken back, a new case) must not lift the cover from the few that
were under it: a place that was open once and fell below `FEW` opens again only when `AGAIN` are
unsigned, so that those few are a minority, or when all is handed over and it begins anew. That
needs the past: `watch` goes through it, and `merged_on` tells any day of it, for playback.

Protected is: who of the merged ones has signed and who has not, how many have not, whether anybody
has not, and when the last one signs. Not protected: that land is or is not handed over, which
whoever walks by can see (if the merged ones are few, these few are known to have land that is not
handed over); and what was shown while `FEW` or more were unsigned, which a watcher remembers: of
five seen as unsigned, four still are when the place is merged. Nothing else on the same page may
tell classes apart: counts of a place must be counted from the classes shown.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trackers.domain.playback import Course
from trackers.domain.stages import PUBLIC_LABELS, PublicClass
from trackers.domain.status import PUBLIC_STAGE, Status
from trackers.domain.tracks import TrackCode

# Fewer unsigned donations than this are few (DESIGN §4.3).
FEW = 5
# A place that was covered opens again from so many on.
AGAIN = 2 * FEW
# A project and a khu vực, by their codes.
Place = tuple[str, str]


class ShownClass(StrEnum):
    """What a meeting's page says of a case: a public class, or the first two of them as one."""

    IN_PROGRESS = "open"
    SIGNED = "signed"
    NOT_HANDED = "few"
    HANDED_OVER = "handed"

    @property
    def label(self) -> str:
        """The Vietnamese words of the class."""
        return _LABELS[self]


_LABELS = {
    **{ShownClass(one.value): label for one, label in PUBLIC_LABELS.items()},
    ShownClass.NOT_HANDED: "Đang thực hiện hoặc đã ký",
}
_PUBLIC = {stage: public for public, stage in PUBLIC_STAGE.items()}


@dataclass
class Count:
    """How many donations of a place are not signed, and how many are not handed over."""

    unsigned: int = 0
    waiting: int = 0

    def add(self, status: Status, times: int = 1) -> None:
        """Count a case's public status in, or with `times` -1 out again."""
        if status.gone or status.track != TrackCode.DONATION.value:
            return
        public = _PUBLIC[status.stage]
        self.unsigned += times * (public is PublicClass.IN_PROGRESS)
        self.waiting += times * (public is not PublicClass.HANDED_OVER)


Counts = Mapping[Place, Count]


@dataclass(frozen=True)
class Watch:
    """Which places were open once, and which of them fell below `FEW` since and stay covered."""

    opened: frozenset[Place] = frozenset()
    covered: frozenset[Place] = frozenset()

    def after(self, counts: Counts) -> "Watch":
        """Give what holds after the ward's counts have become these."""
        opened, covered = set[Place](), set[Place]()
        for place, count in counts.items():
            if not count.waiting:
                continue  # all is handed over: the place begins anew
            is_covered = place in self.covered or (place in self.opened and count.unsigned < FEW)
            if is_covered and count.unsigned < AGAIN:
                covered.add(place)
            elif place in self.opened or count.unsigned >= FEW:
                opened.add(place)
        return Watch(frozenset(opened), frozenset(covered))

    def merged(self, counts: Counts) -> frozenset[Place]:
        """Give the places whose first two classes are one.

        `self` is the watch after these counts, or an empty one where nothing is known before.
        """
        return frozenset(
            place
            for place, count in counts.items()
            if count.waiting and (count.unsigned < FEW or place in self.covered)
        )


def counts_of(statuses: Iterable[Status]) -> Counts:
    """Count the donations of each place by the public statuses of all cases."""
    found: dict[Place, Count] = defaultdict(Count)
    for one in statuses:
        found[_place(one)].add(one)
    return found


def shown_classes(
    statuses: Sequence[Status], merged: frozenset[Place] | None = None
) -> dict[str, ShownClass]:
    """Give what is shown of each case in scope, by its code, from the public statuses of all cases.

    All cases must be given, not those of a filter. `merged` are the places to be covered; without
    it those that the statuses alone call for.
    """
    covered = Watch().merged(counts_of(statuses)) if merged is None else merged
    return {one.case_code: _shown(one, covered) for one in statuses if not one.gone}


def watch(courses: Iterable[Course]) -> list[tuple[date, frozenset[Place]]]:
    """Go through the record day by day: the places that are merged from each day on.

    `courses` are those of all cases in the public projection. The days ascend; each one stands to
    the day before the next.
    """
    turns: dict[date, list[Status]] = defaultdict(list)
    for course in courses:
        for day, status in course.turns:
            turns[day].append(status)
    now: dict[str, Status] = {}
    counts: dict[Place, Count] = defaultdict(Count)
    known, found = Watch(), list[tuple[date, frozenset[Place]]]()
    for day in sorted(turns):
        for status in turns[day]:
            if (last := now.get(status.case_code)) is not None:
                counts[_place(last)].add(last, -1)
            counts[_place(status)].add(status)
            now[status.case_code] = status
        known = known.after(counts)
        found.append((day, known.merged(counts)))
    return found


def merged_on(days: Sequence[tuple[date, frozenset[Place]]], on: date) -> frozenset[Place]:
    """Give the places that were merged at the end of a day, from what `watch` gave."""
    place = bisect_right(days, on, key=lambda one: one[0])
    return days[place - 1][1] if place else frozenset()


def _shown(status: Status, merged: frozenset[Place]) -> ShownClass:
    public = _PUBLIC[status.stage]
    if public is PublicClass.HANDED_OVER or _place(status) not in merged:
        return ShownClass(public.value)
    return ShownClass.NOT_HANDED


def _place(status: Status) -> Place:
    return status.project_code, status.area_code
