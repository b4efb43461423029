"""The registers: the ward's own row, its areas, who works in it, and who holds the land."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from trackers.store import columns
from trackers.store.columns import PERSONAL, metadata

wards = Table(
    "wards",
    metadata,
    columns.key("ward"),
    columns.text("name"),
    columns.code("metric_crs"),
    Column("bounds", JSON, nullable=False),
    Column("demo", Boolean, nullable=False, default=False),
    columns.text("notice"),
    columns.instant("clock_starts_at"),
    columns.instant("clock_set_at"),
    Column("layer", String(80), nullable=False, default=""),
    columns.shape("outline"),
    Column("revision", Integer, nullable=False, default=0),
    Column("head_hash", String(64), nullable=False, default=""),
)
areas = columns.ward_table(
    "areas",
    columns.key(),
    columns.text("name"),
    columns.text("note"),
    columns.text("responsible"),
    columns.text("head"),
    columns.shape("geometry"),
    Column("position", Integer, nullable=False, default=0),
)
officers = columns.ward_table(
    "officers",
    columns.key(),
    columns.text("name"),
    columns.text("title"),
    columns.code("role"),
    columns.text("duty"),
    columns.code("cover_code", nullable=True),
    Column("active", Boolean, nullable=False, default=True),
    columns.version(),
)
absences = columns.ward_table(
    "absences",
    columns.key("absence_id"),
    columns.code("officer_code"),
    columns.day("from_on", nullable=False),
    columns.day("to_on", nullable=False),
    columns.code("cover_code"),
    columns.day("recorded_on", nullable=False),
    columns.text("reason"),
)
households = columns.ward_table(
    "households",
    columns.key(),
    columns.text("holder", personal=True),
    Column("co_owners", JSON, nullable=False, default=list, info=PERSONAL),
    columns.text("address", personal=True),
    columns.text("phone", personal=True),
    columns.text("note", personal=True),
    Column("fictional", Boolean, nullable=False, default=False),
    # For looking up without accents; derived, so it stays out of the log.
    Column("folded", Text, nullable=False, default="", info={"derived": True}),
    columns.version(),
)
