"""What happens before the first request: settings, store, demo; a refusal is one sentence."""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, NoReturn

from starlette.concurrency import run_in_threadpool

from geodata.errors import GeodataError
from trackers.config import SettingError, Settings, settings
from trackers.domain.errors import DomainError
from trackers.drawing.assets import digest
from trackers.drawing.errors import DrawingError
from trackers.store.errors import StoreError
from trackers.web.keeping import keep_copies
from trackers.web.share_warming import warm_links
from trackers.web.site import Site
from trackers.words.errors import in_every_language

KNOWN = (DomainError, StoreError, GeodataError, DrawingError, SettingError)
EXIT = 2


def settings_or_exit() -> Settings:
    """Give the settings, or end the program with one sentence in each language."""
    try:
        return settings()
    except SettingError as error:
        _say(error)
        sys.exit(EXIT)


def lifespan(site: Site) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """Give the start and the end of a server's life: the store is open, a ward is there."""

    @asynccontextmanager
    async def life(_app: Any) -> AsyncIterator[None]:
        try:
            digest()
            await run_in_threadpool(lambda: site.store)
        except KNOWN as error:
            _stop(error)
        # What was loaded so far stays for good: no need to walk through it at each collection.
        gc.freeze()
        ended = asyncio.Event()
        keeping = asyncio.create_task(keep_copies(site, ended))
        warm_links(site)
        yield
        ended.set()
        await keeping
        site.close()

    return life


def _stop(error: BaseException) -> NoReturn:
    """End the process at once: raised from here, the server would print a traceback instead."""
    _say(error)
    sys.stderr.flush()
    os._exit(EXIT)


def _say(error: BaseException) -> None:
    for sentence in in_every_language(error):
        sys.stderr.write(f"{sentence}\n")
