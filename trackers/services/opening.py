"""How a review begins: what it is held against, who holds it, its first items."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import uuid4

from trackers.domain.findings import Findings
from trackers.domain.opinions import for_review
from trackers.domain.people import Absence, Actor, Officer, Role, acting_officer
from trackers.domain.reviews import AgendaItem, ItemKind, Review
from trackers.domain.wards import day_of
from trackers.services.as_of import end_of
from trackers.services.review_subjects import the_officer
from trackers.services.timeline import timeline_of
from trackers.store import Ledger, Writing, indicators, opinions, people, reviews, wards


def beginning(
    ledger: Ledger,
    writing: Writing,
    actor: Actor,
    monday: date,
    chair_code: str,
    secretary_code: str,
) -> Review:
    """Give a week's review as it opens now; raises UnknownRecord for a code of nobody."""
    revision, _ = wards.revision_and_layer(writing)
    today = day_of(writing.now)
    last = next(iter(reviews.read_reviews(writing)), None)
    staff = [
        one for one in people.read_officers(writing) if one.active and one.role is not Role.VIEWER
    ]
    absences = people.read_absences(writing)
    here = [one for one in staff if acting_officer(one.code, None, absences, today) == one.code]
    since_on, since_revision = _since(ledger, writing, monday, last, revision)
    for code in (chair_code, secretary_code):
        if code:
            the_officer(writing, code)
    return Review(
        monday,
        writing.now,
        actor.code,
        revision,
        since_on,
        since_revision,
        chair_code or _chair(actor, here, last),
        secretary_code or _secretary(here, absences, last, today),
        tuple(one.code for one in here),
        tuple(one.code for one in staff if one not in here),
    )


def first_items(writing: Writing, review: Review, findings: Findings) -> Iterator[AgendaItem]:
    """Give the items that a review opens with, in their order.

    Those that every week has are there also where there is nothing to tell; the others are not.
    """
    about = [*_about(writing, review, findings)]
    for position, (kind, project) in enumerate(about, start=1):
        yield AgendaItem(uuid4().hex, review.monday, position, kind, project_code=project)


def _about(writing: Writing, review: Review, found: Findings) -> Iterator[tuple[ItemKind, str]]:
    if found.carried or found.done:
        yield ItemKind.CARRIED, ""
    for project in _telling(found):
        yield ItemKind.PROJECT, project
    yield ItemKind.OFFICERS, ""
    yield ItemKind.OVERDUE, ""
    yield ItemKind.PROMISES, ""
    if found.stale:
        yield ItemKind.STALE, ""
    if found.unlocks:
        yield ItemKind.UNLOCK, ""
    if found.unattended:
        yield ItemKind.UNATTENDED, ""
    heard = opinions.read_opinions(writing)
    if any(for_review(heard, since_on=review.since_on, on=day_of(writing.now))):
        yield ItemKind.OPINIONS, ""
    if any(one.is_open for one in indicators.read_indicators(writing)):
        yield ItemKind.INDICATORS, ""


def _telling(found: Findings) -> Iterator[str]:
    """Give the works in which something changed, is overdue, or is promised or stands decided."""
    late = found.overdue
    waiting = {
        *(one.contact.project_code for one in (*late.promises, *found.this_week)),
        *(one.project_code for one in late.milestones),
        *(one.project_code for one in found.carried),
    }
    for one in found.projects:
        if one.moved or one.project_code in waiting:
            yield one.project_code


def _since(
    ledger: Ledger, writing: Writing, monday: date, last: Review | None, revision: int
) -> tuple[date, int]:
    """Give the day and the entry that changes are counted from: the last review's.

    Without one, the Sunday before the last week, and what was known when it ended.
    """
    if last is not None:
        return day_of(last.opened_at), last.revision
    sunday = monday - timedelta(days=8)
    return sunday, timeline_of(ledger, writing, revision).known_at(end_of(sunday))


def _chair(actor: Actor, here: Sequence[Officer], last: Review | None) -> str:
    """Give who chairs: the last chair, else who opens it if that is a chair, else the first."""
    chairs = [one.code for one in here if one.role is Role.CHAIR]
    wishes = [last.chair_code if last else "", actor.code]
    return next((one for one in (*wishes, *chairs) if one in chairs), actor.code)


def _secretary(
    here: Sequence[Officer], absences: Sequence[Absence], last: Review | None, today: date
) -> str:
    """Give the last secretary, or who stands in for that person; "" when neither is there."""
    if last is None:
        return ""
    acting = acting_officer(last.secretary_code, None, absences, today)
    return acting if acting in {one.code for one in here} else ""
