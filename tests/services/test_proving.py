import pytest

from tests.tiny import ADMIN, CHAIR, OFFICER, VIEWER
from trackers.domain.errors import BadHead, NotAllowed
from trackers.services.proving import log_head, prove_log, short


@pytest.mark.parametrize("actor", [OFFICER, CHAIR, VIEWER])
def test_only_who_administers_the_ward_checks_its_log(ledger, actor):
    with pytest.raises(NotAllowed):
        prove_log(ledger, actor)
    with pytest.raises(NotAllowed):
        log_head(ledger, actor)


def test_the_head_names_revision_seal_and_count(ledger):
    head = log_head(ledger, ADMIN)
    assert head.events == head.revision > 3
    assert len(head.head_hash) == 64
    assert head.recorded_at is not None


def test_a_seal_copied_from_minutes_is_found_again_however_it_is_typed(ledger):
    head = log_head(ledger, ADMIN)
    printed = short(head.head_hash).upper()
    typed = f" {printed[:8]} {printed[8:]} "
    assert prove_log(ledger, ADMIN, head=typed, revision=head.revision).holds
    assert not prove_log(ledger, ADMIN, head=typed, revision=head.revision - 1).holds


@pytest.mark.parametrize("typed", ["abc", "z" * 16, "a" * 65, "a" * 15, "%" * 20])
def test_what_is_no_seal_is_refused(ledger, typed):
    with pytest.raises(BadHead):
        prove_log(ledger, ADMIN, head=typed)
