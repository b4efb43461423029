"""A review's slides as HTML in large type: every text escaped, no style and no script in it."""

from collections.abc import Iterable, Sequence
from html import escape

from trackers.domain.reviews import ItemKind
from trackers.domain.strip import Strip
from trackers.domain.wards import sunday_of
from trackers.drawing.strip_svg import close_up, strip_svg
from trackers.drawing.timeline_svg import timeline_svg
from trackers.drawing.values import as_code, as_number
from trackers.services.agenda_names import Box
from trackers.services.agenda_sheets import (
    Cell,
    CellKind,
    Line,
    Names,
    Table,
    all_decisions,
    week_title,
)
from trackers.services.masking import withheld
from trackers.services.presenting import Presentation, Slide
from trackers.words import say
from trackers.words.formats import day, moment

# Wider than long: nothing of them lies anywhere.
_WIDE = {ItemKind.OFFICERS, ItemKind.INDICATORS}
_PLACE = {ItemKind.PROJECT, ItemKind.TOPIC, ItemKind.UNLOCK}
FIRST, LAST = "mo-dau", "ket-luan"
# More codes than these nobody reads from the back of a room.
_CODES = 8
# As many letters as are not broken into lines where something is late.
_BRIEF = 22
# Rows for which the strip is drawn from near as well.
_NEAR = 12


def slides(shown: Presentation) -> str:
    """Give all slides, each a section: the opening one, the items, and what was decided."""
    road: dict[str, str] = {}
    parts = [_opening(shown)]
    parts += [_slide(one, shown, road) for one in shown.slides]
    parts.append(_closing(shown))
    return "".join(parts)


def title_of(shown: Presentation) -> str:
    """Give the name of the meeting."""
    return say("Giao ban {week}", week=week_title(shown.file.review).lower())


def _opening(shown: Presentation) -> str:
    """Give who meets, on which figures, and the agenda with its numbers."""
    review, names = shown.file.review, shown.names
    facts = (
        (say("Chủ trì"), names.officer(review.chair_code)),
        (say("Thư ký"), names.officer(review.secretary_code)),
        (say("Có mặt"), ", ".join(map(names.officer, review.present))),
        (say("Vắng"), ", ".join(map(names.officer, review.absent))),
        (say("Khách mời"), review.guests),
        (say("Số liệu"), _reached(shown)),
    )
    listed = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value
    )
    agenda = "".join(
        f'<li><a href="#{as_code(one.item.item_id)}">{escape(one.sheet.title)}</a></li>'
        for one in shown.slides
    )
    nothing = say(
        "Chương trình chưa có mục nào để trình chiếu. Hãy mở trang Giao ban, thêm nội dung hoặc "
        "bỏ dấu “bỏ qua” ở một mục."
    )
    program = f'<ol class="agenda">{agenda}</ol>' if agenda else f'<p class="empty">{nothing}</p>'
    week = f"{day(review.monday)} – {day(sunday_of(review.monday))}"
    heading = f"{title_of(shown)} ({week})"
    body = f"<h2>{escape(heading)}</h2><dl>{listed}</dl>{program}"
    return _section(FIRST, 0, "wide", f'<div class="say"><div class="body">{body}</div></div>')


def _reached(shown: Presentation) -> str:
    review = shown.file.review
    words = say("đến {moment}", moment=moment(review.opened_at))
    if review.closed_on:
        words += " · " + say("đã kết thúc {day}", day=day(review.closed_on))
    return words


def _closing(shown: Presentation) -> str:
    """Give all that was decided, to be read out once more."""
    decided = all_decisions(shown.file, shown.names)
    empty = say("Phiên họp chưa có kết luận nào.")
    body = _table(decided, shown.names) if decided.rows else f'<p class="empty">{escape(empty)}</p>'
    heading = f"<h2>{escape(say('Kết luận của phiên họp'))}</h2>"
    inside = f'<div class="say"><div class="body">{heading}{body}</div></div>'
    return _section(LAST, len(shown.slides) + 1, "list" if decided.rows else "wide", inside)


def _slide(one: Slide, shown: Presentation, road: dict[str, str]) -> str:
    sheet, names = one.sheet, shown.names
    lines = "".join(f'<p class="line">{escape(line)}</p>' for line in sheet.lines)
    tables = "".join(_table(each, names) for each in sheet.tables)
    kind = say(one.item.kind.label)
    above = "" if kind == sheet.title else f'<p class="kind">{escape(kind)}</p>'
    note = f'<p class="note">{escape(sheet.note)}</p>' if sheet.note else ""
    body = f'<div class="body">{above}<h2>{escape(sheet.title)}</h2>{lines}{tables}{note}</div>'
    drawn = _drawn(one, shown, road)
    inside = f'<div class="say">{body}{_decided(one.decided)}</div>'
    place = {
        "box": _box(one.box),
        "project": as_code(sheet.project_code) if sheet.project_code else "",
        "case": as_code(sheet.case_codes[0]) if sheet.case_codes else "",
        "colour": sheet.colour,
    }
    return _section(
        as_code(one.item.item_id),
        one.number,
        _shape(one),
        inside + (f'<div class="draw">{drawn}</div>' if drawn else ""),
        **place,
    )


