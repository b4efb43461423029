"""Quản trị: what who administers the ward looks after; each part is a widget of its own."""

from trackers.domain.rights import Action
from trackers.ui.context import Desk, desk
from trackers.ui.widgets import (
    backups,
    holidays,
    link_list,
    log_check,
    looks,
    paper_templates,
    plain,
    report,
    retention,
    ward_contact,
)
from trackers.words import say

# A part is a function of the desk; the next one is added here.
PARTS = (
    log_check.show,
    holidays.show,
    paper_templates.show,
    link_list.section,
    ward_contact.show,
    looks.show,
    retention.show,
    backups.show,
)


def show(at: Desk) -> None:
    """Show every part, or say who may see them."""
    report.style()
    report.title(say("Quản trị"), at.ward.name)
    if not at.may(Action.MANAGE_WARD):
        plain.note(say("Chỉ người quản trị phường dùng trang này. Hãy nhờ người có quyền."))
        return
    for part in PARTS:
        part(at)


show(desk())
