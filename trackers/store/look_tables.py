"""The table of looks: its own chain of hashes beside the log."""

from sqlalchemy import JSON, Column, Index, Integer, String

from trackers.store import columns

looks = columns.ward_table(
    "looks",
    Column("number", Integer, primary_key=True, autoincrement=False),
    columns.instant("at", nullable=False),
    columns.code("actor"),
    columns.code("kind"),
    columns.code("subject"),
    columns.text("purpose"),
    Column("details", JSON, nullable=False, default=dict),
    Column("hash", String(64), nullable=False),
    Index("ix_looks_actor", "ward", "actor", "at"),
    Index("ix_looks_subject", "ward", "subject", "at"),
)
