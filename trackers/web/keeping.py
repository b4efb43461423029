"""The running server keeps a copy of each day, beside its work and never in its way."""

import asyncio
import logging
import secrets
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool

from trackers.services.copies import Keep, keep_daily_copy, note_failure
from trackers.store.errors import StoreError
from trackers.web.errors import Unforeseen
from trackers.web.site import Site

_log = logging.getLogger(__name__)
# People come first: the start is over by then, and a day's copy is not a matter of minutes.
FIRST_S, EVERY_S = 60.0, 600.0


class Ended(Exception):
    """The server ends; the copy that is being made is given up."""


async def keep_copies(site: Site, ended: asyncio.Event) -> None:
    """Look every ten minutes whether today's copy is missing, until the server ends."""
    keep, wait = site.settings.copies_kept, FIRST_S
    while keep and not await _ended_within(ended, wait):
        await run_in_threadpool(keep_one, site, keep, ended)
        wait = EVERY_S


def keep_one(site: Site, keep: Keep, ended: asyncio.Event) -> None:
    """Make the day's copy if it is missing; a failure is logged and noted, and ends nothing."""

    def going_on() -> None:
        if ended.is_set():
            raise Ended

    try:
        keep_daily_copy(
            site.store,
            keep=keep,
            passphrase=site.settings.backup_passphrase.get_secret_value(),
            going_on=going_on,
        )
    except Ended:
        _log.info("the copy was given up: the server ends")
    except StoreError as error:
        _log.error("no copy was made", exc_info=error)
        note_failure(site.store, error, datetime.now(UTC))
    except Exception as error:  # noqa: BLE001 (the boundary: logged, and shown with a number to quote)
        number = secrets.token_hex(4)
        _log.error("no copy was made", extra={"request_id": number}, exc_info=error)
        note_failure(site.store, Unforeseen(number), datetime.now(UTC))


async def _ended_within(ended: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(ended.wait(), seconds)
    except TimeoutError:
        return False
    return True