def _shape(one: Slide) -> str:
    """Give how a slide is laid out: beside a large map, a list beside a small one, or no map."""
    if one.item.kind in _PLACE and one.box:
        return "place"
    leads = any(row.case_code or row.project_code for each in one.sheet.tables for row in each.rows)
    return "list" if leads and one.item.kind not in _WIDE else "wide"


def _section(name: str, number: int, shape: str, inside: str, **place: str) -> str:
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in place.items() if value)
    return (
        f'<section class="item" id="{name}" data-number="{number}" data-shape="{shape}"{data} '
        f"hidden>{inside}</section>"
    )


def _drawn(one: Slide, shown: Presentation, road: dict[str, str]) -> str:
    """Draw the road and the milestones of a slide's work; from near the cases of its first rows."""
    drawn = ""
    if one.strip:
        drawn = _road(one.strip, one.length_m, road)
        rows = [row.case_code for each in one.sheet.tables for row in each.rows if row.case_code]
        for code in dict.fromkeys([*one.sheet.case_codes, *rows][:_NEAR]):
            near = close_up(one.strip, code, length_m=one.length_m)
            hidden = "" if code in one.sheet.case_codes else " hidden"
            drawn += f'<div class="near" data-of="{as_code(code)}"{hidden}>{near}</div>'
    if one.milestones:
        drawn += timeline_svg(one.milestones, shown.file.findings.on)
    return drawn


def _road(strip: Strip, length_m: float, road: dict[str, str]) -> str:
    """Give a whole road; many slides may be about the same, which is drawn once."""
    if strip.project_code not in road:
        road[strip.project_code] = strip_svg(strip, to_m=length_m)
    return road[strip.project_code]


def _box(box: Box | None) -> str:
    return ",".join(f"{as_number(one):.7f}" for one in box) if box else ""


def _table(table: Table, names: Names) -> str:
    """Give a table; its lesser columns go to a second line of each row."""
    main = [place for place in range(len(table.headings)) if place not in table.lesser]
    heads = "".join(_heading(table, place) for place in main)
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    if not table.rows:
        return f'<p class="empty">{escape(table.empty)}</p>'
    rows = "".join(_row(row, table, main, names) for row in table.rows)
    return f"<table>{caption}<thead><tr>{heads}</tr></thead>{rows}</table>"


def _heading(table: Table, place: int) -> str:
    """Give a column's heading, set as its first cell is."""
    kind = table.rows[0].cells[place].kind.value if table.rows else ""
    return f'<th class="{kind}">{escape(table.headings[place])}</th>'


def _row(row: Line, table: Table, main: Sequence[int], names: Names) -> str:
    cells, hidden = "".join(_cell(row.cells[place]) for place in main), withheld("…")
    told = [
        f"<i>{escape(table.headings[place])}:</i> {_inside(row.cells[place])}"
        for place in table.lesser
        if row.cells[place].words not in {"", "–", hidden}
    ]
    more = ""
    if told:
        numbered = row.cells[main[0]].kind is CellKind.NUMBER
        span = f'<td colspan="{len(main) - numbered}">{" · ".join(told)}</td>'
        more = f'<tr class="more">{"<td></td>" if numbered else ""}{span}</tr>'
    lead = ""
    if row.case_code:
        lead = f' data-case="{as_code(row.case_code)}"'
        lead += f' data-box="{_box(names.box((row.case_code,)))}"'
    elif row.project_code:
        lead = f' data-project="{as_code(row.project_code)}"'
    return f"<tbody{lead}><tr>{cells}</tr>{more}</tbody>"


def _cell(cell: Cell) -> str:
    kind = "code" if len(cell.cases) == 1 and not cell.counts else cell.kind.value
    kind += " brief" if len(cell.words) <= _BRIEF else ""
    return f'<td class="{kind}">{_inside(cell)}</td>'


def _inside(cell: Cell) -> str:
    if len(cell.cases) > _CODES and not cell.counts:
        first = ", ".join(cell.cases[:_CODES])
        rest = say("và {more} hồ sơ khác", more=len(cell.cases) - _CODES)
        return escape(f"{first} {rest}")
    words = escape(cell.words)
    if cell.stage:
        sign = escape(cell.stage.look.sign)
        hint = escape(say(cell.stage.look.label))
        return f'<b class="sign s-{cell.stage.value}" title="{hint}">{sign}</b> {words}'
    return words


def _decided(table: Table) -> str:
    """Give what was decided under an item: number, what, and who by when about what."""
    if not table.rows:
        return ""
    lines = "".join(_decision(row.cells) for row in table.rows)
    return f'<div class="decided"><h3>{escape(table.caption)}</h3><ol>{lines}</ol></div>'


def _decision(cells: Sequence[Cell]) -> str:
    number, what, who, due, about = (escape(one.words) for one in cells)
    parts: Iterable[str] = (who, escape(say("hạn")) + f" {due}", about)
    told = " · ".join(one for one in parts if one != "–")
    return f"<li><b>{number}.</b> {what} <span>{told}</span></li>"
