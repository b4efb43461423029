"""What an agenda says of the ward's indicators and of voters' opinions, in tables of words."""

from collections.abc import Sequence
from datetime import date

from trackers.domain.indicators import IndicatorFile, IndicatorKind, IndicatorTask
from trackers.domain.opinions import Opinion, OpinionState, for_review
from trackers.domain.reviews import Review
from trackers.services import indicator_words, opinion_words
from trackers.services.agenda_cells import (
    Cell,
    ItemSheet,
    Line,
    Table,
    case_cell,
    counted,
    dated,
    figure,
    heads,
    kind_cell,
    late,
    text,
)
from trackers.services.agenda_names import Names
from trackers.words import say
from trackers.words.formats import day, days


def opinions(listed: Sequence[Opinion], review: Review, names: Names, on: date) -> ItemSheet:
    """Say what voters said since the last review, what else waits, what was answered."""
    new, waiting, answered = for_review(listed, since_on=review.since_on, on=on)
    empty = say("Không có ý kiến cử tri nào để nêu.")
    if not (new or waiting or answered):
        return ItemSheet("", (), (_opinions((), names, on, "", empty),))
    told = say(
        "Mới: {new}; chưa trả lời từ trước: {waiting}; trả lời từ kỳ trước: {answered}.",
        new=len(new),
        waiting=len(waiting),
        answered=len(answered),
    )
    tables = (
        _opinions(new, names, on, say("Ý kiến mới")),
        _opinions(waiting, names, on, say("Còn chờ trả lời")),
        _opinions(answered, names, on, say("Đã trả lời từ kỳ trước")),
    )
    codes = tuple(one.case_code for one in (*new, *waiting) if one.case_code)
    return ItemSheet("", (told,), tables, case_codes=codes)


def _opinions(
    listed: Sequence[Opinion], names: Names, on: date, caption: str, empty: str = ""
) -> Table:
    rows = [
        Line(
            (
                dated(day(one.raised_on)),
                kind_cell(say(one.kind.label), one.text),
                _about(one, names),
                case_cell(one.case_code) if one.case_code else text(""),
                text(names.acting(one.officer_code) if one.officer_code else say("chưa giao")),
                dated(day(one.due_on)),
                _answer(one, on),
            ),
            one.case_code,
            one.project_code or "",
        )
        for one in listed
    ]
    headings = heads("Ngày", "Ý kiến", "Nơi, công trình", "Hồ sơ", "Ai trả lời", "Hạn", "Trả lời")
    return counted(headings, rows, caption=caption, empty=empty, lesser=(2, 3, 5))


def _about(one: Opinion, names: Names) -> Cell:
    work = names.project(one.project_code) if one.project_code else ""
    parts = (names.areas.get(one.area_code, one.area_code), work)
    words = ", ".join(part for part in parts if part)
    return Cell(words or "–", project=one.project_code or "")


def _answer(one: Opinion, on: date) -> Cell:
    words = " · ".join(part for part in (opinion_words.taken(one, on), one.answer) if part)
    return late(words) if one.state(on) is OpinionState.LATE else text(words)


def indicators(names: Names) -> ItemSheet:
    """Say the ward's own targets: value, goal, share, the same period, whose they are."""
    rows = [_indicator(one, names) for one in names.indicators]
    headings = heads(
        *("Chỉ tiêu", "Thực hiện", "Kế hoạch", "Tỷ lệ", "So với cùng kỳ", "Số liệu đến"),
        *("Người phụ trách", "Ghi chú"),
    )
    empty = say("Phường chưa ghi chỉ tiêu nào.")
    resolutions = [
        one for one in names.indicators if one.indicator.kind is IndicatorKind.RESOLUTION
    ]
    tables = (_tasks(one, names) for one in resolutions if one.tasks)
    listed = counted(headings, rows, empty=empty, lesser=(5, 6, 7))
    return ItemSheet("", (), (listed, *tables))


def _indicator(one: IndicatorFile, names: Names) -> Line:
    change = indicator_words.change(one)
    return Line(
        (
            text(one.indicator.name),
            figure(indicator_words.reached(one)),
            figure(indicator_words.planned(one)),
            figure(indicator_words.share(one)),
            late(change) if one.better is False else text(change),
            dated(indicator_words.known(one)),
            text(names.acting(one.indicator.officer_code)),
            text(indicator_words.remarks(one)),
        )
    )


def _tasks(of: IndicatorFile, names: Names) -> Table:
    """Give the tasks of a resolution, those that are open first."""
    rows = [
        Line(
            (
                text(one.name),
                text(names.acting(one.officer_code)),
                dated(day(one.due_on)),
                _done(one, of.on),
                text(one.note),
            )
        )
        for one in indicator_words.tasks(of)
    ]
    headings = heads("Nhiệm vụ", "Ai làm", "Hạn", "Kết quả", "Ghi chú")
    return counted(headings, rows, caption=of.indicator.name)


def _done(one: IndicatorTask, on: date) -> Cell:
    if one.done_on is not None:
        return text(say("xong {day}", day=day(one.done_on)))
    if one.is_late(on) and one.due_on is not None:
        return late(say("quá {days}", days=days((on - one.due_on).days)))
    return text(say("đang làm"))
