"""Every page for every role: it opens, breaks nothing, and a viewer reads nobody's name."""

from pathlib import Path

import pytest

from tests.tiny import ADMIN, CHAIR, HOMES, OFFICER, VIEWER
from tests.ui.reading import everything, html_of, keyed
from trackers.domain.people import Role
from trackers.domain.wards import Ward
from trackers.services.site import open_site
from trackers.services.wards import add_ward

SCREENS = Path(__file__).parents[2] / "trackers" / "ui" / "screens"
NAMES = sorted(one.stem for one in SCREENS.glob("[!_]*.py"))
FIRST = "map"
PEOPLE = {one.role: one.code for one in (VIEWER, OFFICER, CHAIR, ADMIN)}
PERSONAL = [
    text
    for home in HOMES
    for text in (home.holder, *home.co_owners, home.address, home.phone)
    if text
]


def opened(app, role, screen):
    page = app(**{"as": PEOPLE[role]}, case="XM-001")
    return page if screen == FIRST else page.switch_page(f"screens/{screen}.py").run()


@pytest.mark.parametrize("screen", NAMES)
@pytest.mark.parametrize("role", list(Role))
def test_it_opens(app, role, screen):
    page = opened(app, role, screen)
    assert not page.exception
    assert page.session_state["desk"].actor.role is role


@pytest.mark.parametrize("screen", NAMES)
def test_a_viewer_reads_nothing_personal(app, screen):
    said = everything(opened(app, Role.VIEWER, screen))
    assert [text for text in PERSONAL if text in said] == []


def test_an_officer_reads_it(app):
    said = everything(opened(app, Role.OFFICER, FIRST))
    assert HOMES[0].holder in said
    # Phones are shown on demand.
    assert HOMES[0].phone not in said


def test_the_box_of_wards_names_them(app, ledger):
    store = open_site(ledger.folder.parents[1])
    other = Ward("OTHER", "Phường Kế Bên", "EPSG:5897", (105.6, 10.0, 105.8, 10.2))
    add_ward(store, other)
    page = app(**{"as": "CB03"}, ward="TEST")
    assert keyed(page.selectbox, "header.ward").options == ["Phường Kế Bên", "Phường Thử"]
    keyed(page.selectbox, "header.ward").set_value("OTHER").run()
    assert "<span>Phường Thử</span>" not in html_of(page)
    assert keyed(page.selectbox, "header.as").options == ["Quản trị phường · Quản trị"]
