from dataclasses import replace

import pytest

from tests.tiny import ADMIN, NOW, OFFICER, OTHER
from tests.ui.reading import errors, html_of, keyed, labels
from tests.ui.test_reports import open_page
from trackers.domain.benefits import Benefit
from trackers.domain.households import Household
from trackers.domain.people import Role
from trackers.domain.projects import ProjectStatus
from trackers.services import limiting
from trackers.services.areas import edit_area, list_areas
from trackers.services.households import add_household, household_line, list_households
from trackers.services.merges import mergings_into
from trackers.services.people import list_absences, list_officers
from trackers.services.projects import list_projects, project_files, project_sites
from trackers.services.works import edit_project

WHO = {"viewer": "XEM", "officer": "CB03", "chair": "CB01", "administrator": "QT"}


def opened(app, part, who="CB03", record=""):
    page = open_page(app, "registers", **{"as": who})
    page.session_state["registers.choice"] = part
    if record:
        page.session_state[f"register.{part}"] = record
    return page.run()


def press(page, key):
    keyed(page.button, key).click().run()
    assert not page.exception


def fill(page, form, **texts):
    for part, text in texts.items():
        keyed(page.text_input, f"{form}.{part}.").set_value(text)


def area(ledger, code="KV1"):
    return {one.code: one for one in list_areas(ledger, OFFICER)}[code]


def officer(ledger, code):
    return {one.code: one for one in list_officers(ledger)}[code]


class TestRoles:
    @pytest.mark.parametrize("role", WHO)
    def test_every_part_opens_for_every_role(self, app, role):
        page = open_page(app, "registers", **{"as": WHO[role]})
        for part in ("households", "areas", "officers", "works"):
            page.session_state["registers.choice"] = part
            page.run()
            assert not page.exception
            assert not errors(page)

    def test_a_viewer_reads_nothing_personal_and_is_offered_no_form(self, app, ledger):
        base = area(ledger)
        mine = replace(base, head="Ông Tám Lượm", outsiders="Bà Hai")
        edit_area(ledger, ADMIN, base=base, mine=mine, now=NOW)
        for part, record in (("areas", "KV1"), ("officers", "CB03"), ("works", "XM")):
            page = opened(app, part, "XEM", record)
            shown = html_of(page) + "\n".join(labels(page))
            for words in ("Nguyễn Văn Út", "H001", "Bà Hai", "Số 1, Khu vực 1", "0900000001"):
                assert words not in shown, (part, words)
            assert not [one for one in page.button if str(one.key).startswith("open.")]
        [choice] = page.get("button_group")
        parts = ["Khu vực", "Cán bộ", "Công trình", "Chỉ tiêu"]
        assert [one.content for one in choice.proto.options] == parts

    def test_an_officer_edits_households_and_works_but_neither_areas_nor_people(self, app):
        for part, record, form in (
            ("households", "H001", "open.household.H001"),
            ("works", "XM", "open.work.XM"),
        ):
            assert keyed(opened(app, part, "CB03", record).button, form)
        for part, record in (("areas", "KV1"), ("officers", "CB05")):
            keys = [str(one.key) for one in opened(app, part, "CB03", record).button]
            assert not [k for k in keys if k.startswith(("open.area", "open.officer"))]

    @pytest.mark.parametrize("who", ["CB01", "QT"])
    def test_chair_and_administrator_edit_areas_and_people(self, app, who):
        assert keyed(opened(app, "areas", who, "KV1").button, "open.area.KV1")
        assert keyed(opened(app, "officers", who, "CB05").button, "open.officer.CB05")


