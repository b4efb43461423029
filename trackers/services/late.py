"""What is late in the ward's works, and who is responsible."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trackers.domain.projects import Milestone, Project, Target
from trackers.services.projects import ProjectFile


@dataclass(frozen=True)
class Late:
    """Something behind its plan: a milestone that is not met, or a target of cases handed over.

    `days` counts from the planned day to the day now expected, or to today when that is later.
    `short` is how many cases a target lacks.
    """

    project: Project
    planned_on: date
    days: int
    milestone: Milestone | None = None
    target: Target | None = None
    short: int = 0


def late_items(files: Iterable[ProjectFile], today: date) -> list[Late]:
    """Give what is late, the longest delay first."""
    found: list[Late] = []
    for file in files:
        found += [
            Late(
                file.project,
                one.baseline_on,
                (max(one.expected_on, today) - one.baseline_on).days,
                milestone=one,
            )
            for one in file.milestones
            if one.is_late(today)
        ]
        found += _missed(file, today)
    return sorted(found, key=lambda one: (-one.days, one.project.code))


def _missed(file: ProjectFile, today: date) -> list[Late]:
    """Give the last target whose day has come, if it was not reached."""
    due = [one for one in file.targets if one.on <= today]
    if not due or file.row.handed_over >= due[-1].handed_over:
        return []
    last = due[-1]
    short = last.handed_over - file.row.handed_over
    return [Late(file.project, last.on, (today - last.on).days, target=last, short=short)]
