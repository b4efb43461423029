"""Public figures against readers who keep every page, add, subtract, and know the rules."""

from collections import defaultdict
from copy import deepcopy
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.making import HANDED_OVER, a_state
from trackers.domain.public_rows import (
    FINEST,
    HANDED_ONLY,
    NOT_HANDED,
    SIGNED_OR_MORE,
    WHOLE,
    Shown,
)
from trackers.domain.public_tables import (
    LEAST,
    Home,
    Press,
    Week,
    cell_label,
    published,
    week_of,
)
from trackers.domain.stages import PublicClass

OPEN, SIGNED, HANDED = PublicClass
SETS = [frozenset(some) for size in (1, 2, 3) for some in combinations(PublicClass, size)]
PLACE = ("XM", "KV1")
SUNDAY = date(2014, 1, 5)
SIGNED_STEPS = ("contacted", "agreed", "signed")


def a_week(number, homes, place=PLACE):
    """A week in which the households stand as told: by code, a class or a home."""
    there = {code: one if isinstance(one, Home) else Home(one) for code, one in homes.items()}
    return Week(SUNDAY + timedelta(days=7 * number), {place: there})


def counted(open_ones=0, signed=0, handed=0):
    """So many households in each class."""
    classes = [OPEN] * open_ones + [SIGNED] * signed + [HANDED] * handed
    return {f"H{number:03d}": one for number, one in enumerate(classes)}


def shown(*rounds, least=LEAST):
    """What is published of one row after rounds of (open, signed, handed over)."""
    weeks = [a_week(number, counted(*one)) for number, one in enumerate(rounds)]
    found = published(weeks, least)[-1].rows[0].shown
    return found and (found.split, found.numbers)


class TestARow:
    def test_large_cells_are_told_as_they_are(self):
        assert shown((8, 6, 14)) == (FINEST, (8, 6, 14))

    def test_a_small_cell_is_one_with_its_neighbour(self):
        assert shown((24, 3, 10)) == (NOT_HANDED, (27, 10))
        assert shown((3, 24, 10)) == (NOT_HANDED, (27, 10))
        assert shown((48, 6, 2)) == (SIGNED_OR_MORE, (48, 8))
        assert shown((48, 1, 2)) == (WHOLE, (51,))

    def test_no_household_in_a_class_is_as_few_as_one(self):
        assert shown((56, 0, 0)) == (WHOLE, (56,))
        assert shown((0, 8, 9)) == (NOT_HANDED, (8, 9))

    def test_that_all_have_handed_over_is_told(self):
        assert shown((0, 0, 9)) == (HANDED_ONLY, (9,))

    def test_a_place_with_four_households_is_not_told_of(self):
        assert shown((2, 1, 1)) is None
        assert shown((0, 0, 4)) is None

    def test_a_change_waits_until_it_is_of_five(self):
        start = (30, 0, 10)
        assert shown(start, (27, 0, 13)) == (NOT_HANDED, (30, 10))
        assert shown(start, (27, 0, 13), (25, 0, 15)) == (NOT_HANDED, (25, 15))

    def test_a_class_becomes_a_cell_of_its_own_once_it_is_large(self):
        assert shown((30, 2, 10), (25, 7, 10)) == (FINEST, (25, 7, 10))

    def test_a_row_ends_when_all_have_handed_over(self):
        assert shown((8, 6, 14), (2, 2, 24), (0, 0, 28)) == (HANDED_ONLY, (28,))
        assert shown((8, 6, 14), (4, 4, 20), (1, 1, 26)) == (NOT_HANDED, (8, 20))

    def test_the_two_ways_of_merging_are_not_put_side_by_side(self):
        assert shown((30, 6, 4), (29, 5, 6)) == (SIGNED_OR_MORE, (30, 10))
        assert shown((30, 6, 4), (20, 2, 18)) == (NOT_HANDED, (22, 18))
        assert shown((27, 3, 10), (27, 12, 1)) == (NOT_HANDED, (27 + 3, 10))

    def test_cells_are_not_merged_for_nothing(self):
        assert shown((24, 6, 10), (22, 8, 10)) == (FINEST, (24, 6, 10))
        assert shown((24, 6, 10), (21, 4, 15)) == (NOT_HANDED, (25, 15))

    def test_every_cell_has_words(self):
        told = {
            cell_label(cell)
            for split in (FINEST, NOT_HANDED, SIGNED_OR_MORE, WHOLE)
            for cell in split
        }
        assert told == {
            "Đang thực hiện",
            "Đã ký/đã duyệt",
            "Đã bàn giao",
            "Đang thực hiện hoặc đã ký",
            "Đã ký hoặc đã bàn giao",
            "Đang thực hiện, đã ký hoặc đã bàn giao",
        }

    def test_only_cells_of_the_row_have_a_number(self):
        row = Shown(NOT_HANDED, (27, 10))
        assert (row.handed_over, row.households, row.of((OPEN,))) == (10, 37, None)


