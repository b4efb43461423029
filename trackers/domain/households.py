"""Households (hộ): who holds the land. Everything but the code is personal."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Household:
    """A household; `fictional` marks the demo's invented people."""

    code: str
    holder: str
    co_owners: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""
    note: str = ""
    fictional: bool = False
    version: int = 1
