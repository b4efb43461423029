"""Values that papers of a review have in common: ward, days, weeks, the log's seal."""

from datetime import date, timedelta

from trackers.domain.papers import Paper
from trackers.domain.wards import Ward, sunday_of
from trackers.services.proving import short
from trackers.store import Ledger, proof
from trackers.words import say
from trackers.words.formats import day

_RANKS = ("Phường ", "Xã ", "Thị trấn ")


def paper_code(paper: Paper, monday: date) -> str:
    """Give the code of a paper of a week: "minutes-2014-W15"."""
    return f"{paper.value}-{monday:%G-W%V}"


def ward_values(ward: Ward) -> dict[str, str]:
    """Give the values that name the ward."""
    place = next(
        (ward.name.removeprefix(one) for one in _RANKS if ward.name.startswith(one)), ward.name
    )
    return {
        "ten_phuong": ward.name,
        "ten_phuong_hoa": ward.name.upper(),
        "dia_danh": place,
        "ghi_chu": say(ward.notice),
    }


def day_values(on: date) -> dict[str, str]:
    """Give a day as letters of the state write it: a small day or month in two figures."""
    month = f"{on:%m}" if on.month < 3 else str(on.month)  # noqa: PLR2004 (as Decree 30 has it)
    return {"ngay": f"{on:%d}", "thang": month, "nam": str(on.year)}


def week_values(name: str, year: str, monday: date) -> dict[str, str]:
    """Give a week's number and year under two names."""
    calendar = monday.isocalendar()
    return {name: f"{calendar.week:02d}", year: str(calendar.year)}


def reported_values(monday: date) -> dict[str, str]:
    """Give the values that name the week before a review's: what its report is about."""
    before = monday - timedelta(days=7)
    return {
        **week_values("tuan_bao_cao", "nam_bao_cao", before),
        "bao_cao_tu": day(before),
        "bao_cao_den": day(sunday_of(before)),
    }


def seal_words(ledger: Ledger, revision: int) -> str:
    """Give the log's end as it is printed, and the entry up to which the paper's figures count."""
    with ledger.read() as reading:
        head = proof.read_head(reading)
    return say(
        "Số liệu chốt ở mục {known} của nhật ký. Khi in, mục cuối là {last}, mã niêm phong {seal}.",
        known=revision,
        last=head.revision,
        seal=short(head.head_hash),
    )


def week_words(monday: date) -> str:
    """Name a week: "Tuần 15/2014"."""
    calendar = monday.isocalendar()
    return say("Tuần {week}/{year}", week=f"{calendar.week:02d}", year=calendar.year)
