"""Links that show the ward to people without an account: making, revoking, opening (DESIGN §4.3).

Instants here are of the real clock: a demo's own does not count for secrets.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from string import ascii_lowercase, digits
from threading import Lock, Semaphore
from time import monotonic
from weakref import WeakKeyDictionary

from trackers.domain.errors import DateInFuture, NotAllowed, UnknownRecord
from trackers.domain.link_errors import LinkOver, PinUnfit, PinWrong
from trackers.domain.links import (
    PIN_TRIES,
    Link,
    LinkKind,
    LinkScope,
    LinkState,
    checked_label,
    checked_pin,
    kept_filters,
    kept_view,
    life,
    listed,
)
from trackers.domain.looks import LookKind
from trackers.domain.people import Actor
from trackers.domain.rights import Action, may, require
from trackers.domain.wards import day_of, now_of
from trackers.services import passwords
from trackers.services.looks import note_look
from trackers.store import Ledger, links, projects, wards
from trackers.store.ledger import Reading
from trackers.store.opening import Store

ACTIONS = {
    LinkKind.MEETING: Action.MAKE_MEETING_LINKS,
    LinkKind.PUBLIC: Action.MAKE_PUBLIC_LINKS,
}
# A link that is over stays on the list for a while, so that somebody can see who opened it.
_LISTED_FOR = timedelta(days=90)
# Letters and digits that nobody mistakes for one another when a code is read aloud.
_SIGNS = "".join(one for one in ascii_lowercase + digits if one not in "ilo01")
_CODE_LENGTH, _PIN_LENGTH = 8, 6
# A page asks every second or so; a link that is revoked elsewhere ends within this time.
_FRESH_S = 2.0
_KEPT_VISITS = 20_000
# Hashing a PIN takes 64 MiB for a moment: a room of phones must not take them all at once.
_hashing = Semaphore(2)


@dataclass(frozen=True)
class Made:
    """A link that was just made; `token` is its secret, kept nowhere and not to be had again."""

    link: Link
    token: str


@dataclass(frozen=True)
class Opened:
    """A browser that came by a link; `visit` is the secret of its cookie. It may need the PIN."""

    link: Link
    visit: str
    needs_pin: bool


@dataclass
class _Known:
    """What this process remembers of one store, so that polling pages cost nothing."""

    visits: OrderedDict[str, tuple[str, bool]] = field(default_factory=OrderedDict)
    links: dict[str, tuple[float, Link]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_known: WeakKeyDictionary[Store, _Known] = WeakKeyDictionary()


def make_link(
    ledger: Ledger,
    actor: Actor,
    *,
    kind: LinkKind,
    label: str,
    scope: LinkScope = LinkScope(),  # noqa: B008 (frozen)
    starts_at: datetime | None = None,
    lasts: timedelta | None = None,
    pin: str = "",
    now: datetime,
) -> Made:
    """Make a link; `lasts` None is the kind's own time, `starts_at` None is at once.

    Filters that would point at people are left out of its scope. Raises NotAllowed, TextMissing,
    TextTooLong, PinUnfit, NotInRange (hours), UnknownRecord, DateInFuture.
    """
    require(actor, ACTIONS[kind], ledger.ward)
    begins, ends = life(kind, now, starts_at=starts_at, lasts=lasts)
    label, pin, token = checked_label(label), checked_pin(kind, pin), passwords.new_token()
    pin_hash = passwords.hashed(pin) if pin else ""
    with ledger.write(now) as writing:
        scope = _checked(writing, scope, day_of(now_of(wards.read_ward(writing), now)))
        links.forget_links(writing, now - _LISTED_FOR)
        made = Link(
            *(ledger.ward, new_code(), kind, label, scope, begins, ends, actor.code, now),
            has_pin=bool(pin),
        )
        links.add_link(writing, made, token_hash=passwords.digest(token), pin_hash=pin_hash)
    told = {"kind": kind.value, "until": ends.isoformat(), "pin": made.has_pin}
    note_look(ledger, actor, LookKind.LINK_MADE, made.code, details=told, now=now)
    return Made(made, token)


def list_links(ledger: Ledger, actor: Actor, *, now: datetime) -> list[Link]:
    """Give the actor's own links, or all of the ward's to who makes public ones; open ones first.

    Raises NotAllowed.
    """
    require(actor, Action.MAKE_MEETING_LINKS, ledger.ward)
    with ledger.read() as reading:
        found = links.read_links(reading)
    return listed((one for one in found if _is_theirs(actor, one)), now)


def open_links(store: Store, *, now: datetime) -> list[Link]:
    """Give the links of all wards that are open at an instant; for the server itself."""
    found: list[Link] = []
    for ward in store.ward_codes():
        with store.ledger(ward).read() as reading:
            found += links.read_links(reading)
    return [one for one in found if one.state(now) is LinkState.OPEN]


def revoke_link(ledger: Ledger, actor: Actor, *, code: str, now: datetime) -> None:
    """End a link at once, with every page that shows it; raises NotAllowed, UnknownRecord."""
    require(actor, Action.MAKE_MEETING_LINKS, ledger.ward)
    with ledger.write(now) as writing:
        link = links.find_link(writing, code)
        if link is None:
            raise UnknownRecord(kind="link", code=code)
        if not _is_theirs(actor, link):
            raise NotAllowed(action=Action.MAKE_PUBLIC_LINKS.value, role=actor.role.label)
        over = link.state(now) in {LinkState.REVOKED, LinkState.EXPIRED}
        if not over:
            links.change_link(writing, code, revoked_at=now, revoked_by=actor.code)
    for known in list(_known.values()):
        known.links.pop(code, None)
    if not over:
        note_look(ledger, actor, LookKind.LINK_REVOKED, code, now=now)


def open_link(store: Store, token: str, *, now: datetime) -> Opened:
    """Let a browser in by a link's token, or as far as its PIN.

    Raises LinkOver, which does not say what is wrong.
    """
    link = links.find_by_token(store.reader, passwords.digest(token))
    if link is None or link.state(now) is not LinkState.OPEN or link.pin_locked:
        raise LinkOver
    visit = passwords.new_token()
    with store.ledger(link.ward).write(now) as writing:
        links.add_visit(writing, link.code, passwords.digest(visit), admitted=not link.has_pin)
        if not link.has_pin:
            links.count_opening(writing, link.code, now)
    if not link.has_pin:
        _note_opening(store, link, now)
    return Opened(link, visit, link.has_pin)


def try_pin(store: Store, visit: str, pin: str, *, now: datetime) -> Opened:
    """Let in a browser that waits for the PIN, under a new secret.

    A try is counted before it is looked at and taken back when it was right: however many come at
    once, no more than PIN_TRIES are wrong. Raises LinkOver, PinWrong.
    """
    link = waiting_link(store, visit, now=now)
    if link is None:
        raise LinkOver
    ledger = store.ledger(link.ward)
    with _hashing:
        with ledger.write(now) as writing:
            fresh = links.find_link(writing, link.code)
            if fresh is None or fresh.pin_locked or fresh.state(now) is not LinkState.OPEN:
                raise LinkOver
            links.count_pin(writing, link.code, 1)
            kept = links.pin_hash_of(writing, link.code)
        right = passwords.is_right(pin.strip(), kept)
        left = PIN_TRIES - fresh.pin_failures - 1
        if right:
            return Opened(link, _admitted(ledger, link, visit, now), needs_pin=False)
    if not left:
        note_look(ledger, "", LookKind.LINK_LOCKED, link.code, now=now)
        raise LinkOver
    raise PinWrong(left=left)


def _admitted(ledger: Ledger, link: Link, visit: str, now: datetime) -> str:
    """Let a browser in; give its new secret. The one it came with was known before the PIN."""
    made = passwords.new_token()
    with ledger.write(now) as writing:
        links.count_pin(writing, link.code, -1)
        links.drop_visit(writing, passwords.digest(visit))
        links.add_visit(writing, link.code, passwords.digest(made), admitted=True)
        links.count_opening(writing, link.code, now)
    note_look(ledger, "", LookKind.LINK_OPENED, link.code, now=now)
    return made


def link_of_visit(store: Store, visit: str, *, now: datetime) -> Link | None:
    """Give the link that a browser was let in by, None when that is over.

    Every request of a shared page asks: what is answered from memory is two seconds old at most.
    """
    return _visited(store, visit, now, admitted=True)


def waiting_link(store: Store, visit: str, *, now: datetime) -> Link | None:
    """Give the link whose PIN a browser is still asked for, None where there is none to enter."""
    link = _visited(store, visit, now, admitted=False)
    return None if link is None or link.pin_locked else link


def new_code() -> str:
    """Give a new link's code: it names the link in addresses and opens nothing."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_CODE_LENGTH))


