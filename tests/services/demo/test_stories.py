"""The six stories that the demo holds for whoever looks."""

from datetime import date

import pytest

from trackers.domain.benefits import Benefit
from trackers.domain.components import Form
from trackers.domain.errands import Order
from trackers.domain.gates import Ground
from trackers.domain.households import HeirState
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.runs import cleared_runs
from trackers.domain.stages import Stage
from trackers.domain.strip import strips_of
from trackers.services.areas import list_areas
from trackers.services.attention import todays_attention
from trackers.services.cases import case_card, list_cases
from trackers.services.demo.calendar import OPENING
from trackers.services.households import list_households
from trackers.services.indicators import list_indicators
from trackers.services.merges import likely_duplicates
from trackers.services.projects import project_files
from trackers.services.visiting import my_work, visiting_list
from trackers.services.visiting_words import promise_words

NOTES = """
2014-02-24 XM-101 CB07 Chú đồng ý liền, kêu làm sớm cho con cháu đi học khỏi lội. Hẹn ký 03/03.
2014-03-04 XM-109 CB07 Chị sợ ngập sân, xin cống D400 và hàng rào mới. Đã ghi nhận, chưa hứa.
2014-03-11 XM-005 KV-1 Bà con hỏi chừng nào xe rác vào. Đưa vào ý kiến cử tri.
2014-03-13 XM-022 CB04 Chủ đi làm Bình Dương, cuối tháng mới về. Gặp mẹ, để lại giấy mời.
2014-03-20 XM-141 CB02 Không đồng ý đơn giá đất vườn. Đã đọc bảng giá, lập biên bản ghi ý kiến.
2014-03-25 XM-031 CB03 Gọi Viber cho cô bên Úc. Cô đồng ý miệng, hỏi ủy quyền ở lãnh sự ra sao.
2014-03-27 XM-064 CB05 Anh hẹn 03/04 ký, chờ vợ về phép.
2014-03-28 XM-088 CB05 Hai anh em chưa thống nhất ranh. Hẹn đo lại, mời cả hai cùng chứng kiến.
2014-04-02 XM-047 CB03 Nhà có giỗ mùng 10. Hẹn thứ Năm 10/04 ký, có con trai trưởng.
2014-04-03 XM-115 CB07 Đã dời hàng rào, cắm mốc, bàn giao 14,4 m². Chụp ảnh trước, sau.
2014-04-04 XM-130 CB08 Không gặp ai. Hàng xóm nói chiều tối mới về.
"""


@pytest.mark.parametrize("line", NOTES.strip().split("\n"))
def test_the_notes_that_officers_wrote_are_kept_word_by_word(states, line):
    on, code, officer, note = line.split(" ", 3)
    [visit] = [one for one in states[code].contacts if one.note == note]
    assert (visit.met_on.isoformat(), visit.visitors[0]) == (on, officer)


def test_longer_notes_are_kept_as_well(states):
    declined, mixed = states["XM-149"].contacts[-1], states["XM-072"].contacts[1]
    assert declined.note == (
        "Đã giải thích quyền không hiến. Nhà còn 2,1 m trước cửa, gia đình xin không tham gia. "
        "Tôn trọng, báo tổ kỹ thuật."
    )
    assert mixed.note == (
        "Hiến đất, xin hỗ trợ dời hàng rào, mái che. Đã kiểm đếm, hai vợ chồng cùng ký biên bản."
    )
    assert mixed.met_on == date(2014, 3, 18)


def test_one_household_opens_240_metres(ward, clerk, states):
    unlock = todays_attention(ward, clerk, OPENING).unlock
    assert unlock.case_code == "XM-109"
    assert (round(unlock.before_m), round(unlock.alone_m)) == (124, 240)
    runs = cleared_runs(strips_of(states.values()))
    assert [round(one.length_m) for one in runs[:2]] == [124, 98]
    assert states["XM-109"].waiting_since == date(2014, 3, 4)
    assert [one.kind for one in states["XM-109"].open_obstacles] == [ObstacleKind.CONDITIONAL]


