"""What the program writes down about itself: lines of JSON on stderr, without anybody's data.

A line holds what is on the list `KEPT` and nothing else. Of an exception it holds the kinds and the
places in the code, never the message: messages carry values. Of other libraries' lines it holds the
sentence as it stands in their code, without the values put into it. A line of ours is a sentence
without values too; they come beside it: `_log.info("saved", extra={"actor": code})`.
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import MutableMapping
from contextvars import ContextVar
from types import TracebackType
from typing import Any

import structlog

Event = MutableMapping[str, Any]

KEPT = (
    "at",
    "level",
    "logger",
    "event",
    "request_id",
    "connection",
    "method",
    "route",
    "status",
    "ms",
    "ward",
    "actor",
    "kind",
    "error",
    "frames",
)
_LONGEST, _FRAMES = 200, 20
# An address of ours with what follows it, and whatever is long enough to be a secret.
_SECRETS = re.compile(r"(/s/|\?)\S+|[A-Za-z0-9_\-+=]{24,}")
_OTHERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "streamlit", "alembic")

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Give the number of the request that is being answered; "" outside of one."""
    return _request_id.get()


def answering(number: str) -> None:
    """Say under which number this request is written down."""
    _request_id.set(number)


def begin(level: str = "info") -> None:
    """Send everything that is logged in this process through the list, to stderr."""
    # A line that cannot be written must not be printed instead, with all that it was made of.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.handlers = [_handler()]
    root.setLevel(level.upper())
    for name in _OTHERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    # At each start it tells that it looked; what it changed is in the database.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # It would write the address as it was asked for, with all that is in it.
    logging.getLogger("uvicorn.access").disabled = True
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


def _handler() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                structlog.stdlib.ExtraAdder(KEPT),
            ],
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                _numbered,
                _without_messages,
                only_kept,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            use_get_message=False,
        )
    )
    return handler


def only_kept(_logger: Any, _name: str, event: Event) -> Event:
    """Leave what is on the list, in its order, and no text longer than a sentence."""
    event["event"] = _SECRETS.sub("…", str(event.get("event", "")))
    return {name: _plain(event[name]) for name in KEPT if event.get(name) not in (None, "")}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, int | float):
        return value
    return str(value)[:_LONGEST]


def _numbered(_logger: Any, _name: str, event: Event) -> Event:
    event.setdefault("request_id", request_id())
    return event


def _without_messages(_logger: Any, _name: str, event: Event) -> Event:
    """Give an exception as its kinds and its places."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else None
    if error is not None:
        event["error"] = kinds(error)
        event["frames"] = [
            f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(error.__traceback__)
        ][-_FRAMES:]
    return event


def kinds(error: BaseException) -> str:
    """Give an exception's kind, and those it came from."""
    names: list[str] = []
    one: BaseException | None = error
    while one and len(names) < 5:  # noqa: PLR2004 (a chain longer than that says no more)
        names.append(type(one).__qualname__)
        one = one.__cause__ or one.__context__
    return " < ".join(names)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).error("uncaught", exc_info=(kind, error, trace))
