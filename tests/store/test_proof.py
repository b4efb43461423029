from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update

from tests.full import times
from tests.store.conftest import spoiled
from tests.tiny import NOW
from trackers.store import proof, tables
from trackers.store.chain import entry_hash, entry_of
from trackers.store.proof import Fault
from trackers.store.rebuilding import LEFT_OUT, is_rebuilt

E, V = tables.events, tables.event_values
TRIES = settings(
    max_examples=times(12, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
# Columns whose values are chosen from few codes or carry a shape of their own.
ENTRY = ("kind", "subject", "effective_on", "recorded_at", "actor", "payload", "hash")


def check(reading, **more):
    return proof.prove(reading, **more)


def faults(found):
    return {one.fault for one in found.findings}


def last(reading):
    return reading.connection.execute(select(func.max(E.c.revision))).scalar_one()


def other(value):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, bytes):
        return value + b"\0"
    if isinstance(value, list):
        return [*value, "x"]
    return f"{value}x"


def rows_of_log(reading):
    """Every current row that the log carries, as (table, row)."""
    return [
        (table, row)
        for table in tables.metadata.sorted_tables
        if is_rebuilt(table.name)
        for row in reading.rows(table, order=tuple(table.primary_key))
    ]


def match(table, row):
    return [column == getattr(row, column.name) for column in table.primary_key]


def put_back(reading, revision):
    """Make the ward's own row say that the log ends there, as a careful forger would."""
    row = reading.row(E, revision=revision)
    reading.connection.execute(update(tables.wards).values(revision=revision, head_hash=row.hash))


class TestAnUntouchedLog:
    def test_it_holds_and_says_what_it_read(self, lived):
        with lived.read() as reading:
            found = check(reading)
        assert found.holds, found.findings
        assert found.events == found.revision
        assert found.rows > 20
        assert found.erased == 0

    def test_every_table_is_compared_or_says_why_not(self, lived):
        left = {one.name for one in tables.metadata.sorted_tables if not is_rebuilt(one.name)}
        assert left == set(LEFT_OUT)

    def test_progress_goes_up_to_the_end(self, lived):
        heard = []
        with lived.read() as reading:
            check(reading, progress=heard.append)
        assert heard == sorted(heard)
        assert heard[-1] == 1

    def test_what_the_progress_raises_ends_it(self, lived):
        def stop(share):
            raise KeyboardInterrupt

        with lived.read() as reading, pytest.raises(KeyboardInterrupt):
            check(reading, progress=stop)

    def test_erased_values_are_no_fault_and_are_counted(self, lived):
        with spoiled(lived) as reading:
            done = reading.connection.execute(delete(V))
            found = check(reading)
        assert found.holds, found.findings
        assert found.erased == done.rowcount > 10

    def test_a_row_keeps_its_other_fields_proven_when_one_was_erased(self, lived):
        with spoiled(lived) as reading:
            reading.connection.execute(delete(V))
            reading.connection.execute(
                update(tables.obstacles).values(text="Khác", blocks_handover=False)
            )
            found = check(reading)
        assert {(one.table, one.column) for one in found.findings} == {
            ("obstacles", "blocks_handover")
        }

    def test_a_printed_head_is_found_again_whole_or_by_its_beginning(self, lived):
        with lived.read() as reading:
            row = reading.row(E, revision=5)
            assert check(reading, head=row.hash).holds
            assert check(reading, head=row.hash[:16], at=5).holds
            assert faults(check(reading, head=row.hash, at=6)) == {Fault.PRINTED}


@pytest.mark.drill
class TestTampering:
    """Whatever is touched, wherever it is: found, and named."""

    @TRIES
    @given(data=st.data())
    def test_an_entry_that_was_edited(self, lived, data):
        with spoiled(lived) as reading:
            revision = data.draw(st.integers(1, last(reading)))
            column = data.draw(st.sampled_from(ENTRY))
            row = reading.row(E, revision=revision)
            reading.connection.execute(
                update(E)
                .where(E.c.revision == revision)
                .values({column: other(getattr(row, column))})
            )
            found = check(reading)
        assert revision in {one.revision for one in found.findings}

    @TRIES
    @given(data=st.data())
    def test_an_entry_that_was_edited_and_sealed_anew(self, lived, data):
        with spoiled(lived) as reading:
            end = last(reading)
            revision = data.draw(st.integers(1, end))
            change = {"actor": data.draw(st.text("ABC0123456789", min_size=1, max_size=5)) + "'"}
            reading.connection.execute(update(E).where(E.c.revision == revision).values(**change))
            row = reading.row(E, revision=revision)
            before = reading.find(E, revision=revision - 1)
            sealed = entry_hash(before.hash if before else "", entry_of(row))
            reading.connection.execute(
                update(E).where(E.c.revision == revision).values(hash=sealed)
            )
            found = check(reading)
        named = {(one.fault, one.revision) for one in found.findings}
        assert ((Fault.HEAD, end) if revision == end else (Fault.ENTRY, revision + 1)) in named

    @TRIES
    @given(data=st.data())
    def test_an_entry_that_was_removed(self, lived, data):
        with spoiled(lived) as reading:
            revision = data.draw(st.integers(1, last(reading)))
            reading.connection.execute(delete(E).where(E.c.revision == revision))
            found = check(reading)
        assert (Fault.MISSING, revision) in {(one.fault, one.revision) for one in found.findings}

    @TRIES
    @given(data=st.data())
    def test_an_entry_that_was_put_in_between_others(self, lived, data):
        with spoiled(lived) as reading:
            end = last(reading)
            revision = data.draw(st.integers(1, end))
            for number in range(end, revision - 1, -1):
                reading.connection.execute(
                    update(E).where(E.c.revision == number).values(revision=number + 1)
                )
            source = reading.row(E, revision=revision + 1)._asdict()
            added = source | {"revision": revision, "actor": "CB99"}
            reading.connection.execute(insert(E).values(**added))
            put_back(reading, end + 1)
            found = check(reading)
        assert (Fault.ENTRY, revision) in {(one.fault, one.revision) for one in found.findings}

    @TRIES
    @given(data=st.data())
    def test_an_entry_that_was_added_behind_the_head(self, lived, data):
        with spoiled(lived) as reading:
            revision = data.draw(
                st.integers(-5, 0) | st.integers(last(reading) + 1, last(reading) + 99)
            )
            source = reading.row(E, revision=1)._asdict()
            reading.connection.execute(insert(E).values(**source | {"revision": revision}))
            found = check(reading)
        assert (Fault.EXTRA, revision) in {(one.fault, one.revision) for one in found.findings}

    @TRIES
    @given(data=st.data())
    def test_two_entries_that_changed_places(self, lived, data):
        with spoiled(lived) as reading:
            pair = data.draw(
                st.lists(st.integers(1, last(reading)), min_size=2, max_size=2, unique=True)
            )
            for before, after in ((pair[0], 9999), (pair[1], pair[0]), (9999, pair[1])):
                reading.connection.execute(
                    update(E).where(E.c.revision == before).values(revision=after)
                )
            found = check(reading)
        assert set(pair) <= {one.revision for one in found.findings if one.fault is Fault.ENTRY}

    @TRIES
    @given(data=st.data())
    def test_a_tail_that_was_cut_off(self, lived, data):
        with spoiled(lived) as reading:
            end = last(reading)
            head = reading.row(E, revision=end).hash
            kept = data.draw(st.integers(1, end - 1))
            reading.connection.execute(delete(E).where(E.c.revision > kept))
            told = check(reading)
            put_back(reading, kept)
            hidden = check(reading, head=head)
            numbered = check(reading, head=head[:16], at=end)
        missing = [one.revision for one in told.findings if one.fault is Fault.MISSING]
        assert missing == list(range(kept + 1, end + 1))[: proof.MOST]
        assert Fault.PRINTED in faults(hidden)
        assert (Fault.PRINTED, end) in {(one.fault, one.revision) for one in numbered.findings}

    @TRIES
    @given(data=st.data())
    def test_a_current_row_that_was_edited(self, lived, data):
        with spoiled(lived) as reading:
            table, row = data.draw(st.sampled_from(rows_of_log(reading)))
            columns = [
                one.name
                for one in table.columns
                if not one.primary_key and not one.info.get("derived")
            ]
            name = data.draw(st.sampled_from(columns))
            value = getattr(row, name)
            if value is None:
                kind = table.c[name].type.python_type
                value = kind(2014, 1, 1) if kind is date else kind()
            reading.connection.execute(
                update(table).where(*match(table, row)).values({name: other(value)})
            )
            found = check(reading)
        (one,) = found.findings
        assert (one.fault, one.table, one.column) == (Fault.ROW_CHANGED, table.name, name)
        assert list(one.key.values()) == list(match_values(table, row))
        assert one.revision
        assert one.kind
        assert one.subject

    @TRIES
    @given(data=st.data())
    def test_a_current_row_that_was_removed(self, lived, data):
        with spoiled(lived) as reading:
            table, row = data.draw(st.sampled_from(rows_of_log(reading)))
            reading.connection.execute(delete(table).where(*match(table, row)))
            found = check(reading)
        (one,) = found.findings
        assert (one.fault, one.table) == (Fault.ROW_MISSING, table.name)
        assert sorted(map(str, one.key.values())) == sorted(
            value.isoformat() if isinstance(value, date) else str(value)
            for value in match_values(table, row)
        )

    @TRIES
    @given(data=st.data())
    def test_a_current_row_that_nobody_recorded(self, lived, data):
        with spoiled(lived) as reading:
            table, row = data.draw(st.sampled_from(rows_of_log(reading)))
            key = list(table.primary_key)[-1]
            new = other(getattr(row, key.name))
            reading.connection.execute(
                insert(table).values(**row._asdict() | {key.name: new, "ward": "TEST"})
            )
            found = check(reading)
        (one,) = found.findings
        assert (one.fault, one.table) == (Fault.ROW_EXTRA, table.name)
        assert one.key[key.name] == new

    @TRIES
    @given(data=st.data())
    def test_a_personal_value_that_was_edited(self, lived, data):
        with spoiled(lived) as reading:
            row = data.draw(st.sampled_from(reading.rows(V, order=(V.c.revision, V.c.path))))
            column = data.draw(st.sampled_from(("value", "salt")))
            reading.connection.execute(
                update(V)
                .where(V.c.revision == row.revision, V.c.path == row.path)
                .values({column: other(getattr(row, column))})
            )
            found = check(reading)
        named = {(one.revision, one.column) for one in found.findings if one.fault is Fault.VALUE}
        assert named == {(row.revision, row.path.rpartition(".")[2])}

    @TRIES
    @given(data=st.data())
    def test_a_personal_value_that_no_entry_holds(self, lived, data):
        with spoiled(lived) as reading:
            revision = data.draw(st.integers(-3, last(reading) + 3))
            path = data.draw(st.sampled_from(("0.after.unit", "9.before.note", "7", "x")))
            reading.connection.execute(
                insert(V).values(ward="TEST", revision=revision, path=path, value=1, salt="")
            )
            found = check(reading)
        assert [one.fault for one in found.findings] == [Fault.VALUE]
        assert found.findings[0].revision == revision


def match_values(table, row):
    return [getattr(row, one.name) for one in table.primary_key if one.name != "ward"]


class TestCarefulForgers:
    """Who seals the whole chain anew is betrayed by the rows, or by what was printed."""

    @staticmethod
    def seal(reading):
        previous = ""
        for row in reading.rows(E, order=(E.c.revision,)):
            previous = entry_hash(previous, entry_of(row))
            reading.connection.execute(
                update(E).where(E.c.revision == row.revision).values(hash=previous)
            )
        put_back(reading, last(reading))

    def test_a_history_rewritten_whole_does_not_fit_the_rows(self, lived):
        with spoiled(lived) as reading:
            reading.connection.execute(
                text("UPDATE events SET payload = replace(payload, '15.0', '1.5')")
            )
            self.seal(reading)
            found = check(reading)
        assert Fault.ENTRY not in faults(found)
        assert ("components", "quantity") in {(one.table, one.column) for one in found.findings}

    def test_what_stood_before_a_change_must_fit_what_was_told_before(self, lived):
        with spoiled(lived) as reading:
            revision = next(row.revision for row in reading.rows(E) if row.kind == "case.edited")
            reading.connection.exec_driver_sql(
                "UPDATE events SET payload = replace(payload, "
                """'"before":{"affected_m2":15.0', '"before":{"affected_m2":16.0')"""
            )
            self.seal(reading)
            found = check(reading)
        (one,) = found.findings
        assert (one.fault, one.revision, one.table, one.column) == (
            Fault.BEFORE,
            revision,
            "cases",
            "affected_m2",
        )

    def test_rows_and_log_rewritten_together_do_not_bear_the_printed_seal(self, lived):
        with lived.read() as reading:
            head = reading.row(tables.wards).head_hash
        with spoiled(lived) as reading:
            reading.connection.execute(
                text("UPDATE events SET actor = 'CB05' WHERE kind = 'step.set'")
            )
            self.seal(reading)
            assert check(reading).holds
            assert faults(check(reading, head=head)) == {Fault.PRINTED}

    @pytest.mark.parametrize(
        "payload",
        [
            "nonsense",
            "[]",
            "{}",
            '{"changes":[1]}',
            '{"changes":[{"table":"cases","key":"x"}]}',
            '{"changes":[{"table":"none","key":{},"after":{"x":1}}]}',
            '{"changes":[{"table":"cases","key":{},"after":{"opened_on":"x"}}]}',
        ],
    )
    def test_an_entry_that_cannot_be_read_is_named_and_the_check_goes_on(self, lived, payload):
        with spoiled(lived) as reading:
            reading.connection.execute(update(E).where(E.c.revision == 4).values(payload=payload))
            found = check(reading)
        assert (Fault.ENTRY, 4) in {(one.fault, one.revision) for one in found.findings}

    def test_many_faults_are_counted_and_the_first_are_listed(self, lived):
        with spoiled(lived) as reading:
            reading.connection.execute(update(tables.wards).values(revision=900_000))
            found = check(reading)
        assert len(found.findings) == proof.MOST
        assert found.faults > 899_000


def test_a_log_longer_than_one_piece_is_read_to_its_end(ledger, monkeypatch):
    monkeypatch.setattr("trackers.store.replay.PIECE", 3)
    for _ in range(20):
        with ledger.write(NOW) as writing:
            writing.record("noted", "TEST", actor="CB03", effective_on=NOW.date())
    with ledger.read() as reading:
        assert check(reading).events == reading.row(tables.wards).revision
