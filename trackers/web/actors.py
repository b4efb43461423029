"""Who makes a request."""

from dataclasses import replace
from datetime import UTC, datetime

from starlette.requests import Request

from trackers.domain.people import Actor
from trackers.services.signing_in import who_asks
from trackers.store import Ledger
from trackers.web.cookies import token_of
from trackers.web.requests import note
from trackers.web.site import Site


def actor_of(site: Site, ledger: Ledger, request: Request) -> Actor:
    """Give the actor of a request: who is signed in, or in open mode the officer chosen (`as`).

    Raises SignInNeeded, OtherWard.
    """
    actor = who_asks(
        site.store,
        ledger,
        token=token_of(site, request),
        chosen=request.query_params.get("as") or request.cookies.get("as"),
        now=datetime.now(UTC),
    )
    note(request.scope, actor=actor.code, ward=ledger.ward)
    return replace(actor, masked=request.query_params.get("mask") == "1")
