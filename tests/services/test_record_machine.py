"""Officers act at random on random cases, with every service there is; what must hold, holds."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests import tiny
from tests.domain.making import a_case
from tests.full import times
from trackers.domain.contacts import Contact, Outcome
from trackers.domain.errors import DomainError
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.progress import row_of
from trackers.domain.shipped import DONATION
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepMark, StepState
from trackers.services import (
    cases,
    contact_corrections,
    contacts,
    obstacles,
    people,
    scope,
    steps,
)
from trackers.store import cases as case_rows
from trackers.store import open_store, proof, tables
from trackers.store.errors import StoreError

ACTORS = st.sampled_from([tiny.OFFICER, tiny.OTHER, tiny.CHAIR, tiny.ADMIN, tiny.VIEWER])
CODES = st.sampled_from(["XM-001", "XM-002", "XM-003", "XM-004", "XM-404"])
HOMES = st.sampled_from(["H001", "H002", "H003", "H004", "H404"])
# Words as people type them, and as those type who try what breaks.
WORDS = st.sampled_from(["", "  ", "Đo lại", "{{7*7}}", "'; DROP TABLE cases; --", "đ" * 90])
DAYS = st.integers(-30, 2)
STEPS = st.sampled_from([one.code for one in DONATION.case_steps] + ["none"])
REFUSED = (DomainError, StoreError)


class Record(RuleBasedStateMachine):
    """One ward; `visits` and `hurdles` are what was recorded and can be corrected or closed."""

    visits = Bundle("visits")
    hurdles = Bundle("hurdles")
    built: Path

    def __init__(self):
        super().__init__()
        self.folder = Path(mkdtemp(dir=self.built.parent))
        shutil.copytree(self.built, self.folder / "data")
        self.store = open_store(self.folder / "data", durable=False)
        self.ledger = self.store.ledger("TEST")
        self.clock = 0
        self.handed = set()

    def teardown(self):
        with self.ledger.read() as reading:
            found = proof.prove(reading)
        self.store.close()
        shutil.rmtree(self.folder)
        assert found.holds, found.findings

    @property
    def now(self):
        """A moment later than the last; now and then it is the same one."""
        self.clock += 1
        return tiny.later(self.clock // 2)

    def try_to(self, do, actor, **values):
        """Do something; give what was saved, or None when it was refused."""
        try:
            return do(self.ledger, actor, now=self.now, **values)
        except REFUSED:
            return None

    def state(self, code):
        with self.ledger.read() as reading:
            found = case_rows.read_states(reading, codes=[code])
        return found[0] if found else None

    @rule(actor=ACTORS, code=CODES, step=STEPS, state=st.sampled_from(StepState), day=DAYS,
          fresh=st.booleans(), reason=WORDS)  # fmt: skip
    def set_step(self, actor, code, step, state, day, fresh, reason):
        kept = self.state(code)
        mark = kept.marks.get(step) if kept else None
        version = mark.version if mark and fresh else 0
        on = tiny.TODAY + timedelta(days=day) if state is StepState.DONE else None
        new = StepMark(step, state, on, reason, version)
        self.try_to(steps.set_step, actor, case_code=code, mark=new, reason=reason)

    @rule(actor=ACTORS, code=CODES, day=st.integers(-30, 0))
    def walk_on(self, actor, code, day):
        """Take the next step that is open, as people mostly do."""
        kept = self.state(code)
        if kept is None:
            return
        for one in kept.track.case_steps:
            mark = kept.marks.get(one.code)
            if mark is None or mark.state is StepState.PENDING:
                on = tiny.TODAY + timedelta(days=day)
                new = StepMark(one.code, StepState.DONE, on, "", mark.version if mark else 0)
                if self.try_to(steps.set_step, actor, case_code=code, mark=new):
                    return

    @rule(target=visits, actor=ACTORS, home=HOMES, day=DAYS, outcome=st.sampled_from(Outcome),
          note=WORDS)  # fmt: skip
    def record_visit(self, actor, home, day, outcome, note):
        on = tiny.TODAY + timedelta(days=day)
        visit = Contact("", home, "XM", on, (actor.code,), outcome, note=note)
        visit = replace(visit, contact_id=f"v{self.clock}", promise_on=on + timedelta(days=5))
        saved = self.try_to(contacts.record_visit, actor, visit=visit)
        return (visit, 1) if saved else (visit, 0)

    @rule(target=visits, actor=ACTORS, visit=consumes(visits), day=DAYS, note=WORDS)
    def correct_visit(self, actor, visit, day, note):
        kept, version = visit
        new = replace(
            kept,
            met_on=tiny.TODAY + timedelta(days=day),
            promise_on=None,
            note=note,
            recorded_at=tiny.NOW,
            version=version,
        )
        saved = self.try_to(contact_corrections.correct_visit, actor, visit=new, reason=note)
        return (new, version + 1) if saved else visit

    @rule(target=hurdles, actor=ACTORS, code=CODES, kind=st.sampled_from(ObstacleKind), text=WORDS,
          day=DAYS)  # fmt: skip
    def open_obstacle(self, actor, code, kind, text, day):
        self.try_to(
            obstacles.open_obstacle,
            actor,
            case_code=code,
            kind=kind,
            text=text,
            opened_on=tiny.TODAY + timedelta(days=day),
            officer_code="CB03",
            due_on=None,
        )
        kept = self.state(code)
        return (code, kept.obstacles[-1].obstacle_id) if kept and kept.obstacles else (code, "")

    @rule(actor=ACTORS, hurdle=hurdles, day=DAYS, text=WORDS, base=st.integers(1, 2))
    def close_obstacle(self, actor, hurdle, day, text, base):
        self.try_to(
            obstacles.close_obstacle,
            actor,
            case_code=hurdle[0],
            obstacle_id=hurdle[1],
            closed_on=tiny.TODAY + timedelta(days=day),
            resolution=text,
            base=base,
        )

    @rule(actor=ACTORS, code=CODES, area=st.integers(1, 40), reason=WORDS, stale=st.booleans(),
          officer=st.sampled_from(["CB03", "CB05", "CB99"]))  # fmt: skip
    def edit_case(self, actor, code, area, reason, stale, officer):
        kept = self.state(code)
        if kept is None:
            return
        base = replace(kept.case, affected_m2=15.0) if stale else kept.case
        mine = replace(base, affected_m2=float(area), officer_code=officer)
        self.try_to(cases.edit_case, actor, base=base, mine=mine, reason=reason)

    @rule(actor=ACTORS, code=CODES, home=HOMES, parcel=st.integers(1, 5), known=st.booleans())
    def open_case(self, actor, code, home, parcel, known):
        new = () if known else (replace(tiny.HOMES[0], code=home),)
        case = a_case(code, parcel_id=parcel, household_codes=(home,))
        self.try_to(cases.add_case, actor, case=case, new_households=new)

    @rule(actor=ACTORS, code=CODES, reason=WORDS, day=DAYS, base=st.integers(1, 3))
    def close_case(self, actor, code, reason, day, base):
        on = tiny.TODAY + timedelta(days=day)
        self.try_to(scope.close_case, actor, case_code=code, closed_on=on, reason=reason, base=base)

    @rule(actor=ACTORS, officer=st.sampled_from(["CB03", "CB05", "CB99"]), days=st.integers(-2, 9))
    def record_absence(self, actor, officer, days):
        self.try_to(
            people.record_absence,
            actor,
            officer_code=officer,
            cover_code="CB03",
            from_on=tiny.TODAY,
            to_on=tiny.TODAY + timedelta(days=days),
        )

    @invariant()
    def what_must_hold_holds(self):
        with self.ledger.read() as reading:
            states = case_rows.read_states(reading)
            homes = reading.rows(tables.households)
        self.no_land_was_handed_over_while_something_blocked_it(states)
        self.the_funnel_holds(states)
        self.every_step_has_what_it_needs(states)
        assert len({row.code for row in homes}) == len(homes)
        assert len({one.case.code for one in states}) == len(states)

    def no_land_was_handed_over_while_something_blocked_it(self, states):
        for one in states:
            done = one.done_on("handover") is not None
            if done and one.case.code not in self.handed:
                assert not [x for x in one.open_obstacles if x.blocks_handover]
            (self.handed.add if done else self.handed.discard)(one.case.code)

    @staticmethod
    def the_funnel_holds(states):
        row = row_of(states, tiny.TODAY)
        assert row.cases >= row.consulted >= row.agreed >= row.signed >= row.handed_over >= 0
        assert row.area_m2 >= row.handed_m2 >= 0
        assert row.cases >= row.blocked

    @staticmethod
    def every_step_has_what_it_needs(states):
        for one in states:
            settled = {code for code, x in one.marks.items() if x.state is not StepState.PENDING}
            for step in one.track.case_steps:
                if one.done_on(step.code):
                    assert set(step.needs) <= settled
            if one.stage is Stage.COMPLETED:
                assert settled >= {step.code for step in one.track.case_steps}


@pytest.mark.drill
def test_whatever_officers_do_the_record_stays_sound_and_the_log_proves_it(tmp_path_factory):
    folder = tmp_path_factory.mktemp("machine") / "built"
    store = open_store(folder, durable=False)
    tiny.build(store)
    store.close()
    machine = type("Machine", (Record,), {"built": folder})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=times(8, 1000),
            stateful_step_count=times(25, 30),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
