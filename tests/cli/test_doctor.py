import os
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from string import Formatter

import pytest
from click.testing import CliRunner

from tests import tiny
from tests.signed import WORDS
from trackers import config
from trackers.cli import facts as gathering
from trackers.cli import main
from trackers.cli.diagnosis import RULES, Facts, diagnose
from trackers.cli.doctor import line_of
from trackers.cli.facts import gather
from trackers.config import Settings
from trackers.services import accounts
from trackers.services.copies import copies_folder
from trackers.store import open_store
from trackers.words import use_language
from trackers.words.diagnoses import DIAGNOSES

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
HERE = (ip_network("127.0.0.1"),)
OFFICE = {
    "base_url": "https://m.example",
    "allowed_hosts": frozenset({"m.example"}),
    "trusted": HERE,
    "metrics_token": "x" * 32,
    "accounts": 3,
    "real_wards": ("Phường Thử",),
    "newest_copy_at": NOW - timedelta(hours=5),
}
# What makes each rule apply, where all the rest is as it should be in an office.
WRONG = {
    "open-to-others": {"host": "10.0.0.9", "accounts": 0},
    "no-administrator": {"headless_wards": ("Phường Thử",)},
    "no-second-step": {"no_second_step": ("quan.tri",)},
    "no-https": {"base_url": "http://m.example"},
    "listens-beside-proxy": {"host": "192.168.1.10"},
    "no-proxy-trusted": {"trusted": ()},
    "everyone-trusted": {"trusted": (ip_network("0.0.0.0/0"),)},
    "neighbours-trusted": {"trusted": (ip_network("10.0.0.0/8"),)},
    "no-names": {"host": "::", "allowed_hosts": frozenset()},
    "readable": {"readable": (Path("/var/lib/matbang/secret.key"),)},
    "as-root": {"as_root": True},
    "database-broken": {"broken": "Không mở được."},
    "database-without-tls": {"database_host": "db.example", "database_tls": "prefer"},
    "no-copies": {"copies_kept": False},
    "no-copy-yet": {"newest_copy_at": None},
    "old-copy": {"newest_copy_at": NOW - timedelta(days=8), "copy_late": True},
    "open-copies": {"passphrase": False},
    "clock": {"newest_file_at": NOW + timedelta(minutes=6)},
    "disk": {"free_bytes": 10**6},
    "demo-in-public": {"demo_wards": ("Phường Trà An",)},
    "options-loosened": {"options": (("client.showErrorDetails", "config.toml"),)},
    "options-changed": {"options": (("theme.base", "config.toml"),)},
    "debug": {"log_level": "debug"},
    "short-token": {"metrics_token": "secret"},
    "no-token": {"metrics_token": ""},
}
FINE = (
    {},
    {"trusted": (ip_network("10.0.0.5"), ip_network("127.0.0.0/8"), ip_network("2001:db8::5"))},
    {"database_host": "localhost", "database_tls": "disable"},
    {"database_host": "db.example", "database_tls": "verify-full"},
    {"newest_copy_at": NOW - timedelta(days=30)},
    {"newest_file_at": NOW + timedelta(minutes=1)},
    {"copies_kept": False, "real_wards": ()},
    {"free_bytes": 2**34},
)


def codes(**facts):
    return [one.rule.code for one in diagnose(Facts(now=NOW, **(OFFICE | facts)))]


class TestRules:
    @pytest.mark.parametrize("facts", FINE, ids=str)
    def test_an_office_set_up_as_the_guide_says_has_nothing_to_be_told(self, facts):
        assert codes(**facts) == []

    def test_one_machine_for_one_person_has_nothing_to_be_told(self):
        assert diagnose(Facts(now=NOW, demo_wards=("Phường Trà An",), as_root=True)) == []

    @pytest.mark.parametrize("code", WRONG)
    def test_each_finds_what_it_is_there_for(self, code):
        assert code in codes(**WRONG[code])

    def test_every_rule_is_tried_and_has_its_sentence(self):
        assert [one.code for one in RULES] == list(WRONG)
        assert set(DIAGNOSES) == set(WRONG)

    @pytest.mark.parametrize("code", WRONG)
    def test_each_says_what_is_wrong_and_what_to_do_in_both_languages(self, code):
        found = diagnose(Facts(now=NOW, **(OFFICE | WRONG[code])))
        (one,) = (finding for finding in found if finding.rule.code == code)
        wanted = {field for _, field, _, _ in Formatter().parse(DIAGNOSES[code]) if field}
        assert wanted <= set(one.values)
        vietnamese = line_of(one)
        with use_language("en"):
            english = line_of(one)
        assert vietnamese != english
        assert "{" not in vietnamese + english
        assert code == "database-broken" or "Hãy" in vietnamese or "hãy" in vietnamese

    def test_what_is_unsafe_comes_first(self):
        found = diagnose(Facts(now=NOW, **(OFFICE | WRONG["debug"] | WRONG["clock"])))
        assert [one.rule.unsafe for one in found] == [True, False]


