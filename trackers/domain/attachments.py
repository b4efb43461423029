"""Photos and scanned papers of a case or of a visit. All of it is personal: officers only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_BYTES = 20 * 2**20
# What one case can hold; more is an archive, not a case.
MOST_FILES = 60
LONGEST_CAPTION = 300


class AttachmentKind(StrEnum):
    """What a file is, told by its content and not by its name."""

    PICTURE = "picture"
    PDF = "pdf"

    @property
    def label(self) -> str:
        """The Vietnamese words of the kind."""
        return _LABELS[self]

    @property
    def suffix(self) -> str:
        """How the kept file's name ends."""
        return ".jpg" if self is AttachmentKind.PICTURE else ".pdf"


_LABELS = {AttachmentKind.PICTURE: "Ảnh", AttachmentKind.PDF: "Bản quét PDF"}


@dataclass(frozen=True)
class Attachment:
    """A file kept under its hash; `size` in bytes and `sha256` are of what is kept.

    `contact_id` names the visit it belongs to, "" when it belongs to the case itself.
    """

    attachment_id: str
    case_code: str
    contact_id: str
    kind: AttachmentKind
    caption: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime

    @property
    def file(self) -> str:
        """Its place in the ward's folder: named by its hash."""
        return f"attachments/{self.sha256}{self.kind.suffix}"
