import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.tiny import CHAIR, NOW, OFFICER, TODAY, UP_TO_SIGNED, take
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.domain.benefits import Benefit, benefit_fields
from trackers.domain.contacts import Outcome
from trackers.domain.indicators import Indicator, IndicatorValue
from trackers.domain.opinions import Opinion
from trackers.domain.projects import Photo, Progress
from trackers.domain.stretches import Side
from trackers.domain.tracks import StepState
from trackers.services.cases import case_card
from trackers.services.households import household_line
from trackers.services.merges import merge_households
from trackers.services.project_steps import project_steps_of
from trackers.services.projects import edit_milestone, project_files
from trackers.services.tracks import move_track
from trackers.services.works import edit_project, note_progress
from trackers.store import indicators, opinions, projects
from trackers.ui import screens

SCREENS = Path(screens.__file__).parent


def open_page(app, name, **address):
    """Open the app and go to a page, as its menu does."""
    page = app(**address)
    return page.switch_page(str(SCREENS / f"{name}.py")).run()


def milestone(ledger, code="XM-1"):
    return next(
        one
        for file in project_files(ledger, OFFICER, NOW)
        for one in file.milestones
        if one.code == code
    )


class TestARoadByItsMetres:
    def test_both_sides_runs_and_what_each_case_opens_are_shown(self, app, ledger):
        page = open_page(app, "timelines", **{"as": "CB03"})
        shown = html_of(page)
        for words in ("Mặt bằng theo chiều dài đường", "0/10 m hai bên", "Km0+000 – Km0+010"):
            assert words in shown, words
        assert shown.count('class="mb-piece') == 1
        assert "Chưa có đoạn nào đủ mặt bằng từ 100 m." in shown
        take(ledger, *UP_TO_SIGNED, "handover")
        shown = html_of(open_page(app, "timelines", **{"as": "CB03"}))
        assert "10/10 m hai bên" in shown
        assert "Thứ tự mở đường" not in shown

    def test_the_stretches_that_milestones_wait_for_stand_below_it(self, app, ledger):
        assert 'class="mb-side mb-gates' not in html_of(
            open_page(app, "timelines", **{"as": "CB03"})
        )
        waits = replace(milestone(ledger), gate=(("left", 0.0, 5.0), ("right", 0.0, 5.0)))
        edit_milestone(ledger, CHAIR, mine=waits, now=NOW)
        shown = html_of(open_page(app, "timelines", **{"as": "CB03"}))
        assert shown.count('<div class="mb-side mb-gates">') == 1
        assert 'title="Khởi công (còn chờ 2) · Km0+000 – Km0+005"' in shown

    def test_a_viewer_sees_no_case_of_it(self, app):
        shown = html_of(open_page(app, "timelines", **{"as": "XEM"}))
        assert 'class="mb-piece' not in shown
        assert "Thứ tự mở đường" not in shown


