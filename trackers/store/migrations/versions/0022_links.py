"""Shared links, and the browsers that have one open

Revision: 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

from trackers.store.columns import Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("ward", sa.String(80), primary_key=True),
        sa.Column("code", sa.String(80), primary_key=True),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("projects", sa.JSON(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("pin_failures", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("revoked_by", sa.String(80), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("last_opened_at", Instant(), nullable=True),
    )
    op.create_index("ix_links_code", "links", ["code"], unique=True)
    op.create_index("ix_links_token_hash", "links", ["token_hash"], unique=True)
    op.create_table(
        "link_visits",
        sa.Column("ward", sa.String(80), primary_key=True),
        sa.Column("id_hash", sa.String(64), primary_key=True),
        sa.Column("link_code", sa.String(80), nullable=False),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
    )
    op.create_index("ix_link_visits_id_hash", "link_visits", ["id_hash"], unique=True)
    op.create_index("ix_link_visits_link", "link_visits", ["ward", "link_code"])


def downgrade() -> None:
    op.drop_table("link_visits")
    op.drop_table("links")
