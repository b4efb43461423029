"""What leaves services of a household: details withheld until asked for, all of it while masked.

Phones, ID numbers, chats, who speaks for a household and its heirs' names and places are shown on
demand (`services.details`): until then their last digits stand for them. For a projector
(`actor.masked`) names are initials, and words that people said or wrote are withheld.
"""

from collections.abc import Iterable
from dataclasses import replace

from trackers.domain.cases import CaseState
from trackers.domain.components import Component
from trackers.domain.contacts import Contact
from trackers.domain.errors import NotAllowed
from trackers.domain.households import Heir, Household
from trackers.domain.obstacles import Obstacle
from trackers.domain.opinions import Opinion
from trackers.domain.people import Actor
from trackers.domain.rights import Action, may
from trackers.words import say

DOTS = "•••"
_LAST = 3
# Fields of a household that are shown on demand, and whose an opinion is; their values in the log
# likewise.
ON_DEMAND = ("phone", "id_number", "chat", "representative", "heirs", "from_whom")
# Where a name stands in a record of the log, it shows as initials.
NAMES = frozenset({"holder", "co_owners"})


def require_unmasked(actor: Actor, action: Action) -> None:
    """Refuse, while names are masked, what cannot be shown masked; raises NotAllowed."""
    if actor.masked:
        raise NotAllowed(action=action.value, role=say("che tên"))


def initials(name: str) -> str:
    """Give a name as its initials: Nguyễn Văn Hai is N. V. H."""
    return " ".join(f"{part[0]}." for part in name.split() if part[0].isalpha())


def withheld(text: str) -> str:
    """Give what stands for words that are not shown; nothing stands for nothing."""
    return say("đã che") if text else ""


def words_for(actor: Actor, text: str) -> str:
    """Give words as the actor may see them: withheld while masked."""
    return withheld(text) if actor.masked else text


def name_for(actor: Actor, name: str) -> str:
    """Give a person's name as the actor may see it: initials while masked."""
    return initials(name) if actor.masked else name


def address_for(actor: Actor, address: str) -> str:
    """Give an address as the actor may see it: without its first part while masked."""
    return _without_number(address) if actor.masked else address


def _without_number(address: str) -> str:
    return address.partition(",")[2].strip() or withheld(address)


def last_digits(text: str) -> str:
    """Give what stands for numbers on demand: dots, and the last three digits of each line."""
    return "\n".join(_dotted(line) for line in text.splitlines() if line.strip())


def _dotted(line: str) -> str:
    digits = "".join(one for one in line if one.isdecimal())
    # A short number would be guessed from its end.
    return f"{DOTS} {DOTS} {digits[-_LAST:]}" if len(digits) > 2 * _LAST else DOTS


def household_for(actor: Actor, home: Household, *, revealed: bool = False) -> Household:
    """Give a household as the actor sees it: its details only where they were `revealed`.

    ID numbers ask for their own right besides.
    """
    sees_ids = may(actor, Action.SEE_IDS)
    if actor.masked:
        return _masked(home)
    if revealed:
        return home if sees_ids else replace(home, id_number="")
    return replace(
        home,
        phone=last_digits(home.phone),
        id_number=last_digits(home.id_number) if sees_ids else "",
        chat=DOTS if home.chat else "",
        representative=DOTS if home.representative else "",
        heirs=tuple(_heir(one) for one in home.heirs),
    )


def _heir(heir: Heir) -> Heir:
    return replace(heir, name=initials(heir.name), place=DOTS if heir.place else "")


def _masked(home: Household) -> Household:
    return replace(
        home,
        holder=initials(home.holder),
        co_owners=tuple(initials(one) for one in home.co_owners),
        address=_without_number(home.address),
        phone=withheld(home.phone),
        id_number="",
        note=withheld(home.note),
        chat=withheld(home.chat),
        best_time=withheld(home.best_time),
        representative=withheld(home.representative),
        died="",
        heirs=tuple(_heir(one) for one in home.heirs),
        thanks_how=withheld(home.thanks_how),
    )


def state_for(actor: Actor, state: CaseState) -> CaseState:
    """Give a case with its parts as the actor sees it: words withheld while masked."""
    if not actor.masked:
        return state
    return replace(
        state,
        case=replace(state.case, close_reason=withheld(state.case.close_reason)),
        marks={name: replace(one, note=withheld(one.note)) for name, one in state.marks.items()},
        contacts=tuple(_contact(one) for one in state.contacts),
        obstacles=tuple(_obstacle(one) for one in state.obstacles),
        voluntary={
            item: replace(
                one, who=withheld(one.who), paper=withheld(one.paper), reason=withheld(one.reason)
            )
            for item, one in state.voluntary.items()
        },
        shared={
            name: replace(one, mark=replace(one.mark, note=withheld(one.mark.note)))
            for name, one in state.shared.items()
        },
    )


def contact_for(actor: Actor, visit: Contact) -> Contact:
    """Give a visit as the actor sees it."""
    return _contact(visit) if actor.masked else visit


def obstacle_for(actor: Actor, obstacle: Obstacle) -> Obstacle:
    """Give an obstacle as the actor sees it."""
    return _obstacle(obstacle) if actor.masked else obstacle


def states_for(actor: Actor, states: Iterable[CaseState]) -> list[CaseState]:
    """Give cases as the actor sees them."""
    return [state_for(actor, one) for one in states]


def components_for(actor: Actor, parts: tuple[Component, ...]) -> tuple[Component, ...]:
    """Give the components of a case as the actor sees them."""
    return tuple(replace(one, note=words_for(actor, one.note)) for one in parts)


def opinion_for(actor: Actor, one: Opinion, *, revealed: bool = False) -> Opinion:
    """Give an opinion as the actor sees it: whose it is only where that was `revealed`."""
    if not actor.masked:
        return one if revealed else replace(one, from_whom="")
    return replace(
        one,
        text=withheld(one.text),
        answer=withheld(one.answer),
        from_whom=withheld(one.from_whom),
    )


def _contact(one: Contact) -> Contact:
    return replace(
        one,
        met=withheld(one.met),
        note=withheld(one.note),
        promise=withheld(one.promise),
        others=withheld(one.others),
    )


def _obstacle(one: Obstacle) -> Obstacle:
    return replace(one, text=withheld(one.text), resolution=withheld(one.resolution))
