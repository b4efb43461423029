"""What the map of a shared page asks for, in the projection of its link's kind.

A meeting link gets parcels with their public class. A public link gets works, ground and names: to
ask it for tiles, status or playback is to ask for what is not there.
"""

import json
from collections.abc import Callable
from datetime import date, datetime

import shapely
from starlette.requests import Request
from starlette.responses import Response

from trackers.domain.disclosure import ShownClass
from trackers.domain.errors import UnknownRecord
from trackers.domain.links import Link, LinkKind
from trackers.domain.parcels import Accuracy
from trackers.domain.projects import ProjectKind, ProjectStatus
from trackers.domain.status import Projection, Status, payload
from trackers.drawing.road_strip import UNTOLD
from trackers.drawing.script_words import WORDS
from trackers.drawing.shown import SHOWN_LOOKS
from trackers.drawing.signs import DONE
from trackers.drawing.sites import SiteDrawing, drawing_of, sites_payload
from trackers.drawing.values import as_geometry
from trackers.services.areas import list_areas
from trackers.services.layers import layer_in_force
from trackers.services.photos import small_photo
from trackers.services.projects import list_projects, project_sites
from trackers.services.shared_cases import (
    SharedCourse,
    SharedCourses,
    reader,
    shared_courses,
)
from trackers.services.sharing import shared_photo, shared_runs
from trackers.services.wards import get_ward, present, ward_now
from trackers.store import Ledger
from trackers.web.caching import ASK_AGAIN, is_known, kept_body, send, unchanged
from trackers.web.photos import KEPT_A_DAY, file_of, picture_of
from trackers.web.share_page import place_of, state_of
from trackers.web.site import Site
from trackers.web.tiles import layer_of, tile_of
from trackers.web.ward_map import benefits_of, ground_of, look_of
from trackers.words import current_language, say

_JSON = "application/json"
# The codes by which the map's script knows the classes; three of them are stages it has signs for.
_CODES = {
    ShownClass.IN_PROGRESS: "talk",
    ShownClass.SIGNED: "signed",
    ShownClass.NOT_HANDED: "few",
    ShownClass.HANDED_OVER: "handed",
}

# Their signs: how much of a disc is filled, from which corner (in quarters). The merged class is
# seldom there: the legend leaves it out while nobody is in it.
_SIGNS: dict[ShownClass, dict[str, object]] = {
    ShownClass.IN_PROGRESS: {"pie": 0.25},
    ShownClass.SIGNED: {"pie": 0.75},
    ShownClass.NOT_HANDED: {"pie": 0.5, "from": 1, "rare": True},
    ShownClass.HANDED_OVER: {"pie": 1},
}


def shared_map(site: Site, request: Request, link: Link) -> Response:
    """Answer with map.json of a link: no basemap, which somebody else would be asked for."""
    ledger = site.ledger(link.ward)
    ward, now = ward_now(ledger)
    state = (*state_of(ward, link, now), current_language())
    return _kept(request, ("shared map", ledger, *state), lambda: _map(ledger, link, now))


def shared_ground(site: Site, request: Request, link: Link) -> Response:
    """Answer with outline, water, roads and areas of the layer in force."""
    ledger = _in_force(site, request, link)
    return ground_of(ledger, request)


def shared_tile(site: Site, request: Request, link: Link) -> Response:
    """Answer with a tile of parcels: their ids, tờ and thửa. A public link has none."""
    _require_parcels(link)
    return tile_of(_in_force(site, request, link), request)


def shared_status(site: Site, request: Request, link: Link) -> Response:
    """Answer with the class of every case of a meeting link; with 304 where nothing changed.

    It is always all of them: a single signature may change what is shown of its neighbours.
    """
    _require_parcels(link)
    return _of_courses(site, request, link, "status", _status)


def shared_playback(site: Site, request: Request, link: Link) -> Response:
    """Answer with how every case of a meeting link went on, by its class."""
    _require_parcels(link)
    return _of_courses(site, request, link, "course", _playback)


def shared_picture(site: Site, request: Request, link: Link) -> Response:
    """Answer with a photo of the link's works; with `small` with one for a card."""
    ledger = site.ledger(link.ward)
    photo_id = request.path_params["photo_id"]
    found = shared_photo(ledger, link, photo_id, now=present(ledger))
    if not request.query_params.get("small"):
        return picture_of(ledger, found)
    small = small_photo(file_of(ledger, found))
    return Response(small, media_type="image/jpeg", headers={"Cache-Control": KEPT_A_DAY})


def _require_parcels(link: Link) -> None:
    if link.kind is not LinkKind.MEETING:
        raise UnknownRecord(kind="parcel", code="")


def _in_force(site: Site, request: Request, link: Link) -> Ledger:
    """Give the ward's store where the address names the layer that is in force."""
    ledger = site.ledger(link.ward)
    layer = layer_of(request)
    if layer != get_ward(ledger).layer:
        raise UnknownRecord(kind="layer", code=layer)
    return ledger


