"""The page of a shared link and what it asks for, by raw requests."""

import json
import re
from contextlib import closing
from datetime import UTC, date, datetime
from io import BytesIO
from math import asinh, pi, radians, tan

import pytest
from PIL import Image
from starlette.applications import Starlette

from tests import tiny
from tests.web.asking import OUTSIDE, ask
from tests.web.conftest import cut
from trackers.config import Settings
from trackers.domain.links import LinkKind, LinkScope
from trackers.services import limiting
from trackers.services.links import make_link, open_link, revoke_link
from trackers.services.photos import add_photo
from trackers.services.wards import current_revision, get_ward
from trackers.services.works import edit_project
from trackers.store import open_store, projects
from trackers.web.edge import edge
from trackers.web.routes import routes
from trackers.web.site import Site

HOST = "matbang.example:8501"
PARTS = ("content", "map.json", "status", "playback", "base/{layer}.json", "photos/{photo}")
HOSTILE = "<script>alert(1)</script> {{7*7}} & \"'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    with closing(open_store(folder, durable=False)) as store:
        ledger = tiny.build(store)
        cut(ledger)
        picture = BytesIO()
        Image.effect_noise((1600, 1000), 60).convert("RGB").save(picture, "JPEG")
        add_photo(
            ledger,
            tiny.OFFICER,
            project_code="XM",
            picture=picture.getvalue(),
            name="a.jpg",
            taken_on=date(2014, 4, 3),
            caption="Nhà ông Út",
            now=tiny.NOW,
        )
    return folder


@pytest.fixture(scope="module")
def site(folder):
    site = Site(Settings(data_dir=folder, base_url=f"http://{HOST}"))
    yield site
    site.close()


@pytest.fixture(scope="module")
def app(site):
    return Starlette(routes=routes(site), middleware=edge(site, ()))


@pytest.fixture(autouse=True)
def _unhurried():
    limiting.reset()


class Reader:
    """A phone somewhere that opened a link."""

    def __init__(self, app, site, kind=LinkKind.MEETING, **scope):
        self.app, self.ledger = app, site.ledger("TEST")
        now = datetime.now(UTC)
        made = make_link(
            self.ledger, tiny.CHAIR, kind=kind, label="Họp", scope=LinkScope(**scope), now=now
        )
        self.code = made.link.code
        self.visit = open_link(site.store, made.token, now=now).visit
        self.place = f"/s/p/{self.code}"

    def get(self, path="", *, lang="vi", tag="", code=""):
        place = f"/s/p/{code or self.code}"
        headers = [("cookie", f"matbang-link={self.visit}; lang={lang}")]
        headers += [("if-none-match", tag)] if tag else []
        where = f"{place}/{path}" if path else place
        return ask(self.app, where, client=OUTSIDE, host=HOST, headers=headers)

    def part(self, path):
        with self.ledger.read() as reading:
            [photo] = projects.read_photos(reading)
        layer = get_ward(self.ledger).layer
        return self.get(path.format(layer=layer, photo=photo.photo_id))


@pytest.fixture
def meeting(app, site):
    return Reader(app, site)


@pytest.fixture
def public(app, site):
    return Reader(app, site, LinkKind.PUBLIC)


def tile_path(ledger):
    """The tile in which the ward's first parcel lies."""
    at = tiny.square(1).centroid
    x = (at.x + 180) / 360 * 2**16
    y = (1 - asinh(tan(radians(at.y))) / pi) / 2 * 2**16
    return f"tiles/{get_ward(ledger).layer}/16/{int(x)}/{int(y)}.mvt"


class TestPage:
    def test_it_says_the_ward_the_work_and_the_day(self, meeting):
        page = meeting.get()
        assert page.status_code == 200
        for words in ("Phường Thử", "Đường thử", "Công ty Thử", "Số liệu đến", "Khu vực 1"):
            assert words in page.text
        assert "Việc hiến đất là tự nguyện." in page.text

    def test_in_english_it_holds_no_vietnamese_of_ours(self, meeting):
        page = meeting.get(lang="en").text
        assert "Donating land is voluntary." in page
        assert "Mốc tiến độ" not in page
        assert 'lang="en"' in page

    def test_the_policy_lets_two_scripts_and_one_style_run_by_a_nonce_of_their_own(self, meeting):
        page, again = meeting.get(), meeting.get()
        policy = page.headers["content-security-policy"]
        nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)[1]
        assert f"style-src 'nonce-{nonce}'" in policy
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        tags = re.findall(r"<(?:script|style|link)[^>]*>", page.text)
        assert len(tags) == 3
        assert all(f'nonce="{nonce}"' in one for one in tags)
        assert not re.findall(r'\sstyle="|\son\w+="|javascript:', page.text)
        assert nonce not in again.text

    def test_nobody_is_told_that_it_is_there(self, meeting):
        page = meeting.get()
        assert "noindex" in page.headers["x-robots-tag"]
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"

    def test_all_that_it_loads_is_ours(self, meeting):
        page = meeting.get().text
        for address in re.findall(r'(?:src|href)="([^"]+)"', page):
            assert address.startswith(("/assets/", f"{meeting.place}", "#work-"))

    def test_what_people_wrote_is_text(self, meeting):
        with meeting.ledger.read() as reading:
            [base] = projects.read_projects(reading)
        fields = dict.fromkeys(("public_text", "scale", "builder", "name"), HOSTILE)
        edit_project(
            meeting.ledger,
            tiny.CHAIR,
            base=base,
            mine=base.__class__(**{**base.__dict__, **fields}),
            now=tiny.NOW,
        )
        page = meeting.get("content").text
        assert "<script" not in page
        assert page.count("&lt;script&gt;") >= 4
        assert page.count("{{7*7}}") >= 4
        # Ids in addresses may hold any digits: the words alone are looked at.
        words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.DOTALL)
        assert "49" not in re.split(r"\W+", words)

    def test_a_link_to_one_work_of_several_shows_that_one(self, app, site):
        other = Reader(app, site, projects=("XM",))
        assert "glance" not in other.get("content").text


