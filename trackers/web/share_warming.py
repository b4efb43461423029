"""Pages of open links are made before anybody asks for them: after a start that takes seconds."""

import logging
from datetime import UTC, datetime
from threading import Thread

from trackers.services.links import open_links
from trackers.services.wards import ward_now
from trackers.web.share_page import content_of
from trackers.web.site import Site
from trackers.words import use_language

_log = logging.getLogger(__name__)


def warm_links(site: Site) -> None:
    """Make them in a thread that neither the start nor the end of the server waits for."""
    Thread(target=_warm, args=(site,), name="matbang-links", daemon=True).start()


def _warm(site: Site) -> None:
    try:
        for link in open_links(site.store, now=datetime.now(UTC)):
            ledger = site.ledger(link.ward)
            with use_language(site.settings.language):
                ward, now = ward_now(ledger)
                content_of(ledger, ward, link, now)
    except Exception as error:  # noqa: BLE001 (nobody waits for it: whoever opens a link hears)
        _log.warning("links not made ready", exc_info=error)
