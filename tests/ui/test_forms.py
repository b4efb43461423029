from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.domain.making import a_visit, done
from tests.tiny import NOW, OFFICER, OTHER, UP_TO_SIGNED, take
from tests.ui.reading import errors, html_of, keyed, labels
from trackers.domain.components import ComponentKind, Form
from trackers.domain.contacts import Outcome
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.tracks import StepState, TrackCode
from trackers.domain.voluntary import Item
from trackers.domain.wards import day_of
from trackers.services.cases import case_card, edit_case
from trackers.services.contact_corrections import correct_visit
from trackers.services.contacts import record_visit
from trackers.services.history import case_history
from trackers.services.steps import set_step
from trackers.services.wards import current_revision

NOTE = "Hứa `ký` <script>alert(1)</script> {{7*7}} ${x} :smile: [a](javascript:1)"

# The tiny ward has no clock of its own: its present is the machine's.
TODAY = day_of(datetime.now(UTC))
TOMORROW = TODAY + timedelta(days=1)


def opened(app, form: str, case: str = "XM-001", who: str = "CB03"):
    page = app(**{"as": who}, case=case)
    keyed(page.button, form).click().run()
    return page


def state_of(ledger, code="XM-001"):
    return case_card(ledger, OFFICER, code, NOW).state


class TestRecordingAVisit:
    def test_it_is_kept_and_shown_as_typed(self, app, ledger):
        page = opened(app, "open.visit.XM-001")
        keyed(page.pills, "visit.XM-001.outcome").set_value(Outcome.POSTPONED)
        keyed(page.text_area, "visit.XM-001.note").set_value(NOTE)
        keyed(page.text_input, "visit.XM-001.promised").set_value("01/01/2030")
        keyed(page.button, "save.visit.XM-001").click().run()
        assert not page.exception
        assert not errors(page)
        (kept,) = state_of(ledger).contacts
        assert (kept.note, kept.outcome) == (NOTE, Outcome.POSTPONED)
        assert kept.visitors == ("CB03",)
        assert NOTE in html_of(page)
        assert page.toast[0].value == "Đã ghi lần vận động\\."

    def test_an_outcome_and_save_are_enough(self, app, ledger):
        page = opened(app, "open.visit.XM-001")
        keyed(page.pills, "visit.XM-001.outcome").set_value(Outcome.AGREED)
        keyed(page.button, "save.visit.XM-001").click().run()
        (kept,) = state_of(ledger).contacts
        assert (kept.met_on, kept.visitors) == (TODAY, ("CB03",))
        assert (kept.household_code, kept.promise_on) == ("H001", None)

    def test_a_day_near_is_promised_by_one_tap(self, app, ledger):
        page = opened(app, "open.visit.XM-001")
        keyed(page.pills, "visit.XM-001.outcome").set_value(Outcome.POSTPONED)
        days = keyed(page.pills, "visit.XM-001.quick")
        assert days.options[0].startswith("mai ")
        keyed(page.pills, "visit.XM-001.quick").set_value(TOMORROW)
        keyed(page.text_input, "visit.XM-001.others").set_value("Bà Tư, Chi hội Phụ nữ")
        keyed(page.button, "save.visit.XM-001").click().run()
        (kept,) = state_of(ledger).contacts
        assert (kept.promise_on, kept.others) == (TOMORROW, "Bà Tư, Chi hội Phụ nữ")
        assert "Lữ Hoài Ân, Bà Tư, Chi hội Phụ nữ" in html_of(page)

    def test_a_day_in_the_future_is_refused_and_the_words_stay(self, app, ledger):
        page = opened(app, "open.visit.XM-001")
        keyed(page.pills, "visit.XM-001.outcome").set_value(Outcome.AGREED)
        keyed(page.text_area, "visit.XM-001.note").set_value("Hẹn ký")
        keyed(page.text_input, "visit.XM-001.on").set_value("01/01/2099")
        keyed(page.button, "save.visit.XM-001").click().run()
        assert "Ngày 01/01/2099 sau hôm nay" in errors(page)[0]
        assert keyed(page.text_area, "visit.XM-001.note").value == "Hẹn ký"
        assert not state_of(ledger).contacts

    def test_without_an_outcome_it_is_refused(self, app, ledger):
        page = opened(app, "open.visit.XM-001")
        keyed(page.button, "save.visit.XM-001").click().run()
        assert errors(page) == ["Chưa nhập kết quả. Hãy điền vào ô đó."]
        assert not state_of(ledger).contacts

    def test_a_draft_survives_a_colleagues_save(self, app, ledger):
        page = opened(app, "open.visit.XM-001")
        keyed(page.text_area, "visit.XM-001.note").set_value("Đang gõ dở").run()
        take(ledger, "contacted", actor=OTHER)
        page.run()
        assert keyed(page.text_area, "visit.XM-001.note").value == "Đang gõ dở"

    def test_a_form_sent_twice_writes_one_visit(self, app, ledger):
        page = opened(app, "open.visit.XM-001")
        for _ in range(2):
            # A second click can arrive before the first run has closed the form.
            page.session_state["state.forms"] = {"visit.XM-001": "one-key"}
            page.run()
            keyed(page.pills, "visit.XM-001.outcome").set_value(Outcome.AGREED)
            keyed(page.button, "save.visit.XM-001").click().run()
            assert not errors(page)
        assert len(state_of(ledger).contacts) == 1