class TestTimelines:
    def test_a_project_shows_its_people_money_and_progress(self, app):
        page = open_page(app, "timelines", **{"as": "CB03"})
        shown = html_of(page)
        assert not page.exception
        for words in ("UBND phường", "1.000 triệu đồng", "Công ty Thử", "5%", "đến 01/04/2014"):
            assert words in shown, words

    def test_what_is_late_names_what_and_who_is_responsible(self, app):
        # The ward's clock is today's: the milestone and the target of 2014 are both long missed.
        shown = html_of(open_page(app, "timelines", **{"as": "XEM"}))
        assert "Đang chậm trong toàn phường (2)" in shown
        assert "Bàn giao 3 hồ sơ (còn thiếu 3)" in shown
        assert "Lữ Hoài Ân" in shown

    def test_a_former_day_has_its_figures_its_charts_and_nothing_to_fill_in(self, app, ledger):
        take(ledger, *UP_TO_SIGNED, "handover")
        note_progress(ledger, CHAIR, progress=Progress("XM", date(2014, 4, 5), 44.0), now=NOW)
        page = open_page(app, "timelines", **{"as": "CB01"}, as_of="2014-04-04")
        shown = html_of(page)
        assert not page.exception
        for words in (
            "Số liệu đến hết ngày 04/04/2014 · Theo ngày xảy ra",
            "1/3 hồ sơ",
            "đến 01/04/2014",
            "Đang chậm trong toàn phường (1)",
            "as_of=2014-04-04&project=XM&stage=handed,done",
        ):
            assert words in shown, words
        assert "44%" not in shown
        assert [one.label for one in page.get("file_uploader")] == []
        assert "Ghi bước cho cả công trình hoặc một đợt" not in labels(page)
        page = keyed(page.button, "former.present.timelines").click().run()
        assert "44%" in html_of(page)
        assert "Ghi bước cho cả công trình hoặc một đợt" in labels(page)

    def test_a_day_typed_on_the_timelines_is_the_overviews_too(self, app):
        page = open_page(app, "timelines", **{"as": "CB03"})
        page = keyed(page.text_input, "former.timelines").set_value("19/03/2014").run()
        assert "0/3 hồ sơ" in html_of(page)
        page = page.switch_page(str(SCREENS / "overview.py")).run()
        assert "Số liệu đến hết ngày 19/03/2014" in html_of(page)

    def test_a_milestone_names_the_cases_it_waits_for_with_links_to_the_map(self, app, ledger):
        take(ledger, *UP_TO_SIGNED, "handover")
        shown = html_of(open_page(app, "timelines", **{"as": "CB03"}))
        assert "1/2" in shown
        assert "case=XM-002&project=XM" in shown
        assert "Đặng Văn Đức · thửa 12/102" in shown
        waiting = shown[shown.index("Mốc nào chờ thửa nào") :]
        assert "case=XM-001&" not in waiting

    def test_a_gate_is_edited_in_the_form_and_its_land_is_named(self, app, ledger):
        page = open_page(app, "timelines", **{"as": "CB03"})
        keyed(page.selectbox, "milestone.choice").set_value("XM-1").run()
        keyed(page.button, "open.milestone.XM-1").click().run()
        assert keyed(page.text_input, "milestone.XM-1.gate-cases").value == "XM-001, XM-002"
        keyed(page.text_input, "milestone.XM-1.gate-to-0").set_value("Km1+86")
        page.run()
        assert "“Km1+86” không phải là lý trình" in errors(page)[0]
        keyed(page.text_input, "milestone.XM-1.gate-from-0").set_value("300")
        keyed(page.text_input, "milestone.XM-1.gate-to-0").set_value("0+700,5")
        keyed(page.selectbox, "milestone.XM-1.gate-side-0").set_value((Side.LEFT,)).run()
        keyed(page.button, "save.milestone.XM-1").click().run()
        assert not errors(page)
        assert milestone(ledger).gate == (("left", 300.0, 700.5),)
        assert milestone(ledger).waits_for == ("XM-001", "XM-002")
        assert "Km0+300 – Km0+700 bên trái" in html_of(page)

    def test_a_viewer_reads_how_many_are_waited_for_and_no_name(self, app):
        shown = html_of(open_page(app, "timelines", **{"as": "XEM"}))
        assert "2/2" in shown
        for words in ("Đặng Văn Đức", "Nguyễn Văn Út", "XM-002"):
            assert words not in shown

    def test_a_step_is_recorded_for_the_whole_work_after_naming_who_refuses(self, app, ledger):
        codes = ("XM-001", "XM-002", "XM-003")
        for code in codes:
            move_track(ledger, OFFICER, case_code=code, reason="Thu hồi", base=1, now=NOW)
        page = open_page(app, "timelines", **{"as": "CB03"})
        keyed(page.button, "open.project-step.XM").click().run()
        keyed(page.selectbox, "project-step.XM.step.recovery").set_value("draft").run()
        assert "3 hồ sơ chưa ghi được" in html_of(page)
        keyed(page.selectbox, "project-step.XM.step.recovery").set_value("notice").run()
        assert "chưa ghi được" not in html_of(page)
        keyed(page.button, "save.project-step.XM").click().run()
        assert not errors(page)
        for code in codes:
            state = case_card(ledger, OFFICER, code, NOW).state
            assert state.steps.states["notice"] is StepState.DONE
        assert "Thông báo thu hồi đất (của công trình)" in html_of(page)

    def test_a_batch_is_named_with_its_cases(self, app, ledger):
        move_track(ledger, OFFICER, case_code="XM-001", reason="Thu hồi", base=1, now=NOW)
        page = open_page(app, "timelines", **{"as": "CB03"})
        keyed(page.button, "open.project-step.XM").click().run()
        keyed(page.selectbox, "project-step.XM.step.recovery").set_value("notice").run()
        whom = keyed(page.selectbox, "project-step.XM.whom")
        whom.select_index(1).run()
        keyed(page.multiselect, "project-step.XM.cases.recovery").set_value(["XM-001"]).run()
        keyed(page.button, "save.project-step.XM").click().run()
        assert not errors(page)
        (batch,) = project_steps_of(ledger, OFFICER, "XM").batches
        assert (batch.name, batch.case_codes) == ("Đợt 1", ("XM-001",))
        take(ledger, "inventory", case="XM-001")
        move_track(ledger, OFFICER, case_code="XM-002", reason="Thu hồi", base=1, now=NOW)
        keyed(page.button, "open.step-batch.XM-D1").click().run()
        keyed(page.multiselect, "step-batch.XM-D1.cases").set_value(["XM-002"]).run()
        assert "XM-001 Không thể bỏ bước" in re.sub(r"<[^>]+>", "", html_of(page))
        keyed(page.multiselect, "step-batch.XM-D1.cases").set_value(["XM-001", "XM-002"])
        keyed(page.text_input, "step-batch.XM-D1.reason").set_value("Thêm hộ").run()
        keyed(page.button, "save.step-batch.XM-D1").click().run()
        assert not errors(page)
        (batch,) = project_steps_of(ledger, OFFICER, "XM").batches
        assert batch.case_codes == ("XM-001", "XM-002")

    def test_photos_for_everybody_are_ticked_and_saved_together(self, app, ledger):
        photo = Photo("p1", "XM", TODAY, "Đổ **bê tông**", "photos/p1.jpg")
        with ledger.write(NOW) as writing:
            projects.add_facts(writing, [photo])
            writing.record("photo.added", "XM", actor="CB03", effective_on=TODAY)
        page = open_page(app, "timelines", **{"as": "CB03"})
        keyed(page.button, "open.photo-public.XM").click().run()
        tick = keyed(page.checkbox, "photo-public.XM.p1")
        assert not tick.value
        tick.check().run()
        keyed(page.button, "save.photo-public.XM").click().run()
        assert not errors(page)
        with ledger.read() as reading:
            assert [one.public for one in projects.read_photos(reading)] == [True]

    def test_a_viewer_is_offered_no_form(self, app):
        page = open_page(app, "timelines", **{"as": "XEM"})
        assert "Thêm ảnh" not in labels(page)
        assert not [one for one in page.selectbox if "milestone" in str(one.key)]

    def test_a_date_that_moves_without_its_reason_is_refused_and_kept_in_the_form(
        self, app, ledger
    ):
        page = open_form(app)
        keyed(page.text_input, "milestone.XM-1.forecast").set_value("05/05/2014")
        press(page, "save.milestone.XM-1")
        assert errors(page) == ["Sửa nội dung đã ghi phải có lý do. Hãy ghi lý do."]
        assert keyed(page.text_input, "milestone.XM-1.forecast").value == "05/05/2014"
        assert milestone(ledger).forecast_on == date(2014, 4, 20)

    def test_a_milestone_is_saved_with_its_reason(self, app, ledger):
        page = open_form(app)
        keyed(page.text_input, "milestone.XM-1.forecast").set_value("05/05/2014")
        keyed(page.text_input, "milestone.XM-1.why").set_value("Chờ cống <b>{{7*7}}")
        keyed(page.checkbox, "milestone.XM-1.confirmed").set_value(True)
        press(page, "save.milestone.XM-1")
        saved = milestone(ledger)
        assert (saved.forecast_on, saved.confirmed) == (date(2014, 5, 5), True)
        assert "05/05/2014" in html_of(page)
        assert "Chờ cống <b>{{7*7}}" in html_of(page)
        assert not errors(page)

    def test_names_in_tables_are_words_and_never_markup(self, app, ledger):
        with ledger.write(NOW) as writing:
            hostile = milestone(ledger)
            writing_name = '<img src=x onerror="alert(1)">'
            projects.change_milestone(
                writing,
                type(hostile)(
                    **{
                        **{k: getattr(hostile, k) for k in hostile.__dataclass_fields__},
                        "name": writing_name,
                    }
                ),
                base=hostile.version,
            )
            writing.record("x", "XM-1", actor="QT", effective_on=date(2014, 4, 7))
        page = open_page(app, "timelines", **{"as": "CB03"})
        raw = "\n".join(one.proto.body for one in page.get("html"))
        assert "<img src=x" not in raw


