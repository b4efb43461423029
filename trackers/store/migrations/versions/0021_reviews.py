"""Reviews of a week, their agendas, and decisions

Revision: 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("since_revision", sa.Integer(), nullable=False),
        sa.Column("chair_code", sa.String(length=80), nullable=False),
        sa.Column("secretary_code", sa.String(length=80), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("absent", sa.JSON(), nullable=False),
        sa.Column("guests", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "monday", name=op.f("pk_reviews")),
    )
    op.create_table(
        "agenda_items",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("item_id", sa.String(length=80), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("project_code", sa.String(length=80), nullable=False),
        sa.Column("case_code", sa.String(length=80), nullable=False),
        sa.Column("opinion_code", sa.String(length=80), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "item_id", name=op.f("pk_agenda_items")),
    )
    op.create_index("ix_agenda_items_monday", "agenda_items", ["ward", "monday"])
    op.create_table(
        "decisions",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("decision_id", sa.String(length=80), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("officer_code", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("project_code", sa.String(length=80), nullable=False),
        sa.Column("case_code", sa.String(length=80), nullable=False),
        sa.Column("item_id", sa.String(length=80), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_word", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.String(length=80), nullable=False),
        sa.Column("closed_in", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "decision_id", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_monday", "decisions", ["ward", "monday"])


def downgrade() -> None:
    for name in ("decisions", "agenda_items", "reviews"):
        op.drop_table(name)
