from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import TODAY
from trackers.domain import errors
from trackers.domain.tracks import StepState
from trackers.domain.voluntary import Checklist, Item, ItemMark, check_item

SIGNED = date(2014, 3, 25)
DUE = [one for one in Item if one.before_signing]


def ticked(item=Item.WITNESS, on=date(2014, 3, 18), **more):
    return replace(ItemMark(item, StepState.DONE, on, "Lữ Hoài Ân", "BB 12"), **more)


def left_out(item=Item.CO_OWNERS, **more):
    mark = ItemMark(item, StepState.NOT_APPLICABLE, reason="Một người đứng tên", paper="GCN 5")
    return replace(mark, **more)


def whole(*but, on=date(2014, 3, 18)):
    return Checklist({one: ticked(one, on) for one in Item if one not in but})


class TestSigning:
    def test_all_but_the_paper_itself_come_before_the_signature(self):
        assert [one for one in Item if one not in DUE] == [Item.DOCUMENT]
        whole(Item.DOCUMENT).check_signing(SIGNED)

    @pytest.mark.parametrize("item", DUE)
    def test_no_signature_without_any_one_of_them(self, item):
        with pytest.raises(errors.VoluntaryMissing) as caught:
            whole(item).check_signing(SIGNED)
        assert caught.value.values["missing"] == [item.label]

    def test_nobody_signs_before_being_told(self):
        whole(on=SIGNED).check_signing(SIGNED)
        with pytest.raises(errors.VoluntaryLate):
            whole(on=date(2014, 3, 26)).check_signing(SIGNED)

    def test_what_does_not_apply_with_reason_and_paper_is_settled(self):
        checklist = Checklist({**whole().marks, Item.CO_OWNERS: left_out()})
        checklist.check_signing(SIGNED)
        assert checklist.complete

    def test_it_is_counted(self):
        assert (Checklist().settled, Checklist().complete) == (0, False)
        assert (whole(Item.DOCUMENT).settled, whole(Item.DOCUMENT).complete) == (5, False)
        assert whole().complete

    @given(st.dictionaries(st.sampled_from(Item), st.sampled_from(StepState)))
    def test_a_signature_passes_only_when_nothing_due_is_pending(self, states):
        checklist = Checklist({one: ticked(one, state=state) for one, state in states.items()})
        missing = any(checklist.mark(one).state is StepState.PENDING for one in DUE)
        try:
            checklist.check_signing(SIGNED)
        except errors.VoluntaryMissing:
            assert missing
        else:
            assert not missing


class TestItems:
    @pytest.mark.parametrize(
        ("mark", "error"),
        [
            (ticked(done_on=None), errors.DateMissing),
            (ticked(on=date(2014, 4, 8)), errors.DateInFuture),
            (ticked(who=" "), errors.TextMissing),
            (ticked(Item.DOCUMENT, paper=""), errors.TextMissing),
            (ticked(who="a" * 301), errors.TextTooLong),
            (left_out(reason=" "), errors.ReasonMissing),
            (left_out(paper=" "), errors.TextMissing),
        ],
    )
    def test_a_mark_must_be_whole(self, mark, error):
        with pytest.raises(error):
            check_item(mark, signed_on=None, today=TODAY)

    def test_a_whole_mark_passes(self):
        for mark in (ticked(), left_out(), ItemMark(Item.WITNESS), ticked(paper="")):
            check_item(mark, signed_on=None, today=TODAY)

    def test_what_a_signature_rests_on_stays_and_stays_before_it(self):
        with pytest.raises(errors.VoluntaryNeeded):
            check_item(ItemMark(Item.WITNESS), signed_on=SIGNED, today=TODAY)
        with pytest.raises(errors.VoluntaryLate):
            check_item(ticked(on=date(2014, 3, 26)), signed_on=SIGNED, today=TODAY)
        check_item(ticked(on=SIGNED), signed_on=SIGNED, today=TODAY)
        check_item(left_out(), signed_on=SIGNED, today=TODAY)
        check_item(ticked(Item.DOCUMENT, TODAY), signed_on=SIGNED, today=TODAY)
        check_item(ItemMark(Item.DOCUMENT), signed_on=SIGNED, today=TODAY)
