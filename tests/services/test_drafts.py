"""Drafts: kept for the one who types, forgotten when told, and never a part of the log."""

import pytest

from tests.tiny import NOW, OFFICER, OTHER, VIEWER, later
from trackers.domain.errors import NotAllowed
from trackers.services.drafts import MOST, drop_draft, keep_draft, my_drafts


def keep(ledger, form="visit.XM-001", actor=OFFICER, now=NOW, **content):
    keep_draft(ledger, actor, form=form, case_code="XM-001", content=content, now=now)


def test_a_draft_comes_back_as_it_was_kept_last(ledger):
    keep(ledger, fields={"note": "Đang gõ"})
    keep(ledger, fields={"note": "Đang gõ dở"}, now=later(1))
    [draft] = my_drafts(ledger, OFFICER)
    assert (draft.form, draft.case_code) == ("visit.XM-001", "XM-001")
    assert draft.content == {"fields": {"note": "Đang gõ dở"}}


def test_nobody_sees_anothers_draft(ledger):
    keep(ledger, note="của tôi")
    assert my_drafts(ledger, OTHER) == []
    with pytest.raises(NotAllowed):
        my_drafts(ledger, VIEWER)
    with pytest.raises(NotAllowed):
        keep(ledger, actor=VIEWER)


def test_a_draft_that_is_dropped_is_gone_and_dropping_twice_is_no_error(ledger):
    keep(ledger, note="x")
    for _ in range(2):
        drop_draft(ledger, OFFICER, form="visit.XM-001", now=NOW)
    assert my_drafts(ledger, OFFICER) == []


def test_keeping_a_draft_writes_no_event(ledger):
    with ledger.read() as reading:
        before = reading.row(_wards()).revision
    keep(ledger, note="x")
    with ledger.read() as reading:
        assert reading.row(_wards()).revision == before


def test_the_oldest_gives_way_when_there_are_too_many(ledger):
    for number in range(MOST + 2):
        keep(ledger, form=f"visit.{number}", now=later(number))
    kept = [one.form for one in my_drafts(ledger, OFFICER)]
    assert len(kept) == MOST
    assert "visit.0" not in kept
    assert kept[0] == f"visit.{MOST + 1}"


def _wards():
    from trackers.store import tables  # noqa: PLC0415

    return tables.wards