def _of_courses(
    site: Site,
    request: Request,
    link: Link,
    what: str,
    told: Callable[[SharedCourses], dict[str, object]],
) -> Response:
    ledger = site.ledger(link.ward)
    ward, now = ward_now(ledger)

    def make() -> dict[str, object]:
        return told(shared_courses(ledger, link, now=now))

    return _kept(request, (what, ledger, *state_of(ward, link, now)), make)


def _kept(
    request: Request, key: tuple[object, ...], make: Callable[[], dict[str, object]]
) -> Response:
    """Answer with JSON that is made once for its key; with 304 to who has it."""
    tag = f'"{".".join(str(one) for one in key if isinstance(one, str | int))}"'.replace(" ", "-")
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN, "Vary": "Accept-Encoding, Cookie"}
    if is_known(request, tag):
        return unchanged(headers)

    def body() -> bytes:
        return json.dumps(make(), separators=(",", ":"), ensure_ascii=False).encode()

    return send(request, kept_body(key, body), _JSON, headers)


def _map(ledger: Ledger, link: Link, now: datetime) -> dict[str, object]:
    ward, place, layer = get_ward(ledger), place_of(link), layer_in_force(ledger)
    works = [one for one in list_projects(ledger) if link.scope.shows(one.code)]
    drawn = [drawing_of(one) for one in project_sites(ledger) if link.scope.shows(one.project_code)]
    areas = list_areas(ledger, reader(link))
    parcels = f"{place}tiles/{{layer}}/{{z}}/{{x}}/{{y}}.mvt"
    return {
        "ward": link.code,
        "layer": ward.layer,
        "bounds": list(ward.bounds),
        "view": link.scope.view,
        "box": _box(drawn) if link.scope.projects else None,
        "tiles": parcels if link.kind is LinkKind.MEETING else None,
        "base": f"{place}base/{{layer}}.json",
        "note": _accuracy(layer.accuracy) if layer else "",
        "basemap": None,
        "stages": [],
        "public": [
            {"code": _CODES[shown], **look_of(look), **_SIGNS[shown]}
            for shown, look in SHOWN_LOOKS.items()
        ],
        "projects": {one.code: one.name for one in works},
        "benefits": benefits_of(works, {one.code: one.name for one in areas}),
        "kinds": {one.value: say(one.label) for one in ProjectKind},
        "statuses": {one.value: say(one.label) for one in ProjectStatus},
        "words": {key: say(text) for key, text in WORDS.items()},
        "sites": sites_payload(drawn),
        **(_runs(ledger, link, now) if link.kind is LinkKind.PUBLIC else {}),
    }


def _runs(ledger: Ledger, link: Link, now: datetime) -> dict[str, object]:
    """Give the runs of road of a public link, and what their colours mean; nothing for none."""
    runs = [
        {"g": as_geometry(shapely.from_wkb(line)), "c": int(cleared)}
        for line, cleared in shared_runs(ledger, link, now=now)
    ]
    if not runs:
        return {}
    key = (
        (DONE, say("Đã có mặt bằng trọn vẹn")),
        (UNTOLD, say("Chưa công bố")),
    )
    return {"runs": runs, "key": [{"colour": colour, "label": words} for colour, words in key]}


def _accuracy(code: str) -> str:
    """Say how far shapes can be trusted; who brought the file is typed for colleagues."""
    accuracy = Accuracy(code)
    if accuracy is Accuracy.SCHEMATIC:
        return say("Sơ đồ, không có giá trị pháp lý")
    return say("Hình thửa: {accuracy}", accuracy=say(accuracy.label))


def _box(drawn: list[SiteDrawing]) -> list[float] | None:
    """Give west, south, east, north of the works that are drawn, in degrees."""
    shapes = [shape for one in drawn for shape in (one.site, one.centreline) if shape is not None]
    return [round(one, 6) for one in shapely.total_bounds(shapes).tolist()] if shapes else None


def _status(found: SharedCourses) -> dict[str, object]:
    shown = found.now
    there = [one.status for one in found.courses if one.status.case_code in shown]
    return {
        "revision": found.revision,
        "layer": found.layer,
        "today": found.last_on.isoformat(),
        "full": True,
        "projection": Projection.PUBLIC.value,
        "cases": [_case(one, shown[one.case_code]) for one in there],
    }


def _playback(found: SharedCourses) -> dict[str, object]:
    return {
        "revision": found.revision,
        "layer": found.layer,
        "projection": Projection.PUBLIC.value,
        "first": found.first_on.isoformat(),
        "last": found.last_on.isoformat(),
        "cases": [_course(one, found.first_on) for one in found.courses],
    }


def _course(course: SharedCourse, origin: date) -> dict[str, object]:
    """Give a course in the form of `domain.playback.course_payload`: only its class changes."""
    (first, shown), *later = course.turns
    whole = {key: value for key, value in _case(course.status, shown).items() if key != "c"}
    turns = [[(first - origin).days, whole]]
    turns += [[(day - origin).days, {"s": _CODES[one]}] for day, one in later]
    return {"c": course.status.case_code, "d": turns}


def _case(status: Status, shown: ShownClass) -> dict[str, object]:
    return payload(status) | {"s": _CODES[shown]}