class TestHouseholds:
    def test_the_list_is_searched_and_a_line_opens_its_household(self, app):
        page = opened(app, "households")
        keyed(page.text_input, "register.search.households").set_value("dang duc").run()
        lines = [one for one in page.button if str(one.key).startswith("reg-households-")]
        assert [one.key for one in lines] == ["reg-households-H002"]
        press(page, "reg-households-H002")
        assert "Số 2, Khu vực 1" in html_of(page)
        assert "case=XM-002" in html_of(page)

    def test_a_household_is_added_and_shown(self, app, ledger):
        page = opened(app, "households")
        press(page, "open.household-new")
        press(page, "save.household-new")
        assert errors(page) == ["Chưa nhập chủ sử dụng. Hãy điền vào ô đó."]
        fill(page, "household-new", holder="Phạm Văn Tèo", address="Số 7")
        press(page, "save.household-new")
        assert household_line(ledger, OFFICER, "H004").household.holder == "Phạm Văn Tèo"
        assert "H004 · Phạm Văn Tèo" in html_of(page)

    def twins(self, ledger):
        made = Household("", "Nguyễn Văn Út", address="Số 1, Khu vực 1")
        return add_household(ledger, OFFICER, household=made, now=NOW)[0]

    def test_likely_duplicates_are_compared_merged_and_parted_again(self, app, ledger):
        code = self.twins(ledger)
        page = opened(app, "households")
        assert "Có thể trùng (1)" in html_of(page)
        press(page, f"likely.H001.{code}")
        assert "Hồ sơ chuyển sang: –" in html_of(page)
        press(page, "save.merge.H001")
        assert "phải có lý do" in errors(page)[0]
        fill(page, "merge.H001", reason="Ghi hai lần")
        press(page, "save.merge.H001")
        assert not errors(page)
        assert [one.household.code for one in list_households(ledger, OFFICER, "út")] == ["H001"]
        assert f"Đã gộp: {code}" in html_of(page)
        press(page, "open.part.")
        keyed(page.text_input, "part.").set_value("Hai hộ khác nhau")
        press(page, "save.part.")
        assert mergings_into(ledger, OFFICER, "H001") == []
        assert len(list_households(ledger, OFFICER, "út")) == 2


class TestAreas:
    def test_the_people_of_an_area_are_saved_and_shown(self, app, ledger):
        page = opened(app, "areas", "CB01", "KV1")
        press(page, "open.area.KV1")
        keyed(page.selectbox, "area.KV1.responsible").set_value("CB05")
        keyed(page.multiselect, "area.KV1.team").set_value(["CB03", "CB05"])
        fill(page, "area.KV1", others="Bà Hai <b>{{7*7}}")
        press(page, "save.area.KV1")
        assert not errors(page)
        assert (area(ledger).responsible, area(ledger).team) == ("CB05", ("CB03", "CB05"))
        assert "Lữ Hoài Ân, Quách Lệ Thu, Bà Hai <b>{{7*7}}" in html_of(page)

    def test_a_conflict_shows_three_versions(self, app, ledger):
        page = opened(app, "areas", "CB01", "KV1")
        press(page, "open.area.KV1")
        fill(page, "area.KV1", name="Khu vực Một")
        base = area(ledger)
        edit_area(ledger, ADMIN, base=base, mine=replace(base, name="Khu vực I"), now=NOW)
        press(page, "save.area.KV1")
        for words in ("Khi bạn mở", "do Quản trị phường", "Khu vực I", "Khu vực Một"):
            assert words in html_of(page), words

    def test_an_area_is_added(self, app, ledger):
        page = opened(app, "areas", "CB01")
        press(page, "open.area-new")
        fill(page, "area-new", name="Khu vực Vàm Nhỏ")
        press(page, "save.area-new")
        assert area(ledger, "KV3").name == "Khu vực Vàm Nhỏ"

    def test_an_officer_reads_them_on_the_card_of_a_case(self, app, ledger):
        base = area(ledger)
        mine = replace(base, responsible="CB05", head="Ông Tám Lượm")
        edit_area(ledger, ADMIN, base=base, mine=mine, now=NOW)
        shown = html_of(app(**{"as": "CB03"}, case="XM-001"))
        assert "Đảng ủy viên phụ trách" in shown
        assert "Ông Tám Lượm" in shown

    def test_the_panel_of_one_area_begins_with_its_people(self, app, ledger):
        base = area(ledger)
        mine = replace(base, responsible="CB05", head="Ông Tám Lượm")
        edit_area(ledger, ADMIN, base=base, mine=mine, now=NOW)
        assert "Ông Tám Lượm" in html_of(app(**{"as": "CB03"}, area="KV1"))
        assert "Ông Tám Lượm" not in html_of(app(**{"as": "CB03"}))


