"""Threads that take their turn: first come, first served, and nobody is overtaken."""

from collections import deque
from threading import Lock


class Turns:
    """A lock that is handed over to whoever has waited longest.

    Python's own locks and SQLite's polling let the one who has just finished begin again before
    those who wait: one of fifty who save can starve until it gives up.
    """

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    def take(self, timeout_s: float) -> bool:
        """Wait for the turn; False when it did not come in time."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=timeout_s):
            return True
        with self._mutex:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        # It was handed over in the very moment of giving up.
        return True

    def give(self) -> None:
        """Hand the turn over to the next one."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
