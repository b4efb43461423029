"""The form of a work (công trình): its facts as officials write them."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from geodata.numbers import LENGTH
from trackers.domain.projects import Project, ProjectKind, ProjectStatus
from trackers.services.projects import add_project
from trackers.services.works import edit_project
from trackers.store import Saved
from trackers.ui.context import Desk
from trackers.ui.widgets import project_card, waits
from trackers.ui.widgets.forms import benefits, frame, outline
from trackers.ui.widgets.forms.typed import money_field, number_field
from trackers.words import say
from trackers.words.formats import number

NEW = "work-new"


def name_of(code: str) -> str:
    """Give the name of the form that edits a work."""
    return f"work.{code}"


def edit(at: Desk, now: Project) -> None:
    """Show the form that edits a work; `now` is the work as it stands."""
    name = name_of(now.code)
    frame.edit_record(
        at,
        name,
        now,
        fields=lambda base: _fields(at, name, base),
        words=lambda one: _words(at, one),
        write=lambda on, mine, key: edit_project(
            at.ledger, at.actor, base=on, mine=mine, now=at.now, key=key
        ),
        done=say("Đã ghi công trình."),
    )


def add(at: Desk, then: Callable[[str], None]) -> None:
    """Show the form for a new work; `then` is told its code."""
    code = frame.text_field(NEW, "code", say("Mã công trình (đứng đầu mã hồ sơ, ví dụ XM)"))
    kind, status = ProjectKind.OTHER, ProjectStatus.PREPARATION
    empty = Project("", "", kind, status, at.ward.name, "", None, "", at.actor.code)
    made = replace(_fields(at, NEW, empty), code=code.strip())
    drawn = outline.field(at, NEW)

    def write(key: str) -> Saved:
        saved = add_project(
            at.ledger,
            at.actor,
            project=made,
            site=drawn.site if drawn else None,
            centreline=drawn.centreline if drawn else None,
            now=at.now,
            key=key,
        )
        then(made.code)
        return saved

    if frame.wants_saving(NEW, "Thêm công trình"):
        frame.save(NEW, write, done=say("Đã thêm công trình."))


def _fields(at: Desk, name: str, shown: Project) -> Project:
    called = frame.text_field(name, "name", say("Tên công trình"), shown.name)
    left, right = st.columns(2, gap="small")
    with left:
        kind = frame.choice_field(
            name, "kind", say("Loại"), list(ProjectKind), lambda one: say(one.label), shown.kind
        )
    with right:
        stages = list(ProjectStatus)
        status = frame.choice_field(
            name, "status", say("Tình trạng"), stages, lambda one: say(one.label), shown.status
        )
    typed = replace(
        shown, name=called.strip(), kind=kind or shown.kind, status=status or shown.status
    )
    return _told(at, name, _paid(at, name, typed))


def _paid(at: Desk, name: str, shown: Project) -> Project:
    """Ask who pays, how much, who builds and who is in charge."""
    left, right = st.columns(2, gap="small")
    with left:
        investor = frame.text_field(name, "investor", say("Chủ đầu tư"), shown.investor)
        total = money_field(name, "total", say("Tổng mức đầu tư"), shown.total_investment_vnd)
        lead = frame.choice_field(
            name,
            "lead",
            say("Cán bộ phụ trách"),
            _leads(at, shown),
            at.officer_name,
            shown.lead_officer_code,
        )
    with right:
        funding = frame.text_field(name, "funding", say("Nguồn vốn"), shown.funding)
        builder = frame.text_field(name, "builder", say("Đơn vị thi công"), shown.builder)
        length = number_field(name, "length", say("Chiều dài (m)"), shown.length_m, unit=LENGTH)
    return replace(
        shown,
        investor=investor.strip(),
        funding=funding.strip(),
        total_investment_vnd=total,
        builder=builder.strip(),
        lead_officer_code=lead or "",
        length_m=length,
    )


def _told(at: Desk, name: str, shown: Project) -> Project:
    """Ask for what is told of the work: its scale, whom it serves, what a public page says."""
    scale = frame.text_field(name, "scale", say("Quy mô"), shown.scale)
    served = benefits.fields(at, name, shown)
    public = frame.note_field(name, "public", say("Lời công khai"), shown.public_text)
    return replace(served, scale=scale.strip(), public_text=public.strip())


def _leads(at: Desk, shown: Project) -> list[str]:
    active = [code for code, one in at.officers.items() if one.active]
    return list(dict.fromkeys([*active, shown.lead_officer_code]))


def _words(at: Desk, one: Project) -> str:
    parts = [
        one.name,
        say(one.kind.label),
        say(one.status.label),
        one.investor,
        one.funding,
        project_card.millions(one.total_investment_vnd),
        one.builder,
        at.officer_name(one.lead_officer_code),
        one.scale,
        f"{number(one.length_m)} m" if one.length_m else "",
        *(waits.words(at, each) for each in one.brings),
        one.public_text,
    ]
    return " · ".join(part for part in parts if part)
