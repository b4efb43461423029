"""Conclusions: what, who, by when; they stand through as many reviews as they need."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.making import an_actor
from tests.looking_back import on_day
from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, TODAY, later
from trackers.domain import errors
from trackers.domain.people import Officer, Role
from trackers.domain.reach import NOWHERE
from trackers.domain.review_errors import StillOpen
from trackers.domain.tracks import TrackCode
from trackers.services.decisions import (
    close_decision,
    edit_decision,
    reopen_decision,
    standing_decisions,
    take_decision,
)
from trackers.services.people import add_officer, end_absence, list_absences, record_absence
from trackers.services.reviews import close_review, get_review, open_review
from trackers.services.subjects import the_state
from trackers.services.tracks import move_track
from trackers.store import events, proof
from trackers.store.errors import RowChanged

FRIDAY, NEXT = TODAY + timedelta(days=4), TODAY + timedelta(days=7)


@pytest.fixture
def review(ledger):
    open_review(ledger, CHAIR, monday=TODAY, now=NOW, secretary_code=OTHER.code)
    return ledger


def taken(ledger, actor=CHAIR, monday=TODAY, **more):
    values = {"text": "Gặp hộ XM-001", "officer_code": "CB03", "due_on": FRIDAY, "now": NOW}
    take_decision(ledger, actor, monday=monday, **values | more)
    return file(ledger, monday).decisions[-1]


def file(ledger, monday=TODAY, actor=CHAIR, now=NOW):
    return get_review(ledger, actor, monday, now=now)


def close(ledger, one, actor=CHAIR, **more):
    values = {"word": "Đã gặp", "base": one.version, "now": NOW}
    return close_decision(ledger, actor, decision_id=one.decision_id, **values | more)


def standing(ledger, now=NOW, **more):
    return [one.text for one in standing_decisions(ledger, CHAIR, now=now, **more)]


class TestTaking:
    def test_it_says_what_who_by_when_and_about_what(self, review):
        one = taken(review, case_code="XM-001")
        assert (one.text, one.officer_code, one.due_on) == ("Gặp hộ XM-001", "CB03", FRIDAY)
        assert (one.case_code, one.project_code, one.decided_by) == ("XM-001", "XM", "CB01")

    def test_they_are_counted_within_their_review(self, review):
        assert [taken(review).number for _ in range(3)] == [1, 2, 3]
        open_review(review, CHAIR, monday=NEXT, now=on_day(NEXT))
        assert taken(review, monday=NEXT, due_on=NEXT).number == 1

    def test_a_second_click_takes_no_second_one(self, review):
        taken(review, key="k")
        taken(review, key="k")
        assert len(file(review).decisions) == 1

    def test_it_belongs_to_an_item_of_its_review(self, review):
        item = file(review).items[0].item_id
        assert taken(review, item_id=item).item_id == item
        with pytest.raises(errors.UnknownRecord):
            taken(review, item_id="none")

    @pytest.mark.parametrize(
        ("wrong", "refusal"),
        [
            ({"text": "  "}, errors.TextMissing),
            ({"text": "x" * 4001}, errors.TextTooLong),
            ({"officer_code": "CB99"}, errors.UnknownRecord),
            ({"officer_code": "XEM"}, errors.UnknownRecord),
            ({"officer_code": ""}, errors.UnknownRecord),
            ({"due_on": TODAY - timedelta(days=1)}, errors.DateTooEarly),
            ({"project_code": "YT"}, errors.UnknownRecord),
            ({"case_code": "XM-404"}, errors.UnknownRecord),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_kept(self, review, wrong, refusal):
        with pytest.raises(refusal):
            taken(review, **wrong)
        assert file(review).decisions == ()

    def test_a_closed_review_decides_nothing_more(self, review):
        close_review(review, CHAIR, monday=TODAY, now=NOW)
        with pytest.raises(errors.AlreadyClosed):
            taken(review)

    def test_an_officer_who_does_not_hold_the_review_decides_nothing(self, review):
        assert taken(review, OTHER).decided_by == OTHER.code
        with pytest.raises(errors.NotAllowed):
            taken(review, OFFICER)

    def test_it_names_somebody_of_200_characters(self, review):
        name = ("Nguyễn " * 40)[:200]
        add_officer(review, ADMIN, officer=Officer("DAI", name, "", Role.OFFICER), now=NOW)
        assert taken(review, officer_code="DAI", text=name * 5).text == (name * 5).strip()


class TestStanding:
    def test_it_is_carried_through_reviews_until_it_is_closed(self, review):
        one = taken(review)
        for weeks in (1, 2, 3):
            monday = TODAY + timedelta(days=7 * weeks)
            open_review(review, CHAIR, monday=monday, now=on_day(monday))
            found = file(review, monday).findings
            assert [each.decision_id for each in found.carried] == [one.decision_id]
            assert found.overdue.decisions == found.carried
        last = TODAY + timedelta(days=21)
        close(review, one, closed_in=last, now=on_day(last))
        assert [each.closing_word for each in file(review, last).closed_here] == ["Đã gặp"]
        monday = TODAY + timedelta(days=28)
        open_review(review, CHAIR, monday=monday, now=on_day(monday))
        found = file(review, monday).findings
        assert (found.carried, [each.number for each in found.done]) == ((), [1])

    def test_those_that_stand_are_found_by_case_and_by_work(self, review):
        taken(review, text="Một", case_code="XM-001")
        taken(review, text="Hai", project_code="XM", due_on=TODAY)
        taken(review, text="Ba")
        assert standing(review) == ["Hai", "Một", "Ba"]
        assert standing(review, case_code="XM-001") == ["Một"]
        assert standing(review, project_code="XM") == ["Hai", "Một"]
        assert standing(review, officer_code="CB05") == []

    def test_one_about_a_case_that_moved_to_the_other_track_still_points_at_it(self, review):
        one = taken(review, case_code="XM-002")
        move_track(review, OFFICER, case_code="XM-002", reason="Đòi bồi thường", base=1, now=NOW)
        open_review(review, CHAIR, monday=NEXT, now=on_day(NEXT))
        (carried,) = file(review, NEXT).findings.carried
        assert (carried.case_code, carried.project_code) == ("XM-002", "XM")
        with review.read() as reading:
            assert the_state(reading, carried.case_code).case.track is TrackCode.RECOVERY
        mine = replace(one, due_on=NEXT)
        edit_decision(review, CHAIR, base=one, mine=mine, now=NOW)
        assert close(review, one, base=2).revision
        assert standing(review, case_code="XM-002") == []


class TestCovering:
    @pytest.fixture
    def away(self, review):
        """CB03 is away from tomorrow to Friday, CB05 stands in."""
        days = {"from_on": TODAY + timedelta(days=1), "to_on": FRIDAY}
        record_absence(review, CHAIR, officer_code="CB03", cover_code="CB05", now=NOW, **days)
        taken(review)
        return review

    @pytest.mark.parametrize(
        ("day", "who"),
        [(TODAY, "CB03"), (date(2014, 4, 8), "CB05"), (FRIDAY, "CB05"), (NEXT, "CB03")],
    )
    def test_it_goes_to_who_stands_in_for_the_time_and_back(self, away, day, who):
        found = {
            one: len(standing(away, on_day(day), officer_code=one)) for one in ("CB03", "CB05")
        }
        assert found == {"CB03": int(who == "CB03"), "CB05": int(who == "CB05")}

    def test_it_comes_back_early_with_who_comes_back_early(self, away):
        (absence,) = list_absences(away)
        back = date(2014, 4, 10)
        end_absence(away, CHAIR, base=absence, back_on=back, reason="Xong việc", now=NOW)
        assert standing(away, on_day(date(2014, 4, 9)), officer_code="CB05")
        assert standing(away, on_day(back), officer_code="CB03")
        assert not standing(away, on_day(back), officer_code="CB05")

    def test_who_stands_in_closes_it(self, away):
        cover = an_actor("CB05", "Thu", Role.OFFICER, "TEST", reach=NOWHERE)
        one = file(away).decisions[0]
        stranger = replace(cover, code="CB06")
        with pytest.raises(errors.NotAllowed):
            close(away, one, stranger)
        close(away, one, replace(stranger, covers=frozenset({"CB03"})))
        assert file(away).decisions[0].closed_by == "CB06"


class TestEditing:
    def test_deadline_officer_and_words_change_while_it_stands(self, review):
        one = taken(review)
        close_review(review, CHAIR, monday=TODAY, now=NOW)
        mine = replace(one, text="Gặp lại", officer_code="CB05", due_on=NEXT, case_code="XM-003")
        edit_decision(review, CHAIR, base=one, mine=mine, now=NOW)
        found = file(review).decisions[0]
        assert (found.text, found.officer_code, found.due_on) == ("Gặp lại", "CB05", NEXT)
        assert (found.case_code, found.project_code, found.version) == ("XM-003", "XM", 2)

    def test_two_who_change_its_deadline_are_asked(self, review):
        one = taken(review)
        edit_decision(review, CHAIR, base=one, mine=replace(one, due_on=NEXT), now=NOW)
        with pytest.raises(errors.EditConflict):
            edit_decision(review, ADMIN, base=one, mine=replace(one, due_on=TODAY), now=later(1))
        with review.read() as reading:
            assert len(events.read_kind(reading, "edit.refused")) == 1

    def test_two_who_change_words_and_officer_both_keep_theirs(self, review):
        one = taken(review)
        edit_decision(review, CHAIR, base=one, mine=replace(one, text="Gặp lại"), now=NOW)
        mine = replace(one, officer_code="CB05")
        assert edit_decision(review, ADMIN, base=one, mine=mine, now=NOW).merged == ("text",)
        found = file(review).decisions[0]
        assert (found.text, found.officer_code) == ("Gặp lại", "CB05")

    def test_what_is_closed_changes_no_more(self, review):
        one = taken(review)
        close(review, one)
        with pytest.raises(errors.AlreadyClosed):
            edit_decision(review, CHAIR, base=one, mine=replace(one, text="a"), now=NOW)

    def test_what_cannot_be_is_refused(self, review):
        one = taken(review)
        for wrong in ({"text": ""}, {"officer_code": "CB99"}, {"due_on": date(2014, 4, 6)}):
            with pytest.raises(errors.DomainError):
                edit_decision(review, CHAIR, base=one, mine=replace(one, **wrong), now=NOW)
        assert file(review).decisions == (one,)

    def test_its_officer_alone_does_not_move_the_deadline(self, review):
        one = taken(review)
        with pytest.raises(errors.NotAllowed):
            edit_decision(review, OFFICER, base=one, mine=replace(one, due_on=NEXT), now=NOW)


class TestClosing:
    def test_it_needs_a_word(self, review):
        one = taken(review)
        with pytest.raises(errors.TextMissing):
            close(review, one, word=" ")
        with pytest.raises(errors.TextTooLong):
            close(review, one, word="x" * 4001)
        close(review, one, OFFICER, word=" Đã gặp, hộ đồng ý ")
        found = file(review).decisions[0]
        assert (found.closing_word, found.closed_by) == ("Đã gặp, hộ đồng ý", "CB03")
        assert (found.closed_on, found.closed_in) == (TODAY, None)

    def test_it_closes_once(self, review):
        one = taken(review)
        close(review, one, key="k")
        assert close(review, one, key="k").repeated
        with pytest.raises(errors.AlreadyClosed):
            close(review, one)

    def test_who_saw_an_older_one_does_not_close_it(self, review):
        one = taken(review)
        edit_decision(review, CHAIR, base=one, mine=replace(one, text="Gặp lại"), now=NOW)
        with pytest.raises(RowChanged):
            close(review, one)

    def test_it_is_closed_in_a_review_that_is_open_and_in_no_other(self, review):
        one = taken(review)
        with pytest.raises(errors.UnknownRecord):
            close(review, one, closed_in=NEXT)
        close_review(review, CHAIR, monday=TODAY, now=NOW)
        with pytest.raises(errors.AlreadyClosed):
            close(review, one, closed_in=TODAY)

    def test_it_stands_again_with_a_reason(self, review):
        one = taken(review)
        same = {"decision_id": one.decision_id, "now": NOW}
        with pytest.raises(StillOpen):
            reopen_decision(review, CHAIR, reason="Chưa xong", base=1, **same)
        close(review, one)
        with pytest.raises(errors.ReasonMissing):
            reopen_decision(review, CHAIR, reason="", base=2, **same)
        reopen_decision(review, CHAIR, reason="Hộ đổi ý", base=2, **same)
        found = file(review).decisions[0]
        assert (found.is_open, found.closing_word, found.closed_by) == (True, "", "")
        with review.read() as reading:
            (event,) = events.read_kind(reading, "decision.reopened")
        assert event.payload["reason"] == "Hộ đổi ý"

    def test_one_that_is_not_there_is_said_not_to_be(self, review):
        with pytest.raises(errors.UnknownRecord):
            close_decision(review, CHAIR, decision_id="none", word="a", base=1, now=NOW)

    def test_while_names_are_masked_a_decision_names_no_household(self, review):
        close(review, taken(review), word="Đã gặp bà Lê Thị Ửng")
        taken(review, text="Gặp ông NGUYEN VAN UT, gọi 0912 345 678")
        masked = replace(CHAIR, masked=True)
        shown = file(review, actor=masked)
        said = ["Gặp hộ XM-001", "Gặp ông N. V. U., gọi •••"]
        assert [one.text for one in shown.decisions] == said
        assert shown.closed_here == ()
        assert shown.decisions[0].closing_word == "Đã gặp bà L. T. Ử."
        (one,) = standing_decisions(review, masked, now=NOW)
        assert one.text == said[1]

    def test_the_record_proves_itself(self, review):
        one = taken(review)
        close(review, one)
        reopen_decision(
            review, CHAIR, decision_id=one.decision_id, reason="Chưa xong", base=2, now=NOW
        )
        with review.read() as reading:
            found = proof.prove(reading)
        assert found.holds, found.findings
