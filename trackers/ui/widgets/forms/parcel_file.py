"""The form of a map file: what it would change, then one button that writes all of it."""

from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from trackers.domain.parcels import Accuracy
from trackers.services.imports import ParcelReport, import_parcels, preview_parcels
from trackers.ui import messages, opened
from trackers.ui.context import Desk
from trackers.ui.widgets import imports as parts
from trackers.ui.widgets import plain
from trackers.words import say

NAME = "imports.parcels"
FIELDS = ("sheet_no", "parcel_no", "land_type", "declared_area_m2")


def form(at: Desk) -> None:
    """Show the form."""
    uploaded = parts.upload(
        say("Tệp GeoJSON, GPKG hoặc SHP nén ZIP"),
        ("geojson", "json", "gpkg", "zip"),
        f"{NAME}.{opened.form_key(NAME)}",
    )
    options = _options()
    if uploaded is None:
        plain.note(
            say("Thửa cùng tờ và số thửa giữ hồ sơ của nó; thửa có hồ sơ không bao giờ mất.")
        )
        return
    accuracy = options.pop("accuracy")
    options["columns"] = parts.ask_columns(NAME, FIELDS, uploaded)
    look = partial(preview_parcels, at.ledger, at.actor, **options)
    try:
        found = parts.remembered(uploaded, (NAME, at.ward.revision, options), look)
    except messages.KNOWN as error:
        parts.refused(error, metric_crs=at.ward.metric_crs)
        parts.ask_again(NAME, uploaded, error)
        return
    parts.parcels_found(found)
    if parts.confirmed(NAME, say("Ghi {count} thửa vào bản đồ", count=found.total)):
        _write(at, uploaded, found, {**options, "accuracy": accuracy})


def _options() -> dict[str, Any]:
    left, right = st.columns(2, gap="medium")
    with left:
        crs = parts.choose_system()
    with right:
        accuracy = st.selectbox(
            say("Nguồn hình"),
            list(Accuracy),
            format_func=lambda one: say(one.label).capitalize(),
            key=f"{NAME}.accuracy",
        )
    only = st.checkbox(say("Chỉ thêm vào lớp hiện có (tệp của một tờ bản đồ)"), key=f"{NAME}.add")
    return {"crs": crs, "replace_all": not only, "accuracy": accuracy}


def _write(at: Desk, uploaded: Any, found: ParcelReport, options: dict[str, Any]) -> None:
    def work(path: Path) -> ParcelReport:
        key = opened.form_key(NAME)
        return import_parcels(at.ledger, at.actor, path, now=at.now, key=key, **options)

    with messages.refusals_shown():
        with st.spinner(say("Đang cắt bản đồ…")):
            parts.with_file(uploaded, work)
        parts.finish(NAME, say("Đã đưa {count} thửa vào bản đồ.", count=found.total))
