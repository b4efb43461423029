"""Accounts and sign-ins: secrets that no log keeps."""

from sqlalchemy import Boolean, Column, Index, Integer, String

from trackers.store import columns

accounts = columns.ward_table(
    "accounts",
    columns.key("officer_code"),
    columns.code("login"),
    columns.text("password_hash"),
    columns.text("subject"),
    columns.sealed("totp"),
    Column("totp_on", Boolean, nullable=False, default=False),
    Column("totp_step", Integer, nullable=False, default=0),
    Column("invitation", String(64), nullable=False, default=""),
    columns.instant("invited_until"),
    Column("failures", Integer, nullable=False, default=0),
    columns.instant("locked_until"),
    columns.instant("changed_at"),
    Column("active", Boolean, nullable=False, default=True),
    # One login, one person, whatever the ward: it is all that a sign-in page asks for.
    Index("ix_accounts_login", "login", unique=True),
    Index("ix_accounts_invitation", "invitation"),
)
sign_ins = columns.ward_table(
    "sign_ins",
    Column("id_hash", String(64), primary_key=True),
    columns.code("officer_code"),
    columns.instant("made_at", nullable=False),
    columns.instant("seen_at", nullable=False),
    columns.instant("ends_at", nullable=False),
    columns.text("device"),
    columns.code("how"),
    # Digest of what an identity provider gave: it counts once.
    Column("proof", String(64), nullable=False, default=""),
    columns.instant("ended_at"),
    Index("ix_sign_ins_id_hash", "id_hash", unique=True),
    Index("ix_sign_ins_officer", "ward", "officer_code"),
)
