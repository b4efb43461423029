"""Who makes a request."""

from starlette.requests import Request

from trackers.domain.people import Actor
from trackers.services.people import identify
from trackers.store import Ledger
from trackers.web.requests import note


def actor_of(ledger: Ledger, request: Request) -> Actor:
    """Give the actor of a request: in open mode the officer chosen in the box (`as`)."""
    actor = identify(ledger, request.query_params.get("as") or request.cookies.get("as"))
    note(request.scope, actor=actor.code, ward=ledger.ward)
    return actor