def test_the_model_stretch_waits_for_that_household_only(ward, clerk):
    road = next(f for f in project_files(ward, clerk, OPENING) if f.project.code == "XM")
    waiting = {one.milestone.code: one.open_cases for one in road.waiting}
    assert [one.case.code for one in waiting["XM-3"]] == ["XM-109"]
    assert [one.case.code for one in waiting["XM-4"]] == ["XM-109"]
    gate = next(one for one in road.waiting if one.milestone.code == "XM-4")
    assert gate.cases == 15
    assert (gate.earliest_on(date(2014, 4, 7)), gate.last.by) == (date(2014, 4, 7), Ground.OBSTACLE)


def test_the_widow_abroad_said_yes_and_has_two_obstacles(states, ward, clerk):
    state = states["XM-031"]
    assert state.stage is Stage.IN_PROGRESS
    assert {one.kind for one in state.open_obstacles} == {
        ObstacleKind.ABSENT,
        ObstacleKind.INHERITANCE,
    }
    assert (state.case.frontage_m, state.case.affected_m2) == (13, 15.6)
    [home] = case_card(ward, clerk, "XM-031", OPENING).households
    assert (home.holder, home.deceased, home.died) == ("Phan Văn Rạng", True, "2011")
    assert [(one.relation, one.state) for one in home.heirs] == [
        ("vợ", HeirState.AGREED),
        ("con", HeirState.NOT_MET),
        ("con", HeirState.NOT_MET),
    ]


def test_the_areas_name_who_is_responsible_and_who_heads_them(ward, clerk):
    areas = {one.code: one for one in list_areas(ward, clerk)}
    assert (areas["KV1"].responsible, areas["KV1"].head) == ("CB04", "KV-1")
    assert (areas["KVRS"].responsible, areas["KVRS"].head) == ("CB07", "KV-RS")
    assert all(one.responsible and one.team for one in areas.values())


def test_two_brothers_hold_one_parcel_and_their_shares_are_not_known(states, ward, clerk):
    homes = case_card(ward, clerk, "XM-088", OPENING).households
    assert len(homes) == 2
    assert {states["XM-088"].case.share_of(one.code) for one in homes} == {""}


def test_one_household_has_three_cases_and_its_name_twice_is_no_duplicate(ward, clerk):
    [same] = [
        one
        for one in list_households(ward, clerk, "nguyen van ut")
        if any(case.code == "XM-015" for case in one.cases)
    ]
    assert [case.code for case in same.cases] == ["XM-015", "XM-016", "XM-033"]
    assert not [
        one for one in likely_duplicates(ward, clerk) if one.first.holder == "Nguyễn Văn Út"
    ]


def test_a_gift_with_support_is_signed_and_not_paid(states, ward, clerk):
    state, card = states["XM-072"], case_card(ward, clerk, "XM-072", OPENING)
    assert state.stage is Stage.SIGNED
    assert state.done_on("signed") == date(2014, 3, 25)
    assert state.done_on("approval")
    assert "payment" not in state.marks
    assert state.checklist.complete
    supported = [one for one in card.components if one.form is Form.SUPPORTED]
    assert [(one.quantity, one.unit) for one in supported] == [(14, "m"), (6, "m²"), (4, "cây")]
    assert sum(one.amount_vnd for one in supported) == 8_450_000


def test_the_promise_of_thursday_is_on_its_officers_list(states, ward, clerk):
    state = states["XM-047"]
    assert state.stage is Stage.AGREED
    assert state.promise.promise_on == date(2014, 4, 10)
    own = todays_attention(ward, clerk, OPENING, officer_code="CB03")
    assert ("XM-047",) in [one.case_codes for one in own.this_week]
    signed = [
        one for one in states.values() if one.case.area_code == "KV1" and one.stage is Stage.SIGNED
    ]
    assert len(signed) == 6


def test_the_officer_who_is_away_is_covered_since_friday(ward, clerk):
    rows = list_cases(ward, clerk, OPENING)
    assert sum(one.acting_code == "CB06" for one in rows) == 39
    own = todays_attention(ward, clerk, OPENING, officer_code="CB06")
    assert len(own.this_week) == 4
    [late] = own.overdue
    assert (late.case_codes, late.days) == (("XM-064",), -4)


