"""The numbers of one khu vực in one work that anybody may see: who is counted, and in which cells.

`domain.public_tables` says what is protected, and why it holds; here are its two rules of numbers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from trackers.domain.stages import PublicClass

Cell = tuple[PublicClass, ...]
Split = tuple[Cell, ...]
Numbers = Mapping[PublicClass, int]
# What a reader can work out from a row: how many are in a set of classes.
Sums = Mapping[frozenset[PublicClass], int]

_OPEN, _SIGNED, _HANDED = PublicClass
FINEST: Split = ((_OPEN,), (_SIGNED,), (_HANDED,))
NOT_HANDED: Split = ((_OPEN, _SIGNED), (_HANDED,))
SIGNED_OR_MORE: Split = ((_OPEN,), (_SIGNED, _HANDED))
WHOLE: Split = ((_OPEN, _SIGNED, _HANDED),)
HANDED_ONLY: Split = ((_HANDED,),)
# From the one that tells most; land that is cleared goes before land that is signed for.
SPLITS = (HANDED_ONLY, FINEST, NOT_HANDED, SIGNED_OR_MORE, WHOLE)


@dataclass(frozen=True)
class Shown:
    """A row as it was published: cells of classes that lie next to each other, and their numbers.

    The numbers count households; none is counted in two cells.
    """

    split: Split
    numbers: tuple[int, ...]

    @property
    def households(self) -> int:
        """How many are counted."""
        return sum(self.numbers)

    def of(self, cell: Cell) -> int | None:
        """Give the number of a cell; None where it is not told by itself."""
        return dict(zip(self.split, self.numbers, strict=True)).get(cell)

    @property
    def handed_over(self) -> int | None:
        """How many have handed over; None where that is not told by itself."""
        return self.of((_HANDED,))

    @property
    def signed(self) -> int:
        """How many have at least signed or handed over, of those of whom it is told."""
        told = zip(self.split, self.numbers, strict=True)
        return sum(number for cell, number in told if _OPEN not in cell)

    @property
    def sums(self) -> Sums:
        """All that can be added up from the cells."""
        cells = dict(zip(self.split, self.numbers, strict=True))
        if self.split == HANDED_ONLY:
            cells |= {(_OPEN,): 0, (_SIGNED,): 0}
        return {
            frozenset(one for cell in some for one in cell): sum(cells[cell] for cell in some)
            for size in range(1, len(cells) + 1)
            for some in combinations(cells, size)
        }


@dataclass
class Counted:
    """Who is counted in a row, and the class each of them had last.

    Newcomers wait until `least` of them can be counted in at once, and who has left the scope is
    counted on, in the last class, until as many can be left out at once. Where all others have
    handed over, those few are counted with them: they no longer hold the work up.
    """

    least: int
    classes: dict[str, PublicClass] = field(default_factory=dict)

    def choices(self, homes: Mapping[str, PublicClass]) -> list[dict[str, PublicClass]]:
        """Give the ways to count a week's households, the one that says most first."""
        stay = {home: homes.get(home, last) for home, last in self.classes.items()}
        left = stay.keys() - homes
        come = {home: one for home, one in homes.items() if home not in stay}
        fewer = {home: one for home, one in stay.items() if home in homes}
        may_come, may_go = len(come) >= self.least, len(left) >= self.least
        found = [_settled(stay, left)]
        if may_go:
            found.insert(0, fewer)
        if may_come:
            found.insert(0, _settled(stay | come, left))
        if may_come and may_go:
            found.insert(0, fewer | come)
        return found

    def follow(self, homes: Mapping[str, PublicClass]) -> None:
        """Remember the classes of those who are counted, for when they leave."""
        self.classes |= {home: one for home, one in homes.items() if home in self.classes}


def shown_next(
    classes: Iterable[PublicClass], past: Sequence[Shown], least: int, splits: Collection[Split]
) -> Shown | None:
    """Give what is to be published of a row after what was, or None to leave that as it is.

    Cells have `least` households or more. Where all who are counted have handed over that alone is
    told, and where all have left that nobody is there. Whatever can be added up is as it ever was
    published before, or `least` away from it.
    """
    listed = list(classes)
    numbers = {one: listed.count(one) for one in PublicClass}
    for split in SPLITS:
        row = Shown(split, tuple(sum(numbers[one] for one in cell) for cell in split))
        if (
            split in splits
            and (split != HANDED_ONLY or row.households == len(listed))
            and _is_large_enough(row, least)
            and (not past or _goes_on(past[-1], row, least))
            and all(_is_apart(before.sums, row.sums, least) for before in past)
        ):
            return row
    return None


def _settled(counted: dict[str, PublicClass], left: Collection[str]) -> dict[str, PublicClass]:
    """Count those who left as handed over where everybody else has."""
    if {one for home, one in counted.items() if home not in left} == {_HANDED}:
        return dict.fromkeys(counted, _HANDED)
    return counted


def _is_large_enough(row: Shown, least: int) -> bool:
    if not row.households:
        return row.split == WHOLE
    return all(number >= least for number in row.numbers)


def _is_apart(before: Sums, after: Sums, least: int) -> bool:
    """Tell whether no sum that both tell differs by less than `least`, but for none."""
    gaps = (abs(after[one] - before[one]) for one in after.keys() & before.keys())
    return all(gap == 0 or gap >= least for gap in gaps)


def _goes_on(before: Shown, after: Shown, least: int) -> bool:
    """Tell whether a row may take the place of another: it says more, or something new.

    From one way of merging to the other only when `least` have certainly changed in between;
    otherwise who takes it that hardly anything changed would put the two together.
    """
    if before.split == after.split:
        return before != after
    if after.split == WHOLE:
        return not after.households
    if before.split in (WHOLE, HANDED_ONLY) or after.split in (FINEST, HANDED_ONLY):
        return True
    if before.split == FINEST:
        return any(before.sums.get(one) != number for one, number in after.sums.items())
    return after.split == NOT_HANDED and after.numbers[0] <= before.numbers[0] - least
