"""Lists that every click would read again, kept as long as nothing was written."""

from datetime import UTC, date, datetime, time
from functools import lru_cache

from trackers.domain.as_of import Sight
from trackers.domain.attention import Attention
from trackers.domain.forecast import Forecast
from trackers.domain.people import Actor
from trackers.domain.project_steps import SharedMark
from trackers.domain.tasks import PersonWeek
from trackers.domain.wards import VIETNAM
from trackers.services.as_of import former_common_steps, former_files, former_rows
from trackers.services.attention import todays_attention
from trackers.services.cases import CaseRow, list_cases
from trackers.services.forecasts import BackTest, back_tests, forecast_of
from trackers.services.overview import Overview, former_overview, ward_overview
from trackers.services.projects import ProjectFile, project_files
from trackers.services.week import week_of
from trackers.store import Ledger
from trackers.ui import state
from trackers.ui.context import Desk

_WARDS = 4


def case_rows(at: Desk) -> tuple[CaseRow, ...]:
    """Give the lines of all cases in scope; raises NotAllowed."""
    return _rows(at.ledger, at.actor, at.ward.revision, at.today)


def closed_rows(at: Desk) -> tuple[CaseRow, ...]:
    """Give the lines of the cases that left the scope; raises NotAllowed."""
    return _rows(at.ledger, at.actor, at.ward.revision, at.today, in_scope=False)


def rows_shown(at: Desk) -> tuple[CaseRow, ...]:
    """Give the lines of the cases in scope on the day that is shown; raises NotAllowed."""
    on = state.as_of()
    if on is None:
        return case_rows(at)
    return _former(at.ledger, at.actor, at.ward.revision, at.today, on, state.sight())


def shown_overview(at: Desk) -> Overview:
    """Give the overview of the day that is shown; raises NotAllowed."""
    on = state.as_of()
    if on is None:
        return ward_overview(at.ledger, at.actor, at.now)
    return former_overview(at.ledger, at.actor, at.now, on, state.sight())


def files_shown(at: Desk) -> list[ProjectFile]:
    """Give the works with their timelines on the day that is shown; raises NotAllowed."""
    on = state.as_of()
    if on is None:
        return project_files(at.ledger, at.actor, at.now)
    return former_files(at.ledger, at.actor, on, now=at.now, sight=state.sight())


def common_steps_then(at: Desk, project: str, on: date) -> list[SharedMark]:
    """Give the steps in common of a work by the end of a former day; raises NotAllowed."""
    sight = state.sight()
    return former_common_steps(at.ledger, at.actor, project, on, now=at.now, sight=sight)


def forecast_shown(at: Desk, project: str) -> Forecast:
    """Give the forecast of a work on the day that is shown; raises NotAllowed."""
    return _forecast(at.ledger, at.actor, at.ward.revision, at.today, project, state.as_of())


def tested_forecasts(at: Desk, project: str) -> tuple[BackTest, ...]:
    """Give how earlier forecasts of a work turned out; raises NotAllowed."""
    return _tested(at.ledger, at.actor, at.ward.revision, at.today, project)


def attention(at: Desk) -> Attention:
    """Give what needs attention today in the whole ward; raises NotAllowed."""
    return _attention(at.ledger, at.actor, at.ward.revision, at.today)


def weeks(at: Desk) -> tuple[PersonWeek, ...]:
    """Give the week of everybody who has something to do; raises NotAllowed."""
    return _weeks(at.ledger, at.actor, at.ward.revision, at.today)


# The actor is part of what is kept: nobody gets what another may see.
@lru_cache(maxsize=16 * _WARDS)
def _rows(
    ledger: Ledger, actor: Actor, revision: int, today: date, *, in_scope: bool = True
) -> tuple[CaseRow, ...]:
    del revision
    return tuple(list_cases(ledger, actor, _noon(today), in_scope=in_scope))


@lru_cache(maxsize=16 * _WARDS)
def _former(
    ledger: Ledger, actor: Actor, revision: int, today: date, on: date, sight: Sight
) -> tuple[CaseRow, ...]:
    del revision
    return tuple(former_rows(ledger, actor, on, now=_noon(today), sight=sight))


@lru_cache(maxsize=16 * _WARDS)
def _attention(ledger: Ledger, actor: Actor, revision: int, today: date) -> Attention:
    del revision
    return todays_attention(ledger, actor, _noon(today))


@lru_cache(maxsize=16 * _WARDS)
def _weeks(ledger: Ledger, actor: Actor, revision: int, today: date) -> tuple[PersonWeek, ...]:
    del revision
    return tuple(week_of(ledger, actor, now=_noon(today)))


@lru_cache(maxsize=16 * _WARDS)
def _forecast(
    ledger: Ledger, actor: Actor, revision: int, today: date, project: str, on: date | None
) -> Forecast:
    del revision
    return forecast_of(ledger, actor, project=project, now=_noon(today), on=on)


@lru_cache(maxsize=16 * _WARDS)
def _tested(
    ledger: Ledger, actor: Actor, revision: int, today: date, project: str
) -> tuple[BackTest, ...]:
    del revision
    return tuple(back_tests(ledger, actor, project=project, now=_noon(today)))


def _noon(today: date) -> datetime:
    """Give an instant of a day: the lists depend on the day alone."""
    return datetime.combine(today, time(12), VIETNAM).astimezone(UTC)