class TestComingAndGoing:
    def test_newcomers_wait_for_each_other(self):
        start = counted(20, 0, 10)
        four, five = ({f"N{n}": OPEN for n in range(count)} for count in (4, 5))
        tables = published([a_week(0, start), a_week(1, start | four), a_week(2, start | five)])
        assert [one.rows[0].shown.numbers for one in tables] == [(20, 10), (20, 10), (25, 10)]

    def test_who_leaves_the_scope_is_counted_until_five_have_left(self):
        start = counted(20, 0, 10)
        one_left, five_left = ({k: v for k, v in start.items() if k > f"H{n:03d}"} for n in (0, 4))
        tables = published([a_week(0, start), a_week(1, one_left), a_week(2, five_left)])
        assert [one.rows[0].shown.numbers for one in tables] == [(20, 10), (20, 10), (15, 10)]

    def test_one_who_left_does_not_hold_the_end_up(self):
        start = counted(6, 0, 10)
        rest = {code: HANDED for code in start if code != "H000"}
        tables = published([a_week(0, start), a_week(1, rest)])
        assert tables[-1].rows[0].shown == Shown(HANDED_ONLY, (16,))

    def test_five_come_while_five_go(self):
        start = counted(20, 0, 10)
        other = {code: one for code, one in start.items() if code > "H004"}
        other |= {f"N{number}": HANDED for number in range(5)}
        tables = published([a_week(0, start), a_week(1, other)])
        assert tables[-1].rows[0].shown.numbers == (15, 15)

    def test_one_newcomer_does_not_slip_in_while_others_go(self):
        start = counted(20, 0, 10)
        other = {code: one for code, one in start.items() if code > "H005"} | {"N": OPEN}
        tables = published([a_week(0, start), a_week(1, other)])
        assert tables[-1].rows[0].shown.numbers == (14, 10)

    def test_a_place_that_everybody_left_is_not_told_of_until_others_come(self):
        weeks = [counted(8, 0, 8), {}, {}, {"N": OPEN}, {f"N{n}": OPEN for n in range(5)}]
        tables = published([a_week(number, one) for number, one in enumerate(weeks)])
        told = [one.rows[0].shown and one.rows[0].shown.numbers for one in tables]
        assert told == [(8, 8), None, None, None, (5,)]

    def test_a_place_that_four_have_left_keeps_its_row(self):
        start = counted(0, 0, 9)
        few = {code: one for code, one in start.items() if code > "H003"}
        assert published([a_week(0, start), a_week(1, few)])[-1].rows[0].shown.households == 9


class TestHouseholds:
    def test_a_household_counts_once_by_the_case_that_is_least_advanced(self):
        states = [
            a_state(*HANDED_OVER, code="A", household_codes=("H1", "H2")),
            a_state(*SIGNED_STEPS, code="B", household_codes=("H2",)),
            a_state(code="C", household_codes=("H3",), closed_on=SUNDAY),
        ]
        week = week_of(SUNDAY, states)
        assert {code: one.public for code, one in week.places[PLACE].items()} == {
            "H1": HANDED,
            "H2": SIGNED,
        }

    def test_its_land_along_the_road_reaches_from_its_first_to_its_last_metre(self):
        road = {"side": "left", "household_codes": ("H1",)}
        states = [
            a_state(code="A", chainage_from_m=40.0, chainage_to_m=50.0, **road),
            a_state(code="B", chainage_from_m=10.0, chainage_to_m=15.0, **road),
            a_state(code="C", household_codes=("H1", "H2")),
        ]
        homes = week_of(SUNDAY, states).places[PLACE]
        assert homes["H1"].span == (10.0, 50.0)
        assert homes["H2"].span is None


def along(classes, step=12.0):
    """Households one after the other along a road, a dozen metres each."""
    return {
        f"H{number:03d}": Home(one, (number * step, (number + 1) * step))
        for number, one in enumerate(classes)
    }


