"""The window in which links are made, shown once, listed and ended."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from tests import tiny
from tests.ui.reading import errors, everything, html_of, keyed, labels
from trackers.config import settings
from trackers.domain.links import LinkKind, LinkState
from trackers.services.links import list_links, make_link
from trackers.ui.widgets import link_made

MAKE, MAKE_PUBLIC, LIST = (
    "Tạo liên kết họp",
    "Tạo liên kết công khai",
    "Các liên kết đang mở",
)


def links(ledger):
    return list_links(ledger, tiny.CHAIR, now=datetime.now(UTC))


def pressed(page, key):
    return keyed(page.button, key).click().run()


def warnings(page):
    return [one.value.replace("\\", "") for one in page.warning]


class TestWhoFindsThem:
    @pytest.mark.parametrize(
        ("who", "found"),
        [
            ("CB03", {MAKE, LIST}),
            ("CB01", {MAKE, MAKE_PUBLIC, LIST}),
            ("QT", {MAKE, MAKE_PUBLIC, LIST}),
            ("XEM", set()),
        ],
    )
    def test_by_role(self, app, who, found):
        page = app(**{"as": who})
        assert set(labels(page)) & {MAKE, MAKE_PUBLIC, LIST} == found

    def test_nobody_while_names_are_masked(self, app):
        page = app(**{"as": "CB01"}, mask="1")
        assert not set(labels(page)) & {MAKE, MAKE_PUBLIC, LIST}


class TestMaking:
    def test_a_link_begins_with_what_is_on_screen(self, app, ledger):
        page = pressed(app(**{"as": "CB03"}, project="XM", area="KV1"), "share.meeting")
        keyed(page.text_input, "link.meeting.label").input("Giao ban")
        page = pressed(page, "link.meeting.make")
        [link] = links(ledger)
        assert (link.label, link.made_by, link.kind) == ("Giao ban", "CB03", LinkKind.MEETING)
        assert link.scope.projects == ("XM",)
        assert link.scope.filters == "area=KV1"
        assert link.scope.as_of is None
        assert "Giao ban" in html_of(page)
        assert any("chỉ hiện lần này" in one for one in warnings(page))

    def test_what_is_made_is_gone_when_the_window_is_opened_again(self, app, ledger):
        page = pressed(app(**{"as": "CB03"}), "share.meeting")
        keyed(page.text_input, "link.meeting.label").input("Giao ban")
        page = pressed(page, "link.meeting.make")
        [kept] = [page.session_state["links.made"]]
        secret = urlsplit(kept[1]).path.rpartition("/")[2]
        assert len(secret) == 43
        page = pressed(page, "share.list")
        assert "links.made" not in page.session_state
        assert secret not in everything(page)

    def test_a_day_that_is_over_may_go_with_it(self, app, ledger):
        page = app(**{"as": "CB03"}, as_of="2014-04-01")
        page = pressed(page, "share.meeting")
        keyed(page.text_input, "link.meeting.label").input("Giao ban")
        pressed(page, "link.meeting.make")
        assert links(ledger)[0].scope.as_of.isoformat() == "2014-04-01"

    def test_a_pin_stands_there_and_is_shown_with_the_link(self, app, ledger):
        page = pressed(app(**{"as": "CB03"}), "share.meeting")
        keyed(page.text_input, "link.meeting.label").input("Giao ban")
        page = keyed(page.checkbox, "link.meeting.with-pin").check().run()
        pin = keyed(page.text_input, "link.meeting.pin").value
        assert len(pin) == 6
        page = pressed(page, "link.meeting.make")
        assert pin in html_of(page)
        assert links(ledger)[0].has_pin

    def test_a_wrong_pin_and_a_missing_name_are_refused_and_nothing_is_made(self, app, ledger):
        page = pressed(app(**{"as": "CB03"}), "share.meeting")
        page = pressed(page, "link.meeting.make")
        assert "tên liên kết" in errors(page)[0]
        keyed(page.text_input, "link.meeting.label").input("Giao ban")
        page = keyed(page.checkbox, "link.meeting.with-pin").check().run()
        keyed(page.text_input, "link.meeting.pin").input("1234")
        page = pressed(page, "link.meeting.make")
        assert "không dễ đoán" in errors(page)[0]
        assert links(ledger) == []

    def test_a_public_link_asks_for_no_pin(self, app, ledger):
        page = pressed(app(**{"as": "CB01"}), "share.public")
        assert not [one for one in page.checkbox if str(one.key).endswith("with-pin")]
        keyed(page.text_input, "link.public.label").input("Bảng tin")
        pressed(page, "link.public.make")
        assert links(ledger)[0].kind is LinkKind.PUBLIC

    def test_an_address_of_this_machine_is_warned_of(self, app, monkeypatch):
        page = pressed(app(**{"as": "CB03"}), "share.meeting")
        assert any("MATBANG_BASE_URL" in one for one in warnings(page))
        monkeypatch.setenv("MATBANG_BASE_URL", "http://192.168.1.10:8501")
        monkeypatch.setenv("MATBANG_HOST", "192.168.1.10")
        settings.cache_clear()
        page = pressed(app(**{"as": "CB03"}), "share.meeting")
        assert not any("MATBANG_BASE_URL" in one for one in warnings(page))


class TestTheList:
    @pytest.fixture
    def link(self, ledger):
        return make_link(
            ledger,
            tiny.CHAIR,
            kind=LinkKind.MEETING,
            label="<b>Họp</b> *tuần*",
            now=datetime.now(UTC),
        ).link

    def test_says_what_each_is_and_ends_it(self, app, ledger, link):
        page = pressed(app(**{"as": "CB01"}), "share.list")
        assert "<b>Họp</b> *tuần*" in html_of(page)
        assert "chưa ai mở" in html_of(page)
        pressed(page, f"link.revoke.{link.code}")
        assert links(ledger)[0].state(datetime.now(UTC)) is LinkState.REVOKED

    def test_a_colleagues_links_are_not_on_it(self, app, link):
        page = pressed(app(**{"as": "CB03"}), "share.list")
        assert "Họp" not in "".join(one for one in html_of(page).split("<p>") if "mb-head" in one)
        assert "Không có liên kết nào đang mở" in html_of(page)

    def test_stands_on_the_page_of_administration_too(self, app, link):
        page = app(**{"as": "QT"}).switch_page("screens/administration.py").run()
        assert "Liên kết chia sẻ" in html_of(page)
        assert keyed(page.button, f"link.revoke.{link.code}")


def test_the_address_of_a_link_is_the_set_one_else_this_browsers(app, monkeypatch):
    class At:
        settings = settings()

    monkeypatch.setattr(link_made.st, "context", type("C", (), {"url": "http://a.example:1/x?y=1"}))
    assert link_made.base(At) == "http://a.example:1"
