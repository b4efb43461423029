import numpy as np
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geodata.errors import EmptyGeometry, InvalidGeometry, NotAnArea
from geodata.repair import sound_areas

SQUARE = box(0, 0, 10, 10)
BOWTIE = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
SPIKE = Polygon([(0, 0), (10, 0), (10, 10), (5, 10), (5, 14), (5, 10), (0, 10)])


def areas(*shapes):
    return sound_areas(np.array(shapes, dtype=object))


def test_a_sound_outline_is_left_alone():
    assert areas(SQUARE)[0] is SQUARE


def test_a_spike_is_cut_off_without_changing_the_area():
    (fixed,) = areas(SPIKE)
    assert fixed.is_valid
    assert fixed.area == pytest.approx(SPIKE.area)


def test_a_bowtie_is_refused_with_its_row_reason_and_place():
    with pytest.raises(InvalidGeometry) as caught:
        areas(SQUARE, BOWTIE)
    assert caught.value.values == {"row": 2, "reason": "Self-intersection", "at": "5 5"}


def test_overlapping_parts_are_refused():
    with pytest.raises(InvalidGeometry):
        areas(MultiPolygon([SQUARE, box(5, 5, 15, 15)]))


@pytest.mark.parametrize("shape", [None, Polygon(), MultiPolygon()])
def test_an_empty_outline_is_refused_with_its_row(shape):
    with pytest.raises(EmptyGeometry) as caught:
        areas(SQUARE, SQUARE, shape)
    assert caught.value.values["row"] == 3


@pytest.mark.parametrize("shape", [Point(0, 0), LineString([(0, 0), (1, 1)])])
def test_points_and_lines_are_no_parcels(shape):
    with pytest.raises(NotAnArea) as caught:
        areas(shape)
    assert caught.value.values == {"row": 1, "kind": shape.geom_type}


def test_an_outline_without_area_is_refused():
    with pytest.raises(InvalidGeometry):
        areas(Polygon([(0, 0), (10, 0), (5, 0)]))


@pytest.mark.parametrize("nowhere", [np.nan, np.inf])
def test_an_outline_that_lies_nowhere_is_refused(nowhere):
    with np.errstate(invalid="ignore"):
        shape = Polygon([(0, 0), (10, 0), (10, nowhere)])
    with pytest.raises(InvalidGeometry) as caught:
        areas(SQUARE, shape)
    assert caught.value.values == {"row": 2, "reason": "not finite", "at": None}
