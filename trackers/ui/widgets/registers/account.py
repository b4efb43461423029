"""An officer's account, for who administers the ward: inviting, resetting, ending."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from trackers.domain.accounts import AccountState
from trackers.domain.people import Officer
from trackers.services import accounts
from trackers.services.accounts import AccountLine
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import refusals_shown, remember
from trackers.ui.widgets import link_made, plain
from trackers.ui.widgets.forms import frame
from trackers.words import say
from trackers.words.formats import moment

_LINK = "account.link"


def show(at: Desk, found: Officer) -> None:
    """Show the state of the account and what can be done with it."""
    now = datetime.now(UTC)
    line = accounts.list_accounts(at.ledger, at.actor, now=now).get(found.code)
    plain.facts(_facts(line))
    link = st.session_state.get(_LINK, ("", ""))
    if link[0] == found.code:
        _show_link(link[1])
    name = f"account.{found.code}"
    if opened.is_open(name):
        with st.container(border=True, key=f"form-{name}"):
            _invite(at, name, found, line)
        return
    if not found.active:
        return
    with st.container(horizontal=True, gap="small"):
        frame.opener(name, say("Mời lại (đặt lại mật khẩu)") if line else say("Mời dùng tài khoản"))
        if line:
            _deeds(at, found, line)


def _facts(line: AccountLine | None) -> list[tuple[str, object]]:
    if line is None:
        return [(say("Tài khoản"), say(AccountState.NONE.label))]
    until = line.invited_until if line.state is AccountState.INVITED else None
    return [
        (say("Tài khoản"), f"{line.login} · {say(line.state.label)}"),
        (say("Đường dẫn mời dùng được đến"), moment(until) if until else ""),
        (say("Tạm khoá đến"), moment(line.locked_until) if line.locked_until else ""),
        (say("Mã xác thực"), say("đang bật") if line.totp_on else ""),
        (say("Tài khoản cơ quan"), say("đã gắn") if line.by_provider else ""),
        (say("Đang đăng nhập ở"), say("{n} nơi", n=line.signed_in) if line.signed_in else ""),
    ]


def _invite(at: Desk, name: str, found: Officer, line: AccountLine | None) -> None:
    login = frame.text_field(name, "login", say("Tên đăng nhập"), line.login if line else "")
    plain.note(
        say(
            "Đường dẫn mời dùng một lần, trong 7 ngày. Gửi riêng cho {name}; người đó tự đặt mật "
            "khẩu. Mật khẩu cũ và các nơi đang đăng nhập (nếu có) hết hiệu lực.",
            name=found.name,
        )
    )
    if frame.wants_saving(name, "Tạo đường dẫn mời"):
        with refusals_shown():
            token = accounts.invite(
                at.ledger, at.actor, officer_code=found.code, login=login, now=datetime.now(UTC)
            )
            st.session_state[_LINK] = (found.code, f"{link_made.base(at)}/invitation/{token}")
            opened.close_form(name)
            st.rerun()


def _show_link(link: str) -> None:
    plain.note(say("Đường dẫn mời (chỉ hiện lần này; chép và gửi riêng):"))
    st.code(link, language=None, wrap_lines=True)


def _deeds(at: Desk, found: Officer, line: AccountLine) -> None:
    if line.state is AccountState.DISABLED or line.locked_until:
        _deed(at, found, say("Mở khoá tài khoản"), accounts.enable, say("Đã mở khoá."))
    if line.state is not AccountState.DISABLED:
        _deed(at, found, say("Khoá tài khoản"), accounts.disable, say("Đã khoá tài khoản."))
    if line.signed_in:
        done = say("Đã đăng xuất mọi nơi.")
        _deed(at, found, say("Đăng xuất mọi nơi"), accounts.end_sessions, done)


def _deed(at: Desk, found: Officer, words: str, act: Callable[..., None], done: str) -> None:
    if st.button(words, key=f"account.{found.code}.{act.__name__}"):
        with refusals_shown():
            act(at.ledger, at.actor, officer_code=found.code, now=datetime.now(UTC))
            remember(done)
            st.rerun()
