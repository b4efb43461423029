"""How cases are worked on: workflows, checklists of gifts, steps of whole projects and batches."""

from sqlalchemy import JSON, Column, Integer, String, Text

from trackers.store import columns

workflows = columns.ward_table(
    "workflows",
    Column("version", Integer, primary_key=True, autoincrement=False),
    # The file itself: a case can be read by the version under which it was made, always.
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    columns.day("used_on", nullable=False),
)
# That a gift is voluntary: what is recorded of each item; no row means pending.
voluntary_items = columns.ward_table(
    "voluntary_items",
    columns.key("case_code"),
    columns.key("item"),
    columns.code("state"),
    columns.day("done_on"),
    columns.text("who", personal=True),
    columns.text("paper", personal=True),
    columns.text("reason", personal=True),
    columns.version(),
)
batches = columns.ward_table(
    "batches",
    columns.key(),
    columns.code("project_code"),
    columns.text("name"),
    Column("case_codes", JSON, nullable=False),
    columns.version(),
)
# Recorded once for all cases of a track in a project, or in a batch (batch_code "": the project).
project_steps = columns.ward_table(
    "project_steps",
    columns.key("project_code"),
    columns.key("batch_code"),
    columns.key("track"),
    columns.key("step"),
    columns.code("state"),
    columns.day("done_on"),
    columns.text("note", personal=True),
    columns.version(),
)
