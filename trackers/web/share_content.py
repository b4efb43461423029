"""What stands beside and below the map of a shared page: works, charts, tables, in HTML.

Every text is escaped here. Nothing carries a style or a script of its own.
"""

from collections.abc import Sequence
from html import escape

from trackers.domain.disclosure import ShownClass
from trackers.domain.links import LinkKind
from trackers.domain.projects import Milestone
from trackers.domain.stretches import Side
from trackers.drawing.road_strip import road_strip
from trackers.drawing.shared_curve import BUILT
from trackers.drawing.shown import SHOWN_LOOKS
from trackers.drawing.signs import DONE, SIGNS
from trackers.services.sharing import SharedArea, SharedLand, SharedView, SharedWork
from trackers.web.share_charts import course_chart, milestones_chart
from trackers.words import say
from trackers.words.formats import chainage, day, number, percent

_SHAPES = {
    "diamond": "M0 -5L5 0L0 5L-5 0Z",
    "circle": "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
    "square": "M-4 -4h8v8h-8Z",
}
# More photos than a card shows at once.
_PHOTOS = 4


def content(view: SharedView, *, place: str) -> str:
    """Give all of it as HTML; `place` is the address of the link's pictures, with its slash."""
    works = "".join(_work(view, one, place) for one in view.works)
    none = say("Liên kết này chưa có công trình nào để xem.")
    return (
        f'<section class="glance" aria-label="{_say("Công trình")}">'
        f"{''.join(map(_glance, view.works)) or f'<p>{escape(none)}</p>'}</section>"
        f"{works}{_areas(view)}{_foot(view)}"
    )


def _say(text: str, **values: object) -> str:
    return escape(say(text, **values))


def _glance(work: SharedWork) -> str:
    """Give a work in one line, which leads to its card."""
    land = work.land
    lines = [_bar(share, BUILT, say("Khối lượng")) for share in _built(work)]
    if land:
        lines.append(_bar(_share(land), DONE, say("Mặt bằng")))
    return (
        f'<a href="#{_anchor(work)}"><b>{escape(work.project.name)}</b>'
        f"<i>{_say(work.project.status.label)}</i>{''.join(lines)}</a>"
    )


def _anchor(work: SharedWork) -> str:
    return escape(f"work-{work.project.code}")


def _built(work: SharedWork) -> tuple[float, ...]:
    return (work.built[-1].volume_percent,) if work.built else ()


def _share(land: SharedLand) -> float:
    return 100 * land.handed_over / land.cases if land.cases else 0.0


def _bar(share: float, colour: str, name: str) -> str:
    """Give a bar of percent with its name; its drawing tells nothing that the words do not."""
    return (
        f'<span class="bar"><span>{escape(name)}</span><svg viewBox="0 0 100 4"'
        ' preserveAspectRatio="none" aria-hidden="true"><path d="M0 0h100v4H0z" fill="#E3E7EB"/>'
        f'<path d="M0 0h{min(share, 100):.1f}v4H0z" fill="{colour}"/></svg>'
        f"<strong>{percent(share)}</strong></span>"
    )


def _work(view: SharedView, work: SharedWork, place: str) -> str:
    project = work.project
    marks = (say(project.kind.label), say(project.status.label), project.scale)
    text = f'<p class="told">{escape(project.public_text)}</p>' if project.public_text else ""
    return (
        f'<article id="{_anchor(work)}"><h2>{escape(project.name)}</h2>'
        f'<p class="marks">{"".join(f"<span>{escape(one)}</span>" for one in marks if one)}</p>'
        f"{text}{_progress(work)}{_photos(work, place)}{_facts(work)}"
        f"{_milestones(view, work)}{_course(view, work)}{_road(work)}</article>"
    )


def _progress(work: SharedWork) -> str:
    lines = []
    for last in work.built[-1:]:
        bar = _bar(last.volume_percent, BUILT, say("Khối lượng xây lắp"))
        lines.append(f"{bar}<small>{_say('đến {day}', day=day(last.on))}</small>")
    if land := work.land:
        words = say("{done}/{all} hồ sơ", done=land.handed_over, all=land.cases)
        area = say(
            "{done}/{all} m²",
            done=number(land.handed_m2, digits=0),
            all=number(land.area_m2, digits=0),
        )
        bar = _bar(_share(land), DONE, say("Mặt bằng đã bàn giao"))
        lines.append(f"{bar}<small>{escape(words)} · {escape(area)}</small>")
    return f'<div class="progress">{"".join(f"<div>{one}</div>" for one in lines)}</div>'


def _photos(work: SharedWork, place: str) -> str:
    """Show the newest photos, each a link to the whole picture; no words of those who took them."""
    newest = list(reversed(work.photos))[:_PHOTOS]
    if not newest:
        return ""
    figures = "".join(
        f'<a href="{place}photos/{escape(one.photo_id)}" target="_blank">'
        f'<img loading="lazy" width="320" height="200" alt="{_alt(work, one.taken_on)}"'
        f' src="{place}photos/{escape(one.photo_id)}?small=1"><span>{day(one.taken_on)}</span></a>'
        for one in newest
    )
    return f'<div class="photos">{figures}</div>'


def _alt(work: SharedWork, on: object) -> str:
    return _say("Ảnh {project}, {day}", project=work.project.name, day=f"{on:%d/%m/%Y}")


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


