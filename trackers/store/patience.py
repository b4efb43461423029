"""Processes that write to one SQLite file: who has waited long goes before who has just come.

SQLite lets a process that finds the file locked try again after ever longer pauses, and whoever
asks afresh tries more often: of twenty that save at once on a busy machine one can starve until it
gives up. So a process whose patience is gone puts up its hand, which is an advisory lock on a file
beside the database, and while a hand is up nobody begins anew. The system takes the hand down when
a process ends, however it ends.
"""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

# How long a process lets SQLite try before it puts up its hand, and how often it looks for others.
PATIENCE_S, LOOK_S = 1.0, 0.005


class Hand:
    """The file beside a database by which its writers tell each other that one of them starves."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def after_others(self, begin: Callable[[float], bool], wait_s: float) -> bool:
        """Begin a transaction by `begin`, which tries for some seconds; False when it was in vain.

        Where there can be no such file (a folder that cannot be written, a network folder without
        locks) writers meet in SQLite alone.
        """
        end = time.monotonic() + wait_s
        if not self._take(fcntl.LOCK_SH, end):
            return False
        self._give()
        if begin(min(PATIENCE_S, wait_s)):
            return True
        if not self._take(fcntl.LOCK_EX, end):
            return False
        try:
            return begin(max(0.0, end - time.monotonic()))
        finally:
            self._give()

    def _take(self, kind: int, end: float) -> bool:
        while True:
            try:
                fcntl.flock(self._open(), kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= end:
                    return False
                time.sleep(LOOK_S)
            except OSError:
                return True
            else:
                return True

    def _give(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _open(self) -> int:
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        return self._file
