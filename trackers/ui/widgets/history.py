"""What happened to a case (quá trình xử lý): when, who, from what to what, and why."""

import streamlit as st

from trackers.domain.tracks import Track
from trackers.services.history import Change, Entry, case_history
from trackers.ui.context import Desk
from trackers.ui.widgets import former_case, plain, undo
from trackers.ui.widgets.log_values import value_words
from trackers.words import say
from trackers.words.formats import day, moment
from trackers.words.log import column_words, kind_words, table_words

# What a reader of a case has no use for: keys, counters, what stands beside it anyway.
_QUIET = {"version", "recorded_at", "position", "project_code", "case_code", "household_code"}
# An opened case says so once; its fields stand in the card.
_WHOLE = {"case.opened", "cases.imported"}
_SHOWN = 60


def show(at: Desk, code: str, track: Track) -> None:
    """Show the case as it was on a day that is asked for, then its events, newest first."""
    former_case.show(at, code)
    entries = case_history(at.ledger, at.actor, code)
    chosen = _filter(code, entries)
    listed = [one for one in entries if chosen is None or chosen in _fields(one)]
    whole = len(listed) <= _SHOWN or st.checkbox(
        say("Hiện cả {n} mục", n=len(listed)), key=f"history.all.{code}"
    )
    batches: set[str] = set()
    for entry in listed if whole else listed[:_SHOWN]:
        plain.markup(
            '<div class="mb-block"><p><b>{what}</b></p><p>{changes}</p>'
            '<p class="mb-note">{who}</p></div>',
            what=_what(entry, track),
            changes=_changes(at, entry, track, chosen),
            who=_who(at, entry),
        )
        batch = str(entry.details.get("batch") or "")
        if batch and batch not in batches:
            batches.add(batch)
            undo.offered(at, batch)


def _filter(code: str, entries: list[Entry]) -> tuple[str, str] | None:
    """Let one field be chosen, of those that ever changed."""
    known = sorted({field for one in entries for field in _fields(one)}, key=_field_words)
    chosen: tuple[str, str] | None = st.selectbox(
        say("Chỉ xem thay đổi của"),
        known,
        index=None,
        key=f"history.field.{code}",
        format_func=_field_words,
        placeholder=say("mọi nội dung"),
    )
    return chosen


def _fields(entry: Entry) -> set[tuple[str, str]]:
    return {(one.record, one.field) for one in entry.changes if one.field not in _QUIET}


def _field_words(field: tuple[str, str]) -> str:
    return f"{table_words(field[0])} – {column_words(*field)}"


def _what(entry: Entry, track: Track) -> str:
    step = entry.details.get("step")
    words = kind_words(entry.kind)
    if entry.details.get("of"):  # something that was undone
        return f"{words}: {kind_words(str(entry.details['of']))}"
    return f"{words}: {_step_words(track, str(step))}" if step else words


def _step_words(track: Track, step: str) -> str:
    return next((say(one.label) for one in track.steps if one.code == step), step)


def _who(at: Desk, entry: Entry) -> str:
    """Say who wrote it; when it happened and when it was typed in, where these are two days."""
    when = say("ghi lúc {moment}", moment=moment(entry.recorded_at))
    if entry.typed_later:
        when = say("xảy ra ngày {day}, {when}", day=day(entry.effective_on), when=when)
    parts = [
        at.officer_name(entry.actor_code),
        when,
        say("ghi cùng nhiều hồ sơ") if entry.details.get("batch") else "",
        say("lý do: {reason}", reason=entry.reason) if entry.reason else "",
    ]
    return " · ".join(part for part in parts if part)


def _changes(at: Desk, entry: Entry, track: Track, chosen: tuple[str, str] | None) -> str:
    refused = entry.details.get("mine")
    if refused:
        return _refused(at, entry, track)
    if entry.kind in _WHOLE and chosen is None:
        return day(entry.effective_on)
    found = (
        _change(at, one, track, named="step.set" not in {entry.kind, entry.details.get("of")})
        for one in entry.changes
        if one.field not in _QUIET and chosen in {None, (one.record, one.field)}
    )
    return " · ".join(one for one in found if one)


def _refused(at: Desk, entry: Entry, track: Track) -> str:
    """Say what somebody typed while a colleague saved first; it is kept and was not written."""
    field, mine = str(entry.details.get("field", "")), entry.details["mine"]
    words = _step_words(track, field)
    listed = mine if isinstance(mine, list) else [mine]
    typed = ", ".join(value_words(at, "cases", field, one) for one in listed if one != "None")
    return say(
        "Bản không được ghi – {field}: {typed}",
        field=column_words("cases", field) if words == field else words,
        typed=typed or "–",
    )


def _change(at: Desk, one: Change, track: Track, *, named: bool) -> str:
    before, after = (value_words(at, one.record, one.field, x) for x in (one.before, one.after))
    if before == after:
        return ""
    step = one.key.get("step") if one.record == "case_steps" and named else None
    field = column_words(one.record, one.field)
    if step:
        field = f"{_step_words(track, str(step))} – {field}"
    return f"{field}: {before} → {after or '–'}" if before else f"{field}: {after}"
