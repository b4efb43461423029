"""Drawings for a room: the strip of a road and the milestones of a work, as SVG of our own."""

import re
from datetime import date
from xml.etree import ElementTree as ET

from tests.domain.making import a_state, an_obstacle
from trackers.domain.projects import Milestone
from trackers.domain.strip import strips_of
from trackers.drawing.strip_svg import close_up, strip_svg
from trackers.drawing.timeline_svg import timeline_svg

TODAY = date(2014, 4, 7)
DONE = ("contacted", "surveyed", "agreed", "signed", "handover")


def a_piece(code, start, end, *steps, side="right", **more):
    place = {"side": side, "chainage_from_m": start, "chainage_to_m": end}
    return a_state(*steps, code=code, **place, **more)


def a_strip():
    stuck = a_piece("XM-109", 124.0, 142.0, obstacles=(an_obstacle(case_code="XM-109"),))
    states = [
        a_piece("XM-101", 0.0, 124.0, *DONE),
        stuck,
        a_piece("XM-110", 142.0, 240.0, *DONE),
        a_piece("XM-001", 600.0, 610.0, side="left"),
    ]
    [strip] = strips_of(states)
    return strip


def parsed(svg):
    """Read a drawing as XML; it carries nothing that a strict page would refuse."""
    drawn = ET.fromstring(svg)  # noqa: S314 (our own drawing)
    for one in drawn.iter():
        assert re.fullmatch(r"\{.*\}(svg|text|title|rect|path|circle)", one.tag)
        assert not [name for name in one.attrib if re.match(r"on|style|.*href", name)]
    return drawn


def texts(svg):
    """What is written; a hint stands before the words of its text."""
    found = parsed(svg).iter("{http://www.w3.org/2000/svg}text")
    return [list(one.itertext())[-1] for one in found]


def places(svg):
    boxes = parsed(svg).iter("{http://www.w3.org/2000/svg}rect")
    return {one.get("data-case"): one for one in boxes if one.get("data-case")}


def test_every_case_lies_where_its_metres_are():
    svg = strip_svg(a_strip(), to_m=1000.0)
    found = places(svg)
    assert set(found) == {"XM-101", "XM-109", "XM-110", "XM-001"}
    start = {code: float(one.get("x")) for code, one in found.items()}
    assert start["XM-101"] < start["XM-109"] < start["XM-110"] < start["XM-001"]
    wide = float(found["XM-101"].get("width"))
    assert abs(wide / float(found["XM-110"].get("width")) - 124 / 98) < 0.05
    top = {code: float(one.get("y")) for code, one in found.items()}
    assert top["XM-001"] < top["XM-109"] == top["XM-101"]
    assert "Km0+000" in texts(svg)


def test_from_near_signs_are_drawn_and_the_run_that_a_case_opens_has_its_metres():
    svg = close_up(a_strip(), "XM-109", length_m=1900.0)
    said = texts(svg)
    assert "mở 240 m" in said
    assert "!" in said
    assert "●" in said
    assert "XM-001" not in places(svg)
    assert close_up(a_strip(), "XM-500", length_m=1900.0) == ""


def test_a_milestone_says_how_late_it_is_and_long_names_end_in_dots():
    late = Milestone("a", "XM", "Khởi công", date(2014, 4, 1), date(2014, 4, 24))
    met = Milestone("b", "XM", "Họp dân", date(2014, 3, 15), actual_on=date(2014, 3, 14))
    long = Milestone("c", "XM", "Mốc tên rất dài " * 10, date(2014, 12, 1))
    said = texts(timeline_svg([late, met, long], TODAY))
    assert "Khởi công (+23)" in said
    assert "Họp dân" in said
    assert any(one.endswith("…") and len(one) < 40 for one in said)
    assert "hôm nay 07/04" in said


def test_one_milestone_of_today_is_drawn_too():
    assert "hôm nay 07/04" in texts(timeline_svg([Milestone("a", "XM", "Mốc", TODAY)], TODAY))


def test_a_name_is_text_and_nothing_else():
    svg = timeline_svg([Milestone("a", "XM", '<b onload="x">&', TODAY)], TODAY)
    assert '<b onload="x">&' in texts(svg)