class TestPhotosAndPapers:
    def test_they_are_opened_when_asked_for_in_the_officers_name(self, app):
        page = opened(app, "open.attachments.XM-001")
        [frame] = page.get("iframe")
        assert frame.proto.src == "/w/TEST/attachments?case=XM-001&as=CB03&lang=vi"
        keyed(page.button, "close.attachments.XM-001").click().run()
        assert not page.get("iframe")


class TestCorrectingAVisit:
    def visited(self, app, ledger, form):
        """CB03 recorded a visit on H002 and opens a form about it."""
        made = a_visit(date(2014, 4, 3), contact_id="", household_code="H002", note="Gặp chú Đức")
        record_visit(ledger, OFFICER, visit=made, now=NOW)
        page = opened(app, f"open.{form}.", case="XM-002")
        return page, f"{form}.{state_of(ledger, 'XM-002').contacts[0].contact_id}"

    def test_it_is_withdrawn_with_a_reason_and_its_words_stay_in_the_history(self, app, ledger):
        page, form = self.visited(app, ledger, "visit-remove")
        keyed(page.button, f"save.{form}").click().run()
        assert "phải có lý do" in errors(page)[0]
        keyed(page.text_input, f"{form}.reason").set_value("Ghi nhầm hộ")
        keyed(page.button, f"save.{form}").click().run()
        assert not errors(page)
        assert state_of(ledger, "XM-002").contacts == ()
        assert "Gặp chú Đức → –" in html_of(page)

    def test_it_is_moved_to_the_household_it_belongs_to(self, app, ledger):
        page, form = self.visited(app, ledger, "visit-remove")
        keyed(page.radio, f"{form}.what").set_value("move").run()
        keyed(page.text_input, f"{form}.reason").set_value("Hộ kế bên")
        keyed(page.button, f"save.{form}").click().run()
        assert errors(page) == ["Chưa nhập hộ đúng. Hãy điền vào ô đó."]
        homes = keyed(page.selectbox, f"{form}.home")
        assert "XM-002" not in " ".join(homes.options)
        homes.set_value(("H001", "XM"))
        keyed(page.button, f"save.{form}").click().run()
        assert not errors(page)
        assert [one.note for one in state_of(ledger).contacts] == ["Gặp chú Đức"]
        assert state_of(ledger, "XM-002").contacts == ()

    def test_its_words_are_corrected_with_a_reason(self, app, ledger):
        page, form = self.visited(app, ledger, "visit-edit")
        keyed(page.pills, f"{form}.outcome").set_value(Outcome.RELATIVE)
        keyed(page.text_input, f"{form}.met").set_value("con trai")
        keyed(page.text_input, f"{form}.reason").set_value("Nhớ lại")
        keyed(page.button, f"save.{form}").click().run()
        (kept,) = state_of(ledger, "XM-002").contacts
        assert (kept.outcome, kept.met) == (Outcome.RELATIVE, "con trai")
        assert "gặp con trai" in html_of(page)

    def test_a_colleagues_correction_meanwhile_is_shown_and_asked_about(self, app, ledger):
        page, form = self.visited(app, ledger, "visit-edit")
        kept = state_of(ledger, "XM-002").contacts[0]
        theirs = replace(kept, note="Gặp thím")
        correct_visit(ledger, OTHER, visit=theirs, reason="Sửa", now=NOW)
        keyed(page.text_area, f"{form}.note").set_value("Gặp con gái")
        keyed(page.text_input, f"{form}.reason").set_value("Nhớ lại")
        keyed(page.button, f"save.{form}").click().run()
        assert state_of(ledger, "XM-002").contacts[0].note == "Gặp thím"
        for words in ("Gặp chú Đức", "Gặp thím", "Gặp con gái"):
            assert words in html_of(page)


