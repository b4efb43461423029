"""Each ward's row tells which key file seals in its database

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

from trackers.store import secrets

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wards") as table:
        table.add_column(sa.Column("seal", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    wards = sa.table("wards", sa.column("ward"), sa.column("seal"))
    for (ward,) in connection.execute(sa.select(wards.c.ward)).all():
        seal = secrets.of(connection.dialect).seal("Mặt Bằng")
        connection.execute(sa.update(wards).where(wards.c.ward == ward).values(seal=seal))


def downgrade() -> None:
    with op.batch_alter_table("wards") as table:
        table.drop_column("seal")
