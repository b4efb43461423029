import pytest

from tests.tiny import NOW, OFFICER, VIEWER
from trackers.domain.errors import NotAllowed, UnknownRecord
from trackers.services.assignments import assign_many
from trackers.services.cases import case_card
from trackers.services.wards import current_revision

CODES = ("XM-001", "XM-002", "XM-003")


def officers(ledger):
    return [case_card(ledger, OFFICER, code, NOW).state.case.officer_code for code in CODES]


def test_all_cases_get_the_officer_and_a_repeat_writes_nothing(ledger):
    saved = assign_many(ledger, OFFICER, case_codes=CODES, officer_code="CB05", now=NOW, key="once")
    again = assign_many(ledger, OFFICER, case_codes=CODES, officer_code="CB05", now=NOW, key="once")
    assert officers(ledger) == ["CB05"] * 3
    assert again.repeated
    assert current_revision(ledger)[0] == saved.revision


@pytest.mark.parametrize(("codes", "officer"), [((*CODES, "XM-999"), "CB05"), (CODES, "CB99")])
def test_one_that_is_unknown_leaves_all_as_they_were(ledger, codes, officer):
    before = officers(ledger)
    with pytest.raises(UnknownRecord):
        assign_many(ledger, OFFICER, case_codes=codes, officer_code=officer, now=NOW)
    assert officers(ledger) == before


def test_a_viewer_assigns_nobody(ledger):
    with pytest.raises(NotAllowed):
        assign_many(ledger, VIEWER, case_codes=CODES, officer_code="CB05", now=NOW)
