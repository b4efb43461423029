"""A map on paper, drawn on the server: what the screen shows, with legend, scale and north.

It is SVG in millimetres, for a page by itself or, as PNG, for a document of Word; no browser takes
part. Words stand in it, so it never passes through folium.
"""

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any

import shapely

from trackers.domain.pictures import NamedShape, Picture, PlotShape, WorkShape
from trackers.domain.stages import OBSTACLE_LOOK
from trackers.drawing.map_frame import Frame, fit, path_of, shape_of
from trackers.drawing.map_legend import SIZE, border, legend, legend_of
from trackers.drawing.map_signs import (
    HALO,
    INK,
    SITE,
    WATER,
    chainages,
    north,
    scale_bar,
    stage_sign,
)
from trackers.drawing.svg_tags import FONTS, fitted, tag, width_of, words

PORTRAIT, LANDSCAPE = (165.0, 215.0), (247.0, 152.0)
_LAND, _BEYOND, _ROAD, _ROAD_EDGE = "#FBFAF7", "#F1EFEA", "#FFFFFF", "#B9B4AA"
_AREA, _AREA_NAME, _PLOT = "#8A8F98", "#5F6368", "#D9D5CC"
_TITLE, _HEAD = 4.0, 11.0
# Scale and north stand on so much paper to the right of the title.
_BESIDE = 66.0
# A stage's sign on a small and on a large parcel (mm).
_RADIUS, _LARGEST = 0.8, 1.7
# A work's number with its disc.
_DISC = 4.5


def map_picture(picture: Picture, *, within: tuple[float, float] = LANDSCAPE) -> str:
    """Draw a map as SVG of that width (mm), as high as its box asks for and the paper allows."""
    width, highest = within
    below = legend_of(picture, width)
    frame = fit(
        picture.box, left=0.0, top=_HEAD, width=width, highest=highest - _HEAD - below.height
    )
    foot = frame.top + frame.height
    height = foot + below.height
    return tag(
        "svg",
        tag("rect", width=width, height=height, fill="#FFFFFF"),
        _head(picture, frame),
        _map(picture, frame),
        legend(below, foot),
        xmlns="http://www.w3.org/2000/svg",
        width=f"{width:.1f}mm",
        height=f"{height:.1f}mm",
        viewBox=f"0 0 {width:.1f} {height:.1f}",
        font_family=FONTS,
        fill=INK,
    )


def _head(picture: Picture, frame: Frame) -> str:
    """Write what it shows and until when; to the right stand scale and north, clear of the map."""
    room = frame.width - _BESIDE
    return "".join(
        (
            words(
                fitted(picture.title, room, _TITLE, bold=True), 0, 4.2, _TITLE, font_weight="bold"
            ),
            words(fitted(picture.read, room, SIZE), 0, 8.8, SIZE),
            north(frame.width - _BESIDE + 4, 2),
            scale_bar(frame, frame.width, 9),
        )
    )


def _map(picture: Picture, frame: Frame) -> str:
    """Draw what lies inside the frame, from the ground up."""
    edge = {"x": frame.left, "y": frame.top, "width": frame.width, "height": frame.height}
    plots = [(one, frame.on_paper(shape_of(one.shape))) for one in picture.plots]
    shown = [(one, shape) for one, shape in plots if not shape.is_empty]
    layers = [
        tag("rect", **edge, fill=_BEYOND if picture.outline else _LAND),
        _filled([picture.outline] if picture.outline else [], frame, fill=_LAND),
        _filled(picture.water, frame, fill=WATER),
        *_roads(picture, frame),
        _area_edges(picture.areas, frame),
        *_sites(picture.works, frame),
        *(_plot(one, shape) for one, shape in shown),
        *_signs(shown),
        _border(picture.outline, frame),
        *_area_names(picture.areas, frame, [shape for one, shape in shown if one.stage]),
        *_work_names(picture.works, frame),
    ]
    inside = tag("clipPath", tag("rect", **edge), id="inside")
    return "".join(
        (
            inside,
            tag("g", *layers, clip_path="url(#inside)"),
            tag("rect", **edge, fill="none", stroke=INK, stroke_width=0.35),
        )
    )


def _filled(shapes: Iterable[bytes], frame: Frame, **looks: object) -> str:
    path = "".join(path_of(frame.on_paper(shape_of(one))) for one in shapes)
    return tag("path", d=path, fill_rule="evenodd", **looks) if path else ""


def _edges(shapes: Iterable[bytes], frame: Frame) -> str:
    """Give the path of shapes' edges; where the frame cuts a shape there is none."""
    return "".join(path_of(frame.on_paper(shapely.boundary(shape_of(one)))) for one in shapes)