def _milestones(view: SharedView, work: SharedWork) -> str:
    drawn = milestones_chart(view, work)
    if not drawn:
        return ""
    signs = "".join(
        f'<span><svg viewBox="-7 -7 14 14" aria-hidden="true"><path d="{_SHAPES[one.shape]}"'
        f' fill="{one.colour if one.filled else "#fff"}" stroke="{one.colour}"'
        f' stroke-width="1.6"/></svg>{_say(one.label)}</span>'
        for one in SIGNS.values()
        if one.shape in _SHAPES
    )
    return (
        f'<div class="part"><h3>{_say("Mốc tiến độ")}</h3>{_next(work.milestones)}'
        f'<div class="chart">{drawn}</div><p class="signs">{signs}</p></div>'
    )


def _next(milestones: Sequence[Milestone]) -> str:
    """Say in words which milestone comes next."""
    ahead = sorted(
        (one for one in milestones if one.actual_on is None), key=lambda one: one.expected_on
    )
    if not ahead:
        return f"<p>{_say('Mọi mốc đã đạt.')}</p>"
    first = ahead[0]
    kind = say("đã xác nhận") if first.confirmed else say("ước tính")
    words = say(
        "Mốc tới: {name}, {day} ({kind})", name=first.name, day=day(first.expected_on), kind=kind
    )
    return f"<p>{escape(words)}</p>"


def _course(view: SharedView, work: SharedWork) -> str:
    drawn = course_chart(view, work)
    title = _say("Tiến độ theo thời gian")
    if not drawn:
        return ""
    return f'<div class="part"><h3>{title}</h3><div class="chart">{drawn}</div></div>'


def _road(work: SharedWork) -> str:
    """Show the road by its metres: whose class lies where, and the longest unbroken run."""
    land = work.land
    if land is None or not land.pieces:
        return ""
    share = 100 * land.cleared_m / land.length_m if land.length_m else 0.0
    words = say(
        "Đã có mặt bằng {done}/{all} m hai bên đường ({share}).",
        done=number(land.cleared_m, digits=0),
        all=number(land.length_m, digits=0),
        share=percent(share),
    )
    if run := land.longest:
        words += " " + say(
            "Đoạn liền mạch dài nhất: {n} m, {start} – {end} {side}.",
            n=number(run.length_m, digits=0),
            start=chainage(run.from_m),
            end=chainage(run.to_m),
            side=say(Side(run.side).label),
        )
    title = say("Mặt bằng theo chiều dài đường")
    drawn = road_strip(land.pieces, work.project.length_m or 0.0, words)
    return (
        f'<div class="part"><h3>{escape(title)}</h3><p>{escape(words)}</p>'
        f'<div class="chart">{drawn}</div>'
        f'<p class="signs">{_classes({shown for _, shown in land.pieces})}</p></div>'
    )


def _classes(there: set[ShownClass]) -> str:
    return "".join(
        f'<span><svg viewBox="0 0 14 14" aria-hidden="true"><rect width="14" height="14" rx="2"'
        f' fill="{look.colour}"/></svg>{_say(look.label)}</span>'
        for shown, look in SHOWN_LOOKS.items()
        if shown in there
    )


def _areas(view: SharedView) -> str:
    """Show the cases of each khu vực by their class; of four classes only those that are there."""
    if not view.areas:
        return ""
    kinds = [
        shown
        for shown in SHOWN_LOOKS
        if shown is not ShownClass.NOT_HANDED or any(one.counts[shown] for one in view.areas)
    ]
    heads = "".join(f'<th scope="col">{_say(SHOWN_LOOKS[one].label)}</th>' for one in kinds)
    rows = "".join(_area(one, kinds) for one in view.areas)
    whole = {shown: sum(one.counts[shown] for one in view.areas) for shown in kinds}
    foot = _cells(list(whole.values()))
    merged = say(
        "Nơi còn ít hộ chưa ký, hai nhóm đầu được gộp làm một để không chỉ ra hộ nào."
        if ShownClass.NOT_HANDED in kinds
        else ""
    )
    return (
        f'<section class="areas"><h2>{_say("Hồ sơ theo khu vực")}</h2><div class="wide"><table>'
        f'<thead><tr><th scope="col">{_say("Khu vực")}</th>{heads}'
        f'<th scope="col">{_say("Tổng")}</th></tr></thead><tbody>{rows}</tbody>'
        f"<tfoot><tr><th>{_say('TỔNG CỘNG')}</th>{foot}</tr></tfoot></table></div>"
        f"{f'<p>{escape(merged)}</p>' if merged else ''}</section>"
    )


def _area(area: SharedArea, kinds: Sequence[ShownClass]) -> str:
    cells = _cells([area.counts[one] for one in kinds])
    return f'<tr><th scope="row">{escape(area.name)}</th>{cells}</tr>'


def _cells(counts: Sequence[int]) -> str:
    return "".join(f"<td>{number(one, digits=0)}</td>" for one in (*counts, sum(counts)))


def _foot(view: SharedView) -> str:
    told = [
        say("Việc hiến đất là tự nguyện."),
        say(
            "Trang này không có dữ liệu cá nhân. Mọi hồ sơ trước khi ký hoặc được duyệt nằm chung"
            " một nhóm."
        )
        if view.kind is LinkKind.MEETING
        else say(
            "Trang này không có dữ liệu cá nhân, không có tình trạng của từng thửa. Số liệu theo"
            " tuần; nơi có ít hộ thì không công bố."
        ),
        say(view.ward.notice) if view.ward.notice else "",
    ]
    return f"<footer>{''.join(f'<p>{escape(one)}</p>' for one in told if one)}</footer>"
