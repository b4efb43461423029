"""What every screen needs of this run: the ward, who asks, and the present."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import streamlit as st

from trackers.config import Settings
from trackers.domain.errors import NotAllowed
from trackers.domain.people import Actor, Officer
from trackers.domain.projects import Project
from trackers.domain.reach import Placed
from trackers.domain.rights import Action, may
from trackers.domain.tracks import Track, TrackCode
from trackers.domain.wards import Area, Ward, day_of
from trackers.services import areas, people, projects, signing_in, tracks, wards
from trackers.store import Ledger
from trackers.store.opening import Store
from trackers.ui import opened

_DESK = "desk"


@dataclass(frozen=True)
class Desk:
    """One run of the page: `now` is the ward's present (UTC); people and places by code.

    `tracks` are the workflows that new cases follow; `signs_in` whether there are accounts.
    """

    store: Store
    ledger: Ledger
    ward: Ward
    actor: Actor
    now: datetime
    settings: Settings
    officers: Mapping[str, Officer]
    areas: Mapping[str, Area]
    projects: Mapping[str, Project]
    tracks: Mapping[TrackCode, Track]
    signs_in: bool

    @property
    def today(self) -> date:
        """The ward's calendar day."""
        return day_of(self.now)

    def may(self, action: Action) -> bool:
        """Tell whether who asks may do it; services ask again."""
        return may(self.actor, action)

    def lets(self, check: Callable[..., None], *about: object) -> bool:
        """Tell whether a check of the domain lets who asks through; services check again."""
        try:
            check(self.actor, *about)
        except NotAllowed:
            return False
        return True

    def writes(self, *cases: Placed) -> bool:
        """Tell whether who asks may write into one of these cases."""
        return self.may(Action.RECORD_CASES) and any(map(self.actor.reach.holds, cases))

    def writes_work(self, code: str) -> bool:
        """Tell whether who asks may write into a work."""
        return self.may(Action.EDIT_PROJECTS) and self.actor.reach.holds_project(code)

    def writes_everywhere(self, action: Action) -> bool:
        """Tell whether who asks may do in the whole ward what is no part's matter."""
        return self.may(action) and self.actor.reach.everywhere

    def officer_name(self, code: str | None) -> str:
        """Give an officer's name, the code itself when nobody has it, "–" for none."""
        if not code:
            return "–"
        return self.officers[code].name if code in self.officers else code

    def area_name(self, code: str) -> str:
        """Give a khu vực's name, the code itself when none has it."""
        return self.areas[code].name if code in self.areas else code or "–"


def open_desk(
    store: Store, settings: Settings, *, ward: str, token: str, chosen: str | None, masked: bool
) -> Desk:
    """Read the desk of this run; main.py alone calls this, once a run.

    `token` is the session's, `chosen` the officer picked in the box of the open mode; this is the
    only place that asks who the actor is. Raises UnknownWard, SignInNeeded, OtherWard.
    """
    ledger = store.ledger(ward)
    now = datetime.now(UTC)
    asker = signing_in.who_asks(store, ledger, token=token, chosen=chosen, now=now)
    actor = replace(asker, masked=masked)
    made = Desk(
        store,
        ledger,
        wards.get_ward(ledger),
        actor,
        wards.present(ledger),
        settings,
        {one.code: one for one in people.list_officers(ledger)},
        {one.code: one for one in areas.list_areas(ledger, actor)},
        {one.code: one for one in projects.list_projects(ledger)},
        tracks.tracks_in_force(ledger).tracks,
        signing_in.has_accounts(store),
    )
    st.session_state[_DESK], st.session_state[opened.MASKED] = made, masked
    return made


def last_desk() -> Desk | None:
    """Give the desk of the last run that had one."""
    found: Desk | None = st.session_state.get(_DESK)
    return found


def desk() -> Desk:
    """Give the desk of this run; in a callback, that of the run before."""
    found: Desk = st.session_state[_DESK]
    return found
