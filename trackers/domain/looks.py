"""Looks: who saw, took out or changed the right to see personal data, and what for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

# Looking at the same thing again within this time is one look.
SAME_LOOK = timedelta(minutes=30)


class LookKind(StrEnum):
    """What was done; the part before the point groups kinds."""

    CASE_VIEWED = "case.viewed"
    CASES_LISTED = "cases.listed"
    HOUSEHOLD_VIEWED = "household.viewed"
    HOUSEHOLDS_LISTED = "households.listed"
    DETAILS_REVEALED = "household.revealed"
    PERSON_EXPORTED = "household.exported"
    CORRECTION_ASKED = "household.correction"
    VALUES_ERASED = "household.erased"
    HISTORY_VIEWED = "history.viewed"
    OPINION_VIEWED = "opinion.viewed"
    SEARCHED = "search.made"
    VISITING_LISTED = "visiting.listed"
    VISITING_PRINTED = "visiting.printed"
    ATTACHMENT_OPENED = "attachment.opened"
    TABLE_EXPORTED = "table.exported"
    PAPER_EXPORTED = "paper.exported"
    BACKUP_MADE = "backup.made"
    BACKUP_DOWNLOADED = "backup.downloaded"
    CASES_IMPORTED = "import.cases"
    PARCELS_IMPORTED = "import.parcels"
    BULK_CHANGED = "bulk.changed"
    LINK_SHOWN = "link.shown"
    LINK_MADE = "link.made"
    LINK_OPENED = "link.opened"
    LINK_REVOKED = "link.revoked"
    LINK_LOCKED = "link.locked"
    MASK_SWITCHED = "mask.switched"
    NAMES_PRESENTED = "names.presented"
    LOOKS_VIEWED = "looks.viewed"
    LOOKS_EXPORTED = "looks.exported"
    RETENTION_SET = "retention.set"
    RETENTION_RUN = "retention.run"
    SIGNED_IN = "account.signed_in"
    SIGNED_OUT = "account.signed_out"
    SIGN_IN_FAILED = "account.refused"
    ACCOUNT_INVITED = "account.invited"
    ACCOUNT_ACCEPTED = "account.accepted"
    ACCOUNT_RESET = "account.reset"
    ACCOUNT_LOCKED = "account.locked"
    ACCOUNT_UNLOCKED = "account.unlocked"
    ACCOUNT_DISABLED = "account.disabled"
    ACCOUNT_ENABLED = "account.enabled"
    PASSWORD_CHANGED = "account.password"  # noqa: S105 (the name of a kind)
    CODE_ON = "account.code_on"
    CODE_OFF = "account.code_off"
    SESSION_ENDED = "account.session_ended"
    SESSIONS_ENDED = "account.sessions_ended"
    RIGHTS_CHANGED = "account.rights"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _LABELS[self]

    @property
    def is_view(self) -> bool:
        """Whether doing it again soon is the same look."""
        return self in _VIEWS


_LABELS = {
    LookKind.CASE_VIEWED: "xem hồ sơ",
    LookKind.CASES_LISTED: "xem danh sách hồ sơ",
    LookKind.HOUSEHOLD_VIEWED: "mở thông tin hộ",
    LookKind.HOUSEHOLDS_LISTED: "xem danh sách hộ",
    LookKind.DETAILS_REVEALED: "xem số điện thoại, số định danh",
    LookKind.PERSON_EXPORTED: "lập bản sao dữ liệu của người dân",
    LookKind.CORRECTION_ASKED: "ghi yêu cầu sửa của người dân",
    LookKind.VALUES_ERASED: "xoá dữ liệu theo yêu cầu",
    LookKind.HISTORY_VIEWED: "xem quá trình xử lý",
    LookKind.OPINION_VIEWED: "xem ý kiến, khiếu nại của dân",
    LookKind.SEARCHED: "tìm kiếm",
    LookKind.VISITING_LISTED: "xem danh sách đi vận động",
    LookKind.VISITING_PRINTED: "in danh sách đi vận động",
    LookKind.ATTACHMENT_OPENED: "mở ảnh, giấy tờ",
    LookKind.TABLE_EXPORTED: "xuất bảng",
    LookKind.PAPER_EXPORTED: "lập văn bản",
    LookKind.BACKUP_MADE: "lập bản sao lưu",
    LookKind.BACKUP_DOWNLOADED: "tải bản sao lưu",
    LookKind.CASES_IMPORTED: "nhập danh sách hộ",
    LookKind.PARCELS_IMPORTED: "nhập thửa đất",
    LookKind.BULK_CHANGED: "sửa nhiều hồ sơ một lần",
    LookKind.LINK_SHOWN: "lấy đường dẫn chia sẻ",
    LookKind.LINK_MADE: "tạo liên kết",
    LookKind.LINK_OPENED: "liên kết được mở",
    LookKind.LINK_REVOKED: "thu hồi liên kết",
    LookKind.LINK_LOCKED: "liên kết bị khoá vì nhập sai mã PIN",
    LookKind.MASK_SWITCHED: "bật, tắt che tên",
    LookKind.NAMES_PRESENTED: "hiện tên hộ khi trình chiếu",
    LookKind.LOOKS_VIEWED: "xem nhật ký truy cập",
    LookKind.LOOKS_EXPORTED: "xuất nhật ký truy cập",
    LookKind.RETENTION_SET: "đặt thời hạn lưu",
    LookKind.RETENTION_RUN: "xoá theo thời hạn lưu",
    LookKind.SIGNED_IN: "đăng nhập",
    LookKind.SIGNED_OUT: "đăng xuất",
    LookKind.SIGN_IN_FAILED: "đăng nhập không thành",
    LookKind.ACCOUNT_INVITED: "mời mở tài khoản",
    LookKind.ACCOUNT_ACCEPTED: "nhận lời mời, đặt mật khẩu",
    LookKind.ACCOUNT_RESET: "đặt lại tài khoản",
    LookKind.ACCOUNT_LOCKED: "tài khoản bị khoá tạm",
    LookKind.ACCOUNT_UNLOCKED: "mở khoá tài khoản",
    LookKind.ACCOUNT_DISABLED: "ngừng tài khoản",
    LookKind.ACCOUNT_ENABLED: "mở lại tài khoản",
    LookKind.PASSWORD_CHANGED: "đổi mật khẩu",
    LookKind.CODE_ON: "bật mã xác thực",
    LookKind.CODE_OFF: "tắt mã xác thực",
    LookKind.SESSION_ENDED: "kết thúc một phiên",
    LookKind.SESSIONS_ENDED: "kết thúc mọi phiên",
    LookKind.RIGHTS_CHANGED: "đổi vai trò, quyền",
}
_VIEWS = frozenset(
    {
        LookKind.CASE_VIEWED,
        LookKind.CASES_LISTED,
        LookKind.HOUSEHOLD_VIEWED,
        LookKind.HOUSEHOLDS_LISTED,
        LookKind.HISTORY_VIEWED,
        LookKind.OPINION_VIEWED,
        LookKind.SEARCHED,
        LookKind.VISITING_LISTED,
        LookKind.ATTACHMENT_OPENED,
        LookKind.LINK_SHOWN,
        LookKind.NAMES_PRESENTED,
        LookKind.LINK_OPENED,
        LookKind.LOOKS_VIEWED,
    }
)


class Purpose(StrEnum):
    """What a look is for."""

    MOBILISE = "mobilise"
    SURVEY = "survey"
    INVENTORY = "inventory"
    PAYMENT = "payment"
    CITIZEN = "citizen"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Vietnamese words of the purpose."""
        return _PURPOSES[self]


_PURPOSES = {
    Purpose.MOBILISE: "Vận động",
    Purpose.SURVEY: "Đo đạc",
    Purpose.INVENTORY: "Kiểm đếm",
    Purpose.PAYMENT: "Chi trả",
    Purpose.CITIZEN: "Trả lời công dân",
    Purpose.OTHER: "Việc khác",
}


@dataclass(frozen=True)
class Look:
    """One look: when (UTC), by whom, at what, and what for (a purpose, with words where other).

    `subject` is a code (of a case, a household, an officer); `details` hold codes and counts only.
    """

    number: int
    at: datetime
    actor: str
    kind: str
    subject: str
    purpose: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
