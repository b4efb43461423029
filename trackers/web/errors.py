"""From a refusal to an HTTP answer: one table of status codes, one boundary around each route."""

import logging
import secrets
from collections.abc import Callable
from functools import partial, wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geodata.errors import GeodataError, MissingFile
from trackers.domain import (
    account_errors,
    link_errors,
    paper_errors,
    review_errors,
    target_errors,
)
from trackers.domain import errors as domain
from trackers.drawing.errors import DrawingError
from trackers.store import errors as store
from trackers.web.logs import request_id
from trackers.web.site import Site
from trackers.words import say, use_language
from trackers.words.errors import SENTENCES, sentence

_log = logging.getLogger(__name__)

# The nearest of an error's classes decides.
CODES: dict[type[Exception], int] = {
    domain.DomainError: 400,
    domain.NotAllowed: 403,
    account_errors.AccountError: 403,
    account_errors.SignInNeeded: 401,
    account_errors.LoginTaken: 409,
    domain.UnknownRecord: 404,
    link_errors.LinkOver: 404,
    link_errors.PinWrong: 403,
    domain.DuplicateRecord: 409,
    domain.AlreadyClosed: 409,
    target_errors.DayTaken: 409,
    review_errors.NotThisWeek: 409,
    review_errors.StillOpen: 409,
    review_errors.ItemStays: 409,
    paper_errors.TemplateError: 422,
    domain.EditConflict: 409,
    domain.AlreadyMerged: 409,
    domain.CannotUnmerge: 409,
    domain.LayerChanged: 409,
    domain.OfficerInCharge: 409,
    domain.LastAdministrator: 409,
    domain.UploadOutOfStep: 409,
    domain.UploadDamaged: 422,
    domain.TooManyFiles: 409,
    domain.TooOften: 429,
    domain.BodyTooLarge: 413,
    store.StoreError: 503,
    store.UnknownWard: 404,
    store.UnknownRow: 404,
    store.RowChanged: 409,
    store.ValueUnfit: 400,
    store.DiskFull: 507,
    store.BackupError: 409,
    store.SeveralWards: 403,
    store.WardTaken: 409,
    store.FolderTaken: 409,
    DrawingError: 503,
    GeodataError: 422,
    MissingFile: 404,
}

Handler = Callable[[Site, Request], Response]


class Unforeseen(Exception):
    """A mistake of the program; `number` is what it was logged under."""

    def __init__(self, number: str) -> None:
        self.values = {"number": number}
        super().__init__(number)


def code_of(error: BaseException) -> int:
    """Give the HTTP status of an error: that of its nearest known class, else 500."""
    return next((CODES[kind] for kind in type(error).__mro__ if kind in CODES), 500)


def bounded(site: Site, handler: Handler) -> Callable[[Request], Response]:
    """Give a route's endpoint: it speaks the visitor's language and answers every error."""

    @wraps(handler)
    def endpoint(request: Request) -> Response:
        language = request.query_params.get("lang") or request.cookies.get("lang")
        with use_language(language or site.settings.language):
            return _answer(partial(handler, site, request))

    return endpoint


def refusal(error: BaseException) -> JSONResponse:
    """Answer a refusal with its kind and its sentence; nothing of it may be kept by a cache."""
    body = {"error": type(error).__name__, "message": sentence(error)}
    return JSONResponse(body, code_of(error), {"Cache-Control": "no-store", **waiting(error)})


def waiting(error: BaseException) -> dict[str, str]:
    """Give the header that says after how many seconds to come back."""
    return (
        {"Retry-After": str(error.values["seconds"])} if isinstance(error, domain.TooOften) else {}
    )


def _answer(call: Callable[[], Response]) -> Response:
    try:
        response = call()
    except tuple(CODES) as error:
        response = refusal(error)
    except Exception as error:  # noqa: BLE001 (the boundary: logged, and said with a number to quote)
        number = request_id() or secrets.token_hex(4)
        _log.error("route failed", extra={"request_id": number}, exc_info=error)
        message = say(SENTENCES["Unexpected"], number=number)
        body = {"error": "Unexpected", "message": message, "number": number}
        response = JSONResponse(body, 500, {"Cache-Control": "no-store"})
    # Another site's page may neither read these answers nor embed them.
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
