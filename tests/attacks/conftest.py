from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from starlette.applications import Starlette

from tests import tiny
from tests.services.rights_world import picture
from tests.web.asking import GOOD, Browser
from tests.web.conftest import cut
from trackers.config import Settings
from trackers.domain.projects import Photo
from trackers.services import accounts, attachments, copies, limiting, passwords, uploads
from trackers.services.uploads import Upload
from trackers.services.wards import machine_holder
from trackers.store import attachments as attachment_rows
from trackers.store import open_store, projects
from trackers.store.tables import metadata
from trackers.web.edge import edge
from trackers.web.routes import routes
from trackers.web.site import Site

HERE, THERE = "TEST", "KHAC"
LOGINS = {"QT": HERE, "CB05": HERE, "CB03": HERE, "XEM": HERE, "CB01": THERE}


@pytest.fixture(scope="module", autouse=True)
def _passwords_cost_little():
    """Thousands of tries would wait for argon2 else; what it costs others to guess stays."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_NOBODYS", cheap.hash("nobody's"))
        patch.setattr(passwords, "_hasher", cheap)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder with two wards alike; some people of both have accounts."""
    folder = tmp_path_factory.mktemp("attacked")
    store = open_store(folder, durable=False)
    for code in (HERE, THERE):
        ledger = tiny.build(store, code)
        attach(ledger, "XM-001")
        attach(ledger, "XM-003")
        a_picture_of_the_work(ledger)
    cut(store.ledger(HERE))
    now = datetime.now(UTC)
    for officer, ward in LOGINS.items():
        ledger = store.ledger(ward)
        link = accounts.invite(
            ledger, machine_holder(ward), officer_code=officer, login=officer.lower(), now=now
        )
        accounts.accept_invitation(store, token=link, password=GOOD, now=now)
    store.close()
    return folder


@pytest.fixture(scope="module")
def site(folder):
    site = Site(Settings(data_dir=folder, allowed_hosts=("matbang.example",)))
    yield site
    site.close()


@pytest.fixture(scope="module")
def app(site):
    """All that stands before Streamlit: the edge and our routes."""
    return Starlette(routes=routes(site), middleware=edge(site, ()))


@pytest.fixture(autouse=True)
def _nothing_counted():
    limiting.reset()
    yield
    limiting.reset()


@pytest.fixture
def visitor(app):
    """Give somebody's browser, signed in, by the officer's code; "" for a stranger's."""

    def come(officer=""):
        limiting.reset()
        browser = Browser(app)
        if officer:
            assert browser.sign_in(officer.lower()).status_code == 303
        return browser

    return come


@dataclass(frozen=True)
class Known:
    """Ids that exist, for whoever has learnt them."""

    layer: str
    attachment: str
    others: str
    theirs: str
    upload: str
    backup: str

    def put_in(self, path):
        return path.format(**vars(self))


@pytest.fixture(scope="module")
def known(site):
    """Ids of both wards: an attachment of CB05's, one of CB03's, one of THERE, an upload."""
    here, there = site.ledger(HERE), site.ledger(THERE)
    layer = next((here.folder / "layers").rglob("*.pmtiles")).stem
    data = picture()
    upload = uploads.begin(
        here.folder, Upload("", "CB03", "XM-003", "", "a.jpg", "", len(data), tiny.NOW.isoformat())
    )
    uploads.append(here.folder, upload, 0, data)
    backup = copies.copy_now(site.store, machine_holder(HERE)).name
    return Known(
        layer,
        attached(here, "XM-003"),
        attached(here, "XM-001"),
        attached(there, "XM-003"),
        upload.upload_id,
        backup,
    )


def attached(ledger, case):
    with ledger.read() as reading:
        return attachment_rows.read_attachments(reading, case, [])[0].attachment_id


def attach(ledger, case):
    """Attach a picture to a case."""
    data, chair = picture(), replace(tiny.CHAIR, ward=ledger.ward)
    asked = {"contact_id": "", "name": "a.jpg", "caption": "Nguyễn Văn Út", "size": len(data)}
    made = attachments.begin_upload(ledger, chair, case_code=case, now=tiny.NOW, **asked)
    attachments.append(ledger, chair, made.upload_id, 0, data)
    attachments.finish_upload(ledger, chair, made.upload_id, sha256="", now=tiny.NOW)


def a_picture_of_the_work(ledger):
    with ledger.write(tiny.NOW) as writing:
        photo = Photo("photoP1", "XM", tiny.TODAY, "", "photos/XM.jpg")
        projects.add_facts(writing, [photo])
        writing.record("photo.added", "XM", actor="QT", effective_on=tiny.TODAY)
    path = ledger.folder / "photos/XM.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture())


@pytest.fixture(scope="module")
def rows(site):
    """Count what both wards hold; that somebody looked or tried is not counted."""
    skipped = {"looks", "sign_ins", "accounts"}
    tables = [one for one in metadata.sorted_tables if one.name not in skipped]

    def count():
        with site.store.reader.connect() as connection:
            return {
                one.name: connection.execute(select(func.count()).select_from(one)).scalar_one()
                for one in tables
            }

    return count
