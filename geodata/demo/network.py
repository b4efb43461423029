"""Roads and water of the demo ward: the gaps between its parcels, in metres of EPSG:5897."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import LineString, MultiPolygon, Polygon

from geodata.demo.lines import Alignment, Floats, align, densify, points_at, ribbon, smooth
from geodata.demo.ward import edge, place

# The planned road is 5.0 m wide; the creek's bank begins just beyond it.
PLANNED_HALF_M = 2.5
CREEK_EDGE_M = 2.8
CREEK_FROM_M, CREEK_TO_M = 800.0, 1500.0
EXISTING_WIDTH_M = 2.25
# The airfield's fence: centre (from the ward's centre), length, width, heading in degrees.
_AIRFIELD = ((-235, -190), 1720.0, 290.0, 27.0)

_MAINS = {
    "M1": (12.0, [(735, 905), (2330, 10)]),
    "M2": (9.0, [(1560, 442), (1240, 150), (690, -300), (235, -560), (318, -695), (330, -1000)]),
    "M3": (10.0, [(965, -75), (548, 205)]),
}
_LANES = {
    "L03": (3.0, [(1000, 420), (850, 480), (640, 560), (500, 620)]),
    "L05": (3.5, [(880, 824), (700, 560), (590, 250), (548, 205)]),
    "L06": (3.0, [(1330, -318), (1560, -300), (1830, -165), (2150, -80), (2330, -60)]),
    "L07": (
        3.5,
        [(1905, 249), (1840, 40), (1800, -175), (1690, -480), (1560, -900), (1425, -1330)],
    ),
    "L08": (3.0, [(1240, 150), (1420, 20), (1560, -110), (1800, -175)]),
    "L09": (3.0, [(690, -300), (830, -400), (960, -500), (1080, -560)]),
    "L13": (2.5, [(1690, -480), (1850, -560), (1990, -600)]),
    "L14": (2.5, [(1620, -700), (1480, -760), (1330, -760)]),
    "L15": (2.5, [(-1080, -170), (-1085, -330), (-1140, -520), (-1110, -790)]),
    "L16": (2.5, [(40, 300), (64, 142)]),
    "L17": (2.5, [(-480, 110), (-430, -60)]),
    "L19": (2.5, [(-1450, -520), (-1390, -680), (-1330, -800), (-1210, -850)]),
    "L22": (3.0, [(760, 63), (830, 250), (850, 480)]),
    "L23": (2.5, [(830, -400), (700, -520), (645, -735)]),
    "L24": (2.5, [(318, -695), (400, -735), (425, -835)]),
    "L25": (2.5, [(1420, -312), (1448, -560), (1480, -760)]),
    "L20": (2.5, [(1490, 840), (1180, 880), (960, 790)]),
    "L21": (2.5, [(1840, 660), (1690, 610), (1560, 640)]),
}
_CANALS = {
    "W01": ("creek", 20.0, [
        (1690, 1090), (1600, 900), (1640, 720), (1500, 560), (1490, 430), (1330, 320),
        (1290, 170), (1150, 60), (1180, -120), (1080, -260), (1120, -400), (1030, -520),
        (1010, -660),
    ]),
    "W04": ("canal", 11.0, [
        (1110, -345), (1330, -333), (1560, -316), (1830, -182), (2150, -97), (2330, -75),
    ]),
    "W05": ("canal", 9.0, [
        (1790, -190), (1672, -485), (1542, -905), (1408, -1330), (1380, -1440),
    ]),
    "W07": ("canal", 8.0, [(-1095, -140), (-1101, -330), (-1156, -520), (-1128, -775)]),
    "W08": ("canal", 8.0, [(560, 700), (760, 560), (1000, 440), (1200, 330), (1310, 290)]),
    "W09": ("canal", 7.0, [(60, 360), (86, 153)]),
    "W14": ("canal", 8.0, [(1330, 1190), (1290, 1000), (1170, 830), (1040, 742)]),
    "W16": ("canal", 6.0, [(1436, -325), (1464, -560), (1497, -775)]),
    "W10": ("canal", 7.0, [(1850, 700), (1950, 480), (2010, 300), (2080, 60), (2120, -90)]),
}  # fmt: skip


@dataclass(frozen=True)
class Road:
    """A road's axis with its width in metres; kind is main, lane or path."""

    code: str
    kind: str
    width_m: float
    axis: Alignment


@dataclass(frozen=True)
class Water:
    """A water surface; kind is river, creek or canal; `axis` is None at the ward's rim."""

    code: str
    kind: str
    shape: Polygon
    axis: Alignment | None
    width_m: float


