"""The works' sites as our scripts draw them: codes and shapes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import folium
import shapely
from jinja2 import Template

from trackers.drawing.values import as_code, as_geometry, as_json


class Shaped(Protocol):
    """What has a site: its codes, and shapes as WKB in EPSG:4326."""

    @property
    def project_code(self) -> str: ...  # noqa: D102 (as the class says)
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def site(self) -> bytes | None: ...  # noqa: D102
    @property
    def centreline(self) -> bytes | None: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class SiteDrawing:
    """A site to draw: codes, and shapes with `__geo_interface__` in EPSG:4326.

    A `preview` is a corridor that is looked at and not saved: it has no sign and no name.
    """

    code: str
    kind: str
    status: str
    site: Any = None
    centreline: Any = None
    preview: bool = False


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
        self.payload = as_json(sites_payload(sites))


def drawing_of(one: Shaped) -> SiteDrawing:
    """Give what is drawn of a project's site."""
    return SiteDrawing(
        code=one.project_code,
        kind=one.kind,
        status=one.status,
        site=None if one.site is None else shapely.from_wkb(one.site),
        centreline=None if one.centreline is None else shapely.from_wkb(one.centreline),
    )


def sites_payload(sites: Iterable[SiteDrawing]) -> list[dict[str, object]]:
    """Give sites in the short form in which they travel; raises UnsafeValue."""
    return [_site(one) for one in sites]


def _site(one: SiteDrawing) -> dict[str, object]:
    """Give a site as works.js takes it: c code, k kind, s status, g shape, l centreline.

    A preview is marked p.
    """
    return {
        **({"p": 1} if one.preview else {}),
        "c": as_code(one.code),
        "k": as_code(one.kind),
        "s": as_code(one.status),
        "g": None if one.site is None else as_geometry(one.site),
        "l": None if one.centreline is None else as_geometry(one.centreline),
    }
