import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import text

from tests.domain.making import a_visit, done
from tests.tiny import NOW, OFFICER, OTHER, later, take
from tests.ui.reading import html_of, keyed, labels
from trackers.domain.contacts import Outcome
from trackers.domain.errors import EditConflict
from trackers.domain.tracks import StepMark, StepState
from trackers.services.cases import case_card, edit_case
from trackers.services.contacts import record_visit
from trackers.services.overview import former_overview
from trackers.services.steps import set_step


@pytest.fixture
def told(ledger):
    """A case with a visit, a step that was given another day, an edit, and a refused one."""
    visit = a_visit(date(2014, 3, 14), contact_id="", outcome=Outcome.AGREED, note="Bận ra đồng")
    record_visit(ledger, OFFICER, visit=visit, now=NOW)
    mark = done("contacted", date(2014, 3, 20), 1)
    set_step(ledger, OTHER, case_code="XM-001", mark=mark, now=later(1), reason="Nhầm ngày")
    base = case_card(ledger, OFFICER, "XM-001", NOW).state.case
    for number, area in enumerate((18.5, 21.0)):
        mine = replace(base, affected_m2=area)
        with suppress(EditConflict):
            edit_case(ledger, OFFICER, base=base, mine=mine, reason="Đo lại", now=later(2 + number))
    return ledger


def page_of(app, **more):
    return app(**{"as": "CB03"}, case="XM-001", **more)


class TestHistory:
    def test_it_says_from_what_to_what_who_when_and_why(self, told, app):
        words = html_of(page_of(app))
        assert "Ghi bước: Đã vận động" in words
        assert "ngày: 14/03/2014 → 20/03/2014" in words
        assert "Quách Lệ Thu" in words
        assert "lý do: Nhầm ngày" in words
        assert "diện tích (m²): 15 → 18,5" in words

    def test_two_days_that_differ_stand_apart(self, told, app):
        assert "xảy ra ngày 14/03/2014, ghi lúc 07/04/2014 07:30" in html_of(page_of(app))

    def test_codes_are_words_and_a_visit_says_what_it_recorded(self, told, app):
        words = html_of(page_of(app))
        assert "kết quả: Gặp, đồng ý" in words
        assert "người đi: Lữ Hoài Ân" in words
        assert "ghi chú: Bận ra đồng" in words
        assert "Đã vận động – tình trạng: Đã xong" in words
        for code in ("CB03 ", "step.set", "visit.recorded", "affected_m2", "household_code"):
            assert code not in words

    def test_an_input_that_was_not_written_is_shown(self, told, app):
        assert "Bản không được ghi – diện tích (m²): 21" in html_of(page_of(app))

    def test_an_erased_value_is_said_to_be(self, told, app):
        with told.writer.begin() as connection:
            connection.execute(text("DELETE FROM event_values WHERE path LIKE '%note'"))
        assert "ghi chú: đã xoá" in html_of(page_of(app))

    def test_only_one_field_is_seen_when_one_is_chosen(self, told, app):
        page = page_of(app)
        field = keyed(page.selectbox, "history.field.")
        page = field.select("Hồ sơ – diện tích (m²)").run()
        words = html_of(page)
        assert "diện tích (m²): 15 → 18,5" in words
        assert "kết quả: Gặp" not in words


class TestFormerCase:
    def test_a_former_state_is_marked_and_has_no_form(self, told, app):
        page = page_of(app)
        before = labels(page)
        page = keyed(page.text_input, "former.case.").set_value("15/03/2014").run()
        words = html_of(page)
        assert "Tình trạng cũ, cuối ngày 15/03/2014" in words
        assert labels(page) == before

    def test_it_is_as_it_was_by_either_sight(self, told, app):
        page = page_of(app)
        page = keyed(page.text_input, "former.case.").set_value("15/03/2014").run()
        assert "chưa gặp lần nào" not in html_of(page)
        sight = keyed(page.selectbox, "former.sight.case.")
        page = sight.select("Như đã biết cuối ngày đó").run()
        assert "Ngày 15/03/2014 chưa có hồ sơ này." in html_of(page)


