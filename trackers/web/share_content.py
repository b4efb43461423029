"""What stands beside and below the map of a shared page: works, charts, tables, in HTML.

Every text is escaped. Nothing carries a style or a script of its own.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from trackers.domain.links import LinkKind
from trackers.domain.projects import Milestone
from trackers.drawing.shared_curve import BUILT
from trackers.drawing.signs import DONE, SIGNS, Sign
from trackers.services.sharing import SharedView, SharedWork
from trackers.web.share_charts import course_chart, lines_of, milestones_chart, weeks_chart
from trackers.web.share_land import areas_part, land_bar, road_part, share_of
from trackers.web.share_parts import bar, chart, line, line_signs, part, signs
from trackers.web.share_public import public_bar, public_parts
from trackers.words import say
from trackers.words.formats import day

_SHAPES = {
    "diamond": "M0 -5L5 0L0 5L-5 0Z",
    "circle": "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
    "square": "M-4 -4h8v8h-8Z",
}
# A card does not show more photos than this.
_PHOTOS = 4


def content(view: SharedView, *, place: str, wait: bool) -> str:
    """Give all of it as HTML; `place` is the address of the link's pictures, with its slash.

    Unless it shall `wait`, charts that are not drawn yet leave their place open.
    """
    works = "".join(_work(view, one, place, wait=wait) for one in view.works)
    return f"{_overview(view)}{works}{areas_part(view)}{_foot(view)}"


def _overview(view: SharedView) -> str:
    """Give the works in a line each, where there is more than one to choose from."""
    if len(view.works) == 1:
        return ""
    none = line(say("Liên kết này chưa có công trình nào để xem."))
    lines = "".join(map(_glance, view.works)) or none
    return f'<section class="glance" aria-label="{escape(say("Công trình"))}">{lines}</section>'


def _glance(work: SharedWork) -> str:
    """Give a work in one line, which leads to its card."""
    bars = [bar(one.volume_percent, BUILT, say("Khối lượng")) for one in work.built[-1:]]
    if work.land:
        bars.append(bar(share_of(work.land), DONE, say("Mặt bằng")))
    elif work.figures:
        bars.append(public_bar(work.figures, say("Mặt bằng")))
    return (
        f'<a href="#{_anchor(work)}"><b>{escape(work.project.name)}</b>'
        f"<i>{escape(say(work.project.status.label))}</i>{''.join(bars)}</a>"
    )


def _anchor(work: SharedWork) -> str:
    return escape(f"work-{work.project.code}")


def _work(view: SharedView, work: SharedWork, place: str, *, wait: bool) -> str:
    project = work.project
    marks = (project.kind.label, project.status.label)
    text = f'<p class="told">{escape(project.public_text)}</p>' if project.public_text else ""
    return (
        f'<article id="{_anchor(work)}"><h2>{escape(project.name)}</h2>'
        f'<p class="marks">{"".join(f"<span>{escape(say(one))}</span>" for one in marks)}</p>'
        f"{line(project.scale, quiet=True)}{text}{_progress(work)}{_photos(work, place)}"
        f"{_facts(work)}{_milestones(work, milestones_chart(view, work, wait=wait))}"
        f"{_course(work, course_chart(view, work, wait=wait))}{road_part(work)}"
        f"{public_parts(view, work, weeks_chart(view, work, wait=wait))}</article>"
    )


def _progress(work: SharedWork) -> str:
    bars = [
        f"<div>{bar(one.volume_percent, BUILT, say('Khối lượng xây lắp'))}"
        f"{line(say('đến {day}', day=day(one.on)), quiet=True)}</div>"
        for one in work.built[-1:]
    ]
    if work.land:
        bars.append(land_bar(work.land))
    elif work.figures:
        bars.append(f"<div>{public_bar(work.figures, say('Mặt bằng đã bàn giao'))}</div>")
    return f'<div class="progress">{"".join(bars)}</div>'


def _photos(work: SharedWork, place: str) -> str:
    """Show the newest photos, each a link to the whole picture; no words of those who took them."""
    newest = list(reversed(work.photos))[:_PHOTOS]
    figures = "".join(
        f'<a href="{place}photos/{escape(one.photo_id)}" target="_blank" rel="noreferrer">'
        f'<img loading="lazy" width="320" height="200" alt="{_alt(work, one.taken_on)}"'
        f' src="{place}photos/{escape(one.photo_id)}?small=1"><span>{day(one.taken_on)}</span></a>'
        for one in newest
    )
    return f'<div class="photos">{figures}</div>' if figures else ""


def _alt(work: SharedWork, on: date) -> str:
    return escape(say("Ảnh {project}, {day}", project=work.project.name, day=day(on)))


def _facts(work: SharedWork) -> str:
    project = work.project
    brings = "; ".join(one.text for one in project.brings) if project.status.waited_for else ""
    facts = (
        (say("Chủ đầu tư"), project.investor),
        (say("Nguồn vốn"), project.funding),
        (say("Đơn vị thi công"), project.builder),
        (say("Người dân chờ"), brings),
    )
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _milestones(work: SharedWork, drawn: str | None) -> str:
    if drawn == "":
        return ""
    shown = (one for one in SIGNS.values() if one.shape in _SHAPES)
    key = [(_sign(one), say(one.label)) for one in shown]
    return part(say("Mốc tiến độ"), line(_next(work.milestones)), chart(drawn), signs(key))


def _sign(one: Sign) -> str:
    fill = one.colour if one.filled else "#fff"
    return (
        f'<svg viewBox="-7 -7 14 14" aria-hidden="true"><path d="{_SHAPES[one.shape]}"'
        f' fill="{fill}" stroke="{one.colour}" stroke-width="1.6"/></svg>'
    )


def _next(milestones: Sequence[Milestone]) -> str:
    """Say in words which milestone comes next."""
    ahead = sorted(
        (one for one in milestones if one.actual_on is None), key=lambda one: one.expected_on
    )
    if not ahead:
        return say("Mọi mốc đã đạt.")
    first = ahead[0]
    kind = say("đã xác nhận") if first.confirmed else say("ước tính")
    return say(
        "Mốc tới: {name}, {day} ({kind})", name=first.name, day=day(first.expected_on), kind=kind
    )


def _course(work: SharedWork, drawn: str | None) -> str:
    if drawn == "":
        return ""
    return part(say("Tiến độ theo thời gian"), chart(drawn), line_signs(lines_of(work)))


def _foot(view: SharedView) -> str:
    kept = say("Trang này không có dữ liệu cá nhân.")
    if view.kind is LinkKind.MEETING:
        kept += " " + say("Mọi hồ sơ trước khi ký hoặc được duyệt nằm chung một nhóm.")
    else:
        kept += " " + say(
            "Trang không có tình trạng của từng thửa; số liệu mặt bằng theo tuần, nơi có ít hộ thì"
            " không công bố."
        )
    asks = say("Liên hệ: {contact}", contact=view.ward.contact) if view.ward.contact else ""
    told = (say("Việc hiến đất là tự nguyện."), asks, kept, _notice(view.ward.notice))
    return f"<footer>{''.join(map(line, told))}</footer>"


def _notice(text: str) -> str:
    return say(text) if text else ""
