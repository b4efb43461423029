import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import shapely
from PIL import Image
from pyproj import Geod

from trackers.domain.pictures import (
    KeyLine,
    NamedShape,
    Picture,
    PlotShape,
    RoadShape,
    WorkShape,
)
from trackers.domain.stages import OBSTACLE_LOOK, Stage
from trackers.drawing.map_frame import fit
from trackers.drawing.map_picture import LANDSCAPE, PORTRAIT, map_picture
from trackers.drawing.map_signs import round_length, scale_bar
from trackers.drawing.raster import DPI, png_of

WEST, SOUTH, EAST, NORTH = BOX = (105.700, 10.080, 105.710, 10.085)
HOSTILE = ("{{7*7}}", "{% x", "<script>alert(1)</script>", "a\"b'c&d")


def wkb(shape):
    return shapely.to_wkb(shape)


def plot(number, stage, *, blocked=False):
    west = WEST + 0.0011 * number
    return PlotShape(wkb(shapely.box(west, 10.082, west + 0.0007, 10.083)), stage, blocked)


def a_picture(**more):
    values = {
        "title": "Đường Xẻo Mây – Thới An Đông",
        "read": "Số liệu đến 07/04/2014 07:30",
        "notes": ("Sơ đồ, không có giá trị pháp lý.",),
        "box": BOX,
        "outline": wkb(shapely.box(105.69, 10.07, 105.72, 10.09)),
        "water": (wkb(shapely.box(105.69, 10.0838, 105.72, 10.0843)),),
        "roads": (RoadShape(wkb(shapely.LineString([(105.69, 10.0815), (105.72, 10.0815)])), 4),),
        "areas": (NamedShape("Khu vực Rạch Sen", wkb(shapely.box(105.69, 10.08, 105.72, 10.09))),),
        "works": (
            WorkShape(
                "Đường",
                "Chuẩn bị",
                centreline=wkb(shapely.LineString([(WEST, 10.0815), (EAST, 10.0815)])),
            ),
        ),
        "plots": tuple(plot(number, stage) for number, stage in enumerate(Stage)),
        "key": tuple(KeyLine(stage, stage.look.label, 41 + stage.rank) for stage in Stage),
        "blocked": 3,
    }
    return Picture(**values | more)


def texts(svg):
    root = ET.fromstring(svg)  # noqa: S314 (our own)
    return [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]


class TestMapPicture:
    def test_words_stand_on_it_as_they_are_with_counts_in_the_legend(self):
        said = texts(map_picture(a_picture()))
        assert "Đường Xẻo Mây – Thới An Đông" in said
        assert "Số liệu đến 07/04/2014 07:30" in said
        assert "Sơ đồ, không có giá trị pháp lý." in said
        assert "Khu vực Rạch Sen" in said
        assert "Bắc" in said
        assert {f"{stage.look.label}: {41 + stage.rank}" for stage in Stage} <= set(said)
        assert f"{OBSTACLE_LOOK.label}: 3" in said

    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_hostile_name_stays_text(self, text):
        shape = wkb(shapely.box(WEST, SOUTH, EAST, NORTH))
        works = (WorkShape(text, text, site=shape), WorkShape("b", "c", site=shape))
        areas = (NamedShape(text, wkb(shapely.box(WEST, 10.084, EAST, 10.085))),)
        picture = a_picture(title=text, read=text, works=works, areas=areas)
        svg = map_picture(picture, within=(400.0, 200.0))
        said = texts(svg)
        assert said.count(text) == 3
        assert f"1. {text} – {text}" in said
        assert "<script" not in svg

    def test_every_stage_has_its_colour_and_a_blocked_parcel_an_edge_of_its_own(self):
        svg = map_picture(a_picture(key=(), blocked=None))
        assert all(f'fill="{stage.look.colour}"' in svg for stage in Stage)
        assert OBSTACLE_LOOK.colour not in svg
        blocked = map_picture(a_picture(plots=(plot(1, Stage.AGREED, blocked=True),)))
        assert f'stroke="{OBSTACLE_LOOK.colour}"' in blocked

    def test_a_picture_of_works_alone_has_no_parcel_and_no_count(self):
        svg = map_picture(a_picture(plots=(), key=(), blocked=None))
        assert not any(f'fill="{stage.look.colour}"' in svg for stage in Stage)
        assert not any(re.search(r": \d", one) for one in texts(svg))

    def test_several_works_bear_numbers_and_one_road_its_chainages(self):
        shape = wkb(shapely.box(105.7041, 10.0821, 105.7045, 10.0823))
        works = tuple(WorkShape(f"Công trình {n}", "Chuẩn bị", site=shape) for n in (1, 2, 3))
        said = texts(map_picture(a_picture(works=works)))
        assert {"1", "2", "3", "3. Công trình 3 – Chuẩn bị"} <= set(said)
        assert {"Km0+000", "Km0+500", "Km1+000"} <= set(texts(map_picture(a_picture())))

    @pytest.mark.parametrize("within", [PORTRAIT, LANDSCAPE])
    @pytest.mark.parametrize(
        "box", [BOX, (105.70, 10.00, 105.701, 10.20), (105.7, 10.08, 105.7, 10.08)]
    )
    def test_it_fits_the_paper_whatever_its_box(self, within, box):
        root = ET.fromstring(map_picture(a_picture(box=box), within=within))  # noqa: S314
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        assert width == within[0]
        assert 60 < height <= within[1] + 0.1

    def test_a_ward_without_any_shape_has_its_picture_too(self):
        bare = Picture(title="Phường", read="", notes=(), box=BOX)
        assert "Phường" in texts(map_picture(bare))


