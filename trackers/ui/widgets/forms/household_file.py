"""The form of a household list: the cases it would open, then one button that opens all."""

from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from trackers.domain.tracks import TrackCode
from trackers.services.imports import ListReport, import_cases, preview_cases
from trackers.ui import messages, opened
from trackers.ui.context import Desk
from trackers.ui.widgets import imports as parts
from trackers.ui.widgets import plain
from trackers.words import say

NAME = "imports.cases"
FIELDS = (
    *("sheet_no", "parcel_no", "holder", "address", "phone", "affected_area_m2"),
    *("household", "case", "officer", "area", "track", "opened_on"),
)


def form(at: Desk) -> None:
    """Show the form."""
    if not at.projects:
        plain.note(say("Phường chưa có công trình nào. Hãy nhờ người quản trị thêm công trình."))
        return
    uploaded = parts.upload(
        say("Tệp XLSX hoặc CSV, mỗi dòng một thửa"),
        ("xlsx", "csv"),
        f"{NAME}.{opened.form_key(NAME)}",
    )
    options = _options(at)
    if uploaded is None:
        plain.note(
            say("Cần các cột: tên chủ sử dụng đất, tờ bản đồ, số thửa; nên có địa chỉ, diện tích.")
        )
        return
    options["columns"] = parts.ask_columns(NAME, FIELDS, uploaded)
    look = partial(preview_cases, at.ledger, at.actor, now=at.now, **options)
    try:
        found = parts.remembered(uploaded, (NAME, at.ward.revision, options), look)
    except messages.KNOWN as error:
        parts.refused(error)
        parts.ask_again(NAME, uploaded, error)
        return
    parts.cases_found(found)
    ready = not found.refusals
    if ready and parts.confirmed(NAME, say("Lập {count} hồ sơ", count=len(found.codes))):
        _write(at, uploaded, found, options)


def _options(at: Desk) -> dict[str, Any]:
    left, middle, right = st.columns(3, gap="medium")
    with left:
        project = st.selectbox(
            say("Công trình"),
            list(at.projects),
            format_func=lambda code: at.projects[code].name,
            key=f"{NAME}.project",
        )
    with middle:
        track = st.selectbox(
            say("Loại hồ sơ"),
            list(TrackCode),
            format_func=lambda code: say(at.tracks[code].label),
            key=f"{NAME}.track",
        )
    with right:
        officer = st.selectbox(
            say("Cán bộ phụ trách (khi tệp không ghi)"),
            [code for code, one in at.officers.items() if one.active],
            format_func=at.officer_name,
            key=f"{NAME}.officer",
        )
    return {"project_code": project, "track": track, "officer_code": officer}


def _write(at: Desk, uploaded: Any, found: ListReport, options: dict[str, Any]) -> None:
    def work(path: Path) -> ListReport:
        key = opened.form_key(NAME)
        return import_cases(at.ledger, at.actor, path, now=at.now, key=key, **options)

    with messages.refusals_shown():
        parts.with_file(uploaded, work)
        parts.finish(NAME, say("Đã lập {count} hồ sơ.", count=len(found.codes)))