class TestLiveness:
    def test_what_stands_beside_the_map_costs_nothing_while_nothing_changes(self, meeting):
        first = meeting.get("content")
        again = meeting.get("content", tag=first.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
        assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", again.headers["matbang-read"])

    def test_a_save_is_in_the_next_answer(self, meeting):
        before, cases = meeting.get("content"), meeting.get("status")
        tiny.take(meeting.ledger, *tiny.UP_TO_SIGNED, "handover")
        after = meeting.get("content", tag=before.headers["etag"])
        assert after.status_code == 200
        assert "1/3 hồ sơ" in after.text
        found = meeting.get("status", tag=cases.headers["etag"]).json()
        assert found["full"] is True
        assert found["revision"] == current_revision(meeting.ledger)[0]
        assert {one["c"]: one["s"] for one in found["cases"]}["XM-001"] == "handed"

    def test_languages_do_not_share_an_entity_tag(self, meeting):
        tag = meeting.get("content").headers["etag"]
        assert meeting.get("content", lang="en", tag=tag).status_code == 200

    def test_a_revoked_link_answers_410_at_once_and_its_page_is_the_short_one(self, meeting):
        assert meeting.get("status").status_code == 200
        now = datetime.now(UTC)
        revoke_link(meeting.ledger, tiny.CHAIR, code=meeting.code, now=now)
        assert {meeting.part(one).status_code for one in PARTS} == {410}
        assert meeting.get(tile_path(meeting.ledger)).status_code == 410
        page = meeting.get()
        assert page.status_code == 404
        assert "Phường Thử" not in page.text

    def test_another_links_cookie_opens_nothing(self, meeting, public):
        assert meeting.get(code=public.code).status_code == 404
        assert meeting.get("status", code=public.code).status_code == 410


class TestMeeting:
    def test_cases_travel_with_their_class_and_place_alone(self, meeting):
        cases = meeting.get("status").json()["cases"]
        assert {one["c"] for one in cases} == {"XM-001", "XM-002", "XM-003"}
        assert {key for one in cases for key in one} <= set("cpjatsu")
        assert {one["s"] for one in cases} <= {"talk", "signed", "few", "handed"}

    def test_the_course_holds_classes_alone(self, meeting):
        course = meeting.get("playback").json()
        for case in course["cases"]:
            (_, first), *later = case["d"]
            assert set(first) <= set("pjatsu")
            assert all(set(changed) == {"s"} for _, changed in later)

    def test_tiles_are_those_of_the_layer_in_force(self, meeting):
        found = meeting.get(tile_path(meeting.ledger))
        assert found.status_code == 200
        assert b"12/101" in found.content
        assert meeting.get("tiles/0123456789abcdef/16/1/1.mvt").status_code == 404

    def test_the_map_names_works_of_its_scope_and_no_basemap(self, app, site, meeting):
        told = meeting.get("map.json").json()
        assert told["projects"] == {"XM": told["projects"]["XM"]}
        assert told["basemap"] is None
        assert "obstacle" not in told
        assert [one["code"] for one in told["public"]] == ["talk", "signed", "few", "handed"]
        assert told["tiles"].startswith(meeting.place)
        assert "officer" not in json.dumps(told)

    def test_a_photo_on_a_card_is_small(self, meeting):
        whole, small = meeting.part("photos/{photo}"), meeting.part("photos/{photo}?small=1")
        assert whole.headers["content-type"] == small.headers["content-type"] == "image/jpeg"
        assert max(Image.open(BytesIO(small.content)).size) == 480
        assert len(small.content) < len(whole.content) / 4
        assert meeting.get("photos/none").status_code == 404


class TestPublic:
    @pytest.mark.parametrize("path", ["status", "playback", "tile"])
    def test_no_parcel_is_to_be_had(self, public, path):
        asked = tile_path(public.ledger) if path == "tile" else path
        assert public.get(asked).status_code == 404

    def test_its_map_asks_for_none(self, public):
        told = public.get("map.json").json()
        assert told["tiles"] is None
        assert told["sites"]

    def test_its_page_names_no_case(self, public):
        for lang in ("vi", "en"):
            assert "XM-00" not in public.get(lang=lang).text
