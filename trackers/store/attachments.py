"""Photos and scanned papers: what is kept of each."""

from collections.abc import Sequence

from trackers.domain.attachments import Attachment
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of

_T = tables.attachments


def read_attachments(
    reading: Reading, case_code: str, contact_ids: Sequence[str]
) -> list[Attachment]:
    """Give the attachments of a case and of those visits, the newest first."""
    of_case = (_T.c.case_code == case_code) & (_T.c.contact_id == "")
    rows = reading.rows(
        _T, of_case | _T.c.contact_id.in_(list(contact_ids)), order=(_T.c.added_at.desc(),)
    )
    return [record_of(Attachment, row) for row in rows]


def cases_with_papers(reading: Reading) -> frozenset[str]:
    """Give the codes of the cases to which something is attached."""
    return frozenset(row.case_code for row in reading.rows(_T))


def read_attachment(reading: Reading, attachment_id: str) -> Attachment:
    """Give one attachment; raises UnknownRow."""
    return record_of(Attachment, reading.row(_T, attachment_id=attachment_id))


def kept_files(reading: Reading) -> set[str]:
    """Give the hashes of all files that some attachment names."""
    return {row.sha256 for row in reading.rows(_T)}


def add_attachment(writing: Writing, attachment: Attachment) -> None:
    """Add an attachment."""
    writing.insert(_T, values_of(attachment))


def remove_of_visit(writing: Writing, contact_id: str) -> bool:
    """Take away what belongs to a visit; tell whether there was anything."""
    found = writing.rows(_T, _T.c.contact_id == contact_id)
    for row in found:
        remove_attachment(writing, row.attachment_id)
    return bool(found)


def remove_attachment(writing: Writing, attachment_id: str) -> None:
    """Take an attachment away; raises UnknownRow."""
    writing.delete(_T, {"attachment_id": attachment_id})
