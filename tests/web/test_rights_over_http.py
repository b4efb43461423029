"""The matrix of rights over HTTP: every route × everybody, by a cookie and through the gate."""

import json
from contextlib import closing

import geopandas
import pytest
from starlette.applications import Starlette

from tests import tiny
from tests.services.rights_table import ADMINISTRATORS, STAFF, WHO, WRITES
from tests.services.rights_world import (
    HERE,
    LAST_MONDAY,
    PLACES,
    THERE,
    TODAY,
    Trying,
    World,
    build,
    picture,
    signed_in,
)
from tests.web.asking import ask
from trackers.config import Settings
from trackers.domain.parcels import Accuracy
from trackers.services.layers import base_shape, cut_layer
from trackers.store import open_store
from trackers.web.gate import Gate
from trackers.web.routes import ADDRESSES, routes
from trackers.web.routes import WRITES as WRITING
from trackers.web.site import Site

OURS = ("origin", "http://localhost:8501")
NOBODY = "nobody"
# Those of the table who ask today, with what their own record grants them.
PEOPLE = {who: code for who, (code, on, grants) in WHO.items() if on == TODAY and not grants}
REFUSED, ANSWERED = {401, 403}, {200, 201, 204, 303, 404}


class Half(Site):
    """A site whose writes are taken back at their end."""

    def ledger(self, ward):
        at = super().ledger(ward)
        return Trying(at.ward, at.folder, at.reader, at.writer)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("http") / "data"


@pytest.fixture(scope="module")
def site(folder):
    made = Half(Settings(data_dir=folder))
    yield made
    made.close()


@pytest.fixture(scope="module")
def built(folder):
    """The two wards; whoever is of HERE has signed in there, and the administrator of THERE."""
    with closing(open_store(folder, durable=False)) as store:
        worlds = {code: build(store, code) for code in (HERE, THERE)}
        cookies = {who: signed_in(worlds[HERE], code) for who, code in PEOPLE.items()}
        cookies["administrator of the other ward"] = signed_in(worlds[THERE], "AD")
        layer = cut(worlds[HERE])
    return worlds, cookies, layer


@pytest.fixture(scope="module")
def world(built, site) -> World:
    """HERE, by the site's own store."""
    made = built[0][HERE]
    made.ledger = Site.ledger(site, HERE)
    return made


@pytest.fixture(scope="module")
def app(built, site):
    return Gate(Starlette(routes=routes(site)), site)


def cut(world):
    frame = geopandas.GeoDataFrame(
        {
            "parcel_id": [1],
            "sheet_no": ["1"],
            "parcel_no": ["1"],
            "land_type": ["ODT"],
            "area_code": ["A1"],
            "drawn_area_m2": [240.0],
            "declared_area_m2": [240.0],
        },
        geometry=[tiny.square(1)],
        crs="EPSG:4326",
    )
    base = [base_shape("outline", tiny.square(1).buffer(0.01), name="Phường")]
    given = {"source": "test", "accuracy": Accuracy.SCHEMATIC, "now": tiny.NOW}
    return cut_layer(world.ledger, frame, base=base, **given).layer


# ---------------------------------------------------------------- what is expected
def anybody_signed_in(who, place):
    return who not in {NOBODY, "disabled"}


def of_the_ward(who, place):
    return who in PEOPLE and who != "disabled"


def staff(who, place):
    return who in STAFF and who in PEOPLE


def administers(who, place):
    return who in ADMINISTRATORS


def writes(who, place):
    return who in PEOPLE and place in WRITES[who]


def own_upload(who, place):
    """Whoever records cases may send; what was sent is theirs alone."""
    return who == "officer"


