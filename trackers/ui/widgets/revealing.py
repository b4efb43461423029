"""A household's details on demand: asked for with a purpose, shown for ten minutes, noted."""

from collections.abc import Callable

import streamlit as st

from trackers.domain.households import Household
from trackers.domain.looks import Purpose
from trackers.services.details import Revealed, household_details, reveal_details
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_remembered
from trackers.ui.widgets import plain
from trackers.words import say
from trackers.words.formats import moment

_KEPT = "revealed"


def details(at: Desk, code: str) -> Household | None:
    """Give a household with its details while this session has them revealed."""
    return household_details(at.ledger, at.actor, _kept().get(code))


def offer(at: Desk, home: Household, seen: Household | None, *, place: str = "card") -> None:
    """Show the button that asks for the details, or until when they are shown."""
    if at.actor.masked or not _has_any(home):
        return
    if seen is not None:
        until = moment(_kept()[home.code].until)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            plain.note(say("Đang hiện đến {until}.", until=until))
            st.button(
                say("Che lại"),
                key=f"hide.{place}.{home.code}",
                type="tertiary",
                on_click=_hide,
                args=(home.code,),
            )
        return
    with st.popover(say("Xem số điện thoại, số định danh"), key=f"reveal.{place}.{home.code}"):
        plain.note(say("Xem để làm gì? Việc xem được ghi vào nhật ký truy cập."))
        with st.container(horizontal=True, gap="small"):
            for purpose in Purpose:
                if purpose is not Purpose.OTHER:
                    _button(say(purpose.label), f"{place}.{home.code}", _asks(at, home, purpose))
        words = st.text_input(say("Việc khác (ghi rõ)"), key=f"reveal.words.{place}.{home.code}")
        other = _asks(at, home, Purpose.OTHER, words or "")
        _button(say("Xem"), f"{place}.{home.code}.other", other)


def _hide(code: str) -> None:
    _kept().pop(code, None)


def _button(label: str, key: str, asks: Callable[[], None]) -> None:
    st.button(
        plain.label(label),
        key=f"reveal.{key}.{label}",
        on_click=refusals_remembered,
        args=(asks,),
    )


def _asks(at: Desk, home: Household, purpose: Purpose, words: str = "") -> Callable[[], None]:
    def ask() -> None:
        _kept()[home.code] = reveal_details(
            at.ledger, at.actor, home.code, purpose=purpose, words=words
        )

    return ask


def _has_any(home: Household) -> bool:
    details = (home.phone, home.id_number, home.chat, home.representative, home.heirs)
    return any(details)


def _kept() -> dict[str, Revealed]:
    return st.session_state.setdefault(_KEPT, {})  # type: ignore[no-any-return] # our own
