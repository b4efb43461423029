"""Corridors that are thought of: scenarios of a road, each with its centreline and widths."""

from sqlalchemy import JSON, Column

from trackers.store import columns

scenarios = columns.ward_table(
    "scenarios",
    columns.key(),
    columns.code("project_code"),
    columns.text("name", personal=True),
    columns.text("note", personal=True),
    columns.shape("centreline", nullable=False),
    Column("widths", JSON, nullable=False),
    columns.code("made_by"),
    columns.instant("made_at", nullable=False),
    columns.day("adopted_on"),
    columns.version(),
)
