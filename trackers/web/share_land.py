"""Land on a meeting's shared page: by metres of road and by khu vực, in the classes shown."""

from collections.abc import Mapping, Sequence
from html import escape

from trackers.domain.disclosure import ShownClass
from trackers.domain.stretches import Side
from trackers.drawing.road_strip import road_strip
from trackers.drawing.shown import SHOWN_LOOKS
from trackers.drawing.signs import DONE
from trackers.services.sharing import SharedArea, SharedLand, SharedView, SharedWork
from trackers.web.share_parts import bar, chart, line, part, row, signs, swatch, table
from trackers.words import say
from trackers.words.formats import chainage, number, percent


def share_of(land: SharedLand) -> float:
    """Give the share of cases handed over, in percent."""
    return 100 * land.handed_over / land.cases if land.cases else 0.0


def land_bar(land: SharedLand) -> str:
    """Give how much of a work's land is handed over."""
    words = say("{done}/{all} hồ sơ", done=land.handed_over, all=land.cases)
    done, whole = number(land.handed_m2, digits=0), number(land.area_m2, digits=0)
    area = say("{done}/{all} m²", done=done, all=whole)
    drawn = bar(share_of(land), DONE, say("Mặt bằng đã bàn giao"))
    return f"<div>{drawn}{line(f'{words} · {area}', quiet=True)}</div>"


def road_part(work: SharedWork) -> str:
    """Show a road by its metres: whose class lies where, and the longest unbroken run."""
    land = work.land
    if land is None or not land.pieces:
        return ""
    words = _metres(land)
    there = {shown for _, shown in land.pieces}
    drawn = road_strip(land.pieces, work.project.length_m or 0.0, words)
    key = [
        (swatch(look.colour), say(look.label))
        for shown, look in SHOWN_LOOKS.items()
        if shown in there
    ]
    return part(say("Mặt bằng theo chiều dài đường"), line(words), chart(drawn), signs(key))


def _metres(land: SharedLand) -> str:
    share = 100 * land.cleared_m / land.length_m if land.length_m else 0.0
    words = say(
        "Đã có mặt bằng {done}/{all} m hai bên đường ({share}).",
        done=number(land.cleared_m, digits=0),
        all=number(land.length_m, digits=0),
        share=percent(share),
    )
    run = land.longest
    if run is None:
        return words
    return f"{words} " + say(
        "Đoạn liền mạch dài nhất: {n} m, {start} – {end} {side}.",
        n=number(run.length_m, digits=0),
        start=chainage(run.from_m),
        end=chainage(run.to_m),
        side=say(Side(run.side).label),
    )


def areas_part(view: SharedView) -> str:
    """Show the cases of each khu vực by their class; of four classes only those that are there."""
    if not view.areas:
        return ""
    merged = any(one.counts[ShownClass.NOT_HANDED] for one in view.areas)
    kinds = [one for one in SHOWN_LOOKS if merged or one is not ShownClass.NOT_HANDED]
    heads = [say("Khu vực"), *(say(SHOWN_LOOKS[one].label) for one in kinds), say("Tổng")]
    rows = [row(one.name, _cells(one.counts, kinds)) for one in view.areas]
    foot = row(say("TỔNG CỘNG"), _cells(_whole(view.areas), kinds))
    why = say("Nơi còn ít hộ chưa ký, hai nhóm đầu được gộp làm một để không chỉ ra hộ nào.")
    return (
        f'<section class="areas"><h2>{escape(say("Hồ sơ theo khu vực"))}</h2>'
        f"{table(heads, rows, foot)}{line(why if merged else '')}</section>"
    )


def _whole(areas: Sequence[SharedArea]) -> dict[ShownClass, int]:
    return {shown: sum(one.counts[shown] for one in areas) for shown in ShownClass}


def _cells(counts: Mapping[ShownClass, int], kinds: Sequence[ShownClass]) -> str:
    listed = [counts[one] for one in kinds]
    return "".join(f"<td>{number(one, digits=0)}</td>" for one in (*listed, sum(listed)))
