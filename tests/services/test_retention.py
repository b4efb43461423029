"""Words of visits are kept for a time after a work is over, and then erased for good."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import tiny
from tests.domain.making import a_visit
from trackers.domain.errors import NotAllowed, NotInRange
from trackers.domain.projects import ProjectStatus
from trackers.services.contact_corrections import correct_visit
from trackers.services.contacts import record_visit
from trackers.services.history import case_history
from trackers.services.retention import (
    ERASED_BY_RETENTION,
    retention_due,
    run_retention,
    set_retention,
)
from trackers.store import cases, projects, proof, tables

SAID = ("Bà nội kể", "Xin cây cầu", "Hẹn rằm", "Cô tổ trưởng", "Xin cái cống")


@pytest.fixture
def over(ledger):
    """A ward whose work is over since the day of the tiny ward, with a visit and its correction."""
    visit = a_visit(
        contact_id="v1",
        met=SAID[0],
        note=SAID[1],
        promise=SAID[2],
        others=SAID[3],
        promise_on=date(2014, 4, 10),
    )
    record_visit(ledger, tiny.OFFICER, visit=visit, now=tiny.NOW)
    again = replace(visit, note=SAID[4], recorded_at=tiny.NOW)
    correct_visit(ledger, tiny.OFFICER, visit=again, reason="Nhầm", now=tiny.NOW)
    with ledger.write(tiny.NOW) as writing:
        [work] = projects.read_projects(writing)
        done = replace(work, status=ProjectStatus.COMPLETION)
        projects.change_project(writing, done, base=work.version)
        writing.record("project.edited", "XM", actor="QT", effective_on=tiny.TODAY)
    return ledger


def later(days):
    return tiny.NOW + timedelta(days=days)


def test_without_a_setting_nothing_is_ever_due(over):
    assert retention_due(over, tiny.ADMIN, later(9999)).visits == ()
    assert run_retention(over, tiny.ADMIN, now=later(9999)) == 0


def test_what_is_due_is_erased_from_rows_and_beside_the_log_and_the_log_holds(over):
    set_retention(over, tiny.ADMIN, months=6, now=tiny.NOW)
    assert retention_due(over, tiny.ADMIN, later(150)).visits == ()
    due = retention_due(over, tiny.ADMIN, later(200))
    assert ([one.contact_id for one in due.visits], due.projects) == (["v1"], ("XM",))
    assert run_retention(over, tiny.ADMIN, now=later(200)) == 1
    with over.read() as reading:
        visit = cases.read_contact(reading, "v1")
        beside = repr(reading.rows(tables.event_values))
        assert proof.prove(reading).findings == ()
        kinds = [one.kind for one in reading.rows(tables.looks)]
    assert {visit.met, visit.note, visit.promise, visit.others} == {ERASED_BY_RETENTION}
    assert [one for one in SAID if one in beside] == []
    assert [one for one in SAID if one in repr(case_history(over, tiny.ADMIN, "XM-001"))] == []
    assert {"retention.set", "retention.run"} <= set(kinds)
    assert run_retention(over, tiny.ADMIN, now=later(201)) == 0


def test_only_an_administrator_sets_and_runs_it_within_reason(over):
    for actor in (tiny.VIEWER, tiny.OFFICER, tiny.CHAIR):
        for call in (retention_due,):
            with pytest.raises(NotAllowed):
                call(over, actor, later(1))
        with pytest.raises(NotAllowed):
            run_retention(over, actor, now=later(1))
    for months in (0, 601):
        with pytest.raises(NotInRange):
            set_retention(over, tiny.ADMIN, months=months, now=tiny.NOW)
