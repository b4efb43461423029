"""The table of voters' opinions, petitions and complaints."""

from sqlalchemy import Column, Float, String

from trackers.store import columns

opinions = columns.ward_table(
    "opinions",
    columns.key(),
    columns.code("area_code"),
    columns.code("project_code", nullable=True),
    columns.text("text", personal=True),
    columns.day("raised_on", nullable=False),
    columns.day("answered_on"),
    columns.text("answer", personal=True),
    Column("kind", String(80), nullable=False, default="voice"),
    columns.sealed("from_whom"),
    Column("case_code", String(80), nullable=False, default=""),
    Column("lat", Float),
    Column("lng", Float),
    Column("officer_code", String(80), nullable=False, default=""),
    columns.day("due_on"),
    Column("answered_by", String(80), nullable=False, default=""),
    columns.version(),
)
