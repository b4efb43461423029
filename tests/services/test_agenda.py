"""A review's agenda: topics, their order, what is skipped, what cannot be taken off."""

from dataclasses import replace
from time import perf_counter

import pytest

from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, OTHER, TODAY, later
from trackers.domain import errors
from trackers.domain.review_errors import ItemStays
from trackers.domain.reviews import ItemKind
from trackers.services.agenda import add_topic, edit_item, move_item, remove_topic, skip_item
from trackers.services.decisions import take_decision
from trackers.services.reviews import close_review, get_review, open_review
from trackers.services.tracks import move_track
from trackers.store import events, proof

LONG_NAME = ("Ngô " + "Thị Kiều Oanh " * 15)[:200]


@pytest.fixture
def review(ledger):
    """A review that is open; it begins with three items or so of its own."""
    open_review(ledger, CHAIR, monday=TODAY, now=NOW, secretary_code=OTHER.code)
    return ledger


def items(ledger, actor=CHAIR):
    return get_review(ledger, actor, TODAY, now=NOW).items


def titles(ledger):
    return [one.title or one.kind.value for one in items(ledger)]


def add(ledger, title="Cống thoát nước", actor=CHAIR, **more):
    add_topic(ledger, actor, monday=TODAY, title=title, now=NOW, **more)
    return next(one for one in reversed(items(ledger)) if one.title == title.strip())


def in_order(ledger):
    return [one.position for one in items(ledger)] == list(range(1, len(items(ledger)) + 1))


class TestTopics:
    def test_a_topic_comes_last_unless_it_is_given_a_place(self, review):
        first, last = add(review, "Việc khẩn", position=1), add(review, "Việc khác")
        assert titles(review)[0] == "Việc khẩn"
        assert titles(review)[-1] == "Việc khác"
        assert (first.kind, last.position) == (ItemKind.TOPIC, len(items(review)))
        assert in_order(review)

    @pytest.mark.parametrize(("asked", "place"), [(-3, 0), (0, 0), (2, 1), (10_000, -1)])
    def test_any_place_asked_for_is_a_place_on_it(self, review, asked, place):
        add(review, "Cống", position=asked)
        assert titles(review)[place] == "Cống"
        assert in_order(review)

    def test_a_topic_about_a_case_is_about_its_work(self, review):
        made = add(review, case_code="XM-001")
        assert (made.project_code, made.case_code) == ("XM", "XM-001")

    @pytest.mark.parametrize("about", ["project_code", "case_code", "opinion_code"])
    def test_a_topic_about_what_is_not_there_is_refused(self, review, about):
        before = items(review)
        with pytest.raises(errors.UnknownRecord):
            add(review, **{about: "XM-404"})
        assert items(review) == before

    def test_a_topic_needs_a_title_and_no_novel(self, review):
        with pytest.raises(errors.TextMissing):
            add(review, "   ")
        with pytest.raises(errors.TextTooLong):
            add(review, "x" * 301)
        with pytest.raises(errors.TextTooLong):
            add(review, text="x" * 4001)

    def test_a_name_of_200_characters_fits_into_a_title(self, review):
        assert len(LONG_NAME) == 200
        assert add(review, LONG_NAME).title == LONG_NAME.strip()

    @pytest.mark.parametrize("words", ["{{7*7}}", "{% x", "'; DROP TABLE agenda_items; --", "<b>"])
    def test_words_are_kept_as_they_are_typed(self, review, words):
        assert add(review, words, text=words).text == words

    def test_a_second_click_adds_no_second_topic(self, review):
        for _ in range(2):
            add_topic(review, CHAIR, monday=TODAY, title="Cống", now=NOW, key="k")
        assert titles(review).count("Cống") == 1

    def test_the_secretary_adds_topics_and_nobody_else_among_officers(self, review):
        assert add(review, actor=OTHER).title == "Cống thoát nước"
        with pytest.raises(errors.NotAllowed):
            add(review, actor=OFFICER)

    def test_a_topic_is_taken_off_and_the_others_close_up(self, review):
        made = add(review, position=1)
        before = titles(review)
        remove_topic(review, CHAIR, item_id=made.item_id, now=NOW)
        assert titles(review) == before[1:]
        assert in_order(review)

    def test_what_makes_itself_is_not_taken_off(self, review):
        with pytest.raises(ItemStays):
            remove_topic(review, CHAIR, item_id=items(review)[0].item_id, now=NOW)

    def test_what_something_was_decided_under_is_not_taken_off(self, review):
        made = add(review)
        take_decision(
            review,
            CHAIR,
            monday=TODAY,
            text="Gặp hộ",
            officer_code="CB03",
            due_on=TODAY,
            item_id=made.item_id,
            now=NOW,
        )
        with pytest.raises(ItemStays):
            remove_topic(review, CHAIR, item_id=made.item_id, now=NOW)


