from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import HANDED_OVER, a_state
from trackers.domain.disclosure import (
    AGAIN,
    FEW,
    ShownClass,
    Watch,
    counts_of,
    merged_on,
    shown_classes,
    watch,
)
from trackers.domain.playback import course_of
from trackers.domain.status import public_status
from trackers.domain.tracks import TrackCode

STEPS = {"open": ("contacted",), "signed": ("contacted", "agreed", "signed"), "handed": HANDED_OVER}
PLACE = ("XM", "KV1")
FIRST_DAY = date(2014, 3, 3)


def at(*classes, first=0, **more):
    """Public statuses of donations of one place that stand at these classes."""
    return [
        public_status(a_state(*STEPS[one], code=f"XM-{number:03d}", **more))
        for number, one in enumerate(classes, first)
    ]


def counts(*classes):
    return counts_of(at(*classes))


def shown(*classes):
    return set(shown_classes(at(*classes)).values())


def test_five_unsigned_donations_are_told_from_signed_ones():
    assert shown(*["open"] * 5, "signed", "handed") == {
        ShownClass.IN_PROGRESS,
        ShownClass.SIGNED,
        ShownClass.HANDED_OVER,
    }


def test_of_four_unsigned_donations_nobody_learns_which_ones_they_are():
    assert shown(*["open"] * 4, "signed", "handed") == {
        ShownClass.NOT_HANDED,
        ShownClass.HANDED_OVER,
    }


def test_nothing_changes_on_the_page_when_the_last_one_signs():
    before = shown_classes(at("open", "signed", "signed", "handed"))
    after = shown_classes(at("signed", "signed", "signed", "handed"))
    assert before == after


def test_places_without_donations_and_places_elsewhere_are_not_touched():
    recovered = public_status(a_state(code="R-1", track=TrackCode.RECOVERY))
    other_work = replace(recovered, case_code="R-2", project_code="MN")
    statuses = [replace(recovered, area_code="KV9"), other_work, *at("open", "signed")]
    found = shown_classes(statuses)
    assert found["R-1"] == found["R-2"] == ShownClass.IN_PROGRESS
    assert found["XM-000"] == found["XM-001"] == ShownClass.NOT_HANDED


def test_land_that_is_recovered_in_a_covered_place_does_not_stand_out():
    recovered = public_status(a_state(code="R-1", track=TrackCode.RECOVERY))
    assert shown_classes([recovered, *at("open", "signed")])["R-1"] is ShownClass.NOT_HANDED


def test_cases_out_of_scope_are_neither_counted_nor_shown():
    gone = replace(at("open")[0], case_code="G-1", gone=True)
    found = shown_classes([gone, *at(*["open"] * 4, "signed")])
    assert "G-1" not in found
    assert found["XM-000"] is ShownClass.NOT_HANDED


def test_a_covered_place_does_not_open_by_one_new_case_but_by_many():
    watching = Watch().after(counts(*["open"] * 6, "signed"))
    assert watching.opened == {PLACE}
    fewer = counts(*["open"] * 4, *["signed"] * 3)
    watching = watching.after(fewer)
    assert watching.merged(fewer) == {PLACE}
    one_more = counts(*["open"] * 4, *["signed"] * 3, "open")
    watching = watching.after(one_more)
    assert watching.merged(one_more) == {PLACE}
    many = counts(*["open"] * 4, *["signed"] * 3, *["open"] * (AGAIN - 4))
    assert watching.after(many).merged(many) == frozenset()


def test_a_place_begins_anew_once_all_of_it_is_handed_over():
    covered = Watch(covered=frozenset({PLACE}))
    assert covered.after(counts("handed", "handed")) == Watch()


def test_every_class_has_words():
    assert {one.label for one in ShownClass} == {
        "Đang thực hiện",
        "Đã ký/đã duyệt",
        "Đang thực hiện hoặc đã ký",
        "Đã bàn giao",
    }


def test_playback_covers_a_place_from_the_day_on_which_few_were_left():
    days = [FIRST_DAY + timedelta(days=7 * number) for number in range(3)]
    rounds = [at(*["open"] * 6), at(*["signed"] * 2, *["open"] * 4), at(*["handed"] * 6)]
    turns = [
        course_of(f"XM-{number:03d}", zip(days, [one[number] for one in rounds], strict=True))
        for number in range(6)
    ]
    followed = watch(turns)
    assert merged_on(followed, FIRST_DAY - timedelta(days=1)) == frozenset()
    assert merged_on(followed, days[0]) == frozenset()
    assert merged_on(followed, days[1] + timedelta(days=3)) == {PLACE}
    assert merged_on(followed, days[2]) == frozenset()


@given(
    st.lists(st.sampled_from(["open", "signed", "handed"]), min_size=1, max_size=12),
    st.lists(st.integers(0, 11), max_size=40),
)
def test_going_forward_no_page_ever_tells_fewer_than_five_from_the_signed(start, moves):
    """Whatever a watcher saw: after it was covered a place stays so until it is handed over."""
    order = list(STEPS)
    classes, watching, was_covered = list(start), Watch(), False
    for move in [None, *moves]:
        if move is not None and move < len(classes):
            classes[move] = order[min(order.index(classes[move]) + 1, 2)]
        statuses = at(*classes)
        watching = watching.after(counts_of(statuses))
        seen = shown_classes(statuses, watching.merged(counts_of(statuses)))
        unsigned = [one for one in seen.values() if one is ShownClass.IN_PROGRESS]
        assert not unsigned or len(unsigned) >= FEW
        assert not (was_covered and ShownClass.SIGNED in seen.values())
        was_covered = ShownClass.NOT_HANDED in seen.values()
        handed = [code for code, one in seen.items() if one is ShownClass.HANDED_OVER]
        assert len(handed) == classes.count("handed")
