"""A former day of a large ward, against reading the whole log for it; and a long history.

`BENCH_CASES=5000` says how many cases. Machines differ and are noisy: read the ratios.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests import tiny
from tests.bench.measuring import median_of, timed
from tests.domain.making import a_case, done
from trackers.services import timeline
from trackers.services.as_of import former_states
from trackers.services.cases import edit_case
from trackers.services.history import case_history
from trackers.services.proving import prove_log
from trackers.services.subjects import the_state
from trackers.store import Ledger, cases, open_store
from trackers.store.ledger import Writing

STEPS = ("contacted", "surveyed", "agreed", "signed", "handover")
EVENTS = 500


def fill(ledger: Ledger, size: int, plots: Sequence[int] = (1,)) -> None:
    """Open cases and let each go as far as its number says; one event each, one transaction.

    The cases are about the parcels `plots`, one after the other.
    """
    with ledger.write(tiny.NOW) as writing:
        for number in range(size):
            code = f"B-{number:05d}"
            opened_on = tiny.TODAY - timedelta(days=60)
            plot = plots[number % len(plots)]
            cases.add_case(writing, a_case(code, parcel_id=plot, opened_on=opened_on), [])
            note(writing, "case.opened", code, 60)
            for place, step in enumerate(STEPS[: number % (len(STEPS) + 1)]):
                back = 50 - 9 * place - number % 7
                mark = done(step, tiny.TODAY - timedelta(days=back), 0)
                cases.put_mark(writing, code, mark, base=0)
                note(writing, "step.set", code, back)


def note(writing: Writing, kind: str, code: str, back: int) -> None:
    """Record an event of some days ago."""
    on = tiny.TODAY - timedelta(days=back)
    writing.record(kind, code, actor="CB03", effective_on=on, touched=(code,))


def long_history(ledger: Ledger) -> str:
    """Give a case that was edited very often."""
    for number in range(EVENTS):
        with ledger.read() as reading:
            base = the_state(reading, "XM-001").case
        mine = replace(base, affected_m2=10.0 + number % 7, frontage_m=float(number))
        edit_case(ledger, tiny.OFFICER, base=base, mine=mine, reason="Đo lại", now=tiny.NOW)
    return "XM-001"


def main() -> None:
    """Fill a ward, ask for its former days, and print what it took."""
    size = int(os.environ.get("BENCH_CASES", "5000"))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), durable=False)
        ledger = tiny.build(store)
        fill(ledger, size)
        days = iter(tiny.TODAY - timedelta(days=n) for n in range(55))

        def ask() -> None:
            former_states(ledger, tiny.OFFICER, next(days), now=tiny.NOW)

        def ask_naively() -> None:
            timeline._kept.clear()
            ask()

        naive = median_of(3, ask_naively)
        fresh = median_of(15, ask)
        with timed() as proving:
            found = prove_log(ledger, tiny.ADMIN)
        code = long_history(ledger)
        history = median_of(3, lambda: case_history(ledger, tiny.OFFICER, code))
        store.close()
    out = sys.stdout.write
    out(f"\n== a former day of {size:,} cases, {found.events:,} events ==\n")
    out(f"{'reading the whole log for the day, s':<46}{naive:>10.3f}\n")
    out(f"{'from the timeline, a day not asked before, s':<46}{fresh:>10.3f}\n")
    out(f"{'ratio':<46}{naive / fresh:>9.1f}×\n")
    out(f"{f'history of a case with {EVENTS} events, s':<46}{history:>10.3f}\n")
    out(f"{'check of the log with its rows, s':<46}{proving.seconds:>10.2f}\n")


if __name__ == "__main__":
    main()
