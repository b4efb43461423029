"""The fields that a template of a paper may name, and what each of them holds.

Their names are written by people into Word, so they are Vietnamese without accents. What is not
listed here a template cannot reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Paper(StrEnum):
    """The papers that have a template."""

    MINUTES = "minutes"
    WEEKLY = "weekly"
    WEEKLY_PUBLIC = "weekly-public"

    @property
    def label(self) -> str:
        """The Vietnamese words of the paper."""
        return _LABELS[self]


_LABELS = {
    Paper.MINUTES: "Biên bản họp giao ban",
    Paper.WEEKLY: "Báo cáo tuần, bản nội bộ",
    Paper.WEEKLY_PUBLIC: "Báo cáo tuần, bản công bố",
}


class FieldKind(StrEnum):
    """How a field is written: {{ text }}, {{p table }}, {% for x in list %}, {% if flag %}."""

    TEXT = "text"
    TABLE = "table"
    PICTURE = "picture"
    LIST = "list"
    RECORD = "record"
    FLAG = "flag"


@dataclass(frozen=True)
class Field:
    """A field: its kind, what it holds in Vietnamese words, and what is in it (list, record)."""

    kind: FieldKind
    words: str
    inner: Mapping[str, "Field"] = field(default_factory=dict)


Fields = Mapping[str, Field]


def _text(words: str) -> Field:
    return Field(FieldKind.TEXT, words)


def _table(words: str) -> Field:
    return Field(FieldKind.TABLE, words)


def _flag(words: str) -> Field:
    return Field(FieldKind.FLAG, words)


_PERSON = {"ten": _text("họ tên"), "chuc_danh": _text("chức danh")}
_HEAD: Fields = {
    "ten_phuong": _text("tên phường hoặc xã, như “Phường Trà An”"),
    "ten_phuong_hoa": _text("tên phường hoặc xã, chữ hoa"),
    "dia_danh": _text("địa danh trước ngày tháng, như “Trà An”"),
    "ngay": _text("ngày của văn bản, hai chữ số"),
    "thang": _text("tháng của văn bản"),
    "nam": _text("năm của văn bản"),
    "tuan": _text("số của tuần họp giao ban"),
    "nam_tuan": _text("năm của tuần họp giao ban"),
    "tuan_tu": _text("thứ Hai của tuần họp"),
    "tuan_den": _text("Chủ nhật của tuần họp"),
    "so_lieu_den": _text("câu “Số liệu đến …”"),
    "ghi_chu": _text("điều phải nói về số liệu, như “Dữ liệu minh họa…”"),
}
_SEAL = {"niem_phong": _text("mục cuối và mã niêm phong của nhật ký")}
_AGENDA_ITEM: Fields = {
    "so": _text("số thứ tự của nội dung"),
    "ten": _text("tên nội dung"),
    "dong": Field(FieldKind.LIST, "các dòng chữ của nội dung", {"chu": _text("một dòng")}),
    "bang": Field(
        FieldKind.LIST,
        "các bảng của nội dung",
        {"ten": _text("tên bảng, có thể trống"), "bang": _table("bảng")},
    ),
    "co_ket_luan": _flag("có kết luận dưới nội dung này"),
    "ket_luan": _table("bảng kết luận dưới nội dung này"),
}
_MINUTES: Fields = {
    **_HEAD,
    **_SEAL,
    "du_thao": _flag("kỳ họp chưa đóng"),
    "gio_mo": _text("giờ mở họp, như “07 giờ 30 phút”"),
    "chu_tri": Field(FieldKind.RECORD, "người chủ trì", _PERSON),
    "thu_ky": Field(FieldKind.RECORD, "thư ký", _PERSON),
    "so_co_mat": _text("số người có mặt"),
    "co_mat": Field(FieldKind.LIST, "những người có mặt", _PERSON),
    "so_vang": _text("số người vắng"),
    "vang": Field(FieldKind.LIST, "những người vắng", _PERSON),
    "khach": _text("thành phần khác"),
    "nhan_xet": _text("ghi chú của kỳ họp"),
    "noi_dung": Field(FieldKind.LIST, "các nội dung họp, theo thứ tự", _AGENDA_ITEM),
    "co_ket_luan": _flag("kỳ họp có kết luận"),
    "bang_ket_luan": _table("mọi kết luận của kỳ họp"),
    "co_ket_luan_dong": _flag("có kết luận được đóng tại kỳ họp"),
    "bang_ket_luan_dong": _table("những kết luận được đóng tại kỳ họp"),
    "ban_do": Field(FieldKind.PICTURE, "bản đồ cả phường"),
}
_REPORT: Fields = {
    **_HEAD,
    "tuan_bao_cao": _text("số của tuần được báo cáo"),
    "nam_bao_cao": _text("năm của tuần được báo cáo"),
    "bao_cao_tu": _text("thứ Hai của tuần được báo cáo"),
    "bao_cao_den": _text("Chủ nhật của tuần được báo cáo"),
    "tom_tat": Field(FieldKind.LIST, "các câu tóm tắt", {"chu": _text("một câu")}),
    "bang_ban_giao": _table("hồ sơ bàn giao theo tuần, từng công trình"),
    "co_moc": _flag("có mốc tiến độ để nêu"),
    "bang_moc": _table("mốc tiến độ"),
    "ban_do": Field(FieldKind.PICTURE, "bản đồ cả phường"),
}
_WEEKLY: Fields = {
    **_REPORT,
    **_SEAL,
    "co_vuong_mac": _flag("còn hồ sơ vướng mắc"),
    "bang_vuong_mac": _table("hồ sơ còn vướng mắc, người phụ trách, hạn, biện pháp"),
    "co_ket_luan": _flag("kỳ họp có kết luận"),
    "bang_ket_luan": _table("kết luận của kỳ họp: việc, người, hạn"),
    "bang_tong_hop": _table("bảng tổng hợp theo công trình"),
    "ban_do_cong_trinh": Field(
        FieldKind.LIST,
        "bản đồ từng công trình còn mặt bằng phải bàn giao",
        {"ten": _text("tên công trình"), "ban_do": Field(FieldKind.PICTURE, "bản đồ")},
    ),
}
_PUBLIC: Fields = {
    **_REPORT,
    "cong_trinh": Field(
        FieldKind.LIST,
        "các công trình có lời công bố",
        {
            "ten": _text("tên công trình"),
            "tinh_trang": _text("tình trạng của công trình"),
            "loi": _text("lời công bố của công trình"),
        },
    ),
}
PAPERS: Mapping[Paper, Fields] = {
    Paper.MINUTES: _MINUTES,
    Paper.WEEKLY: _WEEKLY,
    Paper.WEEKLY_PUBLIC: _PUBLIC,
}


def sample(fields: Fields, *, full: bool) -> dict[str, Any]:
    """Give values to try a template with: everything there, or nothing."""
    return {name: _sample(one, full=full) for name, one in fields.items()}


def _sample(one: Field, *, full: bool) -> Any:
    if one.kind is FieldKind.FLAG:
        return full
    if one.kind is FieldKind.RECORD:
        return sample(one.inner, full=full)
    if one.kind is FieldKind.LIST:
        return [sample(one.inner, full=True) for _ in range(2 if full else 0)]
    # A table or a picture that is not there leaves its place empty.
    return one.words if full and one.kind is FieldKind.TEXT else ""
