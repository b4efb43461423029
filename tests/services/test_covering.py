from tests.tiny import NOW, UP_TO_SIGNED, VIEWER, later, take
from trackers.domain.disclosure import ShownClass, merged_on, shown_classes
from trackers.domain.wards import day_of
from trackers.services.covering import covered_days
from trackers.services.status import status_feed

TODAY = day_of(NOW)


def test_the_few_cases_of_a_small_place_are_shown_as_one_class(ledger):
    take(ledger, *UP_TO_SIGNED)
    merged = merged_on(covered_days(ledger, now=later(1)), TODAY)
    assert merged == {("XM", "KV1")}
    statuses = status_feed(ledger, VIEWER, since=0, now=later(1)).cases
    assert set(shown_classes(statuses, merged).values()) == {ShownClass.NOT_HANDED}


def test_a_place_is_open_once_everything_there_is_handed_over(ledger):
    for case in ("XM-001", "XM-002", "XM-003"):
        take(ledger, *UP_TO_SIGNED, "handover", case=case)
    assert merged_on(covered_days(ledger, now=later(1)), TODAY) == frozenset()