def open_form(app) -> AppTest:
    page = open_page(app, "timelines", **{"as": "CB03"})
    keyed(page.selectbox, "milestone.choice").set_value("XM-1").run()
    return press(page, "open.milestone.XM-1")


def press(page, key):
    return next(one for one in page.button if one.key == key).click().run()


class TestOverview:
    def test_the_table_is_numbered_and_ends_with_the_total(self, app):
        shown = html_of(open_page(app, "overview", **{"as": "CB03"}))
        for words in ("(1)", "(15)", "TỔNG CỘNG", "Số liệu đến", "Đường thử"):
            assert words in shown, words

    def test_a_number_leads_to_the_cases_it_counts(self, app, ledger):
        take(ledger, *UP_TO_SIGNED)
        shown = html_of(open_page(app, "overview", **{"as": "CB03"}))
        assert "project=XM&stage=signed,handed,done" in shown
        assert "./?ward=TEST&as=CB03" in shown

    def test_this_weeks_handovers_are_listed(self, app, ledger):
        take(ledger, *UP_TO_SIGNED, "handover")
        shown = html_of(open_page(app, "overview", **{"as": "CB03"}))
        assert "case=XM-001" not in shown  # handed over on 20/03, before last week
        assert "Chưa có hồ sơ nào bàn giao trong hai tuần qua" in shown

    @pytest.mark.parametrize("code", ["CB03", "XEM"])
    def test_the_files_are_links_and_not_bytes_of_this_page(self, app, code):
        shown = html_of(open_page(app, "overview", **{"as": code}))
        assert "./w/TEST/overview.xlsx" in shown
        assert "./w/TEST/overview.csv" in shown

    def test_a_viewer_reads_no_household(self, app):
        shown = html_of(open_page(app, "overview", **{"as": "XEM"}))
        assert "Nguyễn Văn Út" not in shown


