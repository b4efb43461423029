"""Ranking, strip and forecast of a large road, against the slow ways to the same.

`BENCH_ROAD=2000` says how many cases. Machines differ and are noisy: read the ratios.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.bench.measuring import timed
from tests.domain.making import HANDED_OVER, TODAY, a_state, done
from trackers.domain.cases import CaseState
from trackers.domain.forecast import forecast
from trackers.domain.strip import strips_of
from trackers.domain.unlocking import ranking

FORECAST = 1000
STEPS = ("contacted", "agreed", "signed", "handover")
# The slow way asks half metre by half metre: so many of its cases are timed, the rest scaled.
ASKED = 20


def a_road(size: int) -> list[CaseState]:
    """Cases of ten metres along both sides, every third one handed over."""
    found = []
    for number in range(size):
        start = (number // 2) * 10.0
        steps = HANDED_OVER if number % 3 == 0 else ("contacted",)
        side = "left" if number % 2 else "right"
        code = f"R-{number:05d}"
        ends = {"chainage_from_m": start, "chainage_to_m": start + 10}
        found.append(a_state(*steps, code=code, side=side, **ends))
    return found


def longest_by_metres(states: Sequence[CaseState], also: str) -> int:
    """The slow way: every half metre of a side is asked for, for one case taken as cleared."""
    cleared = set()
    for state in states:
        if state.handed_over or state.case.code == also:
            for one in state.case.stretches:
                for half in range(int(one.from_m * 2), int(one.to_m * 2)):
                    cleared.add((one.side, half))
    best = here = 0
    last = None
    for side, half in sorted(cleared):
        here = here + 1 if last == (side, half - 1) else 1
        best, last = max(best, here), (side, half)
    return best


def a_ward(size: int) -> list[CaseState]:
    """Donations on their way, their steps exponentially apart."""
    chance = Random(3)  # noqa: S311 (a benchmark, no secret)
    found = []
    for number in range(size):
        day = opened = TODAY - timedelta(days=200)
        marks = {}
        for step in STEPS:
            day += timedelta(days=int(chance.expovariate(1 / 40)) + 1)
            if day > TODAY:
                break
            marks[step] = done(step, day, 1)
        ends = {"side": "left", "chainage_from_m": number * 2.0, "chainage_to_m": number * 2 + 2.0}
        state = a_state(code=f"X{number:04d}", opened_on=opened, **ends)
        found.append(replace(state, marks=marks))
    return found


def main() -> None:
    """Time each and print the table."""
    size = int(os.environ.get("BENCH_ROAD", "2000"))
    out = sys.stdout.write
    states = a_road(size)
    with timed() as ours:
        ranked = ranking(strips_of(states), 100)
    with timed() as slow:
        for one in ranked[:ASKED]:
            longest_by_metres(states, one.case_code)
    naive = slow.seconds * len(ranked) / ASKED
    out(f"\n== a road of {size:,} cases, a forecast of {FORECAST:,} ==\n")
    out(f"{'strip and ranking, s':<46}{ours.seconds:>10.3f}\n")
    out(f"{'metre by metre, s':<46}{naive:>10.1f}\n")
    out(f"{'ratio':<46}{naive / ours.seconds:>9.0f}×\n")
    ward = a_ward(FORECAST)
    with timed() as drawn:
        forecast("XM", ward, TODAY)
    # What a hundred forecasts of one draw cost that gather the stays each time.
    with timed() as single:
        for _ in range(5):
            forecast("XM", ward, TODAY, draws=1)
    each = single.seconds * 20
    out(f"{'forecast, a hundred draws, s':<46}{drawn.seconds:>10.3f}\n")
    out(f"{'the same draw by draw from the cases, s':<46}{each:>10.1f}\n")
    out(f"{'ratio':<46}{each / drawn.seconds:>9.0f}×\n")


if __name__ == "__main__":
    main()
