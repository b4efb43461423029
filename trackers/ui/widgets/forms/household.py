"""The form of a household: who holds the land, who inherits, how they are reached, consent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from geodata.days import Towards
from trackers.domain.households import Heir, HeirState, Household
from trackers.services.details import household_for_form
from trackers.services.households import add_household, edit_household
from trackers.services.masking import household_for
from trackers.store import Saved
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, revealing
from trackers.ui.widgets.forms import frame, reach
from trackers.ui.widgets.forms.typed import day_field, day_part_field
from trackers.words import say
from trackers.words.formats import day

NEW = "household-new"


def name_of(code: str) -> str:
    """Give the name of the form that edits a household."""
    return f"household.{code}"


def edit(at: Desk, code: str) -> None:
    """Show the form that edits a household; its details only while they are revealed."""
    now = household_for_form(at.ledger, at.actor, code)
    name = name_of(now.code)
    seen = revealing.details(at, now.code)
    revealing.offer(at, now, seen, place="form")
    frame.edit_record(
        at,
        name,
        now,
        fields=lambda base: _fields(at, name, base, seen=seen is not None),
        words=lambda one: words(household_for(at.actor, one, revealed=seen is not None)),
        write=lambda on, mine, key: edit_household(
            at.ledger, at.actor, base=on, mine=mine, now=at.now, key=key
        ),
        done=say("Đã ghi thông tin hộ."),
    )


def add(at: Desk, then: Callable[[str], None]) -> None:
    """Show the form for a new household; `then` is told the code it got."""
    made = _fields(at, NEW, Household("", ""), seen=True)
    if frame.wants_saving(NEW, "Thêm hộ"):

        def write(key: str) -> Saved:
            code, saved = add_household(at.ledger, at.actor, household=made, now=at.now, key=key)
            then(code)
            return saved

        frame.save(NEW, write, done=say("Đã thêm hộ."))


def words(home: Household) -> str:
    """Give a household in one line, to be compared."""
    died = say("mất {day}", day=home.died) if home.died else say("đã mất")
    heirs = ", ".join(f"{one.name} ({say(one.state.label)})" for one in home.heirs)
    consent = say("đồng ý cảm ơn công khai {day}", day=day(home.thanks_on)) if home.thanks else ""
    parts = [
        home.holder,
        died if home.deceased else "",
        ", ".join(home.co_owners),
        home.address,
        ", ".join(home.phones),
        home.id_number,
        home.chat,
        home.best_time,
        home.representative,
        heirs,
        consent,
        home.note,
    ]
    return " · ".join(part for part in parts if part)


def _fields(at: Desk, name: str, shown: Household, *, seen: bool) -> Household:
    left, right = st.columns(2, gap="small")
    with left:
        holder = frame.text_field(name, "holder", say("Chủ sử dụng đất"), shown.holder)
        owners = frame.note_field(
            name, "owners", say("Đồng sở hữu (mỗi dòng một người)"), "\n".join(shown.co_owners)
        )
    with right:
        address = frame.text_field(name, "address", say("Địa chỉ"), shown.address)
        best = frame.text_field(name, "best", say("Giờ gặp được"), shown.best_time)
    found = reach.fields(at, name, shown, seen=seen)
    typed = replace(
        shown,
        holder=holder.strip(),
        co_owners=_lines(owners),
        address=address.strip(),
        best_time=best.strip(),
        **found,
    )
    typed = _consent(name, _inheritance(name, typed, at.today, seen=seen), at.today)
    return replace(typed, note=frame.note_field(name, "note", say("Ghi chú"), shown.note).strip())


def _inheritance(name: str, shown: Household, today: date, *, seen: bool) -> Household:
    dead = frame.tick_field(name, "dead", say("Chủ hộ đã mất"), value=shown.deceased)
    if not dead:
        return replace(shown, deceased=False, died="", heirs=())
    died = day_part_field(
        name, "died", say("Mất ngày, tháng hoặc năm nào"), shown.died, today=today
    )
    if not seen and shown.heirs:
        plain.note(say("Bấm Xem ở trên để sửa người thừa kế."))
        return replace(shown, deceased=True, died=died)
    plain.note(say("Người thừa kế (xoá tên để bỏ một người)"))
    heirs: list[Heir] = []
    for place in range(_MOST_HEIRS):
        heir = _heir(name, place, shown.heirs[place] if place < len(shown.heirs) else Heir(""))
        if heir.name:
            heirs.append(heir)
        elif place >= len(shown.heirs):
            break
    return replace(shown, deceased=True, died=died, heirs=tuple(heirs))


_MOST_HEIRS = 30


def _heir(name: str, place: int, shown: Heir) -> Heir:
    """Show one heir's line; an empty one is offered at the end."""
    with st.container(key=f"heir.{name}.{place}", horizontal=True, gap="small"):
        who = frame.text_field(name, f"heir{place}.name", say("Họ tên"), shown.name)
        relation = frame.text_field(name, f"heir{place}.rel", say("Quan hệ"), shown.relation)
        lives = frame.text_field(name, f"heir{place}.at", say("Nơi ở"), shown.place)
        said = frame.choice_field(
            name,
            f"heir{place}.state",
            say("Ý kiến"),
            list(HeirState),
            lambda one: say(one.label),
            shown.state,
        )
    return Heir(who.strip(), relation.strip(), lives.strip(), said or HeirState.NOT_MET)


def _consent(name: str, shown: Household, today: date) -> Household:
    label = say("Hộ đồng ý được cảm ơn công khai")
    if not frame.tick_field(name, "thanks", label, value=shown.thanks):
        return replace(shown, thanks=False, thanks_on=None, thanks_how="")
    left, right = st.columns(2, gap="small")
    with left:
        on = day_field(
            name,
            "thanks-on",
            say("Ngày đồng ý"),
            shown.thanks_on,
            today=today,
            towards=Towards.PAST,
        )
    with right:
        how = frame.text_field(name, "thanks-how", say("Bằng cách nào"), shown.thanks_how)
    return replace(shown, thanks=True, thanks_on=on, thanks_how=how.strip())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