class TestWords:
    def test_the_chair_writes_under_every_item(self, review):
        base = items(review)[0]
        mine = replace(base, title="Tuần qua", text="Khen Tổ Rạch Sen.")
        edit_item(review, CHAIR, base=base, mine=mine, now=NOW)
        found = items(review)[0]
        assert (found.title, found.text, found.kind) == ("Tuần qua", "Khen Tổ Rạch Sen.", base.kind)

    def test_two_who_write_different_fields_both_keep_theirs(self, review):
        base = add(review)
        edit_item(review, CHAIR, base=base, mine=replace(base, title="Cống D400"), now=NOW)
        saved = edit_item(review, ADMIN, base=base, mine=replace(base, text="Xem lại"), now=NOW)
        found = items(review)[-1]
        assert saved.merged == ("title",)
        assert (found.title, found.text) == ("Cống D400", "Xem lại")

    def test_two_who_write_the_same_field_are_asked_and_nothing_typed_is_lost(self, review):
        base = add(review)
        edit_item(review, CHAIR, base=base, mine=replace(base, text="Một"), now=NOW)
        with pytest.raises(errors.EditConflict):
            edit_item(review, ADMIN, base=base, mine=replace(base, text="Hai"), now=later(1))
        with review.read() as reading:
            (kept,) = events.read_kind(reading, "edit.refused")
        assert kept.payload["mine"] == ["Hai"]

    def test_moving_an_item_does_not_disturb_who_writes_under_it(self, review):
        base = add(review)
        move_item(review, CHAIR, item_id=base.item_id, position=1, now=NOW)
        edit_item(review, ADMIN, base=base, mine=replace(base, text="Xem lại"), now=NOW)
        assert (items(review)[0].title, items(review)[0].text) == ("Cống thoát nước", "Xem lại")

    def test_saving_what_is_there_writes_nothing(self, review):
        base = add(review)
        assert edit_item(review, CHAIR, base=base, mine=base, now=NOW).repeated

    def test_a_topic_is_not_left_without_a_title(self, review):
        base = add(review)
        with pytest.raises(errors.TextMissing):
            edit_item(review, CHAIR, base=base, mine=replace(base, title=" "), now=NOW)

    def test_while_names_are_masked_an_item_names_no_household(self, review):
        add(review, text="Hộ ông Út xin cống, út nào cũng được; bà Thủy đồng ý")
        (shown,) = (one for one in items(review, replace(CHAIR, masked=True)) if one.text)
        assert shown.title == "Cống thoát nước"
        assert shown.text == "Hộ ông Ú. xin cống, út nào cũng được; bà T. đồng ý"

    def test_a_topic_about_a_case_that_moved_to_the_other_track_still_is_about_it(self, review):
        made = add(review, case_code="XM-002")
        move_track(review, OFFICER, case_code="XM-002", reason="Đòi bồi thường", base=1, now=NOW)
        found = items(review)[-1]
        assert found == made
        edit_item(review, CHAIR, base=made, mine=replace(made, text="Đã chuyển"), now=NOW)
        assert items(review)[-1].case_code == "XM-002"


class TestOrder:
    def test_an_item_moves_up_and_down_and_the_others_make_room(self, review):
        start = titles(review)
        first = items(review)[0].item_id
        move_item(review, CHAIR, item_id=first, position=3, now=NOW)
        assert titles(review)[:3] == [start[1], start[2], start[0]]
        move_item(review, CHAIR, item_id=first, position=1, now=NOW)
        assert titles(review) == start
        assert in_order(review)

    def test_moving_to_where_it_is_writes_nothing(self, review):
        first = items(review)[0]
        assert move_item(review, CHAIR, item_id=first.item_id, position=1, now=NOW).repeated

    def test_a_skipped_item_stays_in_its_place(self, review):
        first = items(review)[0]
        skip_item(review, CHAIR, item_id=first.item_id, now=NOW)
        assert items(review)[0].skipped
        assert skip_item(review, CHAIR, item_id=first.item_id, now=NOW).repeated
        skip_item(review, CHAIR, item_id=first.item_id, skipped=False, now=NOW)
        assert not items(review)[0].skipped

    def test_an_agenda_of_200_items_is_ordered_in_no_time(self, review):
        more = 200 - len(items(review))
        for number in range(more):
            add_topic(review, CHAIR, monday=TODAY, title=f"Việc {number}", now=NOW)
        last = items(review)[-1]
        begun = perf_counter()
        move_item(review, CHAIR, item_id=last.item_id, position=1, now=NOW)
        moved = perf_counter() - begun
        begun = perf_counter()
        listed = items(review)
        read = perf_counter() - begun
        assert (len(listed), listed[0].title) == (200, f"Việc {more - 1}")
        assert in_order(review)
        remove_topic(review, CHAIR, item_id=last.item_id, now=NOW)
        assert in_order(review)
        assert (moved < 2, read < 1) == (True, True), (moved, read)
        with review.read() as reading:
            found = proof.prove(reading)
        assert found.holds, found.findings


class TestClosed:
    def test_the_agenda_of_a_closed_review_is_written_no_more(self, review):
        made = add(review)
        close_review(review, CHAIR, monday=TODAY, now=NOW)
        before = items(review)
        tries = (
            lambda: add(review, "Thêm"),
            lambda: edit_item(review, CHAIR, base=made, mine=replace(made, text="a"), now=NOW),
            lambda: move_item(review, CHAIR, item_id=made.item_id, position=1, now=NOW),
            lambda: skip_item(review, CHAIR, item_id=made.item_id, now=NOW),
            lambda: remove_topic(review, CHAIR, item_id=made.item_id, now=NOW),
        )
        for attempt in tries:
            with pytest.raises(errors.AlreadyClosed):
                attempt()
        assert items(review) == before

    def test_an_item_that_is_not_there_is_said_not_to_be(self, review):
        with pytest.raises(errors.UnknownRecord):
            skip_item(review, CHAIR, item_id="none", now=NOW)
