"""Holidays that the ward confirms by the year, and pauses of time limits

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holidays",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "on", name=op.f("pk_holidays")),
    )
    op.create_table(
        "holiday_years",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("confirmed_by", sa.String(length=80), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "year", name=op.f("pk_holiday_years")),
    )
    op.create_table(
        "pauses",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("pause_id", sa.String(length=80), nullable=False),
        sa.Column("project_code", sa.String(length=80), nullable=False),
        sa.Column("case_code", sa.String(length=80), nullable=False),
        sa.Column("deadline", sa.String(length=80), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer_code", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "pause_id", name=op.f("pk_pauses")),
    )


def downgrade() -> None:
    for name in ("pauses", "holiday_years", "holidays"):
        op.drop_table(name)
