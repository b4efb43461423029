"""Tổng hợp: one row a project, the way officials read it."""

from trackers.ui.context import desk
from trackers.ui.widgets import overview_table

overview_table.show(desk())
