"""Saves a second with 1, 10 and 50 who save at once, on SQLite and on PostGIS, in one run.

A save is what every service does: a changed row, its event, its key, on the disk before it is
confirmed. Machines and disks differ: read the ratios.
"""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

from tests import tiny
from tests.bench.measuring import timed
from tests.postgres import a_cluster, programs
from trackers.store import Ledger, open_store, tables

WRITERS = (1, 10, 50)
SAVES = 300


def measure(ledger: Ledger, writers: int) -> tuple[float, float]:
    """Give saves a second, and the 95th percentile of one save in milliseconds."""

    def save(number: int) -> float:
        start = time.perf_counter()
        with ledger.write(tiny.NOW) as writing:
            writing.saved_before(f"{writers}-{number}")
            code = f"XM-00{1 + number % 3}"
            writing.update(tables.cases, {"code": code}, {"affected_m2": float(number)}, base=None)
            writing.record(
                "case.changed",
                code,
                actor="CB03",
                effective_on=tiny.TODAY,
                touched=(code,),
                key=f"{writers}-{number}",
            )
        return time.perf_counter() - start

    with ThreadPoolExecutor(writers) as pool, timed() as whole:
        each = list(pool.map(save, range(SAVES)))
    return SAVES / whole.seconds, 1000 * quantiles(each, n=20)[-1]


def one_store(folder: Path, url: str = "") -> list[tuple[float, float]]:
    """Measure a fresh store for every number of writers."""
    store = open_store(folder, url)
    ledger = tiny.build(store)
    found = [measure(ledger, writers) for writers in WRITERS]
    store.close()
    return found


def main() -> None:
    """Print one row a store."""
    out = sys.stdout.write
    heads = "".join(f"{f'{n} saving':>24}" for n in WRITERS)
    out(f"\n{'saves a second (p95 of one, ms)':<34}{heads}\n")
    with tempfile.TemporaryDirectory() as name:
        _row("SQLite", one_store(Path(name) / "sqlite"))
        if programs() is None:
            out("PostGIS: NOT MEASURED, no server installed\n")
            return
        # As a server comes: what it confirms is on the disk.
        with a_cluster(options=()) as cluster:
            _row("PostGIS", one_store(Path(name) / "postgis", cluster.url(cluster.create())))


def _row(name: str, found: list[tuple[float, float]]) -> None:
    cells = "".join(f"{f'{rate:,.0f} ({p95:,.0f})':>24}" for rate, p95 in found)
    sys.stdout.write(f"{name:<34}{cells}\n")


if __name__ == "__main__":
    main()
