"""The page's own state: what is filtered and selected; the only reader of the URL.

The session holds the truth. What the browser's address says is adopted when it differs from what
the address said before (a link, a legend switched by the map's script), and `address_script` writes
the truth back into it. `st.query_params` is never written: from then on Streamlit would send its
own copy with every click and undo what the map's script wrote (`view`, `stage`, `obstacle`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from trackers.domain.as_of import Sight
from trackers.domain.errors import UnknownRecord
from trackers.domain.rights import Action
from trackers.services import cases
from trackers.services.as_of import former_cases_of_parcel
from trackers.ui import flights, scripts
from trackers.ui.context import desk

LISTS = ("project", "area", "track", "stage", "officer", "obstacle", "contact", "promise")
NAMES = (
    *("ward", "as", "lang", *LISTS, "days", "colour", "case", "parcel", "opinion"),
    *("as_of", "sight", "since", "corridor", "scenario", "mask", "person"),
    *("review", "item"),
)
COLOURS = ("stage", "contact", "promise")
ANY = "any"

_TRUTH, _SEEN, _PAGE, _VISIT, _PICKED = (
    f"state.{name}" for name in ("truth", "seen", "page", "visit", "picked")
)


@dataclass(frozen=True)
class Filters:
    """Which cases are shown; an empty tuple filters nothing. `days`: not met for more than."""

    project: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    officer: tuple[str, ...] = ()
    obstacle: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    promise: tuple[str, ...] = ()
    days: int | None = None

    @property
    def any_set(self) -> bool:
        """Whether something is filtered at all."""
        return self != Filters()


@dataclass(frozen=True)
class Selection:
    """The case and the parcel that are selected; either may be none."""

    case: str | None = None
    parcel: int | None = None


def adopt_address(page: str) -> None:
    """Take over what the browser's address says anew; called first thing in a run.

    Going to another page empties the address: then the session alone counts.
    """
    said = {name: st.query_params.get(name, "") for name in NAMES}
    seen: Mapping[str, str] | None = st.session_state.get(_SEEN)
    if seen is None:
        st.session_state[_TRUTH] = {name: text for name, text in said.items() if text}
    elif st.session_state[_PAGE] == page:
        for name, text in said.items():
            if text != seen[name]:
                put(name, text)
    else:
        flights.forget()  # a map that is opened again shows its last view
        st.session_state[_VISIT] = st.session_state.get(_VISIT, 0) + 1
    st.session_state[_SEEN], st.session_state[_PAGE] = said, page


def language() -> str:
    """Give the language asked for, before the address is adopted ("" when none is)."""
    return str(st.query_params.get("lang", "")) or raw("lang")


def raw(name: str) -> str:
    """Give what is kept under a name of the address ("" when nothing is)."""
    return str(_truth().get(name, ""))


def codes_of(name: str) -> list[str]:
    """Give the codes kept under a name of the address."""
    return [one for one in raw(name).split(",") if one]


def put(name: str, text: str | None) -> None:
    """Keep a text under a name of the address; nothing takes it out."""
    if text:
        _truth()[name] = text
    else:
        _truth().pop(name, None)


def meeting_place(ward: str) -> str:
    """Give the address of the page for a meeting's screen, with what the map shows now."""
    names = (*LISTS, "days", "colour", "as_of", "sight", "since")
    said = {name: text for name in names if (text := raw(name))}
    return f"/w/{ward}/meeting" + (f"?{urlencode(said, safe=',')}" if said else "")


def last_place() -> str:
    """Give the address of the page as the session knows it, to come back to after signing in."""
    page = st.session_state.get(_PAGE, "")
    said = {name: text for name in NAMES if (text := raw(name)) and name not in {"as", "lang"}}
    return f"/{page}" + (f"?{urlencode(said, safe=',')}" if said else "")


def address_script() -> str:
    """Give the HTML that writes the state into the browser's address, leaving other keys alone.

    Officer and language also go into cookies, by which the map's own requests carry them. The
    number of the visit makes it another text, so that the browser runs it again on the next page.
    """
    told = {"ours": {name: raw(name) for name in NAMES}, "arrival": flights.arrival()}
    return scripts.tag("address", told, visit=st.session_state.get(_VISIT, 0))


def filters() -> Filters:
    """Give the filters in force."""
    return Filters(**{name: tuple(codes_of(name)) for name in LISTS}, days=_days(raw("days")))


def set_filters(new: Filters) -> None:
    """Put filters in force."""
    for name in LISTS:
        put(name, ",".join(getattr(new, name)))
    put("days", None if new.days is None else str(new.days))


