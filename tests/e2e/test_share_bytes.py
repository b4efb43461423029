"""Every byte that a shared link can reach, searched for what it may not show.

The ward's every personal field holds a marker; so do the fields in which colleagues write for one
another. The same detector has to find them in the bytes of an officer who reveals.
"""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from math import asinh, pi, radians, tan

import httpx
import pytest
from PIL import Image
from sqlalchemy import Text, select, update

from tests import tiny
from tests.browser import a_server
from tests.e2e.test_personal_bytes import EVERYTHING, Walk, mark
from tests.markers import found_in, word
from tests.web.conftest import cut
from trackers.domain.links import LinkKind, LinkScope
from trackers.domain.opinions import Opinion
from trackers.services.agenda import add_topic
from trackers.services.decisions import take_decision
from trackers.services.links import make_link
from trackers.services.photos import add_photo
from trackers.services.projects import edit_milestone
from trackers.services.reviews import open_review
from trackers.services.wards import get_ward
from trackers.store import open_store, opinions, projects, tables

MONDAY = date(2014, 4, 7)
TYPED = {
    name: word(letters)
    for name, letters in (
        ("caption", "qza"),
        ("reason", "qzb"),
        ("basis", "qzc"),
        ("officer", "qzd"),
        ("responsible", "qze"),
        ("area note", "qzf"),
        ("picture", "qzg"),
        ("label", "qzh"),
        ("layer", "qzi"),
        ("title", "qzj"),
        ("all the rest", "qzk"),
    )
}
# In đồng, and as pages write it, in millions.
VND = {"total": 812_345_600_000, "paid": 734_512_900_000}
MONEY = {"total": "812.345,6", "paid": "734.512,9"}
DIGITS = {*map(str, VND.values()), "812,345.6", "734,512.9"}
FORBIDDEN = {*EVERYTHING, *TYPED.values(), *MONEY.values(), *DIGITS}
# What an officer's pages show of them; the rest is in the picture's own data or in no page.
OFFICERS = {*EVERYTHING, TYPED["caption"], TYPED["reason"], TYPED["officer"], *MONEY.values()}
OWN = {name: word(f"qw{letter}") for letter, name in (("a", "public"), ("b", "mốc"))}


def mark_more(ledger):
    """Mark what colleagues write for one another, and write the public text beside it."""
    with ledger.read() as reading:
        [milestone] = projects.read_milestones(reading, "XM")
    mine = replace(
        milestone,
        forecast_on=date(2014, 4, 25),
        reason=TYPED["reason"],
        basis=TYPED["basis"],
        name=OWN["mốc"],
    )
    edit_milestone(ledger, tiny.OFFICER, mine=mine, now=tiny.NOW)
    picture, told = BytesIO(), Image.Exif()
    told[0x010E] = TYPED["picture"]
    Image.new("RGB", (900, 600), "green").save(picture, "JPEG", exif=told)
    add_photo(
        ledger,
        tiny.OFFICER,
        project_code="XM",
        picture=picture.getvalue(),
        name="a.jpg",
        taken_on=date(2014, 4, 3),
        caption=TYPED["caption"],
        now=tiny.NOW,
    )
    with ledger.write(tiny.NOW) as writing:
        work = {"total_investment_vnd": VND["total"], "public_text": OWN["public"]}
        writing.update(tables.projects, {"code": "XM"}, work, base=None)
        paid = {"disbursed_vnd": VND["paid"]}
        day = {"project_code": "XM", "on": date(2014, 4, 1)}
        writing.update(tables.progress, day, paid, base=None)
        for code in ("CB03", "CB05"):
            named = {"name": TYPED["officer"], "title": TYPED["title"]}
            writing.update(tables.officers, {"code": code}, named, base=None)
        area = {"responsible": TYPED["responsible"], "note": TYPED["area note"]}
        writing.update(tables.areas, {"code": "KV1"}, area, base=None)
        writing.record("ward.filled", "TEST", actor="QT", effective_on=tiny.TODAY)
        writing.connection.execute(update(tables.layers).values(source=TYPED["layer"]))


def mark_the_rest(ledger):
    """Hold a review, hear an opinion, and mark every personal text that has no marker yet."""
    review = {"monday": MONDAY, "now": tiny.NOW}
    open_review(ledger, tiny.CHAIR, **review)
    add_topic(ledger, tiny.CHAIR, title="x", text="x", case_code="XM-001", **review)
    what = {"text": "x", "officer_code": "CB03", "due_on": MONDAY, "case_code": "XM-001"}
    take_decision(ledger, tiny.CHAIR, **what, **review)
    with ledger.write(tiny.NOW) as writing:
        voice = Opinion("YK-1", "KV1", "XM", "x", date(2014, 3, 11), answer="x", from_whom="x")
        opinions.add_opinion(writing, voice)
        writing.record("ward.filled", "TEST", actor="QT", effective_on=tiny.TODAY)
        for column in personal_texts():
            bare = column.table.update().where(column.not_like("%ẩn%"))
            writing.connection.execute(bare.values({column.name: TYPED["all the rest"]}))


