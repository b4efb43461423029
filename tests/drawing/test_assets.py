import json
import re

import pytest

from trackers.drawing import assets
from trackers.drawing.errors import AssetsMissing
from trackers.drawing.script_words import WORDS

LOCK = json.loads((assets.BROWSER / "package-lock.json").read_text())


def test_every_asset_is_installed_and_has_one_lasting_address():
    for name in assets.ASSETS:
        assert assets.read_asset(name)
        assert re.fullmatch(rf"/assets/[0-9a-f]{{16}}/{re.escape(name)}", assets.address(name))


@pytest.mark.parametrize("name", ["../package.json", "package.json", "", "leaflet-src.js"])
def test_a_name_that_is_not_listed_has_no_address_and_no_content(name):
    with pytest.raises(AssetsMissing):
        assets.address(name)
    with pytest.raises(AssetsMissing):
        assets.read_asset(name)


def test_a_file_that_is_not_installed_is_named(monkeypatch, tmp_path):
    files = (*assets.ASSETS["map.js"], tmp_path / "leaflet.js")
    monkeypatch.setitem(assets.ASSETS, "map.js", files)
    with pytest.raises(AssetsMissing) as refused:
        assets.read_asset("map.js")
    assert refused.value.values["name"] == "leaflet.js"


def test_the_digest_changes_with_any_byte_of_any_asset(monkeypatch, tmp_path):
    before = assets.digest()
    changed = tmp_path / "parcels.css"
    changed.write_bytes(assets.read_asset("parcels.css") + b" ")
    monkeypatch.setitem(assets.ASSETS, "parcels.css", (changed,))
    assets.digest.cache_clear()
    after = assets.digest()
    assets.digest.cache_clear()
    assert after != before


def test_the_lock_names_versions_and_hashes_but_no_host():
    assert LOCK["packages"]["node_modules/leaflet"]["version"] == "1.9.4"
    assert LOCK["packages"]["node_modules/protomaps-leaflet"]["version"] == "5.1.0"
    for name, package in LOCK["packages"].items():
        assert "resolved" not in package
        assert not name or package["integrity"].startswith("sha512-")


def own_scripts() -> str:
    return "\n".join((assets.BROWSER / name).read_text() for name in assets.OWN_SCRIPTS)


def test_our_scripts_put_no_text_in_as_html_and_evaluate_none():
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", own_scripts()
    )


def test_our_scripts_and_styles_ask_nobody_else():
    text = own_scripts() + assets.read_asset("parcels.css").decode()
    assert set(re.findall(r"https?://[^\s\"']+", text)) <= {"http://www.w3.org/2000/svg"}


def test_every_word_the_scripts_name_is_given():
    named = set(re.findall(r"words\.(\w+)", own_scripts()))
    assert named <= set(WORDS)


def test_our_scripts_hold_no_vietnamese_of_their_own():
    assert [one for one in own_scripts() if one.isalpha() and not one.isascii()] == []
