"""Widths of a road, what has to remain of a parcel, and scenarios that are kept

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

from trackers.store.postgis import Geometry

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SHAPE = sa.LargeBinary().with_variant(Geometry(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("projects") as table:
        table.add_column(sa.Column("widths", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("least_remaining_m2", sa.Float(), nullable=True))
    op.create_table(
        "scenarios",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("project_code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("centreline", SHAPE, nullable=False),
        sa.Column("widths", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "code", name=op.f("pk_scenarios")),
    )
    if op.get_context().dialect.name == "postgresql":
        op.create_index(
            "ix_scenarios_centreline", "scenarios", ["centreline"], postgresql_using="gist"
        )


def downgrade() -> None:
    op.drop_table("scenarios")
    with op.batch_alter_table("projects") as table:
        for name in ("least_remaining_m2", "widths"):
            table.drop_column(name)
