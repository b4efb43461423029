"""Short counts in the suite, full counts under MATBANG_TEST_FULL=1 (`make drill`)."""

import os

FULL = os.environ.get("MATBANG_TEST_FULL") == "1"


def count(full: int, short: int) -> int:
    """The number of rounds of this run."""
    return full if FULL else short
