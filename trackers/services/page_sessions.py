"""Which sign-in began which page session: a page's id is no key to another's page."""

from collections import OrderedDict
from threading import Lock

_KEPT = 20_000
_owners: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


def belong_to(page: str, owner: str) -> None:
    """Note that a page session was begun by a sign-in (the digest of its token)."""
    with _lock:
        _owners[page] = owner
        _owners.move_to_end(page)
        while len(_owners) > _KEPT:
            _owners.popitem(last=False)


def belongs(page: str, owner: str) -> bool:
    """Tell whether a sign-in began a page session; one that nobody noted is nobody's."""
    with _lock:
        return _owners.get(page) == owner
