import math
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from tests import tiny
from tests.domain.making import a_visit, done
from tests.web.asking import ask
from trackers import __version__
from trackers.domain import errors as domain
from trackers.domain.benefits import Benefit, benefit_fields
from trackers.domain.parcels import Accuracy
from trackers.domain.projects import Photo
from trackers.drawing import assets
from trackers.services.contacts import record_visit
from trackers.services.projects import list_projects
from trackers.services.steps import set_step
from trackers.services.wards import current_revision
from trackers.services.works import edit_project
from trackers.store import errors as store
from trackers.store import projects
from trackers.store.wards import Layer
from trackers.web.errors import bounded, code_of
from trackers.web.ward_map import note_of
from trackers.words import say

STATUS = "/w/TEST/status"


class TestHealth:
    def test_it_tells_the_revision_and_the_version(self, app, ledger):
        revision, _ = current_revision(ledger)
        body = ask(app, "/healthz").json()
        assert body == {"status": "ok", "revision": revision, "version": __version__}


class TestStatus:
    def test_all_cases_come_with_codes_and_dates_only(self, app, ledger):
        answer = ask(app, STATUS)
        body = answer.json()
        assert body["full"]
        assert [case["c"] for case in body["cases"]] == ["XM-001", "XM-002", "XM-003"]
        for name in ("Nguyễn", "Út", "H001", "0900000001", "Khu vực"):
            assert name not in answer.text

    def test_what_the_browser_holds_is_not_sent_again(self, app):
        tag = ask(app, STATUS).headers["etag"]
        answer = ask(app, STATUS, headers=[("if-none-match", tag)])
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        assert ask(app, STATUS, headers=[("if-none-match", f'"x", W/{tag}')]).status_code == 304

    def test_a_save_is_seen_and_only_what_it_touched_is_sent(self, app, ledger):
        before = ask(app, STATUS)
        mark = done("contacted", version=0)
        set_step(ledger, tiny.OFFICER, case_code="XM-002", mark=mark, now=tiny.NOW)
        tag = before.headers["etag"]
        since = before.json()["revision"]
        answer = ask(app, f"{STATUS}?since={since}", headers=[("if-none-match", tag)])
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag
        assert answer.json()["full"] is False
        assert [(case["c"], case["s"]) for case in answer.json()["cases"]] == [("XM-002", "talk")]
        assert ask(app, STATUS).json()["cases"][1]["s"] == "talk"

    @pytest.mark.parametrize("since", ["999999", "-1", "x", "²", "", "9" * 5000])
    def test_a_revision_that_cannot_be_is_answered_with_everything(self, app, since):
        assert ask(app, f"{STATUS}?since={since}").json()["full"]

    def test_viewers_have_another_tag_and_see_no_officer(self, app):
        officers, public = ask(app, STATUS), ask(app, f"{STATUS}?as=XEM")
        assert officers.headers["etag"] != public.headers["etag"]
        assert all("o" in case for case in officers.json()["cases"])
        assert not any("o" in case or "w" in case for case in public.json()["cases"])
        cookie = ask(app, STATUS, headers=[("cookie", "as=XEM")])
        assert cookie.headers["etag"] == public.headers["etag"]

    def test_what_was_read_in_another_projection_does_not_count_as_known(self, app):
        revision = ask(app, STATUS).json()["revision"]
        same = ask(app, f"{STATUS}?since={revision}&projection=officers").json()
        assert (same["projection"], same["full"], same["cases"]) == ("officers", False, [])
        other = ask(app, f"{STATUS}?since={revision}&projection=officers&as=XEM").json()
        assert (other["projection"], other["full"], len(other["cases"])) == ("public", True, 3)
        back = ask(app, f"{STATUS}?since={revision}&projection=public").json()
        assert (back["projection"], back["full"]) == ("officers", True)
        hostile = ask(app, f"{STATUS}?since={revision}&projection=<x>")
        assert hostile.json()["full"]

    def test_it_is_kept_by_nobody_between_us(self, app):
        assert ask(app, STATUS).headers["cache-control"] == "private, no-cache"

    def test_it_is_packed_for_those_who_can_unpack(self, app):
        plain = ask(app, STATUS, headers=[("accept-encoding", "identity")])
        packed = ask(app, STATUS, headers=[("accept-encoding", "gzip")])
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert plain.json() == packed.json()


