from datetime import date

from tests.domain.making import TODAY, an_obstacle, done, marks, skipped
from trackers.domain.components import Form
from trackers.domain.moving import moved
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.shipped import DONATION, RECOVERY, SHIPPED
from trackers.domain.steps import CaseSteps
from trackers.domain.tracks import StepMark, StepState, TrackCode
from trackers.domain.voluntary import Checklist, Item, ItemMark

MIXED = frozenset({Form.DONATED, Form.SUPPORTED})


def move(track, *codes, shared=(), **more):
    steps = CaseSteps(track, marks(*map(done, codes)), marks(*map(done, shared)), MIXED)
    return moved(SHIPPED, steps, today=TODAY, **more)


def test_an_inventory_is_carried_to_the_gift_and_the_rest_stays_in_the_log():
    found = move(RECOVERY, "notice", "inventory", "draft")
    assert found.track is TrackCode.DONATION
    assert [one.step for one in found.marks] == ["inventory"]
    assert found.left == (RECOVERY.step("notice").label, RECOVERY.step("draft").label)


def test_what_is_carried_must_have_what_it_needs_there():
    assert move(DONATION, "inventory").marks == ()
    carried = move(DONATION, "inventory", shared=("notice",)).marks
    assert [one.step for one in carried] == ["inventory"]


def test_former_marks_come_back_before_anything_else():
    former = (done("inventory", date(2014, 3, 1)), skipped("contacted"), done("agreed"))
    pending = StepMark("surveyed", StepState.PENDING)
    found = move(RECOVERY, "inventory", former=(*former, pending))
    # Contact cannot be left out, and consent needs it.
    assert [(one.step, one.done_on) for one in found.marks] == [("inventory", date(2014, 3, 1))]


def test_what_an_open_obstacle_forbids_does_not_come_back():
    former = [done(code) for code in ("contacted", "agreed", "signed", "handover")]
    free = Checklist({item: ItemMark(item, StepState.DONE, date(2014, 3, 1)) for item in Item})
    for kind, kept in ((ObstacleKind.GRAVE, 3), (ObstacleKind.MORTGAGE, 2)):
        found = move(RECOVERY, former=former, checklist=free, obstacles=[an_obstacle(kind)])
        assert [one.step for one in found.marks] == [one.step for one in former[:kept]]
    gone = an_obstacle(closed_on=TODAY)
    assert len(move(RECOVERY, former=former, checklist=free, obstacles=[gone]).marks) == 4


def test_a_household_that_was_met_has_been_contacted():
    found = move(RECOVERY, "notice", met_on=date(2014, 3, 2))
    assert [(one.step, one.done_on) for one in found.marks] == [("contacted", date(2014, 3, 2))]
    assert move(DONATION, met_on=date(2014, 3, 2)).marks == ()
