"""The form of who holds a case's parcel, and how much each household holds."""

import streamlit as st

from trackers.domain.cases import Case
from trackers.domain.households import Household
from trackers.services.households import list_households, set_holders
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import share_field
from trackers.words import say


def name_of(case: Case) -> str:
    """Give the name of the form of a case's households."""
    return f"holders.{case.code}"


def form(at: Desk, now: Case) -> None:
    """Show the form; `now` is the case as it stands."""
    name = name_of(now)
    base = opened.opened_base(name, now)
    homes = {one.household.code: one.household for one in list_households(at.ledger, at.actor)}
    done = say("Đã ghi hộ và phần của mỗi hộ.")

    def write(mine: tuple[list[str], list[str]], key: str, reason: str, *, on: Case) -> Saved:
        codes, shares = mine
        return set_holders(
            at.ledger,
            at.actor,
            base=on,
            household_codes=tuple(codes),
            shares=tuple(shares) if any(shares) else (),
            reason=reason,
            now=at.now,
            key=key,
        )

    if frame.in_conflict(name):
        frame.settle(
            at,
            name,
            lambda one: _words(one, homes),
            base=base,
            now=now,
            again=lambda mine, key, reason: write(mine, key, reason, on=now),
            done=done,
        )
        return
    mine = _fields(name, base, homes)
    reason = frame.reason_field(name)
    if frame.wants_saving(name):
        frame.save(name, lambda key: write(mine, key, reason, on=base), done=done, mine=mine)


def _fields(name: str, shown: Case, homes: dict[str, Household]) -> tuple[list[str], list[str]]:
    codes = st.multiselect(
        say("Các hộ cùng có thửa này"),
        list(homes),
        [code for code in shown.household_codes if code in homes],
        format_func=lambda code: f"{homes[code].holder} · {code}",
        key=frame.field(name, "homes"),
        placeholder=say("Chọn"),
        persist_state="session",
    )
    shares = [
        share_field(
            name,
            f"share.{code}",
            say("Phần của {holder} (1/2, 33,3%; trống: chưa rõ)", holder=homes[code].holder),
            shown.share_of(code),
        )
        for code in codes
    ]
    return codes, shares


def _words(one: Case | tuple[list[str], list[str]], homes: dict[str, Household]) -> str:
    if isinstance(one, Case):
        pairs = [(code, one.share_of(code)) for code in one.household_codes]
    else:
        pairs = list(zip(*one, strict=True))
    return " · ".join(
        f"{homes[code].holder if code in homes else code} {share}".strip() for code, share in pairs
    )