class TestTiles:
    def test_a_tile_is_kept_for_a_year_and_an_empty_one_is_nothing(self, app, layer):
        x, y = tile_of(tiny.WEST + 20 * tiny.STEP, tiny.SOUTH)
        answer = ask(app, f"/w/TEST/tiles/{layer}/16/{x}/{y}.mvt")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert b"12/101" in answer.content
        assert ask(app, f"/w/TEST/tiles/{layer}/16/0/0.mvt").status_code == 204

    @pytest.mark.parametrize(
        "address",
        [
            "..%2f..%2fmatbang/16/0/0.mvt",
            "../../matbang.sqlite/16/0/0.mvt",
            "nothing/16/0/0.mvt",
            "%00/16/0/0.mvt",
            "{layer}/x/0/0.mvt",
            "{layer}/16/-1/0.mvt",
            "{layer}/" + "9" * 5000 + "/0/0.mvt",
        ],
    )
    def test_an_address_that_names_no_tile_is_not_found(self, app, layer, address):
        answer = ask(app, f"/w/TEST/tiles/{address.replace('{layer}', layer)}")
        assert answer.status_code == 404


class TestMap:
    def test_the_script_is_told_addresses_looks_and_words(self, app, layer):
        body = ask(app, "/w/TEST/map.json").json()
        assert (body["ward"], body["layer"], body["basemap"]) == ("TEST", layer, None)
        assert body["tiles"] == "/w/TEST/tiles/{layer}/{z}/{x}/{y}.mvt"
        assert body["stages"][0]["label"] == "Chưa tiếp xúc"
        assert [one["code"] for one in body["stages"]][-1] == "done"
        assert all(body["words"].values())
        assert body["note"] == "Sơ đồ, không có giá trị pháp lý"

    def test_the_script_is_told_what_works_bring_to_which_areas(self, app, ledger):
        base = list_projects(ledger)[0]
        needs = benefit_fields([Benefit("Xe lấy rác vào", ("KV2",))])
        edit_project(ledger, tiny.OFFICER, base=base, mine=replace(base, **needs), now=tiny.NOW)
        told = ask(app, "/w/TEST/map.json").json()["benefits"]
        assert told == {"XM": [{"t": "Xe lấy rác vào", "a": ["KV2"], "n": ["Khu vực 2"]}]}

    @pytest.mark.parametrize(
        ("accuracy", "note"),
        [
            (Accuracy.SURVEYED, "Hình thửa: đo đạc · bản đồ địa chính 2013"),
            (Accuracy.DRAWN, "Hình thửa: vẽ lại · bản đồ địa chính 2013"),
        ],
    )
    def test_real_shapes_are_not_called_a_sketch(self, accuracy, note):
        layer = Layer("L", "bản đồ địa chính 2013", accuracy.value, "d", 4, tiny.NOW)
        assert note_of(layer) == note
        assert note_of(None) == ""

    def test_it_speaks_the_language_asked_for_and_no_other_after(self, app):
        english = ask(app, "/w/TEST/map.json?lang=en").json()
        assert english["stages"][0]["label"] == "Not contacted"
        assert ask(app, "/w/TEST/map.json").json()["obstacle"]["label"] == "Còn vướng mắc"
        assert say("Khác") == "Khác"

    def test_base_shapes_are_kept_for_a_year(self, app, layer):
        answer = ask(app, f"/w/TEST/base/{layer}.json")
        assert answer.json()["features"][0]["properties"]["k"] == "outline"
        assert "immutable" in answer.headers["cache-control"]
        assert ask(app, "/w/TEST/base/..%2f..%2fx.json").status_code == 404
        assert ask(app, "/w/TEST/base/other.json").status_code == 404


class TestAssets:
    @pytest.mark.parametrize("name", sorted(assets.ASSETS))
    def test_every_listed_file_is_there_and_kept_for_a_year(self, app, name):
        answer = ask(app, f"/assets/{assets.digest()}/{name}")
        assert answer.status_code == 200
        assert answer.content == assets.read_asset(name)
        assert "immutable" in answer.headers["cache-control"]

    def test_an_old_address_gets_the_new_file_and_does_not_keep_it(self, app):
        answer = ask(app, "/assets/0000/leaflet.css")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")

    @pytest.mark.parametrize(
        "name", ["package.json", "..%2f..%2f..%2fapp.py", "../../app.py", "node_modules", "%00"]
    )
    def test_nothing_else_is_served(self, app, name):
        assert ask(app, f"/assets/{assets.digest()}/{name}").status_code == 404