class TestSteps:
    def test_a_step_is_set_with_its_date(self, app, ledger):
        page = opened(app, "step-pending-XM-001-surveyed")
        keyed(page.text_input, "step.XM-001.surveyed.on").set_value("20/03/2014")
        keyed(page.button, "save.step.XM-001.surveyed").click().run()
        assert state_of(ledger).marks["surveyed"].done_on == date(2014, 3, 20)
        assert "Đã đo đạc · 20/03/2014" in labels(page)

    def test_a_day_is_typed_in_words_or_asked_when_it_is_unclear(self, app, ledger):
        page = opened(app, "step-pending-XM-001-surveyed")
        on = "step.XM-001.surveyed.on"
        keyed(page.text_input, on).set_value("hôm nay").run()
        assert keyed(page.text_input, on).value == f"{TODAY:%d/%m/%Y}"
        keyed(page.text_input, on).set_value("13/14/2014").run()
        keyed(page.button, "save.step.XM-001.surveyed").click().run()
        assert "chưa đọc được" in errors(page)[-1]
        assert "surveyed" not in state_of(ledger).marks
        keyed(page.text_input, on).set_value("3/20/2014").run()
        keyed(page.button, f"choose.{on}").click().run()
        keyed(page.button, "save.step.XM-001.surveyed").click().run()
        assert state_of(ledger).marks["surveyed"].done_on == date(2014, 3, 20)

    def test_an_unclear_day_that_is_not_asked_for_any_more_holds_nothing_up(self, app, ledger):
        page = opened(app, "step-pending-XM-001-surveyed")
        keyed(page.text_input, "step.XM-001.surveyed.on").set_value("hôm nào").run()
        keyed(page.radio, "step.XM-001.surveyed.state").set_value(StepState.PENDING).run()
        keyed(page.button, "save.step.XM-001.surveyed").click().run()
        assert not [one for one in errors(page) if "chưa đọc được" in one]

    def test_a_step_without_its_prerequisite_is_refused_in_one_sentence(self, app, ledger):
        before = current_revision(ledger)
        page = opened(app, "step-pending-XM-001-handover")
        keyed(page.button, "save.step.XM-001.handover").click().run()
        (said,) = errors(page)
        assert said.startswith("Chưa thể ghi bước “Đã bàn giao mặt bằng” vì còn thiếu: Đã ký")
        assert current_revision(ledger) == before

    def test_taking_a_step_back_needs_its_reason(self, app, ledger):
        take(ledger, "contacted")
        page = opened(app, "step-done-XM-001-contacted")
        keyed(page.radio, "step.XM-001.contacted.state").set_value(StepState.PENDING).run()
        keyed(page.button, "save.step.XM-001.contacted").click().run()
        assert "phải có lý do" in errors(page)[0]
        keyed(page.text_input, "step.XM-001.contacted.reason").set_value("Ghi nhầm hộ")
        keyed(page.button, "save.step.XM-001.contacted").click().run()
        assert state_of(ledger).done_on("contacted") is None
        assert "Ghi nhầm hộ" in html_of(page)


