"""What the ward's review reads out besides: indicators through two years, two resolutions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from trackers.domain.indicators import Indicator, IndicatorKind
from trackers.domain.people import Actor
from trackers.services import indicator_tasks, indicator_values, indicators
from trackers.services.demo.acts import Act, Do
from trackers.services.demo.calendar import at, day, next_workday
from trackers.store import Ledger, Saved

_CHAIR = "CB01"
_LAST_YEAR, _THIS_YEAR = 2013, 2014
TAX, TRUCK = "CT-1", "CT-2"
# What the plan of each year is, in triệu đồng; 887,0 of 2.000 is 44,35 %.
_PLAN = {_LAST_YEAR: 1_900.0, _THIS_YEAR: 2_000.0}
_OPENED = {TAX: "02/01/2013", TRUCK: "02/01/2013", "CT-3": "14/02", "CT-4": "20/02"}


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


INDICATORS = (
    Indicator(
        TAX,
        "Thu thuế trên địa bàn",
        "triệu đồng",
        _PLAN[_LAST_YEAR],
        "CB09",
        "cộng dồn từ đầu năm",
        starts_on=_year(_LAST_YEAR)[0],
        ends_on=_year(_LAST_YEAR)[1],
    ),
    Indicator(
        TRUCK,
        "Khu vực có xe lấy rác",
        "khu vực",
        6.0,
        "CB03",
        "còn Khu vực 1, chờ đường Xẻo Mây – Thới An Đông",
    ),
    Indicator(
        "CT-3",
        "Nghị quyết chuyên đề: phường sạch rác",
        "nhiệm vụ",
        None,
        "CB09",
        kind=IndicatorKind.RESOLUTION,
    ),
    Indicator(
        "CT-4",
        "Nghị quyết chuyên đề: vận động hiến đất làm đường Xẻo Mây – Thới An Đông",
        "nhiệm vụ",
        None,
        "CB04",
        kind=IndicatorKind.RESOLUTION,
    ),
)
# The last day of each month, and what was taken in since New Year's Day.
_TAX = (
    "31/01/2013 214.6 · 28/02/2013 498.2 · 31/03/2013 821.3 · 30/04/2013 1021.0 · "
    "31/05/2013 1187.4 · 30/06/2013 1302.0 · 31/07/2013 1398.5 · 31/08/2013 1489.0 · "
    "30/09/2013 1603.2 · 31/10/2013 1701.7 · 30/11/2013 1804.9 · 31/12/2013 1962.4 · "
    "31/01 236.8 · 28/02 541.5 · 31/03 887.0"
)
_TRUCK = "31/03/2013 4 · 30/06/2013 4 · 30/09/2013 4 · 31/12/2013 5 · 31/03 5"
# Task, who, by when, done on.
_TASKS = {
    "CT-3": (
        ("Hợp đồng xe lấy rác ba ngày mỗi tuần ở năm khu vực", "CB09", "31/03", "28/03"),
        ("Đặt 40 thùng rác ở chợ, bến đò, trường học", "CB08", "15/03", "12/03"),
        ("Hộ dọc Rạch Sen ký cam kết không đổ rác xuống rạch", "CB07", "04/04", ""),
        ("Xe lấy rác vào Khu vực 1, khi đường rộng 3,5 m", "CB03", "30/06", ""),
    ),
    "CT-4": (
        ("Lập tổ vận động ở bốn khu vực, phân hộ cho từng người", "CB04", "28/02", "26/02"),
        ("Họp dân bốn khu vực dọc tuyến", "CB04", "15/03", "14/03"),
        ("Mặt bằng đoạn mẫu Km1+086–Km1+326", "CB07", "18/04", ""),
        ("Vận động xong 136 hồ sơ hiến đất", "CB04", "31/07", ""),
    ),
}


def target_acts() -> Iterator[Act]:
    """Tell the indicators from their first day on, each figure on the working day it was known."""
    for one in INDICATORS:
        yield Act(at(day(_OPENED[one.code]), 10), _CHAIR, _adding(one))
    yield Act(at(date(_THIS_YEAR, 1, 2), 10), _CHAIR, _planning(_THIS_YEAR))
    for code, told in ((TAX, _TAX), (TRUCK, _TRUCK)):
        who = next(one.officer_code for one in INDICATORS if one.code == code)
        for text, figure in (part.split() for part in told.split(" · ")):
            known_on = next_workday(day(text))
            yield Act(at(known_on, 17, 20), who, _noting(code, day(text), float(figure)))
    for code, tasks in _TASKS.items():
        for name, who, due, done in tasks:
            opened = at(day(_OPENED[code]), 10, 30)
            yield Act(opened, _CHAIR, _tasking(code, name, who, day(due)))
            if done:
                yield Act(at(day(done), 17, 15), who, _finishing(code, name))


def _adding(one: Indicator) -> Do:
    return lambda ledger, actor, now: indicators.add_indicator(
        ledger, actor, indicator=one, now=now
    )


def _planning(year: int) -> Do:
    """Set the next year's plan."""

    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        base = indicators.get_indicator(ledger, actor, TAX, now=now).indicator
        start, end = _year(year)
        mine = replace(base, target=_PLAN[year], starts_on=start, ends_on=end)
        return indicators.edit_indicator(ledger, actor, base=base, mine=mine, now=now)

    return do


def _noting(code: str, on: date, value: float) -> Do:
    return lambda ledger, actor, now: indicator_values.record_value(
        ledger, actor, code=code, on=on, value=value, now=now
    )


def _tasking(code: str, name: str, who: str, due_on: date) -> Do:
    return lambda ledger, actor, now: indicator_tasks.add_task(
        ledger, actor, code=code, name=name, officer_code=who, due_on=due_on, now=now
    )


def _finishing(code: str, name: str) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        tasks = indicators.get_indicator(ledger, actor, code, now=now).tasks
        task = next(one for one in tasks if one.name == name)
        return indicator_tasks.finish_task(
            ledger,
            actor,
            task_id=task.task_id,
            done_on=now.date(),
            note="",
            base=task.version,
            now=now,
        )

    return do