def test_the_cover_sees_whose_work_this_is_and_the_promise_nobody_came_for(ward, clerk, states):
    work = my_work(ward, clerk, OPENING, officer_code="CB06", stale_days=30)
    assert (work.cases, len(work.this_week)) == (39, 4)
    [late] = work.overdue
    words = promise_words(late.contact, states["XM-064"].contacts, date(2014, 4, 7))
    assert late.case_codes == ("XM-064",)
    assert words.endswith("quá hạn 04 ngày, chưa ai đến")
    assert my_work(ward, clerk, OPENING, officer_code="CB05", stale_days=30).cases == 0


def test_the_appointment_of_thursday_is_in_its_officers_work(ward, clerk, states):
    work = my_work(ward, clerk, OPENING, officer_code="CB03", stale_days=30)
    [due] = [one for one in work.this_week if one.case_codes == ("XM-047",)]
    words = promise_words(due.contact, states["XM-047"].contacts, date(2014, 4, 7))
    assert words.startswith("hẹn thứ Năm 10/04")


def test_a_days_list_goes_along_the_road_and_holds_what_is_due(ward, clerk):
    stops = visiting_list(ward, clerk, OPENING, officer_code="CB06", count=12, order=Order.WALK)
    metres = [one.errand.states[0].case.chainage_from_m for one in stops]
    assert len(stops) == 12
    assert metres == sorted(metres)
    assert "XM-064" in [code for one in stops for code in one.errand.case_codes]
    assert {one.area_code for one in stops} == {"KV2"}
    whole = visiting_list(ward, clerk, OPENING, officer_code="CB02", count=60, order=Order.WALK)
    areas = [one.area_code for one in whole]
    assert len({*areas}) == len([a for a, b in zip(areas, [None, *areas], strict=False) if a != b])


def test_nobody_went_to_khu_vuc_2_while_nobody_knew(states):
    met = [
        visit.met_on
        for state in states.values()
        if state.case.officer_code == "CB05"
        for visit in state.contacts
    ]
    assert max(met) < date(2014, 3, 31)


def test_khu_vuc_1_waits_for_the_rubbish_truck(ward, clerk):
    road = next(f for f in project_files(ward, clerk, OPENING) if f.project.code == "XM")
    truck, shorter = road.awaited
    assert truck.benefit == Benefit("Xe lấy rác vào Khu vực 1", ("KV1",), 0.0, 520.0, 3.5)
    assert (truck.cases, truck.by_area) == (54, True)
    assert shorter.cases > 54
    waiting = {one.milestone.code: one.open_cases for one in road.waiting}
    assert len(waiting["XM-5"]) == 54
    truck = list_indicators(ward, clerk, now=OPENING)[1]
    assert (truck.reached, truck.target) == (5, 6)


def test_the_review_reads_out_taxes_of_two_years_and_two_resolutions(ward, clerk):
    tax, _, clean, road = list_indicators(ward, clerk, now=OPENING)
    assert tax.share == pytest.approx(44.35)
    assert round(tax.change, 1) == 8.0
    assert (tax.latest.on, tax.year_before.on) == (date(2014, 3, 31), date(2013, 3, 31))
    assert (len(tax.curve), len(tax.curve_before)) == (3, 12)
    assert tax.values[11].value > 1900  # the year before was fulfilled
    assert [(one.reached, one.target, len(one.late)) for one in (clean, road)] == [
        *((2, 4, 1), (2, 4, 0)),
    ]


def test_the_playground_waits_for_four_households(ward, clerk):
    school = next(f for f in project_files(ward, clerk, OPENING) if f.project.code == "MN")
    [waiting] = school.waiting
    codes = sorted(one.case.code for one in waiting.open_cases)
    assert codes == ["MN-13", "MN-14", "MN-15", "MN-16"]


def test_who_declined_left_the_scope(states):
    case = states["XM-149"].case
    assert not case.in_scope
    assert "Đưa ra khỏi phạm vi" in case.close_reason
    assert "0,4 m" in case.close_reason


def test_the_public_text_of_the_road_says_that_giving_is_free(ward, clerk):
    road = next(f for f in project_files(ward, clerk, OPENING) if f.project.code == "XM")
    assert "Việc hiến đất là tự nguyện." in road.project.public_text
