"""A database of an older program opens, and nothing in it changes its meaning."""

import pytest
from alembic import command
from alembic.config import Config

from tests import tiny
from trackers.domain.shipped import SHIPPED
from trackers.domain.stretches import Side, Stretch
from trackers.services.proving import prove_log
from trackers.store import cases, open_store
from trackers.store.opening import MIGRATIONS


@pytest.fixture
def older(tmp_path):
    """Make the tiny ward as the program of a revision would have left it: `older("0003")`."""

    def made(revision):
        store = open_store(tmp_path, durable=False)
        ledger = tiny.build(store)
        tiny.take(ledger, *tiny.UP_TO_SIGNED)
        with ledger.read() as reading:
            before = cases.read_states(reading)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with store.writer.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, revision)
        store.close()
        return before

    return made


def reopened(folder):
    store = open_store(folder, durable=False)
    try:
        with store.ledger("TEST").read() as reading:
            return cases.read_states(reading)
    finally:
        store.close()


def test_a_database_from_before_the_workflows_opens_with_its_cases_under_the_first_ones(
    older, tmp_path
):
    before = older("0003")
    after = reopened(tmp_path)
    assert [one.case for one in after] == [one.case for one in before]
    assert [one.marks for one in after] == [one.marks for one in before]
    assert [one.stage for one in after] == [one.stage for one in before]
    assert all(one.definition == SHIPPED for one in after)


def test_a_database_from_before_several_stretches_opens_with_the_first_and_its_log_still_holds(
    older, tmp_path
):
    before = older("0015")
    assert [one.case for one in reopened(tmp_path)] == [one.case for one in before]
    assert before[0].case.stretches == (Stretch(Side.RIGHT, 0.0, 10.0),)
    store = open_store(tmp_path, durable=False)
    assert prove_log(store.ledger("TEST"), tiny.ADMIN).holds
    store.close()
