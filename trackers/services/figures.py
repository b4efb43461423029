"""Figures of the whole site for who watches over the machine: sizes and ages, nobody's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from trackers.services.copies import copies_folder, copies_in
from trackers.store import sizes
from trackers.store.opening import Store


@dataclass(frozen=True)
class SiteFigures:
    """`backup_age_s`: since the newest of the program's own copies was made; None without one."""

    database_bytes: int
    revisions: Mapping[str, int]
    backup_age_s: float | None


def site_figures(store: Store, now: datetime) -> SiteFigures:
    """Give the figures at an instant of the real clock."""
    copies = copies_in(copies_folder(store))
    age = (now - copies[0].made_at).total_seconds() if copies else None
    return SiteFigures(sizes.database_bytes(store), sizes.revisions(store), age)