class TestTwoPeople:
    def conflict(self, app, ledger):
        """CB05 sets the step while CB03's form is open with another day."""
        page = opened(app, "step-pending-XM-001-contacted")
        keyed(page.text_input, "step.XM-001.contacted.on").set_value("01/04/2014")
        set_step(
            ledger,
            OTHER,
            case_code="XM-001",
            mark=replace(done("contacted", version=0), done_on=date(2014, 3, 28)),
            now=NOW,
        )
        keyed(page.button, "save.step.XM-001.contacted").click().run()
        return page

    def test_nothing_is_overwritten_and_all_three_versions_are_shown(self, app, ledger):
        page = self.conflict(app, ledger)
        shown = html_of(page)
        assert state_of(ledger).done_on("contacted") == date(2014, 3, 28)
        assert "Khi bạn mở" in shown
        assert "do Quách Lệ Thu lúc 07/04/2014 07:30" in shown
        assert "28/03/2014" in shown
        assert "01/04/2014" in shown

    def test_what_was_refused_is_kept_in_the_log(self, app, ledger):
        self.conflict(app, ledger)
        kinds = [one.kind for one in case_history(ledger, OFFICER, "XM-001")]
        assert kinds[0] == "edit.refused"

    def test_the_present_version_can_be_kept(self, app, ledger):
        page = self.conflict(app, ledger)
        keyed(page.button, "keep.step").click().run()
        assert state_of(ledger).done_on("contacted") == date(2014, 3, 28)
        assert "Khi bạn mở" not in html_of(page)

    def test_mine_is_written_on_top_with_a_reason(self, app, ledger):
        page = self.conflict(app, ledger)
        keyed(page.button, "mine.step").click().run()
        assert "phải có lý do" in errors(page)[0]
        keyed(page.text_input, "step.XM-001.contacted.reason").set_value("Theo biên bản")
        keyed(page.button, "mine.step").click().run()
        assert not errors(page)
        assert state_of(ledger).done_on("contacted") == date(2014, 4, 1)

    def test_different_fields_are_merged_and_said_so(self, app, ledger):
        page = opened(app, "open.assign.XM-001")
        keyed(page.selectbox, "assign.XM-001.officer").set_value("CB05")
        base = state_of(ledger).case
        edit_case(
            ledger, OTHER, base=base, mine=replace(base, reviewed_on=date(2014, 4, 4)), now=NOW
        )
        keyed(page.button, "save.assign.XM-001").click().run()
        case = state_of(ledger).case
        assert (case.officer_code, case.reviewed_on) == ("CB05", date(2014, 4, 4))
        assert "ngày rà soát" in page.toast[0].value


