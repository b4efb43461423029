"""Officers act at random on random cases, with every service there is; what must hold, holds."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests import tiny
from tests.domain.making import a_case
from tests.full import times
from tests.services.record_laws import Record, written
from trackers.domain.components import Component, ComponentKind, Form
from trackers.domain.contacts import Contact, Outcome
from trackers.domain.errors import DomainError
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.project_steps import Batch, SharedMark
from trackers.domain.shipped import SHIPPED
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.domain.voluntary import Item, ItemMark
from trackers.services import (
    agenda,
    batches,
    bulk,
    bulk_tasks,
    cases,
    components,
    contact_corrections,
    contacts,
    decisions,
    households,
    merges,
    obstacles,
    people,
    project_steps,
    reviews,
    scope,
    step_batches,
    steps,
    tracks,
    voluntary,
)
from trackers.store import cases as case_rows
from trackers.store import events, open_store, tables
from trackers.store import households as home_rows
from trackers.store import project_steps as shared_rows
from trackers.store import reviews as review_rows
from trackers.store.errors import StoreError
from trackers.store.opening import Store

ACTORS = st.sampled_from([tiny.OFFICER, tiny.OTHER, tiny.CHAIR, tiny.ADMIN] * 2 + [tiny.VIEWER])
CODES = st.sampled_from(["XM-001", "XM-002", "XM-003", "XM-004"] * 3 + ["XM-404"])
SOME = st.lists(CODES, min_size=1, max_size=4, unique=True)
HOMES = st.sampled_from(["H001", "H002", "H003", "H004"] * 3 + ["H404"])
# Words as people type them, and as those type who try what breaks.
WORDS = st.sampled_from(["", "  ", *["Đo lại"] * 4, "{{7*7}}", "'; DROP TABLE cases; --", "đ" * 90])
DAYS = st.integers(-30, 1).map(lambda more: tiny.TODAY + timedelta(days=more))
OFFICERS = st.sampled_from(["CB03", "CB05", "CB03", "CB05", "CB99"])
KINDS = st.sampled_from(ObstacleKind)
STEPS = st.sampled_from(
    sorted({one.code for track in SHIPPED.tracks.values() for one in track.steps} | {"none"})
)
STATES = st.sampled_from([StepState.DONE, StepState.DONE, *StepState])
REFUSED = (DomainError, StoreError)


@st.composite
def step_marks(draw):
    """A step with a state, dated where it is done; version 0, as of a form for many."""
    state = draw(STATES)
    return StepMark(draw(STEPS), state, draw(DAYS) if state is StepState.DONE else None)


@st.composite
def visits_to_many(draw):
    """A visit whose household is not told yet."""
    day = draw(DAYS)
    outcome = draw(st.sampled_from(Outcome))
    return Contact("", "", "XM", day, ("CB03",), outcome, note=draw(WORDS), promise_on=day)


TASKS = st.one_of(
    st.builds(bulk_tasks.SetStep, step_marks(), WORDS),
    st.builds(bulk_tasks.RecordVisits, visits_to_many()),
    st.builds(bulk_tasks.OpenObstacles, KINDS, WORDS, DAYS, st.just("") | OFFICERS),
    st.builds(
        bulk_tasks.EditCases,
        st.fixed_dictionaries(
            {}, optional={"officer_code": OFFICERS, "cover_code": OFFICERS, "reviewed_on": DAYS}
        ),
        WORDS,
    ),
)


class Acting(RuleBasedStateMachine):
    """One ward whose officers may try anything."""

    template: Store
    store: Store

    def __init__(self):
        super().__init__()
        copy_database(self.template, self.store)
        self.ledger = self.store.ledger("TEST")
        self.record = Record(self.ledger)
        self.clock = 0

    def teardown(self):
        self.record.follow()
        self.record.prove()

    @invariant()
    def what_must_hold_holds(self):
        self.record.follow()

    @property
    def now(self):
        """A moment later than the last; now and then it is the same one."""
        self.clock += 1
        return tiny.later(self.clock // 2)

    def try_to(self, do, actor, **values):
        """Do something; give what was saved, or None when it was refused."""
        try:
            saved = do(self.ledger, actor, now=self.now, **values)
        except REFUSED:
            return None
        return saved[1] if isinstance(saved, tuple) else saved

    def state(self, code):
        with self.ledger.read() as reading:
            found = case_rows.read_states(reading, codes=[code])
        return found[0] if found else None

    def home(self, code):
        with self.ledger.read() as reading:
            return home_rows.read_households(reading, [code]).get(code)


class OneCase(Acting):
    """What is done to one case."""

    hurdles = Bundle("hurdles")
    parts = Bundle("parts")

    @rule(actor=ACTORS, code=CODES, mark=step_marks(), fresh=st.booleans(), reason=WORDS)
    def set_step(self, actor, code, mark, fresh, reason):
        kept = self.state(code)
        held = kept.marks.get(mark.step) if kept else None
        new = replace(mark, note=reason, version=held.version if held and fresh else 0)
        self.try_to(steps.set_step, actor, case_code=code, mark=new, reason=reason)

    @rule(actor=ACTORS, code=CODES, day=DAYS, strides=st.integers(1, 10))
    def walk_on(self, actor, code, day, strides):
        """Take the next steps that are open, as people mostly do."""
        kept = self.state(code)
        for one in kept.track.case_steps if kept else ():
            mark = kept.marks.get(one.code)
            if strides and (mark is None or mark.state is StepState.PENDING):
                new = StepMark(one.code, StepState.DONE, day, "", mark.version if mark else 0)
                strides -= self.try_to(steps.set_step, actor, case_code=code, mark=new) is not None

    @rule(actor=ACTORS, code=CODES, items=st.just(tuple(Item)) | st.lists(st.sampled_from(Item)),
          day=DAYS, state=STATES, reason=WORDS)  # fmt: skip
    def set_items(self, actor, code, items, day, state, reason):
        kept = self.state(code)
        held = kept.voluntary if kept else {}
        on = day if state is StepState.DONE else None
        marks = [
            ItemMark(
                one, state, on, "CB03", "BB 12", reason, held[one].version if one in held else 0
            )
            for one in dict.fromkeys(items)
        ]
        self.try_to(voluntary.set_items, actor, case_code=code, marks=marks, reason=reason)

    @rule(actor=ACTORS, code=CODES, reason=WORDS, fresh=st.booleans())
    def move_track(self, actor, code, reason, fresh):
        kept = self.state(code)
        base = kept.case.version if kept and fresh else 1
        self.try_to(tracks.move_track, actor, case_code=code, reason=reason, base=base)

    @rule(
        target=parts, actor=ACTORS, code=CODES, form=st.sampled_from(Form), many=st.integers(0, 9)
    )
    def add_component(self, actor, code, form, many):
        part = Component(ComponentKind.TREES, form, float(many), "cây")
        saved = self.try_to(components.add_component, actor, case_code=code, component=part)
        return (code, replace(part, position=saved.revision)) if saved else multiple()

    @rule(target=parts, actor=ACTORS, part=consumes(parts), form=st.sampled_from(Form),
          reason=WORDS)  # fmt: skip
    def change_component(self, actor, part, form, reason):
        code, base = part
        mine = replace(base, form=form)
        saved = self.try_to(
            components.change_component, actor, case_code=code, base=base, mine=mine, reason=reason
        )
        return (code, replace(mine, version=2)) if saved and saved.revision else part

    @rule(actor=ACTORS, part=parts, reason=WORDS)
    def remove_component(self, actor, part, reason):
        self.try_to(
            components.remove_component, actor, case_code=part[0], base=part[1], reason=reason
        )

    @rule(target=hurdles, actor=ACTORS, code=CODES, kind=KINDS, text=WORDS, day=DAYS,
          blocks=st.sampled_from([None, None, True, False]))  # fmt: skip
    def open_obstacle(self, actor, code, kind, text, day, blocks):
        saved = self.try_to(
            obstacles.open_obstacle,
            actor,
            case_code=code,
            kind=kind,
            text=text,
            opened_on=day,
            officer_code="CB03",
            due_on=None,
            blocks_handover=blocks,
            reason=text,
        )
        return self.state(code).obstacles[-1] if saved else multiple()

    @rule(actor=ACTORS, hurdle=hurdles, blocks=st.booleans(), kind=KINDS, reason=WORDS)
    def edit_obstacle(self, actor, hurdle, blocks, kind, reason):
        mine = replace(hurdle, blocks_handover=blocks, kind=kind)
        self.try_to(obstacles.edit_obstacle, actor, base=hurdle, mine=mine, reason=reason)

    @rule(actor=ACTORS, hurdle=hurdles, day=DAYS, text=WORDS, base=st.integers(1, 3),
          again=st.booleans())  # fmt: skip
    def close_or_reopen_obstacle(self, actor, hurdle, day, text, base, again):
        same = {"case_code": hurdle.case_code, "obstacle_id": hurdle.obstacle_id, "base": base}
        if again:
            self.try_to(obstacles.reopen_obstacle, actor, reason=text, **same)
        else:
            self.try_to(obstacles.close_obstacle, actor, closed_on=day, resolution=text, **same)

    @rule(actor=ACTORS, code=CODES, area=st.integers(1, 40), reason=WORDS, stale=st.booleans(),
          officer=OFFICERS)  # fmt: skip
    def edit_case(self, actor, code, area, reason, stale, officer):
        kept = self.state(code)
        if kept is None:
            return
        base = replace(kept.case, affected_m2=15.0) if stale else kept.case
        mine = replace(base, affected_m2=float(area), officer_code=officer)
        self.try_to(cases.edit_case, actor, base=base, mine=mine, reason=reason)

    @rule(actor=ACTORS, code=CODES, home=HOMES, parcel=st.integers(1, 5), known=st.booleans(),
          track=st.sampled_from(TrackCode))  # fmt: skip
    def open_case(self, actor, code, home, parcel, known, track):
        new = () if known else (replace(tiny.HOMES[0], code=home),)
        case = a_case(code, parcel_id=parcel, household_codes=(home,), track=track)
        self.try_to(cases.add_case, actor, case=case, new_households=new)

    @rule(
        actor=ACTORS, code=CODES, reason=WORDS, day=DAYS, fresh=st.booleans(), again=st.booleans()
    )
    def close_or_reopen_case(self, actor, code, reason, day, fresh, again):
        kept = self.state(code)
        base = kept.case.version if kept and fresh else 1
        same = {"case_code": code, "reason": reason, "base": base}
        if again:
            self.try_to(scope.reopen_case, actor, **same)
        else:
            self.try_to(scope.close_case, actor, closed_on=day, **same)


class ManyCases(Acting):
    """What is done to many cases at once, and undone."""

    written = Bundle("written")
    rounds = Bundle("rounds")

    @rule(target=written, actor=ACTORS, task=TASKS, codes=SOME)
    def write_many(self, actor, task, codes):
        saved = self.try_to(bulk.write_many, actor, task=task, case_codes=codes)
        return self.subject_of(saved) if saved and saved.revision else multiple()

    @rule(actor=ACTORS, batch=written, reason=WORDS)
    def undo_batch(self, actor, batch, reason):
        self.try_to(batches.undo_batch, actor, batch_id=batch, reason=reason)

    @rule(actor=ACTORS, task=TASKS, codes=SOME)
    def write_many_and_undo_it_at_once(self, actor, task, codes):
        before = written(self.ledger)
        saved = self.try_to(bulk.write_many, actor, task=task, case_codes=codes)
        if saved is None or not saved.revision:
            assert written(self.ledger) == before, "a refused batch wrote something"
            return
        self.record.follow()
        undone = self.try_to(
            batches.undo_batch, actor, batch_id=self.subject_of(saved), reason="Nhầm"
        )
        if undone:
            assert as_told(written(self.ledger), task) == as_told(before, task)

    @rule(target=rounds, actor=ACTORS, step=STEPS, day=DAYS, state=STATES, reason=WORDS,
          fresh=st.booleans(), track=st.sampled_from([TrackCode.RECOVERY, *TrackCode]),
          batch=st.none() | SOME | rounds)  # fmt: skip
    def set_project_step(self, actor, step, day, state, reason, fresh, track, batch):
        if isinstance(batch, list):
            batch = Batch("", "XM", f"Đợt {self.clock}", tuple(batch))
        mark = StepMark(step, state, day if state is StepState.DONE else None)
        shared = SharedMark("XM", track, mark, batch)
        if fresh:
            shared = replace(shared, mark=replace(mark, version=self.version_of(shared)))
        saved = self.try_to(project_steps.set_project_step, actor, shared=shared, reason=reason)
        if saved and saved.revision and batch and not batch.code:
            with self.ledger.read() as reading:
                return shared_rows.read_batches(reading)[-1]
        return multiple()

    @rule(actor=ACTORS, batch=rounds, codes=SOME, reason=WORDS, fresh=st.booleans())
    def edit_batch(self, actor, batch, codes, reason, fresh):
        with self.ledger.read() as reading:
            (now,) = [one for one in shared_rows.read_batches(reading) if one.code == batch.code]
        base = now if fresh else batch
        mine = replace(base, case_codes=tuple(codes))
        self.try_to(step_batches.edit_batch, actor, base=base, mine=mine, reason=reason)

    def version_of(self, shared):
        with self.ledger.read() as reading:
            for one in shared_rows.read_shared(reading):
                if replace(one, mark=shared.mark) == shared and one.mark.step == shared.mark.step:
                    return one.mark.version
        return 0

    def subject_of(self, saved):
        with self.ledger.read() as reading:
            return events.subject_of(reading, saved.revision)


class People(Acting):
    """What is done to households, and who is away."""

    visits = Bundle("visits")
    mergings = Bundle("mergings")

    @rule(target=visits, actor=ACTORS, home=HOMES, visit=visits_to_many())
    def record_visit(self, actor, home, visit):
        visit = replace(visit, contact_id=f"v{self.clock}", household_code=home)
        return visit if self.try_to(contacts.record_visit, actor, visit=visit) else multiple()

    @rule(target=visits, actor=ACTORS, visit=consumes(visits), day=DAYS, note=WORDS)
    def correct_visit(self, actor, visit, day, note):
        new = replace(visit, met_on=day, promise_on=None, note=note, recorded_at=tiny.NOW)
        saved = self.try_to(contact_corrections.correct_visit, actor, visit=new, reason=note)
        return replace(new, version=new.version + 1) if saved else visit

    @rule(actor=ACTORS, visit=visits, home=st.none() | HOMES, reason=WORDS)
    def withdraw_or_move_visit(self, actor, visit, home, reason):
        same = {"contact_id": visit.contact_id, "base": visit.version, "reason": reason}
        if home is None:
            self.try_to(contact_corrections.withdraw_visit, actor, **same)
        else:
            place = {"household_code": home, "project_code": "XM"}
            self.try_to(contact_corrections.move_visit, actor, **same, **place)

    @rule(
        target=mergings, actor=ACTORS, kept=HOMES, other=HOMES, reason=WORDS, at_once=st.booleans()
    )
    def merge_households(self, actor, kept, other, reason, at_once):
        pair = [self.home(code) for code in (kept, other)]
        if None in pair:
            return multiple()
        before = written(self.ledger) if at_once else None
        saved = self.try_to(
            merges.merge_households, actor, kept=pair[0], other=pair[1], reason=reason
        )
        if saved is None:
            return multiple()
        standing = merges.mergings_into(self.ledger, tiny.ADMIN, kept)
        (merging,) = [one.merge_id for one in standing if one.other_code == other]
        if at_once:
            self.record.follow()
            assert self.try_to(merges.undo_merge, actor, merge_id=merging, reason="Nhầm")
            assert written(self.ledger) == before
        return merging

    @rule(actor=ACTORS, merging=mergings, reason=WORDS)
    def undo_merge(self, actor, merging, reason):
        self.try_to(merges.undo_merge, actor, merge_id=merging, reason=reason)

    @rule(actor=ACTORS, code=st.just("") | HOMES, phone=st.sampled_from(["", "0900000009"]))
    def add_household(self, actor, code, phone):
        home = replace(tiny.HOMES[1], code=code, phone=phone)
        self.try_to(households.add_household, actor, household=home)

    @rule(actor=ACTORS, code=HOMES, phone=st.sampled_from(["", "0900000009"]), stale=st.booleans())
    def edit_household(self, actor, code, phone, stale):
        kept = self.home(code)
        if kept is not None:
            base = replace(kept, phone="") if stale else kept
            mine = replace(base, phone=phone)
            self.try_to(households.edit_household, actor, base=base, mine=mine)

    @rule(actor=ACTORS, code=CODES, homes=st.lists(HOMES, max_size=3), reason=WORDS,
          share=st.sampled_from(["", "1/2", "1/1"]))  # fmt: skip
    def set_holders(self, actor, code, homes, reason, share):
        kept = self.state(code)
        if kept is not None:
            values = {"household_codes": tuple(homes), "shares": (share,) * len(homes)}
            self.try_to(households.set_holders, actor, base=kept.case, reason=reason, **values)

    @rule(actor=ACTORS, officer=OFFICERS, days=st.integers(-2, 9))
    def record_absence(self, actor, officer, days):
        self.try_to(
            people.record_absence,
            actor,
            officer_code=officer,
            cover_code="CB03",
            from_on=tiny.TODAY,
            to_on=tiny.TODAY + timedelta(days=days),
        )

    @rule(actor=ACTORS, day=DAYS, reason=WORDS)
    def end_absence(self, actor, day, reason):
        for one in people.list_absences(self.ledger)[-1:]:
            self.try_to(people.end_absence, actor, base=one, back_on=day, reason=reason)


class Meetings(Acting):
    """What is done in the review of the week."""

    items = Bundle("items")
    taken = Bundle("taken")

    @rule(
        actor=ACTORS, weeks=st.sampled_from([0, 0, 0, 0, -1, 1]), secretary=OFFICERS | st.just("")
    )
    def open_review(self, actor, weeks, secretary):
        monday = tiny.TODAY + timedelta(days=7 * weeks)
        self.try_to(reviews.open_review, actor, monday=monday, secretary_code=secretary)

    @rule(target=items, actor=ACTORS, title=WORDS, text=WORDS, code=st.just("") | CODES,
          place=st.none() | st.integers(-1, 9))  # fmt: skip
    def add_topic(self, actor, title, text, code, place):
        about = {"title": title, "text": text, "case_code": code, "position": place}
        self.try_to(agenda.add_topic, actor, monday=tiny.TODAY, **about)
        with self.ledger.read() as reading:
            listed = review_rows.read_items(reading, tiny.TODAY)
        return multiple(*(one.item_id for one in listed))

    @rule(actor=ACTORS, item=items, place=st.integers(-1, 20), skip=st.none() | st.booleans())
    def move_or_skip_item(self, actor, item, place, skip):
        if skip is None:
            self.try_to(agenda.move_item, actor, item_id=item, position=place)
        else:
            self.try_to(agenda.skip_item, actor, item_id=item, skipped=skip)

    @rule(actor=ACTORS, item=items, text=WORDS, gone=st.booleans())
    def edit_or_remove_item(self, actor, item, text, gone):
        with self.ledger.read() as reading:
            kept = review_rows.find_item(reading, item)
        if gone:
            self.try_to(agenda.remove_topic, actor, item_id=item)
        elif kept is not None:
            mine = replace(kept, text=text)
            self.try_to(agenda.edit_item, actor, base=kept, mine=mine)

    @rule(target=taken, actor=ACTORS, text=WORDS, officer=OFFICERS, day=DAYS,
          code=st.just("") | CODES, item=st.just("") | items)  # fmt: skip
    def take_decision(self, actor, text, officer, day, code, item):
        due = day + timedelta(days=30)
        about = {"text": text, "officer_code": officer, "due_on": due, "case_code": code}
        saved = self.try_to(
            decisions.take_decision, actor, monday=tiny.TODAY, item_id=item, **about
        )
        with self.ledger.read() as reading:
            listed = review_rows.read_decisions(reading)
        return listed[-1] if saved else multiple()

    @rule(actor=ACTORS, one=taken, text=WORDS, officer=OFFICERS, days=st.integers(-1, 30))
    def edit_decision(self, actor, one, text, officer, days):
        mine = replace(one, text=text, officer_code=officer, due_on=one.due_on + timedelta(days))
        self.try_to(decisions.edit_decision, actor, base=one, mine=mine)

    @rule(actor=ACTORS, one=taken, word=WORDS, base=st.integers(1, 3), here=st.booleans(),
          again=st.booleans())  # fmt: skip
    def close_or_reopen_decision(self, actor, one, word, base, here, again):
        same = {"decision_id": one.decision_id, "base": base}
        if again:
            self.try_to(decisions.reopen_decision, actor, reason=word, **same)
        else:
            closed_in = tiny.TODAY if here else None
            self.try_to(decisions.close_decision, actor, word=word, closed_in=closed_in, **same)

    @rule(actor=ACTORS, reason=WORDS, note=WORDS, do=st.sampled_from(["close", "reopen", "attend"]))
    def close_reopen_or_attend(self, actor, reason, note, do):
        same = {"monday": tiny.TODAY}
        if do == "close":
            self.try_to(reviews.close_review, actor, **same)
        elif do == "reopen":
            self.try_to(reviews.reopen_review, actor, reason=reason, **same)
        else:
            who = {"chair_code": "CB01", "secretary_code": "", "present": ("CB03",), "absent": ()}
            self.try_to(reviews.set_attendance, actor, base=1, note=note, **who, **same)


class Officers(OneCase, ManyCases, People, Meetings):
    """All of it, in any order."""


def as_told(rows, task):
    """Rows without what follows from other rows by itself: “đã vận động” follows the visits."""
    if not isinstance(task, bulk_tasks.RecordVisits):
        return rows
    table = tables.case_steps.name
    return {key: row for key, row in rows.items() if key[0] != table or "contacted" not in key}


def copy_database(source: Store, target: Store) -> None:
    """Put the rows of one embedded store in the place of another's."""
    with source.reader.connect() as one, target.writer.connect() as other:
        here, there = (each.connection.driver_connection for each in (one, other))
        there.rollback()
        here.backup(there)


@pytest.mark.drill
def test_whatever_officers_do_the_record_stays_sound_and_the_log_proves_it(tmp_path: Path):
    template, store = (
        open_store(tmp_path / name, durable=False, keys=tiny.KEYS) for name in ("as_built", "live")
    )
    tiny.build(template)
    run_state_machine_as_test(
        type("Machine", (Officers,), {"template": template, "store": store}),
        settings=settings(
            max_examples=times(8, 1000),
            stateful_step_count=times(25, 30),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    for one in (template, store):
        one.close()
