"""Small makers of domain values for tests; every name is invented."""

from datetime import date
from typing import Any

from trackers.domain.cases import Case, CaseState
from trackers.domain.contacts import Contact, Outcome
from trackers.domain.obstacles import Obstacle, ObstacleKind
from trackers.domain.people import Actor, Grant, Role
from trackers.domain.reach import EVERYWHERE
from trackers.domain.shipped import DONATION
from trackers.domain.tracks import StepMark, StepState, TrackCode

TODAY = date(2014, 4, 7)


def a_case(code: str = "XM-001", **more: Any) -> Case:
    values: dict[str, Any] = {
        "project_code": "XM",
        "parcel_id": 1,
        "household_codes": ("H001",),
        "track": TrackCode.DONATION,
        "area_code": "KV1",
        "officer_code": "CB03",
        "cover_code": None,
        "affected_m2": 15.0,
        "opened_on": date(2014, 3, 14),
    }
    return Case(code=code, **values | more)


def an_actor(code: str, name: str, role: Role, ward: str = "31169", **more: Any) -> Actor:
    """Somebody of the demo ward who may write everywhere and see amounts, as in open mode."""
    values: dict[str, Any] = {"reach": EVERYWHERE, "grants": frozenset({Grant.MONEY})}
    return Actor(code, name, role, ward, **values | more)


def done(step: str, on: date = date(2014, 3, 20), version: int = 1) -> StepMark:
    return StepMark(step, StepState.DONE, on, version=version)


def skipped(step: str) -> StepMark:
    return StepMark(step, StepState.NOT_APPLICABLE, version=1)


def marks(*listed: StepMark) -> dict[str, StepMark]:
    return {mark.step: mark for mark in listed}


def a_state(*steps: str, **more: Any) -> CaseState:
    parts = {
        name: more.pop(name)
        for name in ("obstacles", "contacts", "shared", "forms")
        if name in more
    }
    return CaseState(a_case(**more), marks(*map(done, steps)), **parts)


def a_visit(met_on: date = date(2014, 3, 20), **more: Any) -> Contact:
    values: dict[str, Any] = {
        "contact_id": f"v-{met_on}",
        "household_code": "H001",
        "project_code": "XM",
        "visitors": ("CB03",),
        "outcome": Outcome.POSTPONED,
    }
    return Contact(met_on=met_on, **values | more)


def an_obstacle(kind: ObstacleKind = ObstacleKind.CONDITIONAL, **more: Any) -> Obstacle:
    values: dict[str, Any] = {
        "obstacle_id": kind.value,
        "case_code": "XM-001",
        "text": "Xin làm cống trước nhà",
        "opened_on": date(2014, 3, 4),
        "officer_code": "CB03",
        "due_on": None,
        "blocks_handover": True,
    }
    return Obstacle(kind=kind, **values | more)


HANDED_OVER = ("contacted", "surveyed", "agreed", "signed", "handover")
DONATION_STEPS = tuple(step.code for step in DONATION.case_steps)
