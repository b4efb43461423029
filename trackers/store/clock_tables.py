"""What clocks of the law are counted with: the ward's holidays, and pauses with their reasons."""

from sqlalchemy import Column, Date, Integer

from trackers.store import columns

holidays = columns.ward_table(
    "holidays",
    Column("on", Date, primary_key=True),
    columns.text("name"),
    columns.version(),
)
# A year whose list of holidays somebody has confirmed as complete.
holiday_years = columns.ward_table(
    "holiday_years",
    Column("year", Integer, primary_key=True, autoincrement=False),
    columns.code("confirmed_by"),
    columns.day("confirmed_on", nullable=False),
)
pauses = columns.ward_table(
    "pauses",
    columns.key("pause_id"),
    columns.code("project_code"),
    # "": the whole project.
    columns.code("case_code"),
    # "": every time limit.
    columns.code("deadline"),
    columns.day("from_on", nullable=False),
    columns.day("to_on"),
    columns.text("reason", personal=True),
    columns.code("officer_code"),
    columns.version(),
)
