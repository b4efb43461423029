"""Households' ID numbers; phones, chats and representatives, values beside the log, drafts sealed

Revision: 0012, after 0011.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from trackers.store import secrets

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Table, its key, columns of text, columns of JSON.
SEALED = (
    ("households", ("ward", "code"), ("phone", "chat", "representative"), ()),
    ("household_merges", ("ward", "merge_id"), (), ("moved",)),
    ("event_values", ("ward", "revision", "path"), (), ("value",)),
    ("drafts", ("ward", "officer_code", "form"), (), ("content",)),
)
_OPEN = (None, True, False, "")
_PART = 1000


def upgrade() -> None:
    with op.batch_alter_table("households") as table:
        table.add_column(sa.Column("id_number", sa.Text(), nullable=False, server_default=""))
    for name, key, texts, values in SEALED:
        _change(name, key, texts, values, _sealed, lambda value: _sealed(json.dumps(value)))


def downgrade() -> None:
    for name, key, texts, values in SEALED:
        _change(name, key, texts, values, _unsealed, lambda value: json.loads(_unsealed(value)))
    with op.batch_alter_table("households") as table:
        table.drop_column("id_number")


def _change(
    name: str,
    key: Sequence[str],
    texts: Sequence[str],
    values: Sequence[str],
    text_turned: Callable[[str], str],
    value_turned: Callable[[Any], Any],
) -> None:
    """Turn every value of some columns, some rows at a time."""
    columns: list[sa.ColumnClause[Any]] = [
        *(sa.column(one, sa.Text) for one in texts),
        *(sa.column(one, sa.JSON) for one in values),
    ]
    table = sa.table(name, *(sa.column(one) for one in key), *columns)
    rows = op.get_bind().execute(sa.select(table)).mappings().all()
    match = sa.and_(*(table.c[one] == sa.bindparam(f"key_{one}") for one in key))
    changes = [
        {f"key_{one}": row[one] for one in key}
        | {f"to_{one}": text_turned(row[one]) if row[one] else row[one] for one in texts}
        | {f"to_{one}": row[one] if row[one] in _OPEN else value_turned(row[one]) for one in values}
        for row in rows
    ]
    into = {one.name: sa.bindparam(f"to_{one.name}", type_=one.type) for one in columns}
    for start in range(0, len(changes), _PART):
        op.get_bind().execute(
            sa.update(table).where(match).values(into), changes[start : start + _PART]
        )
    if changes:
        context.config.attributes["sealed"] = True


def _sealed(text: str) -> str:
    return secrets.of(op.get_bind().dialect).seal(text)


def _unsealed(text: str) -> str:
    return secrets.of(op.get_bind().dialect).unseal(text)
