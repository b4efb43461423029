"""Small schematic pictures of the works: no photos, and they say so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from trackers.services.demo.calendar import day

_WIDE, _HIGH, _GROUND = 960, 600, 430
_SKY, _EARTH, _LINE = "#dfe9ee", "#cdbfa5", "#3c4650"
_WALL, _ROOF, _GLASS, _WATER = "#efe6d2", "#a8553a", "#8fb3c4", "#9cc3cf"
_LABEL_SIZE = 34

Pen = ImageDraw.ImageDraw


@dataclass(frozen=True)
class Sketch:
    """A picture to be drawn: of which project, as of when, what it says, how far built (0–1)."""

    project_code: str
    on: date
    caption: str
    built: float


def _sketch(project: str, on: str, built: float, caption: str) -> Sketch:
    return Sketch(project, day(on), caption, built)


SKETCHES = (
    _sketch("HC", "23/08/2013", 0.1, "Đào móng nhà làm việc"),
    _sketch("HC", "20/12/2013", 0.5, "Xong sàn lầu một"),
    _sketch("HC", "28/03/2014", 0.95, "Hoàn thiện mặt trước, còn sơn nước"),
    _sketch("YT", "21/06/2013", 0.15, "Móng trạm y tế"),
    _sketch("YT", "15/11/2013", 0.75, "Lợp mái trạm y tế"),
    _sketch("YT", "27/02/2014", 1.0, "Ngày khánh thành"),
    _sketch("MN", "17/12/2013", 0.1, "Khởi công khối lớp học"),
    _sketch("MN", "28/03/2014", 0.5, "Phần thô khối lớp học"),
    _sketch("XM", "25/02/2014", 0.0, "Đường hiện trạng rộng 2,0–2,5 m ở Khu vực 1"),
    _sketch("XM", "03/04/2014", 0.4, "Dời hàng rào, cắm mốc ở Rạch Sen"),
)


def draw(sketch: Sketch) -> bytes:
    """Draw a sketch as PNG, 960 × 600 pixels."""
    image = Image.new("RGB", (_WIDE, _HIGH), _SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, _GROUND, _WIDE, _HIGH), fill=_EARTH)
    _SCENES[sketch.project_code](pen, sketch.built)
    _label(pen)
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _house(pen: Pen, built: float, *, left: int, width: int, floors: int, bays: int) -> None:
    """Draw a house of some floors as far as it is built; sizes in pixels."""
    floor_px, bay_px = 95, width // bays
    whole = round(floors * min(1.0, built / 0.7))
    for floor in range(floors):
        top = _GROUND - (floor + 1) * floor_px
        solid = floor < whole
        fill = _WALL if solid else None
        pen.rectangle((left, top, left + width, top + floor_px), fill=fill, outline=_LINE, width=3)
        for bay in range(bays if solid else 0):
            x = left + bay * bay_px + bay_px // 4
            pen.rectangle((x, top + 28, x + bay_px // 2, top + 70), fill=_GLASS, outline=_LINE)
    if whole == floors and built > 0.7:  # noqa: PLR2004 (the roof comes after the walls)
        top = _GROUND - floors * floor_px
        points = [(left - 24, top), (left + width // 2, top - 80), (left + width + 24, top)]
        pen.polygon(points, fill=_ROOF, outline=_LINE)
    if built < 1:
        _crane(pen, left + width + 70)


def _crane(pen: Pen, x: int) -> None:
    pen.line((x, _GROUND, x, 90), fill=_LINE, width=6)
    pen.line((x - 190, 110, x + 60, 110), fill=_LINE, width=5)
    pen.line((x - 150, 110, x - 150, 190), fill=_LINE, width=2)


def _office(pen: Pen, built: float) -> None:
    _house(pen, built, left=190, width=480, floors=2, bays=6)
    pen.rectangle((60, 310, 150, 370), fill="#56b4e9", outline=_LINE, width=3)
    pen.line((105, _GROUND, 105, 370), fill=_LINE, width=5)


def _clinic(pen: Pen, built: float) -> None:
    _house(pen, built, left=260, width=360, floors=2, bays=4)
    pen.rectangle((110, 300, 200, 390), fill="#ffffff", outline=_LINE, width=3)
    pen.rectangle((146, 312, 164, 378), fill="#009e73")
    pen.rectangle((122, 336, 188, 354), fill="#009e73")


def _school(pen: Pen, built: float) -> None:
    _house(pen, built, left=120, width=560, floors=2, bays=8)
    for place, colour in enumerate(("#e69f00", "#56b4e9", "#009e73")):
        pen.ellipse((720 + place * 62, 460, 768 + place * 62, 508), fill=colour, outline=_LINE)


def _road(pen: Pen, built: float) -> None:
    pen.rectangle((0, 240, _WIDE, _HIGH), fill=_EARTH)
    pen.polygon([(0, 330), (210, 240), (330, 240), (190, _HIGH), (0, _HIGH)], fill=_WATER)
    pen.polygon([(430, 240), (490, 240), (760, _HIGH), (250, _HIGH)], fill="#9a9a94")
    gained = round(110 * built)
    pen.polygon(
        [(490, 240), (490 + gained // 4, 240), (760 + gained, _HIGH), (760, _HIGH)], fill="#e3d9b8"
    )
    for step in range(6):
        x, y = 520 + gained // 4 + step * (50 + gained // 8), 260 + step * 60
        pen.line((x, y, x, y - 46 - step * 6), fill=_LINE, width=5)
    for x, y in ((780, 190), (860, 280)):
        pen.line((x, y + 150, x, y), fill="#6b5335", width=12)
        pen.ellipse((x - 60, y - 50, x + 60, y + 30), fill="#5d8a57", outline=_LINE)


_SCENES: dict[str, Callable[[Pen, float], None]] = {
    "HC": _office,
    "YT": _clinic,
    "MN": _school,
    "XM": _road,
}


def _label(pen: Pen) -> None:
    """Write "Ảnh minh họa"; the font at hand has no marks of Vietnamese, they are drawn."""
    font = ImageFont.load_default(_LABEL_SIZE)
    x, y, size = 24, 24, _LABEL_SIZE
    text = "Anh minh hoa"
    pen.rectangle(
        (x - 10, y - 16, x + pen.textlength(text, font) + 10, y + size + 18), fill="white"
    )
    pen.text((x, y), text, font=font, fill=_LINE)
    over = x + pen.textlength("A", font) / 2
    pen.arc((over - 5, y - 9, over + 5, y + 1), 180, 90, fill=_LINE, width=3)
    under = x + pen.textlength("Anh minh h", font) + pen.textlength("o", font) / 2
    pen.ellipse((under - 3, y + size + 3, under + 3, y + size + 9), fill=_LINE)
