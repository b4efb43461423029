"""What all forms share: their fields' names, their buttons, one save, and two people's conflict."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Literal, TypeVar

import streamlit as st

from trackers.domain.errors import EditConflict
from trackers.store import Saved
from trackers.store.errors import RowChanged
from trackers.ui import messages, opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.words import say
from trackers.words.formats import moment

_FIELDS = {
    "officer_code": "cán bộ",
    "cover_code": "người thay khi vắng",
    "reviewed_on": "ngày rà soát",
    "affected_m2": "diện tích",
    "frontage_m": "chiều dài mặt tiền",
    "holder": "chủ sử dụng đất",
    "co_owners": "người đồng sở hữu",
    "address": "địa chỉ",
    "phone": "điện thoại",
    "id_number": "số định danh",
    "note": "ghi chú",
    "chat": "Zalo, Viber",
    "best_time": "giờ gặp được",
    "representative": "người đại diện",
    "deceased": "chủ hộ đã mất",
    "died": "ngày mất",
    "heirs": "người thừa kế",
    "name": "tên",
    "title": "chức danh",
    "duty": "việc phụ trách",
    "role": "vai trò",
    "active": "đang làm việc",
    "grants": "quyền thêm",
    "responsible": "đảng ủy viên phụ trách",
    "head": "trưởng khu vực",
    "team": "tổ vận động",
    "outsiders": "người ngoài đi cùng",
    "kind": "loại",
    "status": "tình trạng",
    "investor": "chủ đầu tư",
    "funding": "nguồn vốn",
    "builder": "đơn vị thi công",
    "lead_officer_code": "cán bộ phụ trách",
    "scale": "quy mô",
    "public_text": "lời công khai",
    "benefits": "lợi ích chờ công trình",
}

Save = Callable[[str], Saved]
Record = TypeVar("Record")


def field(name: str, part: str) -> str:
    """Give the key of a field; a form opened anew has fresh fields, others keep what is typed."""
    return f"{name}.{part}.{opened.form_key(name)}"


def opener(
    name: str,
    label: str,
    *,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
    base: object = None,
) -> None:
    """Show the button that opens a form; a primary one is as wide as the panel."""
    st.button(
        plain.label(label),
        key=f"open.{name}",
        type=kind,
        width="stretch" if kind == "primary" else "content",
        disabled=opened.is_open(name),
        on_click=opened.open_form,
        args=(name, base),
    )


def text_field(
    name: str,
    part: str,
    label: str,
    value: str = "",
    *,
    on_change: Callable[[], None] | None = None,
) -> str:
    """Show a field for one line."""
    typed = st.text_input(
        label, value, key=field(name, part), persist_state="session", on_change=on_change
    )
    return typed or ""


def note_field(name: str, part: str, label: str, value: str = "", *, height: int = 80) -> str:
    """Show a field for several lines, so many pixels high."""
    typed = st.text_area(
        label, value, key=field(name, part), height=height, persist_state="session"
    )
    return typed or ""


def choice_field(
    name: str,
    part: str,
    label: str,
    options: Sequence[Any],
    words: Callable[[Any], str],
    value: Any = None,
) -> Any:
    """Show a field for one of several."""
    return st.selectbox(
        label,
        options,
        index=list(options).index(value) if value in options else None,
        format_func=words,
        key=field(name, part),
        placeholder=say("Chọn"),
        persist_state="session",
    )


def tick_field(name: str, part: str, label: str, *, value: bool) -> bool:
    """Show a field for yes or no."""
    return st.checkbox(label, value, key=field(name, part), persist_state="session")


def pills_field(
    name: str,
    part: str,
    label: str,
    options: Sequence[Any],
    words: Callable[[Any], str],
    value: Any = None,
) -> Any:
    """Show a field for one of a few, each a button: one tap and no list to open."""
    return st.pills(
        label,
        options,
        default=value if value in options else None,
        format_func=lambda one: plain.label(words(one)),
        key=field(name, part),
        persist_state="session",
    )


def reason_field(name: str) -> str:
    """Show the field for the reason of a correction."""
    return text_field(name, "reason", say("Lý do sửa"))


def wants_saving(name: str, label: str = "Ghi") -> bool:
    """Show the buttons of a form; tell whether it is to be saved."""
    if opened.was_restored(name):
        plain.note(say("Bản nháp chưa ghi của bạn đã được mở lại."))
    with st.container(horizontal=True, key=f"buttons.{name}"):
        saved = st.button(plain.label(say(label)), key=f"save.{name}", type="primary")
        st.button(say("Huỷ"), key=f"cancel.{name}", on_click=opened.close_form, args=(name,))
    unread = has_unread(name)
    if saved and unread:
        st.error(plain.label(say("Chưa ghi: có ô chưa đọc được. Hãy sửa ô đó rồi ghi lại.")))
        return False
    return saved


def note_unread(name: str, part: str, *, unread: bool) -> None:
    """Note whether a field holds a text that could not be read; its form is not saved then."""
    (_unread(name).add if unread else _unread(name).discard)(part)


def has_unread(name: str) -> bool:
    """Tell whether a field shown in this run could not be read; asked once, behind the fields."""
    unread = bool(_unread(name))
    # A field that is not shown any more in the next run says nothing then.
    _unread(name).clear()
    return unread


def _unread(name: str) -> set[str]:
    """Give the fields of an opened form that could not be read."""
    key = f"unread.{opened.form_key(name)}"
    return st.session_state.setdefault(key, set())  # type: ignore[no-any-return] # our own


def save(name: str, work: Save, *, done: str, mine: object = None) -> None:
    """Do the one call of a form; afterwards it is closed, in conflict, or still open.

    With `mine`, what is to be written, a form can settle a conflict; without it only says so.
    """
    try:
        saved = work(_save_key(name))
    except messages.KNOWN as error:
        if mine is None or not isinstance(error, EditConflict | RowChanged):
            messages.show_error(error)
            return
        st.session_state[_conflict(name)] = (error, mine)
    else:
        forget(name)
        messages.remember(_answer(done, saved))
    st.rerun()


def forget(name: str) -> None:
    """Close a form with its conflict."""
    st.session_state.pop(_conflict(name), None)
    opened.close_form(name)


def in_conflict(name: str) -> bool:
    """Tell whether the last save of a form met somebody else's change."""
    return _conflict(name) in st.session_state


