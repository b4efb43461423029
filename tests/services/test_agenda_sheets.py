"""What an item of an agenda says: the same words for screen, projector and papers."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from tests import tiny
from tests.domain.making import a_state, a_visit, an_obstacle
from trackers.domain.attention import DuePromise
from trackers.domain.errors import NotAllowed
from trackers.domain.findings import (
    Changes,
    Findings,
    OfficerWeek,
    Overdue,
    ProjectWeek,
    Slip,
    Unattended,
)
from trackers.domain.indicators import Indicator, IndicatorKind, IndicatorTask, IndicatorValue
from trackers.domain.opinions import Opinion
from trackers.domain.people import Absence
from trackers.domain.progress import Row
from trackers.domain.projects import Milestone
from trackers.domain.reviews import AgendaItem, Decision, ItemKind, Review
from trackers.domain.stages import Stage
from trackers.domain.unlocking import Unlock
from trackers.services.agenda_sheets import (
    all_decisions,
    decisions_under,
    names_for,
    sheet_of,
    week_title,
)
from trackers.store import indicators, opinions, people

MONDAY = date(2014, 4, 7)
LAST = date(2014, 3, 31)
REVIEW = Review(MONDAY, tiny.NOW, "CB01", 9, LAST, 4, "CB01", "CB05")


def a_decision(number=1, **more):
    values = {
        "text": "Trả lời hộ về cống",
        "officer_code": "CB03",
        "due_on": date(2014, 4, 4),
        "case_code": "XM-001",
    }
    return Decision(f"d{number}", LAST, number, **values | more)


def due(days, *codes, **more):
    visit = a_visit(promise_on=date.fromordinal(MONDAY.toordinal() + days), **more)
    return DuePromise(visit, codes or ("XM-001",), days)


@dataclass
class File:
    findings: Findings = field(default_factory=lambda: Findings(MONDAY))
    review: Review = REVIEW
    items: tuple[AgendaItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    closed_here: tuple[Decision, ...] = ()


def an_item(kind, **more):
    return AgendaItem("i1", MONDAY, 1, kind, **more)


@pytest.fixture
def names(ledger):
    return names_for(ledger, tiny.OFFICER, on=MONDAY)


@pytest.fixture
def said(names):
    """Give what an item of a kind says, whole as one text and as a sheet."""

    def one(kind, found=None, *, closed=(), **more):
        file = File(found or Findings(MONDAY), closed_here=closed)
        return sheet_of(file, an_item(kind, **more), names)

    return one


def words(sheet):
    cells = [each.words for one in sheet.tables for row in one.rows for each in row.cells]
    heads = [each for one in sheet.tables for each in (one.caption, *one.headings)]
    return " | ".join((sheet.title, *sheet.lines, *heads, *cells))


def rows(table):
    return [[each.words for each in row.cells] for row in table.rows]


def test_every_kind_says_something_even_when_nothing_happened(said):
    for kind in ItemKind:
        sheet = said(kind, project_code="XM")
        assert sheet.title, kind
        if kind is not ItemKind.TOPIC:
            assert sheet.lines or any(one.rows or one.empty for one in sheet.tables), kind


def test_the_chairs_own_words_come_first_and_its_title_wins(said):
    sheet = said(ItemKind.TOPIC, title="Rác Khu vực 1", text="Xe vào được chưa?\n\nAi theo?")
    assert sheet.title == "Rác Khu vực 1"
    assert sheet.lines == ("Xe vào được chưa?", "Ai theo?")


def test_a_decision_carried_over_tells_how_late_it_is_who_covers_and_how_it_was_closed(
    ledger, said
):
    away = Absence("CB03", LAST, date(2014, 4, 18), "CB05", LAST)
    with ledger.write(tiny.NOW) as writing:
        people.add_absence(writing, away)
        writing.record("absence", "CB03", actor="CB01", effective_on=LAST)
    names = names_for(ledger, tiny.OFFICER, on=MONDAY)
    later = a_decision(2, due_on=date(2014, 4, 9), case_code="", project_code="XM")
    done = replace(later, closed_on=MONDAY, closing_word="đã chốt ngày")
    file = File(Findings(MONDAY, carried=(a_decision(), later)), closed_here=(done,))
    sheet = sheet_of(file, an_item(ItemKind.CARRIED), names)
    [table] = sheet.tables
    assert rows(table) == [
        [
            *("1", "Trả lời hộ về cống", "Quách Lệ Thu (thay Lữ Hoài Ân)"),
            *("04/04/2014", "XM-001", "quá hạn 03 ngày"),
        ],
        [
            *("2", "Trả lời hộ về cống", "Quách Lệ Thu (thay Lữ Hoài Ân)"),
            *("09/04/2014", "Đường thử", "xong 07/04/2014: đã chốt ngày"),
        ],
    ]
    assert [one.case_code for one in table.rows] == ["XM-001", ""]
    assert sheet.lines == ("Còn 1 kết luận chưa xong, 1 đã quá hạn.",)


def test_a_work_shows_then_and_now_what_changed_and_which_dates_moved(said):
    slipped = Milestone("XM-1", "XM", "Khởi công", date(2014, 4, 1), date(2014, 4, 24))
    week = ProjectWeek(
        "XM",
        Row(cases=148, signed=50, handed_over=44, blocked=12, length_m=100.0, cleared_m=40.0),
        Row(cases=148, signed=55, handed_over=47, blocked=11, length_m=100.0, cleared_m=60.4),
        Changes(handed_over=("XM-001", "XM-003"), opened=(an_obstacle(),)),
        (Slip(slipped, date(2014, 4, 20), date(2014, 4, 24), "chờ cống"),),
    )
    sheet = said(ItemKind.PROJECT, Findings(MONDAY, projects=(week,)), project_code="XM")
    counts, changes, slips, opened = sheet.tables
    assert sheet.title == "Đường thử"
    assert sheet.project_code == "XM"
    assert sheet.lines[0] == "Đã bàn giao 47/148 hồ sơ (31,8%)."
    assert counts.headings == ("Nội dung", "Đến 31/03/2014", "Đến 07/04/2014", "Tăng, giảm")
    assert ["Đã bàn giao", "44", "47", "+3"] in rows(counts)
    assert ["Còn vướng mắc", "12", "11", "−1"] in rows(counts)
    assert rows(counts)[-1][1:] == ["40", "60/100", "+20"]
    handed = next(one for one in counts.rows if one.cells[0].words == "Đã bàn giao")
    assert dict(handed.cells[2].filters) == {"project": ("XM",), "stage": ("handed", "done")}
    assert rows(changes) == [["Bàn giao mặt bằng", "2", "XM-001, XM-003"]]
    assert changes.rows[0].cells[1].counts
    assert rows(slips) == [
        ["Khởi công", "20/04/2014", "24/04/2014", "chậm thêm 04 ngày", "chờ cống"]
    ]
    assert opened.caption == "Vướng mắc mới"


def test_a_week_in_which_nothing_happened_says_so(said):
    row = Row(cases=3, handed_over=1)
    week = ProjectWeek("XM", row, row, Changes())
    sheet = said(ItemKind.PROJECT, Findings(MONDAY, projects=(week,)), project_code="XM")
    assert sheet.lines[1] == "Từ kỳ trước đến nay không có thay đổi."
    assert len(sheet.tables) == 1


def test_officers_are_counted_with_the_cases_behind_each_number(said):
    week = OfficerWeek("CB03", 4, Changes(visited=("XM-001", "XM-002")), covers=("CB05",))
    [table] = said(ItemKind.OFFICERS, Findings(MONDAY, officers=(week,))).tables
    assert rows(table) == [["1", "Lữ Hoài Ân", "4", "2", "0", "0", "0", "0", "0", "Quách Lệ Thu"]]
    assert table.rows[0].cells[3].cases == ("XM-001", "XM-002")


def test_what_is_overdue_stands_in_four_tables_and_is_counted_in_words(said):
    milestone = Milestone("XM-1", "XM", "Khởi công", date(2014, 4, 1), date(2014, 4, 20))
    found = Overdue(
        (due(-4, promise="ký"),),
        (an_obstacle(due_on=date(2014, 4, 5)),),
        (milestone,),
        (a_decision(),),
    )
    sheet = said(ItemKind.OVERDUE, Findings(MONDAY, overdue=found))
    assert sheet.lines == ("Quá hạn: 1 hẹn, 1 vướng mắc, 1 mốc tiến độ, 1 kết luận.",)
    told = words(sheet)
    for part in ("quá hạn 04 ngày", "quá hạn 02 ngày", "chậm 19 ngày", "quá hạn 03 ngày"):
        assert part in told
    assert [one.caption for one in sheet.tables] == [
        "Hẹn quá hạn",
        "Vướng mắc quá hạn xử lý",
        "Mốc tiến độ quá hạn",
        "Kết luận quá hạn",
    ]
    only = said(ItemKind.OVERDUE, Findings(MONDAY, overdue=Overdue(promises=(due(-4),))))
    assert len(only.tables) == 1


def test_promises_name_the_weekday_the_household_and_who_goes(said):
    found = Findings(MONDAY, this_week=(due(3, promise="ký biên bản"), due(0)))
    [table] = said(ItemKind.PROMISES, found).tables
    first, second = rows(table)
    assert first == [
        *("1", "thứ Năm 10/04", "XM-001", "Nguyễn Văn Út"),
        *("ký biên bản", "còn 03 ngày", "Lữ Hoài Ân"),
    ]
    assert second[-2] == "hôm nay"


def test_who_was_not_met_for_long_comes_longest_first(said):
    old = a_state(code="XM-002", opened_on=date(2014, 1, 2))
    new = a_state("contacted", code="XM-001", contacts=(a_visit(date(2014, 3, 1)),))
    [table] = said(ItemKind.STALE, Findings(MONDAY, stale=(new, old))).tables
    assert [(row[1], row[4], row[5]) for row in rows(table)] == [
        ("XM-002", "chưa gặp lần nào", "95 ngày"),
        ("XM-001", "01/03/2014", "37 ngày"),
    ]
    assert table.rows[0].cells[1].stage is Stage.NOT_CONTACTED


def test_one_case_that_opens_metres_leads_the_map_there(said):
    stuck = a_state(code="XM-002", obstacles=(an_obstacle(case_code="XM-002"),))
    found = Findings(
        MONDAY,
        unlocks=(
            Unlock(a_state(code="XM-001"), 300.0, 10.0),
            Unlock(stuck, 240.0, 124.0, ("XM-002", "XM-003"), 300.0),
        ),
    )
    sheet = said(ItemKind.UNLOCK, found, case_code="XM-002")
    assert sheet.lines[0] == "XM-002 mở đoạn liền mạch 240 m (nay 124 m)."
    assert sheet.case_codes == ("XM-002",)
    [row] = rows(sheet.tables[0])
    assert row[3:7] == [
        *("240", "124", "300 m (cùng XM-003)"),
        "Đồng ý có điều kiện: Xin làm cống trước nhà",
    ]
    assert len(said(ItemKind.UNLOCK, found).tables[0].rows) == 2


def test_cases_that_nobody_follows_are_counted(said):
    found = Findings(MONDAY, unattended=(Unattended("CB05", ("XM-003", "XM-002")),))
    sheet = said(ItemKind.UNATTENDED, found)
    assert sheet.lines == ("2 hồ sơ chưa có người theo: hãy phân công.",)
    assert rows(sheet.tables[0]) == [["1", "Quách Lệ Thu", "đã nghỉ việc", "2", "XM-003, XM-002"]]


@pytest.fixture
def read_out(ledger):
    """Three opinions, a tax indicator through two years, and a resolution with two tasks."""
    waiting = Opinion(
        *("YK1", "KV1", "XM", "Xe rác chưa vào được", date(2014, 3, 11)),
        officer_code="CB05",
        due_on=date(2014, 4, 4),
    )
    long_ago = replace(waiting, code="YK2", answered_on=date(2014, 3, 26), answer="đã tưới nước")
    new = replace(waiting, code="YK3", raised_on=date(2014, 4, 1), due_on=None, case_code="XM-001")
    tax = Indicator("CT-1", "Thu thuế", "triệu đồng", 2000.0, "CB03")
    clean = Indicator("CT-2", "Sạch rác", "", None, "CB05", kind=IndicatorKind.RESOLUTION)
    with ledger.write(tiny.NOW) as writing:
        for one in (waiting, long_ago, new):
            opinions.add_opinion(writing, one)
        for one in (tax, clean):
            indicators.add_indicator(writing, one)
        for on, value in ((date(2013, 3, 31), 821.3), (LAST, 887.0)):
            indicators.add_value(writing, IndicatorValue("CT-1", on, value))
        done = IndicatorTask("t1", "CT-2", "Đặt thùng", "CB03", LAST, date(2014, 3, 12))
        late = IndicatorTask("t2", "CT-2", "Ký cam kết", "CB05", date(2014, 4, 4), position=1)
        for one in (done, late):
            indicators.add_task(writing, one)
        return writing.record("ward.filled", "TEST", actor="QT", effective_on=MONDAY).revision


def test_a_review_hears_what_is_new_and_what_waits_and_not_what_was_answered_before(
    ledger, read_out
):
    names = names_for(ledger, tiny.OFFICER, on=MONDAY, revision=read_out)
    sheet = sheet_of(File(), an_item(ItemKind.OPINIONS), names)
    assert sheet.lines == ("Mới: 1; chưa trả lời từ trước: 1; trả lời từ kỳ trước: 0.",)
    told = [(one.caption, [row[-1] for row in rows(one)]) for one in sheet.tables]
    assert told == [
        ("Ý kiến mới", ["đã chờ 06 ngày"]),
        ("Còn chờ trả lời", ["đã chờ 27 ngày, quá hạn 03 ngày"]),
    ]
    assert sheet.case_codes == ("XM-001",)


def test_indicators_tell_share_and_same_period_and_resolutions_their_tasks(ledger, read_out):
    names = names_for(ledger, tiny.OFFICER, on=MONDAY, revision=read_out)
    listed, tasks = sheet_of(File(), an_item(ItemKind.INDICATORS), names).tables
    assert rows(listed)[0][1:7] == [
        *("Thu thuế", "887 triệu đồng", "2.000", "44,35%"),
        *("tăng 8% (31/03/2013: 821,3)", "31/03/2014"),
    ]
    assert [row[1:5] for row in rows(tasks)] == [
        ["Ký cam kết", "Quách Lệ Thu", "04/04/2014", "quá 03 ngày"],
        ["Đặt thùng", "Lữ Hoài Ân", "31/03/2014", "xong 12/03/2014"],
    ]


def test_what_comes_after_the_reviews_revision_changes_none_of_it(ledger, read_out):
    with ledger.write(tiny.NOW) as writing:
        indicators.add_value(writing, IndicatorValue("CT-1", date(2014, 4, 1), 900.0))
        opinions.remove_opinion(writing, "YK1")
        writing.record("ward.filled", "TEST", actor="QT", effective_on=MONDAY)
    names = names_for(ledger, tiny.OFFICER, on=MONDAY, revision=read_out)
    assert names.indicators[0].latest.value == 887.0
    assert [one.text for one in names.opinions] == ["Xe rác chưa vào được"] * 3
    later = names_for(ledger, tiny.OFFICER, on=MONDAY)
    assert later.indicators[0].latest.value == 900.0
    assert [one.code for one in later.opinions] == ["YK2", "YK3"]


def test_decisions_are_listed_by_item_and_all_together(names):
    taken = (a_decision(1, item_id="i1"), a_decision(2))
    file = File(decisions=taken)
    assert len(decisions_under(file, an_item(ItemKind.TOPIC), names).rows) == 1
    assert [row[0] for row in rows(all_decisions(file, names))] == ["1", "2"]


def test_masked_no_name_of_a_household_is_in_any_sheet(ledger):
    masked = replace(tiny.OFFICER, masked=True)
    names = names_for(ledger, masked, on=MONDAY)
    found = Findings(MONDAY, this_week=(due(3),), stale=(a_state(code="XM-002"),))
    told = [
        words(sheet_of(File(found), an_item(kind), names))
        for kind in (ItemKind.PROMISES, ItemKind.STALE)
    ]
    for name in ("Nguyễn", "Út", "Thuỷ", "Đức"):
        assert name not in "".join(told)
    assert "N. V. Ú." in told[0]


def test_who_may_not_see_households_gets_no_names(ledger):
    with pytest.raises(NotAllowed):
        names_for(ledger, tiny.VIEWER, on=MONDAY)


def test_a_week_is_called_by_its_number():
    assert week_title(REVIEW) == "Tuần 15/2014"
    first = Review(date(2013, 12, 30), tiny.NOW, "", 0, LAST, 0, "", "")
    assert week_title(first) == "Tuần 01/2014"