class TestScale:
    def test_a_kilometre_on_earth_is_a_kilometre_on_the_scale(self):
        frame = fit(BOX, left=0.0, top=0.0, width=165.0, highest=200.0)
        for bearing in (0, 45, 90):
            lng, lat, _ = Geod(ellps="WGS84").fwd(WEST, SOUTH, bearing, 400)
            line = frame.on_paper(shapely.LineString([(WEST, SOUTH), (lng, lat)]))
            assert line.length == pytest.approx(400 * frame.mm_per_m, rel=1e-3)

    def test_the_bar_is_as_long_as_it_says(self):
        frame = fit(BOX, left=0.0, top=0.0, width=165.0, highest=200.0)
        bar = scale_bar(frame, 165.0, 9.0)
        metres = float(re.findall(r">([\d.]+) m<", bar)[0].replace(".", ""))
        halves = [float(one) for one in re.findall(r' width="([\d.]+)"', bar)]
        assert sum(halves) == pytest.approx(metres * frame.mm_per_m, abs=0.02)

    @pytest.mark.parametrize(
        ("most", "length"), [(1, 1), (9.9, 5), (10, 10), (499, 200), (500, 500), (0.3, 1)]
    )
    def test_lengths_are_round(self, most, length):
        assert round_length(most) == length

    def test_the_whole_box_lies_in_the_frame(self):
        for highest in (40.0, 200.0):
            frame = fit(BOX, left=0.0, top=10.0, width=165.0, highest=highest)
            whole = frame.on_paper(shapely.box(*BOX))
            assert whole.area == pytest.approx(shapely.box(*whole.bounds).area, rel=1e-6)
            west, top, east, bottom = whole.bounds
            assert west > 0
            assert top > 10
            assert east < 165
            assert bottom < 10 + frame.height <= 10 + highest


@pytest.fixture(scope="module")
def image():
    # As large as the paper, so that a colour is asked for in the middle of its parcel.
    picture = a_picture(works=(), areas=(), plots=(plot(0, Stage.SIGNED), plot(4, Stage.AGREED)))
    with Image.open(BytesIO(png_of(map_picture(picture, within=PORTRAIT)))) as image:
        return image.copy()


class TestPng:
    def test_it_has_the_dots_of_its_paper(self, image):
        assert image.width == pytest.approx(165 / 25.4 * DPI, abs=2)
        assert image.info["dpi"][0] == pytest.approx(DPI, abs=1)

    def test_colours_are_those_of_the_legend(self, image):
        seen = {colour for _, colour in image.convert("RGB").getcolors(1_000_000)}
        for stage in (Stage.SIGNED, Stage.AGREED):
            assert tuple(bytes.fromhex(stage.look.colour[1:])) in seen

    def test_vietnamese_letters_are_letters(self):
        """Letters that a font lacks are all the same box, or nothing."""
        drawn = {png_of(map_picture(a_picture(title=letter))) for letter in "ẵỡựĐỷ"}
        assert len(drawn) == 5
