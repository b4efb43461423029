"""Dated values and tasks of indicators; opinions with kind, person, place, officer and deadline

The one value that an indicator had stays where it is, and is read as the first of its series: the
log told of it there, and entries of before stay as they are. So do answers of before, which the
log holds open.

Revision: 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("indicators") as table:
        table.alter_column("value", existing_type=sa.Float(), nullable=True)
        table.alter_column("on", existing_type=sa.Date(), nullable=True)
        for name, default in (("kind", "number"), ("direction", "higher")):
            kind = sa.String(length=80)
            table.add_column(sa.Column(name, kind, nullable=False, server_default=default))
        for name in ("starts_on", "ends_on", "closed_on"):
            table.add_column(sa.Column(name, sa.Date()))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "indicator_values",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("officer_code", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "code", "on", name=op.f("pk_indicator_values")),
    )
    op.create_table(
        "indicator_tasks",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("task_id", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("officer_code", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "task_id", name=op.f("pk_indicator_tasks")),
    )
    with op.batch_alter_table("opinions") as table:
        kind = sa.String(length=80)
        table.add_column(sa.Column("kind", kind, nullable=False, server_default="voice"))
        table.add_column(sa.Column("from_whom", sa.Text(), nullable=False, server_default=""))
        for name in ("case_code", "officer_code", "answered_by"):
            table.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        for name in ("lat", "lng"):
            table.add_column(sa.Column(name, sa.Float()))
        table.add_column(sa.Column("due_on", sa.Date()))
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    gone = ("kind", "from_whom", "case_code", "lat", "lng", "officer_code", "due_on")
    with op.batch_alter_table("opinions") as table:
        for name in (*gone, "answered_by", "version"):
            table.drop_column(name)
    for name in ("indicator_tasks", "indicator_values"):
        op.drop_table(name)
    with op.batch_alter_table("indicators") as table:
        for name in ("kind", "direction", "starts_on", "ends_on", "closed_on", "version"):
            table.drop_column(name)
        table.alter_column("value", existing_type=sa.Float(), nullable=False)
        table.alter_column("on", existing_type=sa.Date(), nullable=False)
