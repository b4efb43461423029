from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import a_case
from trackers.domain.errors import EditConflict
from trackers.domain.merge import merge

FREE, FIRM = ("officer_code", "cover_code"), ("affected_m2", "frontage_m")
BY = ("CB05", datetime(2014, 4, 7, tzinfo=UTC))
BASE = a_case()


def merged(theirs, mine):
    return merge(BASE, theirs, mine, free=FREE, firm=FIRM, writer=BY)


def test_different_free_fields_are_merged_and_said_so():
    result = merged(replace(BASE, officer_code="CB05"), replace(BASE, cover_code="CB06"))
    assert result.changes == {"cover_code": "CB06"}
    assert result.merged == ("officer_code",)


def test_the_same_value_from_both_is_no_conflict():
    wish = replace(BASE, officer_code="CB05")
    assert merged(wish, wish).changes == {}


def test_different_values_of_one_field_are_a_conflict_that_names_both():
    with pytest.raises(EditConflict) as caught:
        merged(replace(BASE, officer_code="CB05"), replace(BASE, officer_code="CB07"))
    found = caught.value.values
    assert (found["base"], found["theirs"], found["mine"]) == ("CB03", "CB05", "CB07")
    assert (found["by"], found["at"]) == BY


def test_halves_of_firm_figures_are_never_combined():
    with pytest.raises(EditConflict):
        merged(replace(BASE, affected_m2=16.0), replace(BASE, frontage_m=9.0))


def test_a_firm_figure_alone_is_written():
    assert merged(BASE, replace(BASE, affected_m2=16.0)).changes == {"affected_m2": 16.0}
    changed = replace(BASE, officer_code="CB05")
    assert merged(changed, replace(BASE, affected_m2=16.0)).changes == {"affected_m2": 16.0}


@given(st.lists(st.sampled_from(["CB01", "CB02", None]), min_size=4, max_size=4))
def test_nothing_of_theirs_is_overwritten_silently(values):
    theirs = replace(BASE, officer_code=values[0] or "CB03", cover_code=values[1])
    mine = replace(BASE, officer_code=values[2] or "CB03", cover_code=values[3])
    try:
        changes = merged(theirs, mine).changes
    except EditConflict:
        return
    for name, value in changes.items():
        assert getattr(theirs, name) in {getattr(BASE, name), value}


def test_dates_compare_as_values():
    assert merged(replace(BASE, closed_on=date(2014, 4, 1)), BASE).changes == {}
