from datetime import UTC, datetime

import pytest

from tests import tiny
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.services.copies import note_failure, see_copies
from trackers.services.site import open_site
from trackers.store.errors import DiskFull


@pytest.fixture
def page(app):
    return app(**{"as": "QT"}).switch_page("screens/administration.py").run()


@pytest.fixture
def store(ledger):
    return open_site(ledger.folder.parents[1])


def test_a_press_makes_a_copy_that_stands_in_the_list_with_its_link(page, store):
    assert "Chưa có bản sao nào" in html_of(page)
    page = keyed(page.button, "copies.now").click().run()
    assert errors(page) == []
    (copy,) = see_copies(store, tiny.ADMIN, now=datetime.now(UTC)).copies
    assert f"./w/TEST/backups/{copy.name}?as=QT" in html_of(page)
    assert "đã đọc lại khi lập" in html_of(page)


def test_others_see_neither_list_nor_button(app):
    page = app(**{"as": "CB01"}).switch_page("screens/administration.py").run()
    assert "Sao lưu ngay" not in labels(page)


def test_a_copy_that_failed_is_said_until_one_is_made(app, store):
    note_failure(store, DiskFull(place="disk"), datetime(2026, 11, 24, 5, tzinfo=UTC))
    page = app(**{"as": "QT"}).switch_page("screens/administration.py").run()
    assert any("24/11/2026" in one and "đã đầy" in one for one in errors(page))
    page = keyed(page.button, "copies.now").click().run()
    assert errors(page) == []
