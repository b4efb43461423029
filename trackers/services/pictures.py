"""What a map on paper shows: the ward or one work, with its cases or with works alone.

An officer's picture has the stage of every parcel with a case. One for everybody has works only:
neighbours know a parcel by its shape, so no parcel is coloured (DESIGN §4.3).
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import shapely

from trackers.domain.cases import CaseState
from trackers.domain.errors import UnknownRecord
from trackers.domain.people import Actor
from trackers.domain.pictures import (
    Bounds,
    KeyLine,
    NamedShape,
    Picture,
    PlotShape,
    RoadShape,
    WorkShape,
)
from trackers.domain.projects import Project
from trackers.domain.rights import Action, require
from trackers.domain.stages import Stage, least
from trackers.domain.wards import Ward
from trackers.services.layers import base_path, layer_in_force, note_of
from trackers.services.wards import get_ward
from trackers.store import Ledger, parcels, projects
from trackers.store.ledger import Reading
from trackers.store.projects import SiteShape
from trackers.words import say

# Around a work its neighbours are drawn too, but not a whole ward of them.
_MOST_PLAIN = 2_500


def cases_picture(
    ledger: Ledger, actor: Actor, states: Iterable[CaseState], *, read: str, project_code: str = ""
) -> Picture:
    """Give the officers' picture of cases as they stood, of the whole ward or of one work.

    `read` says until when they count. Raises NotAllowed, UnknownRecord.
    """
    require(actor, Action.SEE_HOUSEHOLDS, ledger.ward)
    listed = [
        one for one in states if one.case.in_scope and project_code in {"", one.case.project_code}
    ]
    counts = Counter(one.stage for one in listed)
    key = [KeyLine(stage, say(stage.look.label), counts[stage]) for stage in Stage]
    blocked = sum(bool(one.open_obstacles) for one in listed)
    return _picture(ledger, project_code, listed, read=read, key=tuple(key), blocked=blocked)


def works_picture(ledger: Ledger, actor: Actor, *, read: str, project_code: str = "") -> Picture:
    """Give the picture for everybody: works, and no parcel; raises NotAllowed, UnknownRecord."""
    require(actor, Action.SEE_WORKS, ledger.ward)
    return _picture(ledger, project_code, [], read=read)


def _picture(
    ledger: Ledger, project_code: str, listed: list[CaseState], *, read: str, **more: Any
) -> Picture:
    ward, base = get_ward(ledger), _base(ledger)
    with ledger.read() as reading:
        works = {
            one.code: one
            for one in projects.read_projects(reading)
            if project_code in {"", one.code}
        }
        if project_code and not works:
            raise UnknownRecord(kind="project", code=project_code)
        sites = [one for one in projects.read_sites(reading) if one.project_code in works]
        shapes = parcels.shapes_of(reading, {one.case.parcel_id for one in listed})
        box = _box(ward, base, sites, shapes.values(), whole=not project_code)
        plain = _plain(reading, box, shapes) if project_code and listed else ()
    return Picture(
        title=_title(ward, works, project_code),
        read=read,
        notes=_notes(ledger, ward),
        box=box,
        works=tuple(_work(works[one.project_code], one) for one in sites),
        plots=(*plain, *_plots(listed, shapes)),
        **_ground(base),
        **more,
    )


def _title(ward: Ward, works: Mapping[str, Project], project_code: str) -> str:
    return (
        works[project_code].name
        if project_code
        else say("Công trình và mặt bằng – {ward}", ward=ward.name)
    )


def _notes(ledger: Ledger, ward: Ward) -> tuple[str, ...]:
    """Say what data and shapes are worth; not twice where one says what the other does."""
    notice, shapes = say(ward.notice), note_of(layer_in_force(ledger))
    said = shapes and shapes.casefold() in notice.casefold()
    return tuple(filter(None, (notice, "" if said else shapes)))


def _base(ledger: Ledger) -> list[Any]:
    """Give the base shapes of the layer in force; none while there is no layer."""
    layer = layer_in_force(ledger)
    path = base_path(ledger, layer.layer) if layer else None
    if path is None or not path.is_file():
        return []
    return list(json.loads(path.read_text(encoding="utf-8"))["features"])


def _ground(base: Iterable[Any]) -> dict[str, Any]:
    """Give the base shapes by what they are."""
    found: dict[str, list[Any]] = {"outline": [], "water": [], "road": [], "area": []}
    for one in base:
        told = one["properties"]
        shape = shapely.to_wkb(shapely.geometry.shape(one["geometry"]))
        found.setdefault(told["k"], []).append((shape, told))
    return {
        "outline": found["outline"][0][0] if found["outline"] else None,
        "water": tuple(shape for shape, _ in found["water"]),
        "roads": tuple(RoadShape(shape, float(told.get("w", 3))) for shape, told in found["road"]),
        "areas": tuple(NamedShape(told["n"], shape) for shape, told in found["area"]),
    }


def _box(
    ward: Ward,
    base: Iterable[Any],
    sites: Iterable[SiteShape],
    shapes: Iterable[bytes],
    *,
    whole: bool,
) -> Bounds:
    """Give the box of the ward's outline, or of a work with its parcels; else the ward's bounds."""
    if whole:
        found = [
            shapely.geometry.shape(one["geometry"])
            for one in base
            if one["properties"]["k"] == "outline"
        ]
    else:
        own = (shape for one in sites for shape in (one.site, one.centreline) if shape)
        found = [shapely.from_wkb(one) for one in (*own, *shapes)]
    if not found:
        return ward.bounds
    west, south, east, north = map(float, shapely.total_bounds(found))
    return west, south, east, north


def _work(project: Project, site: SiteShape) -> WorkShape:
    return WorkShape(project.name, say(project.status.label), site.site, site.centreline)


def _plots(listed: Iterable[CaseState], shapes: Mapping[int, bytes]) -> Iterable[PlotShape]:
    """Give each parcel once: the least advanced of its cases, blocked where one of them is."""
    stages: dict[int, list[CaseState]] = {}
    for one in listed:
        stages.setdefault(one.case.parcel_id, []).append(one)
    for parcel_id, own in stages.items():
        if parcel_id in shapes:
            blocked = any(one.open_obstacles for one in own)
            yield PlotShape(shapes[parcel_id], least([one.stage for one in own]), blocked)


def _plain(reading: Reading, box: Bounds, known: Mapping[int, bytes]) -> Iterable[PlotShape]:
    found = parcels.geometries_in(reading, box)
    return (
        tuple(PlotShape(shape) for parcel_id, shape in found if parcel_id not in known)
        if len(found) <= _MOST_PLAIN
        else ()
    )
