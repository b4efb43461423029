"""Fields for what a topic or a decision is about: a work, a case, or nothing in particular."""

from trackers.ui.context import Desk
from trackers.ui.widgets.forms import frame
from trackers.words import say


def subject_fields(at: Desk, name: str, project_code: str, case_code: str) -> tuple[str, str]:
    """Show the fields for a work and for a case; gives both codes, "" for none."""
    project = frame.choice_field(
        name,
        "project",
        say("Về công trình"),
        ["", *at.projects],
        lambda code: at.projects[code].name if code else say("không riêng công trình nào"),
        project_code,
    )
    case = frame.text_field(name, "case", say("Về hồ sơ (mã, trống: không)"), case_code)
    return project or "", case.strip().upper()