class TestImports:
    def test_those_who_may_import_see_both_kinds_of_file(self, app):
        page = open_page(app, "imports", **{"as": "CB03"})
        assert not page.exception
        assert "Nhập dữ liệu" in html_of(page)
        assert [one.label for one in page.tabs] == ["Thửa đất (bản đồ)", "Danh sách hộ"]

    def test_the_chair_is_told_whom_to_ask(self, app):
        page = open_page(app, "imports", **{"as": "CB01"})
        assert "Hãy nhờ người có quyền" in html_of(page)
        assert not page.tabs


class TestWhatIsAskedForBesides:
    def noted(self, ledger):
        """An indicator, an answered opinion and one that waits for the road."""
        with ledger.write(NOW) as writing:
            truck = Indicator("CT-1", "Khu vực có xe lấy rác", "khu vực", 6, "CB03")
            indicators.add_indicator(writing, truck)
            indicators.add_value(writing, IndicatorValue("CT-1", TODAY, 5))
            indicators.add_value(writing, IndicatorValue("CT-1", date(2013, 4, 5), 4))
            asked = Opinion("YK-1", "KV1", "XM", "Chừng nào xe rác vào?", date(2014, 3, 11))
            dust = Opinion(
                *("YK-2", "KV2", None, "Bụi trước trường <b>", date(2014, 3, 19)),
                answered_on=date(2014, 3, 26),
                answer="Đã tưới đường",
                from_whom="Phụ huynh",
            )
            for one in (asked, dust):
                opinions.add_opinion(writing, one)
            writing.record("facts.noted", "TEST", actor="QT", effective_on=TODAY)

    def test_the_overview_shows_areas_indicators_and_opinions(self, app, ledger):
        self.noted(ledger)
        shown = html_of(open_page(app, "overview", **{"as": "CB03"}))
        for words in ("Theo khu vực", "Khu vực có xe lấy rác", "83,33%", "Chừng nào xe rác vào?"):
            assert words in shown, words
        assert "trả lời sau 07 ngày" in shown
        assert "tăng 25% (05/04/2013: 4)" in shown
        assert "Phụ huynh" not in shown
        assert "Bụi trước trường <b>" in shown

    def test_a_viewer_reads_indicators_and_no_opinion(self, app, ledger):
        self.noted(ledger)
        shown = html_of(open_page(app, "overview", **{"as": "XEM"}))
        assert "Khu vực có xe lấy rác" in shown
        assert "Chừng nào xe rác vào?" not in shown
        assert "Theo khu vực" not in shown

    def test_a_work_says_what_waits_for_it(self, app, ledger):
        self.noted(ledger)
        base = project_files(ledger, OFFICER, NOW)[0].project
        needs = Benefit("Xe lấy rác vào Khu vực 1", ("KV1",), least_width_m=3.5)
        mine = replace(base, **benefit_fields([needs]))
        edit_project(ledger, OFFICER, base=base, mine=mine, now=NOW)
        take(ledger, *UP_TO_SIGNED, "handover")
        shown = html_of(open_page(app, "timelines", **{"as": "CB03"}))
        assert "Chờ công trình này" in shown
        assert "Xe lấy rác vào Khu vực 1 · Khu vực 1 · cần ≥ 3,5 m" in shown
        assert "chờ 2 hồ sơ" in shown
        overview = html_of(open_page(app, "overview", **{"as": "XEM"}))
        assert "Lợi ích chờ công trình" in overview
        assert "area=KV1" in overview
        area = html_of(app(**{"as": "CB03"}, area="KV1"))
        assert "Xe lấy rác vào Khu vực 1 (Đường thử): chờ 2 hồ sơ" in area
        assert "Chừng nào xe rác vào?" in shown
        assert "Bụi trước trường" not in shown


