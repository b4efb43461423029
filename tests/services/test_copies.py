from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from trackers.domain.errors import NotAllowed, UnknownRecord
from trackers.domain.wards import Ward, day_of
from trackers.services import copies
from trackers.services.backups import restore
from trackers.services.copies import (
    Copy,
    copies_folder,
    copy_file,
    copy_now,
    keep_daily_copy,
    note_failure,
    see_copies,
    superfluous,
)
from trackers.services.wards import add_ward
from trackers.store import open_store
from trackers.store.errors import DiskFull, SeveralWards

KEEP = (7, 4, 12)
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    """The tiny ward on SQLite."""
    store = open_store(tmp_path / "data", durable=False, keys=tiny.KEYS)
    tiny.build(store)
    yield store
    store.close()


def note(store):
    with store.ledger("TEST").write(tiny.NOW) as writing:
        writing.record("noted", "TEST", actor="CB03", effective_on=tiny.TODAY)


def tomorrow():
    return datetime.now(UTC) + timedelta(days=1)


def at(moment):
    return Copy(f"{moment:%Y%m%d%H%M%S}", moment, 1, 1, "", sealed=False)


class TestDaily:
    def test_the_first_copy_is_made_at_once_and_can_be_restored(self, store, tmp_path):
        made = keep_daily_copy(store, keep=KEEP)
        manifest = restore(
            copies_folder(store) / made.name, tmp_path / "new", key_file=tiny.key_file()
        )
        assert [one.revision for one in manifest.wards] == [made.revision]

    def test_one_a_day_is_enough(self, store):
        assert keep_daily_copy(store, keep=KEEP)
        note(store)
        assert keep_daily_copy(store, keep=KEEP) is None

    def test_the_next_day_brings_one_if_something_was_written(self, store):
        keep_daily_copy(store, keep=KEEP)
        assert keep_daily_copy(store, keep=KEEP, now=tomorrow()) is None
        note(store)
        assert keep_daily_copy(store, keep=KEEP, now=tomorrow())

    def test_while_another_process_makes_it_this_one_leaves(self, store):
        with copies._mine(store, copies_folder(store)) as mine:
            assert mine
            assert keep_daily_copy(store, keep=KEEP) is None

    def test_old_copies_go_when_a_new_one_is_there(self, store, monkeypatch):
        folder = copies_folder(store)
        folder.mkdir()
        for day in range(1, 29):
            (folder / f"matbang-202401{day:02}-000500-r1-0123456789ab.zip").write_text("old")
        (folder / "matbang-notes.txt").write_text("somebody's")
        keep_daily_copy(store, keep=(2, 1, 1))
        kept = sorted(one.name for one in folder.iterdir() if not one.name.startswith("."))
        assert [name[8:16] for name in kept if name.endswith(".zip")] == [
            "20240128",
            f"{day_of(datetime.now(UTC)):%Y%m%d}",
        ]
        assert "matbang-notes.txt" in kept

    def test_nothing_goes_while_a_log_does_not_hold(self, store):
        folder = copies_folder(store)
        folder.mkdir()
        for day in range(1, 29):
            (folder / f"matbang-202401{day:02}-000500-r1-0123456789ab.zip").write_text("old")
        with store.writer.begin() as connection:
            connection.exec_driver_sql("UPDATE events SET actor = 'CB99' WHERE revision = 3")
        keep_daily_copy(store, keep=(1, 1, 1))
        assert len(list(folder.glob("*.zip"))) == 29

    def test_a_copy_that_was_given_up_leaves_nothing(self, store):
        def stop():
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            keep_daily_copy(store, keep=KEEP, going_on=stop)
        assert {one.name for one in copies_folder(store).iterdir()} == {".lock"}


