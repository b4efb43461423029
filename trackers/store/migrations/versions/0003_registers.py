"""Registers as people edit them

Areas get their team, households their heirs, contact data, consent and aliases, cases the shares
of their households. Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HOUSEHOLD_TEXTS = ("chat", "best_time", "representative", "died", "thanks_how")


def upgrade() -> None:
    with op.batch_alter_table("wards") as batch_op:
        batch_op.add_column(
            sa.Column("household_no", sa.Integer(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("areas") as batch_op:
        batch_op.add_column(sa.Column("team", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("outsiders", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("households") as batch_op:
        for name in HOUSEHOLD_TEXTS:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name in ("deceased", "thanks"):
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        batch_op.add_column(sa.Column("heirs", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("thanks_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.String(length=80), nullable=True))
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("shares", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "household_merges",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("merge_id", sa.String(length=80), nullable=False),
        sa.Column("kept_code", sa.String(length=80), nullable=False),
        sa.Column("other_code", sa.String(length=80), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("officer_code", sa.String(length=80), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("ward", "merge_id", name=op.f("pk_household_merges")),
    )


def downgrade() -> None:
    op.drop_table("household_merges")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_column("shares")
    with op.batch_alter_table("households") as batch_op:
        for name in (*HOUSEHOLD_TEXTS, "deceased", "thanks", "heirs", "thanks_on", "merged_into"):
            batch_op.drop_column(name)
    with op.batch_alter_table("areas") as batch_op:
        for name in ("team", "outsiders", "version"):
            batch_op.drop_column(name)
    with op.batch_alter_table("wards") as batch_op:
        batch_op.drop_column("household_no")