class TestFormerOverview:
    def test_the_table_counts_to_the_end_of_the_day_and_its_files_too(self, told, app):
        take(told, "agreed", "signed", case="XM-001")
        page = app(**{"as": "CB03"}).switch_page("screens/overview.py").run()
        page = keyed(page.text_input, "former.overview").set_value("19/03/2014").run()
        words = html_of(page)
        assert "Số liệu đến hết ngày 19/03/2014 · Theo ngày xảy ra" in words
        assert "overview.xlsx?as=CB03&lang=vi&as_of=2014-03-19&sight=true" in words
        row = former_overview(told, OFFICER, NOW, date(2014, 3, 19)).total
        assert (row.cases, row.consulted, row.signed) == (3, 1, 0)
        assert "as_of=2014-03-19&project=XM&stage=talk" in words

    def test_the_day_of_the_address_is_the_one_shown(self, told, app):
        page = app(**{"as": "CB03"}, as_of="2014-03-19").switch_page("screens/overview.py").run()
        assert "Số liệu đến hết ngày 19/03/2014" in html_of(page)
        page = keyed(page.button, "former.present.overview").click().run()
        assert "hết ngày" not in html_of(page)

    @pytest.mark.parametrize("sight", ["", "known"])
    def test_each_number_leads_to_as_many_cases_of_that_day_on_the_map(self, told, app, sight):
        take(told, "agreed", "signed", "handover", case="XM-001")
        take(told, "contacted", case="XM-002")
        address = {"as": "CB03", "as_of": "2014-04-01", **({"sight": sight} if sight else {})}
        page = app(**address).switch_page("screens/overview.py").run()
        links = re.findall(r'href="\./\?([^"]*)"[^>]*>(\d+)</a>', html_of(page))
        assert (len(links) >= 5) != (sight == "known")
        for query, number in links:
            asked = dict(parse_qsl(query))
            assert asked["as_of"] == "2014-04-01"
            assert asked.get("sight", "") == sight
            shown = app(**asked)
            lines = [one for one in shown.button if str(one.key).startswith("row-")]
            assert len(lines) == int(number), query


class TestFormerMap:
    def test_the_list_is_that_days_and_filtered_like_the_map(self, told, app):
        take(told, "agreed", case="XM-001")
        listed = {
            day: sorted(
                str(one.key).rpartition("list-")[2]
                for one in app(**{"as": "CB03"}, as_of=day, stage="none").button
                if str(one.key).startswith("row-")
            )
            for day in ("2014-03-19", "2014-03-20")
        }
        assert listed == {"2014-03-19": ["XM-001", "XM-002"], "2014-03-20": ["XM-002"]}

    def test_a_case_is_as_it_was_with_nothing_to_record(self, told, app):
        page = page_of(app, as_of="2014-03-19")
        assert "Tình trạng cũ, cuối ngày 19/03/2014" in html_of(page)
        assert "Số liệu đến hết ngày 19/03/2014" in html_of(page)
        assert "Ghi lần vận động" not in labels(page)
        page = keyed(page.button, "former.present").click().run()
        assert "Ghi lần vận động" in labels(page)

    def test_a_viewer_reads_that_days_counts(self, told, app):
        take(told, *("agreed", "signed", "handover"), case="XM-001")
        then, now = (
            html_of(app(**{"as": "XEM"}, **more)) for more in ({"as_of": "2014-03-19"}, {})
        )
        assert "đã bàn giao 0/3" in then
        assert "đã bàn giao 1/3" in now

    def test_pages_that_know_only_the_present_let_go_of_the_day(self, told, app):
        page = app(**{"as": "CB03"}, as_of="2014-03-19").switch_page("screens/visiting.py").run()
        assert "hết ngày" not in html_of(page)
        page = page.switch_page("screens/map.py").run()
        assert "hết ngày" not in html_of(page)


def test_a_step_taken_back_shows_as_not_done(ledger, app):
    take(ledger, "contacted")
    back = StepMark("contacted", StepState.PENDING, version=1)
    set_step(ledger, OFFICER, case_code="XM-001", mark=back, now=later(5), reason="Nhầm hộ")
    words = html_of(page_of(app))
    assert "tình trạng: Đã xong → Chưa làm" in words
