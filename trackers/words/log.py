"""The log in words: kinds of events, tables, columns, and what a check of it found."""

from collections.abc import Mapping
from typing import Any, Protocol

from trackers.words.catalogue import say

KINDS = {
    "absence.recorded": "Ghi cán bộ vắng mặt",
    "batch.recorded": "Ghi nhiều hồ sơ",
    "batch.undone": "Hoàn tác cả đợt",
    "area.added": "Thêm khu vực",
    "area.edited": "Sửa khu vực",
    "case.holders_set": "Đổi hộ, phần của mỗi hộ",
    "case.opened": "Mở hồ sơ",
    "case.edited": "Sửa hồ sơ",
    "case.closed": "Đưa ra khỏi phạm vi",
    "case.reopened": "Đưa trở lại phạm vi",
    "cases.imported": "Nhập danh sách hộ",
    "change.undone": "Hoàn tác",
    "clock.set": "Đặt đồng hồ của dữ liệu mẫu",
    "components.changed": "Sửa thành phần",
    "edit.refused": "Nội dung nhập trùng lúc, chưa ghi",
    "facts.noted": "Ghi số liệu của công trình",
    "household.added": "Thêm hộ",
    "household.edited": "Sửa thông tin hộ",
    "households.merged": "Gộp hai hộ",
    "households.unmerged": "Tách lại hai hộ",
    "milestone.added": "Thêm mốc tiến độ",
    "milestone.edited": "Sửa mốc tiến độ",
    "obstacle.opened": "Thêm vướng mắc",
    "obstacle.closed": "Đóng vướng mắc",
    "obstacle.edited": "Sửa vướng mắc",
    "obstacle.reopened": "Mở lại vướng mắc",
    "officer.added": "Thêm cán bộ",
    "officer.edited": "Sửa cán bộ",
    "parcels.imported": "Nhập thửa đất",
    "photo.added": "Thêm ảnh",
    "progress.noted": "Ghi khối lượng thực hiện",
    "project.added": "Thêm công trình",
    "project.edited": "Sửa công trình",
    "step.set": "Ghi bước",
    "target.set": "Đặt chỉ tiêu bàn giao",
    "project_step.set": "Ghi bước của công trình hoặc đợt",
    "track.moved": "Chuyển loại hồ sơ",
    "tracks.used": "Dùng quy trình mới",
    "attachment.added": "Đính kèm ảnh, giấy tờ",
    "attachment.withdrawn": "Xoá ảnh, giấy tờ đính kèm",
    "visit.corrected": "Sửa lần vận động",
    "visit.moved": "Nhận lần vận động ghi nhầm ở hộ khác",
    "visit.recorded": "Ghi lần vận động",
    "voluntary.set": "Ghi phần tự nguyện",
    "visit.withdrawn": "Rút lần vận động",
    "ward.added": "Lập phường, xã",
    "ward.filled": "Nạp dữ liệu ban đầu",
}
TABLES = {
    "absences": "Ngày vắng",
    "areas": "Khu vực",
    "batches": "Đợt",
    "attachments": "Ảnh, giấy tờ đính kèm",
    "case_steps": "Bước của hồ sơ",
    "cases": "Hồ sơ",
    "components": "Thành phần của hồ sơ",
    "contacts": "Lần vận động",
    "event_values": "Giá trị cá nhân",
    "indicators": "Chỉ tiêu",
    "layers": "Lớp bản đồ",
    "milestones": "Mốc tiến độ",
    "household_merges": "Lần gộp hộ",
    "households": "Hộ",
    "obstacles": "Vướng mắc",
    "officers": "Cán bộ",
    "opinions": "Ý kiến cử tri",
    "photos": "Ảnh",
    "progress": "Khối lượng thực hiện",
    "project_steps": "Bước của công trình",
    "projects": "Công trình",
    "targets": "Chỉ tiêu bàn giao",
    "voluntary_items": "Phần tự nguyện",
    "workflows": "Quy trình",
}
# A column by its name; where a table means something else by it, "table.column".
COLUMNS = {
    "accuracy": "độ chính xác",
    "active": "còn làm việc",
    "actual_on": "ngày thực tế",
    "address": "địa chỉ",
    "affected_m2": "diện tích (m²)",
    "amount_vnd": "số tiền (đồng)",
    "answer": "trả lời",
    "answered_on": "ngày trả lời",
    "area_code": "khu vực",
    "baseline_on": "ngày kế hoạch",
    "basis": "căn cứ dự kiến",
    "best_time": "giờ tiện gặp",
    "blocks_handover": "cản bàn giao",
    "builder": "đơn vị thi công",
    "built_at": "lúc cắt lớp",
    "caption": "chú thích",
    "batch_code": "đợt",
    "case_code": "hồ sơ",
    "case_codes": "các hồ sơ",
    "centreline": "tim đường",
    "chainage_from_m": "từ lý trình (m)",
    "chainage_to_m": "đến lý trình (m)",
    "chat": "Zalo, Viber",
    "close_reason": "lý do ra khỏi phạm vi",
    "closed_on": "ngày đóng",
    "co_owners": "người đồng sử dụng",
    "code": "mã",
    "confirmed": "đã xác nhận",
    "cover_code": "người thay",
    "deceased": "đã mất",
    "died": "ngày mất",
    "digest": "mã nội dung",
    "disbursed_vnd": "đã giải ngân (đồng)",
    "done_on": "ngày",
    "due_on": "hạn",
    "duty": "nhiệm vụ",
    "fictional": "giả định",
    "field": "mục",
    "file": "tệp",
    "forecast_on": "ngày dự kiến",
    "form": "hình thức",
    "from_on": "từ ngày",
    "frontage_m": "mặt tiền (m)",
    "funding": "nguồn vốn",
    "geometry": "hình",
    "handed_over": "số hồ sơ bàn giao",
    "head": "trưởng khu vực",
    "heirs": "người thừa kế",
    "holder": "chủ sử dụng đất",
    "household_code": "hộ",
    "household_codes": "các hộ",
    "investor": "chủ đầu tư",
    "kept_code": "hộ được giữ",
    "item": "mục",
    "kind": "loại",
    "layer": "lớp bản đồ",
    "lead_officer_code": "cán bộ phụ trách",
    "length_m": "chiều dài (m)",
    "met": "người gặp",
    "met_on": "ngày đi",
    "merged_into": "gộp vào hộ",
    "merged_on": "ngày gộp",
    "mine": "nội dung nhập",
    "moved": "nội dung đã chuyển",
    "name": "tên",
    "next_on": "ngày đến lại",
    "note": "ghi chú",
    "officer_code": "cán bộ",
    "on": "ngày",
    "opened_on": "từ ngày",
    "other_code": "hộ được gộp",
    "outcome": "kết quả",
    "others": "người khác cùng đi",
    "sha256": "mã nội dung tệp",
    "size": "dung lượng (byte)",
    "added_at": "lúc đính kèm",
    "added_by": "người đính kèm",
    "contact_id": "mã lần vận động",
    "outsiders": "người ngoài cùng đi",
    "paper": "giấy tờ",
    "parcel_id": "thửa",
    "parcels": "số thửa",
    "phone": "điện thoại",
    "position": "thứ tự",
    "project_code": "công trình",
    "promise": "hộ hẹn",
    "promise_on": "ngày hẹn",
    "public_text": "nội dung công bố",
    "quantity": "số lượng",
    "raised_on": "ngày nêu",
    "reason": "lý do",
    "representative": "người đại diện",
    "recorded_at": "lúc ghi",
    "recorded_on": "ngày ghi",
    "resolution": "cách giải quyết",
    "responsible": "đảng ủy viên phụ trách",
    "reviewed_on": "ngày rà soát",
    "role": "vai trò",
    "scale": "quy mô",
    "service": "lợi ích",
    "service_area": "nơi chờ công trình",
    "shares": "phần của từng hộ",
    "side": "bên đường",
    "site": "phạm vi công trình",
    "source": "nguồn",
    "state": "tình trạng",
    "status": "trạng thái",
    "step": "bước",
    "taken_on": "ngày chụp",
    "target": "chỉ tiêu",
    "team": "tổ vận động",
    "text": "nội dung",
    "thanks": "đồng ý được cảm ơn",
    "thanks_how": "cách đồng ý",
    "thanks_on": "ngày đồng ý",
    "title": "chức vụ",
    "to_on": "đến ngày",
    "total_investment_vnd": "tổng mức đầu tư (đồng)",
    "track": "loại hồ sơ",
    "track_version": "bản quy trình",
    "unit": "đơn vị",
    "undone_on": "ngày bỏ gộp",
    "used_on": "ngày dùng",
    "value": "giá trị",
    "version": "số lần sửa",
    "visitors": "người đi",
    "volume_percent": "khối lượng (%)",
    "who": "người thực hiện",
    "waits_for": "hồ sơ phải chờ",
}
_FAULTS = {
    "entry": "Mục {revision} ({kind}): nội dung đã bị sửa hoặc không nối tiếp mục trước.",
    "missing": "Mục {revision} không còn trong sổ ghi.",
    "extra": "Mục {revision} ({kind}) bị chèn vào: số thứ tự này chưa được cấp.",
    "head": "Mã niêm phong của phường không phải của mục cuối, mục {revision} ({kind}).",
    "printed": "Không mục nào mang mã niêm phong đã in: phần cuối sổ ghi bị cắt hoặc viết lại.",
    "printed_at": (
        "Mục {revision} không mang mã niêm phong đã in: phần cuối sổ ghi bị cắt hoặc viết lại."
    ),
    "value": "Mục {revision} ({kind}): giá trị cá nhân {place} đã bị sửa.",
    "before": "Mục {revision} ({kind}): nội dung trước khi sửa {place} trái với các mục trước đó.",
    "row_changed": "{place}: đang khác với sổ ghi (mục {revision}, {kind}).",
    "row_missing": "{place}: sổ ghi có (mục {revision}, {kind}) nhưng bảng không còn.",
    "row_extra": "{place}: bảng có nhưng không mục nào trong sổ ghi nói đến.",
}


