"""Shared links and who has one open: secrets that no log keeps."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String

from trackers.store import columns

links = columns.ward_table(
    "links",
    columns.key("code"),
    columns.code("kind"),
    columns.text("label", personal=True),
    Column("projects", JSON, nullable=False, default=list),
    columns.text("filters"),
    columns.text("view"),
    columns.day("as_of"),
    columns.instant("starts_at", nullable=False),
    columns.instant("expires_at", nullable=False),
    Column("token_hash", String(64), nullable=False),
    columns.text("pin_hash"),
    Column("pin_failures", Integer, nullable=False, default=0),
    columns.code("made_by"),
    columns.instant("made_at", nullable=False),
    columns.code("revoked_by"),
    columns.instant("revoked_at"),
    Column("opened", Integer, nullable=False, default=0),
    columns.instant("last_opened_at"),
    # An address says neither the ward nor who made it: one token, one link of the installation.
    Index("ix_links_code", "code", unique=True),
    Index("ix_links_token_hash", "token_hash", unique=True),
)
link_visits = columns.ward_table(
    "link_visits",
    Column("id_hash", String(64), primary_key=True),
    columns.code("link_code"),
    # False while the link's PIN is still asked for.
    Column("admitted", Boolean, nullable=False),
    columns.instant("made_at", nullable=False),
    Index("ix_link_visits_id_hash", "id_hash", unique=True),
    Index("ix_link_visits_link", "ward", "link_code"),
)
