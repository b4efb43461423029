"""Seconds to back a ward up and to put it back, and milliseconds to show one case's card."""

import sys
from pathlib import Path
from statistics import quantiles

from tests.bench.measuring import timed
from tests.tiny import ADMIN
from trackers.services.backups import make_backup, restore
from trackers.services.cases import case_card
from trackers.services.wards import present
from trackers.store import Ledger, open_store, tables

PASSPHRASE = "a sentence for measuring"  # noqa: S105 (of this benchmark only)
_CASES = 180


def measure(folder: Path, work: Path) -> dict[str, float]:
    """Time a data folder's backup, open and sealed, its restoring, and its cases' cards."""
    times: dict[str, float] = {}
    store = open_store(folder)
    for name, words in (("", ""), (" under a passphrase", PASSPHRASE)):
        file = work / f"ward{len(words)}.zip"
        with timed() as making:
            make_backup(store, ADMIN, file, passphrase=words)
        times[f"backup{name}, s"] = making.seconds
        times[f"size{name}, MB"] = file.stat().st_size / 2**20
        with timed() as restoring:
            restore(
                file, work / f"new{len(words)}", passphrase=words, key_file=folder / "secret.key"
            )
        times[f"restore{name}, s"] = restoring.seconds
    times["card of a case, p95, ms"] = 1000 * _cards(store.ledger(store.ward_codes()[0]))
    store.close()
    return times


def _cards(ledger: Ledger) -> float:
    """Give the 95th percentile of the seconds that the cards of the first cases take."""
    now, seconds = present(ledger), []
    with ledger.read() as reading:
        codes = [row.code for row in reading.rows(tables.cases)][:_CASES]
    for code in codes:
        with timed() as one:
            case_card(ledger, ADMIN, code, now)
        seconds.append(one.seconds)
    return quantiles(seconds, n=20)[-1]


def report(folder: Path, work: Path) -> None:
    """Print what one data folder takes."""
    sys.stdout.write("\n")
    for name, value in measure(folder, work).items():
        sys.stdout.write(f"{name:<42}{value:>12.2f}\n")
