"""The copies that the program keeps of itself: the list, one more now, and one to take away."""

from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

import streamlit as st

from trackers.services.copies import Copies, Copy, copy_now, see_copies
from trackers.ui import messages, state
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import LANGUAGES, current_language, say
from trackers.words.backups import KEY_APART
from trackers.words.formats import moment, number


def show(at: Desk) -> None:
    """Show the copies, newest first, and the button for one more; raises NotAllowed."""
    plain.heading(say("Sao lưu"))
    plain.note(say("Mỗi ngày một bản khi có thay đổi; bản cũ tự thưa dần"))
    # Real time, not the ward's: a demo's clock says nothing about its disk.
    seen = see_copies(at.store, at.actor, now=datetime.now(UTC))
    _warn(at, seen)
    if seen.copies:
        titles = ("Lập lúc", "Dung lượng", "Mục cuối nhật ký", "Kiểm tra", "Tải về")
        report.table([say(one) for one in titles], [_row(at, one) for one in seen.copies])
    else:
        plain.note(say("Chưa có bản sao nào. Bấm “Sao lưu ngay” để lập bản đầu tiên."))
    if st.button(say("Sao lưu ngay"), key="copies.now"):
        with st.spinner(say("Đang sao lưu và đọc lại…")), messages.refusals_shown():
            secret = at.settings.backup_passphrase.get_secret_value()
            made = copy_now(at.store, at.actor, passphrase=secret)
            messages.remember(say("Đã sao lưu và kiểm tra {name}.", name=made.name))
            st.rerun()
    plain.note(
        say(
            "Bản sao trong máy này mất cùng với máy. "
            "Hãy tải về và cất ở nơi khác, ít nhất mỗi tuần một lần."
        )
    )
    if not at.settings.backup_passphrase.get_secret_value():
        plain.note(say(KEY_APART, name=at.settings.key_place.name))


def _warn(at: Desk, seen: Copies) -> None:
    if not at.settings.copies_kept:
        plain.note(say("Sao lưu hằng ngày đang tắt (MATBANG_BACKUP_KEEP=0)."))
    if seen.failure:
        said = seen.failure.said[LANGUAGES.index(current_language())]
        words = say("Lần sao lưu lúc {at} không thành:", at=moment(seen.failure.at))
        st.error(plain.label(f"{words} {said}"))
    elif seen.late:
        st.warning(plain.label(say("Đã hơn một ngày chưa có bản sao mới. Hãy bấm “Sao lưu ngay”.")))


def _row(at: Desk, copy: Copy) -> list[str]:
    asked = f"?as={quote(state.raw('as'))}&lang={current_language()}"
    address = f"./w/{quote(at.ward.code)}/backups/{quote(copy.name)}{asked}"
    seal = say(", có mật khẩu") if copy.sealed else ""
    return [
        report.cell(escape(moment(copy.made_at))),
        report.cell(escape(f"{number(copy.size / 2**20, digits=1)} MB"), "number"),
        report.cell(escape(number(copy.revision, digits=0)), "number"),
        report.cell(escape(say("đã đọc lại khi lập") + seal)),
        report.cell(report.link(address, say("Tải về"))),
    ]
