"""A road's line out of a map file."""

import json

import pytest
import shapely

from geodata.errors import NoLine, WrongFormat
from tests import tiny
from tests.tiny import OFFICER, VIEWER
from trackers.domain.errors import NotAllowed
from trackers.services.line_files import read_line_file


def a_file(folder, *shapes):
    features = [
        {"type": "Feature", "properties": {"n": "a"}, "geometry": shapely.geometry.mapping(one)}
        for one in shapes
    ]
    path = folder / "tuyen.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


FIRST = shapely.LineString([(tiny.WEST, tiny.SOUTH), (tiny.WEST + 0.001, tiny.SOUTH)])
SECOND = shapely.LineString([(tiny.WEST + 0.001, tiny.SOUTH), (tiny.WEST + 0.002, tiny.SOUTH)])


def test_lines_that_follow_each_other_are_one_centreline(ledger, tmp_path):
    found = read_line_file(ledger, OFFICER, a_file(tmp_path, FIRST, SECOND))
    line = shapely.from_wkb(found.centreline)
    assert (line.geom_type, line.length) == ("LineString", pytest.approx(0.002))


def test_areas_are_a_footprint(ledger, tmp_path):
    found = read_line_file(ledger, OFFICER, a_file(tmp_path, tiny.square(1)))
    assert found.centreline is None
    assert shapely.from_wkb(found.site).equals(tiny.square(1))


def test_what_draws_nothing_is_refused(ledger, tmp_path):
    with pytest.raises(NoLine):
        read_line_file(ledger, OFFICER, a_file(tmp_path, shapely.Point(105.7, 10.1)))
    broken = tmp_path / "x.geojson"
    broken.write_text("no map")
    with pytest.raises(WrongFormat):
        read_line_file(ledger, OFFICER, broken)
    with pytest.raises(NotAllowed):
        read_line_file(ledger, VIEWER, broken)