# Address: who may read it, and what stands in its places.
READ = {
    "/sign-out": (anybody_signed_in, {}),
    "/account": (anybody_signed_in, {}),
    "/w/{ward}/map.json": (of_the_ward, {}),
    "/w/{ward}/base/{layer}.json": (of_the_ward, {}),
    "/w/{ward}/status": (of_the_ward, {}),
    "/w/{ward}/playback": (of_the_ward, {}),
    "/w/{ward}/tiles/{layer}/{z}/{x}/{y}.mvt": (of_the_ward, {"z": 16, "x": 1, "y": 1}),
    "/w/{ward}/photos/{photo_id}": (of_the_ward, {"photo_id": "photoP1"}),
    "/w/{ward}/overview.{kind}": (of_the_ward, {"kind": "csv"}),
    "/w/{ward}/reviews/{monday}/{paper}.{kind}": (
        staff,
        {"monday": LAST_MONDAY.isoformat(), "paper": "minutes", "kind": "xlsx"},
    ),
    "/w/{ward}/papers/{paper}.docx": (administers, {"paper": "minutes"}),
    "/w/{ward}/looks.csv": (administers, {}),
    "/w/{ward}/households/{code}.xlsx": (administers, {"code": "H31"}),
    "/w/{ward}/backups/{name}": (administers, {"name": "none.zip"}),
    "/w/{ward}/visiting": (staff, {}),
    "/w/{ward}/meeting": (of_the_ward, {}),
    "/w/{ward}/present": (staff, {}),
    "/w/{ward}/present/items": (staff, {}),
    "/w/{ward}/attachments": (staff, {}),
    "/w/{ward}/attachments/{attachment_id}": (staff, {}),
    "/w/{ward}/uploads/{upload_id}": (own_upload, {}),
}
WRITE = {
    ("POST", "/w/{ward}/uploads"): writes,
    ("PATCH", "/w/{ward}/uploads/{upload_id}"): own_upload,
    ("POST", "/w/{ward}/uploads/{upload_id}/done"): own_upload,
    ("POST", "/w/{ward}/attachments/{attachment_id}/withdrawal"): writes,
}
# Open to who is not signed in yet, or about nobody but oneself: tests/web/test_sign_in.py and, for
# links, tests/web/test_links.py and test_share_page.py.
DOORS = {
    "/healthz",
    "/assets/{digest}/{name}",
    "/s/{token}",
    "/s/{rest:path}",
    "/s/p/{code}",
    "/s/p/{code}/content",
    "/s/p/{code}/map.json",
    "/s/p/{code}/base/{layer}.json",
    "/s/p/{code}/status",
    "/s/p/{code}/playback",
    "/s/p/{code}/tiles/{layer}/{z}/{x}/{y}.mvt",
    "/s/p/{code}/photos/{photo_id}",
    ("POST", "/s/p/{code}/pin"),
    "/sign-in",
    "/sign-in/oidc",
    "/invitation",
    "/invitation/{token}",
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("POST", "/invitation"),
    ("POST", "/account/{what}"),
}
EVERYBODY = (*PEOPLE, "administrator of the other ward", NOBODY)


def knock(app, built, who, path, *, method="GET", body=None, headers=()):
    """Ask as somebody; give whether they were let through, and the answer."""
    cookies = built[1]
    own = [("cookie", f"matbang={cookies[who]}")] if who in cookies else []
    asked = [*own, OURS, *headers] if method != "GET" else own
    answer = ask(app, path, method=method, headers=asked, body=body)
    taken_back = answer.status_code == 503 and answer.json()["error"] == "WouldBeWritten"
    assert taken_back or answer.status_code in REFUSED | ANSWERED, answer.text
    return answer.status_code not in REFUSED, answer


def test_every_route_is_in_the_table():
    assert set(ADDRESSES) - DOORS == set(READ), "say in this file who may read it"
    assert set(WRITING) - DOORS == set(WRITE), "say in this file who may write there"


@pytest.mark.parametrize("address", READ)
def test_who_may_read(app, built, world, address):
    may, given = READ[address]
    own = world.places["own case"]
    query = f"?case={own.case.code}" if address == "/w/{ward}/attachments" else ""
    with world.upload("ME", "own case") as upload:
        values = {"attachment_id": own.attachment, "layer": built[2], "upload_id": upload}
        path = address.format(ward=HERE, **{**values, **given}) + query
        wrong = []
        for who in EVERYBODY:
            allowed, answer = knock(app, built, who, path)
            if address.endswith("{upload_id}") and who not in {"officer", NOBODY}:
                # Another's upload is no upload at all.
                allowed = allowed and answer.status_code != 404
            if allowed is not may(who, ""):
                wrong.append((who, answer.status_code))
            if not allowed:
                assert "Nguyễn" not in answer.text
        assert not wrong, address


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("target", WRITE, ids=" ".join)
def test_who_may_write(app, built, world, target, place):
    may, (method, address) = WRITE[target], target
    at = world.places[place]
    wrong = []
    for who in EVERYBODY:
        with world.upload("ME", place) as upload:
            path = address.format(ward=HERE, attachment_id=at.attachment, upload_id=upload)
            asked = {"case": at.case.code, "name": "a.jpg", "size": 10, "reason": "Nhầm"}
            begins = {"body": json.dumps(asked).encode()}
            if method == "PATCH":
                offset = ("upload-offset", str(len(picture())))
                begins = {"body": b"", "headers": [offset]}
            allowed, answer = knock(app, built, who, path, method=method, **begins)
        if may is own_upload:
            allowed = allowed and answer.status_code != 404
            # It is attached only where its case is the sender's still.
            expected = who == "officer" and (
                not address.endswith("/done") or place in WRITES["officer"]
            )
        else:
            expected = may(who, place)
        if allowed is not expected:
            wrong.append((who, answer.status_code, answer.text[:80]))
    assert not wrong, (target, place)


@pytest.mark.parametrize("address", [one for one in READ if "{ward}" in one])
def test_another_ward_is_nobodys_but_its_own_peoples(app, built, world, address):
    own = world.places["own case"]
    values = {"attachment_id": own.attachment, "layer": built[2], "upload_id": "x"} | READ[address][
        1
    ]
    for who in EVERYBODY:
        allowed, _ = knock(app, built, who, address.format(ward=THERE, **values))
        assert allowed is (who == "administrator of the other ward"), who
