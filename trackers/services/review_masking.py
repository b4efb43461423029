"""Reviews as the actor may see them: for a projector without what households are called or said.

`hide` makes words of the office fit to be seen (`services.name_hiding`).
"""

from collections.abc import Iterable
from dataclasses import replace

from trackers.domain.attention import DuePromise
from trackers.domain.findings import Changes, Findings
from trackers.domain.obstacles import Obstacle
from trackers.domain.people import Actor
from trackers.domain.reviews import AgendaItem, Decision, Review
from trackers.services.masking import contact_for, obstacle_for, state_for
from trackers.services.name_hiding import Hide


def review_for(hide: Hide, review: Review) -> Review:
    """Give a review as the actor sees it."""
    return replace(review, guests=hide(review.guests), note=hide(review.note))


def items_for(hide: Hide, items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Give the items of an agenda as the actor sees them."""
    return tuple(replace(one, title=hide(one.title), text=hide(one.text)) for one in items)


def decisions_for(hide: Hide, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Give decisions as the actor sees them."""
    return tuple(
        replace(one, text=hide(one.text), closing_word=hide(one.closing_word)) for one in decisions
    )


def findings_for(actor: Actor, hide: Hide, found: Findings) -> Findings:
    """Give what a review lists as the actor sees it."""
    if not actor.masked:
        return found
    late = found.overdue
    return replace(
        found,
        projects=tuple(
            replace(
                one,
                changes=_changes(actor, one.changes),
                slips=tuple(replace(each, reason=hide(each.reason)) for each in one.slips),
            )
            for one in found.projects
        ),
        officers=tuple(
            replace(one, changes=_changes(actor, one.changes)) for one in found.officers
        ),
        overdue=replace(
            late,
            promises=_promises(actor, late.promises),
            obstacles=_obstacles(actor, late.obstacles),
            milestones=tuple(replace(one, reason=hide(one.reason)) for one in late.milestones),
            decisions=decisions_for(hide, late.decisions),
        ),
        this_week=_promises(actor, found.this_week),
        stale=tuple(state_for(actor, one) for one in found.stale),
        unlocks=tuple(replace(one, state=state_for(actor, one.state)) for one in found.unlocks),
        carried=decisions_for(hide, found.carried),
        done=decisions_for(hide, found.done),
    )


def _changes(actor: Actor, changes: Changes) -> Changes:
    opened, resolved = (_obstacles(actor, each) for each in (changes.opened, changes.resolved))
    return replace(changes, opened=opened, resolved=resolved)


def _promises(actor: Actor, listed: Iterable[DuePromise]) -> tuple[DuePromise, ...]:
    return tuple(replace(one, contact=contact_for(actor, one.contact)) for one in listed)


def _obstacles(actor: Actor, listed: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    return tuple(obstacle_for(actor, one) for one in listed)