def personal_texts():
    """Every column of words that a law can erase and that does not lie sealed."""
    columns = (column for table in tables.metadata.tables.values() for column in table.columns)
    return [one for one in columns if one.info.get("personal") and isinstance(one.type, Text)]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marked")
    with closing(open_store(folder, durable=False)) as store:
        ledger = tiny.build(store)
        cut(ledger)
        mark(ledger)
        mark_more(ledger)
        mark_the_rest(ledger)
    return folder


@pytest.fixture(scope="module")
def address(data):
    with a_server(data) as address:
        yield address


@pytest.fixture(scope="module")
def ledger(data):
    with closing(open_store(data)) as store:
        yield store.ledger("TEST")


def heard(address, ledger, kind, **scope):
    """Every byte of a link: pages, parts, pictures and all tiles of the ward, in both languages."""
    now = datetime.now(UTC)
    made = make_link(
        ledger, tiny.CHAIR, kind=kind, label=TYPED["label"], scope=LinkScope(**scope), now=now
    )
    layer, place = get_ward(ledger).layer, f"/s/p/{made.link.code}"
    with ledger.read() as reading:
        photos = [one.photo_id for one in projects.read_photos(reading)]
    parts = ["", "/content", "/map.json", "/status", "/status?since=3", "/playback", "/nothing"]
    parts += [f"/base/{layer}.json", "/base/x.json", "/map.json?sites=1", "/content?as=CB05"]
    parts += [f"/photos/{one}{size}" for one in photos for size in ("", "?small=1")]
    parts += [f"/tiles/{layer}/{z}/{x}/{y}.mvt" for z, x, y in tiles()]
    found = []
    with httpx.Client(base_url=address, timeout=60, follow_redirects=True) as client:
        found.append(client.get(f"/s/{made.token}").content)
        for lang in ("vi", "en"):
            for part in parts:
                joined = "&" if "?" in part else "?"
                answer = client.get(f"{place}{part}{joined}lang={lang}")
                found += [answer.content, repr(answer.headers).encode()]
    return b"\n".join(found)


def tiles():
    """The tiles around the ward's parcels at every zoom there is."""

    for z in range(12, 17):
        x = int((tiny.WEST + 180) / 360 * 2**z)
        y = int((1 - asinh(tan(radians(tiny.SOUTH))) / pi) / 2 * 2**z)
        yield from ((z, x + dx, y + dy) for dx in (0, 1) for dy in (-1, 0))


def test_every_personal_text_of_the_ward_holds_a_marker(ledger):
    empty = set()
    with ledger.read() as reading:
        for column in personal_texts():
            texts = reading.connection.execute(select(column)).scalars().all()
            assert all("ẩn" in one for one in texts), (column, texts)
            empty |= set() if texts else {column.table.name}
    # What the small ward has no row of.
    assert not empty & {
        "reviews",
        "agenda_items",
        "decisions",
        "opinions",
        "contacts",
        "households",
    }


SCOPES = [
    {},
    {"projects": ("XM",), "filters": "area=KV1", "view": "10.08,105.7,17"},
    {"as_of": date(2014, 4, 8)},
]


@pytest.mark.parametrize("kind", list(LinkKind))
@pytest.mark.parametrize("scope", SCOPES, ids=["all", "part", "former day"])
def test_nothing_personal_is_in_any_byte_of_a_link(address, ledger, kind, scope):
    data = heard(address, ledger, kind, **scope)
    assert found_in(data, FORBIDDEN) == set()
    # The detector has eyes: what is written for the public is there.
    assert found_in(data, OWN.values()) >= {OWN["public"], OWN["mốc"]}


def test_the_same_detector_finds_it_in_the_bytes_of_an_officer(browser, address):
    walk = Walk(browser, address, "as=CB05")
    walk.pages()
    walk.routes()
    walk.reveal()
    assert OFFICERS - found_in(walk.end(), OFFICERS) == set()


def test_a_scope_without_a_work_names_nothing_of_it(address, ledger):
    with ledger.write(tiny.NOW) as writing:
        [road] = projects.read_projects(writing)
        other = replace(road, code="KHAC", name="Việc khác", public_text="")
        projects.add_project(writing, other, site=None, centreline=None, position=1)
        writing.record("project.added", "KHAC", actor="QT", effective_on=tiny.TODAY)
    for kind in LinkKind:
        data = heard(address, ledger, kind, projects=("KHAC",))
        assert found_in(data, OWN.values()) == set()
        assert b"XM-00" not in data
        assert "Việc khác".encode() in data


def test_no_line_of_the_log_names_a_link_s_secret_or_a_marker(data):
    log = (data / "server.log").read_bytes()
    assert found_in(log, FORBIDDEN) == set()