class TestMyWork:
    def test_the_officers_households_are_listed_with_what_to_say(self, app, ledger):
        page = open_page(app, "visiting", **{"as": "CB03"})
        shown = html_of(page)
        assert not page.exception
        for words in ("Nguyễn Văn Út", "••• ••• 001", "12/101", "hiến đất là tự nguyện"):
            assert words in shown, words
        assert "case=XM-001" in shown
        assert "In danh sách" in shown

    def test_a_visit_is_recorded_right_there(self, app, ledger):
        page = open_page(app, "visiting", **{"as": "CB03"})
        keyed(page.button, "open.visit.XM-002.H002").click().run()
        keyed(page.pills, "visit.XM-002.H002.outcome").set_value(Outcome.AGREED)
        keyed(page.button, "save.visit.XM-002.H002").click().run()
        assert not page.exception
        [kept] = case_card(ledger, OFFICER, "XM-002", NOW).state.contacts
        assert (kept.household_code, kept.outcome) == ("H002", Outcome.AGREED)
        assert "đã đến hôm nay" in html_of(page)

    def test_a_form_goes_on_when_its_household_is_merged_meanwhile(self, app, ledger):
        page = open_page(app, "visiting", **{"as": "CB03"})
        keyed(page.button, "open.visit.XM-002.H002").click().run()
        keyed(page.text_area, "visit.XM-002.H002.note").set_value("Gõ dở").run()
        homes = [household_line(ledger, OFFICER, code).household for code in ("H001", "H002")]
        merge_households(ledger, OFFICER, kept=homes[0], other=homes[1], reason="Một hộ", now=NOW)
        page.run()
        assert keyed(page.text_area, "visit.XM-002.H002.note").value == "Gõ dở"
        keyed(page.pills, "visit.XM-002.H002.outcome").set_value(Outcome.AGREED)
        keyed(page.button, "save.visit.XM-002.H002").click().run()
        assert not errors(page)
        assert "đã gộp vào hộ H001" in page.toast[0].value
        [kept] = case_card(ledger, OFFICER, "XM-002", NOW).state.contacts
        assert (kept.household_code, kept.note) == ("H001", "Gõ dở")

    def test_photos_and_papers_of_a_case_are_opened_from_the_list(self, app):
        page = open_page(app, "visiting", **{"as": "CB03"})
        keyed(page.button, "open.attachments.XM-002").click().run()
        [frame] = page.get("iframe")
        assert frame.proto.src.startswith("/w/TEST/attachments?case=XM-002&")

    def test_another_officers_list_and_another_number_can_be_chosen(self, app):
        page = open_page(app, "visiting", **{"as": "CB03"})
        keyed(page.text_input, "visiting.count").set_value("1").run()
        assert "Danh sách đi hôm nay (1 hộ)" in html_of(page)
        keyed(page.selectbox, "visiting.officer").set_value("CB05").run()
        assert "XM-003" in html_of(page)
        assert "case=XM-002" not in html_of(page)

    def test_the_days_without_a_meeting_are_the_officers_to_set(self, app):
        page = open_page(app, "visiting", **{"as": "CB03"})
        assert "Quá 30 ngày chưa tiếp xúc (2)" in html_of(page)
        keyed(page.text_input, "my_work.days").set_value("3650").run()
        assert "Quá 3650 ngày chưa tiếp xúc (2)" in html_of(page)

    @pytest.mark.parametrize("who", ["CB01", "CB05"])
    def test_chair_and_colleagues_see_their_own(self, app, who):
        page = open_page(app, "visiting", **{"as": who})
        assert not page.exception
        assert ("XM-003" in html_of(page)) == (who == "CB05")

    def test_a_viewer_sees_no_household(self, app):
        shown = html_of(open_page(app, "visiting", **{"as": "XEM"}))
        assert "Chỉ cán bộ xem được" in shown
        for words in ("Nguyễn", "XM-001", "0900000001"):
            assert words not in shown