def change_filters(**changes: object) -> None:
    """Change some filters, by name, and leave the others."""
    known = {field.name for field in fields(Filters)}
    set_filters(replace(filters(), **{k: v for k, v in changes.items() if k in known}))  # type: ignore[arg-type] # values by name


def colour() -> str:
    """Give what is coloured: "stage", "contact" or "promise"."""
    return raw("colour") or COLOURS[0]


def set_colour(code: str) -> None:
    """Choose what is coloured."""
    put("colour", None if code == COLOURS[0] else code)


def as_of() -> date | None:
    """Give the past day whose end is shown; None is the present."""
    return _day(raw("as_of"))


def since() -> date | None:
    """Give the earlier day from which on changes alone are shown; None shows all cases."""
    return _day(raw("since"))


def sight() -> Sight:
    """Give the knowledge with which that past day is seen."""
    return Sight.KNOWN if raw("sight") == Sight.KNOWN.value else Sight.TRUE


def look_back(on: date | None, by: Sight = Sight.TRUE) -> None:
    """Show the end of a past day, as true or as known; None shows the present again."""
    put("as_of", on.isoformat() if on else None)
    put("sight", by.value if on and by is not Sight.TRUE else None)


def selection() -> Selection:
    """Give what is selected."""
    return Selection(raw("case") or None, _number(raw("parcel")))


def select_case(code: str, *, fly: bool = True) -> None:
    """Select a case and its parcel; the map flies there unless told not to.

    Raises NotAllowed, UnknownRecord.
    """
    at = desk()
    card = cases.case_card(at.ledger, at.actor, code, at.now)
    _choose(code, card.state.case.parcel_id)
    if fly and card.parcel is not None:
        flights.fly_to(card.parcel.box)


def select_parcel(parcel_id: int, *, fly: bool = True) -> None:
    """Select a parcel that has no case, or whose cases the actor may not see.

    Raises NotAllowed, UnknownRecord.
    """
    at = desk()
    parcel = cases.get_parcel(at.ledger, at.actor, parcel_id)
    if parcel is None:
        raise UnknownRecord(kind="parcel", code=parcel_id)
    _choose(None, parcel_id)
    if fly:
        flights.fly_to(parcel.box)


def select_what_lies_there(parcel_id: int) -> None:
    """Select the first case on a parcel, or the parcel itself; 0 selects nothing.

    Raises NotAllowed, UnknownRecord.
    """
    if not parcel_id:
        clear_selection()
        return
    codes = _cases_there(parcel_id)
    if codes:
        select_case(codes[0], fly=False)
    else:
        select_parcel(parcel_id, fly=False)


def _cases_there(parcel_id: int) -> list[str]:
    """Give the cases on a parcel on the day that is shown, to those who may see them."""
    at, on = desk(), as_of()
    if not at.may(Action.SEE_HOUSEHOLDS):
        return []
    if on is None:
        return cases.cases_of_parcel(at.ledger, at.actor, parcel_id)
    return former_cases_of_parcel(at.ledger, at.actor, parcel_id, on, now=at.now, sight=sight())


def clear_selection() -> None:
    """Select nothing."""
    _choose(None, None)


def _choose(case: str | None, parcel: int | None) -> None:
    """Select one thing, and nothing else with it."""
    put("case", case)
    put("parcel", None if parcel is None else str(parcel))
    put("opinion", None)


def picked() -> tuple[str, ...]:
    """Give the codes of the cases chosen on the map for work on many at once."""
    found: tuple[str, ...] = st.session_state.get(_PICKED, ())
    return found


def set_picked(codes: Sequence[str]) -> None:
    """Keep chosen cases for this session; they are too many for an address."""
    st.session_state[_PICKED] = tuple(codes)


def clear_picked() -> None:
    """Choose no case any more; the map lets go of them too."""
    st.session_state[_PICKED] = ()


def leave_ward() -> None:
    """Forget what belongs to the ward that was shown."""
    for name in NAMES:
        if name not in {"ward", "lang"}:
            put(name, None)
    flights.forget()
    clear_picked()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2014-04-07") else None
    except ValueError:
        return None


def _days(text: str) -> int | None:
    number = _number(text)
    return number if number is not None and number < 10_000 else None  # noqa: PLR2004 (27 years)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None  # noqa: PLR2004


def _truth() -> dict[str, str]:
    return st.session_state.setdefault(_TRUTH, {})  # type: ignore[no-any-return] # our own
