"""WHAT IS KEPT: the only room that knows SQL."""

from trackers.store.ledger import Ledger, Saved, Writing
from trackers.store.opening import open_store

__all__ = ["Ledger", "Saved", "Writing", "open_store"]