class Finding(Protocol):
    """What a check found, as far as its sentence needs it."""

    @property
    def fault(self) -> str:
        """The code of what is wrong."""

    @property
    def revision(self) -> int | None:
        """The entry."""

    @property
    def kind(self) -> str:
        """The entry's kind."""

    @property
    def subject(self) -> str:
        """The code of what the entry is about."""

    @property
    def table(self) -> str:
        """The table of the row."""

    @property
    def key(self) -> Mapping[str, Any]:
        """The key of the row."""

    @property
    def column(self) -> str:
        """The column."""


def kind_words(kind: str) -> str:
    """Give the words of a kind of event."""
    return say(KINDS.get(kind, "Cập nhật"))


def table_words(table: str) -> str:
    """Give the words of a table; its name where it has none."""
    return say(TABLES[table]) if table in TABLES else table


def column_words(table: str, column: str) -> str:
    """Give the words of a column; its name where it has none."""
    words = COLUMNS.get(f"{table}.{column}") or COLUMNS.get(column)
    return say(words) if words else column


def finding_words(finding: Finding) -> str:
    """Give one finding of a check as a sentence that names the place."""
    fault = str(finding.fault)
    if fault == "printed" and finding.revision is not None:
        fault = "printed_at"
    return say(
        _FAULTS[fault],
        revision="–" if finding.revision is None else finding.revision,
        kind=" ".join(filter(None, [kind_words(finding.kind), finding.subject])),
        place=_place(finding),
    )


def _place(finding: Finding) -> str:
    """Name a row and a column in words, then by the names the tables have."""
    if not finding.table:
        return f"“{column_words('', finding.column)}”"
    key = ", ".join(str(value) for value in finding.key.values())
    column = f" – {column_words(finding.table, finding.column)}" if finding.column else ""
    code = ".".join(filter(None, [finding.table, finding.column]))
    return f"{table_words(finding.table)} {key}{column} [{code}]"
