"""What a public page says in numbers: households by work, khu vực and public class, week by week.

A reader who keeps every page ever shown, adds and subtracts, and knows this code must not learn of
fewer than `LEAST` households how they stand or that they moved. It rests on these rules:

1. A week is the record as it was known at the end of its Sunday, so a page is the same whoever
   asks when; a correction made later counts from its own week on.
2. A row is one khu vực of one work. A household counts there once, by the least advanced of its
   cases. Totals are sums of what is published, so nothing follows from them that the rows do not
   say. A khu vực with fewer than `LEAST` households is not published, nor is it in a total.
3. A cell has `LEAST` households or more, else it is one with its neighbour (0 is few, too). Where
   all who are counted have handed over that alone is told, for whoever walks by can see it.
4. A row changes as a whole and only if every sum of its cells is what it was in each week before,
   or `LEAST` away from it. Otherwise it stays as it was published. Who comes and who goes waits for
   others (`Counted`). So of any two weeks the difference of any sum is none, or `LEAST` or more.
5. Of a road only whole runs that touch `LEAST` households are told, when all of it is cleared. Runs
   are cut anew only until one is told; they change only together with their row, and the others of
   the row's classes stay `LEAST` or none (`cleared_next`). Shares come from published numbers.

Why this suffices. What is published in a week depends on what was published before, on who is
counted and on their classes in that week alone, not on weeks that were held back. So nothing is
learnt of a week from later ones, and one week can be looked at by itself. If the row stayed as it
was, one household more or less in any class would have left it as it was too. If it changed, what
its cells add up to is known and is large (3), and its change against any former week is (4); how a
merged cell is split is not known: any split with 0 … `LEAST` - 1 in the class at the row's end
would have been merged the same way, for each way that is tried before tells of that class alone.
`tests/domain/test_public_tables.py` lets a reader try all worlds of a small ward.

Not protected: what a neighbour knows anyway and adds to it (four of the five of a cell who put
their heads together know the fifth); and that all of a row or run have handed over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trackers.domain.cases import CaseState
from trackers.domain.disclosure import FEW, Place
from trackers.domain.public_rows import SPLITS, Cell, Counted, Shown, shown_next
from trackers.domain.public_runs import Cuts, Frontage, PublicRun, cleared_next, cuts_of
from trackers.domain.stages import PublicClass

LEAST = FEW
_CLASSES = list(PublicClass)
_LABELS: Mapping[Cell, str] = {
    (PublicClass.IN_PROGRESS, PublicClass.SIGNED): "Đang thực hiện hoặc đã ký",
    (PublicClass.SIGNED, PublicClass.HANDED_OVER): "Đã ký hoặc đã bàn giao",
    tuple(PublicClass): "Đang thực hiện, đã ký hoặc đã bàn giao",
}
TOO_FEW = "Không công bố vì ít hộ"


def cell_label(cell: Cell) -> str:
    """Give the Vietnamese words of a cell."""
    return _LABELS.get(cell) or cell[0].label


@dataclass(frozen=True)
class Home:
    """How a household stands in a row, and where its land there lies along the road, in metres."""

    public: PublicClass
    span: tuple[float, float] | None = None


@dataclass(frozen=True)
class Week:
    """The households of each work and khu vực as they stood at the end of a Sunday, by code."""

    on: date
    places: Mapping[Place, Mapping[str, Home]]


@dataclass(frozen=True)
class PublicRow:
    """A khu vực of a work as anybody may see it. `shown` is None where it has too few households.

    `runs` are those of a road, in its order; `since` is the Sunday at whose end the row was so.
    """

    project_code: str
    area_code: str
    shown: Shown | None
    runs: tuple[PublicRun, ...] = ()
    since: date | None = None


@dataclass(frozen=True)
class PublicTable:
    """What is published from the end of a Sunday on, by work and khu vực."""

    on: date
    rows: tuple[PublicRow, ...]

    def of(self, project: str) -> tuple[PublicRow, ...]:
        """Give the rows of a work."""
        return tuple(one for one in self.rows if one.project_code == project)


def week_of(on: date, states: Iterable[CaseState]) -> Week:
    """Count a week's households from the states of all cases; those out of scope are left out."""
    places: dict[Place, dict[str, Home]] = {}
    for state in states:
        case = state.case
        if not case.in_scope:
            continue
        homes = places.setdefault((case.project_code, case.area_code), {})
        spans = [(one.from_m, one.to_m) for one in case.stretches]
        for code in case.household_codes:
            last = homes.get(code)
            homes[code] = _joined(last, Home(state.public_class, _hull(spans)))
    return Week(on, places)