class TestObstacles:
    def test_an_obstacle_is_opened_shown_and_closed(self, app, ledger):
        take(ledger, *UP_TO_SIGNED)
        page = opened(app, "open.obstacle-new.XM-001")
        keyed(page.selectbox, "obstacle-new.XM-001.kind").set_value(ObstacleKind.CONDITIONAL)
        keyed(page.text_area, "obstacle-new.XM-001.text").set_value("Xin làm cống D400")
        keyed(page.button, "save.obstacle-new.XM-001").click().run()
        assert not errors(page)
        assert "Xin làm cống D400" in html_of(page)
        keyed(page.button, "step-pending-XM-001-handover").click().run()
        keyed(page.button, "save.step.XM-001.handover").click().run()
        assert "còn vướng mắc “Đồng ý có điều kiện”" in errors(page)[0]
        keyed(page.button, "open.obstacle-close").click().run()
        keyed(page.text_area, "obstacle-close").set_value("Đã làm cống")
        keyed(page.button, "save.obstacle-close").click().run()
        assert not state_of(ledger).open_obstacles
        keyed(page.button, "open.obstacle-again").click().run()
        keyed(page.text_area, "obstacle-again").set_value("Cống lại nghẹt")
        keyed(page.button, "save.obstacle-again").click().run()
        assert not errors(page)
        assert state_of(ledger).open_obstacles
        assert "Đã làm cống" in html_of(page)

    def test_who_resolves_it_and_its_deadline_are_changed(self, app, ledger):
        page = opened(app, "open.obstacle-new.XM-001")
        keyed(page.selectbox, "obstacle-new.XM-001.kind").set_value(ObstacleKind.GRAVE)
        keyed(page.text_area, "obstacle-new.XM-001.text").set_value("Hai ngôi mộ")
        keyed(page.button, "save.obstacle-new.XM-001").click().run()
        keyed(page.button, "open.obstacle-edit").click().run()
        who = next(one for one in page.selectbox if ".who." in str(one.key))
        who.set_value("CB05")
        keyed(page.button, "save.obstacle-edit").click().run()
        assert not errors(page)
        assert state_of(ledger).open_obstacles[0].officer_code == "CB05"

    def test_a_deadline_is_typed_as_people_say_it_and_an_unclear_one_is_asked(self, app, ledger):
        page = opened(app, "open.obstacle-new.XM-001")
        keyed(page.selectbox, "obstacle-new.XM-001.kind").set_value(ObstacleKind.GRAVE)
        keyed(page.text_area, "obstacle-new.XM-001.text").set_value("Hai ngôi mộ")
        keyed(page.text_input, "obstacle-new.XM-001.due").set_value("01/03/50")
        keyed(page.button, "save.obstacle-new.XM-001").click().run()
        assert "“01/03/50” là 01/03/1950 hay 01/03/2050?" in errors(page)[0]
        assert not state_of(ledger).open_obstacles
        keyed(page.text_input, "obstacle-new.XM-001.due").set_value("mai").run()
        shown = keyed(page.text_input, "obstacle-new.XM-001.due").value
        assert shown == f"{TOMORROW:%d/%m/%Y}"
        keyed(page.button, "save.obstacle-new.XM-001").click().run()
        found = state_of(ledger).open_obstacles[0]
        assert found.due_on == found.opened_on + timedelta(days=1)

    def test_the_first_screen_lists_what_stands(self, app, ledger):
        page = opened(app, "open.obstacle-new.XM-001")
        keyed(page.selectbox, "obstacle-new.XM-001.kind").set_value(ObstacleKind.GRAVE)
        keyed(page.text_area, "obstacle-new.XM-001.text").set_value("Hai ngôi mộ")
        keyed(page.button, "save.obstacle-new.XM-001").click().run()
        page = app(**{"as": "CB03"})
        keyed(page.button, "topic-obstacles").click().run()
        assert "Mồ mả" in html_of(page)
        assert any("obstacles-0-XM-001" in str(one.key) for one in page.button)


