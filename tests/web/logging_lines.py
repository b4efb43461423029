"""Reading the log of this process."""

import json
import logging
import sys
import threading
from contextlib import contextmanager
from io import StringIO

from trackers.web.logs import begin


class Lines:
    """What was written so far."""

    def __init__(self):
        self.stream = StringIO()

    @property
    def text(self):
        return self.stream.getvalue()

    @property
    def all(self):
        return [json.loads(one) for one in self.text.splitlines()]

    def of(self, event):
        return [one for one in self.all if one["event"] == event]


@contextmanager
def logging_to_lines(level="debug"):
    """Log as the server does, into memory; afterwards everything is as it was."""
    root, lines = logging.getLogger(), Lines()
    kept = root.handlers, root.level, sys.excepthook, threading.excepthook
    access, raising = logging.getLogger("uvicorn.access").disabled, logging.raiseExceptions
    try:
        begin(level)
        root.handlers[0].setStream(lines.stream)
        yield lines
    finally:
        root.handlers, sys.excepthook, threading.excepthook = kept[0], kept[2], kept[3]
        root.setLevel(kept[1])
        logging.getLogger("uvicorn.access").disabled, logging.raiseExceptions = access, raising
