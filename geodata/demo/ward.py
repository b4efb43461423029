"""The demo ward's outline, its axis road and its six areas, in metres of EPSG:5897.

Drawn by hand for the demo: the shape is only alike in size, place and proportions to the ward of
old (5.66 km², the great river in the north-east, a winding river in the east).
"""

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import substring

from geodata.demo.lines import Alignment, Floats, align, points_at, smooth

# The ward's centre, 10.0875 N 105.7146 E, as easting and northing of EPSG:5897.
ORIGIN = np.array([578124.65, 1115618.66])
ROAD_LENGTH_M = 1900.0
# Chainages where one area ends and the next begins.
AREA_ENDS_M = {"KV1": 520.0, "KV2": 980.0, "KVRS": 1500.0, "KVVN": 1900.0}

_NORTH_WEST = [
    (-1795, -770), (-1500, -520), (-1190, -240), (-860, -60), (-560, 110), (-180, 195),
    (130, 360), (430, 495), (645, 750), (900, 945), (1225, 1268),
]  # fmt: skip
_GREAT_RIVER = [(1225, 1268), (1560, 1105), (1880, 930), (2120, 830), (2312, 690)]
_EAST_RIVER = [
    (2312, 690), (2175, 470), (2262, 200), (2240, -60), (2060, -290), (2050, -520), (1890, -760),
    (1690, -930), (1600, -1180), (1390, -1498),
]  # fmt: skip
_SOUTH = [
    (1390, -1498), (1270, -1220), (1330, -930), (1180, -640), (930, -590), (650, -760),
    (330, -860), (30, -985), (-300, -1105), (-560, -1180), (-900, -1360), (-1240, -1500),
]  # fmt: skip
_WEST = [(-1240, -1500), (-1440, -1320), (-1588, -1112), (-1712, -900), (-1795, -770)]


def place(local: object) -> Floats:
    """Carry hand-drawn coordinates, metres from the ward's centre, to EPSG:5897."""
    return np.asarray(np.asarray(local, dtype=np.float64) + ORIGIN)


def edge(name: str) -> Floats:
    """Draw one side of the ward: north_west, great_river, east_river, south or west."""
    sides = {
        "north_west": _NORTH_WEST,
        "great_river": _GREAT_RIVER,
        "east_river": _EAST_RIVER,
        "south": _SOUTH,
        "west": _WEST,
    }
    return smooth(place(sides[name]), step_m=25)


def make_outline() -> Polygon:
    """Draw the ward's boundary, about 5.66 km²."""
    names = ("north_west", "great_river", "east_river", "south", "west")
    return Polygon(np.vstack([edge(name)[:-1] for name in names]))


def make_centreline() -> Alignment:
    """Draw the axis of the road Xẻo Mây – Thới An Đông: 1,900.0 m, from east to west."""
    along = np.arange(0.0, 2000.0, 4.0)
    heading = np.radians(197)
    forward = np.array([np.cos(heading), np.sin(heading)])
    sideways = np.array([-forward[1], forward[0]])
    sway = 17 * np.sin(2 * np.pi * along / 690) + 5 * np.sin(2 * np.pi * along / 290)
    xy = place([235, -560]) + along[:, None] * forward + sway[:, None] * sideways
    return align(shapely.get_coordinates(substring(LineString(xy), 0, ROAD_LENGTH_M)))


def make_areas(outline: Polygon, road: Alignment, creek: Floats) -> dict[str, Polygon]:
    """Divide the ward in its six areas, by the road's chainages and by the creek in the east."""
    cuts = [_across(road, at) for at in (520.0, 980.0, 1500.0)]
    first = place(
        [(330, -1100), (330, -1000), (318, -695), (235, -560), (420, -300), (430, -60), (150, 700)]
    )
    lines = [outline.boundary, *cuts, LineString(first), LineString(creek)]
    faces = shapely.get_parts(shapely.polygonize([shapely.unary_union(lines)]))
    inside = {
        "KV1": points_at(road, 260, 10),
        "KV2": points_at(road, 750, 10),
        "KVRS": points_at(road, 1240, 10),
        "KVVN": points_at(road, 1700, 10),
        "KV3": place([[700, -450]]),
        "KV4": place([[1900, 100]]),
    }
    return {
        code: next(face for face in faces if face.contains(Point(spot[0])))
        for code, spot in inside.items()
    }


def _across(road: Alignment, at_m: float) -> LineString:
    """Draw a line through the whole ward, square to the road at a chainage."""
    near = points_at(road, at_m, [-60, 60])
    ends = points_at(road, at_m, 0) + np.array([[0.292, -0.956], [-0.292, 0.956]]) * 1500
    return LineString([ends[1], near[0], near[1], ends[0]])