class TestCorrecting:
    def test_an_area_is_corrected_with_a_reason_as_officers_write_numbers(self, app, ledger):
        page = opened(app, "open.assign.XM-001")
        keyed(page.text_input, "assign.XM-001.area").set_value("1.016,5")
        keyed(page.text_input, "assign.XM-001.reason").set_value("Đo lại")
        keyed(page.button, "save.assign.XM-001").click().run()
        assert not errors(page)
        assert state_of(ledger).case.affected_m2 == 1016.5

    def test_what_is_no_number_is_refused(self, app, ledger):
        page = opened(app, "open.assign.XM-001")
        keyed(page.text_input, "assign.XM-001.area").set_value("mười")
        keyed(page.button, "save.assign.XM-001").click().run()
        assert "“mười” không phải là số" in errors(page)[0]

    def test_an_unclear_number_is_asked_and_nothing_saved_until_it_is_chosen(self, app, ledger):
        page = opened(app, "open.assign.XM-001")
        keyed(page.text_input, "assign.XM-001.area").set_value("1.5")
        keyed(page.text_input, "assign.XM-001.reason").set_value("Đo lại")
        before = state_of(ledger).case
        keyed(page.button, "save.assign.XM-001").click().run()
        assert "“1.5” là 1,5 hay 15?" in errors(page)[0]
        assert state_of(ledger).case == before
        next(one for one in page.button if one.label == "1,5").click().run()
        assert not errors(page)
        keyed(page.button, "save.assign.XM-001").click().run()
        assert state_of(ledger).case.affected_m2 == 1.5

    def test_a_number_written_otherwise_is_shown_as_it_was_understood(self, app, ledger):
        page = opened(app, "open.assign.XM-001")
        keyed(page.text_input, "assign.XM-001.area").set_value("9222,1").run()
        assert "Hiểu là 9.222,1 m²" in html_of(page)

    def test_a_case_leaves_the_scope_with_a_reason(self, app, ledger):
        page = opened(app, "open.leave.XM-001")
        keyed(page.button, "save.leave.XM-001").click().run()
        assert "phải có lý do" in errors(page)[0]
        keyed(page.text_area, "leave.XM-001.reason").set_value("Tim đường dời 0,4 m")
        keyed(page.button, "save.leave.XM-001").click().run()
        assert not state_of(ledger).case.in_scope

    def test_a_case_that_left_is_listed_and_comes_back_with_a_reason(self, app, ledger):
        page = opened(app, "open.leave.XM-001")
        keyed(page.text_area, "leave.XM-001.reason").set_value("Tim đường dời 0,4 m")
        keyed(page.button, "save.leave.XM-001").click().run()
        keyed(page.button, "close").click().run()
        keyed(page.toggle, "list.closed").set_value(True).run()
        keyed(page.button, "row-none-free-closed-XM-001").click().run()
        keyed(page.button, "open.reopen.XM-001").click().run()
        keyed(page.text_area, "reopen.XM-001.reason").set_value("Tim đường trở lại")
        keyed(page.button, "save.reopen.XM-001").click().run()
        assert not errors(page)
        assert state_of(ledger).case.in_scope
        assert "Tim đường trở lại" in html_of(page)

    def test_a_case_moves_to_the_other_track_and_says_what_it_leaves(self, app, ledger):
        take(ledger, "contacted")
        page = opened(app, "open.move.XM-001")
        assert "Bước để lại" in html_of(page)
        keyed(page.button, "save.move.XM-001").click().run()
        assert "phải có lý do" in errors(page)[0]
        keyed(page.text_area, "move.XM-001.reason").set_value("Hộ không hiến")
        keyed(page.button, "save.move.XM-001").click().run()
        assert not errors(page)
        assert state_of(ledger).case.track is TrackCode.RECOVERY
        assert "Hiến đất → Thu hồi đất" in html_of(page)


