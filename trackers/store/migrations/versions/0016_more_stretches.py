"""Land that a road touches more than once: the stretches beside the first

No case has any yet, and the log has not told of one: entries of before stay as they are.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases") as table:
        table.add_column(
            sa.Column("more_stretches", sa.JSON(), nullable=False, server_default="[]")
        )


def downgrade() -> None:
    with op.batch_alter_table("cases") as table:
        table.drop_column("more_stretches")