def settle(
    at: Desk,
    name: str,
    words: Callable[[Any], str],
    *,
    base: object,
    now: object,
    again: Callable[[Any, str, str], Saved],
    done: str,
) -> None:
    """Show the three versions and ask; `again` saves mine on top of now, with key and reason."""
    error, mine = st.session_state[_conflict(name)]
    by, when = error.values.get("by"), error.values.get("at")
    theirs = say("Hiện nay, do {who} lúc {when}", who=at.officer_name(by), when=moment(when))
    plain.note(say("Trong lúc bạn nhập, mục này đã được người khác sửa. Hãy chọn một bản."))
    plain.facts(
        (
            (say("Khi bạn mở"), words(base) or "–"),
            (theirs if by else say("Hiện nay"), words(now) or "–"),
            (say("Của bạn"), words(mine) or "–"),
        )
    )
    reason = reason_field(name)
    with st.container(horizontal=True, key=f"settle.{name}"):
        st.button(say("Giữ bản hiện nay"), key=f"keep.{name}", on_click=forget, args=(name,))
        if st.button(say("Ghi bản của tôi"), key=f"mine.{name}", type="primary"):
            save(name, lambda key: again(mine, key, reason), done=done, mine=mine)


def edit_record(
    at: Desk,
    name: str,
    now: Record,
    *,
    fields: Callable[[Record], Record],
    words: Callable[[Record], str],
    write: Callable[[Record, Record, str], Saved],
    done: str,
) -> None:
    """Show a form over the record as it was when it opened, or the three versions of a conflict.

    `fields` shows them and gives what is typed; `write` saves it on top of a version, with a key.
    """
    base = opened.opened_base(name, now)
    if in_conflict(name):

        def again(mine: Record, key: str, _reason: str) -> Saved:
            return write(now, mine, key)

        settle(at, name, words, base=base, now=now, again=again, done=done)
        return
    mine = fields(base)
    if wants_saving(name):
        save(name, lambda key: write(base, mine, key), done=done, mine=mine)


def _answer(done: str, saved: Saved) -> str:
    if saved.kept_for:
        done = say(
            "{done} Hộ này đã gộp vào hộ {code}: đã ghi cho hộ đó.", done=done, code=saved.kept_for
        )
    if not saved.merged:
        return done
    names = ", ".join(say(_FIELDS.get(one, one)) for one in saved.merged)
    return say("{done} Giữ nguyên thay đổi của người khác: {names}.", done=done, names=names)


def _save_key(name: str) -> str:
    """Give the key of this save: the same words sent twice are one save, changed words another.

    An answer may have been lost with the connection; what was changed since must not be.
    """
    typed = sorted((key, repr(value)) for key, value in opened.fields_of(name))
    return f"{opened.form_key(name)}.{sha256(repr(typed).encode()).hexdigest()[:16]}"


def _conflict(name: str) -> str:
    return f"conflict.{name}"
