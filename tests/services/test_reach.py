"""Where an officer writes; the whole matrix is in test_rights_matrix.py."""

from dataclasses import replace

import pytest

from tests.domain.making import a_case, a_visit, done
from tests.tiny import NOW, OFFICER, OTHER, TODAY
from trackers.domain.contacts import Contact
from trackers.domain.errors import NotYours, OwnRights, RowNotYours
from trackers.domain.reach import Reach
from trackers.domain.tracks import TrackCode
from trackers.services.batches import last_batches, undo_batch
from trackers.services.bulk import preview_many, write_many
from trackers.services.bulk_tasks import EditCases
from trackers.services.cases import add_case, edit_case
from trackers.services.contacts import record_visit
from trackers.services.household_lists import import_cases, preview_cases
from trackers.services.households import edit_household, household_line
from trackers.services.steps import set_step
from trackers.services.subjects import the_state

# In charge of XM-003 alone, which two households share: H001 (of XM-001 too) and H003.
HERS = replace(OTHER, reach=Reach(officers=frozenset({"CB05"})))
KV1 = replace(OTHER, reach=Reach(areas=frozenset({"KV1"})))
KV2 = replace(OTHER, reach=Reach(areas=frozenset({"KV2"})))


def test_a_step_goes_into_an_own_case_and_into_nobody_elses(ledger):
    mark = done("contacted", version=0)
    with pytest.raises(NotYours):
        set_step(ledger, HERS, case_code="XM-001", mark=mark, now=NOW)
    assert set_step(ledger, HERS, case_code="XM-003", mark=mark, now=NOW).revision


def test_a_visit_and_a_household_are_of_whoever_has_one_of_its_cases(ledger):
    def visit(code: str) -> Contact:
        return a_visit(household_code=code, contact_id="")

    record_visit(ledger, HERS, visit=visit("H001"), now=NOW)
    with pytest.raises(NotYours):
        record_visit(ledger, HERS, visit=visit("H002"), now=NOW)
    for code, fits in (("H001", True), ("H003", True), ("H002", False)):
        base = household_line(ledger, HERS, code).household
        mine = replace(base, note="Gọi trước")
        if fits:
            edit_household(ledger, HERS, base=base, mine=mine, now=NOW)
            continue
        with pytest.raises(NotYours):
            edit_household(ledger, HERS, base=base, mine=mine, now=NOW)


def test_a_case_is_opened_where_the_parcel_lies_whatever_area_it_is_given(ledger):
    case = a_case("XM-009", parcel_id=4, household_codes=("H002",), officer_code="CB05")
    with pytest.raises(NotYours):
        add_case(ledger, HERS, case=case, now=NOW)
    with pytest.raises(NotYours):
        add_case(ledger, KV2, case=replace(case, area_code="KV2"), now=NOW)
    add_case(ledger, KV1, case=case, now=NOW)


def test_a_list_is_refused_whole_and_names_the_rows_of_others(ledger, tmp_path):
    path = tmp_path / "ho.csv"
    path.write_text("Tờ,Thửa,Chủ sử dụng,Diện tích\nP7-73,263A,Lê Văn Tám,12\n", "utf-8")
    asked = {"project_code": "XM", "track": TrackCode.DONATION, "officer_code": "CB05", "now": NOW}
    [refusal] = preview_cases(ledger, HERS, path, **asked).refusals
    assert isinstance(refusal, RowNotYours)
    assert refusal.values["value"] == "P7-73/263A"
    with pytest.raises(RowNotYours):
        import_cases(ledger, HERS, path, **asked)
    assert import_cases(ledger, KV1, path, **asked).codes == ("XM-004",)


def test_many_cases_name_those_of_others_and_none_is_written(ledger):
    task = EditCases({"reviewed_on": TODAY})
    codes = ["XM-001", "XM-003"]
    preview = preview_many(ledger, HERS, task, case_codes=codes, now=NOW)
    assert (preview.ready, [one.case_code for one in preview.refusals]) == (("XM-003",), ["XM-001"])
    with pytest.raises(NotYours):
        write_many(ledger, HERS, task, case_codes=codes, now=NOW)


def test_who_gave_a_case_away_may_take_that_back_and_nobody_else_may(ledger):
    write_many(ledger, HERS, EditCases({"officer_code": "CB03"}), case_codes=["XM-003"], now=NOW)
    [batch] = last_batches(ledger, HERS)
    moved_on = replace(HERS, reach=Reach())
    with pytest.raises(NotYours):
        undo_batch(ledger, moved_on, batch_id=batch.batch_id, reason="Nhầm", now=NOW)
    undo_batch(ledger, HERS, batch_id=batch.batch_id, reason="Nhầm", now=NOW)
    with ledger.read() as reading:
        assert the_state(reading, "XM-003").case.officer_code == "CB05"


def test_who_covers_does_not_keep_the_case(ledger):
    with ledger.read() as reading:
        base = the_state(reading, "XM-001").case
    covers = Reach(officers=frozenset({"CB05", "CB03"}))
    actor = replace(OTHER, reach=covers, covers=frozenset({"CB03"}))
    mine = replace(base, officer_code="CB05")
    with pytest.raises(OwnRights):
        edit_case(ledger, actor, base=base, mine=mine, now=NOW)
    with pytest.raises(OwnRights):
        task = EditCases({"cover_code": "CB05"})
        write_many(ledger, actor, task, case_codes=["XM-001"], now=NOW)
    edit_case(ledger, OFFICER, base=base, mine=mine, now=NOW)
