"""Who looked at what, when and what for: in a chain of its own, read by those with the right."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from tests import tiny
from trackers.domain.errors import NotAllowed, TextMissing, TextTooLong
from trackers.domain.looks import LookKind, Purpose
from trackers.services.bulk import write_many
from trackers.services.bulk_tasks import EditCases
from trackers.services.cases import case_card, list_cases
from trackers.services.history import case_history
from trackers.services.households import household_line, list_households
from trackers.services.look_sheets import line_of, looks_sheet
from trackers.services.looks import (
    LookFilter,
    looks_at_household,
    my_looks,
    note_look,
    purpose_words,
    ward_looks,
)
from trackers.services.search import find
from trackers.services.tables import overview_sheet, write_csv
from trackers.store import proof, tables

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
T = tables.looks


def kept(ledger):
    """The looks as they lie in the table."""
    with ledger.read() as reading:
        return reading.rows(T, order=(T.c.number,))


def done(ledger):
    return [(one.actor, one.kind, one.subject) for one in kept(ledger)]


class TestNoting:
    def test_what_shows_personal_data_is_noted_by_the_service_that_gives_it(self, ledger):
        case_card(ledger, tiny.OFFICER, "XM-001", tiny.NOW)
        list_cases(ledger, tiny.OFFICER, tiny.NOW)
        household_line(ledger, tiny.OFFICER, "H001")
        list_households(ledger, tiny.OFFICER)
        case_history(ledger, tiny.OFFICER, "XM-001")
        find(ledger, tiny.OFFICER, "Nguyễn Văn Út")
        overview_sheet(ledger, tiny.VIEWER, tiny.NOW)
        assert done(ledger) == [
            ("CB03", "case.viewed", "XM-001"),
            ("CB03", "cases.listed", ""),
            ("CB03", "household.viewed", "H001"),
            ("CB03", "households.listed", ""),
            ("CB03", "history.viewed", "XM-001"),
            ("CB03", "search.made", ""),
            ("XEM", "table.exported", "overview"),
        ]

    def test_what_was_searched_for_is_not_kept(self, ledger):
        find(ledger, tiny.OFFICER, "Nguyễn Văn Út")
        [look] = kept(ledger)
        assert look.details == {"letters": 13}

    def test_a_refused_look_is_none(self, ledger):
        with pytest.raises(NotAllowed):
            case_card(ledger, tiny.VIEWER, "XM-001", tiny.NOW)
        assert done(ledger) == []

    def test_views_within_half_an_hour_are_one_look_and_others_are_each_their_own(self, ledger):
        for minutes in (0, 10, 29, 31):
            now = AT + timedelta(minutes=minutes)
            note_look(ledger, tiny.OFFICER, LookKind.CASE_VIEWED, "XM-001", now=now)
            note_look(ledger, tiny.OFFICER, LookKind.TABLE_EXPORTED, now=now)
        note_look(ledger, tiny.OTHER, LookKind.CASE_VIEWED, "XM-001", now=AT)
        assert [kind for who, kind, _ in done(ledger) if who == "CB03"].count("case.viewed") == 2
        assert len(done(ledger)) == 7

    def test_looking_changes_no_revision_and_no_head(self, ledger):
        with ledger.read() as reading:
            before = reading.row(tables.wards)
        note_look(ledger, "", LookKind.SIGN_IN_FAILED, "ai-do", now=AT)
        with ledger.read() as reading:
            after = reading.row(tables.wards)
        assert (after.revision, after.head_hash) == (before.revision, before.head_hash)
        assert (after.look_no, after.look_hash) != (before.look_no, before.look_hash)

    def test_another_purpose_needs_words(self):
        assert purpose_words(Purpose.PAYMENT, "bỏ qua") == "payment"
        assert purpose_words(Purpose.OTHER, " kiểm tra đơn ") == "other: kiểm tra đơn"
        with pytest.raises(TextMissing):
            purpose_words(Purpose.OTHER, " ")
        with pytest.raises(TextTooLong):
            purpose_words(Purpose.OTHER, "a" * 201)


class TestChain:
    @pytest.fixture
    def looked(self, ledger):
        for minutes in range(5):
            now = AT + timedelta(hours=minutes)
            note_look(ledger, tiny.OFFICER, LookKind.CASE_VIEWED, f"XM-00{minutes}", now=now)
        return ledger

    def faults(self, ledger):
        with ledger.read() as reading:
            return [(str(one.fault), str(one.revision)) for one in proof.prove(reading).findings]

    def test_it_holds(self, looked):
        assert self.faults(looked) == []

    @pytest.mark.parametrize(
        ("spoil", "named"),
        [
            (update(T).where(T.c.number == 3).values(actor="CB05"), {"3"}),
            (update(T).where(T.c.number == 3).values(purpose="payment"), {"3"}),
            (delete(T).where(T.c.number == 3), {"3"}),
            (delete(T).where(T.c.number == 5), {"5"}),
            (delete(T).where(T.c.number == 1), {"1"}),
        ],
        ids=["actor", "purpose", "missing", "cut off", "first"],
    )
    def test_a_changed_or_missing_look_is_named(self, looked, spoil, named):
        with looked.writer.begin() as connection:
            connection.execute(spoil)
        found = self.faults(looked)
        assert {kind for kind, _ in found} == {"look"}
        assert named <= {number for _, number in found}


class TestReading:
    @pytest.fixture
    def looked(self, ledger):
        note_look(ledger, tiny.OFFICER, LookKind.CASE_VIEWED, "XM-001", now=AT)
        note_look(ledger, tiny.OFFICER, LookKind.HOUSEHOLD_VIEWED, "H002", now=AT)
        note_look(
            ledger,
            tiny.OTHER,
            LookKind.DETAILS_REVEALED,
            "H001",
            purpose="payment",
            now=AT + timedelta(days=1),
        )
        return ledger

    def test_an_administrator_reads_the_ward_by_who_when_what_and_about_whom(self, looked):
        def asked(**wanted):
            found = ward_looks(looked, tiny.ADMIN, LookFilter(**wanted))
            return [one.subject for one in found if one.actor != tiny.ADMIN.code]

        assert asked() == ["H001", "H002", "XM-001"]
        assert asked(actor="CB05") == ["H001"]
        assert asked(kind="case.viewed") == ["XM-001"]
        assert asked(subject="H002") == ["H002"]
        assert asked(first_on=datetime(2026, 11, 26, tzinfo=UTC).date()) == ["H001"]
        assert asked(last_on=datetime(2026, 11, 25, tzinfo=UTC).date()) == ["H002", "XM-001"]

    def test_reading_it_is_a_look_too(self, looked):
        ward_looks(looked, tiny.ADMIN, LookFilter())
        assert done(looked)[-1] == ("QT", "looks.viewed", "")

    def test_everybody_reads_their_own_and_nobody_else_the_wards(self, looked):
        assert [one.subject for one in my_looks(looked, tiny.OFFICER)] == ["H002", "XM-001"]
        for actor in (tiny.VIEWER, tiny.OFFICER, tiny.CHAIR):
            for call in (ward_looks, looks_sheet):
                with pytest.raises(NotAllowed):
                    call(looked, actor, LookFilter())
            with pytest.raises(NotAllowed):
                looks_at_household(looked, actor, "H001")

    def test_who_looked_at_a_household_counts_its_cases(self, looked):
        found = looks_at_household(looked, tiny.ADMIN, "H001")
        assert [one.subject for one in found] == ["H001", "XM-001"]

    def test_the_file_says_it_in_words(self, looked):
        sheet = looks_sheet(looked, tiny.ADMIN, LookFilter(kind="household.revealed"))
        assert sheet.rows[0][3:6] == ("xem số điện thoại, số định danh", "H001", "Chi trả")
        assert "Chi trả" in write_csv(sheet).decode("utf-8-sig")

    def test_a_kind_of_a_newer_program_shows_as_its_code(self, looked):
        [look, *_] = my_looks(looked, tiny.OTHER)
        assert line_of(look, {"CB05": "Quách Lệ Thu"})[1] == "Quách Lệ Thu"


def test_every_kind_has_its_words():
    assert len({one.label for one in LookKind}) == len(LookKind)
    assert len({one.label for one in Purpose}) == len(Purpose)


def test_a_change_of_many_cases_is_noted(ledger):
    write_many(
        ledger,
        tiny.CHAIR,
        EditCases({"officer_code": "CB05"}),
        case_codes=["XM-001"],
        now=tiny.NOW,
    )
    [look] = kept(ledger)
    assert (look.kind, look.details) == ("bulk.changed", {"cases": 1})
