"""The matrix of rights over the WebSocket: what each page sends to whom, and crafted messages.

A client of our own speaks Streamlit's protocol; it sends what no page of ours would.
"""

from contextlib import closing

import pytest
from google.protobuf.message import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.browser import a_server
from tests.services.rights_table import SEES_AMOUNTS, STAFF, WHO
from tests.services.rights_world import AMOUNT_SHOWN, HERE, THERE, TODAY, build, signed_in
from tests.sessions import Client
from trackers.domain.people import Role
from trackers.services.wards import current_revision, present
from trackers.store import open_store
from trackers.store import people as people_rows

PEOPLE = {who: code for who, (code, on, grants) in WHO.items() if on == TODAY and not grants}
PAGES = ("", "tien-do", "tong-hop", "viec-cua-toi", "nhap-du-lieu", "danh-muc", "quan-tri")
NAME = "Nguyễn Văn".encode()
# In ME's charge: their own work, and nobody's else but of heads.
CASE = "C31"
# Forms of a case that an officer opens, by what their openers' keys begin with.
OPENED = ("open.visit", "step-pending", "open.obstacle-new", "open.component-new", "open.assign")


def widgets_in(messages: list[ForwardMsg]) -> set[str]:
    """The ids of all widgets that were sent."""
    found: set[str] = set()

    def walk(message: Message) -> None:
        for field, value in message.ListFields():
            if field.type == field.TYPE_MESSAGE:
                many = value.values() if hasattr(value, "values") else value
                for one in many if field.is_repeated else [value]:
                    if isinstance(one, Message):
                        walk(one)
            elif field.name == "id" and isinstance(value, str) and value.startswith("$$ID"):
                found.add(value)

    for one in messages:
        walk(one)
    return found


def pressed(widget: str) -> WidgetState:
    return WidgetState(id=widget, trigger_value=True)


def typed(widget: str) -> WidgetState:
    return WidgetState(id=widget, string_value="Đã hứa ký")


def key_of(widget: str) -> str:
    return widget.split("-", 2)[2] if widget.count("-") > 1 else ""


def one_of(widgets: set[str], start: str) -> str:
    [found] = [one for one in widgets if start in one]
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("socket") / "data"
    with closing(open_store(folder, durable=False)) as store:
        worlds = {code: build(store, code) for code in (HERE, THERE)}
        cookies = {who: signed_in(worlds[HERE], code) for who, code in PEOPLE.items()}
        cookies["demoted"] = signed_in(worlds[HERE], "OT")
        cookies["administrator of the other ward"] = signed_in(worlds[THERE], "AD")
    return folder, cookies


@pytest.fixture(scope="module")
def server(built):
    with a_server(built[0]) as address:
        yield address


@pytest.fixture(scope="module")
def store(built, server):
    with closing(open_store(built[0], durable=False)) as store:
        yield store


@pytest.fixture
def ledger(store):
    return store.ledger(HERE)


@pytest.fixture
def unchanged(ledger):
    """Whatever happens, nothing is written."""
    before = current_revision(ledger)
    yield
    assert current_revision(ledger) == before


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("who", [*(one for one in PEOPLE if one != "disabled")])
def test_names_and_amounts_reach_those_alone_who_may_see_them(server, built, who):
    with Client(server, built[1][who]) as client:
        for page in PAGES:
            client.run(f"ward={HERE}&case={CASE}", page)
        client.run(f"ward={HERE}&case=C61")
    assert (NAME in client.sent) is (who in STAFF)
    # Labels are markdown, in which a dot is escaped.
    assert (AMOUNT_SHOWN.encode() in client.sent.replace(b"\\", b"")) is (who in SEES_AMOUNTS)


@pytest.mark.parametrize("cookie", ["", "0" * 43])
def test_without_a_session_there_is_no_connection(server, cookie):
    with pytest.raises((InvalidStatus, ConnectionClosed)), Client(server, cookie) as client:
        client.run(f"ward={HERE}")


def test_who_has_left_gets_nothing(server, built):
    try:
        with Client(server, built[1]["disabled"]) as client:
            client.run(f"ward={HERE}&case={CASE}")
            assert NAME not in client.sent
    except (InvalidStatus, ConnectionClosed):
        pass


def test_another_wards_administrator_gets_nothing_of_this_one(server, built):
    with Client(server, built[1]["administrator of the other ward"]) as client:
        client.run(f"ward={HERE}&case={CASE}")
    assert "Phường THERE".encode() in client.sent
    assert "Phường HERE".encode() not in client.sent


@pytest.fixture(scope="module")
def officers_widgets(server, built):
    """Every widget that an officer's pages and open forms consist of."""
    query, found = f"ward={HERE}&case={CASE}", set()
    with Client(server, built[1]["officer"]) as client:
        shown = widgets_in(client.run(query))
        found |= shown
        for start in OPENED:
            opener = next(one for one in sorted(shown) if key_of(one).startswith(start))
            found |= widgets_in(client.run(query, widgets=[pressed(opener)]))
        for page in PAGES[1:]:
            found |= widgets_in(client.run(f"ward={HERE}", page))
    assert [one for one in found if "save." in one], "the detector sees forms"
    return found


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("who", ["viewer", "cover"])
def test_widgets_that_are_not_shown_are_not_triggerable(server, built, officers_widgets, who):
    query = f"ward={HERE}&case={CASE}"
    with Client(server, built[1][who]) as client:
        own = widgets_in(client.run(query))
        hidden = sorted(officers_widgets - own)
        assert [one for one in hidden if "open.visit" in one or "save." in one]
        client.run(query, widgets=[typed(one) for one in hidden])
        client.run(query, widgets=[pressed(one) for one in hidden])
        for one in hidden:
            if key_of(one).startswith("save."):
                client.run(query, widgets=[pressed(one)])
        after = widgets_in(client.run(query))
    assert not [one for one in after if "save." in one]
    if who == "viewer":
        assert NAME not in client.sent


def test_who_is_demoted_while_a_form_is_open_saves_nothing_and_sees_nothing_more(
    server, built, ledger
):
    query = f"ward={HERE}&case=C71"
    with Client(server, built[1]["demoted"]) as client:
        shown = widgets_in(client.run(query))
        form = widgets_in(client.run(query, widgets=[pressed(one_of(shown, "open.visit.C71"))]))
        assert NAME in client.sent
        save = one_of(form, "save.visit.C71")
        _becomes(ledger, "OT", Role.VIEWER)
        before, client.sent = current_revision(ledger), b""
        client.run(query, widgets=[pressed(save)])
        client.run(query, widgets=[pressed(one_of(shown, "open.visit.C71"))])
        assert NAME not in client.sent
        assert current_revision(ledger) == before
        _becomes(ledger, "OT", Role.OFFICER)


def _becomes(ledger, code, role):
    with ledger.write(present(ledger)) as writing:
        officer = next(one for one in people_rows.read_officers(writing) if one.code == code)
        people_rows.change_officer(writing, code, {"role": role}, base=officer.version)
        writing.record("officer.edited", code, actor="AD", effective_on=TODAY)
