"""Absences that end early: what was planned, why, and a version

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("absences") as table:
        table.add_column(sa.Column("planned_to_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("end_reason", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    with op.batch_alter_table("absences") as table:
        for name in ("version", "end_reason", "planned_to_on"):
            table.drop_column(name)
