import json
import re
from html import unescape
from types import SimpleNamespace

import pytest

from tests.tiny import NOW, OFFICER, TODAY, VIEWER, take
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.domain.errors import NotAllowed, UnknownRecord
from trackers.services import limiting
from trackers.services.wards import get_ward
from trackers.ui import selecting, state

PERSONAL = ("Nguyễn Văn Út", "Đặng Văn Đức", "0900000001", "Số 1, Khu vực 1")


class TestWhoSeesWhat:
    @pytest.mark.parametrize("code", ["CB03", "CB01", "QT"])
    def test_staff_see_the_list_and_what_needs_attention(self, app, code):
        page = app(**{"as": code})
        assert not page.exception
        assert not errors(page)
        assert "XM-001 · Nguyễn Văn Út · 12/101" in labels(page)
        assert "Cần chú ý hôm nay" in html_of(page)

    def test_a_viewer_sees_works_and_no_household(self, app):
        page = app(**{"as": "XEM"}, case="XM-001")
        shown = html_of(page) + " ".join(labels(page))
        assert not page.exception
        assert "Đường thử" in shown
        assert not [one for one in PERSONAL if one in shown]
        assert "Ghi lần vận động" not in labels(page)

    def test_a_viewer_finds_a_parcel_by_number_and_nobody_by_name(self, app):
        page = app(**{"as": "XEM"})
        keyed(page.text_input, "search").set_value("263a").run()
        assert "P7-73/263A · ODT" in labels(page)
        keyed(page.text_input, "search").set_value("nguyen").run()
        assert "Không tìm thấy" in html_of(page)

    def test_a_viewer_may_open_a_link_that_filters_by_a_hidden_stage(self, app):
        page = app(**{"as": "XEM"}, stage="agreed", parcel="1")
        assert not page.exception
        assert "Tờ 12, thửa 101" in html_of(page)
        assert "chưa có hồ sơ" not in html_of(page)

    def test_the_screen_says_that_it_is_open_mode(self, app):
        assert "Chế độ mở" in html_of(app())


class TestTheAddress:
    def test_a_case_in_the_address_is_shown(self, app):
        page = app(**{"as": "CB03"}, case="XM-002")
        assert "Đặng Văn Đức" in html_of(page)
        assert "Tờ 12, thửa 102" in html_of(page)

    def test_filters_in_the_address_filter_the_list(self, app):
        page = app(**{"as": "CB03"}, officer="CB05")
        listed = [one for one in labels(page) if one.startswith("XM-")]
        assert listed == ["XM-003 · Nguyễn Văn Út · Lê Thị Ửng · 12/103"]

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("case", "XM-999"),
            ("parcel", "77"),
            ("parcel", "abc"),
            ("project", "KHONG"),
            ("area", "KV9"),
            ("officer", "<script>"),
            ("stage", "{{7*7}}"),
            ("obstacle", "nothing"),
            ("days", "-3"),
            ("colour", "pink"),
            ("ward", "NOWHERE"),
            ("as", "CB99"),
            ("as_of", "2999-01-01"),
            ("as_of", "07/04/2014"),
            ("as_of", "2014-02-30"),
            ("sight", "guessed"),
        ],
    )
    def test_an_unknown_code_is_dropped_with_one_sentence(self, app, name, text):
        page = app(**{"as": "CB03", name: text})
        assert not page.exception
        assert len(errors(page)) == 1
        assert text in errors(page)[0]
        assert any(one.startswith("XM-001") for one in labels(page))
        assert not errors(page.run())

    def test_what_is_chosen_survives_another_page(self, app):
        page = app(**{"as": "CB05"}, case="XM-002", stage="none")
        page.switch_page("screens/overview.py").run()
        assert not page.exception
        page.switch_page("screens/map.py").run()
        assert "Đặng Văn Đức" in html_of(page)
        assert page.session_state["header.as"] == "CB05"

    def test_the_address_is_written_back_and_a_given_view_left_alone(self, app):
        told = told_to_address(app(**{"as": "CB03"}, case="XM-001", view="10.08,105.7,18"))
        assert told["ours"]["case"] == "XM-001"
        assert told["arrival"] == ""

    def test_a_link_to_a_case_without_a_view_opens_the_map_there(self, app):
        told = told_to_address(app(**{"as": "CB03"}, case="XM-001"))
        assert told["arrival"] == "10.080100,105.700250,19"


