"""Tables of indicators (chỉ tiêu): targets, their dated values, the tasks of resolutions."""

from sqlalchemy import Column, Date, Float, Integer, String

from trackers.store import columns

# `value` and `on` hold the one value of before values had rows; nothing writes them any more.
indicators = columns.ward_table(
    "indicators",
    columns.key(),
    columns.text("name"),
    columns.text("unit"),
    Column("value", Float),
    Column("target", Float),
    columns.day("on"),
    columns.code("officer_code"),
    columns.text("note"),
    Column("kind", String(80), nullable=False, default="number"),
    Column("direction", String(80), nullable=False, default="higher"),
    columns.day("starts_on"),
    columns.day("ends_on"),
    columns.day("closed_on"),
    columns.version(),
)
indicator_values = columns.ward_table(
    "indicator_values",
    columns.key(),
    Column("on", Date, primary_key=True),
    Column("value", Float, nullable=False),
    columns.text("note"),
    columns.code("officer_code"),
    columns.version(),
)
indicator_tasks = columns.ward_table(
    "indicator_tasks",
    columns.key("task_id"),
    columns.code("code"),
    columns.text("name"),
    columns.code("officer_code"),
    columns.day("due_on"),
    columns.day("done_on"),
    columns.text("note"),
    Column("position", Integer, nullable=False, default=0),
    columns.version(),
)
