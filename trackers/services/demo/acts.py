"""Everything that people of the demo ward did, each at its moment, through the real services."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from trackers.domain.cases import Case
from trackers.domain.contacts import Contact
from trackers.domain.households import HeirState
from trackers.domain.people import Actor, Officer
from trackers.domain.reach import EVERYWHERE
from trackers.domain.tracks import StepMark, StepState
from trackers.domain.voluntary import ItemMark
from trackers.services import (
    cases,
    contacts,
    households,
    obstacles,
    people,
    scope,
    steps,
    subjects,
    voluntary,
)
from trackers.services.demo.calendar import at
from trackers.services.demo.households import Home
from trackers.services.demo.people import (
    AWAY,
    AWAY_FROM,
    AWAY_REASON,
    AWAY_RECORDED,
    AWAY_TO,
    COVER,
    COVERS,
    officer_of,
)
from trackers.services.demo.telling import CaseStory, Hurdle, Step, Visit
from trackers.services.demo.voluntary import checklist_of
from trackers.services.details import household_for_form
from trackers.store import Ledger, Saved

Do = Callable[[Ledger, Actor, datetime], object]
# The hours of a day at which its papers were typed in; what comes later needs what came before.
OPENED, VISITED, OVERCOME = (15, 0), (16, 40), (16, 50)
EXPLAINED, STEPPED = (16, 53), (16, 55)
HINDERED, CLOSED, REVIEWED = (17, 5), (17, 10), (17, 12)
WIDOW, WIDOW_CALLED = "XM-031", date(2014, 3, 25)
# Papers of the same minute are typed in one after the other.
_APART = timedelta(seconds=6)


@dataclass(frozen=True)
class Act:
    """Something an officer recorded at an instant (UTC)."""

    at: datetime
    actor_code: str
    do: Do


def play(ledger: Ledger, acts: Iterable[Act], officers: Iterable[Officer]) -> None:
    """Do everything in the order of time."""
    actors = {
        one.code: Actor(
            one.code, one.name, one.role, ledger.ward, EVERYWHERE, frozenset(one.grants)
        )
        for one in officers
    }
    ordered = sorted(acts, key=lambda act: act.at)
    for _, together in groupby(ordered, key=lambda act: act.at):
        for place, act in enumerate(together):
            act.do(ledger, actors[act.actor_code], act.at + place * _APART)


def case_acts(story: CaseStory, homes: tuple[Home, ...], *, introduces: bool) -> Iterator[Act]:
    """Tell a case; `introduces` when its household was not known before."""
    code, officer = story.place.code, officer_of(story.place.code)
    yield Act(at(story.opened_on, *OPENED), officer, _opening(story, homes, introduces=introduces))
    if story.leader == code:
        for visit in story.visits:
            home = homes[0].household.code
            yield Act(at(visit.on, *VISITED), visit.by[0], _visiting(story, home, visit))
    for on, marks in checklist_of(story, homes):
        yield Act(at(on, *EXPLAINED), officer, _explaining(code, marks))
    for step in story.steps:
        yield Act(at(step.recorded_on, *STEPPED), officer, _stepping(code, step))
    if story.closed_on:
        yield Act(at(story.closed_on, *CLOSED), officer, _closing(story, story.closed_on))


def hurdle_acts(hurdle: Hurdle) -> Iterator[Act]:
    """Tell an obstacle's beginning, and its end where it has one."""
    officer = officer_of(hurdle.case_code)
    yield Act(at(hurdle.opened_on, *HINDERED), officer, _hindering(hurdle))
    if hurdle.closed_on:
        yield Act(at(hurdle.closed_on, *OVERCOME), hurdle.officer_code, _overcoming(hurdle))


def absence_act() -> Act:
    """Tell that the one who covers was typed in days after the other had left."""

    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        return people.record_absence(
            ledger,
            actor,
            officer_code=AWAY,
            cover_code=COVER,
            from_on=AWAY_FROM,
            to_on=AWAY_TO,
            reason=AWAY_REASON,
            now=now,
        )

    return Act(at(AWAY_RECORDED, 17), "CB01", do)


