"""Stretches of road that a milestone waits for

No milestone has any yet, and the log has not told of one: entries of before stay as they are.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("milestones") as table:
        table.add_column(sa.Column("gate", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("milestones") as table:
        table.drop_column("gate")
