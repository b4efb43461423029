"""What a work brings to people who wait for it, as a list

The one benefit of before stays where it is, and is read until the work is edited: the log told of
it there, and entries of before stay as they are.

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("benefits", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.drop_column("benefits")
