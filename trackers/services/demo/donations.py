"""Gifts of land along the road: visits, steps and components of each, from its stage."""

from datetime import date, timedelta
from random import Random

from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.contacts import Outcome
from trackers.domain.stages import Stage
from trackers.services.demo import stories_beyond, stories_kv1
from trackers.services.demo.calendar import day, workday
from trackers.services.demo.notes import BY_OUTCOME, BY_STEP, compose, turn_of
from trackers.services.demo.people import COMPANIONS, number_of, officer_of
from trackers.services.demo.stages import FORGOTTEN, KNOCKED
from trackers.services.demo.telling import Place, Step, Visit

_TOLD = stories_kv1.VISITS | stories_beyond.VISITS
MEETING = date(2014, 3, 14)
_BEGINNING = date(2014, 2, 24)
_SECOND_WEEK = date(2014, 3, 10)
# CB05 leaves after the Saturday; nobody goes in her place before the demo begins.
_LAST_DAY = {"KV2": date(2014, 3, 29)}
_FRIDAY = date(2014, 4, 4)
_HANDOVERS = {
    code: day(on)
    for on, codes in (
        ("11/03", "XM-101 XM-102"),
        ("12/03", "XM-103"),
        ("13/03", "XM-104"),
        ("14/03", "XM-105"),
        ("17/03", "XM-106"),
        ("18/03", "XM-107"),
        ("19/03", "XM-108"),
        ("20/03", "XM-110"),
        ("21/03", "XM-111 XM-128"),
        ("25/03", "XM-112"),
        ("26/03", "XM-113"),
        ("27/03", "XM-003"),
        ("28/03", "XM-094"),
        ("01/04", "XM-114"),
        ("02/04", "XM-044"),
        ("03/04", "XM-115"),
    )
    for code in codes.split()
}
# Which visits come last in a stage: what each of them brought about.
_ENDINGS = {
    Stage.AGREED: ("agreed",),
    Stage.SIGNED: ("agreed", "signed"),
    Stage.HANDED_OVER: ("agreed", "signed", "handover"),
}
_COUNTS = {Stage.IN_PROGRESS: (1, 3), Stage.AGREED: (2, 4), Stage.SIGNED: (2, 5)}
_EARLY = (
    Outcome.NOBODY,
    Outcome.RELATIVE,
    Outcome.RELATIVE,
    Outcome.POSTPONED,
    Outcome.POSTPONED,
)
_HALF = 0.5

_FENCE, _TREES, _ROOF = ComponentKind.FENCE, ComponentKind.TREES, ComponentKind.STRUCTURE
_HELD = Form.SUPPORTED
_BESIDE_LAND: dict[str, tuple[Component, ...]] = {
    "XM-072": (
        Component(_FENCE, _HELD, 14, "m", 4_900_000, "Hàng rào lưới B40"),
        Component(_ROOF, _HELD, 6, "m²", 1_950_000, "Mái che tôn"),
        Component(_TREES, _HELD, 4, "cây", 1_600_000, "Dừa"),
    ),
    "XM-083": (Component(_TREES, _HELD, 2, "cây", 800_000, "Dừa"),),
    "XM-103": (Component(_TREES, _HELD, 3, "cây", 1_050_000, "Xoài"),),
    "XM-106": (Component(_TREES, _HELD, 3, "cây", 1_200_000, "Dừa đang có trái"),),
    "XM-115": (Component(_FENCE, _HELD, 16, "m", 5_600_000, "Hàng rào lưới B40"),),
    "XM-116": (Component(_FENCE, _HELD, 9, "m", 3_150_000, "Hàng rào gạch thấp"),),
}
_UNDECIDED = ("XM-008", "XM-009", "XM-035", "XM-057", "XM-089", "XM-109", "XM-129")
_UNPAID = ("XM-072",)


def components_of(place: Place) -> tuple[Component, ...]:
    """Give what is given: land always donated, and what stands on it."""
    land = Component(ComponentKind.LAND, Form.DONATED, place.affected_m2, "m²")
    if place.code in _UNDECIDED:
        metres = float(round(place.frontage_m or 0.0))
        return (land, Component(_FENCE, Form.UNDECIDED, metres, "m"))
    return (land, *_BESIDE_LAND.get(place.code, ()))


