from dataclasses import replace

from tests.tiny import NOW, OFFICER, OTHER
from tests.ui.reading import errors, everything, html_of, keyed, labels
from trackers.domain.households import Heir, HeirState
from trackers.domain.looks import Purpose
from trackers.services.cases import case_card
from trackers.services.details import household_for_form, reveal_details
from trackers.services.households import edit_household
from trackers.store import tables

NOTE = "Zalo <b>{{7*7}}</b> {% x ${y}"


def opened(app, form, case="XM-001", who="CB03"):
    page = app(**{"as": who}, case=case)
    keyed(page.button, form).click().run()
    return page


def press(page, key):
    keyed(page.button, key).click().run()


def home(ledger, code="H001"):
    return household_for_form(ledger, OFFICER, code)


class TestAHousehold:
    def test_a_dead_holder_with_heirs_is_recorded_and_shown(self, app, ledger):
        page = opened(app, "open.household.H001")
        keyed(page.checkbox, "household.H001.dead").check().run()
        keyed(page.text_input, "household.H001.died").set_value("năm 2011")
        keyed(page.text_input, "household.H001.heir0.name").set_value("Trần Thị Thuỷ").run()
        keyed(page.selectbox, "household.H001.heir0.state").set_value(HeirState.AGREED)
        keyed(page.text_input, "household.H001.heir1.name").set_value("Nguyễn Văn Em")
        press(page, "save.household.H001")
        assert not errors(page)
        kept = home(ledger)
        assert (kept.deceased, kept.died) == (True, "2011")
        assert kept.heirs == (
            Heir("Trần Thị Thuỷ", state=HeirState.AGREED),
            Heir("Nguyễn Văn Em"),
        )
        assert "Nguyễn Văn Út (đã mất 2011)" in html_of(page)
        assert "Đồng ý, chưa ký" in html_of(page)

    def test_contact_and_consent_are_shown_as_typed(self, app, ledger):
        page = opened(app, "open.household.H001")
        page.session_state["revealed"] = {
            "H001": reveal_details(ledger, OFFICER, "H001", purpose=Purpose.SURVEY)
        }
        page.run()
        keyed(page.text_area, "household.H001.phone").set_value("0900 1\n\n0900 2 (con)")
        keyed(page.text_input, "household.H001.chat").set_value(NOTE)
        keyed(page.checkbox, "household.H001.thanks").check().run()
        keyed(page.text_input, "household.H001.thanks-on").set_value("01/04/2014")
        keyed(page.text_input, "household.H001.thanks-how").set_value("nói trong họp dân")
        press(page, "save.household.H001")
        assert not errors(page)
        assert home(ledger).phones == ("0900 1", "0900 2 (con)")
        assert home(ledger).thanks_how == "nói trong họp dân"
        assert NOTE in html_of(page)

    def test_a_consent_without_its_day_is_refused_and_the_words_stay(self, app, ledger):
        page = opened(app, "open.household.H001")
        keyed(page.checkbox, "household.H001.thanks").check().run()
        keyed(page.text_input, "household.H001.thanks-how").set_value("nói")
        press(page, "save.household.H001")
        assert errors(page) == ["Chưa nhập ngày hộ đồng ý. Hãy chọn ngày."]
        assert keyed(page.text_input, "household.H001.thanks-how").value == "nói"
        assert not home(ledger).thanks

    def test_another_field_of_a_colleague_is_merged_and_said_so(self, app, ledger):
        page = opened(app, "open.household.H001")
        keyed(page.text_input, "household.H001.chat").set_value("Viber")
        base = home(ledger)
        edit_household(ledger, OTHER, base=base, mine=replace(base, address="Số 9"), now=NOW)
        press(page, "save.household.H001")
        assert (home(ledger).chat, home(ledger).address) == ("Viber", "Số 9")
        assert "địa chỉ" in page.toast[0].value

    def test_the_same_field_of_a_colleague_shows_three_versions_and_asks(self, app, ledger):
        page = opened(app, "open.household.H001")
        keyed(page.text_input, "household.H001.address").set_value("Số 8")
        base = home(ledger)
        edit_household(ledger, OTHER, base=base, mine=replace(base, address="Số 9"), now=NOW)
        press(page, "save.household.H001")
        shown = html_of(page)
        for words in ("Khi bạn mở", "do Quách Lệ Thu", "Số 1, Khu vực 1", "Số 9", "Số 8"):
            assert words in shown, words
        press(page, "mine.household.H001")
        assert home(ledger).address == "Số 8"

    def test_a_viewer_sees_no_household(self, app):
        page = app(**{"as": "XEM"}, case="XM-001")
        assert "Nguyễn Văn Út" not in html_of(page)
        assert "Sửa thông tin hộ" not in labels(page)


