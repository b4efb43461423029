"""Opinions: taken down by anybody, answered by whose they are, kept as they were said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.looking_back import on_day
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, TODAY, VIEWER, square
from trackers.domain.errors import (
    AlreadyClosed,
    DateInFuture,
    DateTooEarly,
    EditConflict,
    NotAllowed,
    NotYours,
    ReasonMissing,
    TextMissing,
    TextTooLong,
    UnknownRecord,
)
from trackers.domain.looks import LookKind
from trackers.domain.opinions import Opinion, OpinionKind
from trackers.domain.reach import Reach
from trackers.domain.review_errors import StillOpen
from trackers.domain.target_errors import PlaceOutside
from trackers.services.erasure import ERASED_ON_REQUEST, erase_household
from trackers.services.looks import LookFilter, ward_looks
from trackers.services.opinions import (
    add_opinion,
    answer_opinion,
    edit_opinion,
    get_opinion,
    list_opinions,
    opinion_written,
    opinions_then,
    reopen_opinion,
    withdraw_opinion,
)
from trackers.services.person import person_sheet
from trackers.services.proving import prove_log
from trackers.services.status import former_status, status_feed
from trackers.services.wards import current_revision
from trackers.store import events, tables

RAISED = date(2014, 3, 11)
SAID = Opinion(
    *("", "KV1", "XM", "Chừng nào xe rác vào?", RAISED),
    from_whom="Bà Út, 0900",
    lat=10.0801,
    lng=105.7001,
    officer_code="CB03",
    due_on=date(2014, 4, 4),
)
MINE = replace(OFFICER, reach=Reach(officers=frozenset({"CB03"})))
HERS = replace(OTHER, reach=Reach(officers=frozenset({"CB05"})))
COVER = replace(OTHER, reach=Reach(officers=frozenset({"CB05", "CB03"})))


def say_it(ledger, actor=HERS, now=NOW, **more):
    saved = add_opinion(ledger, actor, opinion=replace(SAID, **more), now=now)
    return opinion_written(ledger, actor, saved.revision)


def answer(ledger, actor=MINE, code="YK-1", on=TODAY, base=1, words="Chờ đường rộng 3,5 m", **more):
    return answer_opinion(
        ledger, actor, code=code, answer=words, answered_on=on, base=base, now=NOW, **more
    )


def the_one(ledger, code="YK-1"):
    return get_opinion(ledger, OFFICER, code)


def last_event(ledger):
    with ledger.read() as reading:
        revision = current_revision(ledger)[0]
        return events.read_between(reading, revision, revision)[0]


class TestTakingDown:
    def test_anybody_who_works_here_may_and_codes_count_up(self, ledger):
        assert [say_it(ledger), say_it(ledger, MINE)] == ["YK-1", "YK-2"]
        event = last_event(ledger)
        assert (event.kind, event.subject, event.effective_on) == ("opinion.added", "YK-2", RAISED)
        with pytest.raises(NotAllowed):
            say_it(ledger, VIEWER)

    def test_a_code_that_was_taken_back_is_not_given_again(self, ledger):
        say_it(ledger)
        withdraw_opinion(ledger, MINE, code="YK-1", reason="Ghi trùng", now=NOW)
        assert say_it(ledger) == "YK-2"

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"text": " "}, TextMissing),
            ({"text": "x" * 4001}, TextTooLong),
            ({"raised_on": TODAY + timedelta(1)}, DateInFuture),
            ({"raised_on": date(1999, 1, 1), "due_on": None}, DateTooEarly),
            ({"due_on": date(2014, 3, 10)}, DateTooEarly),
            ({"area_code": "KV9"}, UnknownRecord),
            ({"project_code": "XX"}, UnknownRecord),
            ({"case_code": "XM-999"}, UnknownRecord),
            ({"officer_code": "XEM"}, UnknownRecord),
            ({"lat": 11.0}, PlaceOutside),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_written(self, ledger, wrong, error):
        with pytest.raises(error):
            say_it(ledger, **wrong)
        assert list_opinions(ledger, OFFICER) == []

    def test_about_a_case_it_takes_area_work_and_place_from_it(self, ledger):
        say_it(ledger, case_code="XM-002", area_code="", project_code=None, lat=None, lng=None)
        found = the_one(ledger)
        assert (found.area_code, found.project_code) == ("KV1", "XM")
        assert found.place == pytest.approx(square(2).centroid.coords[0])
        with ledger.read() as reading:
            touched = reading.row(tables.cases, code="XM-002").revision
        assert touched == current_revision(ledger)[0]

    def test_the_same_save_twice_is_one(self, ledger):
        first = add_opinion(ledger, HERS, opinion=SAID, now=NOW, key="k")
        again = add_opinion(ledger, HERS, opinion=SAID, now=NOW, key="k")
        assert again == replace(first, repeated=True)
        assert len(list_opinions(ledger, OFFICER)) == 1


class TestReading:
    def test_whose_it_is_shows_on_its_card_alone_and_that_is_a_look(self, ledger):
        say_it(ledger)
        assert [one.from_whom for one in list_opinions(ledger, OFFICER)] == [""]
        assert the_one(ledger).from_whom == "Bà Út, 0900"
        kinds = [one.kind for one in ward_looks(ledger, ADMIN, LookFilter(subject="YK-1"))]
        assert kinds == [LookKind.OPINION_VIEWED.value]

    def test_masked_no_word_of_it_shows(self, ledger):
        say_it(ledger)
        answer(ledger, on=None)
        masked = replace(OFFICER, masked=True)
        for one in (*list_opinions(ledger, masked), get_opinion(ledger, masked, "YK-1")):
            assert {one.text, one.answer, one.from_whom} <= {"đã che", ""}
            assert one.area_code == "KV1"

    def test_a_viewer_reads_none(self, ledger):
        say_it(ledger)
        for ask in (
            lambda: list_opinions(ledger, VIEWER),
            lambda: get_opinion(ledger, VIEWER, "YK-1"),
            lambda: opinions_then(ledger, VIEWER, on=TODAY, revision=1),
        ):
            with pytest.raises(NotAllowed):
                ask()

    def test_those_about_a_case_are_found_by_it(self, ledger):
        say_it(ledger)
        say_it(ledger, case_code="XM-001")
        assert [one.code for one in list_opinions(ledger, OFFICER, case_code="XM-001")] == ["YK-2"]

    def test_whose_it_is_lies_sealed(self, ledger):
        say_it(ledger)
        with ledger.reader.connect() as connection:
            query = "SELECT from_whom FROM opinions"
            [(kept,)] = connection.exec_driver_sql(query).all()
        assert "Út" not in kept

    def test_none_of_its_words_is_in_the_chain(self, ledger):
        say_it(ledger)
        answer(ledger)
        with ledger.read() as reading:
            chain = " ".join(row.payload for row in reading.rows(tables.events))
        assert not any(word in chain for word in ("xe rác", "Bà Út", "3,5 m"))
        assert prove_log(ledger, ADMIN).holds


class TestInWhoseHands:
    def test_its_officer_who_covers_and_the_heads_answer(self, ledger):
        for actor in (MINE, COVER, CHAIR):
            code = say_it(ledger)
            answer(ledger, actor, code)
            assert the_one(ledger, code).answered_by == actor.code
        say_it(ledger)
        with pytest.raises(NotYours):
            answer(ledger, HERS, "YK-4")

    def test_while_nobody_has_it_everybody_may(self, ledger):
        say_it(ledger, officer_code="")
        base = the_one(ledger)
        edit_opinion(ledger, HERS, base=base, mine=replace(base, officer_code="CB03"), now=NOW)
        with pytest.raises(NotYours):
            edit_opinion(ledger, HERS, base=base, mine=replace(base, text="Khác"), now=NOW)

    def test_others_neither_edit_nor_reopen_nor_take_it_back(self, ledger):
        say_it(ledger)
        base = the_one(ledger)
        answer(ledger)
        for act in (
            lambda: edit_opinion(ledger, HERS, base=base, mine=replace(base, text="x"), now=NOW),
            lambda: reopen_opinion(ledger, HERS, code="YK-1", reason="x", base=2, now=NOW),
            lambda: withdraw_opinion(ledger, HERS, code="YK-1", reason="x", now=NOW),
        ):
            with pytest.raises(NotYours):
                act()


class TestAnswering:
    def test_a_word_given_meanwhile_leaves_it_open_and_the_answer_closes_it(self, ledger):
        say_it(ledger)
        answer(ledger, on=None)
        assert the_one(ledger).is_open
        assert last_event(ledger).kind == "opinion.replied"
        answer(ledger, base=2, words="Xe vào được từ hôm nay", answered_by="CB01")
        found = the_one(ledger)
        assert (found.days(TODAY), found.answered_by) == (27, "CB01")
        with pytest.raises(AlreadyClosed):
            answer(ledger, base=3)

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"words": ""}, TextMissing),
            ({"on": TODAY + timedelta(1)}, DateInFuture),
            ({"on": date(2014, 3, 10)}, DateTooEarly),
            ({"answered_by": "XX"}, UnknownRecord),
            ({"code": "YK-9"}, UnknownRecord),
        ],
    )
    def test_what_cannot_be_is_refused(self, ledger, wrong, error):
        say_it(ledger)
        with pytest.raises(error):
            answer(ledger, **wrong)
        assert the_one(ledger).answer == ""

    def test_it_is_opened_again_with_a_reason_and_the_log_keeps_the_answer(self, ledger):
        say_it(ledger)
        told = {"code": "YK-1", "base": 2, "now": NOW}
        with pytest.raises(StillOpen):
            reopen_opinion(ledger, MINE, reason="x", **told)
        answer(ledger)
        with pytest.raises(ReasonMissing):
            reopen_opinion(ledger, MINE, reason=" ", **told)
        reopen_opinion(ledger, MINE, reason="Vẫn chưa vào", **told)
        found = the_one(ledger)
        assert (found.is_open, found.answer, found.answered_by) == (True, "", "")
        change = last_event(ledger).payload["changes"][0]
        assert change["before"]["answer"] == "Chờ đường rộng 3,5 m"


class TestEditing:
    def test_two_people_s_changes_are_merged_and_the_same_field_is_asked(self, ledger):
        say_it(ledger)
        base = the_one(ledger)
        edit_opinion(
            ledger, MINE, base=base, mine=replace(base, kind=OpinionKind.PETITION), now=NOW
        )
        saved = edit_opinion(ledger, CHAIR, base=base, mine=replace(base, text="Khác"), now=NOW)
        assert saved.merged == ("kind",)
        with pytest.raises(EditConflict):
            edit_opinion(ledger, MINE, base=base, mine=replace(base, text="Khác nữa"), now=NOW)
        assert the_one(ledger).text == "Khác"

    def test_half_of_two_places_is_no_place(self, ledger):
        say_it(ledger)
        base = the_one(ledger)
        edit_opinion(ledger, MINE, base=base, mine=replace(base, lat=10.09), now=NOW)
        with pytest.raises(EditConflict):
            edit_opinion(ledger, MINE, base=base, mine=replace(base, lng=105.71), now=NOW)

    def test_moving_it_to_another_case_tells_both(self, ledger):
        say_it(ledger, case_code="XM-001")
        base = the_one(ledger)
        edit_opinion(ledger, MINE, base=base, mine=replace(base, case_code="XM-002"), now=NOW)
        with ledger.read() as reading:
            rows = reading.rows(tables.cases)
        now = current_revision(ledger)[0]
        assert {row.code for row in rows if row.revision == now} == {"XM-001", "XM-002"}


class TestFormerDays:
    def test_a_review_hears_what_was_said_then_in_the_words_of_then(self, ledger):
        say_it(ledger, now=on_day(RAISED))
        revision = current_revision(ledger)[0]
        base = the_one(ledger)
        edit_opinion(ledger, MINE, base=base, mine=replace(base, text="Khác"), now=NOW)
        answer(ledger, base=2)
        [then] = opinions_then(ledger, OFFICER, on=TODAY, revision=revision)
        assert (then.text, then.answer, then.from_whom) == ("Chừng nào xe rác vào?", "", "")
        [now] = opinions_then(ledger, OFFICER, on=TODAY, revision=current_revision(ledger)[0])
        assert (now.text, now.answer) == ("Khác", "Chờ đường rộng 3,5 m")

    def test_a_word_given_meanwhile_is_there_from_its_day(self, ledger):
        say_it(ledger, now=on_day(RAISED))
        answer(ledger, on=None)
        revision = current_revision(ledger)[0]
        seen = [
            [one.answer for one in opinions_then(ledger, OFFICER, on=day, revision=revision)]
            for day in (RAISED - timedelta(1), RAISED, TODAY)
        ]
        assert seen == [[], [""], ["Chờ đường rộng 3,5 m"]]


class TestOnTheMap:
    def pins(self, ledger, since=0, actor=OFFICER):
        return status_feed(ledger, actor, since=since, now=NOW).opinions

    def test_officers_get_pins_when_one_was_written_since_and_viewers_never(self, ledger):
        assert self.pins(ledger) == []
        before = current_revision(ledger)[0]
        say_it(ledger)
        [pin] = self.pins(ledger, before)
        assert pin == {"c": "YK-1", "x": 105.7001, "y": 10.0801, "s": "open", "d": "2014-04-04"}
        assert self.pins(ledger, current_revision(ledger)[0]) is None
        assert self.pins(ledger, actor=VIEWER) is None
        assert self.pins(ledger, before, actor=VIEWER) is None

    def test_an_answer_a_move_and_a_taking_back_are_news(self, ledger):
        say_it(ledger)
        before = current_revision(ledger)[0]
        answer(ledger)
        assert [one["s"] for one in self.pins(ledger, before)] == ["answered"]
        before = current_revision(ledger)[0]
        base = the_one(ledger)
        edit_opinion(ledger, MINE, base=base, mine=replace(base, lat=None, lng=None), now=NOW)
        assert self.pins(ledger, before) == []
        before = current_revision(ledger)[0]
        withdraw_opinion(ledger, MINE, code="YK-1", reason="Trùng", now=NOW)
        assert self.pins(ledger, before) == []

    def test_a_former_day_has_the_pins_of_then(self, ledger):
        say_it(ledger, now=on_day(RAISED))
        answer(ledger, on=date(2014, 4, 4))
        for day, states in (
            (RAISED - timedelta(1), []),
            (date(2014, 4, 3), ["open"]),
            (date(2014, 4, 4), ["answered"]),
        ):
            feed = former_status(ledger, OFFICER, day, now=NOW)
            assert [one["s"] for one in feed.opinions] == states, day
        assert former_status(ledger, VIEWER, RAISED, now=NOW).opinions is None


class TestErasing:
    def test_what_was_said_about_a_households_own_case_goes_with_it(self, ledger):
        say_it(ledger, case_code="XM-002", now=on_day(RAISED))
        say_it(ledger, case_code="XM-003")  # of two households
        answer(ledger)
        erase_household(ledger, ADMIN, "H002", reason="Đơn số 1", now=NOW)
        gone, kept = list_opinions(ledger, OFFICER)
        assert (gone.text, gone.answer) == (ERASED_ON_REQUEST, ERASED_ON_REQUEST)
        assert kept.text == "Chừng nào xe rác vào?"
        assert the_one(ledger).from_whom == ERASED_ON_REQUEST
        with ledger.read() as reading:
            values = [str(row.value) for row in reading.rows(tables.event_values)]
        assert sum("Bà Út" in one for one in values) == 1
        assert prove_log(ledger, ADMIN).holds

    def test_a_persons_copy_of_their_data_holds_it(self, ledger):
        say_it(ledger, case_code="XM-001")
        cells = [str(cell) for line in person_sheet(ledger, ADMIN, "H001").rows for cell in line]
        assert any("Chừng nào xe rác vào?" in one for one in cells)
