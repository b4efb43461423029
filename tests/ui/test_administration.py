import pytest

from tests import tiny
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.domain.errors import TextTooLong
from trackers.domain.papers import Paper
from trackers.services.paper_templates import list_templates, put_template
from trackers.services.proving import short
from trackers.services.wards import get_ward, set_contact
from trackers.services.word_files.building import shipped
from trackers.store import events, tables


@pytest.fixture
def page(app):
    return app(**{"as": "QT"}).switch_page("screens/administration.py").run()


def menu(page):
    return [one.proto.label for one in page.get("page_link")]


def test_only_who_administers_the_ward_finds_the_page_in_the_menu(app, page):
    assert "Quản trị" in menu(page)
    assert "Quản trị" not in menu(app(**{"as": "CB03"}))


def test_others_who_open_it_by_its_address_are_told_whom_to_ask(app):
    page = app(**{"as": "CB01"}).switch_page("screens/administration.py").run()
    assert "Chỉ người quản trị" in html_of(page)
    assert "Kiểm tra nhật ký" not in labels(page)


def test_the_head_stands_there_to_be_printed(page, ledger):
    with ledger.read() as reading:
        ward = reading.row(tables.wards)
    assert page.code[0].value == ward.head_hash
    assert short(ward.head_hash) in html_of(page)


def test_a_log_that_holds_is_said_to(page):
    page = keyed(page.button, "log.check").click().run()
    assert "Nhật ký khớp" in page.success[0].value
    assert keyed(page.button, "log.check")


def test_what_was_touched_is_named(page, ledger):
    with ledger.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE cases SET affected_m2 = 3 WHERE code = 'XM-002'")
    page = keyed(page.button, "log.check").click().run()
    assert "1 lỗi" in errors(page)[0]
    assert "Hồ sơ XM-002 – diện tích (m²)" in html_of(page)


def test_a_seal_that_is_none_is_refused_in_one_sentence(page):
    page = keyed(page.text_input, "log.seal").input("không").run()
    page = keyed(page.button, "log.check").click().run()
    assert "“không” không phải mã niêm phong" in errors(page)[0]
    assert not page.success


class TestTemplates:
    def test_each_paper_tells_its_template_and_what_may_stand_in_it(self, page):
        told = html_of(page)
        assert "Mẫu văn bản" in told
        assert "/papers/minutes.docx" in told
        assert "{{ ten_phuong_hoa }}" in told
        assert "{{p bang_ket_luan }}" in told
        assert "{%p for x in noi_dung %}" in told

    def test_the_wards_own_is_named_and_can_be_taken_back(self, app, ledger):
        put_template(
            ledger, tiny.ADMIN, paper=Paper.MINUTES, data=shipped(Paper.MINUTES), name="m.docx",
            now=tiny.NOW,
        )  # fmt: skip
        page = app(**{"as": "QT"}).switch_page("screens/administration.py").run()
        page = keyed(page.button, "templates.minutes.back").click().run()
        assert not errors(page)
        assert not list_templates(ledger, tiny.ADMIN)[0].own
        assert "templates.minutes.back" not in {one.key for one in page.button}


def test_where_the_ward_answers_questions_is_set_and_written_down(page, ledger):
    keyed(page.text_input, "contact.words").set_value("  UBND phường,  0292 000 000 ").run()
    keyed(page.button, "contact.set").click().run()
    assert not errors(page)
    assert get_ward(ledger).contact == "UBND phường, 0292 000 000"
    with ledger.read() as reading:
        assert events.last_of_kind(reading, "ward.contact", "TEST")


def test_a_contact_that_is_too_long_is_refused(ledger):
    with pytest.raises(TextTooLong):
        set_contact(ledger, tiny.ADMIN, contact="x" * 201, now=tiny.NOW)
    assert get_ward(ledger).contact == ""
