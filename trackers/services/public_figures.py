"""The numbers a public page shows, in weekly steps, worked out from the log (decision 0026)."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import Lock

from trackers.domain.public_tables import Press, PublicRow, PublicTable, week_of
from trackers.domain.wards import day_of, sunday_of
from trackers.services.as_of import end_of
from trackers.services.timeline import Timeline, timeline_of
from trackers.store import Ledger, wards


@dataclass(frozen=True)
class CurvePoint:
    """How far a work was by the end of a Sunday, in households: at least, for some is not told.

    `signed` have signed or handed over, `handed_over` are a part of them. `households` are counted
    in the khu vực that are published.
    """

    on: date
    signed: int
    handed_over: int
    households: int


@dataclass(frozen=True)
class WorkFigures:
    """A work as anybody may see it, by the end of a Sunday.

    `rows` are its khu vực, those with too few households too; `curve` a point each week from the
    first one with a row on. Totals add up what the rows publish, and nothing else.
    """

    project_code: str
    on: date
    rows: tuple[PublicRow, ...]
    curve: tuple[CurvePoint, ...]

    @property
    def households(self) -> int:
        """How many households the published rows count."""
        return sum(one.shown.households for one in self.rows if one.shown)

    @property
    def handed_over(self) -> int:
        """How many of them have handed over, at least: where it is not told none are counted."""
        return sum(one.shown.handed_over or 0 for one in self.rows if one.shown)

    @property
    def percent(self) -> float | None:
        """The share that has at least handed over, in percent; None without households.

        None also where it is all of them: newcomers are not counted before they are five, so nobody
        can be told that nothing is left to do.
        """
        if self.handed_over in (0, self.households):
            return None if not self.households or self.handed_over else 0.0
        return 100 * self.handed_over / self.households

    @property
    def length_m(self) -> int:
        """The metres of road along which runs are cut."""
        return sum(run.length_m for row in self.rows for run in row.runs)

    @property
    def cleared_m(self) -> int:
        """The metres of the runs that are told to be cleared."""
        return sum(run.length_m for row in self.rows for run in row.runs if run.cleared)

    @property
    def withheld(self) -> bool:
        """Whether a khu vực is not published because it has too few households."""
        return any(one.shown is None for one in self.rows)


def public_figures(
    ledger: Ledger, *, now: datetime, on: date | None = None
) -> dict[str, WorkFigures]:
    """Give the public figures of each work with cases, by its code.

    They stand as at the end of the last Sunday before today, or before `on` (a former day): what a
    page showed then. Whoever may see anything may see them.
    """
    day = day_of(now) if on is None else min(on, day_of(now))
    tables = [one for one in public_tables(ledger, now=now) if one.on < day]
    if not tables:
        return {}
    codes = sorted({row.project_code for row in tables[-1].rows})
    return {code: _figures(code, tables) for code in codes}


def public_tables(ledger: Ledger, *, now: datetime) -> Sequence[PublicTable]:
    """Give what was published of a ward from each Sunday on, the weeks ascending."""
    with ledger.read() as reading:
        revision, _ = wards.revision_and_layer(reading)
        timeline = timeline_of(ledger, reading, revision)
    with _lock:
        archive = _kept.pop(ledger, None)
        if archive is None or archive.timeline is not timeline:
            archive = Archive(timeline)
        _kept[ledger] = archive
        while len(_kept) > _WARDS:
            _kept.popitem(last=False)
        return tuple(archive.until(sunday_of(day_of(now)) - timedelta(days=7)))


@dataclass
class Archive:
    """All that was published of a ward; weeks that are over do not change any more."""

    timeline: Timeline
    press: Press = field(default_factory=Press)
    tables: list[PublicTable] = field(default_factory=list)

    def until(self, last: date) -> list[PublicTable]:
        """Give the tables up to a Sunday, working out those that are new."""
        begun = self.timeline.begun_at
        if begun is None:
            return []
        following = sunday_of(day_of(begun))
        if self.tables:
            following = self.tables[-1].on + timedelta(days=7)
        while following <= last:
            known = self.timeline.known_at(end_of(following))
            week = week_of(following, self.timeline.states(following, known))
            self.tables.append(self.press.take(week))
            following += timedelta(days=7)
        return [one for one in self.tables if one.on <= last]


def _figures(code: str, tables: Sequence[PublicTable]) -> WorkFigures:
    points = list[CurvePoint]()
    for table in tables:
        shown = [row.shown for row in table.of(code) if row.shown]
        if shown or points:
            signed = sum(one.signed for one in shown)
            handed = sum(one.handed_over or 0 for one in shown)
            counted = sum(one.households for one in shown)
            points.append(CurvePoint(table.on, signed, handed, counted))
    return WorkFigures(code, tables[-1].on, tables[-1].of(code), tuple(points))


_WARDS = 4
_kept: OrderedDict[Ledger, Archive] = OrderedDict()
_lock = Lock()
