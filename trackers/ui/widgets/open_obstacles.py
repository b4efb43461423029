"""The obstacles that stand in the ward, by kind or by who resolves them: age, deadline, case."""

from collections.abc import Mapping, Sequence

import streamlit as st

from trackers.domain.obstacles import Obstacle, is_overdue
from trackers.services.cases import CaseRow
from trackers.ui.context import Desk
from trackers.ui.widgets import case_list, plain
from trackers.words import say
from trackers.words.formats import day, days

_BY_KIND, _BY_OFFICER = "kind", "officer"
_BY = {_BY_KIND: "Theo loại", _BY_OFFICER: "Theo người giải quyết"}


def standing(rows: Mapping[str, CaseRow]) -> list[Obstacle]:
    """Give the obstacles that stand in the cases of the lines, oldest first."""
    found = [one for row in rows.values() for one in row.state.open_obstacles]
    return sorted(found, key=lambda one: (one.opened_on, one.case_code))


def title(at: Desk, found: Sequence[Obstacle]) -> str:
    """Give the words behind their number."""
    overdue = sum(is_overdue(one, at.today) for one in found)
    words = say("vướng mắc đang mở")
    return say("{words}, {n} quá hạn", words=words, n=overdue) if overdue else words


def listing(at: Desk, found: Sequence[Obstacle], rows: Mapping[str, CaseRow]) -> None:
    """Show them in groups; each line selects its case."""
    by = st.segmented_control(
        say("Xếp vướng mắc"),
        list(_BY),
        default=_BY_KIND,
        required=True,
        format_func=lambda one: say(_BY[one]),
        key="obstacles.by",
        label_visibility="collapsed",
    )
    groups: dict[str, list[Obstacle]] = {}
    for one in found:
        name = say(one.kind.label) if by == _BY_KIND else at.officer_name(one.officer_code)
        groups.setdefault(name, []).append(one)
    ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    for number, (name, ones) in enumerate(ordered):
        plain.markup('<p class="mb-note"><b>{name}</b> · {n}</p>', name=name, n=len(ones))
        more: dict[str, str] = {}
        for one in ones:
            said = more.get(one.case_code)
            more[one.case_code] = f"{said}; {_terms(at, one)}" if said else _terms(at, one)
        case_list.lines([rows[code] for code in more], f"obstacles-{number}", more)


def _terms(at: Desk, one: Obstacle) -> str:
    age = days((at.today - one.opened_on).days)
    if one.due_on is None:
        return age
    if is_overdue(one, at.today):
        return say("{age}, quá hạn {days}", age=age, days=days((at.today - one.due_on).days))
    return say("{age}, hạn {day}", age=age, day=day(one.due_on))
