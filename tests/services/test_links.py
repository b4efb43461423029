"""Links: who makes and ends them, what opens by one, and for how long."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests import tiny
from trackers.domain.errors import (
    DateInFuture,
    NotAllowed,
    NotInRange,
    TextMissing,
    TextTooLong,
    UnknownRecord,
)
from trackers.domain.link_errors import LinkOver, PinUnfit, PinWrong
from trackers.domain.links import PIN_TRIES, LinkKind, LinkScope, LinkState
from trackers.services import links as service
from trackers.services.links import (
    link_of_visit,
    list_links,
    make_link,
    open_link,
    revoke_link,
    try_pin,
    waiting_link,
)
from trackers.store import tables
from trackers.store.opening import Store
from trackers.store.proof import prove

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(ledger, empty_store) -> Store:
    """The store that the tiny ward lies in."""
    assert ledger.reader is empty_store.reader
    return empty_store


@pytest.fixture(autouse=True)
def _always_fresh(monkeypatch):
    """Nothing is answered from what was known a moment ago."""
    monkeypatch.setattr(service, "_FRESH_S", 0.0)


def made(ledger, actor=tiny.OFFICER, kind=LinkKind.MEETING, **more):
    told = {"label": "Họp thứ Hai", "now": AT} | more
    return make_link(ledger, actor, kind=kind, **told)


def looks(ledger):
    with ledger.read() as reading:
        rows = reading.rows(tables.looks, order=(tables.looks.c.number,))
    return [(one.actor, one.kind, one.subject) for one in rows]


class TestMaking:
    def test_a_meeting_link_lives_a_day_and_a_public_one_ninety(self, ledger):
        meeting, public = made(ledger).link, made(ledger, tiny.CHAIR, LinkKind.PUBLIC).link
        assert meeting.expires_at - meeting.starts_at == timedelta(hours=24)
        assert public.expires_at - public.starts_at == timedelta(days=90)

    @pytest.mark.parametrize(
        ("kind", "longest"),
        [(LinkKind.MEETING, timedelta(days=7)), (LinkKind.PUBLIC, timedelta(days=366))],
    )
    def test_no_link_lives_longer_than_its_kind_may(self, ledger, kind, longest):
        assert made(ledger, tiny.CHAIR, kind, lasts=longest)
        for wrong in (longest + HOUR, timedelta(0), -HOUR):
            with pytest.raises(NotInRange):
                made(ledger, tiny.CHAIR, kind, lasts=wrong)

    def test_a_link_may_begin_later_but_not_in_years(self, ledger):
        begins = AT + timedelta(days=5)
        assert made(ledger, starts_at=begins).link.expires_at == begins + timedelta(hours=24)
        assert made(ledger, starts_at=AT - HOUR).link.starts_at == AT
        with pytest.raises(NotInRange):
            made(ledger, starts_at=AT + timedelta(days=91))

    def test_only_hashes_of_secrets_are_kept(self, ledger):
        done = made(ledger, pin="2580")
        with ledger.read() as reading:
            [row] = reading.rows(tables.links)
        kept = " ".join(map(str, row))
        assert done.token not in kept
        assert "2580" not in kept
        assert row.pin_hash.startswith("$argon2id$")
        assert len(done.token) == 43

    def test_the_log_knows_nothing_of_links_and_still_proves_the_rows(self, ledger, store):
        with ledger.read() as reading:
            before = reading.row(tables.wards).revision
        done = made(ledger)
        open_link(store, done.token, now=AT)
        revoke_link(ledger, tiny.OFFICER, code=done.link.code, now=AT)
        with ledger.read() as reading:
            assert reading.row(tables.wards).revision == before
            assert prove(reading).holds

    def test_an_officer_makes_no_public_link_and_a_viewer_none_at_all(self, ledger):
        with pytest.raises(NotAllowed):
            made(ledger, kind=LinkKind.PUBLIC)
        for kind in LinkKind:
            with pytest.raises(NotAllowed):
                made(ledger, tiny.VIEWER, kind)

    def test_names_masked_for_a_projector_make_no_link(self, ledger):
        with pytest.raises(NotAllowed):
            made(ledger, replace(tiny.CHAIR, masked=True))

    @pytest.mark.parametrize(
        "pin", ["123", "123456789", "12a4", "1111", "1234", "87654321", "٣٤٥٦"]
    )
    def test_a_pin_that_is_easily_guessed_is_refused(self, ledger, pin):
        with pytest.raises(PinUnfit):
            made(ledger, pin=pin)

    def test_a_public_link_has_no_pin(self, ledger):
        with pytest.raises(PinUnfit):
            made(ledger, tiny.CHAIR, LinkKind.PUBLIC, pin="2580")

    def test_a_link_has_a_name_of_bounded_length(self, ledger):
        with pytest.raises(TextMissing):
            made(ledger, label="  ")
        with pytest.raises(TextTooLong):
            made(ledger, label="x" * 121)
        assert made(ledger, label=" Họp \n tuần ").link.label == "Họp tuần"


class TestScope:
    def test_filters_that_would_point_at_people_do_not_go_with_a_link(self, ledger):
        said = "area=KV1,KV2&officer=CB03&obstacle=price&contact=never&days=30&stage=agreed"
        scope = made(ledger, scope=LinkScope(("XM",), said, "10.08,105.70,17")).link.scope
        assert scope == LinkScope(("XM",), "area=KV1,KV2", "10.08,105.70,17")
        assert scope.chosen("area") == ("KV1", "KV2")
        assert scope.chosen("officer") == scope.chosen("track") == ()
        assert scope.shows("XM")
        assert not scope.shows("OTHER")

    @pytest.mark.parametrize("view", ["x", "10.08,105.70", "10,105,17;alert(1)", "1" * 90, "<b>"])
    def test_a_view_that_is_no_place_is_dropped(self, ledger, view):
        assert made(ledger, scope=LinkScope(view=view)).link.scope.view == ""

    def test_a_work_that_does_not_exist_is_refused(self, ledger):
        with pytest.raises(UnknownRecord):
            made(ledger, scope=LinkScope(("NONE",)))

    def test_a_day_to_come_is_refused(self, ledger):
        with pytest.raises(DateInFuture):
            made(ledger, scope=LinkScope(as_of=date(2126, 1, 1)))


class TestOpening:
    def test_who_has_the_token_sees_the_link_until_it_expires(self, ledger, store):
        done = made(ledger)
        opened = open_link(store, done.token, now=AT + HOUR)
        assert not opened.needs_pin
        found = link_of_visit(store, opened.visit, now=AT + 23 * HOUR)
        assert (found.code, found.ward, found.opened) == (done.link.code, "TEST", 1)
        assert link_of_visit(store, opened.visit, now=AT + 24 * HOUR) is None

    def test_what_does_not_open_says_the_same_whatever_the_reason(self, ledger, store):
        revoked, later, expired = made(ledger), made(ledger, starts_at=AT + HOUR), made(ledger)
        revoke_link(ledger, tiny.OFFICER, code=revoked.link.code, now=AT)
        tries = [
            (revoked.token, AT),
            (later.token, AT),
            (expired.token, AT + 24 * HOUR),
            (expired.token[:-1], AT),
            (expired.token + "A", AT),
            (expired.link.code, AT),
            ("", AT),
            ("x" * 5000, AT),
            ("\0", AT),
        ]
        for token, now in tries:
            with pytest.raises(LinkOver) as told:
                open_link(store, token, now=now)
            assert told.value.values == {}
        assert open_link(store, later.token, now=AT + HOUR)

    def test_a_link_that_is_revoked_ends_in_the_browsers_that_have_it_open(self, ledger, store):
        done = made(ledger)
        visit = open_link(store, done.token, now=AT).visit
        assert link_of_visit(store, visit, now=AT)
        revoke_link(ledger, tiny.OFFICER, code=done.link.code, now=AT)
        assert link_of_visit(store, visit, now=AT) is None

    def test_a_link_that_another_process_revoked_ends_within_two_seconds(
        self, ledger, store, monkeypatch
    ):
        clock = [100.0]
        monkeypatch.setattr(service, "_FRESH_S", 2.0)
        monkeypatch.setattr(service, "monotonic", lambda: clock[0])
        done = made(ledger)
        visit = open_link(store, done.token, now=AT).visit
        assert link_of_visit(store, visit, now=AT)
        with ledger.write(AT) as writing:
            service.links.change_link(writing, done.link.code, revoked_at=AT)
        clock[0] += 1.9
        assert link_of_visit(store, visit, now=AT)
        clock[0] += 0.2
        assert link_of_visit(store, visit, now=AT) is None

    def test_two_hundred_pages_that_ask_cost_one_reading(self, ledger, store, monkeypatch):
        monkeypatch.setattr(service, "_FRESH_S", 60.0)
        done = made(ledger)
        visits = [open_link(store, done.token, now=AT).visit for _ in range(20)]
        for visit in visits:
            assert link_of_visit(store, visit, now=AT)
        monkeypatch.setattr(service.links, "find_by_code", None)
        monkeypatch.setattr(service.links, "find_visit", None)
        for visit in visits * 10:
            assert link_of_visit(store, visit, now=AT)

    def test_openings_are_counted_and_the_first_in_half_an_hour_is_a_look(self, ledger, store):
        done = made(ledger)
        for minutes in (0, 1, 2, 40):
            open_link(store, done.token, now=AT + timedelta(minutes=minutes))
        [link] = list_links(ledger, tiny.OFFICER, now=AT)
        assert link.opened == 4
        assert link.last_opened_at == AT + timedelta(minutes=40)
        code = done.link.code
        assert looks(ledger) == [
            ("CB03", "link.made", code),
            ("", "link.opened", code),
            ("", "link.opened", code),
        ]

    def test_a_visit_survives_a_restart(self, ledger, store):
        done = made(ledger)
        visit = open_link(store, done.token, now=AT).visit
        assert link_of_visit(store, visit, now=AT)
        again = Store(store.folder, store.reader, store.writer)
        assert link_of_visit(again, visit, now=AT).code == done.link.code

    def test_a_made_up_visit_has_no_link(self, ledger, store):
        made(ledger)
        assert link_of_visit(store, "", now=AT) is None
        assert link_of_visit(store, "x" * 43, now=AT) is None


class TestPin:
    def test_the_pin_is_asked_for_before_anything_is_shown(self, ledger, store):
        done = made(ledger, pin="2580")
        opened = open_link(store, done.token, now=AT)
        assert opened.needs_pin
        assert link_of_visit(store, opened.visit, now=AT) is None
        assert waiting_link(store, opened.visit, now=AT).code == done.link.code
        admitted = try_pin(store, opened.visit, " 2580 ", now=AT)
        assert link_of_visit(store, admitted.visit, now=AT).opened == 1
        assert waiting_link(store, admitted.visit, now=AT) is None

    def test_the_secret_of_before_the_pin_is_worth_nothing_after_it(self, ledger, store):
        opened = open_link(store, made(ledger, pin="2580").token, now=AT)
        admitted = try_pin(store, opened.visit, "2580", now=AT)
        assert admitted.visit != opened.visit
        assert link_of_visit(store, opened.visit, now=AT) is None
        assert waiting_link(store, opened.visit, now=AT) is None

    def test_after_ten_wrong_pins_the_right_one_is_refused_too(self, ledger, store):
        done = made(ledger, pin="2580")
        early = try_pin(store, open_link(store, done.token, now=AT).visit, "2580", now=AT)
        visit = open_link(store, done.token, now=AT).visit
        for left in range(PIN_TRIES - 1, 0, -1):
            with pytest.raises(PinWrong) as told:
                try_pin(store, visit, "0000", now=AT)
            assert told.value.values == {"left": left}
        with pytest.raises(LinkOver):
            try_pin(store, visit, "0000", now=AT)
        again = Store(store.folder, store.reader, store.writer)
        for where in (store, again):
            with pytest.raises(LinkOver):
                try_pin(where, visit, "2580", now=AT)
            with pytest.raises(LinkOver):
                open_link(where, done.token, now=AT)
        assert link_of_visit(store, early.visit, now=AT), "who was let in stays in"
        assert ("", "link.locked", done.link.code) in looks(ledger)
        [listed] = list_links(ledger, tiny.OFFICER, now=AT)
        assert listed.pin_locked

    def test_no_more_than_ten_wrong_pins_are_looked_at_however_many_come_at_once(
        self, ledger, store
    ):
        done = made(ledger, pin="2580")
        visits = [open_link(store, done.token, now=AT).visit for _ in range(24)]

        def guess(visit):
            try:
                try_pin(store, visit, "9999", now=AT)
            except (PinWrong, LinkOver) as error:
                return type(error)
            return None

        with ThreadPoolExecutor(12) as pool:
            ends = list(pool.map(guess, visits))
        assert ends.count(PinWrong) == PIN_TRIES - 1
        assert ends.count(LinkOver) == 24 - PIN_TRIES + 1
        [listed] = list_links(ledger, tiny.OFFICER, now=AT)
        assert listed.pin_failures == PIN_TRIES

    def test_right_pins_of_a_whole_room_lock_nothing(self, ledger, store):
        done = made(ledger, pin="2580")
        for _ in range(PIN_TRIES + 2):
            try_pin(store, open_link(store, done.token, now=AT).visit, "2580", now=AT)
        [listed] = list_links(ledger, tiny.OFFICER, now=AT)
        assert (listed.pin_failures, listed.opened) == (0, PIN_TRIES + 2)

    def test_a_pin_of_a_link_that_is_over_is_not_looked_at(self, ledger, store):
        done = made(ledger, pin="2580")
        visit = open_link(store, done.token, now=AT).visit
        revoke_link(ledger, tiny.OFFICER, code=done.link.code, now=AT)
        with pytest.raises(LinkOver):
            try_pin(store, visit, "2580", now=AT)


class TestListAndRevoking:
    def test_officers_see_their_own_links_and_heads_all(self, ledger):
        mine, others = made(ledger), made(ledger, tiny.OTHER)
        assert [one.code for one in list_links(ledger, tiny.OFFICER, now=AT)] == [mine.link.code]
        for head in (tiny.CHAIR, tiny.ADMIN):
            codes = {one.code for one in list_links(ledger, head, now=AT)}
            assert codes == {mine.link.code, others.link.code}

    def test_nobody_revokes_a_colleagues_link_but_the_heads(self, ledger):
        done = made(ledger)
        with pytest.raises(NotAllowed):
            revoke_link(ledger, tiny.OTHER, code=done.link.code, now=AT)
        revoke_link(ledger, tiny.CHAIR, code=done.link.code, now=AT)
        [listed] = list_links(ledger, tiny.OFFICER, now=AT)
        assert (listed.state(AT), listed.revoked_by) == (LinkState.REVOKED, "CB01")

    def test_revoking_twice_is_revoking_once(self, ledger):
        done = made(ledger)
        revoke_link(ledger, tiny.OFFICER, code=done.link.code, now=AT)
        revoke_link(ledger, tiny.CHAIR, code=done.link.code, now=AT + HOUR)
        [listed] = list_links(ledger, tiny.OFFICER, now=AT)
        assert (listed.revoked_by, listed.revoked_at) == ("CB03", AT)
        assert [kind for _, kind, _ in looks(ledger)] == ["link.made", "link.revoked"]

    def test_links_that_still_open_come_first(self, ledger):
        old, gone, new = (made(ledger, now=AT + n * HOUR) for n in range(3))
        revoke_link(ledger, tiny.OFFICER, code=gone.link.code, now=AT + 3 * HOUR)
        listed = list_links(ledger, tiny.OFFICER, now=AT + 3 * HOUR)
        assert [one.code for one in listed] == [new.link.code, old.link.code, gone.link.code]

    def test_a_link_long_over_is_forgotten_with_its_visits(self, ledger, store):
        open_link(store, made(ledger).token, now=AT)
        made(ledger, now=AT + timedelta(days=92))
        with ledger.read() as reading:
            assert len(reading.rows(tables.links)) == 1
            assert reading.rows(tables.link_visits) == []

    def test_a_link_that_is_not_there_cannot_be_revoked(self, ledger):
        with pytest.raises(UnknownRecord):
            revoke_link(ledger, tiny.CHAIR, code="none", now=AT)
