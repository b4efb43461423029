"""Land on a public page: households by khu vực, whole runs of road, as published by the week."""

from html import escape

from trackers.domain.public_rows import Cell
from trackers.domain.public_tables import TOO_FEW, PublicRow, cell_label
from trackers.domain.stages import PublicClass
from trackers.drawing.road_strip import UNTOLD, run_strip
from trackers.drawing.signs import DONE
from trackers.services.public_figures import WorkFigures
from trackers.services.sharing import SharedView, SharedWork
from trackers.web.share_charts import weeks_of
from trackers.web.share_parts import bar, chart, line, line_signs, part, row, signs, swatch, table
from trackers.words import say
from trackers.words.formats import chainage, day, number, percent

_ALONE = {(one,) for one in PublicClass}


def public_bar(figures: WorkFigures, name: str) -> str:
    """Give how far a work's land is at least; no share where that would say that all is done."""
    if figures.percent is not None:
        told = say("≥ {share}", share=percent(figures.percent))
        return bar(figures.percent, DONE, name, told)
    words = say("{n} hộ", n=figures.handed_over) if figures.households else say(TOO_FEW)
    told = f"<span>{escape(name)}</span><strong>{escape(words)}</strong>"
    return f'<span class="bar counted">{told}</span>'


def public_parts(view: SharedView, work: SharedWork, drawn: str | None) -> str:
    """Give a work's households by khu vực and by week, and the runs of its road."""
    figures = work.figures
    if figures is None or not figures.rows:
        return ""
    return f"{_areas(view, figures)}{_weeks(work, drawn)}{_runs(figures)}"


def _areas(view: SharedView, figures: WorkFigures) -> str:
    heads = [say("Khu vực"), *(say(one.label) for one in PublicClass), say("Từ ngày")]
    rows = [row(view.names.get(one.area_code, ""), _cells(one)) for one in figures.rows]
    words = say(
        "Đã công bố {all} hộ, ít nhất {done} hộ đã bàn giao; số liệu đến hết Chủ nhật {day}.",
        all=number(figures.households, digits=0),
        done=number(figures.handed_over, digits=0),
        day=day(figures.on),
    )
    return part(say("Hộ dân theo khu vực"), table(heads, rows), line(words, quiet=True))


def _cells(one: PublicRow) -> str:
    """Give a row's cells; classes that are not told apart share one."""
    if one.shown is None:
        return f'<td colspan="{len(PublicClass) + 1}">{escape(say(TOO_FEW))}</td>'
    cells = dict(zip(one.shown.split, one.shown.numbers, strict=True))
    told = {kind for cell in cells for kind in cell}
    blank = "".join("<td>–</td>" for kind in PublicClass if kind not in told)
    numbers = "".join(_cell(cell, count) for cell, count in cells.items())
    return f"{blank}{numbers}<td>{day(one.since)}</td>"


def _cell(cell: Cell, count: int) -> str:
    told = number(count, digits=0)
    if cell in _ALONE:
        return f"<td>{told}</td>"
    return f'<td colspan="{len(cell)}">{told}<small>{escape(say(cell_label(cell)))}</small></td>'


def _weeks(work: SharedWork, drawn: str | None) -> str:
    if drawn == "":
        return ""
    return part(say("Số hộ theo tuần"), chart(drawn), line_signs(weeks_of(work)))


def _runs(figures: WorkFigures) -> str:
    runs = [run for one in figures.rows for run in one.runs]
    if not runs:
        return ""
    cleared = [run for run in runs if run.cleared]
    places = ", ".join(f"{chainage(one.from_m)} – {chainage(one.to_m)}" for one in cleared)
    words = (
        say(
            "Đã có mặt bằng trọn vẹn: {places} (ít nhất {done}/{all} m).",
            places=places,
            done=number(figures.cleared_m, digits=0),
            all=number(figures.length_m, digits=0),
        )
        if cleared
        else say("Chưa công bố đoạn nào đã có mặt bằng trọn vẹn.")
    )
    key = [
        (swatch(DONE), say("Đã có mặt bằng trọn vẹn")),
        (swatch(UNTOLD), say("Chưa công bố")),
    ]
    ordered = sorted(runs, key=lambda one: one.from_m)
    return part(
        say("Mặt bằng theo đoạn đường"), line(words), chart(run_strip(ordered, words)), signs(key)
    )
