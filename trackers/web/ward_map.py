"""What the map's script is told once: the ward, its layer, the looks, and all of its words."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from trackers.config import Settings
from trackers.domain.coverage import ContactAge, PromiseTime
from trackers.domain.errors import UnknownRecord
from trackers.domain.opinions import OpinionState
from trackers.domain.projects import Project, ProjectKind, ProjectStatus
from trackers.domain.rights import Action, require
from trackers.domain.stages import OBSTACLE_LOOK, Look, Stage
from trackers.domain.status import PUBLIC_STAGE
from trackers.drawing.script_words import WORDS
from trackers.drawing.sites import drawing_of, sites_payload
from trackers.services.areas import list_areas
from trackers.services.layers import base_path, layer_in_force, note_of
from trackers.services.projects import list_projects, project_sites
from trackers.services.wards import get_ward
from trackers.store import Ledger
from trackers.web.actors import actor_of
from trackers.web.caching import ASK_AGAIN, IMMUTABLE, send, squeezed
from trackers.web.site import Site
from trackers.web.tiles import layer_of
from trackers.words import say


def ward_map(site: Site, request: Request) -> Response:
    """Answer with map.json; addresses keep their {places} for the script to fill.

    A plain page asks for the works' `sites` too, which Streamlit's page sends by itself.
    """
    ledger = site.ledger(request.path_params["ward"])
    actor = actor_of(site, ledger, request)
    require(actor, Action.SEE_WORKS, ledger.ward)
    ward, works = get_ward(ledger), list_projects(ledger)
    body = {
        "ward": ward.code,
        "layer": ward.layer,
        "revision": ward.revision,
        "bounds": list(ward.bounds),
        "tiles": f"/w/{ward.code}/tiles/{{layer}}/{{z}}/{{x}}/{{y}}.mvt",
        "base": f"/w/{ward.code}/base/{{layer}}.json",
        "note": note_of(layer_in_force(ledger)),
        "basemap": _basemap(site.settings),
        **looks(),
        "projects": {one.code: one.name for one in works},
        "benefits": benefits_of(works, {one.code: one.name for one in list_areas(ledger, actor)}),
        "kinds": {one.value: say(one.label) for one in ProjectKind},
        "statuses": {one.value: say(one.label) for one in ProjectStatus},
        "words": {key: say(text) for key, text in WORDS.items()},
    }
    if request.query_params.get("sites"):
        body["sites"] = sites_payload(drawing_of(one) for one in project_sites(ledger))
    return JSONResponse(body, headers={"Cache-Control": ASK_AGAIN})


def base(site: Site, request: Request) -> Response:
    """Answer with the base shapes of a layer: outline, water, roads, areas (EPSG:4326)."""
    ledger = site.ledger(request.path_params["ward"])
    require(actor_of(site, ledger, request), Action.SEE_WORKS, ledger.ward)
    return ground_of(ledger, request)


def ground_of(ledger: Ledger, request: Request) -> Response:
    """Answer with the base shapes of the layer in the address; raises UnknownRecord."""
    layer = layer_of(request)
    path = base_path(ledger, layer)
    if not path.is_file():
        raise UnknownRecord(kind="layer", code=layer)
    return send(request, _zipped(path), "application/geo+json", {"Cache-Control": IMMUTABLE})


def benefits_of(
    works: Iterable[Project], areas: Mapping[str, str]
) -> dict[str, list[dict[str, object]]]:
    """Give what works will bring: t words, a codes of areas, n the names they bear on the map."""
    return {
        work.code: [
            {
                "t": one.text,
                "a": list(one.area_codes),
                "n": [areas.get(code, "") for code in one.area_codes],
            }
            for one in work.brings
        ]
        for work in works
        if work.status.waited_for
    }


def _basemap(settings: Settings) -> dict[str, str] | None:
    if not settings.basemap_url:
        return None
    return {"url": settings.basemap_url, "attribution": settings.basemap_attribution}


def looks() -> dict[str, object]:
    """Give the classes of every colouring, in the order of the legend's rows."""
    return {
        "stages": [{"code": stage.value, **look_of(stage.look)} for stage in Stage],
        "public": [
            {"code": stage.value, "label": say(one.label)} for one, stage in PUBLIC_STAGE.items()
        ],
        "contact": [
            {"code": one.value, "above": one.above, **look_of(one.look)} for one in ContactAge
        ],
        "promise": [{"code": one.value, **look_of(one.look)} for one in PromiseTime],
        "obstacle": look_of(OBSTACLE_LOOK),
        "opinion": {one.value: look_of(one.look) for one in OpinionState},
    }


def look_of(look: Look) -> dict[str, str]:
    """Give a look as the map's script takes it, its label in the reader's language."""
    return {"sign": look.sign, "colour": look.colour, "label": say(look.label)}


@lru_cache(maxsize=16)
def _zipped(path: Path) -> bytes:
    """Pack base shapes to a tenth of a metre: what is finer is not seen, and weighs the double."""
    shapes = json.loads(path.read_bytes())
    for one in shapes["features"]:
        one["geometry"]["coordinates"] = _rounded(one["geometry"]["coordinates"])
    return squeezed(json.dumps(shapes, separators=(",", ":"), ensure_ascii=False).encode())


def _rounded(nested: Any) -> Any:
    return [_rounded(one) for one in nested] if isinstance(nested, list) else round(nested, 6)
