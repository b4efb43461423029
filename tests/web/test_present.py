"""The review on the wall: who gets it, what may run on it, that no household is named in it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import tiny
from tests.domain.making import a_visit
from tests.markers import found_in, word
from tests.web.asking import ask
from trackers.domain.obstacles import ObstacleKind
from trackers.services.agenda import add_topic, skip_item
from trackers.services.contacts import record_visit
from trackers.services.decisions import take_decision
from trackers.services.looks import my_looks
from trackers.services.obstacles import open_obstacle
from trackers.services.reviews import close_review, get_review, list_reviews, open_review
from trackers.store import households

MONDAY = date(2014, 4, 7)
PAGE = "/w/TEST/present?review=2014-04-07&as=CB01"
ITEMS = "/w/TEST/present/items?review=2014-04-07&as=CB01"
MARKS = {name: word(letters) for name, letters in (("holder", "wqa"), ("owner", "wqb"))}
SAID = {name: word(letters) for name, letters in (("promise", "wqc"), ("obstacle", "wqd"))}


@pytest.fixture
def mark(ledger):
    """A household whose every word is a marker, named in a topic and a decision too."""
    with ledger.write(tiny.NOW) as writing:
        home = households.read_households(writing, ["H002"])["H002"]
        named = replace(home, holder=MARKS["holder"], co_owners=(MARKS["owner"],))
        households.change_household(writing, named, base=home.version)
        writing.record("household.edited", "H002", actor="QT", effective_on=tiny.TODAY)


def held(ledger):
    """The review of the week, opened once for all tests of this file."""
    if not list_reviews(ledger, tiny.CHAIR):
        visit = a_visit(
            date(2014, 4, 2),
            contact_id="",
            household_code="H002",
            promise=SAID["promise"],
            promise_on=date(2014, 4, 10),
        )
        record_visit(ledger, tiny.OFFICER, visit=visit, now=tiny.NOW)
        open_obstacle(
            ledger,
            tiny.OFFICER,
            case_code="XM-002",
            kind=ObstacleKind.CONDITIONAL,
            text=SAID["obstacle"],
            opened_on=date(2014, 4, 2),
            due_on=date(2014, 4, 4),
            officer_code="CB03",
            now=tiny.NOW,
        )
        open_review(ledger, tiny.CHAIR, monday=MONDAY, now=tiny.NOW)
    return get_review(ledger, tiny.CHAIR, MONDAY, now=tiny.NOW)


@pytest.fixture
def file(mark, ledger):
    return held(ledger)


def item(ledger, kind):
    return next(one for one in held(ledger).items if one.kind == kind)


def test_a_plain_page_that_runs_our_files_and_no_inline_text(app, file):
    answer = ask(app, PAGE)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    [nonce] = re.findall(r'<style nonce="([^"]+)"', answer.text)
    assert f"'nonce-{nonce}'" in policy
    assert re.findall(r"<script(?! src=)", answer.text) == []
    assert " style=" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "Giao ban tuần 15/2014" in answer.text


def test_masked_no_byte_of_it_holds_a_household_or_what_it_said(app, file, ledger):
    under = item(ledger, "promises").item_id
    holder, owner = MARKS["holder"], MARKS["owner"]
    named = f"Gặp hộ {holder}, {owner}, {owner.upper()}, gọi 0912 345 678"
    add_topic(ledger, tiny.CHAIR, monday=MONDAY, title=named, text=named, now=tiny.NOW)
    take_decision(
        ledger,
        tiny.CHAIR,
        monday=MONDAY,
        text=named,
        officer_code="CB03",
        due_on=date(2014, 4, 9),
        item_id=under,
        now=tiny.NOW,
    )
    secrets = {*MARKS.values(), *SAID.values(), "0912 345 678", "Nguyễn Văn Út", "Lê Thị Ửng"}
    for path in (PAGE, ITEMS, f"{ITEMS}&mask=1", "/w/TEST/map.json?sites=1", "/w/TEST/status"):
        answer = ask(app, path)
        assert answer.status_code == 200
        assert found_in(answer.content + repr(answer.headers).encode(), secrets) == set(), path
    shown = ask(app, ITEMS).text
    assert "Gặp hộ Đ., Đ., Đ., gọi •••" in shown
    assert "XM-002" in shown
    # The same detector finds all of it where names are asked for.
    with_names = ask(app, f"{ITEMS}&names=1").content
    assert secrets - found_in(with_names, secrets) <= {"Lê Thị Ửng"}


def test_names_that_are_asked_for_leave_a_trace_and_who_is_masked_gets_none(app, file, ledger):
    def traces():
        return [one for one in my_looks(ledger, tiny.OFFICER) if one.kind == "names.presented"]

    asked = ITEMS.replace("CB01", "CB03")
    assert ask(app, asked).status_code == 200
    assert traces() == []
    assert ask(app, f"{asked}&names=1").status_code == 200
    assert [one.subject for one in traces()] == ["2014-04-07"]
    assert ask(app, f"{asked}&names=1&mask=1").status_code == 403


def test_what_the_browser_holds_is_not_sent_again_until_something_is_written(app, file, ledger):
    first = ask(app, ITEMS)
    tag = first.headers["etag"]
    held_by_browser = [("if-none-match", tag)]
    assert ask(app, ITEMS, headers=held_by_browser).status_code == 304
    # Another's, with names or in another language is another answer.
    for other in (ITEMS.replace("CB01", "CB03"), f"{ITEMS}&names=1", f"{ITEMS}&lang=en"):
        assert ask(app, other, headers=held_by_browser).status_code == 200
    take_decision(
        ledger,
        tiny.CHAIR,
        monday=MONDAY,
        text="Báo cáo bằng văn bản",
        officer_code="CB05",
        due_on=date(2014, 4, 11),
        item_id=item(ledger, "officers").item_id,
        now=tiny.NOW,
    )
    again = ask(app, ITEMS, headers=held_by_browser)
    assert again.status_code == 200
    assert "Báo cáo bằng văn bản" in again.text
    assert "Quách Lệ Thu · hạn 11/04/2014" in again.text
    assert "Báo cáo bằng văn bản" not in first.text


def test_who_may_not_see_households_and_a_strange_day_are_refused(app, file):
    for path in (PAGE, ITEMS):
        assert ask(app, path.replace("CB01", "XEM")).status_code == 403
        for day in ("2014-04-14", "2013-12-30"):
            assert ask(app, path.replace("2014-04-07", day)).status_code == 404
        assert ask(app, path.replace("2014-04-07", "7/4")).status_code == 400
        last = ask(app, path.replace("review=2014-04-07&", ""))
        assert (last.status_code, "tuần 15/2014" in last.text) == (200, True)


def test_a_skipped_item_is_not_shown_and_the_others_close_ranks(app, file, ledger):
    stale = item(ledger, "overdue")
    before = len(re.findall(r'<section class="item"', ask(app, ITEMS).text))
    skip_item(ledger, tiny.CHAIR, item_id=stale.item_id, now=tiny.NOW)
    shown = ask(app, ITEMS).text
    assert len(re.findall(r'<section class="item"', shown)) == before - 1
    assert stale.item_id not in shown
    numbers = [int(one) for one in re.findall(r'data-number="(\d+)"', shown)]
    assert numbers == list(range(before - 1))
    skip_item(ledger, tiny.CHAIR, item_id=stale.item_id, skipped=False, now=tiny.NOW)


def test_what_people_typed_stays_text(app, file, ledger):
    hostile = "<img src=x onerror=alert(1)>\"'{{7*7}}"
    add_topic(ledger, tiny.CHAIR, monday=MONDAY, title=hostile, text=hostile, now=tiny.NOW)
    for path in (PAGE, ITEMS):
        shown = ask(app, path).text
        assert "<img" not in shown
        assert "&lt;img src=x onerror=alert(1)&gt;" in shown
        assert "{{7*7}}" in shown


def test_a_review_that_is_over_shows_its_own_day_and_says_so(app, file, ledger):
    # The tiny ward's clock is this machine's: its Monday of 2014 is long past.
    assert "&quot;past&quot;: &quot;2014-04-07&quot;" in ask(app, PAGE).text
    close_review(ledger, tiny.CHAIR, monday=MONDAY, now=tiny.NOW + timedelta(hours=2))
    assert "đã kết thúc 07/04/2014" in ask(app, ITEMS).text
