"""The ward's map as folium draws it, and what the page says to it: codes and numbers, no words.

folium evaluates text as a Jinja template and its popups as HTML, so nothing that a person or a file
supplied may pass through it. Everything else is drawn by the scripts in `browser/`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

import folium
from branca.element import MacroElement
from jinja2 import Template

from trackers.domain.as_of import Sight
from trackers.drawing.assets import address
from trackers.drawing.values import as_code, as_json, as_number

Bounds = tuple[float, float, float, float]

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
class Draw:
    """Let a line be drawn, beginning with `points` (longitude, latitude); `n` tells them apart."""

    n: int
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Flight:
    """Fly to `box`: west, south, east, north in degrees (EPSG:4326); `n` tells flights apart."""

    n: int
    box: Bounds


@dataclass(frozen=True)
class OpinionWish:
    """Which opinion's pin is marked ("" for none), and the place of one that is being written.

    With `placing`, a number that differs each time, the next click is that place; `spot` is the
    place it has (longitude, latitude, EPSG:4326).
    """

    selected: str = ""
    placing: int = 0
    spot: tuple[float, float] | None = None


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
        west, south, east, north = (float(as_number(value)) for value in bounds)
        centre = [round((south + north) / 2, 6), round((west + east) / 2, 6)]
        super().__init__(location=centre, tiles=None)
        self.default_js = [("map.js", address("map.js"))]
        self.default_css = [(name, address(name)) for name in ("leaflet.css", "parcels.css")]
        wide, high = (east - west) * _PADDING, (north - south) * _PADDING
        corners = [[south - high, west - wide], [north + high, east + wide]]
        self.settings = as_json(
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
        self.options = as_json({"ward": as_code(ward), "lang": as_code(lang)})


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
        self.payload = as_json(payload)


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
    draw: Draw | None = None,
    opinion: OpinionWish | None = None,
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
    draw
        Let the reader draw a line; None stops it.
    opinion
        Which opinion is marked, and whether a place is chosen for one.
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
                name: as_number(value) if name == "days" else [as_code(one) for one in value]
                for name, value in chosen.items()
                if value is not None
            },
            "colour": Colouring(colour).value,
            "selected": {
                "case": None if case is None else as_code(case),
                "parcel": None if parcel is None else as_number(parcel),
            },
            "fly": _fly(fly),
            "draw": _draw(draw),
            "opinion": _opinion(opinion or OpinionWish()),
            "picked": [as_code(one) for one in picked],
            "asOf": as_of.isoformat() if as_of else None,
            "sight": sight.value,
            "since": since.isoformat() if since else None,
            "revision": as_number(revision),
        }
    )


def _fly(fly: Flight | None) -> dict[str, object] | None:
    if fly is None:
        return None
    return {"n": as_number(fly.n), "box": [round(as_number(value), 7) for value in fly.box]}


def _opinion(wish: OpinionWish) -> dict[str, object]:
    return {
        "selected": as_code(wish.selected) if wish.selected else None,
        "placing": as_number(wish.placing),
        "spot": [round(as_number(value), 7) for value in wish.spot] if wish.spot else None,
    }


def _draw(draw: Draw | None) -> dict[str, object] | None:
    if draw is None:
        return None
    points = [[round(as_number(value), 7) for value in one] for one in draw.points]
    return {"n": as_number(draw.n), "points": points}