class TestSeen:
    def test_the_list_is_newest_first_and_says_what_is_sealed(self, store):
        folder = copies_folder(store)
        folder.mkdir()
        for name in ("20240101-000500-r7-0123456789ab", "20240102-000500-r8-0123456789ab-sealed"):
            (folder / f"matbang-{name}.zip").write_text("x")
        seen = see_copies(store, tiny.ADMIN, now=NOON).copies
        assert [(one.revision, one.sealed, one.size) for one in seen] == [
            (8, True, 1),
            (7, False, 1),
        ]
        assert seen[0].made_at == datetime(2024, 1, 1, 17, 5, tzinfo=UTC)

    def test_a_copy_is_missed_when_entries_wait_for_more_than_a_day(self, store):
        keep_daily_copy(store, keep=KEEP)
        now = datetime.now(UTC)
        assert not see_copies(store, tiny.ADMIN, now=now + timedelta(days=3)).late
        note(store)
        assert not see_copies(store, tiny.ADMIN, now=now + timedelta(hours=1)).late
        assert see_copies(store, tiny.ADMIN, now=now + timedelta(days=3)).late

    def test_a_failure_is_told_in_both_languages_until_a_copy_is_made(self, store):
        note_failure(store, DiskFull(place="disk"), NOON)
        failure = see_copies(store, tiny.ADMIN, now=NOON).failure
        assert failure.at == NOON
        assert "đã đầy" in failure.said[0]
        assert "is full" in failure.said[1]
        copy_now(store, tiny.ADMIN)
        assert see_copies(store, tiny.ADMIN, now=NOON).failure is None

    @pytest.mark.parametrize("actor", [tiny.OFFICER, tiny.CHAIR, tiny.VIEWER])
    def test_only_the_administrator_sees_makes_and_takes_copies(self, store, actor):
        name = copy_now(store, tiny.ADMIN).name
        for refused in (
            lambda: see_copies(store, actor, now=NOON),
            lambda: copy_now(store, actor),
            lambda: copy_file(store, actor, ward="TEST", name=name),
        ):
            with pytest.raises(NotAllowed):
                refused()

    @pytest.mark.parametrize("name", ["../matbang.sqlite", "matbang.sqlite", ".lock", "x.zip"])
    def test_no_name_leads_to_another_file(self, store, name):
        copy_now(store, tiny.ADMIN)
        with pytest.raises(UnknownRecord):
            copy_file(store, tiny.ADMIN, ward="TEST", name=name)

    def test_a_copy_with_another_real_ward_is_not_given_to_one_wards_administrator(self, store):
        add_ward(store, Ward("MAU", "Phường Mẫu", "EPSG:5897", (105.6, 10, 105.8, 10.2), demo=True))
        name = copy_now(store, tiny.ADMIN).name
        assert copy_file(store, tiny.ADMIN, ward="TEST", name=name).is_file()
        add_ward(store, Ward("KHAC", "Xã Khác", "EPSG:5897", (105.6, 10, 105.8, 10.2)))
        with pytest.raises(SeveralWards):
            copy_file(store, tiny.ADMIN, ward="TEST", name=name)


class TestThinning:
    def test_a_year_of_daily_copies_becomes_days_weeks_and_months(self):
        all_of_them = [at(NOON - timedelta(days=one)) for one in range(365)]
        gone = {one.name for one in superfluous(all_of_them, KEEP, today=NOON.date())}
        kept = [one.made_at.date() for one in all_of_them if one.name not in gone]
        week = [date(2026, 11, day) for day in range(24, 17, -1)]
        sundays = [date(2026, 11, 15), date(2026, 11, 8)]
        month_ends = [date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31)]
        assert kept[:7] == week
        assert [one for one in sundays if one in kept] == sundays
        assert [one for one in month_ends if one in kept] == month_ends
        assert len(kept) == 7 + 2 + 11

    @given(
        st.lists(st.integers(0, 3 * 365 * 24 * 60), unique=True),
        st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 20)),
    )
    def test_the_newest_stays_and_so_does_what_is_left_when_asked_again(self, minutes, keep):
        all_of_them = [at(NOON - timedelta(minutes=one)) for one in minutes]
        today = NOON.date()
        gone = superfluous(all_of_them, keep, today=today)
        left = [one for one in all_of_them if one not in gone]
        if all_of_them:
            assert max(all_of_them, key=lambda one: one.made_at) in left
        assert superfluous(left, keep, today=today) == []
        days = {day_of(one.made_at) for one in all_of_them}
        newest_days = sorted(days, reverse=True)[: keep[0]]
        assert set(newest_days) <= {day_of(one.made_at) for one in left}
