import asyncio
import logging

import pytest

from tests import tiny
from tests.trees import fingerprint
from tests.web.asking import ask
from trackers.services import copies
from trackers.services.copies import copies_folder, copy_now, see_copies
from trackers.store.errors import DiskFull
from trackers.web import keeping

KEEP = (7, 4, 12)


@pytest.fixture
def name(site):
    return copy_now(site.store, tiny.ADMIN).name


def no_copies(site):
    for path in copies_folder(site.store).glob("*"):
        path.unlink()


class TestDownload:
    def test_an_administrator_gets_the_whole_file_and_no_cache_keeps_it(self, app, site, name):
        answer = ask(app, f"/w/TEST/backups/{name}?as=QT")
        assert answer.status_code == 200
        assert answer.content == (copies_folder(site.store) / name).read_bytes()
        assert answer.headers["cache-control"] == "no-store"
        assert name in answer.headers["content-disposition"]

    @pytest.mark.parametrize("who", ["CB01", "CB03", "XEM", "", "none"])
    def test_nobody_else_does(self, app, name, who):
        answer = ask(app, f"/w/TEST/backups/{name}?as={who}")
        assert answer.status_code == 403
        assert answer.json()["error"] == "NotAllowed"

    @pytest.mark.parametrize(
        "path", ["matbang.sqlite", ".lock", "..%2Fmatbang.sqlite", "%2e%2e%2fmatbang.sqlite", "x"]
    )
    def test_no_address_leads_to_another_file(self, app, name, path):
        assert ask(app, f"/w/TEST/backups/{path}?as=QT").status_code == 404


class TestKeeping:
    @pytest.fixture
    def ended(self):
        return asyncio.Event()

    def test_the_server_makes_the_days_copy_by_itself_and_ends_when_told(
        self, site, monkeypatch, ended
    ):
        no_copies(site)
        monkeypatch.setattr(keeping, "FIRST_S", 0.001)

        keep_one = keeping.keep_one

        def once(*given):
            keep_one(*given)
            ended.set()

        monkeypatch.setattr(keeping, "keep_one", once)
        asyncio.run(asyncio.wait_for(keeping.keep_copies(site, ended), 60))
        assert len(see_copies(site.store, tiny.ADMIN, now=tiny.NOW).copies) == 1

    def test_a_server_that_is_told_to_end_gives_the_copy_up(self, site, ended):
        no_copies(site)
        ended.set()
        keeping.keep_one(site, KEEP, ended)
        assert set(fingerprint(copies_folder(site.store))) == {".lock"}

    def test_a_full_disk_is_noted_and_the_server_goes_on(self, site, ended, monkeypatch, caplog):
        no_copies(site)

        def full(*_, **__):
            raise DiskFull(place="disk")

        monkeypatch.setattr(copies, "make_backup", full)
        with caplog.at_level(logging.ERROR):
            keeping.keep_one(site, KEEP, ended)
        failure = see_copies(site.store, tiny.ADMIN, now=tiny.NOW).failure
        assert "đã đầy" in failure.said[0]
        assert "DiskFull" in caplog.text

    def test_a_mistake_of_the_program_is_logged_under_the_number_that_is_shown(
        self, site, ended, monkeypatch, caplog
    ):
        no_copies(site)
        monkeypatch.setattr(copies, "make_backup", lambda *_, **__: 1 / 0)
        keeping.keep_one(site, KEEP, ended)
        said = see_copies(site.store, tiny.ADMIN, now=tiny.NOW).failure.said
        number = caplog.records[-1].request_id
        assert all(number in one for one in said)

    def test_copies_that_are_switched_off_are_not_made(self, site, ended, monkeypatch):
        no_copies(site)
        monkeypatch.setattr(keeping, "FIRST_S", 0.001)
        off = type(site)(site.settings.model_copy(update={"backup_keep": "0"}))
        asyncio.run(asyncio.wait_for(keeping.keep_copies(off, ended), 5))
        assert list(copies_folder(site.store).iterdir()) == []
