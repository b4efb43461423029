"""Rights given to a person beside the role: amounts, ID numbers, the whole ward

Nobody has one until an administrator gives it: the log has not told of any.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("officers") as table:
        table.add_column(sa.Column("grants", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("officers") as table:
        table.drop_column("grants")
