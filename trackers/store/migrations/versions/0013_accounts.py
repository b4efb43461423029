"""Accounts and sign-ins

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

from trackers.store.columns import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("ward", sa.String(80), primary_key=True),
        sa.Column("officer_code", sa.String(80), primary_key=True),
        sa.Column("login", sa.String(80), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("password_hash", "subject", "totp")
        ),
        sa.Column("totp_on", sa.Boolean(), nullable=False),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("invitation", sa.String(64), nullable=False),
        sa.Column("invited_until", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", Instant(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_accounts_login", "accounts", ["login"], unique=True)
    op.create_index("ix_accounts_invitation", "accounts", ["invitation"])
    op.create_table(
        "sign_ins",
        sa.Column("ward", sa.String(80), primary_key=True),
        sa.Column("id_hash", sa.String(64), primary_key=True),
        sa.Column("officer_code", sa.String(80), nullable=False),
        *(sa.Column(name, Instant(), nullable=False) for name in ("made_at", "seen_at", "ends_at")),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("how", sa.String(80), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
    )
    op.create_index("ix_sign_ins_id_hash", "sign_ins", ["id_hash"], unique=True)
    op.create_index("ix_sign_ins_officer", "sign_ins", ["ward", "officer_code"])


def downgrade() -> None:
    op.drop_table("sign_ins")
    op.drop_table("accounts")
