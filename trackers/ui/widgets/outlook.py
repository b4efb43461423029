"""When a work's land will be handed over: the days, what they rest on, and how earlier ones did."""

from html import escape

from trackers.domain.forecast import (
    LEAST_FINISHED,
    P80,
    SHARES,
    Basis,
    Forecast,
    Measure,
    Outlook,
)
from trackers.domain.rights import Action
from trackers.services.forecasts import BackTest
from trackers.ui import reading
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import say
from trackers.words.formats import day


def show(at: Desk, project_code: str, found: Forecast) -> None:
    """Show a work's forecast; nothing once all land is handed over."""
    if not found.open_cases:
        return
    plain.heading(say("Dự báo bàn giao mặt bằng"))
    if not found.rows:
        plain.note(_too_little(found))
        return
    titles = (say("Tính theo"), *(f"{share}%" for share in SHARES))
    measures = [one for one in Measure if any(row.measure is one for row in found.rows)]
    report.table(titles, [_line(one, found.rows) for one in measures])
    odds = int(100 * P80)
    plain.note(say("Ngày trước: một nửa khả năng. Ngày sau: {share}% khả năng.", share=odds))
    plain.note(_basis(at, found))
    if found.on == at.today and at.may(Action.SEE_HOUSEHOLDS):
        for one in reading.tested_forecasts(at, project_code):
            plain.note(_tested(one))


def _line(measure: Measure, rows: tuple[Outlook, ...]) -> list[str]:
    own = {row.share: row for row in rows if row.measure is measure}
    cells = [_days(own[share]) for share in SHARES]
    return [report.cell(escape(say(measure.label))), *(report.cell(one, "day") for one in cells)]


def _days(row: Outlook) -> str:
    far = escape(say("chưa thấy được"))
    early, late = (day(one) if one else far for one in (row.p50_on, row.p80_on))
    return f"{early} <span class='quiet'>– {late}</span>"


def _basis(at: Desk, found: Forecast) -> str:
    counts = ", ".join(
        say("{n} hồ sơ {track} đã bàn giao", n=n, track=say(at.tracks[track].label).lower())
        for track, n in found.finished.items()
        if n
    )
    words = say("Ước tính từ thời gian thực tế từng bước của phường: {counts}.", counts=counts)
    if Basis.LAW not in found.bases:
        return words
    law = say("Loại hồ sơ có dưới {n} hồ sơ đã xong thì tính theo thời hạn luật.", n=LEAST_FINISHED)
    return law if Basis.EXPERIENCE not in found.bases else f"{words} {law}"


def _too_little(found: Forecast) -> str:
    if Basis.NONE in found.bases:
        return say("Chưa đủ dữ liệu: cần ít nhất {n} hồ sơ đã bàn giao.", n=LEAST_FINISHED)
    return say("Không công bố vì ít hồ sơ.")


def _tested(one: BackTest) -> str:
    words = say(
        "Ngày {said} dự báo đến hôm nay bàn giao thêm {low}–{high} hồ sơ; thực tế {came}.",
        said=day(one.said_on),
        low=one.low,
        high=one.high,
        came=one.came,
    )
    return words if one.kept else f"{words} {say('Ngoài khoảng dự báo.')}"
