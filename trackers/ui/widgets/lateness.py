"""What is late, and which milestone waits for which parcels."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from trackers.domain.cases import CaseState
from trackers.domain.errands import next_step
from trackers.domain.gates import Gate, Held
from trackers.domain.stretches import Stretch
from trackers.services.cases import CaseRow
from trackers.services.late import Late
from trackers.services.projects import ProjectFile
from trackers.ui.context import Desk
from trackers.ui.widgets import plain, report
from trackers.words import say
from trackers.words.formats import chainage, day, days

_SHOWN = 5


def late_table(at: Desk, late: Sequence[Late]) -> None:
    """Show everything late in the ward, the longest delay first, with who is responsible."""
    plain.heading(say("Đang chậm trong toàn phường ({count})", count=len(late)))
    if not late:
        plain.note(say("Không có mốc nào chậm."))
        return
    titles = ("Công trình", "Việc", "Kế hoạch", "Dự kiến", "Chậm", "Lý do", "Người phụ trách")
    report.table([say(one) for one in titles], [_late_row(at, one) for one in late])


def waiting_table(at: Desk, file: ProjectFile, rows: Mapping[str, CaseRow]) -> None:
    """Show which milestones of a project wait for land, and for which cases exactly."""
    if not file.waiting:
        return
    plain.heading(say("Mốc nào chờ thửa nào"))
    titles = ("Mốc", "Dự kiến", "Mặt bằng sớm nhất", "Còn chờ", "Hồ sơ, thửa, tình trạng", "Cán bộ")
    report.table(
        [say(one) for one in titles],
        [_waiting_row(at, one, rows, file.on) for one in file.waiting],
    )


def _late_row(at: Desk, late: Late) -> list[str]:
    project = report.link(
        report.page_address(at.ward.code, "tien-do", project=late.project.code), late.project.name
    )
    if late.milestone is not None:
        what, reason = late.milestone.name, late.milestone.reason
        expected = _expected(late)
    else:
        what = say(
            "Bàn giao {goal} hồ sơ (còn thiếu {short})",
            goal=late.target.handed_over if late.target else 0,
            short=late.short,
        )
        reason, expected = "", "–"
    return [
        report.cell(project),
        report.cell(escape(what)),
        report.cell(day(late.planned_on), "day"),
        report.cell(expected, "day"),
        report.cell(escape(days(late.days)), "late"),
        report.cell(escape(reason) or "<span class='quiet'>–</span>"),
        report.cell(escape(at.officer_name(late.project.lead_officer_code))),
    ]


def _expected(late: Late) -> str:
    one = late.milestone
    if one is None or one.forecast_on is None:
        return "–"
    words = say("đã xác nhận") if one.confirmed else say("ước tính")
    return f"{day(one.forecast_on)} <span class='quiet'>{escape(words)}</span>"


def _waiting_row(at: Desk, gate: Gate, rows: Mapping[str, CaseRow], on: date) -> list[str]:
    one, still = gate.milestone, gate.held
    listed = [_case(at, held, rows, on) for held in still[:_SHOWN]]
    rest = [_case(at, held, rows, on) for held in still[_SHOWN:]]
    if rest:
        words = escape(say("và {more} hồ sơ khác", more=len(rest)))
        listed.append(f"<details><summary>{words}</summary>{'<br>'.join(rest)}</details>")
    if not still and not gate.unopened:
        listed = [escape(say("đủ mặt bằng"))]
    elif still and not rows:
        listed = [escape(say("chỉ cán bộ xem được hồ sơ"))]
    if gate.unopened:
        listed.append(escape(say("{n} thửa chưa lập hồ sơ", n=len(gate.unopened))))
    officers = sorted({_acting(held.state, rows) for held in still})
    land = " · ".join(map(stretch_words, one.stretches))
    return [
        report.cell(f"{escape(one.name)}<br><small>{escape(land)}</small>"),
        report.cell(day(one.expected_on), "day"),
        report.cell(_earliest(gate, on)),
        report.cell(f"{len(still) + len(gate.unopened)}/{gate.cases}", "number"),
        report.cell("<br>".join(listed)),
        report.cell("<br>".join(escape(at.officer_name(code)) for code in officers if rows)),
    ]


def stretch_words(one: Stretch) -> str:
    """Write a stretch of road: from, to, and on which side."""
    return f"{chainage(one.from_m)} – {chainage(one.to_m)} {say(one.side.label)}"


def _earliest(gate: Gate, today: date) -> str:
    """Give the first day that land allows, how it stands to the day expected, and why."""
    on, last = gate.earliest_on(today), gate.last
    if on is None or last is None or last.on is None or last.by is None:
        return "<span class='quiet'>–</span>"
    late = (on - gate.milestone.expected_on).days
    words = [_why(last, today)]
    if late > 0:
        words.insert(0, say("sau ngày dự kiến {days}", days=days(late)))
    if gate.undated:
        words.append(say("{n} hồ sơ chưa có ngày nào", n=gate.undated))
    return f"{day(on)}<br><small>{escape('; '.join(words))}</small>"


def _why(held: Held, today: date) -> str:
    """Give which case holds a gate until when, and what that day rests on."""
    if held.on is None or held.by is None:
        return ""
    words = say(
        "{code}: {ground} {day}",
        code=held.state.case.code,
        ground=say(held.by.label),
        day=day(held.on),
    )
    return say("{words}, đã qua", words=words) if held.on < today else words


def _case(at: Desk, held: Held, rows: Mapping[str, CaseRow], on: date) -> str:
    """Give a case as a link to the map with its parcel, stage and next step."""
    state = held.state
    code = state.case.code
    row = rows.get(code)
    parcel = say("thửa {label}", label=row.parcel.label) if row and row.parcel else ""
    since = state.waiting_since
    age = say("chưa gặp {days}", days=days((on - since).days)) if since else ""
    step = next_step(state)
    after = say("bước kế: {step}", step=say(step.label)) if step else ""
    address = report.map_address(at.ward.code, case=code, project=state.case.project_code)
    words = " · ".join(part for part in (row.holder if row else "", parcel, age, after) if part)
    return (
        f"{report.link(address, code)} {plain.chip(state.stage.look)} "
        f"<span class='quiet'>{escape(words)}</span>"
    )


def _acting(state: CaseState, rows: Mapping[str, CaseRow]) -> str:
    row = rows.get(state.case.code)
    return row.acting_code if row else state.case.officer_code
