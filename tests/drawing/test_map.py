import re
from types import SimpleNamespace

import pytest
import shapely
from streamlit_folium import (
    _get_feature_group_string,
    _get_header,
    _get_map_string,
    generate_js_hash,
)

from trackers.drawing.errors import UnsafeValue
from trackers.drawing.map import Colouring, Filters, Flight, command, ward_map
from trackers.drawing.sites import SiteDrawing, Sites

BOUNDS = (105.69, 10.07, 105.74, 10.10)
HOSTILE = ["{{7*7}}", "{% x", "{# y", "</script>", "a b", "", "x" * 65, "XM\n", "'", '"', None, 7]


def drawn(ward="31169"):
    made = ward_map(ward=ward, bounds=BOUNDS)
    made.get_root().render()
    return made


def said(group) -> str:
    return _get_feature_group_string(group, drawn())


def test_the_map_s_script_never_changes_for_a_ward():
    assert _get_map_string(drawn()) == _get_map_string(drawn())


def test_two_wards_are_never_taken_for_one_map():
    keys = {generate_js_hash(_get_map_string(drawn(ward))) for ward in ("tra_an", "tra_binh", "1")}
    assert len(keys) == 3


def test_the_map_asks_no_other_host():
    made = drawn()
    page = made.get_root().render()
    assert "://" not in page
    assert "bootstrap" not in page.lower()
    assert page.count("/assets/") == len(made.default_js) + len(made.default_css)


def test_the_map_may_be_enlarged_with_two_fingers():
    assert "user-scalable" not in _get_header(drawn())


def test_the_command_reaches_the_script_under_the_name_streamlit_folium_expects():
    text = said(command(case="XM-088", fly=Flight(3, (105.7, 10.08, 105.71, 10.09))))
    assert "var feature_group_feature_group_0 = L.featureGroup();" in text
    assert "map_div.addLayer(feature_group_feature_group_0)" in text
    assert '"selected":{"case":"XM-088","parcel":null}' in text
    assert '"fly":{"n":3,"box":[105.7,10.08,105.71,10.09]}' in text


def test_the_same_wishes_make_the_same_text():
    filters = Filters(stage=("talk",), days=14)
    first, again = (
        said(command(filters=filters, colour=Colouring.CONTACT, revision=4)) for _ in range(2)
    )
    assert first == again
    assert first != said(command(filters=filters, colour=Colouring.CONTACT, revision=5))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_command_carries_plain_codes_only(text):
    with pytest.raises(UnsafeValue):
        command(filters=Filters(project=(text,)))
    if text is not None:
        with pytest.raises(UnsafeValue):
            command(case=text)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), "1", True, [1]])
def test_a_command_carries_plain_numbers_only(number):
    with pytest.raises(UnsafeValue):
        command(parcel=number)
    with pytest.raises(UnsafeValue):
        command(fly=Flight(1, (number, 1, 2, 3)))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_map_and_its_sites_take_plain_codes_only(text):
    with pytest.raises(UnsafeValue):
        ward_map(ward=text, bounds=BOUNDS)
    with pytest.raises(UnsafeValue):
        Sites([SiteDrawing(code=text, kind="road", status="completion")])


def test_a_code_with_an_underscore_is_not_renamed_on_its_way():
    assert r'"project":["hem\u005f12"]' in said(command(filters=Filters(project=("hem_12",))))


def test_sites_carry_shapes_and_codes_only():
    line = shapely.LineString([(105.7, 10.08), (105.7123456789, 10.09)])
    site = SiteDrawing(
        code="XM", kind="road", status="preparation", site=line.buffer(0.001), centreline=line
    )
    text = said(Sites([site]))
    assert '"l":{"type":"LineString","coordinates":[[105.7,10.08],[105.7123457,10.09]]}' in text
    assert set(re.findall(r'"(\w+)":', text)) == {"c", "k", "s", "g", "l", "type", "coordinates"}


def test_properties_of_a_shape_do_not_travel():
    note = {"type": "Point", "coordinates": (1, 2), "properties": {"note": "{{7*7}}"}}
    shape = SimpleNamespace(__geo_interface__=note)
    text = said(Sites([SiteDrawing(code="A", kind="other", status="completion", site=shape)]))
    assert "note" not in text