def runs(*rounds):
    weeks = [a_week(number, along(one)) for number, one in enumerate(rounds)]
    return published(weeks)[-1].rows[0].runs


class TestRuns:
    def test_a_run_touches_five_households_and_is_told_when_all_of_it_is_cleared(self):
        found = runs([HANDED] * 5 + [OPEN] * 20)
        assert [(one.from_m, one.to_m, one.cleared) for one in found][:2] == [
            (0, 60, True),
            (60, 120, False),
        ]
        assert found[0].length_m == 60

    def test_a_run_is_not_told_while_one_of_it_waits(self):
        assert not any(one.cleared for one in runs([HANDED] * 4 + [OPEN] * 20 + [HANDED]))

    def test_the_few_handed_over_outside_of_it_keep_a_run_untold(self):
        """Seven have handed over; with five of them told, two would be known to be elsewhere."""
        mixed = [HANDED] * 5 + ([OPEN] * 4 + [HANDED]) * 2 + [OPEN] * 10
        assert not any(one.cleared for one in runs(mixed))

    def test_as_many_runs_as_people_who_wait_would_tell_of_each_run(self):
        mixed = [HANDED] * 5 + ([OPEN] + [HANDED] * 4) * 5
        assert not any(one.cleared for one in runs(mixed))

    def test_when_all_is_handed_over_all_runs_are_told(self):
        assert all(one.cleared for one in runs([HANDED] * 12))

    def test_where_no_road_is_or_few_lie_along_it_there_are_no_runs(self):
        homes = counted(20, 0, 10)
        few = homes | along([OPEN] * 4)
        assert published([a_week(0, homes)])[0].rows[0].runs == ()
        assert published([a_week(0, few)])[0].rows[0].runs == ()

    def test_a_handover_taken_back_leaves_the_row_as_it_was(self):
        cleared = [HANDED] * 10 + [OPEN] * 11
        back = [HANDED] * 4 + [OPEN] + [HANDED] * 11 + [OPEN] * 5
        whole = [HANDED] * 15 + [OPEN] * 6
        assert [one.cleared for one in runs(cleared)] == [True, True, False, False]
        assert runs(cleared, whole) != runs(cleared)
        assert runs(cleared, back) == runs(cleared)

    def test_beside_a_cleared_run_signed_and_handed_over_stay_apart(self):
        start = [HANDED] * 10 + [SIGNED] * 6 + [OPEN] * 10
        later = [HANDED] * 12 + [SIGNED] * 9 + [OPEN] * 5
        weeks = [a_week(number, along(one)) for number, one in enumerate([start, later])]
        first, last = (one.rows[0] for one in published(weeks))
        assert first.shown.numbers == (10, 6, 10)
        assert first.runs[0].cleared
        assert last == first

    def test_a_run_that_too_few_are_left_of_is_not_told(self):
        there = along([OPEN] * 30)
        gone = {"H000", "H001", "H002", "H005", "H006", "H007"}
        handed = {"H003", "H004", *(f"H{number:03d}" for number in range(10, 18))}
        left = {
            code: Home(HANDED if code in handed else OPEN, one.span)
            for code, one in there.items()
            if code not in gone
        }
        row = published([a_week(0, there), a_week(1, left)])[-1].rows[0]
        assert row.shown.numbers == (14, 10)
        assert [one.from_m for one in row.runs if one.cleared] == [130]

    def test_runs_stay_where_they_were_cut(self):
        start = [HANDED] * 10 + [OPEN] * 10
        more = [*start, *[OPEN] * 8]
        assert [one.from_m for one in runs(start, more)] == [one.from_m for one in runs(start)]

    def test_households_that_begin_at_one_place_are_in_one_run(self):
        homes = {f"H{n}": Home(HANDED, (3.0, 9.0 + n)) for n in range(12)}
        found = published([a_week(0, homes)])[0].rows[0].runs
        assert [(one.from_m, one.to_m) for one in found] == [(0, 20)]


CLASSES = st.sampled_from([None, OPEN, OPEN, SIGNED, HANDED, HANDED])
HISTORIES = st.integers(1, 30).flatmap(
    lambda size: st.lists(st.lists(CLASSES, min_size=size, max_size=size), min_size=1, max_size=8)
)