def make_roads(road: Alignment, outline: Polygon) -> list[Road]:
    """Draw every road but the short paths, the axis road (XM) first."""
    roads = [Road("XM", "lane", EXISTING_WIDTH_M, road)]
    drawn = [(code, "main", width, _inside(densify(place(xy)), outline))
             for code, (width, xy) in _MAINS.items()]  # fmt: skip
    drawn += [(code, "lane", width, _inside(smooth(place(xy)), outline))
              for code, (width, xy) in _LANES.items()]  # fmt: skip
    drawn += [(code, "lane", 3.0, _inside(xy, outline)) for code, xy in _along(road)]
    drawn += [(code, "lane", 3.0, _inside(xy, outline)) for code, xy in _banks(outline)]
    drawn += [(code, "lane", 2.5, xy) for code, xy in _ribs()]
    return roads + [Road(code, kind, width, align(xy)) for code, kind, width, xy in drawn]


def make_water(road: Alignment, outline: Polygon, rng: np.random.Generator) -> list[Water]:
    """Draw the two rivers, the boundary creek, the creek along the road and the canals."""
    rims = [("R01", "river", "great_river", 62.0), ("R02", "river", "east_river", 34.0),
            ("W11", "creek", "north_west", 9.0), ("W12", "creek", "west", 8.0)]  # fmt: skip
    water = [
        Water(code, kind, _part(LineString(edge(side)).buffer(reach), outline), None, reach)
        for code, kind, side, reach in rims
    ]
    lines = [(code, kind, width, smooth(place(xy))) for code, (kind, width, xy) in _CANALS.items()]
    lines += [
        (code, "canal", width, _road_line(road, so)) for code, (width, so) in _DITCHES.items()
    ]
    for code, kind, width, xy in lines:
        shape = _part(ribbon(xy, width * _wobble(len(xy), rng)), outline)
        water.append(Water(code, kind, shape, align(_inside(xy, outline)), width))
    return [*water, _road_creek(road, outline, rng)]


def airfield_fence() -> Polygon:
    """Draw the airfield's fence: a long rectangle along the ward."""
    return _on_airfield(1.0, 1.0, 0.0)


def make_airfield() -> list[Polygon]:
    """Draw the airfield's parcels: the runway's strip, the apron, and the land around them."""
    strip, apron = _on_airfield(0.93, 0.26, -0.06), _on_airfield(0.24, 0.24, 0.26)
    return [strip, apron, airfield_fence().difference(strip).difference(apron)]


def _on_airfield(long: float, wide: float, up: float) -> Polygon:
    """Draw a rectangle on the airfield: shares of its length and width, moved up by a share."""
    centre, length, width, heading = _AIRFIELD
    half = np.array([length * long, width * wide]) / 2
    box = shapely.box(-half[0], width * up - half[1], half[0], width * up + half[1])
    turned = shapely.affinity.rotate(box, heading, origin=(0, 0))
    return shapely.affinity.translate(turned, *place(centre))


# Lines given by (chainage, offset to the left) of the axis road.
_DITCHES = {
    "W03": (8.0, [(-260, 120), (-120, 150), (120, 158), (400, 176), (850, 190), (1300, 236),
                  (1700, 232), (1990, 240)]),
    "W17": (6.0, [(1640, 234), (1620, 330), (1640, 480)]),
    "W18": (5.0, [(470, 180), (460, 260), (468, 330)]),
}  # fmt: skip
_SOUTH_LANE = [(-2, 131), (120, 143), (400, 161), (850, 175), (1300, 221), (1700, 217),
               (1925, 222)]  # fmt: skip


def _along(road: Alignment) -> list[tuple[str, Floats]]:
    """Draw the lanes laid out from the axis road: its crossings and the lane in the south."""
    fence = shapely.get_coordinates(airfield_fence().buffer(22, join_style="mitre"))
    corners = fence[np.argsort(fence[:, 1])]
    west = points_at(road, [1760, 1760, 1742, 1690], [0, -52, -88, -118])
    fence_lane = np.vstack([west, _bottom(corners), place([(640, -30), (690, -300)])])
    crossings = {
        "L31": [(262, 0), (262, -60), (268, -150), (262, -262)],
        "L32": [(519, 0), (519, -60), (524, -150), (519, -250)],
        "L33": [(519, 0), (519, 60), (512, 120), (519, 168)],
        "L34": [(981, 0), (981, -60), (973, -130), (981, -190)],
        "L35": [(1502, 0), (1502, -50), (1502, -112)],
        "L36": [(1502, 0), (1502, 60), (1510, 140), (1502, 222)],
        "L37": [(1760, 0), (1760, 60), (1752, 140), (1760, 219)],
        "L38": [(850, 175), (845, 230), (855, 300)],
        "L39": [(1300, 221), (1310, 300), (1300, 400)],
    }
    lanes = [(code, _road_line(road, so)) for code, so in crossings.items()]
    lanes.append(("L01", _fence_lane(fence_lane)))
    return [*lanes, ("L02", _road_line(road, _SOUTH_LANE))]


