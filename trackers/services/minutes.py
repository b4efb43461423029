"""What the minutes of a review say, as values for their template and as tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trackers.domain.people import Officer
from trackers.domain.reviews import Decision
from trackers.domain.wards import VIETNAM
from trackers.services.agenda_due import decisions_table
from trackers.services.agenda_names import Names
from trackers.services.agenda_sheets import sheet_of
from trackers.services.paper_tables import of_agenda
from trackers.services.reviews import ReviewFile
from trackers.services.word_files.tables import PaperRow, PaperTable
from trackers.words import say
from trackers.words.formats import day


def minutes_values(
    file: ReviewFile, names: Names, officers: Mapping[str, Officer]
) -> dict[str, Any]:
    """Give the values of the minutes' own fields; of pictures there are none."""
    review = file.review
    decided, closed = decided_table(file, names), closed_table(file.closed_here, names)
    opened = review.opened_at.astimezone(VIETNAM)
    return {
        "du_thao": review.is_open,
        "gio_mo": say("{hour} giờ {minute} phút", hour=f"{opened:%H}", minute=f"{opened:%M}"),
        "chu_tri": _person(review.chair_code, officers),
        "thu_ky": _person(review.secretary_code, officers),
        "so_co_mat": str(len(review.present)),
        "co_mat": [_person(code, officers) for code in review.present],
        "so_vang": str(len(review.absent)),
        "vang": [_person(code, officers) for code in review.absent],
        "khach": review.guests,
        "nhan_xet": review.note,
        "noi_dung": list(_agenda(file, names)),
        "co_ket_luan": not decided.is_empty,
        "bang_ket_luan": decided,
        "co_ket_luan_dong": not closed.is_empty,
        "bang_ket_luan_dong": closed,
    }


def _person(code: str, officers: Mapping[str, Officer]) -> dict[str, str]:
    """Name an officer with their post; an account that only bears a post has no name besides."""
    one = officers.get(code)
    if one is None:
        return {"ten": code, "chuc_danh": ""}
    return {"ten": one.name, "chuc_danh": one.title if one.title != one.name else ""}


def _agenda(file: ReviewFile, names: Names) -> Iterable[dict[str, Any]]:
    """Give the items that were presented, each with its lines, tables and decisions."""
    shown = [one for one in file.items if not one.skipped]
    for place, item in enumerate(shown, start=1):
        sheet = sheet_of(file, item, names)
        tables = [of_agenda(one, str(place)) for one in sheet.tables if one.rows]
        empty = [one.empty for one in sheet.tables if not one.rows and one.empty]
        taken = [one for one in file.minuted if one.item_id == item.item_id]
        yield {
            "so": str(place),
            "ten": sheet.title,
            "dong": [{"chu": one} for one in (*sheet.lines, *empty)],
            "bang": [{"ten": one.caption, "bang": one} for one in tables],
            "co_ket_luan": bool(taken),
            "ket_luan": of_agenda(decisions_table(taken, names), str(place)),
        }


def decided_table(file: ReviewFile, names: Names) -> PaperTable:
    """Give all that was decided, as it stood when the review was closed."""
    return of_agenda(decisions_table(file.minuted, names), say("Kết luận"))


def closed_table(closed: Sequence[Decision], names: Names) -> PaperTable:
    """Give what was closed in the review, with the word it was closed with."""
    headings = (
        say("STT"),
        say("Kết luận"),
        say("Người thực hiện"),
        say("Hạn"),
        say("Kết quả thực hiện"),
    )
    rows = [
        PaperRow(
            (number, one.text, names.officer(one.officer_code), day(one.due_on), one.closing_word)
        )
        for number, one in enumerate(closed, start=1)
    ]
    return PaperTable(say("Kết luận đã đóng"), headings, tuple(rows))
