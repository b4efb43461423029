"""Steps of whole projects and of batches

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("project_code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("case_codes", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ward", "code", name=op.f("pk_batches")),
    )
    op.create_table(
        "project_steps",
        sa.Column("ward", sa.String(length=80), nullable=False),
        sa.Column("project_code", sa.String(length=80), nullable=False),
        sa.Column("batch_code", sa.String(length=80), nullable=False),
        sa.Column("track", sa.String(length=80), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "ward", "project_code", "batch_code", "track", "step", name=op.f("pk_project_steps")
        ),
    )


def downgrade() -> None:
    op.drop_table("project_steps")
    op.drop_table("batches")