@pytest.fixture
def data(tmp_path):
    """A data folder with the tiny ward, shut to other users."""
    folder = tmp_path / "data"
    store = open_store(folder, durable=False)
    tiny.build(store)
    store.close()
    return folder


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """No options of Streamlit's but our own, and no settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in list(os.environ):
        if name.startswith(("MATBANG_", "STREAMLIT_")):
            monkeypatch.delenv(name)
    config.settings.cache_clear()
    yield
    config.settings.cache_clear()


def known(data, **settings):
    return gather(Settings(data_dir=data, **settings), datetime.now(UTC))


class TestFacts:
    def test_a_folder_the_program_made_is_shut_to_others(self, data):
        assert known(data).readable == ()
        assert data.stat().st_mode & 0o777 == 0o700

    def test_a_folder_that_was_opened_is_found_with_what_lies_in_it(self, data):
        data.chmod(0o755)
        assert data in known(data).readable
        assert data / "matbang.sqlite" in known(data).readable

    def test_a_key_that_others_can_read_is_found_wherever_it_is(self, data, tmp_path):
        key = tmp_path / "key"
        key.write_bytes((data / "secret.key").read_bytes())
        key.chmod(0o644)
        assert known(data, key_file=str(key)).readable == (key,)

    def test_wards_and_copies(self, data):
        assert known(data).real_wards == ("Phường Thử",)
        assert known(data).newest_copy_at is None
        store = open_store(data)
        folder = copies_folder(store)
        store.close()
        folder.mkdir()
        (folder / "matbang-20261120-080000-r5-0123456789ab.zip").write_bytes(b"")
        found = known(data)
        assert found.newest_copy_at == datetime(2026, 11, 20, 1, tzinfo=UTC)
        assert not found.newest_copy_sealed
        assert found.copy_late

    def test_who_signs_in_and_whether_an_administrator_can(self, data):
        assert known(data).accounts == 0
        store = open_store(data)
        ledger, now = store.ledger("TEST"), datetime.now(UTC)
        for code, login in (("QT", "quan.tri"), ("CB03", "an")):
            token = accounts.invite(ledger, tiny.ADMIN, officer_code=code, login=login, now=now)
            accounts.accept_invitation(store, token=token, password=WORDS, now=now)
        found = known(data)
        assert (found.accounts, found.headless_wards) == (2, ())
        assert found.no_second_step == ("quan.tri",)
        store.close()

    def test_a_database_that_is_none_is_said_and_the_rest_is_looked_at(self, data):
        (data / "matbang.sqlite").write_bytes(b"not a database, only words" * 100)
        found = known(data, trusted_proxies=WRONG["everyone-trusted"]["trusted"])
        assert "Không mở được" in found.broken
        assert {"database-broken", "everyone-trusted"} <= {one.rule.code for one in diagnose(found)}

    def test_an_empty_place_stays_empty(self, tmp_path):
        assert known(tmp_path / "none").broken == ""
        assert not (tmp_path / "none").exists()

    @pytest.mark.parametrize(
        ("url", "host", "tls"),
        [
            ("postgresql+psycopg://me@db.example/m", "db.example", "prefer"),
            ("postgresql+psycopg://me@db.example/m?sslmode=require", "db.example", "require"),
            ("postgresql+psycopg://me@/m?host=/run/postgresql", "", "prefer"),
            ("postgresql+psycopg:///m?host=db2.example", "db2.example", "prefer"),
        ],
    )
    def test_where_a_server_is_and_whether_tls_is_demanded(self, url, host, tls):
        found = gathering._of_server(url)
        assert (found["database_host"], found["database_tls"]) == (host, tls)

    def test_options_of_streamlit_that_somebody_set_are_found_with_their_place(
        self, data, tmp_path, monkeypatch
    ):
        assert known(data).options == ()
        (tmp_path / ".streamlit").mkdir()
        file = tmp_path / ".streamlit" / "config.toml"
        file.write_text('[client]\nshowErrorDetails = "full"\n[server]\nport = 9\n')
        monkeypatch.setenv("STREAMLIT_SERVER_ENABLE_STATIC_SERVING", "true")
        monkeypatch.setenv("STREAMLIT_SERVER_HEADLESS", "true")
        assert set(known(data).options) == {
            ("client.showErrorDetails", str(file)),
            ("server.enableStaticServing", "STREAMLIT_SERVER_ENABLE_STATIC_SERVING"),
        }
        assert "options-loosened" in {one.rule.code for one in diagnose(known(data))}


class TestTheCommand:
    def run(self, data, monkeypatch, **settings):
        for name, text in {"DATA_DIR": str(data), **settings}.items():
            monkeypatch.setenv(f"MATBANG_{name}", text)
        config.settings.cache_clear()
        return CliRunner().invoke(main, ["doctor"])

    def test_ends_with_1_where_something_is_unsafe(self, data, monkeypatch):
        done = self.run(data, monkeypatch, TRUSTED_PROXIES="0.0.0.0/0")
        assert done.exit_code == 1
        assert "[CHƯA AN TOÀN]" in done.output
        assert "0.0.0.0/0" in done.output

    def test_ends_with_0_where_nothing_is(self, data, monkeypatch):
        words = "a long sentence on paper in the safe"
        done = self.run(data, monkeypatch, BACKUP_PASSPHRASE=words, LANGUAGE="en")
        assert done.exit_code == 0, done.output
        assert done.output.splitlines()[-1].endswith("things: 0 unsafe, 1 worth a look.")
        assert words not in done.output
