"""The ward's map as folium draws it, and what the page says to it: codes and numbers, no words.

folium evaluates text as a Jinja template and its popups as HTML, so nothing that a person or a file
supplied may pass through it. Everything else is drawn by the scripts in `browser/`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

import folium
from branca.element import MacroElement
from jinja2 import Template

from trackers.domain.as_of import Sight
from trackers.drawing.assets import address
from trackers.drawing.errors import UnsafeValue

Bounds = tuple[float, float, float, float]

_CODE = re.compile(r"[\w.\-/]{1,64}")
_MAX_ZOOM = 20
# Wider than this in degrees (about 7 km) a ward does not fit a telephone at zoom 13.
_WIDE_DEG = 0.065
_PADDING = 0.35


class Colouring(StrEnum):
    """What the parcels' colours say."""

    STAGE = "stage"
    CONTACT = "contact"
    PROMISE = "promise"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which cases the map shows: codes; an empty tuple does not filter.

    `stage`, `contact` and `promise` hold classes of the colourings, `obstacle` kinds or "any";
    `days` shows cases waiting longer than that many days.
    """

    project: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    officer: tuple[str, ...] = ()
    obstacle: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    promise: tuple[str, ...] = ()
    days: int | None = None


@dataclass(frozen=True)
class Flight:
    """Fly to `box`: west, south, east, north in degrees (EPSG:4326); `n` tells flights apart."""

    n: int
    box: Bounds


@dataclass(frozen=True, kw_only=True)
class SiteDrawing:
    """A site to draw: codes, and shapes with `__geo_interface__` in EPSG:4326."""

    code: str
    kind: str
    status: str
    site: Any = None
    centreline: Any = None


class _WardMap(folium.Map):
    """A folium map that loads only our own files and no telephone-hostile viewport."""

    _template = Template("""
        {% macro header(this, kwargs) %}
            <style>#{{ this.get_name() }} {position: relative; width: 100%; height: 100%;}</style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.settings }});
        {% endmacro %}
    """)

    def __init__(self, *, bounds: Bounds) -> None:
        west, south, east, north = (float(_number(value)) for value in bounds)
        centre = [round((south + north) / 2, 6), round((west + east) / 2, 6)]
        super().__init__(location=centre, tiles=None)
        self.default_js = [("map.js", address("map.js"))]
        self.default_css = [(name, address(name)) for name in ("leaflet.css", "parcels.css")]
        wide, high = (east - west) * _PADDING, (north - south) * _PADDING
        corners = [[south - high, west - wide], [north + high, east + wide]]
        self.settings = _json(
            {
                "center": centre,
                "zoom": 14,
                "minZoom": 12 if east - west > _WIDE_DEG else 13,
                "maxZoom": _MAX_ZOOM,
                "maxBounds": [[round(value, 6) for value in corner] for corner in corners],
                "maxBoundsViscosity": 0.8,
                "preferCanvas": True,
                "zoomControl": False,
                "attributionControl": False,
            }
        )


class _Start(MacroElement):
    """The one thing on the map: our scripts' beginning, told which ward and language."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            window.matbang.start({{ this._parent.get_name() }}, {{ this.options }});
        {% endmacro %}
    """)

    def __init__(self, *, ward: str, lang: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types
        self._name = "Start"
        self.options = _json({"ward": _code(ward), "lang": _code(lang)})


class MapCommand(folium.FeatureGroup):
    """What the page wants of the map now: filters, colouring, selection, flight."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.featureGroup();
            window.matbang.command({{ this.payload }});
        {% endmacro %}
    """)

    def __init__(self, payload: Mapping[str, object]) -> None:
        super().__init__(control=False)
        self.payload = _json(payload)


class Sites(folium.FeatureGroup):
    """The works' sites, drawn by our scripts; they change by hand, so they are not in the tiles."""

    _template = Template("""
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.featureGroup();
            window.matbang.sites({{ this.payload }});
        {% endmacro %}
    """)

    def __init__(self, sites: Iterable[SiteDrawing]) -> None:
        super().__init__(control=False)
        self.payload = _json([_site(one) for one in sites])