class TestComponents:
    def test_one_is_added_with_its_amount_in_millions(self, app, ledger):
        page = opened(app, "open.component-new.XM-001")
        keyed(page.selectbox, "component-new.XM-001.kind").set_value(ComponentKind.FENCE)
        keyed(page.selectbox, "component-new.XM-001.form").set_value(Form.SUPPORTED)
        keyed(page.text_input, "component-new.XM-001.much").set_value("14")
        keyed(page.text_input, "component-new.XM-001.money").set_value("4,9")
        keyed(page.button, "save.component-new.XM-001").click().run()
        assert not errors(page)
        fence = case_card(ledger, OFFICER, "XM-001", NOW).components[1]
        assert (fence.kind, fence.form, fence.quantity, fence.unit, fence.amount_vnd) == (
            *(ComponentKind.FENCE, Form.SUPPORTED, 14.0, "m"),
            4_900_000,
        )

    def test_what_is_missing_is_named(self, app, ledger):
        page = opened(app, "open.component-new.XM-001")
        keyed(page.button, "save.component-new.XM-001").click().run()
        assert errors(page) == ["Chưa nhập loại. Hãy điền vào ô đó."]

    def test_one_is_changed_and_removed_with_a_reason(self, app, ledger):
        page = opened(app, "component-donated-XM-001-0")
        keyed(page.text_input, "component.XM-001.0.much").set_value("16,2")
        keyed(page.button, "save.component.XM-001.0").click().run()
        assert "phải có lý do" in errors(page)[0]
        keyed(page.text_input, "component.XM-001.0.reason").set_value("Đo lại")
        keyed(page.button, "save.component.XM-001.0").click().run()
        assert case_card(ledger, OFFICER, "XM-001", NOW).components[0].quantity == 16.2
        keyed(page.button, "component-donated-XM-001-0").click().run()
        keyed(page.text_input, "component.XM-001.0.reason").set_value("Ghi nhầm")
        keyed(page.button, "remove.component.XM-001.0").click().run()
        assert not errors(page)
        assert not case_card(ledger, OFFICER, "XM-001", NOW).components


class TestVoluntariness:
    def test_an_item_is_ticked_with_day_and_name(self, app, ledger):
        page = opened(app, "step-pending-XM-001-free-told_refusal")
        assert "Tự nguyện: 0/6" in html_of(page)
        keyed(page.text_input, "voluntary.XM-001.told_refusal.on").set_value("18/03/2014")
        keyed(page.button, "save.voluntary.XM-001.told_refusal").click().run()
        assert not errors(page)
        assert "Tự nguyện: 1/6" in html_of(page)
        mark = state_of(ledger).checklist.mark(Item.TOLD_REFUSAL)
        assert (mark.done_on, mark.who) == (date(2014, 3, 18), "Lữ Hoài Ân")

    def test_not_applicable_asks_for_reason_and_paper(self, app, ledger):
        page = opened(app, "step-pending-XM-001-free-co_owners")
        name = "voluntary.XM-001.co_owners"
        keyed(page.radio, f"{name}.state").set_value(StepState.NOT_APPLICABLE).run()
        keyed(page.text_input, f"{name}.why").set_value("Một người đứng tên")
        keyed(page.button, f"save.{name}").click().run()
        assert errors(page) == ["Chưa nhập số, ngày giấy tờ. Hãy điền vào ô đó."]
        keyed(page.text_input, f"{name}.paper").set_value("GCN 5/2010")
        keyed(page.button, f"save.{name}").click().run()
        assert not errors(page)
        assert state_of(ledger).checklist.settled == 1

    def test_a_signature_without_it_is_refused_in_one_sentence(self, app, ledger):
        take(ledger, "contacted", "agreed")
        page = opened(app, "step-pending-XM-001-signed")
        keyed(page.button, "save.step.XM-001.signed").click().run()
        (said,) = errors(page)
        assert said.startswith("Chưa thể ghi đã ký vì phần tự nguyện còn thiếu: Đã giải thích")


