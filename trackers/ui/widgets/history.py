"""What happened to a case (quá trình xử lý): when, who, from what to what, and why."""

from datetime import date

from trackers.domain.contacts import Outcome
from trackers.domain.households import HeirState
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.tracks import StepState, Track
from trackers.services.history import Change, Entry, case_history
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, undo
from trackers.ui.widgets.forms.steps import STATE_WORDS
from trackers.words import say
from trackers.words.formats import day, moment, number

_KINDS = {
    "case.opened": "Mở hồ sơ",
    "case.edited": "Sửa hồ sơ",
    "case.closed": "Đưa ra khỏi phạm vi",
    "step.set": "Ghi bước",
    "visit.recorded": "Ghi lần vận động",
    "visit.corrected": "Sửa lần vận động",
    "obstacle.opened": "Thêm vướng mắc",
    "obstacle.closed": "Đóng vướng mắc",
    "obstacle.edited": "Sửa vướng mắc",
    "obstacle.reopened": "Mở lại vướng mắc",
    "change.undone": "Hoàn tác",
    "edit.refused": "Nội dung nhập trùng lúc, chưa ghi",
    "case.holders_set": "Đổi hộ, phần của mỗi hộ",
    "household.edited": "Sửa thông tin hộ",
    "households.merged": "Gộp hai hộ",
    "households.unmerged": "Tách lại hai hộ",
}
_FIELDS = {
    "state": "tình trạng",
    "done_on": "ngày",
    "note": "ghi chú",
    "officer_code": "cán bộ",
    "cover_code": "người thay",
    "affected_m2": "diện tích (m²)",
    "frontage_m": "mặt tiền (m)",
    "reviewed_on": "rà soát",
    "closed_on": "ngày đóng",
    "close_reason": "lý do",
    "met_on": "ngày đi",
    "outcome": "kết quả",
    "promise": "hộ hẹn",
    "promise_on": "ngày hẹn",
    "next_on": "ngày đến lại",
    "met": "người gặp",
    "text": "nội dung",
    "resolution": "giải quyết",
    "due_on": "hạn",
    "kind": "loại",
    "opened_on": "từ ngày",
    "household_codes": "hộ",
    "shares": "phần",
    "holder": "chủ sử dụng đất",
    "co_owners": "đồng sở hữu",
    "address": "địa chỉ",
    "phone": "điện thoại",
    "chat": "Zalo, Viber",
    "best_time": "giờ gặp được",
    "representative": "người đại diện",
    "deceased": "chủ hộ đã mất",
    "died": "mất",
    "heirs": "người thừa kế",
    "thanks": "cảm ơn công khai",
    "thanks_on": "đồng ý ngày",
    "thanks_how": "bằng cách",
    "merged_into": "gộp vào",
}
# An opened case says so once; its fields stand in the card.
_WHOLE = {"case.opened"}


def show(at: Desk, code: str, track: Track) -> None:
    """Show the events of a case, newest first."""
    seen: set[str] = set()
    for entry in case_history(at.ledger, at.actor, code):
        plain.markup(
            '<div class="mb-block"><p><b>{what}</b></p><p>{changes}</p>'
            '<p class="mb-note">{who}</p></div>',
            what=_what(entry, track),
            changes=_changes(at, entry),
            who=_who(at, entry),
        )
        batch = entry.details.get("batch")
        if batch and batch not in seen:
            seen.add(batch)
            undo.offered(at, batch)


def _what(entry: Entry, track: Track) -> str:
    words = say(_KINDS.get(entry.kind, "Cập nhật"))
    step = entry.details.get("step")
    labels = {one.code: say(one.label) for one in track.steps}
    undone = entry.details.get("of")
    if undone:
        return f"{words}: {say(_KINDS.get(undone, 'Cập nhật'))}"
    return f"{words}: {labels.get(step, step)}" if step else words


def _who(at: Desk, entry: Entry) -> str:
    who = say(
        "{name}, ghi lúc {moment}",
        name=at.officer_name(entry.actor_code),
        moment=moment(entry.recorded_at),
    )
    return f"{who} · {say('lý do')}: {entry.reason}" if entry.reason else who


def _changes(at: Desk, entry: Entry) -> str:
    if entry.kind in _WHOLE:
        return day(entry.effective_on)
    refused = entry.details.get("mine")
    if refused:
        return ", ".join(_value(at, "", one) for one in refused)
    steps = "step.set" in {
        entry.kind,
        entry.details.get("of"),
    }  # a first visit marks its step by the way
    found = (
        _change(at, one)
        for one in entry.changes
        if one.field in _FIELDS and (steps or one.record != "case_steps")
    )
    return " · ".join(one for one in found if one)


def _change(at: Desk, one: Change) -> str:
    before, after = (_value(at, one.field, value) for value in (one.before, one.after))
    if before == after:
        return ""
    words = f"{before} → {after or '–'}" if before else after
    return f"{say(_FIELDS[one.field])} {words}"


def _value(at: Desk, field: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if field in {"officer_code", "cover_code"}:
        return at.officer_name(str(value))
    if isinstance(value, bool):
        return say("có") if value else ""
    if isinstance(value, float | int):
        return number(value)
    if isinstance(value, list):
        return ", ".join(_heir(one) if isinstance(one, dict) else str(one) for one in value)
    return _code_words(str(value))


def _heir(one: dict[str, str]) -> str:
    words = say(HeirState(one["state"]).label)
    return f"{one['name']} ({words})"


def _code_words(text: str) -> str:
    for kind in (StepState, Outcome, ObstacleKind):
        if text in set(kind):
            one = kind(text)
            return say(STATE_WORDS[one]) if isinstance(one, StepState) else say(one.label)
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