class TestOfficers:
    def test_title_and_cover_are_saved(self, app, ledger):
        page = opened(app, "officers", "CB01", "CB05")
        press(page, "open.officer.CB05")
        fill(page, "officer.CB05", title="Chủ tịch Hội LHPN")
        keyed(page.selectbox, "officer.CB05.cover").set_value("CB03")
        press(page, "save.officer.CB05")
        kept = officer(ledger, "CB05")
        assert (kept.title, kept.cover_code) == ("Chủ tịch Hội LHPN", "CB03")

    def test_who_still_has_cases_cannot_be_made_inactive(self, app, ledger):
        page = opened(app, "officers", "CB01", "CB05")
        press(page, "open.officer.CB05")
        keyed(page.checkbox, "officer.CB05.active").uncheck()
        press(page, "save.officer.CB05")
        assert "còn phụ trách 1 hồ sơ" in errors(page)[0]
        assert officer(ledger, "CB05").active

    def test_a_chair_is_not_offered_the_role_of_an_administrator(self, app):
        page = opened(app, "officers", "CB01", "CB05")
        press(page, "open.officer.CB05")
        roles = keyed(page.selectbox, "officer.CB05.role").options
        assert Role.ADMINISTRATOR.label not in roles

    def test_an_officer_is_added(self, app, ledger):
        page = opened(app, "officers", "QT")
        press(page, "open.officer-new")
        fill(page, "officer-new", code="CB10", name="Lạc Thị Ba", title="Tư pháp")
        press(page, "save.officer-new")
        assert officer(ledger, "CB10").name == "Lạc Thị Ba"

    def test_an_absence_and_its_cover_are_recorded(self, app, ledger):
        page = opened(app, "officers", "CB01", "CB05")
        press(page, "open.absence.CB05")
        keyed(page.text_input, "absence.CB05.from").set_value("07/04/2014")
        press(page, "save.absence.CB05")
        assert errors(page)
        keyed(page.text_input, "absence.CB05.to").set_value("18/04/2014")
        keyed(page.selectbox, "absence.CB05.cover").set_value("CB03")
        press(page, "save.absence.CB05")
        [absence] = list_absences(ledger)
        assert (absence.officer_code, absence.cover_code) == ("CB05", "CB03")
        assert "Vắng mặt từ 07/04/2014 đến 18/04/2014, người thay: Lữ Hoài Ân" in html_of(page)

    def test_an_absence_ends_early_with_its_reason(self, app, ledger):
        page = opened(app, "officers", "CB01", "CB05")
        press(page, "open.absence.CB05")
        keyed(page.text_input, "absence.CB05.from").set_value("hôm nay")
        keyed(page.text_input, "absence.CB05.to").set_value("31/12/2099")
        keyed(page.selectbox, "absence.CB05.cover").set_value("CB03")
        press(page, "save.absence.CB05")
        press(page, "open.absence-end.")
        press(page, "save.absence-end.")
        assert "lý do" in errors(page)[0]
        [reason] = [one for one in page.text_input if ".reason." in str(one.key)]
        reason.set_value("Họp xong sớm")
        press(page, "save.absence-end.")
        [absence] = list_absences(ledger)
        assert (absence.taken_back, absence.end_reason) == (True, "Họp xong sớm")
        assert "không đi · trở lại sớm: Họp xong sớm" in html_of(page)


