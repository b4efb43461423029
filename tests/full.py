"""Short forms of long tests: `make test` runs them short, `make drill` at their full counts."""

import os

FULL = os.environ.get("MATBANG_TEST_FULL") == "1"


def times(short: int, full: int) -> int:
    """How often to try: `short` in the suite, `full` in a drill."""
    return full if FULL else short
