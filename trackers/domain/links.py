"""Links that show a ward's works to people without an account (DESIGN §4.3).

Instants here are of the real clock: a demo's own does not count for secrets.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from trackers.domain.errors import NotInRange, TextMissing, TextTooLong
from trackers.domain.link_errors import PinUnfit

LONGEST_LABEL = 120
# A link made now may begin at a meeting that is planned, not at a time nobody thinks of any more.
STARTS_WITHIN = timedelta(days=90)
# Wrong PINs of a link, all together, before it asks for none any more.
PIN_TRIES = 10
_HOUR = timedelta(hours=1)
_PIN = re.compile(r"[0-9]{4,8}")
_RUNS = ("01234567890", "09876543210")
_CODES = re.compile(r"[\w-]{1,80}(,[\w-]{1,80})*")
_VIEW = re.compile(r"-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?", re.ASCII)
_LONGEST_FILTERS = 4000
# What else a map can be filtered by says who is slow, absent or in somebody's way.
FILTERS = ("area", "track")


class LinkKind(StrEnum):
    """What a link shows, and how long it may live."""

    MEETING = "meeting"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return "Liên kết họp" if self is LinkKind.MEETING else "Liên kết công khai"

    @property
    def lasts(self) -> timedelta:
        """How long it lives where nobody says otherwise."""
        return timedelta(hours=24) if self is LinkKind.MEETING else timedelta(days=90)

    @property
    def longest(self) -> timedelta:
        """How long it may live at most."""
        return timedelta(days=7) if self is LinkKind.MEETING else timedelta(days=366)


class LinkState(StrEnum):
    """Whether a link opens at an instant."""

    WAITING = "waiting"
    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The Vietnamese words of the state."""
        return _STATES[self]


_STATES = {
    LinkState.WAITING: "chưa đến giờ",
    LinkState.OPEN: "đang mở",
    LinkState.EXPIRED: "đã hết hạn",
    LinkState.REVOKED: "đã thu hồi",
}


@dataclass(frozen=True)
class LinkScope:
    """Which part of the ward a link shows.

    `projects`: codes of works, none for all. `filters`: further ones as in the map's address, of
    those in FILTERS. `view`: "lat,lng,zoom" in degrees (EPSG:4326), "" for the whole ward. `as_of`:
    the day whose end is shown; None is the present, as it goes on.
    """

    projects: tuple[str, ...] = ()
    filters: str = ""
    view: str = ""
    as_of: date | None = None

    def chosen(self, name: str) -> tuple[str, ...]:
        """Give the codes of one filter; none of them filters nothing."""
        text = dict(parse_qsl(self.filters)).get(name, "")
        return tuple(text.split(",")) if text else ()

    def shows(self, project_code: str) -> bool:
        """Tell whether a work is within it."""
        return not self.projects or project_code in self.projects


@dataclass(frozen=True)
class Link:
    """A link, without its secrets. `code` names it in addresses; it opens nothing by itself.

    It opens from `starts_at` until `expires_at`, unless revoked before. `pin_failures` counts wrong
    PINs of a link that asks for one (`has_pin`); `opened` counts browsers that were let in.
    """

    ward: str
    code: str
    kind: LinkKind
    label: str
    scope: LinkScope
    starts_at: datetime
    expires_at: datetime
    made_by: str
    made_at: datetime
    has_pin: bool = False
    pin_failures: int = 0
    revoked_by: str = ""
    revoked_at: datetime | None = None
    opened: int = 0
    last_opened_at: datetime | None = None

    @property
    def pin_locked(self) -> bool:
        """Whether no PIN is looked at any more; who is in already stays in."""
        return self.has_pin and self.pin_failures >= PIN_TRIES

    def state(self, now: datetime) -> LinkState:
        """Tell whether it opens at an instant, and if not, why."""
        if self.revoked_at is not None:
            return LinkState.REVOKED
        if now >= self.expires_at:
            return LinkState.EXPIRED
        return LinkState.OPEN if now >= self.starts_at else LinkState.WAITING


def kept_filters(text: str) -> str:
    """Give the filters of a map's address that may go with a link, in one order."""
    said = dict(parse_qsl(text[:_LONGEST_FILTERS]))
    kept = {name: said[name] for name in FILTERS if _CODES.fullmatch(said.get(name, ""))}
    return urlencode(kept, safe=",")


def kept_view(text: str) -> str:
    """Give the place of a map's address, "" where it is none."""
    return text if len(text) < 80 and _VIEW.fullmatch(text) else ""  # noqa: PLR2004 (three numbers)


def checked_label(text: str) -> str:
    """Give what a link is called; raises TextMissing, TextTooLong."""
    label = " ".join(text.split())
    if not label:
        raise TextMissing(field="label")
    if len(label) > LONGEST_LABEL:
        raise TextTooLong(length=len(label), most=LONGEST_LABEL)
    return label


def checked_pin(kind: LinkKind, text: str) -> str:
    """Give the PIN of a new link, "" for none; raises PinUnfit.

    A public link has none: it hangs on the wall. Ten guesses must not find it: no row of the same
    digit, none that just counts.
    """
    pin = text.strip()
    if not pin:
        return ""
    plain = len(set(pin)) == 1 or any(pin in run for run in _RUNS)
    if kind is LinkKind.PUBLIC or plain or not _PIN.fullmatch(pin):
        raise PinUnfit(least=4, most=8)
    return pin


def life(
    kind: LinkKind, now: datetime, *, starts_at: datetime | None, lasts: timedelta | None
) -> tuple[datetime, datetime]:
    """Give from when until when a new link opens; raises NotInRange (in hours)."""
    begins = max(starts_at or now, now)
    if begins - now > STARTS_WITHIN:
        raise NotInRange(value=_hours(begins - now), least=0, most=_hours(STARTS_WITHIN))
    lasts = kind.lasts if lasts is None else lasts
    if not timedelta(0) < lasts <= kind.longest:
        raise NotInRange(value=_hours(lasts), least=1, most=_hours(kind.longest))
    return begins, begins + lasts


def listed(found: Iterable[Link], now: datetime) -> list[Link]:
    """Order links: those that still open first, each group by the latest made."""
    over = (LinkState.EXPIRED, LinkState.REVOKED)
    return sorted(found, key=lambda one: (one.state(now) in over, -one.made_at.timestamp()))


def _hours(span: timedelta) -> int:
    return round(span / _HOUR)
