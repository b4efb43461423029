"""What a review lists, read from the log up to the entry it was opened on: the same for ever.

What is kept between calls holds no personal word; words are read again for the records shown.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from trackers.domain.as_of import Version, standing
from trackers.domain.attention import DuePromise
from trackers.domain.cases import CaseState
from trackers.domain.contacts import Contact
from trackers.domain.findings import Changes, Findings
from trackers.domain.obstacles import Obstacle
from trackers.domain.people import Absence, Officer
from trackers.domain.projects import Work
from trackers.domain.reviews import Decision, Review
from trackers.domain.wards import day_of
from trackers.domain.weekly import Snapshot, findings_of
from trackers.services.timeline import Timeline, timeline_of
from trackers.store import Ledger, projects, wards
from trackers.store.ledger import Reading
from trackers.store.versions import KINDS, read_entries_whole

Told = TypeVar("Told", Contact, Obstacle, Decision)
# Of each table: what tells a record, and which of its fields are words.
_WORDS = {
    "contacts": ("contact_id", ("met", "note", "promise", "others")),
    "obstacles": ("obstacle_id", ("text", "resolution")),
    "decisions": ("decision_id", ("text", "closing_word")),
}
_REVIEWS = 24


def findings_at(ledger: Ledger, reading: Reading, review: Review) -> Findings:
    """Give what a review lists, with the words that its records had then."""
    timeline = _timeline(ledger, reading)
    known = review.revision
    found = _wordless(ledger, timeline, review, _order(reading))
    return _told(found, Words(reading, timeline, known))


def read_ahead(ledger: Ledger, on: date) -> None:
    """Follow the log and build the cases of a day, so that whoever writes next need not wait."""
    with ledger.read() as reading:
        timeline = _timeline(ledger, reading)
    timeline.states(on, timeline.revision)


def decisions_at(
    ledger: Ledger, reading: Reading, monday: date, revision: int
) -> tuple[Decision, ...]:
    """Give the decisions taken or closed in a review as they stood after an entry."""
    timeline = _timeline(ledger, reading)
    listed: list[Decision] = timeline.register(Decision, "decisions", revision)
    own = [one for one in listed if monday in {one.monday, one.closed_in}]
    own.sort(key=lambda one: (one.monday, one.number))
    return Words(reading, timeline, revision).of("decisions", own)


def cases_at(
    ledger: Ledger, reading: Reading, review: Review
) -> tuple[tuple[CaseState, ...], tuple[Obstacle, ...]]:
    """Give the cases as a review knows them, without words, and their open obstacles with them."""
    timeline = _timeline(ledger, reading)
    states = tuple(timeline.states(day_of(review.opened_at), review.revision))
    stuck = [each for one in states if one.case.in_scope for each in one.open_obstacles]
    return states, Words(reading, timeline, review.revision).of("obstacles", stuck)


class Words:
    """Words of visits, obstacles and decisions as they stood after an entry; erased ones say so."""

    def __init__(self, reading: Reading, timeline: Timeline, known: int) -> None:
        self._reading, self._timeline, self._known = reading, timeline, known

    def of(self, table: str, records: Sequence[Told]) -> tuple[Told, ...]:
        """Give records with their words."""
        name, fields = _WORDS[table]
        keys = [str(getattr(one, name)) for one in records]
        wrote = (self._timeline.wrote(table, key, self._known) for key in keys)
        lines: dict[str, list[Version]] = {key: [] for key in keys}
        for entry in read_entries_whole(self._reading, sorted({n for each in wrote for n in each})):
            for one in entry.written:
                if one.table == table and str(one.key[name]) in lines:
                    lines[str(one.key[name])].append(one.version)
        kind: Any = KINDS[table]
        whole = (standing(kind, lines[key], date.max, self._known) for key in keys)
        return tuple(
            replace(one, **{field: getattr(told, field) for field in fields}) if told else one
            for one, told in zip(records, whole, strict=True)
        )

    def of_promises(self, listed: Sequence[DuePromise]) -> tuple[DuePromise, ...]:
        """Give promises with the words of their visits."""
        told = self.of("contacts", [one.contact for one in listed])
        return tuple(replace(one, contact=visit) for one, visit in zip(listed, told, strict=True))


def _timeline(ledger: Ledger, reading: Reading) -> Timeline:
    revision, _ = wards.revision_and_layer(reading)
    return timeline_of(ledger, reading, revision)


def _order(reading: Reading) -> tuple[str, ...]:
    return tuple(one.code for one in projects.read_projects(reading))


def _wordless(
    ledger: Ledger, timeline: Timeline, review: Review, order: tuple[str, ...]
) -> Findings:
    """Give the findings without any word, from what is kept where it was asked before."""
    asked = (review.monday, review.opened_at, review.revision, review.since_on)
    key = (ledger, *asked, review.since_revision, order)
    with _lock:
        kept = _kept.pop(key, None)
        if kept is None or kept[0] is not timeline:
            before = _snapshot(timeline, review.since_on, review.since_revision, order)
            after = _snapshot(timeline, day_of(review.opened_at), review.revision, order)
            kept = timeline, findings_of(before, after)
        _kept[key] = kept
        while len(_kept) > _REVIEWS:
            _kept.popitem(last=False)
        return kept[1]


def _snapshot(timeline: Timeline, on: date, known: int, order: tuple[str, ...]) -> Snapshot:
    return Snapshot(
        on,
        tuple(timeline.states(on, known)),
        tuple(_ordered(timeline.works(on, known), order)),
        tuple(timeline.register(Officer, "officers", known)),
        tuple(timeline.register(Absence, "absences", known)),
        tuple(timeline.register(Decision, "decisions", known)),
    )


def _ordered(works: Iterable[Work], order: tuple[str, ...]) -> list[Work]:
    places = {code: place for place, code in enumerate(order)}
    return sorted(works, key=lambda one: places.get(one.project.code, len(places)))


def _told(found: Findings, words: Words) -> Findings:
    """Give findings with the words of the records that they name."""
    late = found.overdue
    weeks = [one.changes for one in found.projects] + [one.changes for one in found.officers]
    named = (*late.obstacles, *(one for each in weeks for one in (*each.opened, *each.resolved)))
    unique = list({one.obstacle_id: one for one in named}.values())
    hurdles = {one.obstacle_id: one for one in words.of("obstacles", unique)}

    def told(listed: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
        return tuple(hurdles[one.obstacle_id] for one in listed)

    def changes(one: Changes) -> Changes:
        return replace(one, opened=told(one.opened), resolved=told(one.resolved))

    return replace(
        found,
        projects=tuple(replace(one, changes=changes(one.changes)) for one in found.projects),
        officers=tuple(replace(one, changes=changes(one.changes)) for one in found.officers),
        overdue=replace(
            late,
            promises=words.of_promises(late.promises),
            obstacles=told(late.obstacles),
            decisions=words.of("decisions", late.decisions),
        ),
        this_week=words.of_promises(found.this_week),
        carried=words.of("decisions", found.carried),
        done=words.of("decisions", found.done),
    )


_kept: OrderedDict[object, tuple[Timeline, Findings]] = OrderedDict()
_lock = Lock()
