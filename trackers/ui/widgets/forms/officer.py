"""The form of an officer: name, title, role, cover, and whether still working."""

from dataclasses import replace

import streamlit as st

from trackers.domain.giving import check_officer
from trackers.domain.people import Grant, Officer, Role
from trackers.domain.rights import Action
from trackers.services.people import add_officer, edit_officer
from trackers.ui.context import Desk
from trackers.ui.widgets import plain
from trackers.ui.widgets.forms import frame
from trackers.words import say

NEW = "officer-new"


def name_of(code: str) -> str:
    """Give the name of the form that edits an officer."""
    return f"officer.{code}"


def edit(at: Desk, now: Officer) -> None:
    """Show the form that edits an officer; `now` is the officer as it stands."""
    name = name_of(now.code)

    def fields(base: Officer) -> Officer:
        mine = _fields(at, name, base)
        active = frame.tick_field(name, "active", say("Đang làm việc"), value=base.active)
        return replace(mine, active=active)

    frame.edit_record(
        at,
        name,
        now,
        fields=fields,
        words=lambda one: _words(at, one),
        write=lambda on, mine, key: edit_officer(
            at.ledger, at.actor, base=on, mine=mine, now=at.now, key=key
        ),
        done=say("Đã ghi cán bộ."),
    )


def add(at: Desk) -> None:
    """Show the form for a new officer."""
    code = frame.text_field(NEW, "code", say("Mã cán bộ (ví dụ CB10)"))
    made = replace(_fields(at, NEW, Officer("", "", "", Role.OFFICER)), code=code.strip())
    if frame.wants_saving(NEW, "Thêm cán bộ"):
        frame.save(
            NEW,
            lambda key: add_officer(at.ledger, at.actor, officer=made, now=at.now, key=key),
            done=say("Đã thêm cán bộ."),
        )


def _fields(at: Desk, name: str, shown: Officer) -> Officer:
    left, right = st.columns(2, gap="small")
    with left:
        called = frame.text_field(name, "name", say("Họ tên"), shown.name)
        title = frame.text_field(name, "title", say("Chức danh"), shown.title)
    with right:
        role = frame.choice_field(
            name, "role", say("Vai trò"), _roles(at, shown), lambda one: say(one.label), shown.role
        )
        covers = ["", *(c for c, o in at.officers.items() if o.active and c != shown.code)]
        cover = frame.choice_field(
            name,
            "cover",
            say("Thay khi vắng"),
            covers,
            at.officer_name,
            shown.cover_code or "",
        )
    duty = frame.text_field(name, "duty", say("Việc phụ trách"), shown.duty)
    grants = _grants(at, name, shown)
    return replace(
        shown,
        name=called.strip(),
        title=title.strip(),
        role=role or shown.role,
        duty=duty.strip(),
        cover_code=cover or None,
        grants=grants,
    )


def grant_words(one: Officer) -> str:
    """Give the rights an officer has beside the role."""
    return ", ".join(say(Grant(code).label) for code in one.grants)


def _grants(at: Desk, name: str, shown: Officer) -> tuple[str, ...]:
    """Let rights beside the role be given and taken, by who may; nobody gives any to themselves."""
    if not at.may(Action.MANAGE_ACCOUNTS):
        return shown.grants
    plain.note(say("Quyền thêm ngoài vai trò; không ai tự thêm cho mình."))
    own = shown.code == at.actor.code
    free = [one for one in Grant if not own or one.value in shown.grants]
    given = [
        one.value
        for one in free
        if frame.tick_field(name, f"grant-{one.value}", say(one.label), value=one in shown.grants)
    ]
    return tuple(sorted(given))


def _roles(at: Desk, shown: Officer) -> list[Role]:
    """Give the roles that may be chosen, beside the one that stands; heads only by who may."""
    before = shown if shown.code else None
    return [
        one
        for one in Role
        if one is shown.role or at.lets(check_officer, before, replace(shown, role=one))
    ]


def _words(at: Desk, one: Officer) -> str:
    parts = [
        one.name,
        one.title,
        say(one.role.label),
        grant_words(one),
        one.duty,
        say("thay: {name}", name=at.officer_name(one.cover_code)),
        say("đang làm việc") if one.active else say("đã nghỉ"),
    ]
    return " · ".join(part for part in parts if part)
