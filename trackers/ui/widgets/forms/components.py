"""The components of a case as lines, and under the one that is open its form."""

from dataclasses import replace

import streamlit as st

from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.errors import TextMissing
from trackers.domain.rights import Action
from trackers.services.cases import CaseCard
from trackers.services.components import add_component, change_component, remove_component
from trackers.store import Saved
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.messages import show_error
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.ui.widgets.forms.typed import money_field, number_field
from trackers.words import say
from trackers.words.formats import money_vnd, number

_UNDECIDED = Component(ComponentKind.LAND, Form.UNDECIDED, 0, "")


def show(at: Desk, card: CaseCard) -> None:
    """Show what is given, compensated or supported, with what can be done about it."""
    plain.heading(say("Thành phần"))
    if not card.components:
        plain.note(say("Hồ sơ chưa có thành phần nào."))
    writes = at.writes(card.state.case) and card.state.case.in_scope
    with st.container(key="components", gap=None):
        for one in card.components:
            _line(at, card.state.case.code, one, writes=writes)
    if writes:
        _adding(at, card.state.case.code)


def words(one: Component) -> str:
    """Give a component in words: what, how, how much, for how much."""
    parts = (
        say(one.kind.label),
        say(one.form.label),
        f"{number(one.quantity)} {one.unit}",
        "" if one.amount_vnd is None else money_vnd(one.amount_vnd),
        one.note,
    )
    return " · ".join(part for part in parts if part)


def _line(at: Desk, code: str, now: Component, *, writes: bool) -> None:
    name = f"component.{code}.{now.position}"
    st.button(
        plain.label(words(now)),
        key=f"component-{now.form.value}-{code}-{now.position}",
        type="tertiary",
        width="stretch",
        disabled=not writes,
        on_click=opened.close_form if opened.is_open(name) else opened.open_form,
        args=(name,),
    )
    if writes and opened.is_open(name):
        with st.container(border=True, key=f"form-{name}"):
            _form(at, code, now, name)


def _form(at: Desk, code: str, now: Component, name: str) -> None:
    base = opened.opened_base(name, now)
    done = say("Đã ghi thành phần.")

    def write(mine: Component, key: str, reason: str, on: Component = base) -> Saved:
        return change_component(
            at.ledger,
            at.actor,
            case_code=code,
            base=on,
            mine=mine,
            reason=reason,
            now=at.now,
            key=key,
        )

    if frame.in_conflict(name):
        frame.settle(
            at,
            name,
            words,
            base=base,
            now=now,
            again=lambda mine, key, reason: write(mine, key, reason, on=now),
            done=done,
        )
        return
    typed = _fields(at, name, base)
    reason = frame.reason_field(name)
    _remove(at, code, base, name, reason)
    if frame.wants_saving(name) and (mine := _whole(typed, base)):
        frame.save(name, lambda key: write(mine, key, reason), done=done, mine=mine)


def _remove(at: Desk, code: str, base: Component, name: str, reason: str) -> None:
    def write(key: str) -> Saved:
        return remove_component(
            at.ledger, at.actor, case_code=code, base=base, reason=reason, now=at.now, key=key
        )

    if st.button(say("Bỏ thành phần này"), key=f"remove.{name}", type="tertiary"):
        frame.save(name, write, done=say("Đã bỏ thành phần."))


def _adding(at: Desk, code: str) -> None:
    name = f"component-new.{code}"
    if not opened.is_open(name):
        frame.opener(name, say("Thêm thành phần"))
        return
    with st.container(border=True, key=f"form-{name}"):
        typed = _fields(at, name, None)

        def write(mine: Component, key: str) -> Saved:
            return add_component(
                at.ledger, at.actor, case_code=code, component=mine, now=at.now, key=key
            )

        if frame.wants_saving(name, "Thêm thành phần") and (mine := _whole(typed, _UNDECIDED)):
            frame.save(name, lambda key: write(mine, key), done=say("Đã ghi thành phần."))


def _fields(at: Desk, name: str, base: Component | None) -> dict[str, object]:
    left, right = st.columns(2, gap="small")
    kinds, forms = list(ComponentKind), list(Form)
    with left:
        kind = frame.choice_field(
            name, "kind", say("Loại"), kinds, _label, base.kind if base else None
        )
        usual = kind.unit if kind else ""
        quantity = number_field(name, "much", say("Số lượng"), base.quantity if base else None)
    with right:
        form = frame.choice_field(
            name, "form", say("Hình thức"), forms, _label, base.form if base else None
        )
        unit = frame.text_field(name, "unit", say("Đơn vị"), base.unit if base else "")
    typed: dict[str, object] = {
        "kind": kind,
        "form": form,
        "quantity": quantity,
        "unit": unit.strip() or say(usual),
        "amount_vnd": base.amount_vnd if base else None,
    }
    if at.may(Action.SEE_AMOUNTS):
        amount = base.amount_vnd if base else None
        typed["amount_vnd"] = money_field(name, "money", say("Số tiền"), amount)
    note = frame.text_field(name, "note", say("Ghi chú"), base.note if base else "")
    return typed | {"note": note.strip()}


def _label(one: ComponentKind | Form) -> str:
    return say(one.label)


def _whole(typed: dict[str, object], base: Component) -> Component | None:
    """Give the component that was typed; None, and a sentence, where something is missing."""
    for name, field in (("kind", "loại"), ("form", "hình thức"), ("quantity", "số lượng")):
        if typed[name] is None:
            show_error(TextMissing(field=say(field)))
            return None
    return replace(base, **typed)  # type: ignore[arg-type] # fields by name