def _roads(picture: Picture, frame: Frame) -> Iterable[str]:
    """Draw the roads that are there: an edge below, then the road, so that crossings are open."""
    drawn = [
        (path_of(frame.on_paper(shape_of(one.shape))), max(one.width_m * frame.mm_per_m, 0.45))
        for one in picture.roads
    ]
    looks = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
    for more, colour in ((0.3, _ROAD_EDGE), (0.0, _ROAD)):
        for path, width in drawn:
            if path:
                yield tag("path", d=path, stroke=colour, stroke_width=width + more, **looks)


def _area_edges(areas: Iterable[NamedShape], frame: Frame) -> str:
    path = _edges((one.shape for one in areas), frame)
    looks = {"fill": "none", "stroke": _AREA, "stroke_width": 0.2, "stroke_dasharray": "1.4 0.9"}
    return tag("path", d=path, **looks) if path else ""


def _border(outline: bytes | None, frame: Frame) -> str:
    path = _edges([outline], frame) if outline else ""
    return border(path) if path else ""


def _sites(works: Iterable[WorkShape], frame: Frame) -> Iterable[str]:
    for work in works:
        if work.site:
            yield _filled([work.site], frame, fill=SITE, fill_opacity=0.12)
            path = _edges([work.site], frame)
            yield tag("path", d=path, fill="none", stroke=SITE, stroke_width=0.3)
        if work.centreline:
            path = path_of(frame.on_paper(shape_of(work.centreline)))
            looks = {"stroke": SITE, "stroke_width": 0.35, "stroke_dasharray": "2 0.8"}
            yield tag("path", d=path, fill="none", **looks)


def _plot(one: PlotShape, shape: Any) -> str:
    path = path_of(shape)
    if one.stage is None:
        return tag("path", d=path, fill="none", stroke=_PLOT, stroke_width=0.12)
    edge = (
        {"stroke": OBSTACLE_LOOK.colour, "stroke_width": 0.5}
        if one.blocked
        else {"stroke": "#FFFFFF", "stroke_width": 0.12}
    )
    return tag("path", d=path, fill=one.stage.look.colour, **edge)


def _signs(shown: Sequence[tuple[PlotShape, Any]]) -> Iterable[str]:
    """Put each stage's sign on its parcel, where it would not cover another one.

    Obstacles come first: their signs must not be the ones that find no room.
    """
    placed: list[tuple[float, float, float]] = []
    for one, shape in sorted(shown, key=lambda pair: not pair[0].blocked):
        if one.stage is None:
            continue
        at, radius = shape.representative_point(), min(max(shape.area**0.5 / 6, _RADIUS), _LARGEST)
        if any(hypot(at.x - x, at.y - y) < radius + beside for x, y, beside in placed):
            continue
        placed.append((at.x, at.y, radius))
        yield stage_sign(one.stage, at.x, at.y, radius, blocked=one.blocked)


def _area_names(areas: Iterable[NamedShape], frame: Frame, plots: Sequence[Any]) -> Iterable[str]:
    """Write the names of areas where they have room beside the parcels of cases."""
    taken = shapely.union_all([shapely.box(*one.bounds) for one in plots]).buffer(1)
    looks = HALO | {"fill": _AREA_NAME, "text_anchor": "middle", "font_style": "italic"}
    for area in areas:
        free = frame.on_paper(shape_of(area.shape)).difference(taken)
        largest = max(shapely.get_parts(free), key=lambda one: one.area, default=None)
        if largest is None:
            continue
        at, half = largest.representative_point(), width_of(area.name, 2.8) / 2
        x = min(max(at.x, frame.left + half + 1), frame.left + frame.width - half - 1)
        if not shapely.box(x - half, at.y - 1, x + half, at.y + 1).intersects(taken):
            yield words(area.name, x, at.y + 1, 2.8, **looks)


def _work_names(works: Sequence[WorkShape], frame: Frame) -> Iterable[str]:
    """Give the works their numbers, a lone road its chainages instead."""
    if len(works) == 1:
        line = frame.on_paper(shape_of(works[0].centreline)) if works[0].centreline else None
        if line is not None and line.geom_type == "LineString":
            yield chainages(line, frame)
        return
    placed: list[tuple[float, float]] = []
    for place, work in enumerate(works, start=1):
        shape = frame.on_paper(shape_of(work.site or work.centreline or b""))
        if shape.is_empty:
            continue
        at, bottom = shape.representative_point(), shape.bounds[3]
        y = min(at.y + 4.5, bottom + 3.4)
        beside = (at.x + side * step * _DISC for step in range(99) for side in (-1, 1))
        x = next(x for x in beside if all(hypot(x - a, y - b) >= _DISC for a, b in placed))
        placed.append((x, y))
        yield _number(place, x, y)


def _number(place: int, x: float, y: float) -> str:
    disc = tag("circle", cx=x, cy=y, r=2.1, fill=SITE, stroke="#FFFFFF", stroke_width=0.3)
    looks = {"fill": "#FFFFFF", "text_anchor": "middle"}
    return disc + words(str(place), x, y + 0.95, 2.7, font_weight="bold", **looks)
