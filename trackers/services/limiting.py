"""How often something may be done: counted in this process, by who does it.

A limit is far above what a person does by hand, and far below what guessing and copying need.
Several processes count each for itself.
"""

from enum import StrEnum
from math import ceil
from time import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from trackers.domain.errors import TooOften


class Kind(StrEnum):
    """What is counted."""

    SIGN_IN = "sign-in"  # by the name typed: guessing one person's password
    SIGN_IN_ADDRESS = "sign-in-address"  # by address: trying many names
    LINK = "link"  # by address: opening shared links, guessing them
    PIN = "link-pin"  # by address: PINs of shared links, each a costly look
    SEARCH = "search"  # by actor: copying the register name by name
    EXPORT = "export"  # by address: tables, sheets and backups
    UPLOAD = "upload"  # by address: files begun


# An office behind one address is thirty people on a Monday morning; a room with a projector has as
# many phones.
RATES: dict[Kind, str] = {
    Kind.SIGN_IN: "10 per minute; 60 per hour",
    Kind.SIGN_IN_ADDRESS: "60 per minute; 600 per hour",
    # A village behind one address of its mobile network.
    Kind.LINK: "1200 per minute",
    Kind.PIN: "120 per minute",
    # The box searches while one types, three times a second at most.
    Kind.SEARCH: "240 per minute; 3000 per hour",
    Kind.EXPORT: "60 per minute; 600 per hour",
    Kind.UPLOAD: "120 per minute; 2000 per hour",
}


class Limiter:
    """Counts; each server has one."""

    def __init__(self, rates: dict[Kind, str] | None = None) -> None:
        self._rates = {kind: parse_many(text) for kind, text in (rates or RATES).items()}
        self._kept = MemoryStorage()
        self._counts = MovingWindowRateLimiter(self._kept)

    def limit(self, kind: Kind | str, key: str) -> None:
        """Count one more by `key`; raises TooOften where there were too many."""
        kind = Kind(kind)
        for rate in self._rates[kind]:
            if not self._counts.hit(rate, kind, key):
                raise TooOften(seconds=self._wait(rate, kind, key))

    def forget(self, kind: Kind | str, key: str) -> None:
        """Begin anew for `key`: a sign-in that succeeded clears what was mistyped before it."""
        for rate in self._rates[Kind(kind)]:
            self._counts.clear(rate, Kind(kind), key)

    def reset(self) -> None:
        """Forget everything; tests begin so."""
        self._kept.reset()

    def _wait(self, rate: RateLimitItem, kind: Kind, key: str) -> int:
        return max(1, ceil(self._counts.get_window_stats(rate, kind, key).reset_time - time()))


_limiter = Limiter()
limit = _limiter.limit
forget = _limiter.forget
reset = _limiter.reset
