import pytest

from tests import tiny
from trackers.store import households, tables
from trackers.store.errors import ValueUnfit


@pytest.mark.parametrize(
    ("table", "key", "values"),
    [
        (tables.cases, {"code": "XM-001"}, {"side": "far too long"}),
        (tables.cases, {"code": "XM-001"}, {"affected_m2": float("nan")}),
        (tables.cases, {"code": "XM-001"}, {"parcel_id": 2**31}),
        (tables.projects, {"code": "XM"}, {"total_investment_vnd": 2**63}),
        (tables.households, {"code": "H001"}, {"note": "a\0b"}),
        (tables.households, {"code": "H001"}, {"note": "a\ud800b"}),
    ],
)
def test_what_one_store_would_not_keep_is_refused_by_both(ledger, table, key, values):
    with pytest.raises(ValueUnfit), ledger.write(tiny.NOW) as writing:
        writing.update(table, key, values, base=None)


def test_a_list_longer_than_a_message_to_the_server_is_looked_up(ledger):
    codes = [f"H{number:03}" for number in range(70_000)] + ["100 %", "O'Hara", "a\\b"]
    with ledger.read() as reading:
        assert set(households.read_households(reading, codes)) == {"H001", "H002", "H003"}


def test_the_longest_and_largest_that_fit_are_kept(ledger):
    with ledger.write(tiny.NOW) as writing:
        writing.update(tables.cases, {"code": "XM-001"}, {"side": "12345678"}, base=None)
        big = {"total_investment_vnd": 2**63 - 1}
        writing.update(tables.projects, {"code": "XM"}, big, base=None)
    with ledger.read() as reading:
        assert reading.row(tables.cases, code="XM-001").side == "12345678"
        assert reading.row(tables.projects, code="XM").total_investment_vnd == 2**63 - 1