def published(weeks: Sequence[Week], least: int = LEAST) -> list[PublicTable]:
    """Give what is published from each week on; the weeks ascend and none between is left out."""
    press = Press(least)
    return [press.take(one) for one in weeks]


@dataclass
class Press:
    """Publishes one week after the other, and remembers what it has published."""

    least: int = LEAST
    rows: dict[Place, "RowPress"] = field(default_factory=dict)

    def take(self, week: Week) -> PublicTable:
        """Take in the next week and give what is published from its end on."""
        for place in week.places:
            self.rows.setdefault(place, RowPress(self.least))
        for place, row in self.rows.items():
            row.take(week.on, week.places.get(place, {}))
        listed = sorted(self.rows.items())
        return PublicTable(week.on, tuple(row.told(place) for place, row in listed))


@dataclass
class RowPress:
    """One row: what was published of it, and who is counted."""

    least: int
    counted: Counted = field(init=False)
    past: list[Shown] = field(default_factory=list)
    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    cuts: Cuts | None = None
    cleared: tuple[int, ...] = ()
    since: date | None = None

    def __post_init__(self) -> None:
        """Count nobody yet."""
        self.counted = Counted(self.least)

    def told(self, place: Place) -> PublicRow:
        """Give what is published of it, and since when."""
        if not self.past or not self.past[-1].households:
            return PublicRow(*place, None)
        runs = self.cuts.runs(self.cleared) if self.cuts else ()
        return PublicRow(*place, self.past[-1], runs, self.since)

    def take(self, on: date, homes: Mapping[str, Home]) -> None:
        """Take in the row's households at the end of the next week, a Sunday."""
        classes = {code: home.public for code, home in homes.items()}
        self.spans |= {code: home.span for code, home in homes.items() if home.span}
        for choice in self.counted.choices(classes):
            if self._publish(choice, homes):
                self.since = on
                break
        self.counted.follow(classes)

    def _publish(self, classes: dict[str, PublicClass], homes: Mapping[str, Home]) -> bool:
        splits = [one for one in SPLITS if not self.cleared or (PublicClass.HANDED_OVER,) in one]
        if not classes and not self.past:
            return False
        row = shown_next(classes.values(), self.past, self.least, splits)
        if row is None:
            return False
        if not classes:
            self.cleared = ()
        others = {home: one.public for home, one in homes.items() if home not in classes}
        cuts = self.cuts if self.cleared else cuts_of(_some(self.spans, classes), self.least)
        land = [
            Frontage(cuts.place(self.spans[home][0]), one, counted)
            for counted, some in ((True, classes), (False, others))
            for home, one in some.items()
            if cuts and home in self.spans
        ]
        cleared = cuts and cleared_next(cuts, land, row, self.cleared, self.least)
        if self.cleared and cleared is None:
            return False
        self.past.append(row)
        self.counted.classes, self.cuts, self.cleared = dict(classes), cuts, cleared or ()
        return True


def _some(
    spans: Mapping[str, tuple[float, float]], classes: Mapping[str, PublicClass]
) -> dict[str, tuple[float, float]]:
    return {code: span for code, span in spans.items() if code in classes}


def _joined(one: Home | None, other: Home) -> Home:
    """Give a household with one case more: the least advanced counts."""
    if one is None:
        return other
    spans = [span for span in (one.span, other.span) if span]
    return Home(min(one.public, other.public, key=_CLASSES.index), _hull(spans))


def _hull(spans: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)
