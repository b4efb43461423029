"""A day that an address asks for."""

import re
from datetime import date

from starlette.requests import Request

from trackers.domain.as_of import Sight
from trackers.domain.errors import WrongDayAsked

# Narrower than what Python reads: one spelling, so that caches hold one answer a day.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_asked(request: Request, name: str = "as_of") -> date | None:
    """Give the day of a parameter (YYYY-MM-DD), or None; raises WrongDayAsked."""
    text = request.query_params.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise WrongDayAsked(text=text[:20]) from error


def sight_asked(request: Request) -> Sight:
    """Give the knowledge with which that day is seen; anything but `known` is as true."""
    known = request.query_params.get("sight") == Sight.KNOWN.value
    return Sight.KNOWN if known else Sight.TRUE
