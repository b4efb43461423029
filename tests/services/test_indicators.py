"""Indicators: defined by the heads, noted by who is responsible, kept as they were."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.looking_back import on_day
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, TODAY, VIEWER
from trackers.domain.errors import (
    AlreadyClosed,
    DateInFuture,
    DateTooEarly,
    DuplicateRecord,
    EditConflict,
    NotAllowed,
    NotInRange,
    NotYours,
    ReasonMissing,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.indicators import Indicator, IndicatorKind
from trackers.domain.reach import Reach
from trackers.domain.review_errors import StillOpen
from trackers.domain.target_errors import DayTaken
from trackers.services.indicator_tasks import (
    add_task,
    edit_task,
    finish_task,
    reopen_task,
    withdraw_task,
)
from trackers.services.indicator_values import correct_value, record_value, withdraw_value
from trackers.services.indicators import (
    add_indicator,
    close_indicator,
    edit_indicator,
    get_indicator,
    indicators_then,
    list_indicators,
    reopen_indicator,
)
from trackers.services.proving import prove_log
from trackers.services.wards import current_revision
from trackers.store import events, indicators
from trackers.store.errors import RowChanged

TAX = Indicator("", "Thu thuế", "triệu đồng", 2000.0, "CB03", starts_on=date(2014, 1, 1))
CLEAN = Indicator("", "Sạch rác", "", None, "CB03", kind=IndicatorKind.RESOLUTION)
MARCH = date(2014, 3, 31)
# Officers who write only what is in their own hands.
MINE = replace(OFFICER, reach=Reach(officers=frozenset({"CB03"})))
HERS = replace(OTHER, reach=Reach(officers=frozenset({"CB05"})))
COVER = replace(OTHER, reach=Reach(officers=frozenset({"CB05", "CB03"})))


def added(ledger, one=TAX, **more):
    add_indicator(ledger, CHAIR, indicator=replace(one, **more), now=NOW)
    return list_indicators(ledger, OFFICER, now=NOW)[-1].indicator


def note(ledger, value, on=MARCH, actor=MINE, code="CT-1", **more):
    return record_value(ledger, actor, code=code, on=on, value=value, now=NOW, **more)


def the_file(ledger, code="CT-1"):
    return get_indicator(ledger, OFFICER, code, now=NOW)


def last_event(ledger):
    with ledger.read() as reading:
        revision = current_revision(ledger)[0]
        return events.read_between(reading, revision, revision)[0]


@pytest.fixture
def tax(ledger):
    return added(ledger)


class TestDefining:
    def test_codes_count_up_and_the_log_says_what_was_added(self, ledger, tax):
        assert tax.code == "CT-1"
        assert added(ledger, name="Xe rác").code == "CT-2"
        assert last_event(ledger).kind == "indicator.added"

    def test_an_officer_defines_none(self, ledger):
        with pytest.raises(NotAllowed):
            add_indicator(ledger, OFFICER, indicator=TAX, now=NOW)

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"name": ""}, TextMissing),
            ({"name": "thu THUE"}, DuplicateRecord),
            ({"name": "Khác", "officer_code": "XX"}, UnknownRecord),
            ({"name": "Khác", "officer_code": "XEM"}, UnknownRecord),
            ({"name": "Khác", "target": -1.0}, NotInRange),
            ({"name": "Khác", "ends_on": date(2013, 1, 1)}, DateTooEarly),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_written(self, ledger, tax, wrong, error):
        with pytest.raises(error):
            add_indicator(ledger, CHAIR, indicator=replace(TAX, **wrong), now=NOW)
        assert [one.indicator for one in list_indicators(ledger, OFFICER, now=NOW)] == [tax]

    def test_the_next_year_gets_its_own_plan_and_the_log_keeps_the_old_one(self, ledger, tax):
        note(ledger, 887.0)
        mine = replace(tax, target=2200.0, starts_on=date(2014, 4, 1))
        edit_indicator(ledger, CHAIR, base=tax, mine=mine, now=NOW)
        assert the_file(ledger).reached is None
        change = last_event(ledger).payload["changes"][0]
        assert (change["before"]["target"], change["after"]["target"]) == (2000.0, 2200.0)

    def test_two_heads_merge_words_and_never_plans(self, ledger, tax):
        first = replace(tax, note="cộng dồn")
        edit_indicator(ledger, CHAIR, base=tax, mine=first, now=NOW)
        saved = edit_indicator(ledger, ADMIN, base=tax, mine=replace(tax, target=2100.0), now=NOW)
        assert saved.merged == ("note",)
        with pytest.raises(EditConflict):
            edit_indicator(ledger, CHAIR, base=tax, mine=replace(tax, target=2300.0), now=NOW)
        now = the_file(ledger).indicator
        assert (now.note, now.target) == ("cộng dồn", 2100.0)
        assert last_event(ledger).kind == "edit.refused"

    def test_a_closed_one_is_left_out_takes_no_figures_and_can_come_back(self, ledger, tax):
        close = {"code": "CT-1", "reason": "Hết năm", "base": 1, "now": NOW}
        close_indicator(ledger, CHAIR, closed_on=TODAY, **close)
        assert list_indicators(ledger, OFFICER, now=NOW) == []
        assert len(list_indicators(ledger, OFFICER, now=NOW, closed=True)) == 1
        with pytest.raises(AlreadyClosed):
            note(ledger, 1.0)
        reopen_indicator(ledger, CHAIR, code="CT-1", reason="Nhầm", base=2, now=NOW)
        note(ledger, 1.0)
        with pytest.raises(StillOpen):
            reopen_indicator(ledger, CHAIR, code="CT-1", reason="Nhầm", base=3, now=NOW)

    def test_closing_needs_its_reason_and_a_day_that_has_come(self, ledger, tax):
        with pytest.raises(ReasonMissing):
            close_indicator(
                ledger, CHAIR, code="CT-1", closed_on=TODAY, reason=" ", base=1, now=NOW
            )
        late = TODAY + timedelta(1)
        with pytest.raises(DateInFuture):
            close_indicator(ledger, CHAIR, code="CT-1", closed_on=late, reason="x", base=1, now=NOW)


class TestFigures:
    def test_a_figure_of_last_year_is_what_this_years_is_held_against(self, ledger, tax):
        note(ledger, 821.3, on=date(2013, 3, 31))
        note(ledger, 887.0, note="báo cáo quý")
        file = the_file(ledger)
        assert (file.share, round(file.change, 1)) == (pytest.approx(44.35), 8.0)
        assert (file.latest.note, file.latest.officer_code) == ("báo cáo quý", "CB03")
        assert last_event(ledger).effective_on == MARCH

    def test_only_who_is_responsible_who_covers_and_the_heads_note_them(self, ledger, tax):
        with pytest.raises(NotYours):
            note(ledger, 1.0, actor=HERS)
        with pytest.raises(NotAllowed):
            note(ledger, 1.0, actor=VIEWER)
        note(ledger, 1.0, actor=COVER)
        note(ledger, 2.0, on=TODAY, actor=CHAIR)
        assert [one.officer_code for one in the_file(ledger).values] == ["CB05", "CB01"]

    @pytest.mark.parametrize(
        ("on", "value", "error"),
        [
            (TODAY + timedelta(1), 1.0, DateInFuture),
            (date(1999, 1, 1), 1.0, DateTooEarly),
            (MARCH, -1.0, NotInRange),
        ],
    )
    def test_what_cannot_be_is_refused(self, ledger, tax, on, value, error):
        with pytest.raises(error):
            note(ledger, value, on=on)
        assert the_file(ledger).values == ()

    def test_a_day_has_one_figure_and_the_same_save_twice_is_one(self, ledger, tax):
        first = note(ledger, 887.0, key="k")
        assert note(ledger, 887.0, key="k") == replace(first, repeated=True)
        with pytest.raises(DayTaken) as refused:
            note(ledger, 888.0)
        assert refused.value.values == {"on": MARCH, "value": 887.0}

    def test_a_correction_has_its_reason_and_the_log_keeps_the_wrong_figure(self, ledger, tax):
        note(ledger, 878.0)
        [wrong] = the_file(ledger).values
        told = {"base": wrong, "value": 887.0, "note": "", "now": NOW}
        with pytest.raises(ReasonMissing):
            correct_value(ledger, MINE, reason="", **told)
        correct_value(ledger, MINE, reason="Đảo số", **told)
        assert the_file(ledger).reached == 887.0
        event = last_event(ledger)
        assert (event.kind, event.payload["reason"]) == ("indicator.corrected", "Đảo số")
        assert event.payload["changes"][0]["before"]["value"] == 878.0

    def test_two_who_correct_the_same_figure_are_told(self, ledger, tax):
        note(ledger, 878.0)
        [wrong] = the_file(ledger).values
        told = {"base": wrong, "note": "", "reason": "Đảo số", "now": NOW}
        correct_value(ledger, MINE, value=887.0, **told)
        with pytest.raises(EditConflict):
            correct_value(ledger, CHAIR, value=880.0, **told)
        assert the_file(ledger).reached == 887.0

    def test_a_figure_that_should_not_be_there_is_taken_back(self, ledger, tax):
        note(ledger, 887.0)
        [wrong] = the_file(ledger).values
        withdraw_value(ledger, MINE, base=wrong, reason="Nhầm chỉ tiêu", now=NOW)
        assert the_file(ledger).values == ()
        note(ledger, 900.0)
        with pytest.raises(UnknownRecord):
            withdraw_value(ledger, MINE, base=replace(wrong, on=TODAY), reason="Nhầm", now=NOW)

    def test_a_resolution_takes_no_figures(self, ledger):
        added(ledger, CLEAN)
        with pytest.raises(UnknownRecord):
            note(ledger, 1.0)


class TestTheOneFigureOfBefore:
    @pytest.fixture
    def old(self, ledger):
        one = replace(TAX, code="CT-1", value=44.35, on=MARCH)
        with ledger.write(NOW) as writing:
            indicators.add_indicator(writing, one)
            writing.record("indicator.added", "CT-1", actor="CB01", effective_on=MARCH)
        return one

    def test_it_stands_and_is_corrected_by_a_row_in_its_place(self, ledger, old):
        [value] = the_file(ledger).values
        told = {"base": value, "note": "", "reason": "Đơn vị tiền", "now": NOW}
        correct_value(ledger, MINE, value=887.0, **told)
        assert [one.value for one in the_file(ledger).values] == [887.0]
        [value] = the_file(ledger).values
        correct_value(ledger, MINE, value=888.0, **told | {"base": value})
        assert the_file(ledger).reached == 888.0

    def test_it_can_be_taken_back(self, ledger, old):
        [value] = the_file(ledger).values
        withdraw_value(ledger, MINE, base=value, reason="Nhầm", now=NOW)
        assert the_file(ledger).values == ()
        assert prove_log(ledger, ADMIN).holds


class TestTasks:
    @pytest.fixture
    def clean(self, ledger):
        added(ledger, CLEAN)
        for name, due in (("Đặt thùng", MARCH), ("Ký cam kết", None)):
            add_task(ledger, MINE, code="CT-1", name=name, officer_code="CB05", due_on=due, now=NOW)
        return the_file(ledger)

    def test_they_are_counted_in_the_order_they_were_added(self, ledger, clean):
        assert [one.name for one in clean.tasks] == ["Đặt thùng", "Ký cam kết"]
        assert (clean.reached, clean.target, len(clean.late)) == (0.0, 2.0, 1)

    def test_a_tasks_own_officer_finishes_it_and_leads_nothing_else(self, ledger, clean):
        task = clean.tasks[0]
        told = {"task_id": task.task_id, "now": NOW}
        finish_task(ledger, HERS, done_on=date(2014, 3, 12), note="40 thùng", base=1, **told)
        assert (the_file(ledger).share, the_file(ledger).late) == (50.0, ())
        assert last_event(ledger).effective_on == date(2014, 3, 12)
        with pytest.raises(AlreadyClosed):
            finish_task(ledger, HERS, done_on=TODAY, note="", base=2, **told)
        with pytest.raises(NotYours):
            withdraw_task(ledger, HERS, reason="x", **told)
        reopen_task(ledger, HERS, reason="Hỏng 10 thùng", base=2, **told)
        assert the_file(ledger).reached == 0.0
        with pytest.raises(StillOpen):
            reopen_task(ledger, MINE, reason="x", base=3, **told)

    def test_who_leads_changes_and_takes_back(self, ledger, clean):
        task = clean.tasks[1]
        told = {"task_id": task.task_id, "now": NOW}
        more = {"name": "Ký với 60 hộ", "officer_code": "CB03", "due_on": TODAY}
        edit_task(ledger, MINE, base=1, **more, **told)
        with pytest.raises(RowChanged):
            edit_task(ledger, MINE, base=1, **more, **told)
        assert the_file(ledger).tasks[1].name == "Ký với 60 hộ"
        withdraw_task(ledger, MINE, reason="Trùng", **told)
        assert len(the_file(ledger).tasks) == 1

    def test_a_task_needs_a_name_and_a_resolution(self, ledger, clean, tmp_path):
        told = {"officer_code": "", "due_on": None, "now": NOW}
        with pytest.raises(TextMissing):
            add_task(ledger, MINE, code="CT-1", name=" ", **told)
        added(ledger)
        with pytest.raises(UnknownRecord):
            add_task(ledger, MINE, code="CT-2", name="x", **told)


class TestFormerDays:
    def test_a_review_reads_them_as_they_stood_at_its_revision(self, ledger, tax):
        note(ledger, 541.5, on=date(2014, 2, 28))
        revision = current_revision(ledger)[0]
        note(ledger, 887.0)
        edit_indicator(ledger, CHAIR, base=tax, mine=replace(tax, target=1.0), now=NOW)
        [then] = indicators_then(ledger, OFFICER, on=TODAY, revision=revision)
        assert (then.reached, then.target) == (541.5, 2000.0)
        [later] = indicators_then(ledger, OFFICER, on=TODAY, revision=current_revision(ledger)[0])
        assert (later.reached, later.target) == (887.0, 1.0)

    def test_tasks_are_done_on_their_day_and_closed_ones_are_left_out(self, ledger):
        early = on_day(date(2014, 3, 1))
        add_indicator(ledger, CHAIR, indicator=CLEAN, now=early)
        told = {"code": "CT-1", "officer_code": "CB03", "due_on": None}
        add_task(ledger, MINE, name="Đặt thùng", now=early, **told)
        task_id = the_file(ledger).tasks[0].task_id
        finish_task(ledger, MINE, task_id=task_id, done_on=MARCH, note="", base=1, now=NOW)
        close_indicator(ledger, CHAIR, code="CT-1", closed_on=TODAY, reason="Xong", base=1, now=NOW)
        revision = current_revision(ledger)[0]
        seen = [
            [one.reached for one in indicators_then(ledger, OFFICER, on=day, revision=revision)]
            for day in (date(2014, 2, 28), date(2014, 3, 30), MARCH, TODAY)
        ]
        assert seen == [[], [0.0], [1.0], []]


def test_the_log_rebuilds_every_row_of_it(ledger, tax):
    note(ledger, 887.0)
    added(ledger, CLEAN)
    add_task(ledger, MINE, code="CT-2", name="x", officer_code="", due_on=None, now=NOW)
    assert prove_log(ledger, ADMIN).holds
