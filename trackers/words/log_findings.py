"""What a check of the log found, as sentences that name the place."""

from collections.abc import Mapping
from typing import Any, Protocol

from trackers.words.catalogue import say
from trackers.words.log import column_words, kind_words, table_words

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
    "look": "Nhật ký truy cập, mục {revision}: đã bị sửa, chèn hoặc xoá.",
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