def visits_of(place: Place, stage: Stage, called: str, rng: Random) -> tuple[Visit, ...]:
    """Give the visits to a household, told or invented, the earliest first."""
    if place.code in _TOLD:
        return _TOLD[place.code]
    if stage is Stage.NOT_CONTACTED:
        return _knock(place, rng) if place.code in KNOCKED else ()
    days = _days(place, stage, rng)
    endings = _ENDINGS.get(stage, ())
    early = len(days) - len(endings)
    events = [""] * early + list(endings)
    made: list[Visit] = []
    for on, event in zip(days, events, strict=True):
        # Whoever has come so far was met at least at the last visit.
        outcome = Outcome.AGREED if event else rng.choice(_EARLY[on == days[-1] :])
        notes = BY_STEP.get(event) or BY_OUTCOME[outcome]
        note = compose(notes, called, turn_of(number_of(place.code), len(made)))
        made.append(Visit(on, _team(place, rng), outcome, note))
    return tuple(made)


def steps_of(
    place: Place, stage: Stage, visits: tuple[Visit, ...], rng: Random
) -> tuple[Step, ...]:
    """Give the steps that the visits brought about, in the order in which they were recorded."""
    if stage.rank < Stage.AGREED.rank:
        measured = [v.on for v in visits[-1:] if v.outcome is Outcome.POSTPONED and not v.promise]
        return tuple(_done("surveyed", on) for on in measured if rng.random() < _HALF)
    agreed, signed = _turning_days(stage, visits)
    steps = [_done("surveyed", agreed)] if signed or rng.random() < _HALF else []
    if signed is None:
        return (*steps, _done("agreed", agreed))
    handover = _HANDOVERS.get(place.code) if stage is Stage.HANDED_OVER else None
    steps += _on_signing(place, agreed, signed, handover)
    return (*steps, _done("handover", handover)) if handover else tuple(steps)


def _on_signing(place: Place, agreed: date, signed: date, handover: date | None) -> list[Step]:
    consent = [_done("agreed", agreed), _done("signed", signed)]
    if place.code not in _BESIDE_LAND:
        return consent
    approved = max(agreed, workday(signed - timedelta(days=1)))
    paid = workday(handover - timedelta(days=1)) if handover else signed
    first = [_done("inventory", agreed), _done("approval", approved)]
    last = [] if place.code in _UNPAID else [_done("payment", paid)]
    return first + consent + last


def _turning_days(stage: Stage, visits: tuple[Visit, ...]) -> tuple[date, date | None]:
    if stage is Stage.AGREED:
        return visits[-2 if visits[-1].promise_on else -1].on, None
    last = -1 if stage is Stage.SIGNED else -2
    return visits[last - 1].on, visits[last].on


def _days(place: Place, stage: Stage, rng: Random) -> list[date]:
    if stage is Stage.HANDED_OVER:
        return _days_to_handover(_HANDOVERS[place.code], rng)
    if place.code in FORGOTTEN:
        last = date(2014, 3, rng.randint(3, 5) + len(_ENDINGS.get(stage, ())))
        return _days_back(last, max(1, min(2, stage.rank)), _BEGINNING, rng)
    latest = _LAST_DAY.get(place.area_code, _FRIDAY)
    first = _SECOND_WEEK if stage is Stage.IN_PROGRESS else date(2014, 3, 19)
    last = workday(first + timedelta(days=rng.randint(0, (latest - first).days)))
    return _days_back(last, rng.randint(*_COUNTS[stage]), _SECOND_WEEK, rng)


def _days_to_handover(handover: date, rng: Random) -> list[date]:
    signed = workday(handover - timedelta(days=rng.randint(4, 6)))
    agreed = workday(signed - timedelta(days=rng.randint(3, 5)))
    return [*_days_back(agreed, rng.randint(1, 3), _BEGINNING, rng), signed, handover]


def _days_back(last: date, count: int, floor: date, rng: Random) -> list[date]:
    days = [last]
    while len(days) < count:
        before = workday(days[0] - timedelta(days=rng.randint(3, 5)))
        if before < floor:
            break
        days.insert(0, before)
    return days


def _knock(place: Place, rng: Random) -> tuple[Visit, ...]:
    on = workday(date(2014, 3, rng.randint(18, 28)))
    note = compose(BY_OUTCOME[Outcome.NOBODY], "", turn_of(number_of(place.code), 0))
    return (Visit(on, _team(place, rng), Outcome.NOBODY, note),)


def _team(place: Place, rng: Random) -> tuple[str, ...]:
    companion = COMPANIONS.get(place.area_code)
    along = companion is not None and rng.random() < _HALF
    return (officer_of(place.code), companion) if along and companion else (officer_of(place.code),)


def _done(code: str, on: date) -> Step:
    return Step(code, on, on)
