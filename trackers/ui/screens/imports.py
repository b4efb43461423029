"""Taking real files in: parcels from a map file, household lists from a workbook."""

from typing import Any

import streamlit as st

from geodata.errors import GeodataError, MissingColumn
from trackers.domain.errors import DomainError
from trackers.domain.parcels import Accuracy
from trackers.domain.rights import Action
from trackers.domain.tracks import TRACKS, TrackCode
from trackers.services import imports
from trackers.ui import messages, state
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import imports as parts
from trackers.ui.widgets import plain, report
from trackers.words import say

_PARCEL_FIELDS = ("sheet_no", "parcel_no", "land_type", "declared_area_m2")
_CASE_FIELDS = (
    *("sheet_no", "parcel_no", "holder", "address", "phone", "affected_area_m2"),
    *("household", "case", "officer", "area", "track", "opened_on"),
)


def show(at: Desk) -> None:
    """Show the two kinds of file."""
    report.style()
    report.title(say("Nhập dữ liệu"), say("Chỉ ghi khi cả tệp đều đúng"))
    if not at.may(Action.IMPORT_FILES):
        plain.note(say("Chỉ cán bộ và quản trị nhập tệp được. Hãy nhờ người có quyền."))
        return
    maps, lists = st.tabs([say("Thửa đất (bản đồ)"), say("Danh sách hộ")])
    with maps:
        _parcels(at)
    with lists:
        _cases(at)


def _parcels(at: Desk) -> None:
    uploaded = st.file_uploader(
        say("Tệp GeoJSON, GPKG hoặc SHP nén ZIP"),
        type=["geojson", "json", "gpkg", "zip"],
        key=f"imports.parcels.{state.form_key('imports.parcels')}",
    )
    left, right = st.columns(2, gap="medium")
    with left:
        crs = parts.choose_system()
    with right:
        accuracy = st.selectbox(
            say("Nguồn hình"),
            list(Accuracy),
            format_func=lambda one: say(one.label).capitalize(),
            key="imports.accuracy",
        )
    add_only = st.checkbox(
        say("Chỉ thêm vào lớp hiện có (tệp của một tờ bản đồ)"), key="imports.add"
    )
    if uploaded is None:
        plain.note(
            say("Thửa cùng tờ và số thửa giữ nguyên hồ sơ; thửa có hồ sơ không bao giờ mất.")
        )
        return
    options: dict[str, Any] = {"crs": crs, "replace_all": not add_only}
    columns = _columns("parcels", _PARCEL_FIELDS, uploaded)
    try:
        found = parts.remembered(
            uploaded,
            ("parcels", at.ward.revision, options, columns),
            lambda path: imports.preview_parcels(
                at.ledger, at.actor, path, columns=columns, **options
            ),
        )
    except (DomainError, GeodataError) as error:
        _refused("parcels", error)
        return
    parts.parcels_found(found)
    if _confirmed(say("Ghi {count} thửa vào bản đồ", count=found.total), "parcels"):
        key = state.form_key("imports.parcels")
        with messages.refusals_shown():
            with st.spinner(say("Đang cắt bản đồ…")):
                parts.with_file(
                    uploaded,
                    lambda path: imports.import_parcels(
                        at.ledger,
                        at.actor,
                        path,
                        columns=columns,
                        accuracy=accuracy or Accuracy.SURVEYED,
                        now=at.now,
                        key=key,
                        **options,
                    ),
                )
            _done("imports.parcels", say("Đã đưa {count} thửa vào bản đồ.", count=found.total))


def _cases(at: Desk) -> None:
    if not at.projects:
        plain.note(say("Phường chưa có công trình nào. Hãy nhờ người quản trị thêm công trình."))
        return
    uploaded = st.file_uploader(
        say("Tệp XLSX hoặc CSV, mỗi dòng một thửa"),
        type=["xlsx", "csv"],
        key=f"imports.cases.{state.form_key('imports.cases')}",
    )
    options = _case_options(at)
    if uploaded is None:
        plain.note(
            say("Cần các cột: tên chủ sử dụng đất, tờ bản đồ, số thửa; nên có địa chỉ, diện tích.")
        )
        return
    columns = _columns("cases", _CASE_FIELDS, uploaded)
    try:
        found = parts.remembered(
            uploaded,
            ("cases", at.ward.revision, options, columns),
            lambda path: imports.preview_cases(
                at.ledger, at.actor, path, columns=columns, now=at.now, **options
            ),
        )
    except (DomainError, GeodataError) as error:
        _refused("cases", error)
        return
    parts.cases_found(found)
    if found.refusals:
        return
    if _confirmed(say("Lập {count} hồ sơ", count=len(found.codes)), "cases"):
        key = state.form_key("imports.cases")
        with messages.refusals_shown():
            parts.with_file(
                uploaded,
                lambda path: imports.import_cases(
                    at.ledger, at.actor, path, columns=columns, now=at.now, key=key, **options
                ),
            )
            _done("imports.cases", say("Đã lập {count} hồ sơ.", count=len(found.codes)))


def _case_options(at: Desk) -> dict[str, Any]:
    left, middle, right = st.columns(3, gap="medium")
    with left:
        project = st.selectbox(
            say("Công trình"),
            list(at.projects),
            format_func=lambda code: at.projects[code].name,
            key="imports.project",
        )
    with middle:
        track = st.selectbox(
            say("Loại hồ sơ"),
            list(TrackCode),
            format_func=lambda code: say(TRACKS[code].label),
            key="imports.track",
        )
    with right:
        officer = st.selectbox(
            say("Cán bộ phụ trách (khi tệp không ghi)"),
            [code for code, one in at.officers.items() if one.active],
            format_func=at.officer_name,
            key="imports.officer",
        )
    return {"project_code": project, "track": track, "officer_code": officer}


def _columns(kind: str, fields: tuple[str, ...], uploaded: Any) -> dict[str, str]:
    """Let columns be named, for a file that was refused for want of one."""
    error = st.session_state.get(f"imports.missing.{kind}")
    missing = error[1] if error is not None and error[0] == uploaded.file_id else None
    return parts.choose_columns(fields, missing)


def _refused(kind: str, error: Exception) -> None:
    """Say why; where a column is missing, the page asks for it in the next run."""
    parts.refused(error)
    if isinstance(error, MissingColumn):
        uploaded = st.session_state.get(f"imports.{kind}.{state.form_key(f'imports.{kind}')}")
        known = st.session_state.get(f"imports.missing.{kind}")
        if uploaded is not None and (known is None or known[0] != uploaded.file_id):
            st.session_state[f"imports.missing.{kind}"] = (uploaded.file_id, error)
            st.rerun()


def _confirmed(words: str, kind: str) -> bool:
    return st.button(plain.label(words), type="primary", key=f"imports.save.{kind}")


def _done(form: str, words: str) -> None:
    state.close_form(form)
    messages.remember(words)
    st.rerun()


show(desk())
