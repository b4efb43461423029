"""What a call is about: found, and, where it is to be written, within the actor's reach."""

from trackers.domain.cases import CaseState
from trackers.domain.errors import AlreadyClosed, UnknownRecord
from trackers.domain.households import Household
from trackers.domain.people import Actor
from trackers.domain.projects import Project
from trackers.domain.rights import require_any_case, require_case, require_project
from trackers.store import cases, households, projects
from trackers.store.ledger import Reading


def the_state(reading: Reading, case_code: str) -> CaseState:
    """Give one case with its parts; raises UnknownRecord."""
    found = cases.read_states(reading, codes=[case_code])
    if not found:
        raise UnknownRecord(kind="case", code=case_code)
    return found[0]


def my_state(reading: Reading, actor: Actor, case_code: str) -> CaseState:
    """Give a case that the actor may write into; raises UnknownRecord, NotYours."""
    state = the_state(reading, case_code)
    require_case(actor, state.case)
    return state


def my_open_state(reading: Reading, actor: Actor, case_code: str) -> CaseState:
    """Give such a case in scope; raises UnknownRecord, NotYours, AlreadyClosed."""
    state = my_state(reading, actor, case_code)
    if not state.case.in_scope:
        raise AlreadyClosed(kind="case", code=case_code)
    return state


def the_project(reading: Reading, code: str) -> Project:
    """Give a work; raises UnknownRecord."""
    for project in projects.read_projects(reading):
        if project.code == code:
            return project
    raise UnknownRecord(kind="project", code=code)


def my_project(reading: Reading, actor: Actor, code: str) -> Project:
    """Give a work that the actor may write into; raises UnknownRecord, NotYours."""
    project = the_project(reading, code)
    require_project(actor, project)
    return project


def living_household(reading: Reading, code: str) -> Household:
    """Give a household by its own code, or by one merged into it; raises UnknownRecord."""
    living = households.living_code(reading, code)
    found = households.read_households(reading, [living])
    if living not in found:
        raise UnknownRecord(kind="household", code=code)
    return found[living]


def require_household(
    reading: Reading, actor: Actor, household_code: str, *, project: str | None = None
) -> None:
    """Refuse to write about a household of which no case is within the actor's reach.

    Only its cases in `project` count, where one is named. A household without any case is in
    nobody's charge yet: whoever records cases may write it. Raises NotYours.
    """
    if actor.reach.everywhere:
        return
    held = [one for one in cases.read_cases(reading) if household_code in one.household_codes]
    if held:
        require_any_case(actor, [one for one in held if project in {None, one.project_code}])
