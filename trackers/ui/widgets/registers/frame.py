"""What all registers share: a list with a search box on the left, the opened record beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from trackers.domain.errors import TooOften
from trackers.ui import opened
from trackers.ui.context import desk
from trackers.ui.messages import show_error
from trackers.ui.widgets import plain, search
from trackers.ui.widgets.forms import frame
from trackers.words import say

PAGE = 20


@dataclass(frozen=True)
class Line:
    """One line of a register: the code of its record, its words, and quiet words beside them."""

    code: str
    title: str
    beside: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Register:
    """One register: its name in keys, its form for a new record, what the empty list says."""

    name: str
    new: str
    add_label: str
    empty: str
    may_add: bool


def show(
    register: Register,
    find: Callable[[str], Sequence[Line]],
    record: Callable[[str], None],
    *,
    add: Callable[[], None],
    beside: Callable[[], None] = lambda: None,
) -> None:
    """Show the list, and the record that is open, the form for a new one, or `beside`."""
    code, adding = code_of(register.name), opened.is_open(register.new)
    with st.container(key=f"register-{'one' if code or adding else 'all'}"):
        left, right = st.columns([2, 3], gap="medium")
        with left, st.container(key=f"register-list-{register.name}"):
            _list(register, find, code)
        with right, st.container(key=f"register-record-{register.name}"):
            if adding:
                plain.heading(register.add_label)
                with st.container(border=True, key=f"form-{register.new}"):
                    add()
            elif code:
                _back(register)
                record(code)
            else:
                beside()


def code_of(name: str) -> str:
    """Give the code of the record that is open in a register, "" when none is."""
    return str(st.session_state.get(f"register.{name}", ""))


def open_record(name: str, code: str) -> None:
    """Open a record of a register; "" closes it."""
    st.session_state[f"register.{name}"] = code


def _list(register: Register, find: Callable[[str], Sequence[Line]], code: str) -> None:
    name = register.name
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        text = st.text_input(
            say("Tìm trong danh mục"),
            key=f"register.search.{name}",
            type="search",
            placeholder=say("Tìm tên, mã"),
            label_visibility="collapsed",
            live="300ms",
            max_chars=100,
            persist_state="session",
        )
        if register.may_add:
            frame.opener(register.new, register.add_label)
    try:
        search.count(desk(), text or "", box=f"register.search.{name}")
    except TooOften as error:
        show_error(error)
        return
    lines = find(text or "")
    if not lines:
        plain.note(say("Không tìm thấy. Hãy thử tên khác.") if text else register.empty)
    first = _first(name, text or "", len(lines))
    with st.container(key=f"register-lines-{name}", gap=None):
        for line in lines[first : first + PAGE]:
            _line(name, line, code)
    if len(lines) > PAGE:
        _pager(name, first, len(lines))


def _line(name: str, line: Line, code: str) -> None:
    beside = f" · {plain.label(line.beside)}" if line.beside else ""
    title = plain.label(line.title)
    st.button(
        f"{title}{beside}" if line.quiet else f"**{title}**{beside}",
        key=f"reg-{name}-{line.code}",
        type="secondary" if line.code == code else "tertiary",
        width="stretch",
        on_click=_choose,
        args=(name, line.code),
    )


def _choose(name: str, code: str) -> None:
    open_record(name, code)


def _back(register: Register) -> None:
    with st.container(key=f"register-back-{register.name}"):
        st.button(
            say("‹ Danh sách"),
            key=f"back.{register.name}",
            type="tertiary",
            on_click=_choose,
            args=(register.name, ""),
        )


def _first(name: str, text: str, count: int) -> int:
    key, of = f"register.first.{name}", f"register.of.{name}"
    if st.session_state.get(of) != text:
        st.session_state[of], st.session_state[key] = text, 0
    return min(int(st.session_state[key]), max(0, count - 1) // PAGE * PAGE)


def _pager(name: str, first: int, count: int) -> None:
    last = min(first + PAGE, count)
    with st.container(key=f"register-pager-{name}", horizontal=True, vertical_alignment="center"):
        back, on = first - PAGE, first + PAGE
        st.button(
            say("‹ Trước"),
            key=f"{name}.before",
            disabled=not first,
            on_click=_turn,
            args=(name, back),
        )
        plain.note(f"{first + 1}–{last} / {count}")
        st.button(
            say("Sau ›"),
            key=f"{name}.next",
            disabled=last == count,
            on_click=_turn,
            args=(name, on),
        )


def _turn(name: str, first: int) -> None:
    st.session_state[f"register.first.{name}"] = first