@settings(max_examples=150, deadline=None)
@given(HISTORIES, st.booleans())
def test_no_sum_and_no_difference_of_two_weeks_is_of_one_to_four(history, is_road):
    weeks = []
    for number, one in enumerate(history):
        homes = along(one) if is_road else dict(enumerate(one))
        there = {
            code: home
            for code, home in homes.items()
            if (home.public if is_road else home) is not None
        }
        weeks.append(a_week(number, there))
    tables = published(weeks)
    assert tables == [published(weeks[: n + 1])[-1] for n in range(len(weeks))]
    rows = [table.rows[0] for table in tables if table.rows]
    for before, after in combinations(rows, 2):
        told, then = (row.shown.sums if row.shown else {} for row in (after, before))
        gaps = [abs(told[one] - then[one]) for one in told.keys() & then.keys()]
        assert all(gap == 0 or gap >= LEAST for gap in [*gaps, *told.values()])
    for row in rows:
        check_runs(row, is_road)


def check_runs(row, is_road):
    cleared = [one for one in row.runs if one.cleared]
    assert is_road or not row.runs
    if cleared:
        assert row.shown.handed_over >= LEAST * len(cleared)


def check_worlds(worlds, least, *measures):
    """Fail if all worlds that give the same pages agree on a number of few households."""
    for measure in measures:
        first = measure(worlds[0])
        small = 0 < abs(first) < least
        assert not small or any(measure(one) != first for one in worlds), worlds[:3]


def in_week(week, classes):
    """Measure how many are in a set of classes in a week of a history."""
    return lambda history: sum(
        n for n, one in zip(history[week], PublicClass, strict=True) if one in classes
    )


def moved(early, late, classes):
    """Measure how many more they are in a later week."""
    before, after = in_week(early, classes), in_week(late, classes)
    return lambda history: after(history) - before(history)


@pytest.mark.parametrize(("least", "total", "weeks"), [(2, 5, 3), (3, 8, 2), (3, 10, 2)])
def test_a_reader_who_tries_all_histories_learns_of_no_single_household(least, total, weeks):
    """All histories of a small ward, with two or three for five: nothing small is certain."""
    rows = [(a, b, total - a - b) for a in range(total + 1) for b in range(total + 1 - a)]
    ways = [((), (), Press(least))]
    for _ in range(weeks):
        following = []
        for (pages, history, press), row in product(ways, rows):
            after = deepcopy(press)
            page = after.take(a_week(0, counted(*row))).rows
            following.append(((*pages, page), (*history, row), after))
        ways = following
    by_pages = defaultdict(list)
    for pages, history, _ in ways:
        by_pages[pages].append(history)
    measures = [in_week(week, classes) for week in range(weeks) for classes in SETS]
    measures += [
        moved(*pair, classes) for pair in combinations(range(weeks), 2) for classes in SETS
    ]
    for histories in by_pages.values():
        check_worlds(histories, least, *measures)


def in_run(places, classes):
    """Measure how many of a run's households are in a set of classes."""
    return lambda world: sum(world[place] in classes for place in places)


@pytest.mark.parametrize(("least", "size"), [(2, 6), (3, 7)])
def test_a_reader_who_tries_all_worlds_of_a_road_learns_of_no_run_how_few_wait(least, size):
    """After any of some weeks: what is certain of a run is that none wait, or that many do."""
    worlds = list(product(PublicClass, repeat=size))
    runs = [range(start, start + least) for start in range(0, size - least, least)]
    measures = [in_run(some, classes) for some in [*runs, range(size)] for classes in SETS[:-1]]
    for start in worlds[:: len(worlds) // 7]:
        before = Press(least)
        before.take(a_week(0, along(start)))
        by_page = defaultdict(list)
        for world in worlds:
            by_page[deepcopy(before).take(a_week(1, along(world))).rows].append(world)
        for same in by_page.values():
            check_worlds(same, least, *measures)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CLASSES, min_size=4, max_size=4), min_size=1, max_size=3))
def test_a_reader_who_knows_all_former_weeks_learns_no_small_number_of_the_next(history):
    """Whoever comes and goes: four households, two for five, all next weeks that look the same."""
    press = Press(2)
    for number, one in enumerate(history):
        press.take(a_week(number, present(one)))
    by_page = defaultdict(list)
    for world in product([None, *PublicClass], repeat=4):
        page = deepcopy(press).take(a_week(9, present(world))).rows
        by_page[page].append(world)
    for same in by_page.values():
        check_worlds(same, 2, *(in_run(range(4), classes) for classes in SETS))


def present(world):
    return {str(place): one for place, one in enumerate(world) if one}
