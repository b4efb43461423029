"""What must hold of a record after whatever officers did to it: the laws of the machine.

They are told again here, without asking the code that is to keep them wherever that is possible.
"""

from trackers.domain.obstacles import ObstacleKind
from trackers.domain.progress import row_of
from trackers.domain.stages import Stage
from trackers.domain.tracks import StepState, TrackCode
from trackers.domain.voluntary import Item
from trackers.services.frozen import findings_at
from trackers.store import cases as case_rows
from trackers.store import proof, tables
from trackers.store import reviews as review_rows

_NO_SIGNATURE = {ObstacleKind.MORTGAGE, ObstacleKind.BOUNDARY}
_WRITTEN = (
    *(tables.households, tables.cases, tables.case_steps, tables.components, tables.obstacles),
    *(tables.contacts, tables.project_steps, tables.batches),
)


class Record:
    """A ward that is followed as an open map follows it: by what was touched since.

    `states` is what the follower knows; `done` are the (case, step) pairs that it saw done.
    """

    def __init__(self, ledger):
        self.ledger = ledger
        self.revision = 0
        self.states = {}
        self.done = set()
        self.found = {}

    def follow(self):
        """Read what was touched since the last time, and hold it against the laws."""
        with self.ledger.read() as reading:
            revision = reading.row(tables.wards).revision
            if revision == self.revision:
                return
            changed = case_rows.read_states(reading, since=self.revision)
            homes = reading.rows(tables.households)
            visits = reading.rows(tables.contacts)
            self._reviews_stay_as_they_were_opened(reading)
        self.revision = revision
        self.states.update((one.case.code, one) for one in changed)
        for state in changed:
            self._nothing_was_open_that_forbids_what_was_done(state)
            _who_signed_was_free(state)
            _every_step_has_what_it_needs(state)
        _the_funnel_holds(list(self.states.values()))
        _households_are_one_each(homes, visits, self.states.values())

    def prove(self):
        """Read the record whole: what was followed is it, and the log tells the same."""
        with self.ledger.read() as reading:
            states = {one.case.code: one for one in case_rows.read_states(reading)}
            found = proof.prove(reading)
        assert states == self.states, "something changed without touching its cases"
        assert found.holds, found.findings

    def _reviews_stay_as_they_were_opened(self, reading):
        taken = review_rows.read_decisions(reading)
        for review in review_rows.read_reviews(reading):
            found = findings_at(self.ledger, reading, review)
            assert self.found.setdefault(review.monday, found) == found
            listed = review_rows.read_items(reading, review.monday)
            assert [one.position for one in listed] == list(range(1, len(listed) + 1))
            own = [one for one in taken if one.monday == review.monday]
            assert [one.number for one in own] == list(range(1, len(own) + 1))
            items = {one.item_id for one in listed} | {""}
            assert {one.item_id for one in own} <= items, "decided under what was taken off"
        for one in taken:
            assert bool(one.closed_on) == bool(one.closing_word) == bool(one.closed_by)

    def _nothing_was_open_that_forbids_what_was_done(self, state):
        code = state.case.code
        for step in ("signed", "handover"):
            if state.done_on(step) is None:
                self.done.discard((code, step))
            elif (code, step) not in self.done:
                assert not [one for one in state.open_obstacles if _forbids(one, step, state)]
                self.done.add((code, step))


def _forbids(obstacle, step, state):
    if step == "handover":
        return obstacle.blocks_handover
    return state.case.track is TrackCode.DONATION and obstacle.kind in _NO_SIGNATURE


def _who_signed_was_free(state):
    signed_on = state.done_on("signed")
    if state.case.track is not TrackCode.DONATION or signed_on is None:
        return
    for item in Item:
        mark = state.voluntary.get(item)
        if item is not Item.DOCUMENT:
            assert mark is not None, item
            assert mark.state is not StepState.PENDING, item
            assert mark.done_on is None or mark.done_on <= signed_on, item


def _every_step_has_what_it_needs(state):
    if not state.case.in_scope:
        return
    states = state.steps.states
    for step in state.track.case_steps:
        if state.done_on(step.code):
            assert not [code for code in step.needs if states[code] is StepState.PENDING], step
    if state.stage is Stage.COMPLETED:
        assert StepState.PENDING not in {states[step.code] for step in state.track.case_steps}


def _the_funnel_holds(states):
    row = row_of(states, states[0].case.opened_on)
    assert row.cases >= row.consulted >= row.agreed >= row.signed >= row.handed_over >= 0
    assert row.area_m2 >= row.handed_m2 >= 0
    assert row.cases >= row.blocked
    listed = [one for one in states if one.case.in_scope]
    by_stage = {stage: [one for one in listed if one.stage is stage] for stage in Stage}
    assert sum(map(len, by_stage.values())) == row.cases
    handed = [one for one in listed if one.done_on("handover")]
    assert len(handed) == row.handed_over
    assert len(by_stage[Stage.HANDED_OVER]) + len(by_stage[Stage.COMPLETED]) == len(handed)


def _households_are_one_each(homes, visits, states):
    assert len({row.code for row in homes}) == len(homes)
    alone = {row.code for row in homes if not row.merged_into}
    assert {row.merged_into for row in homes} - {None} <= {row.code for row in homes}
    for state in states:
        assert set(state.case.household_codes) <= alone, "a case of a household that was merged"
        assert len(set(state.case.household_codes)) == len(state.case.household_codes)
        assert len(state.case.shares) in {0, len(state.case.household_codes)}
    assert {row.household_code for row in visits} <= alone, "a visit to a household that was merged"


def written(ledger):
    """All rows that officers write, without counts of changes."""
    with ledger.read() as reading:
        return {
            (table.name, *(getattr(row, one.name) for one in table.primary_key)): {
                name: value
                for name, value in row._mapping.items()
                if name not in {"version", "revision"}
            }
            for table in _WRITTEN
            for row in reading.rows(table)
        }
