"""Parts of the import page: the file, its columns and coordinates, and what it would change."""

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import streamlit as st

from geodata.errors import GeodataError, MissingColumn, MissingCRS
from trackers.domain.errors import DomainError
from trackers.services.imports import ListReport, ParcelReport
from trackers.ui import messages, opened
from trackers.ui.widgets import plain, report
from trackers.words import say
from trackers.words.errors import sentence
from trackers.words.formats import number, percent

Report = TypeVar("Report")
# The systems of cadastral files in this part of the country; others are typed.
SYSTEMS = {
    "": "Theo tệp",
    "EPSG:5897": "VN-2000 / TM-3, kinh tuyến trục 105°00′ (Cần Thơ)",
    "EPSG:9208": "VN-2000 / TM-3, kinh tuyến trục 104°45′",
    "EPSG:9209": "VN-2000 / TM-3, kinh tuyến trục 105°30′",
    "EPSG:9210": "VN-2000 / TM-3, kinh tuyến trục 105°45′",
    "EPSG:4326": "WGS 84 (kinh độ, vĩ độ)",
    "other": "Hệ khác…",
}
FIELDS = {
    "sheet_no": "tờ bản đồ",
    "parcel_no": "số thửa",
    "land_type": "loại đất",
    "declared_area_m2": "diện tích",
    "holder": "tên chủ sử dụng đất",
    "address": "địa chỉ",
    "phone": "điện thoại",
    "id_number": "số định danh",
    "affected_area_m2": "diện tích ảnh hưởng",
    "household": "mã hộ",
    "case": "mã hồ sơ",
    "officer": "cán bộ",
    "area": "khu vực",
    "track": "loại hồ sơ",
    "opened_on": "ngày lập hồ sơ",
}
_MOST_ROWS = 20


def upload(label: str, types: Sequence[str], key: str) -> Any:
    """Show the box for a file; its own words are Streamlit's, so ours stand in their place.

    `types` is checked in the browser only: the services look at the file itself.
    """
    button, hint = say("Chọn tệp"), say("hoặc kéo tệp vào đây, tối đa 50 MB")
    at = '[data-testid="stFileUploaderDropzone"]'
    st.html(
        f"<style>{at} button p{{font-size:0}} {at} button p::after{{font-size:14px;"
        f'content:"{button}"}} {at} [data-testid="stFileUploaderDropzoneInstructions"] span'
        f'{{font-size:0}} {at} [data-testid="stFileUploaderDropzoneInstructions"] span::after'
        f'{{font-size:13px;content:"{hint}"}}</style>'
    )
    return st.file_uploader(label, type=list(types), key=key)


def with_file(uploaded: Any, work: Callable[[Path], Report]) -> Report:
    """Do something with an uploaded file as a file of its own name, which is gone afterwards."""
    with TemporaryDirectory(prefix="matbang-") as folder:
        path = Path(folder) / _own_name(uploaded.name)
        path.write_bytes(uploaded.getvalue())
        return work(path)


def remembered(uploaded: Any, options: Sequence[object], work: Callable[[Path], Report]) -> Report:
    """Do the work once for a file and its options, however often the page runs.

    A refusal is remembered too, and raised again.
    """
    mark = hashlib.sha256(uploaded.getvalue()).hexdigest() + repr(options)
    kept = st.session_state.get("imports.kept")
    if kept is None or kept[0] != mark:
        try:
            with st.spinner(say("Đang đọc và kiểm tra tệp…")):
                found: Report | Exception = with_file(uploaded, work)
        except (DomainError, GeodataError) as error:
            found = error
        kept = st.session_state["imports.kept"] = (mark, found)
    if isinstance(kept[1], Exception):
        raise kept[1]
    return kept[1]


def choose_system() -> str | None:
    """Let the coordinate system be chosen; None means what the file says."""
    code = st.selectbox(
        say("Hệ toạ độ của tệp"),
        list(SYSTEMS),
        format_func=lambda one: say(SYSTEMS[one]),
        key="imports.crs",
    )
    if code == "other":
        typed = st.text_input(say("Mã EPSG"), placeholder="EPSG:3405", key="imports.epsg")
        return typed.strip() or None
    return code or None


def ask_columns(form: str, fields: Sequence[str], uploaded: Any) -> dict[str, str]:
    """Ask which column is which, for a file that lacks a known one: {column: our field}."""
    lacking = st.session_state.get(f"{form}.lacking")
    if lacking is None or lacking[0] != uploaded.file_id:
        return {}
    chosen: dict[str, str] = {}
    plain.heading(say("Cột nào là gì?"))
    with st.container(horizontal=True, key=f"{form}.columns"):
        for field in fields:
            column = st.selectbox(
                say(FIELDS[field]).capitalize(),
                lacking[1],
                index=None,
                placeholder=say("Tự nhận ra"),
                key=f"{form}.column.{field}.{uploaded.file_id}",
                width=190,
            )
            if column:
                chosen[column] = field
    return chosen