def new_pin() -> str:
    """Give a PIN that may be proposed for a new link."""
    while True:
        pin = f"{secrets.randbelow(10**_PIN_LENGTH):0{_PIN_LENGTH}}"
        try:
            return checked_pin(LinkKind.MEETING, pin)
        except PinUnfit:
            continue


def _visited(store: Store, visit: str, now: datetime, *, admitted: bool) -> Link | None:
    if not visit:
        return None
    known, digest = _known.setdefault(store, _Known()), passwords.digest(visit)
    found = _visit(store, known, digest)
    if found is None or found[1] is not admitted:
        return None
    link = _fresh(store, known, found[0])
    return link if link and link.state(now) is LinkState.OPEN else None


def _visit(store: Store, known: _Known, digest: str) -> tuple[str, bool] | None:
    """Give which link a browser has open; that never changes, so it is asked for once."""
    with known.lock:
        if digest in known.visits:
            known.visits.move_to_end(digest)
            return known.visits[digest]
    found = links.find_visit(store.reader, digest)
    if found is not None and found[1]:
        with known.lock:
            known.visits[digest] = found
            while len(known.visits) > _KEPT_VISITS:
                known.visits.popitem(last=False)
    return found


def _fresh(store: Store, known: _Known, code: str) -> Link | None:
    """Give a link as it was a moment ago at most."""
    read_at, link = known.links.get(code, (0.0, None))
    if link is not None and monotonic() - read_at < _FRESH_S:
        return link
    read_at, link = monotonic(), links.find_by_code(store.reader, code)
    if link is None:
        known.links.pop(code, None)
    else:
        known.links[code] = (read_at, link)
    return link


def _is_theirs(actor: Actor, link: Link) -> bool:
    return link.made_by == actor.code or may(actor, Action.MAKE_PUBLIC_LINKS)


def _note_opening(store: Store, link: Link, now: datetime) -> None:
    note_look(store.ledger(link.ward), "", LookKind.LINK_OPENED, link.code, now=now)


def _checked(reading: Reading, scope: LinkScope, today: date) -> LinkScope:
    """Give a scope without what may not go with a link; raises UnknownRecord, DateInFuture."""
    there = {one.code for one in projects.read_projects(reading)}
    for code in scope.projects:
        if code not in there:
            raise UnknownRecord(kind="project", code=code)
    if scope.as_of is not None and scope.as_of > today:
        raise DateInFuture(on=scope.as_of, today=today)
    codes = tuple(dict.fromkeys(scope.projects))
    return LinkScope(codes, kept_filters(scope.filters), kept_view(scope.view), scope.as_of)
