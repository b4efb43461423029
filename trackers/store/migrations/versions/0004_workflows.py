"""Workflows by version

Revision: 0004, after 0003. Cases that exist follow version 1, the program's own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workflows",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "version", name=op.f("pk_workflows")),
    )
    with op.batch_alter_table("cases") as table:
        table.add_column(
            sa.Column("track_version", sa.Integer(), nullable=False, server_default="1")
        )


def downgrade() -> None:
    with op.batch_alter_table("cases") as table:
        table.drop_column("track_version")
    op.drop_table("workflows")
