"""A batch's cases change, unless a step that is recorded rests on it."""

from dataclasses import replace

import pytest

from tests.services.test_project_steps import CODES, common, record, state
from tests.tiny import ADMIN, NOW, OFFICER, OTHER, VIEWER, take
from trackers.domain import errors
from trackers.domain.tracks import StepState
from trackers.services.history import case_history
from trackers.services.project_steps import project_steps_of
from trackers.services.proving import prove_log
from trackers.services.step_batches import edit_batch, preview_batch
from trackers.services.tracks import move_track


@pytest.fixture
def batch(ledger):
    """“Đợt 1” of XM-001 and XM-002, for which the notice is recorded; all on the recovery track."""
    for code in CODES:
        move_track(ledger, OFFICER, case_code=code, reason="Thu hồi", base=1, now=NOW)
    record(ledger, common("notice", "XM-001", "XM-002"))
    return the_batch(ledger)


def the_batch(ledger):
    [found] = project_steps_of(ledger, OFFICER, "XM").batches
    return found


def edit(ledger, base, *codes, actor=OFFICER, reason="Chia lại đợt", **more):
    mine = replace(base, case_codes=codes or base.case_codes, **more)
    return edit_batch(ledger, actor, base=base, mine=mine, reason=reason, now=NOW)


def noticed(ledger):
    return [code for code in CODES if state(ledger, code).steps.states["notice"] is StepState.DONE]


def test_its_steps_follow_the_cases_put_in_and_taken_out(ledger, batch):
    edit(ledger, batch, "XM-002", "XM-003", name="Đợt A")
    assert the_batch(ledger).name == "Đợt A"
    assert noticed(ledger) == ["XM-002", "XM-003"]
    for code in ("XM-001", "XM-003"):
        entry = case_history(ledger, OFFICER, code)[0]
        assert (entry.kind, entry.reason) == ("step_batch.edited", "Chia lại đợt")
    assert case_history(ledger, OFFICER, "XM-002")[0].kind != "step_batch.edited"
    assert prove_log(ledger, ADMIN).holds


def test_a_case_whose_own_step_rests_on_it_stays(ledger, batch):
    take(ledger, "inventory", case="XM-001")
    [refused] = preview_batch(
        ledger, OFFICER, base=batch, mine=replace(batch, case_codes=("XM-002",))
    )
    assert refused.case_code == "XM-001"
    with pytest.raises(errors.StepHasDependents) as caught:
        edit(ledger, batch, "XM-002")
    assert "Kiểm đếm" in str(caught.value.values["dependents"])
    assert the_batch(ledger) == batch
    edit(ledger, batch, "XM-001")


def test_a_case_that_lacks_what_came_before_is_not_put_in(ledger, batch):
    for code in ("XM-001", "XM-002"):
        take(ledger, "inventory", case=code)
    record(ledger, replace(common("draft"), batch=batch))
    with pytest.raises(errors.MissingPrerequisite):
        edit(ledger, batch, *CODES)
    assert noticed(ledger) == ["XM-001", "XM-002"]


def test_what_cannot_be_is_refused(ledger, batch):
    wrong = (
        ({"codes": ("XM-001", "XM-999")}, errors.UnknownRecord),
        ({"name": " "}, errors.TextMissing),
        ({"codes": ("XM-001",), "reason": ""}, errors.ReasonMissing),
        ({"codes": ("XM-001",), "actor": VIEWER}, errors.NotAllowed),
    )
    for values, error in wrong:
        with pytest.raises(error):
            edit(ledger, batch, *values.pop("codes", ()), **values)
    with pytest.raises(errors.TextMissing):
        mine = replace(batch, case_codes=())
        edit_batch(ledger, OFFICER, base=batch, mine=mine, reason="x", now=NOW)
    assert the_batch(ledger) == batch


def test_two_peoples_lists_are_never_combined(ledger, batch):
    edit(ledger, batch, "XM-001", actor=OTHER)
    with pytest.raises(errors.EditConflict):
        edit(ledger, batch, *CODES)
    assert the_batch(ledger).case_codes == ("XM-001",)