def told_to_address(page):
    """What the script that writes the browser's address is told."""
    (script,) = (one.proto.body for one in page.get("html") if "replaceState" in one.proto.body)
    return json.loads(unescape(re.search(r'data-told="(.*?)"', script).group(1)))


class TestFinding:
    @pytest.mark.parametrize("typed", ["nguyen van ut", "NGUYỄN VĂN ÚT", "12/101", "xm-001"])
    def test_a_household_is_found_however_it_is_typed(self, app, typed):
        page = app(**{"as": "CB03"})
        keyed(page.text_input, "search").set_value(typed).run()
        keyed(page.button, "hit.XM-001").click().run()
        assert "Tờ 12, thửa 101" in html_of(page)
        assert page.session_state["search"] == ""

    def test_a_row_selects_the_case_and_asks_the_map_to_fly(self, app):
        page = app(**{"as": "CB03"})
        keyed(page.button, "row-none-free-list-XM-002").click().run()
        assert "Đặng Văn Đức" in html_of(page)
        west, south, east, north = page.session_state["flights.fly"].box
        assert west < east
        assert south < north

    def test_a_filter_that_lets_nothing_through_says_what_to_do(self, app):
        page = app(**{"as": "CB03"}, stage="done")
        assert "Hãy bớt điều kiện lọc" in html_of(page)
        keyed(page.button, "filter.clear").click().run()
        assert any(one.startswith("XM-001") for one in labels(page))

    def test_the_figures_of_the_day_list_their_cases(self, app):
        page = app(**{"as": "CB03"})
        keyed(page.button, "topic-stale").click().run()
        assert not page.exception
        assert any("XM-002" in one and "ngày" in one for one in labels(page))


def test_the_card_shows_what_a_colleague_wrote_meanwhile(app, ledger):
    page = app(**{"as": "CB05"}, case="XM-001")
    assert "Đang vận động/làm thủ tục" not in html_of(page)
    take(ledger, "contacted", actor=OFFICER)
    assert "Đang vận động/làm thủ tục" in html_of(page.run())


def test_the_page_speaks_english_when_asked(app):
    page = app(**{"as": "CB03"}, lang="en")
    assert not page.exception
    assert "Cần chú ý hôm nay" not in html_of(page)


class TestChosenOnTheMap:
    def test_codes_are_checked_again_by_the_server(self, ledger):
        at = SimpleNamespace(
            ledger=ledger, actor=OFFICER, ward=get_ward(ledger), now=NOW, today=TODAY
        )
        with pytest.raises(UnknownRecord) as refused:
            selecting.pick(at, ["XM-002", "XM-002", "XM-404", "XM-001"])
        assert refused.value.values["code"] == "XM-404"
        assert state.picked() == ("XM-002", "XM-001")
        for nothing in (None, "XM-001", {"XM-001": 1}, []):
            selecting.pick(at, nothing)
            assert state.picked() == ()
        at.actor = VIEWER
        with pytest.raises(NotAllowed):
            selecting.pick(at, ["XM-001"])


class TestSearchingTooOften:
    def test_says_how_long_to_wait_and_counts_no_run_twice(self, app, monkeypatch):
        limiter = limiting.Limiter(limiting.RATES | {limiting.Kind.SEARCH: "2 per minute"})
        monkeypatch.setattr("trackers.ui.widgets.search.limit", limiter.limit)
        page = app(**{"as": "CB03"})
        for words in ("ut", "ut", "duc"):
            keyed(page.text_input, "search").set_value(words).run()
            page.run()
        assert not errors(page)
        keyed(page.text_input, "search").set_value("an").run()
        (said,) = errors(page)
        assert "Hãy chờ" in said
        assert not [one for one in labels(page) if one.startswith("XM-")]