def ward_map(*, ward: str, bounds: Bounds, lang: str = "vi") -> folium.Map:
    """Give the map of a ward: always the same script, so that it is never mounted anew.

    Make one for each run of a page: streamlit-folium hangs the command on it.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees (EPSG:4326).

    Raises
    ------
    AssetsMissing
        The browser's files are not installed.
    UnsafeValue
        `ward` or `lang` is no plain code, or a bound no number.
    """
    drawn = _WardMap(bounds=bounds)
    drawn.add_child(_Start(ward=ward, lang=lang))
    return drawn


def command(
    *,
    filters: Filters | None = None,
    colour: Colouring = Colouring.STAGE,
    case: str | None = None,
    parcel: int | None = None,
    fly: Flight | None = None,
    picked: Iterable[str] = (),
    as_of: date | None = None,
    sight: Sight = Sight.TRUE,
    since: date | None = None,
    revision: int = 0,
) -> MapCommand:
    """Say what the map shall show; the browser obeys when the text differs from the last.

    Parameters
    ----------
    case, parcel
        What is selected; a case wins over a parcel.
    fly
        Flown once; a later flight to the same box needs another `n`.
    picked
        Cases chosen for work on many at once, shown until the page lets go of them.
    as_of, sight
        Show how things stood at the end of that day, as true or as known then, read once; no day
        shows the present.
    since
        Show only the cases that stand elsewhere than at the end of that earlier day.
    revision
        The ward's revision the page has shown: news up to it are not reported back. 0 reports all.

    Raises
    ------
    UnsafeValue
        Something is neither a plain code nor a number.
    """
    chosen = asdict(filters or Filters())
    return MapCommand(
        {
            "filters": {
                name: _number(value) if name == "days" else [_code(one) for one in value]
                for name, value in chosen.items()
                if value is not None
            },
            "colour": Colouring(colour).value,
            "selected": {
                "case": None if case is None else _code(case),
                "parcel": None if parcel is None else _number(parcel),
            },
            "fly": None
            if fly is None
            else {
                "n": _number(fly.n),
                "box": [round(_number(value), 7) for value in fly.box],
            },
            "picked": [_code(one) for one in picked],
            "asOf": as_of.isoformat() if as_of else None,
            "sight": sight.value,
            "since": since.isoformat() if since else None,
            "revision": _number(revision),
        }
    )


def _site(one: SiteDrawing) -> dict[str, object]:
    """Give a site as ground.js takes it: c code, k kind, s status, g shape, l centreline."""
    return {
        "c": _code(one.code),
        "k": _code(one.kind),
        "s": _code(one.status),
        "g": None if one.site is None else _geometry(one.site),
        "l": None if one.centreline is None else _geometry(one.centreline),
    }


def _geometry(shape: Any) -> dict[str, object]:
    """Give a shape as GeoJSON of type and coordinates only, to seven decimals (1 cm)."""
    mapping = shape.__geo_interface__
    return {"type": _code(mapping["type"]), "coordinates": _positions(mapping["coordinates"])}


def _positions(nested: Any) -> Any:
    """Round nested coordinates."""
    if isinstance(nested, list | tuple):
        return [_positions(one) for one in nested]
    return round(_number(nested), 7)


def _code(value: object) -> str:
    """Let a plain code through: letters, figures, dot, dash, slash, underscore; at most 64."""
    if isinstance(value, str) and _CODE.fullmatch(value):
        return str(value)
    raise UnsafeValue(value=value)


def _number(value: Any) -> Any:
    """Let a finite number through."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return value
    raise UnsafeValue(value=value)


def _json(value: object) -> str:
    """Write JSON that a script, Jinja, folium's renaming and streamlit-folium's key cannot mistake.

    That key ignores whatever follows an underscore: without escapes two wards' maps were one.
    """
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    for character in "<>&_":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
