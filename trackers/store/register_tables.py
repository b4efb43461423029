"""The registers: the ward's own row, its areas, who works in it, and who holds the land."""

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Text

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
    # The highest number a household was ever given: no code is given twice.
    Column("household_no", Integer, nullable=False, default=0),
    Column("revision", Integer, nullable=False, default=0),
    Column("head_hash", String(64), nullable=False, default=""),
    # How long words of visits are kept after a work is over; nothing: for ever.
    Column("retention_months", Integer),
    # For everybody, on shared pages: where questions are answered.
    columns.text("contact"),
    # The head of the chain of looks, counted beside the log.
    Column("look_no", Integer, nullable=False, default=0),
    Column("look_hash", String(64), nullable=False, default=""),
    # By this a store knows at its opening whether the key file is the one that sealed it.
    Column("seal", columns.Sealed, nullable=False, default="Mặt Bằng"),
)
areas = columns.ward_table(
    "areas",
    columns.key(),
    columns.text("name"),
    columns.text("note"),
    columns.text("responsible"),
    columns.text("head"),
    Column("team", JSON, nullable=False, default=list),
    columns.text("outsiders", personal=True),
    columns.version(),
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
    Column("grants", JSON, nullable=False, default=list),
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
    columns.day("planned_to_on"),
    columns.text("end_reason"),
    columns.version(),
)
households = columns.ward_table(
    "households",
    columns.key(),
    columns.text("holder", personal=True),
    Column("co_owners", JSON, nullable=False, default=list, info=PERSONAL),
    columns.text("address", personal=True),
    columns.sealed("phone"),
    columns.sealed("id_number"),
    columns.text("note", personal=True),
    Column("fictional", Boolean, nullable=False, default=False),
    columns.sealed("chat"),
    columns.text("best_time", personal=True),
    columns.sealed("representative"),
    Column("deceased", Boolean, nullable=False, default=False, info=PERSONAL),
    columns.text("died", personal=True),
    Column("heirs", JSON, nullable=False, default=list, info=PERSONAL),
    Column("thanks", Boolean, nullable=False, default=False, info=PERSONAL),
    Column("thanks_on", Date, info=PERSONAL),
    columns.text("thanks_how", personal=True),
    columns.code("merged_into", nullable=True),
    # For looking up without accents; derived, so it stays out of the log.
    Column("folded", Text, nullable=False, default="", info={"derived": True}),
    columns.version(),
)
household_merges = columns.ward_table(
    "household_merges",
    columns.key("merge_id"),
    columns.code("kept_code"),
    columns.code("other_code"),
    columns.day("merged_on", nullable=False),
    columns.code("officer_code"),
    # What was moved, and what it was before: by this it is taken back exactly.
    Column("moved", columns.SealedJson, nullable=False, info=PERSONAL),
    columns.day("undone_on"),
)
