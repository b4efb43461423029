"""A household as officers see it: holder, heirs, how to reach them, consent; and its forms."""

from html import escape

import streamlit as st

from trackers.domain.cases import Case
from trackers.domain.households import Household
from trackers.ui import opened
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, revealing
from trackers.ui.widgets.forms import frame, holders, household
from trackers.words import say
from trackers.words.formats import day


def of_case(at: Desk, case: Case, homes: tuple[Household, ...]) -> None:
    """Show the households of a case with their shares, and the forms about them."""
    for home in homes:
        share = case.share_of(home.code)
        said = share or (say("chưa rõ") if len(homes) > 1 else "")
        show(at, home, share=said, writes=at.writes(case))
    if not at.writes(case) or not case.in_scope:
        return
    name = holders.name_of(case)
    if opened.is_open(name):
        with st.container(border=True, key=f"form-{name}"):
            holders.form(at, case)
    else:
        frame.opener(name, say("Hộ và phần của mỗi hộ"), base=case)


def show(at: Desk, home: Household, *, share: str = "", writes: bool) -> None:
    """Show one household, or its form when that is open; who does not write it only reads."""
    name = household.name_of(home.code)
    if writes and opened.is_open(name):
        with st.container(border=True, key=f"form-{name}"):
            household.edit(at, home.code)
        return
    seen = revealing.details(at, home.code)
    facts(seen or home, share)
    revealing.offer(at, home, seen)
    if writes:
        frame.opener(name, say("Sửa thông tin hộ"))


def facts(home: Household, share: str = "") -> None:
    """Show what is known of a household."""
    plain.facts(
        (
            (say("Chủ sử dụng đất"), holder_words(home)),
            (say("Phần trong thửa"), share),
            (say("Đồng sở hữu"), ", ".join(home.co_owners)),
            (say("Địa chỉ"), home.address),
            (say("Điện thoại"), "\n".join(home.phones)),
            (say("Số định danh"), home.id_number),
            (say("Zalo, Viber"), home.chat),
            (say("Giờ gặp được"), home.best_time),
            (say("Người đại diện"), home.representative),
            (say("Cảm ơn công khai"), _thanks(home)),
            (say("Ghi chú"), home.note),
        )
    )
    _heirs(home)


def holder_words(home: Household) -> str:
    """Give the holder's name, and that and when the holder died."""
    if not home.deceased:
        return home.holder
    if not home.died:
        return say("{holder} (đã mất)", holder=home.holder)
    return say("{holder} (đã mất {day})", holder=home.holder, day=home.died)


def _thanks(home: Household) -> str:
    if not home.thanks:
        return ""
    return say("đồng ý ngày {day}, {how}", day=day(home.thanks_on), how=home.thanks_how)


def _heirs(home: Household) -> None:
    if not home.heirs:
        return
    rows = "".join(
        f"<tr><td>{escape(one.name)}</td><td>{escape(one.relation)}</td>"
        f"<td>{escape(one.place)}</td><td>{escape(say(one.state.label))}</td></tr>"
        for one in home.heirs
    )
    heads = "".join(
        f"<th>{escape(say(name))}</th>" for name in ("Người thừa kế", "Quan hệ", "Nơi ở", "Ý kiến")
    )
    st.html(f'<table class="mb-table"><tr>{heads}</tr>{rows}</table>')
