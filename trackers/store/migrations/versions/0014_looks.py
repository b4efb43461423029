"""Who looked at what: a chain of its own beside the log

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("ward", "number", name=op.f("pk_looks")),
    )
    with op.batch_alter_table("looks") as table:
        table.create_index("ix_looks_actor", ["ward", "actor", "at"], unique=False)
        table.create_index("ix_looks_subject", ["ward", "subject", "at"], unique=False)
    with op.batch_alter_table("wards") as table:
        table.add_column(sa.Column("look_no", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(
            sa.Column("look_hash", sa.String(length=64), nullable=False, server_default="")
        )


def downgrade() -> None:
    with op.batch_alter_table("wards") as table:
        for name in ("look_hash", "look_no"):
            table.drop_column(name)
    op.drop_table("looks")
