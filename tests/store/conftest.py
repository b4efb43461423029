"""A ward with a bit of everything in its log, and a way to spoil it without a trace."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import tiny
from tests.domain.making import a_visit, done
from trackers.domain.errors import EditConflict
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.tracks import StepMark, StepState
from trackers.services.cases import edit_case
from trackers.services.contact_corrections import correct_visit
from trackers.services.contacts import record_visit
from trackers.services.obstacles import close_obstacle, open_obstacle
from trackers.services.people import record_absence
from trackers.services.scope import close_case
from trackers.services.steps import set_step
from trackers.services.subjects import the_state
from trackers.store import open_store
from trackers.store.ledger import Reading

NOW, OFFICER, TODAY = tiny.NOW, tiny.OFFICER, tiny.TODAY


def live(ledger):
    """Let the tiny ward's officers do a bit of everything, mistakes and a conflict included."""
    tiny.take(ledger, "contacted", "agreed", "signed")
    record_visit(ledger, OFFICER, visit=a_visit(contact_id="v1", note="Bận", met="Bà"), now=NOW)
    visit = replace(a_visit(contact_id="v1", note="Vắng nhà"), recorded_at=NOW)
    correct_visit(ledger, OFFICER, visit=visit, reason="Nhớ nhầm", now=tiny.later(1))
    for case in ("XM-001", "XM-002"):
        open_obstacle(
            ledger,
            OFFICER,
            case_code=case,
            kind=ObstacleKind.CONDITIONAL,
            text="Xin làm cống",
            opened_on=date(2014, 4, 1),
            officer_code="CB03",
            due_on=None,
            now=tiny.later(2),
        )
    with ledger.read() as reading:
        (obstacle,) = the_state(reading, "XM-001").obstacles
        base = the_state(reading, "XM-002").case
    close_obstacle(
        ledger,
        OFFICER,
        obstacle_id=obstacle.obstacle_id,
        case_code="XM-001",
        closed_on=TODAY,
        resolution="Đã làm cống",
        base=1,
        now=tiny.later(3),
    )
    for area in (18.0, 21.0):
        with pytest.raises(EditConflict) if area > 20 else nothing():
            mine = replace(base, affected_m2=area)
            edit_case(ledger, OFFICER, base=base, mine=mine, reason="Đo lại", now=tiny.later(4))
    back = StepMark("signed", StepState.PENDING, version=1)
    set_step(ledger, OFFICER, case_code="XM-001", mark=back, reason="Ghi nhầm", now=tiny.later(5))
    set_step(ledger, OFFICER, case_code="XM-001", mark=done("signed", TODAY, 2), now=tiny.later(6))
    close_case(
        ledger,
        OFFICER,
        case_code="XM-003",
        closed_on=TODAY,
        reason="Tuyến đi vòng",
        base=1,
        now=tiny.later(7),
    )
    record_absence(
        ledger,
        tiny.CHAIR,
        officer_code="CB05",
        cover_code="CB03",
        from_on=TODAY,
        to_on=TODAY + timedelta(days=3),
        reason="Đi học",
        now=tiny.later(8),
    )
    return ledger


@contextmanager
def nothing():
    yield


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """The ledger of a ward in which a bit of everything has happened; tests leave it as it is."""
    store = open_store(tmp_path_factory.mktemp("lived"), durable=False)
    yield live(tiny.build(store))
    store.close()


@contextmanager
def spoiled(ledger):
    """Open a transaction in which anything may be done behind the log's back; it is undone."""
    with ledger.writer.connect() as connection:
        transaction = connection.begin()
        try:
            yield Reading(connection, ledger.ward)
        finally:
            transaction.rollback()
