"""Photos that somebody has said everybody may see, and where the ward answers questions

Revision: 0024, after 0023.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("photos") as table:
        table.add_column(
            sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("wards") as table:
        table.add_column(sa.Column("contact", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("wards") as table:
        table.drop_column("contact")
    with op.batch_alter_table("photos") as table:
        table.drop_column("version")
        table.drop_column("public")
