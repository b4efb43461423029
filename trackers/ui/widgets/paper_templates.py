"""The templates of papers: taken down to be edited in Word, put back, or the shipped one again."""

from collections.abc import Iterator
from urllib.parse import quote

import streamlit as st

from trackers.domain.papers import PAPERS, Field, FieldKind, Fields
from trackers.services.paper_templates import (
    TemplateInfo,
    list_templates,
    put_template,
    restore_template,
)
from trackers.ui import messages, opened, state
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.ui.widgets.imports import upload
from trackers.words import current_language, say
from trackers.words.formats import moment

_NAME = "templates"


def show(at: Desk) -> None:
    """Show which template each paper has, with what can be done about it; raises NotAllowed."""
    plain.heading(say("Mẫu văn bản"))
    plain.note(
        say(
            "Biên bản và báo cáo được lập theo mẫu Word. Hãy tải mẫu về, sửa chữ và cách trình "
            "bày trong Word, giữ các ô trong ngoặc {{ … }}, rồi tải lên."
        )
    )
    for one in list_templates(at.ledger, at.actor):
        _paper(at, one)


def _paper(at: Desk, one: TemplateInfo) -> None:
    key = f"{_NAME}.{one.paper.value}"
    with st.expander(plain.label(f"{say(one.paper.label)} · {_standing(at, one)}"), key=key):
        asked = f"?as={quote(state.raw('as'))}&lang={current_language()}"
        address = f"./w/{quote(at.ward.code)}/papers/{one.paper.value}.docx{asked}"
        st.html(f'<div class="mb-files">{report.link(address, say("Tải mẫu về"))}</div>')
        form = opened.form_key(key)
        uploaded = upload(say("Tải mẫu lên (tệp .docx)"), ("docx",), f"{key}.{form}")
        if uploaded is not None and st.button(
            say("Dùng mẫu này"), key=f"{key}.use", type="primary"
        ):
            _put(at, one, uploaded.getvalue(), uploaded.name, key)
        if one.own and st.button(say("Dùng lại mẫu gốc"), key=f"{key}.back"):
            _restore(at, one, key)
        _fields(PAPERS[one.paper])


def _standing(at: Desk, one: TemplateInfo) -> str:
    if not one.own:
        return say("mẫu gốc")
    if one.set_at is None:
        return say("mẫu riêng, đặt thẳng vào thư mục")
    return say("mẫu riêng, {name}, {at}", name=at.officer_name(one.set_by), at=moment(one.set_at))


def _put(at: Desk, one: TemplateInfo, data: bytes, name: str, key: str) -> None:
    with messages.refusals_shown():
        put_template(
            at.ledger,
            at.actor,
            paper=one.paper,
            data=data,
            name=name,
            now=at.now,
            key=opened.form_key(key),
        )
        _done(key, say("Đã dùng mẫu mới cho {paper}.", paper=say(one.paper.label)))


def _restore(at: Desk, one: TemplateInfo, key: str) -> None:
    with messages.refusals_shown():
        restore_template(
            at.ledger, at.actor, paper=one.paper, now=at.now, key=f"{opened.form_key(key)}.back"
        )
        _done(key, say("Đã dùng lại mẫu gốc cho {paper}.", paper=say(one.paper.label)))


def _done(key: str, words: str) -> None:
    opened.close_form(key)
    messages.remember(words)
    st.rerun()


def _fields(fields: Fields) -> None:
    """List what a template may name, as it is written in Word."""
    rows = [
        [report.cell(f"<code>{written}</code>"), report.cell(say(one.words))]
        for written, one in _written(fields)
    ]
    report.table((say("Viết trong mẫu"), say("Được thay bằng")), rows)


def _written(fields: Fields, before: str = "") -> Iterator[tuple[str, Field]]:
    for name, one in fields.items():
        path = f"{before}{name}"
        if one.kind is FieldKind.LIST:
            item = name.rstrip("s") if before else "x"
            yield f"{{%p for {item} in {path} %}} … {{%p endfor %}}", one
            yield from _written(one.inner, f"{item}.")
        elif one.kind is FieldKind.RECORD:
            yield from _written(one.inner, f"{path}.")
        elif one.kind is FieldKind.FLAG:
            yield f"{{%p if {path} %}} … {{%p endif %}}", one
        elif one.kind is FieldKind.TABLE:
            yield f"{{{{p {path} }}}}", one
        else:
            yield f"{{{{ {path} }}}}", one