def heir_act() -> Act:
    """Tell that the widow abroad was reached and said yes; the children were not (story 2)."""

    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        with ledger.read() as reading:
            code = subjects.the_state(reading, WIDOW).case.household_codes[0]
        base = household_for_form(ledger, actor, code)
        widow, *children = base.heirs
        heirs = (replace(widow, state=HeirState.AGREED), *children)
        mine = replace(base, heirs=heirs, chat="Viber của bà Thủy: cháu giữ nhà có số")
        return households.edit_household(ledger, actor, base=base, mine=mine, now=now)

    return Act(at(WIDOW_CALLED, 16, 45), officer_of(WIDOW), do)


def review_act(code: str, on: date) -> Act:
    """Tell that an officer went through a case and confirmed what it says."""

    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        with ledger.read() as reading:
            base = subjects.the_state(reading, code).case
        mine = replace(base, reviewed_on=on)
        return cases.edit_case(ledger, actor, base=base, mine=mine, now=now)

    return Act(at(on, *REVIEWED), officer_of(code), do)


def _opening(story: CaseStory, homes: tuple[Home, ...], *, introduces: bool) -> Do:
    place = story.place
    officer = officer_of(place.code)
    case = Case(
        place.code,
        place.project_code,
        place.parcel_id,
        tuple(home.household.code for home in homes),
        story.track,
        place.area_code,
        officer,
        COVERS[officer],
        place.affected_m2,
        story.opened_on,
        place.frontage_m,
        place.side,
        place.chainage_from_m,
        place.chainage_to_m,
    )
    new = tuple(home.household for home in homes) if introduces else ()
    return lambda ledger, actor, now: cases.add_case(
        ledger, actor, case=case, new_households=new, components=story.components, now=now
    )


def _visiting(story: CaseStory, household: str, visit: Visit) -> Do:
    contact = Contact(
        "",
        household,
        story.place.project_code,
        visit.on,
        visit.by,
        visit.outcome,
        visit.met,
        visit.note,
        visit.promise,
        visit.promise_on,
        visit.next_on,
    )
    return lambda ledger, actor, now: contacts.record_visit(ledger, actor, visit=contact, now=now)


def _explaining(code: str, marks: tuple[ItemMark, ...]) -> Do:
    return lambda ledger, actor, now: voluntary.set_items(
        ledger, actor, case_code=code, marks=marks, now=now
    )


def _stepping(code: str, step: Step) -> Do:
    state = StepState.DONE if step.done_on else StepState.NOT_APPLICABLE
    mark = StepMark(step.code, state, step.done_on, step.note)
    return lambda ledger, actor, now: steps.set_step(
        ledger, actor, case_code=code, mark=mark, now=now
    )


def _closing(story: CaseStory, on: date) -> Do:
    return lambda ledger, actor, now: scope.close_case(
        ledger,
        actor,
        case_code=story.place.code,
        closed_on=on,
        reason=story.close_reason,
        base=1,
        now=now,
    )


def _hindering(hurdle: Hurdle) -> Do:
    return lambda ledger, actor, now: obstacles.open_obstacle(
        ledger,
        actor,
        case_code=hurdle.case_code,
        kind=hurdle.kind,
        text=hurdle.text,
        opened_on=hurdle.opened_on,
        officer_code=hurdle.officer_code,
        due_on=hurdle.due_on,
        now=now,
    )


def _overcoming(hurdle: Hurdle) -> Do:
    def do(ledger: Ledger, actor: Actor, now: datetime) -> Saved:
        with ledger.read() as reading:
            standing = subjects.the_state(reading, hurdle.case_code).open_obstacles
        obstacle = next(one for one in standing if one.kind is hurdle.kind)
        return obstacles.close_obstacle(
            ledger,
            actor,
            obstacle_id=obstacle.obstacle_id,
            case_code=hurdle.case_code,
            closed_on=hurdle.closed_on or hurdle.opened_on,
            resolution=hurdle.resolution,
            base=obstacle.version,
            now=now,
        )

    return do
