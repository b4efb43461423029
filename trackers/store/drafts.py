"""Drafts of forms. No fact of the ward: they stay out of the log and of its rebuilding."""

from sqlalchemy import delete, insert

from trackers.domain.drafts import Draft
from trackers.store import tables
from trackers.store.ledger import Reading, Writing
from trackers.store.rows import record_of, values_of

_T = tables.drafts


def read_drafts(reading: Reading, officer_code: str) -> list[Draft]:
    """Give an officer's drafts, the newest first."""
    rows = reading.rows(_T, _T.c.officer_code == officer_code, order=(_T.c.saved_at.desc(),))
    return [record_of(Draft, row) for row in rows]


def put_draft(writing: Writing, officer_code: str, draft: Draft) -> None:
    """Keep a draft in place of the former one of that form."""
    drop_draft(writing, officer_code, draft.form)
    values = values_of(draft) | {"ward": writing.ward, "officer_code": officer_code}
    writing.connection.execute(insert(_T).values(values))


def drop_draft(writing: Writing, officer_code: str, form: str) -> None:
    """Forget a draft; there need not be one."""
    mine = (_T.c.ward == writing.ward, _T.c.officer_code == officer_code, _T.c.form == form)
    writing.connection.execute(delete(_T).where(*mine))