def ask_again(form: str, uploaded: Any, error: Exception) -> None:
    """After the refusal of a file for want of a column: let the next run ask for it."""
    lacking = st.session_state.get(f"{form}.lacking")
    if not isinstance(error, MissingColumn) or (lacking and lacking[0] == uploaded.file_id):
        return
    named = error.values.get("columns")
    names = [str(one) for one in named] if isinstance(named, list | tuple) else []
    if names:
        st.session_state[f"{form}.lacking"] = (uploaded.file_id, names)
        st.rerun()


def confirmed(form: str, words: str) -> bool:
    """Show the button that writes; tell whether it was pressed."""
    return st.button(plain.label(words), type="primary", key=f"{form}.save")


def finish(form: str, words: str) -> None:
    """Close a form whose file is written, with an empty one in its place, and say so."""
    opened.close_form(form)
    messages.remember(words)
    st.rerun()


def parcels_found(found: ParcelReport) -> None:
    """Show what a file of parcels would change, and what to look at before."""
    report.cards(
        {
            say("Thửa trong tệp"): number(found.total),
            say("Thửa mới"): number(found.new),
            say("Đổi hình"): number(found.updated),
            say("Không đổi hình"): number(found.unchanged),
            say("Giữ lại vì có hồ sơ hoặc ngoài tệp"): number(len(found.kept)),
            say("Bỏ khỏi bản đồ"): number(found.dropped),
        }
    )
    if found.kept:
        some = ", ".join(found.kept[:_MOST_ROWS]) + ("…" if len(found.kept) > _MOST_ROWS else "")
        st.warning(
            plain.label(say("Tệp không có các thửa sau; chúng được giữ nguyên: {some}", some=some))
        )
    if found.differing:
        st.warning(
            plain.label(
                say(
                    "{count} thửa có diện tích ghi lệch quá 5 % so với diện tích đo trên hình.",
                    count=len(found.differing),
                )
            )
        )
        _differing(found)


def cases_found(found: ListReport) -> None:
    """Show what a household list would add, and every row that hinders it."""
    report.cards(
        {
            say("Hồ sơ sẽ lập"): number(len(found.codes)),
            say("Hộ mới"): number(found.new_households),
            say("Diện tích ảnh hưởng"): f"{number(found.area_m2, digits=1)} m²",
            say("Mã hồ sơ"): escape(_range(found.codes)),
        }
    )
    if found.refusals:
        st.error(
            plain.label(
                say(
                    "{count} dòng chưa nhập được nên chưa ghi gì. Hãy sửa tệp rồi chọn lại.",
                    count=len(found.refusals),
                )
            )
        )
        rows = [[report.cell(escape(sentence(one)))] for one in found.refusals[:_MOST_ROWS]]
        report.table([say("Dòng cần sửa")], rows)


def refused(error: Exception, *, metric_crs: str = "") -> None:
    """Say why a file cannot be taken in."""
    messages.show_error(error)
    values: Mapping[str, Any] = getattr(error, "values", {})
    if isinstance(error, MissingCRS):
        plain.note(say("Bản đồ địa chính của phường thường dùng {crs}.", crs=metric_crs))
    if values.get("suggested"):
        plain.note(say("Toạ độ khớp với hệ {crs}; hãy chọn hệ đó.", crs=values["suggested"]))


def _differing(found: ParcelReport) -> None:
    rows = [
        [
            report.cell(str(one.row), "number"),
            report.cell(escape(one.label)),
            report.cell(number(one.declared_m2, digits=1), "number"),
            report.cell(number(one.drawn_m2, digits=1), "number"),
            report.cell(
                percent(100 * abs(one.declared_m2 - one.drawn_m2) / one.drawn_m2), "number"
            ),
        ]
        for one in found.differing[:_MOST_ROWS]
    ]
    titles = ("Dòng", "Tờ/thửa", "Diện tích ghi (m²)", "Đo trên hình (m²)", "Lệch")
    report.table([say(one) for one in titles], rows)


def _range(codes: Sequence[str]) -> str:
    if len(codes) < 2:  # noqa: PLR2004 (one code is no range)
        return "".join(codes) or "–"
    return f"{codes[0]} … {codes[-1]}"


def _own_name(name: str) -> str:
    """Give a file's own name without folders and signs, which the services show in sentences."""
    bare = PurePath(name.replace("\\", "/")).name
    plain_name = "".join(one for one in bare if unicodedata.category(one)[0] != "C")
    stem, suffix = Path(plain_name).stem[:80], Path(plain_name).suffix[:10]
    return f"{stem or 'tep'}{suffix}"
