"""A data folder in which people sign in."""

from datetime import UTC, datetime

from tests import tiny
from trackers.services import accounts
from trackers.store import open_store

LOGIN, WORDS = "quan.tri", "con trâu cày ruộng sâu"


def with_an_account(folder):
    """A data folder with the tiny ward, in which its administrator signs in."""
    store = open_store(folder, durable=False)
    ledger, now = tiny.build(store), datetime.now(UTC)
    token = accounts.invite(ledger, tiny.ADMIN, officer_code="QT", login=LOGIN, now=now)
    accounts.accept_invitation(store, token=token, password=WORDS, now=now)
    store.close()
    return folder
