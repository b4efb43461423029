"""The Monday reviews: each week's, its agenda, and the decisions that stand until closed."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer

from trackers.store import columns

reviews = columns.ward_table(
    "reviews",
    Column("monday", Date, primary_key=True),
    columns.instant("opened_at", nullable=False),
    columns.code("opened_by"),
    Column("revision", Integer, nullable=False),
    columns.day("since_on", nullable=False),
    Column("since_revision", Integer, nullable=False),
    columns.code("chair_code"),
    columns.code("secretary_code"),
    Column("present", JSON, nullable=False, default=list),
    Column("absent", JSON, nullable=False, default=list),
    columns.text("guests", personal=True),
    columns.text("note", personal=True),
    columns.day("closed_on"),
    columns.code("closed_by"),
    columns.version(),
)
agenda_items = columns.ward_table(
    "agenda_items",
    columns.key("item_id"),
    columns.day("monday", nullable=False),
    Column("position", Integer, nullable=False),
    columns.code("kind"),
    columns.text("title", personal=True),
    columns.text("text", personal=True),
    columns.code("project_code"),
    columns.code("case_code"),
    columns.code("opinion_code"),
    Column("skipped", Boolean, nullable=False, default=False),
    columns.version(),
    Index("ix_agenda_items_monday", "ward", "monday"),
)
decisions = columns.ward_table(
    "decisions",
    columns.key("decision_id"),
    columns.day("monday", nullable=False),
    Column("number", Integer, nullable=False),
    columns.text("text", personal=True),
    columns.code("officer_code"),
    columns.day("due_on", nullable=False),
    columns.code("project_code"),
    columns.code("case_code"),
    columns.code("item_id"),
    columns.code("decided_by"),
    columns.day("closed_on"),
    columns.text("closing_word", personal=True),
    columns.code("closed_by"),
    columns.day("closed_in"),
    columns.version(),
    Index("ix_decisions_monday", "ward", "monday"),
)