class TestManyAtOnce:
    def pasted(self, app, text):
        page = opened(app, "open.bulk", case="")
        keyed(page.segmented_control, "bulk.source").set_value("pasted").run()
        keyed(page.text_area, "bulk.codes").set_value(text).run()
        return page

    def test_a_pasted_list_is_written_and_undone(self, app, ledger):
        page = self.pasted(app, "xm-001; XM–003, XM-777")
        assert "Không có mã:" in html_of(page)
        assert "XM-777" in html_of(page)
        keyed(page.selectbox, "bulk.step").set_value("surveyed").run()
        keyed(page.button, "save.bulk").click().run()
        assert not errors(page)
        marks = [bool(state_of(ledger, f"XM-00{n}").done_on("surveyed")) for n in (1, 2, 3)]
        assert marks == [True, False, True]
        keyed(page.button, "open.bulk").click().run()
        assert "Bước “Đã đo đạc”, 2 hồ sơ" in html_of(page)
        keyed(page.button, "open.undo").click().run()
        keyed(page.button, "save.undo").click().run()
        assert "phải có lý do" in errors(page)[0]
        keyed(page.text_input, "undo").set_value("Ghi nhầm")
        keyed(page.button, "save.undo").click().run()
        assert not errors(page)
        assert not any(state_of(ledger, f"XM-00{n}").marks for n in (1, 2, 3))

    def test_refused_cases_are_left_out_with_one_click(self, app, ledger):
        take(ledger, *UP_TO_SIGNED, case="XM-001")
        page = opened(app, "open.bulk", case="")
        keyed(page.selectbox, "bulk.step").set_value("handover").run()
        keyed(page.button, "leave-out.bulk").click().run()
        assert "Đã bỏ ra: XM-002, XM-003" in html_of(page)
        keyed(page.button, "save.bulk").click().run()
        assert state_of(ledger).handed_over

    def test_a_visit_for_many_is_one_for_each_household(self, app, ledger):
        page = opened(app, "open.bulk", case="")
        keyed(page.segmented_control, "bulk.what").set_value("visit").run()
        keyed(page.pills, "bulk.outcome").set_value(Outcome.NOBODY).run()
        keyed(page.button, "save.bulk").click().run()
        assert not errors(page)
        assert [len(state_of(ledger, f"XM-00{n}").contacts) for n in (1, 2, 3)] == [1, 1, 2]

    def test_a_batch_is_undone_from_a_cases_history(self, app, ledger):
        page = opened(app, "open.bulk", case="")
        keyed(page.segmented_control, "bulk.what").set_value("review").run()
        keyed(page.button, "save.bulk").click().run()
        page = opened(app, "open.undo", case="XM-002")
        keyed(page.text_input, "undo").set_value("Ghi nhầm")
        keyed(page.button, "save.undo").click().run()
        assert not errors(page)
        assert state_of(ledger, "XM-001").case.reviewed_on is None

    def test_all_filtered_cases_take_a_step(self, app, ledger):
        page = opened(app, "open.bulk", case="")
        keyed(page.selectbox, "bulk.step").set_value("surveyed").run()
        keyed(page.button, "save.bulk").click().run()
        assert not errors(page)
        codes = ("XM-001", "XM-002", "XM-003")
        assert all(state_of(ledger, code).done_on("surveyed") for code in codes)

    def test_one_refusal_is_named_and_nothing_can_be_written(self, app, ledger):
        take(ledger, *UP_TO_SIGNED, case="XM-001")
        page = opened(app, "open.bulk", case="")
        keyed(page.selectbox, "bulk.step").set_value("handover").run()
        assert "2 hồ sơ chưa ghi được" in html_of(page)
        assert keyed(page.button, "save.bulk").disabled

    def test_all_filtered_cases_get_an_officer(self, app, ledger):
        page = opened(app, "open.bulk", case="")
        keyed(page.segmented_control, "bulk.what").set_value("officer").run()
        keyed(page.selectbox, "bulk.officer").set_value("CB05").run()
        keyed(page.button, "save.bulk").click().run()
        assert not errors(page)
        codes = ("XM-001", "XM-002", "XM-003")
        assert {state_of(ledger, code).case.officer_code for code in codes} == {"CB05"}
