"""The key file, and what is sealed by it."""

import os
import stat
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from trackers.store import open_store, secrets
from trackers.store.errors import KeyMalformed, KeyMissing, KeyUnusable, SealBroken, WrongKey
from trackers.store.secrets import Keys

KEYS = Keys(bytes(range(32)))


class TestSealing:
    @given(st.text())
    def test_what_was_sealed_comes_back_and_nothing_of_it_shows(self, text):
        sealed = KEYS.seal(text)
        assert KEYS.unseal(sealed) == text
        assert secrets.is_sealed(sealed)
        assert sealed.isascii()
        assert sealed != KEYS.seal(text)

    def test_another_key_is_said_and_not_a_crash(self):
        with pytest.raises(WrongKey):
            Keys(bytes(32)).unseal(KEYS.seal("0913 000 111"))

    @pytest.mark.parametrize("spoil", [lambda one: one[:-4], lambda one: one[:-6] + "AAAAAA"])
    def test_a_value_that_was_changed_is_said(self, spoil):
        with pytest.raises(SealBroken):
            KEYS.unseal(spoil(KEYS.seal("0913 000 111")))

    def test_digests_and_signing_keys_are_of_their_purpose_and_key(self):
        assert KEYS.digest("phone", "0913") == KEYS.digest("phone", "0913")
        others = {KEYS.digest("id", "0913"), Keys(bytes(32)).digest("phone", "0913")}
        assert KEYS.digest("phone", "0913") not in others
        assert KEYS.signing_key("csrf") != KEYS.signing_key("link")

    def test_keys_never_show_their_bytes(self):
        assert repr(KEYS) == "Keys()"


class TestKeyFile:
    def test_a_first_start_makes_it_for_its_owner_alone(self, tmp_path):
        file = tmp_path / "new" / "secret.key"
        keys = secrets.keys_of_file(file, needed=lambda: False)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert secrets.read_keys(file) == keys
        assert [one.name for one in file.parent.iterdir()] == ["secret.key"]

    def test_it_is_never_written_over(self, tmp_path):
        file = tmp_path / "secret.key"
        secrets.put_key(KEYS, file)
        secrets.put_key(Keys(bytes(32)), file)
        assert secrets.keys_of_file(file, needed=lambda: False) == KEYS

    def test_processes_that_start_at_once_have_the_same_key(self, tmp_path):
        found = []
        starts = [
            Thread(
                target=lambda: found.append(
                    secrets.keys_of_file(tmp_path / "secret.key", needed=lambda: False)
                )
            )
            for _ in range(8)
        ]
        for one in starts:
            one.start()
        for one in starts:
            one.join()
        assert len(found) == 8
        assert len(set(found)) == 1

    @pytest.mark.parametrize("text", ["", "abc", "AAAA\nBBBB", "AAAA", "\x00\xff" * 32])
    def test_a_file_that_is_no_key_is_refused_and_stays(self, tmp_path, text):
        file = tmp_path / "secret.key"
        file.write_text(text)
        with pytest.raises(KeyMalformed):
            open_store(tmp_path, keys=file)
        assert file.read_text() == text

    def test_a_place_that_cannot_be_used_is_said(self, tmp_path):
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").touch()
        for place in (tmp_path / "folder", tmp_path / "file" / "secret.key"):
            with pytest.raises(KeyUnusable):
                open_store(tmp_path / "data", keys=place)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_a_file_that_may_not_be_read_is_said(self, tmp_path):
        secrets.put_key(KEYS, tmp_path / "secret.key")
        (tmp_path / "secret.key").chmod(0)
        with pytest.raises(KeyUnusable):
            open_store(tmp_path)


class TestStore:
    def test_without_its_key_file_a_ward_does_not_open_and_no_other_key_is_made(self, tmp_path):
        tiny.build(store := open_store(tmp_path, durable=False))
        store.close()
        kept = (tmp_path / "secret.key").rename(tmp_path / "kept")
        with pytest.raises(KeyMissing) as caught:
            open_store(tmp_path)
        assert caught.value.values["place"] == str(tmp_path / "secret.key")
        assert not (tmp_path / "secret.key").exists()
        open_store(tmp_path, keys=kept).close()

    def test_another_key_file_is_refused(self, tmp_path):
        tiny.build(store := open_store(tmp_path, durable=False))
        store.close()
        secrets.put_key(KEYS, other := tmp_path / "other.key")
        with pytest.raises(WrongKey):
            open_store(tmp_path, keys=other)

    def test_several_stores_of_one_process_have_each_their_own(self, tmp_path):
        stores = [open_store(tmp_path / name, durable=False) for name in "ab"]
        ledgers = [tiny.build(store) for store in stores]
        assert ledgers[0].keys != ledgers[1].keys
        with pytest.raises(WrongKey):
            ledgers[1].keys.unseal(ledgers[0].keys.seal("0913"))
        for store in stores:
            store.close()
