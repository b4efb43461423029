"""A khu vực's people: who is responsible, who heads it, who goes from house to house there."""

from trackers.domain.wards import Area
from trackers.ui import reading
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, waits
from trackers.words import say


def area_people(at: Desk, area: Area | None) -> tuple[tuple[str, str], ...]:
    """Give names and values for a list of facts; empty where nobody is named."""
    if area is None:
        return ()
    return (
        (say("Đảng ủy viên phụ trách"), person(at, area.responsible)),
        (say("Trưởng khu vực"), person(at, area.head)),
        (say("Tổ vận động"), team(at, area)),
    )


def person(at: Desk, code_or_name: str) -> str:
    """Give the name of an officer, or the name itself of somebody who is none."""
    return at.officer_name(code_or_name) if code_or_name else ""


def team(at: Desk, area: Area) -> str:
    """Give the names of those who go from house to house."""
    names = [at.officer_name(code) for code in area.team]
    return ", ".join([*names, *filter(None, [area.outsiders])])


def show(at: Desk, area: Area) -> None:
    """Show an area's name, its people, what characterises it and what it waits for."""
    plain.heading(area.name)
    awaited = waits.of_area(area.code, reading.files_shown(at))
    plain.facts(
        (
            *area_people(at, area),
            (say("Đặc điểm"), area.note),
            (say("Chờ công trình"), awaited),
        )
    )
