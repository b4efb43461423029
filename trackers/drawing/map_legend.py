"""What stands below a map picture: its legend with counts, the list of works, the notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely

from trackers.domain.pictures import KeyLine, Picture
from trackers.domain.stages import OBSTACLE_LOOK
from trackers.drawing.map_signs import INK, SITE, WATER, obstacle_sign, stage_sign
from trackers.drawing.svg_tags import fitted, lines_of, tag, words
from trackers.words import say
from trackers.words.formats import number

SIZE = 2.7
_LINE, _NOTE, _GAP = 4.4, 3.6, 4.0
_COLUMN = 60.0
_BOX = {"x": -2.1, "y": -1.3, "width": 4.2, "height": 2.6}
_QUIET = "#5F6368"


@dataclass(frozen=True)
class Legend:
    """The legend of a picture, set for a width (mm): signs about 0, 0 with words, then lines."""

    width: float
    entries: tuple[tuple[str, str], ...]
    works: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def columns(self) -> int:
        """How many entries stand beside each other."""
        return max(int(self.width / _COLUMN), 1)

    @property
    def rows(self) -> int:
        """How many lines the entries take."""
        return -(-len(self.entries) // self.columns)

    @property
    def height(self) -> float:
        """How much paper (mm) it takes below the map."""
        return _GAP + _LINE * (self.rows + len(self.works)) + _NOTE * len(self.notes)


def legend_of(picture: Picture, width: float) -> Legend:
    """Give the legend of a picture for that width of paper (mm)."""
    notes = (line for one in picture.notes for line in lines_of(one, width, SIZE))
    return Legend(width, tuple(_entries(picture)), tuple(_works(picture, width)), tuple(notes))


def _entries(picture: Picture) -> Iterable[tuple[str, str]]:
    for one in picture.key:
        yield _case_sign(one), f"{one.label}: {number(one.count, digits=0)}"
    if picture.blocked is not None:
        edge = tag("rect", **_BOX, fill="none", stroke=OBSTACLE_LOOK.colour, stroke_width=0.5)
        words_of = f"{say(OBSTACLE_LOOK.label)}: {number(picture.blocked, digits=0)}"
        yield edge + obstacle_sign(0, 0, 0.8), words_of
    if picture.works:
        looks = {"fill": SITE, "fill_opacity": 0.12, "stroke": SITE, "stroke_width": 0.3}
        yield tag("rect", **_BOX, **looks), say("Phạm vi công trình")
    if _in_sight(picture, picture.water):
        yield tag("rect", **_BOX, fill=WATER), say("Sông, rạch, kênh")
    if picture.outline and _in_sight(picture, [picture.outline], edge=True):
        yield border("M-2.1 0L2.1 0"), say("Ranh phường")


def _in_sight(picture: Picture, shapes: Iterable[bytes], *, edge: bool = False) -> bool:
    """Tell whether any of the shapes (or their edges) lies in the picture's box."""
    box = shapely.box(*picture.box)
    read = (shapely.from_wkb(one) for one in shapes)
    return any(box.intersects(shapely.boundary(one) if edge else one) for one in read)


def border(path: str) -> str:
    """Give the ward's outline along a path."""
    looks = {"fill": "none", "stroke": INK, "stroke_width": 0.45}
    return tag("path", d=path, stroke_dasharray="3 0.9 0.6 0.9", **looks)


def _case_sign(one: KeyLine) -> str:
    return tag("rect", **_BOX, fill=one.stage.look.colour) + stage_sign(one.stage, 0, 0, 0.95)


def _works(picture: Picture, width: float) -> Iterable[str]:
    """Give the list of the works that the map numbers; one alone stands in the title."""
    if len(picture.works) > 1:
        for place, one in enumerate(picture.works, start=1):
            yield fitted(f"{place}. {one.name} – {one.status}", width, SIZE)


def legend(one: Legend, top: float) -> str:
    """Draw a legend below the map, whose lower edge is at `top` (mm)."""
    wide, y = one.width / one.columns, top + _GAP
    parts = [_entry(one.entries, place, wide, y, one.columns) for place in range(len(one.entries))]
    y += _LINE * one.rows
    parts += _lines(one.works, y, _LINE)
    y += _LINE * len(one.works)
    return "".join([*parts, *_lines(one.notes, y, _NOTE, font_style="italic", fill=_QUIET)])


def _entry(
    entries: Sequence[tuple[str, str]], place: int, wide: float, top: float, columns: int
) -> str:
    sign, label = entries[place]
    x, y = place % columns * wide, top + place // columns * _LINE
    moved = tag("g", sign, transform=f"translate({x + 2.1:.2f} {y:.2f})")
    return moved + words(fitted(label, wide - 6, SIZE), x + 5.6, y + 0.95, SIZE)


def _lines(lines: Iterable[str], top: float, step: float, **looks: object) -> list[str]:
    return [
        words(one, 0, top + place * step + 0.95, SIZE, **looks) for place, one in enumerate(lines)
    ]