class TestShares:
    def test_the_shares_of_two_households_are_kept_and_shown(self, app, ledger):
        page = opened(app, "open.holders.XM-003", case="XM-003")
        keyed(page.text_input, "holders.XM-003.share.H001").set_value("1/3")
        keyed(page.text_input, "holders.XM-003.share.H003").set_value("1/3")
        press(page, "save.holders.XM-003")
        assert "cộng lại là 66,67%" in errors(page)[0]
        keyed(page.text_input, "holders.XM-003.share.H003").set_value("2/3")
        press(page, "save.holders.XM-003")
        assert not errors(page)
        case = case_card(ledger, OFFICER, "XM-003", NOW).state.case
        assert case.shares == ("1/3", "2/3")
        assert "Phần trong thửa" in html_of(page)


class TestDetails:
    """What is shown on demand: sent to nobody before, and not lost by a form that lacks it."""

    PHONE = "0987654321"

    def marked(self, ledger):
        base = home(ledger)
        mine = replace(base, phone=self.PHONE, heirs=(Heir("Lý Thị Sáu"),), deceased=True)
        edit_household(ledger, OFFICER, base=base, mine=mine, now=NOW)

    def test_they_come_when_a_purpose_is_chosen_and_go_when_hidden(self, app, ledger):
        self.marked(ledger)
        page = app(**{"as": "CB03"}, case="XM-001")
        assert self.PHONE not in everything(page)
        assert "••• ••• 321" in html_of(page)
        keyed(page.button, "reveal.card.H001.Chi trả").click().run()
        assert self.PHONE in html_of(page)
        assert "Lý Thị Sáu" in html_of(page)
        with ledger.read() as reading:
            kind = tables.looks.c.kind == "household.revealed"
            [look] = reading.rows(tables.looks, kind)
        assert (look.subject, look.purpose) == ("H001", "payment")
        keyed(page.button, "hide.card.H001").click().run()
        assert self.PHONE not in everything(page)

    def test_another_purpose_has_to_be_said(self, app, ledger):
        self.marked(ledger)
        page = app(**{"as": "CB03"}, case="XM-001")
        keyed(page.button, "reveal.card.H001.other").click().run()
        assert len(errors(page)) == 1
        assert self.PHONE not in everything(page)

    def test_a_form_that_does_not_show_them_keeps_replaces_or_clears_them(self, app, ledger):
        self.marked(ledger)
        for typed, out, kept in (
            ("", False, self.PHONE),
            ("0911", False, "0911"),
            ("", True, ""),
        ):
            page = opened(app, "open.household.H001")
            assert self.PHONE not in everything(page)
            keyed(page.text_input, "household.H001.best").set_value(f"chiều {len(kept)}")
            keyed(page.text_area, "household.H001.phone-new").set_value(typed)
            if out:
                keyed(page.checkbox, "household.H001.phone-out").check()
            press(page, "save.household.H001")
            assert not errors(page)
            assert home(ledger).phone == kept
            assert [one.name for one in home(ledger).heirs] == ["Lý Thị Sáu"]

    def test_while_names_are_masked_no_form_opens_and_no_name_is_sent(self, app, ledger):
        self.marked(ledger)
        page = app(**{"as": "CB03"}, case="XM-001", mask="1")
        assert "Nguyễn Văn Út" not in everything(page)
        assert "N. V. Ú." in html_of(page)
        assert not [one for one in page.button if str(one.key).startswith(("open.", "reveal."))]
