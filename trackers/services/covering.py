"""In which places a meeting's page must not tell signed from unsigned, today and on former days."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime
from threading import Lock

from trackers.domain.disclosure import Place, watch
from trackers.domain.people import Actor, Role
from trackers.services.playback import playback
from trackers.store import Ledger


def covered_days(ledger: Ledger, *, now: datetime) -> Sequence[tuple[date, frozenset[Place]]]:
    """Give the merged places (project, khu vực) from each day of the record on, the days ascending.

    Read it with `domain.disclosure.merged_on`. Nothing personal is in it, so nobody is asked for.
    """
    anybody = Actor("", "", Role.VIEWER, ledger.ward)
    course = playback(ledger, anybody, now=now)
    mark = course.revision, course.last_on
    with _lock:
        kept = _kept.pop(ledger, None)
        if kept is None or kept[0] != mark:
            kept = mark, watch(course.courses)
        _kept[ledger] = kept
        while len(_kept) > _WARDS:
            _kept.popitem(last=False)
    return kept[1]


Kept = tuple[tuple[int, date], Sequence[tuple[date, frozenset[Place]]]]
_WARDS = 4
_kept: OrderedDict[Ledger, Kept] = OrderedDict()
_lock = Lock()
