"""Works as the office keeps them: their facts, dated progress, targets and new milestones."""

from dataclasses import replace
from datetime import date, datetime

from trackers.domain.benefits import Benefit
from trackers.domain.errors import (
    DateInFuture,
    DateMissing,
    DuplicateRecord,
    EditConflict,
    NotInRange,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.giving import check_lead
from trackers.domain.merge import merge
from trackers.domain.people import Actor
from trackers.domain.projects import Milestone, Progress, Project, Target
from trackers.domain.reasons import require_reason
from trackers.domain.rights import Action, require
from trackers.domain.wards import day_of
from trackers.services.conflicts import keep_refused, last_writer
from trackers.services.subjects import my_project
from trackers.store import Ledger, Saved, Writing, people, projects, wards
from trackers.store.ledger import Reading

FREE_FIELDS = (
    *("name", "kind", "status", "investor", "funding", "builder", "lead_officer_code", "scale"),
    *("public_text", "service", "service_area", "benefits"),
)
# Money and lengths are never merged: whoever saves second is asked.
FIRM_FIELDS = ("total_investment_vnd", "length_m")
_MOST_VND = 10**15
_LONGEST_M, _WIDEST_M = 1_000_000, 100


def edit_project(
    ledger: Ledger,
    actor: Actor,
    *,
    base: Project,
    mine: Project,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Save a form about a work: `base` as it was when the form opened, `mine` as it is now.

    Raises NotAllowed, NotYours, UnknownRecord (the work, its lead, the area it serves),
    TextMissing, NotInRange, EditConflict, OwnRights (see `check_lead`).
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    try:
        with ledger.write(now) as writing:
            if earlier := writing.saved_before(key):
                return earlier
            theirs = my_project(writing, actor, base.code)
            writer = last_writer(writing, base.code)
            result = merge(base, theirs, mine, free=FREE_FIELDS, firm=FIRM_FIELDS, writer=writer)
            if not result.changes:
                return Saved(0, repeated=True)
            after = replace(theirs, **result.changes)
            check_project(writing, after)
            check_lead(actor, theirs, after)
            projects.change_project(writing, after, base=theirs.version)
            saved = writing.record(
                "project.edited", base.code, actor=actor.code, effective_on=day_of(now), key=key
            )
            return replace(saved, merged=result.merged)
    except EditConflict as conflict:
        keep_refused(ledger, actor, base.code, conflict, now=now)
        raise


def note_progress(
    ledger: Ledger,
    actor: Actor,
    *,
    progress: Progress,
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Note how far a work is on a day; another figure for the same day corrects the first.

    A correction needs its reason. Raises NotAllowed, UnknownRecord, DateInFuture, NotInRange,
    ReasonMissing.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    if progress.on > day_of(now):
        raise DateInFuture(on=progress.on, today=day_of(now))
    _check_range(progress.volume_percent, 100)
    _check_range(progress.disbursed_vnd, _MOST_VND)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, progress.project_code)
        known = projects.read_progress(writing, progress.project_code)
        if progress in known:
            return Saved(0, repeated=True)
        _put(writing, progress, known=[one.on for one in known], reason=reason)
        return writing.record(
            "progress.noted",
            progress.project_code,
            actor=actor.code,
            effective_on=progress.on,
            private={"reason": reason.strip()} if reason.strip() else None,
            key=key,
        )


def set_target(
    ledger: Ledger,
    actor: Actor,
    *,
    target: Target,
    now: datetime,
    reason: str = "",
    key: str | None = None,
) -> Saved:
    """Set how many cases are to be handed over by a day; another number there corrects it.

    Raises NotAllowed, UnknownRecord, NotInRange, ReasonMissing.
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    _check_range(target.handed_over, 1_000_000)
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, target.project_code)
        known = projects.read_targets(writing, target.project_code)
        if target in known:
            return Saved(0, repeated=True)
        _put(writing, target, known=[one.on for one in known], reason=reason)
        return writing.record(
            "target.set",
            target.project_code,
            actor=actor.code,
            effective_on=day_of(now),
            private={"reason": reason.strip()} if reason.strip() else None,
            key=key,
        )


def add_milestone(
    ledger: Ledger,
    actor: Actor,
    *,
    project_code: str,
    name: str,
    baseline_on: date | None,
    now: datetime,
    key: str | None = None,
) -> Saved:
    """Add a milestone with its planned day; it gets the work's code and the next number.

    Raises NotAllowed, UnknownRecord, TextMissing, DateMissing, DuplicateRecord (the name).
    """
    require(actor, Action.EDIT_PROJECTS, ledger.ward)
    if not name.strip():
        raise TextMissing(field="milestone")
    if baseline_on is None:
        raise DateMissing(field="baseline_on")
    with ledger.write(now) as writing:
        if earlier := writing.saved_before(key):
            return earlier
        my_project(writing, actor, project_code)
        known = projects.read_milestones(writing, project_code)
        if name.strip().casefold() in {one.name.casefold() for one in known}:
            raise DuplicateRecord(kind="milestone", code=name.strip())
        used = {one.code for one in projects.read_milestones(writing)}
        numbers = range(1, len(used) + 2)
        code = next(one for n in numbers if (one := f"{project_code}-{n}") not in used)
        made = Milestone(code, project_code, name.strip(), baseline_on)
        projects.add_milestone(writing, made, len(known))
        return writing.record(
            "milestone.added", code, actor=actor.code, effective_on=day_of(now), key=key
        )


def check_project(reading: Reading, project: Project) -> None:
    """Refuse a work without a name, with unknown people or places, or impossible figures."""
    if not project.name.strip():
        raise TextMissing(field="project")
    if project.lead_officer_code not in {one.code for one in people.read_officers(reading)}:
        raise UnknownRecord(kind="officer", code=project.lead_officer_code)
    areas = {"", *(one.code for one in wards.read_areas(reading))}
    for one in project.brings:
        _check_benefit(one, areas, project.length_m)
    _check_range(project.total_investment_vnd, _MOST_VND)
    _check_range(project.length_m, _LONGEST_M)


def _check_benefit(one: Benefit, areas: set[str], length_m: float | None) -> None:
    if not one.text.strip():
        raise TextMissing(field="benefit")
    if unknown := set(one.area_codes) - areas:
        raise UnknownRecord(kind="area", code=min(unknown))
    most = length_m or _LONGEST_M
    _check_range(one.from_m, most)
    if one.to_m is not None and not (one.from_m or 0) < one.to_m <= most:
        raise NotInRange(value=one.to_m, least=one.from_m or 0, most=most)
    _check_range(one.least_width_m, _WIDEST_M)


def _check_range(value: float | None, most: float) -> None:
    if value is not None and not 0 <= value <= most:
        raise NotInRange(value=value, least=0, most=most)


def _put(writing: Writing, fact: Progress | Target, *, known: list[date], reason: str) -> None:
    if fact.on in known:
        require_reason(reason)
        projects.change_fact(writing, fact)
    else:
        projects.add_facts(writing, [fact])