class TestWorks:
    def test_a_work_is_added_with_money_as_it_is_typed(self, app, ledger):
        page = opened(app, "works")
        press(page, "open.work-new")
        fill(page, "work-new", code="YT", name="Trạm Y tế phường", total="4.120")
        keyed(page.selectbox, "work-new.status").set_value(ProjectStatus.IMPLEMENTATION)
        keyed(page.text_input, "work-new.benefit-0").set_value("Khám bệnh gần nhà").run()
        keyed(page.multiselect, "work-new.benefit-areas-0").set_value(["KV2"])
        keyed(page.text_input, "work-new.benefit-to-0").set_value("0+520")
        keyed(page.text_input, "work-new.benefit-width-0").set_value("3,5").run()
        press(page, "save.work-new")
        assert not errors(page)
        made = {one.code: one for one in list_projects(ledger)}["YT"]
        assert made.total_investment_vnd == 4_120_000_000
        assert made.status is ProjectStatus.IMPLEMENTATION
        assert made.brings == (Benefit("Khám bệnh gần nhà", ("KV2",), None, 520.0, 3.5),)
        assert "4.120 triệu đồng" in html_of(page)

    def test_a_new_work_is_drawn_by_coordinates_after_a_look(self, app, ledger):
        page = opened(app, "works")
        press(page, "open.work-new")
        fill(page, "work-new", code="YT", name="Trạm Y tế phường")
        keyed(page.pills, "work-new.way").set_value("strip").run()
        fill(page, "work-new", width="6")
        corners = keyed(page.text_area, "work-new.corners")
        corners.set_value("577000 1115000").run()
        assert "X và Y đổi chỗ" in errors(page)[0]
        press(page, "save.work-new")
        assert "chưa đọc được" in errors(page)[-1]
        keyed(page.text_area, "work-new.corners").set_value(
            "1 1115000,00 577000,00\n2 1115000,00 577200,00"
        ).run()
        assert "<dd>200</dd>" in html_of(page)
        assert "<dd>1.200</dd>" in html_of(page)
        press(page, "save.work-new")
        assert not errors(page)
        assert "YT" in {one.project_code for one in project_sites(ledger) if one.centreline}

    def test_a_work_that_stands_is_drawn_on_the_map(self, app):
        page = opened(app, "works", "CB03", "XM")
        assert "corridor=XM" in html_of(page)

    def test_its_facts_are_edited_and_another_s_change_is_merged(self, app, ledger):
        page = opened(app, "works", "CB03", "XM")
        press(page, "open.work.XM")
        fill(page, "work.XM", builder="Công ty Khác")
        base = list_projects(ledger)[0]
        edit_project(ledger, OTHER, base=base, mine=replace(base, scale="Dài"), now=NOW)
        press(page, "save.work.XM")
        kept = list_projects(ledger)[0]
        assert (kept.builder, kept.scale) == ("Công ty Khác", "Dài")
        assert "quy mô" in page.toast[0].value

    def test_progress_target_and_milestone_are_added(self, app, ledger):
        page = opened(app, "works", "CB03", "XM")
        press(page, "open.progress.XM")
        keyed(page.text_input, "progress.XM.on").set_value("05/04/2014")
        fill(page, "progress.XM", volume="6,5", paid="60")
        press(page, "save.progress.XM")
        assert not errors(page)
        press(page, "open.target.XM")
        keyed(page.text_input, "target.XM.on").set_value("31/05/2014")
        fill(page, "target.XM", count="2")
        press(page, "save.target.XM")
        press(page, "open.milestone-new.XM")
        fill(page, "milestone-new.XM", name="Thông xe")
        keyed(page.text_input, "milestone-new.XM.on").set_value("19/12/2014")
        press(page, "save.milestone-new.XM")
        assert not errors(page)
        file = project_files(ledger, OFFICER, NOW)[0]
        assert (file.progress[-1].volume_percent, file.progress[-1].disbursed_vnd) == (
            6.5,
            60_000_000,
        )
        assert [one.handed_over for one in file.targets] == [3, 2]
        assert [one.name for one in file.milestones] == ["Khởi công", "Thông xe"]

    def test_a_percentage_that_cannot_be_is_refused_and_stays(self, app, ledger):
        page = opened(app, "works", "CB03", "XM")
        press(page, "open.progress.XM")
        keyed(page.text_input, "progress.XM.on").set_value("05/04/2014")
        fill(page, "progress.XM", volume="650")
        press(page, "save.progress.XM")
        assert "Hãy nhập số từ 0 đến 100" in errors(page)[0]
        assert keyed(page.text_input, "progress.XM.volume").value == "650"


def test_searching_too_often_in_a_register_says_how_long_to_wait(app, monkeypatch):
    limiter = limiting.Limiter(limiting.RATES | {limiting.Kind.SEARCH: "1 per minute"})
    monkeypatch.setattr("trackers.ui.widgets.search.limit", limiter.limit)
    page = open_page(app, "registers")
    keyed(page.text_input, "register.search.households").set_value("an").run()
    page.run()
    assert not errors(page)
    keyed(page.text_input, "register.search.households").set_value("ut").run()
    assert "Hãy chờ" in errors(page)[0]
