"""What leaves the services of a household: on demand, by right, and masked for a projector."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests import tiny
from tests.domain.making import a_visit
from trackers.domain.errands import Order
from trackers.domain.errors import (
    EditConflict,
    NotAllowed,
    ReasonMissing,
    TextMissing,
    UnknownRecord,
)
from trackers.domain.households import Heir
from trackers.domain.looks import Purpose
from trackers.domain.obstacles import ObstacleKind
from trackers.domain.people import Grant
from trackers.services.as_of import former_case, former_rows
from trackers.services.attention import todays_attention
from trackers.services.cases import case_card, list_cases
from trackers.services.contacts import record_visit
from trackers.services.details import (
    REVEALED_FOR,
    household_details,
    household_for_form,
    reveal_details,
)
from trackers.services.erasure import ERASED_ON_REQUEST, erase_household
from trackers.services.history import case_history
from trackers.services.households import edit_household, household_line, list_households
from trackers.services.looks import looks_at_household
from trackers.services.masking import initials, last_digits
from trackers.services.merges import likely_duplicates, preview_merge
from trackers.services.obstacles import open_obstacle
from trackers.services.person import ask_correction, person_sheet
from trackers.services.search import find
from trackers.services.tables import write_xlsx
from trackers.services.visiting import my_work, printed_list, visiting_list
from trackers.store import households, proof, tables

PHONE, NUMBER = "0987654321", "092083001234"
CHAT, SPEAKER, KIN, PLACE = "zalo.mai", "cháu Trần Đạt", "Lý Thị Sáu", "Cà Mau"
DETAILS = (PHONE, NUMBER, CHAT, SPEAKER, KIN, PLACE)
NAME, OWNER, HOUSE_NO, NOTE = "Nguyễn Văn Hải", "Trần Thị Thuỷ", "Số 77/5", "Ghi riêng"
SAID = ("Hẹn sau giỗ", "Xin làm lại cổng", "Bà nội", "Anh trưởng ấp")
WORDS = (NAME, OWNER, HOUSE_NO, NOTE, *SAID)
SEES_IDS = replace(tiny.OFFICER, grants=frozenset({Grant.IDS}))
MASKED = replace(SEES_IDS, masked=True)
AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture
def marked(ledger):
    """The tiny ward with a household whose every field holds words of its own."""
    with ledger.read() as reading:
        base = households.read_households(reading, ["H001"])["H001"]
    mine = replace(
        base,
        holder=NAME,
        co_owners=(OWNER,),
        address=f"{HOUSE_NO}, Khu vực 1",
        phone=PHONE,
        id_number=NUMBER,
        chat=CHAT,
        representative=SPEAKER,
        deceased=True,
        heirs=(Heir(KIN, "con", PLACE),),
        note=NOTE,
    )
    editor = replace(SEES_IDS, reach=tiny.ADMIN.reach)
    edit_household(ledger, editor, base=base, mine=mine, now=tiny.NOW)
    with pytest.raises(EditConflict):
        other = replace(base, phone=f"{PHONE} (con)")
        edit_household(ledger, editor, base=base, mine=other, now=tiny.NOW)
    visit = a_visit(
        contact_id="v1",
        note=SAID[1],
        met=SAID[2],
        promise=SAID[0],
        promise_on=date(2014, 4, 10),
        others=SAID[3],
    )
    record_visit(ledger, editor, visit=visit, now=tiny.NOW)
    open_obstacle(
        ledger,
        editor,
        case_code="XM-001",
        kind=ObstacleKind.CONDITIONAL,
        text=SAID[1],
        opened_on=date(2014, 4, 1),
        officer_code="CB03",
        due_on=date(2014, 4, 20),
        now=tiny.NOW,
    )
    return ledger


def everything(ledger, actor):
    """All that the services give of households to an actor, as one text."""
    now = tiny.later(5)
    seen = [
        case_card(ledger, actor, "XM-001", now),
        list_cases(ledger, actor, now),
        household_line(ledger, actor, "H001"),
        list_households(ledger, actor),
        find(ledger, actor, "H001"),
        case_history(ledger, actor, "XM-001"),
        my_work(ledger, actor, now, officer_code="CB03", stale_days=0),
        visiting_list(ledger, actor, now, officer_code="CB03", count=60, order=Order.WALK),
        todays_attention(ledger, actor, now),
        likely_duplicates(ledger, actor),
        former_rows(ledger, actor, tiny.TODAY, now=now),
        former_case(ledger, actor, "XM-001", tiny.TODAY, now=now),
    ]
    if not actor.masked:
        seen.append(preview_merge(ledger, tiny.ADMIN, kept="H002", other="H001"))
    return repr(seen)


class TestOnDemand:
    def test_no_service_gives_details_before_they_are_revealed(self, marked):
        text = everything(marked, SEES_IDS)
        assert [one for one in DETAILS if one in text] == []
        assert [one for one in WORDS if one not in text] == []
        assert "••• ••• 321" in text
        assert "••• ••• 234" in text

    def test_without_the_right_to_id_numbers_not_even_their_end_is_given(self, marked):
        plain = replace(SEES_IDS, grants=frozenset())
        assert "234" not in everything(marked, plain)
        revealed = reveal_details(marked, plain, "H001", purpose=Purpose.PAYMENT, now=AT)
        home = household_details(marked, plain, revealed, now=AT)
        assert (home.phone, home.id_number) == (PHONE, "")
        assert household_for_form(marked, plain, "H001").id_number == ""

    def test_revealed_they_are_whole_for_ten_minutes_and_noted_with_the_purpose(self, marked):
        revealed = reveal_details(marked, SEES_IDS, "H001", purpose=Purpose.PAYMENT, now=AT)
        home = household_details(marked, SEES_IDS, revealed, now=AT + timedelta(minutes=9))
        assert [one for one in DETAILS if one not in repr(home)] == []
        assert household_details(marked, SEES_IDS, revealed, now=AT + REVEALED_FOR) is None
        with marked.read() as reading:
            look = reading.rows(tables.looks, order=(tables.looks.c.number,))[-1]
        assert (look.kind, look.subject) == ("household.revealed", "H001")
        assert (look.actor, look.purpose, look.details) == ("CB03", "payment", {"ids": True})

    def test_what_is_revealed_to_one_is_not_to_another(self, marked):
        revealed = reveal_details(marked, SEES_IDS, "H001", purpose=Purpose.PAYMENT, now=AT)
        assert household_details(marked, tiny.OTHER, revealed, now=AT) is None
        assert household_details(marked, SEES_IDS, None, now=AT) is None

    def test_nothing_is_revealed_without_purpose_right_or_household(self, marked):
        for actor, code, purpose, kind in (
            (SEES_IDS, "H001", Purpose.OTHER, TextMissing),
            (SEES_IDS, "H999", Purpose.SURVEY, UnknownRecord),
            (tiny.VIEWER, "H001", Purpose.SURVEY, NotAllowed),
            (MASKED, "H001", Purpose.SURVEY, NotAllowed),
        ):
            with pytest.raises(kind):
                reveal_details(marked, actor, code, purpose=purpose, now=AT)

    def test_who_may_not_see_id_numbers_cannot_change_them_either(self, marked):
        writer = replace(tiny.ADMIN, grants=frozenset())
        base = household_for_form(marked, writer, "H001")
        mine = replace(base, phone="1", id_number="000000000001")
        saved = edit_household(marked, writer, base=base, mine=mine, now=tiny.later(9))
        assert saved.merged == ()
        with marked.read() as reading:
            kept = households.read_households(reading, ["H001"])["H001"]
        assert (kept.phone, kept.id_number) == ("1", NUMBER)

    def test_paper_shows_phones_and_nothing_else_and_is_noted(self, marked):
        stops = printed_list(
            marked, SEES_IDS, tiny.later(5), officer_code="CB03", count=60, order=Order.WALK
        )
        text = repr(stops)
        assert PHONE in text
        assert [one for one in DETAILS[1:] if one in text] == []
        with marked.read() as reading:
            look = reading.rows(tables.looks, order=(tables.looks.c.number,))[-1]
        assert (look.kind, look.purpose) == ("visiting.printed", "mobilise")


class TestPersonsCopy:
    def test_it_holds_all_of_the_household_who_looked_and_is_noted(self, marked):
        case_card(marked, tiny.OTHER, "XM-001", tiny.NOW)
        sheet = person_sheet(marked, tiny.ADMIN, "H001")
        text = repr(sheet)
        assert [one for one in (*DETAILS, *WORDS) if one not in text] == []
        assert "Quách Lệ Thu" in text
        assert write_xlsx(sheet)[:2] == b"PK"
        with marked.read() as reading:
            look = reading.rows(tables.looks, order=(tables.looks.c.number,))[-1]
        assert (look.kind, look.subject) == ("household.exported", "H001")
        assert look.purpose == "citizen"

    @pytest.mark.parametrize("actor", [tiny.VIEWER, tiny.CHAIR, SEES_IDS, MASKED])
    def test_nobody_but_an_administrator_makes_it(self, marked, actor):
        with pytest.raises(NotAllowed):
            person_sheet(marked, actor, "H001")


class TestErasure:
    def test_on_request_everything_is_gone_from_rows_and_beside_the_log_and_it_holds(self, marked):
        erase_household(marked, tiny.ADMIN, "H001", reason="Đơn số 12", now=tiny.later(9))
        with marked.read() as reading:
            home = households.read_households(reading, ["H001"])["H001"]
            tables_read = (tables.households, tables.contacts, tables.event_values)
            rows = repr([reading.rows(one) for one in tables_read])
            assert proof.prove(reading).findings == ()
        assert home.holder == ERASED_ON_REQUEST
        gone = {*DETAILS, NAME, OWNER, HOUSE_NO, NOTE, SAID[0], SAID[2], SAID[3]}
        assert [one for one in gone if one in rows] == []
        assert NAME not in everything(marked, SEES_IDS)

    def test_only_an_administrator_erases_and_says_why(self, marked):
        for actor, reason, kind in (
            (tiny.CHAIR, "Đơn", NotAllowed),
            (tiny.ADMIN, " ", ReasonMissing),
        ):
            with pytest.raises(kind):
                erase_household(marked, actor, "H001", reason=reason, now=tiny.later(9))


class TestMasked:
    def test_no_service_gives_a_name_a_number_or_what_was_said(self, marked):
        text = everything(marked, MASKED)
        assert [one for one in (*DETAILS, *WORDS) if one in text] == []
        assert "N. V. H." in text
        assert "Khu vực 1" in text
        assert "đã che" in text

    def test_nothing_is_written_printed_or_opened(self, marked):
        visit = a_visit(contact_id="v9")
        for call in (
            lambda: record_visit(marked, MASKED, visit=visit, now=tiny.NOW),
            lambda: household_for_form(marked, MASKED, "H001"),
            lambda: printed_list(
                marked, MASKED, tiny.NOW, officer_code="CB03", count=5, order=Order.WALK
            ),
        ):
            with pytest.raises(NotAllowed):
                call()


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Nguyễn Văn Hải", "N. V. H."), ("Út", "Ú."), ("", ""), ("Đỗ  Thị (vợ)", "Đ. T.")],
)
def test_initials_of_a_name(name, shown):
    assert initials(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0987 654 321 (ông)\n0912345678", "••• ••• 321\n••• ••• 678"),
        ("gọi cháu", "•••"),
        ("113", "•••"),
        ("", ""),
    ],
)
def test_numbers_show_their_last_digits(text, shown):
    assert last_digits(text) == shown


def test_a_household_has_no_field_that_masking_forgot(marked):
    home = household_line(marked, MASKED, "H001").household
    kept = {"code", "fictional", "deceased", "thanks", "thanks_on", "merged_into", "version"}
    with marked.read() as reading:
        whole = asdict(households.read_households(reading, ["H001"])["H001"])
    same = {name for name, value in asdict(home).items() if value and value == whole[name]}
    assert same <= kept


class TestCorrections:
    def test_what_a_household_wants_put_right_is_kept_without_its_words(self, ledger):
        ask_correction(ledger, tiny.OFFICER, "H001", fields=["phone", "holder"])
        [look] = [
            one
            for one in looks_at_household(ledger, tiny.ADMIN, "H001")
            if one.kind == "household.correction"
        ]
        assert (look.actor, look.details) == ("CB03", {"fields": ["phone", "holder"]})

    def test_it_names_fields_that_a_household_has(self, ledger):
        with pytest.raises(TextMissing):
            ask_correction(ledger, tiny.OFFICER, "H001", fields=[])
        with pytest.raises(UnknownRecord):
            ask_correction(ledger, tiny.OFFICER, "H001", fields=["version"])