class TestPhotos:
    @pytest.fixture
    def photos(self, ledger):
        pictures = {"P1": "photos/P1.jpg", "P2": "../../matbang.sqlite", "P3": "photos/none.jpg"}
        (ledger.folder / "photos").mkdir(exist_ok=True)
        (ledger.folder / "photos" / "P1.jpg").write_bytes(b"picture")
        with ledger.read() as reading:
            known = {one.photo_id for one in projects.read_photos(reading)}
        facts = [
            Photo(code, "XM", tiny.TODAY, "Ảnh", file)
            for code, file in pictures.items()
            if code not in known
        ]
        if facts:
            with ledger.write(tiny.NOW) as writing:
                projects.add_facts(writing, facts)
                writing.record("photos.added", "XM", actor="QT", effective_on=tiny.TODAY)

    def test_a_picture_is_served_by_its_code(self, app, photos):
        answer = ask(app, "/w/TEST/photos/P1")
        assert (answer.content, answer.headers["content-type"]) == (b"picture", "image/jpeg")

    @pytest.mark.parametrize("code", ["P2", "P3", "P4", "..%2f..%2fmatbang.sqlite", "P1.jpg"])
    def test_nothing_but_pictures_of_the_ward_is_served(self, app, photos, code):
        assert ask(app, f"/w/TEST/photos/{code}").status_code == 404


class TestErrors:
    @pytest.mark.parametrize(
        "path", ["/w/NO/status", "/w/NO/map.json", "/w/..%2f../status", "/w/NO/photos/1"]
    )
    def test_an_unknown_ward_is_a_sentence_and_not_found(self, app, path):
        answer = ask(app, path)
        assert answer.status_code == 404
        assert "\n" not in answer.text

    def test_a_refusal_names_its_kind_in_the_language_asked_for(self, app):
        body = ask(app, "/w/NO/status?lang=en").json()
        assert body["error"] == "UnknownWard"
        assert body["message"].startswith("There is no ward with the code NO.")

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (domain.NotAllowed(), 403),
            (domain.UnknownStep(), 400),
            (domain.EditConflict(), 409),
            (store.RowChanged(), 409),
            (store.StoreTooOld(), 503),
            (ZeroDivisionError(), 500),
        ],
    )
    def test_the_nearest_kind_decides_the_status(self, error, code):
        assert code_of(error) == code

    def test_an_unexpected_failure_is_a_number_and_never_its_text(self, site, caplog):
        def fail(site, request):
            raise ZeroDivisionError("Nguyễn Văn Út")

        app = Starlette(routes=[Route("/", bounded(site, fail))])
        answer = ask(app, "/")
        assert answer.status_code == 500
        assert "Út" not in answer.text
        assert answer.json()["number"] == caplog.records[-1].request_id
        assert "ZeroDivisionError" in caplog.text

    def test_no_answer_may_be_embedded_by_another_site(self, app):
        for path in (STATUS, "/healthz", "/w/NO/status"):
            assert ask(app, path).headers["cross-origin-resource-policy"] == "same-origin"

    def test_nothing_can_be_written(self, app):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert ask(app, STATUS, method=method).status_code == 405


def tile_of(lng, lat):
    """Column and row of the web-mercator tile at zoom 16."""
    side = 2**16
    shift = math.asinh(math.tan(math.radians(lat))) / math.pi
    return int((lng + 180) / 360 * side), int((1 - shift) / 2 * side)


class TestVisitingSheet:
    SHEET = "/w/TEST/visiting"

    def test_it_lists_households_with_room_to_write(self, app):
        answer = ask(app, f"{self.SHEET}?as=CB03&officer=CB03")
        assert answer.status_code == 200
        for words in ("Nguyễn Văn Út", "0900000001", "12/101", "Cần nói gì", "Kết quả (ghi tay)"):
            assert words in answer.text, words
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]

    def test_number_order_and_area_are_asked_for(self, app):
        text = ask(app, f"{self.SHEET}?as=CB03&count=1&order=promise&area=KV1").text
        assert text.count("class='hand'") == 1
        assert ask(app, f"{self.SHEET}?as=CB03&area=KV2").text.count("class='hand'") == 0
        assert ask(app, f"{self.SHEET}?as=CB03&count=x").text.count("class='hand'") == 2

    def test_a_viewer_gets_nothing_and_an_unknown_officer_is_said(self, app):
        refused = ask(app, f"{self.SHEET}?as=XEM")
        assert refused.status_code == 403
        assert "Nguyễn" not in refused.text
        assert ask(app, f"{self.SHEET}?as=CB03&officer=CB99").status_code == 404

    def test_what_people_typed_stays_text(self, app, ledger):
        note = "<script>alert(1)</script>{{7*7}}"
        made = a_visit(
            tiny.TODAY, contact_id="", household_code="H002", promise=note, promise_on=tiny.TODAY
        )
        record_visit(ledger, tiny.OFFICER, visit=made, now=tiny.NOW)
        text = ask(app, f"{self.SHEET}?as=CB03").text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text
        assert "<script>alert" not in text
