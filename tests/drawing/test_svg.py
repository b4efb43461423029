import json
import os
import signal
import time
from datetime import date
from itertools import pairwise
from threading import Thread
from xml.etree import ElementTree as ET

import pytest

from tests.drawing.test_charts import CONFIRMED, MET, SLIPPED, TODAY
from trackers.domain.projects import Milestone
from trackers.drawing import svg
from trackers.drawing.errors import ChartFailed
from trackers.drawing.gantt import gantt
from trackers.drawing.shared_curve import built_line, land_line, plan_line, shared_curve

DAYS = (date(2014, 1, 6), date(2014, 2, 3), date(2014, 3, 31))
LINES = (
    plan_line("Mặt bằng, kế hoạch", [(DAYS[0], 0), (DAYS[2], 60)]),
    land_line("Mặt bằng đã bàn giao", [(DAYS[0], 0), (DAYS[1], 20), (DAYS[2], 45)]),
    built_line("Khối lượng xây lắp", []),
)


def parsed(drawn):
    return ET.fromstring(drawn)  # noqa: S314 (our own drawing)


def texts(drawn):
    return ["".join(one.itertext()) for one in parsed(drawn).iter() if one.tag[-5:] == "}text"]


def drawn(*milestones):
    return svg.svg_of(gantt(milestones, TODAY), "Mốc của “Đường thử”", width_px=380)


def test_vietnamese_words_stand_in_the_drawing_as_they_were_written():
    assert {"Mặt bằng đoạn mẫu", "Nghị quyết", "Khởi công", "Hôm nay 07/04"} <= set(
        texts(drawn(MET, SLIPPED, CONFIRMED))
    )


def test_a_drawing_holds_nothing_that_a_strict_policy_refuses_and_scales_with_its_place():
    found = parsed(drawn(MET, SLIPPED))
    for one in found.iter():
        assert one.tag.rpartition("}")[2] not in {"script", "style", "foreignObject", "image"}
        assert not [name for name in one.attrib if name == "style" or name.startswith("on")]
        assert not [name for name in one.attrib if name.endswith("href")]
    assert "width" not in found.attrib
    assert found.attrib["viewBox"].split()[2] == "380"
    assert found.attrib["aria-label"] == "Mốc của “Đường thử”"


def test_what_people_wrote_is_shown_as_text_and_never_run():
    name = "<script>alert(1)</script> {{7*7}} ${1} datum['a'] & \" '"
    found = drawn(Milestone("x", "XM", name, date(2014, 5, 1)))
    assert name in texts(found)
    assert "<script" not in found


def test_a_curve_draws_the_lines_that_have_points():
    found = svg.svg_of(shared_curve(LINES, TODAY), "Tiến độ", width_px=380)
    assert "100%" in texts(found)
    assert all(one.colour in found for one in LINES[:2])
    assert LINES[2].colour not in found


def test_a_child_that_died_is_begun_anew():
    svg.warm()
    os.kill(svg._child._process.pid, signal.SIGKILL)
    svg._child._process.wait(10)
    assert "Khởi công" in texts(drawn(CONFIRMED, Milestone("n", "XM", "Mốc mới", DAYS[0])))


def test_what_cannot_be_drawn_is_refused_and_the_next_chart_is_drawn():
    with pytest.raises(ChartFailed):
        svg._drawn('{"mark":"nothing that Vega knows"}')
    assert texts(drawn(MET, Milestone("m", "XM", "Sau đó", DAYS[1])))


def test_other_threads_go_on_while_a_chart_is_drawn():
    svg.warm()
    many = [{"on": number, "share": number % 100} for number in range(1500)]
    spec = {"data": {"values": many}, "mark": "point", "encoding": {"x": {"field": "on"}}}
    beats = []
    drawing = Thread(target=svg._drawn, args=(json.dumps(spec),))
    drawing.start()
    while drawing.is_alive():
        beats.append(time.perf_counter())
        drawing.join(0.002)
    longest = max(after - before for before, after in pairwise(beats))
    assert longest < (beats[-1] - beats[0]) / 3