def _bottom(corners: Floats) -> Floats:
    """Choose the two southern corners of the fence, west first."""
    low = np.unique(corners, axis=0)
    low = low[np.argsort(low[:, 0])]
    west = low[:2][np.argmin(low[:2, 1])]
    east = low[2:][np.argmin(low[2:, 1])]
    return np.vstack([west, east])


def _fence_lane(xy: Floats) -> Floats:
    """Round the corners of the lane that follows the fence."""
    line = LineString(xy)
    return np.asarray(shapely.get_coordinates(shapely.segmentize(_rounded(line), 15)))


def _rounded(line: LineString) -> LineString:
    """Cut corners twice, so that a bend of a lane is no knee."""
    xy = shapely.get_coordinates(shapely.segmentize(line, 60))
    for _ in range(3):
        quarter = xy[:-1] * 0.75 + xy[1:] * 0.25
        three = xy[:-1] * 0.25 + xy[1:] * 0.75
        xy = np.vstack([xy[:1], np.stack([quarter, three], axis=1).reshape(-1, 2), xy[-1:]])
    return LineString(xy)


def _banks(outline: Polygon) -> list[tuple[str, Floats]]:
    """Draw the lanes that follow the rivers' and the boundary creek's banks."""
    reaches = {
        "L10": ("great_river", 98.0),
        "L11": ("east_river", 76.0),
        "L12": ("north_west", 52.0),
    }
    lanes = []
    for code, (side, reach) in reaches.items():
        inner = (
            LineString(edge(side)).buffer(reach).boundary.intersection(outline.buffer(-reach + 2))
        )
        longest = max(shapely.get_parts(shapely.line_merge(inner)), key=lambda part: part.length)
        xy = shapely.get_coordinates(_rounded(longest.simplify(8)))
        lanes.append((code, xy))
    return lanes


def _ribs() -> list[tuple[str, Floats]]:
    """Draw the straight side lanes of the main road along the great river."""
    main = align(densify(place(_MAINS["M1"][1])))
    spots = {"L41": (330, 300), "L42": (520, 290), "L43": (690, 300), "L44": (980, 290),
             "L45": (1150, 270), "L46": (1390, 300), "L47": (420, -190), "L48": (1300, -200),
             "L49": (1440, -180), "L50": (620, -150)}  # fmt: skip
    return [
        (code, densify(points_at(main, [at, at + 6, at + 14], [0, reach / 2, reach])))
        for code, (at, reach) in spots.items()
    ]


def _road_creek(road: Alignment, outline: Polygon, rng: np.random.Generator) -> Water:
    """Draw the creek on the left of the axis road, Km0+800 to 1+500, and how it reaches it."""
    at = np.arange(CREEK_FROM_M, CREEK_TO_M + 1, 5)
    far = CREEK_EDGE_M + 9.0 * _wobble(len(at), rng)
    beside = Polygon(np.vstack([
        points_at(road, at, np.full(len(at), CREEK_EDGE_M)), points_at(road, at[::-1], far[::-1]),
    ]))  # fmt: skip
    mouths = [
        [(808, 6), (812, 30), (802, 90), (806, 140), (796, 192)],
        [(1494, 6), (1488, 40), (1470, 120), (1482, 180), (1470, 236)],
    ]
    arms = [_road_line(road, mouth) for mouth in mouths]
    shapes = [ribbon(arm, 9.0 * _wobble(len(arm), rng)) for arm in arms]
    shape = _part(shapely.union_all([beside, *shapes]), outline)
    axis = align(points_at(road, at, CREEK_EDGE_M + 4.5))
    return Water("W02", "creek", shape, axis, 9.0)


def _road_line(road: Alignment, along_and_left: Sequence[tuple[float, float]]) -> Floats:
    """Draw a smooth line through points given by chainage and left offset of the axis road."""
    pairs = np.asarray(along_and_left, dtype=np.float64)
    return smooth(points_at(road, pairs[:, 0], pairs[:, 1]))


def _wobble(count: int, rng: np.random.Generator) -> Floats:
    """Vary a width along a line by up to a fifth, slowly."""
    phase = rng.uniform(0, 2 * np.pi, 2)
    along = np.arange(count)
    slow, quick = np.sin(along / 9 + phase[0]), np.sin(along / 3.7 + phase[1])
    return np.asarray(1 + 0.12 * slow + 0.07 * quick)


def _inside(xy: Floats, outline: Polygon) -> Floats:
    """Keep the longest part of a line that lies in the ward."""
    parts = shapely.get_parts(LineString(xy).intersection(outline))
    return np.asarray(shapely.get_coordinates(max(parts, key=lambda part: part.length)))


def _part(shape: Polygon | MultiPolygon, outline: Polygon) -> Polygon:
    """Keep the largest part of a surface that lies in the ward."""
    parts = shapely.get_parts(shapely.make_valid(shape).intersection(outline))
    return max(parts, key=lambda part: part.area)
