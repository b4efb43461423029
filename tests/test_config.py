import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from trackers.config import BadSetting, Settings, UnknownSetting, names, read_settings
from trackers.words.errors import in_every_language


@pytest.fixture
def environ(monkeypatch):
    for name in [one for one in os.environ if one.startswith("MATBANG_")]:
        monkeypatch.delenv(name)

    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"MATBANG_{name}", value)
        return read_settings()

    return put


def test_nothing_needs_to_be_set(environ):
    chosen = environ()
    assert (chosen.host, chosen.port, chosen.language) == ("127.0.0.1", 8501, "vi")
    assert chosen.data_dir == Path("data").resolve()
    assert chosen.hosts == frozenset()


def test_settings_never_change_after_they_were_read(environ):
    with pytest.raises(ValidationError):
        environ().port = 1


def test_the_data_folder_is_where_it_was_when_the_program_started(environ, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert environ(DATA_DIR="here").data_dir == tmp_path.resolve() / "here"


def test_allowed_hosts_are_separated_by_commas_and_the_base_url_is_one_of_them(environ):
    chosen = environ(ALLOWED_HOSTS=" A.example, b.example,", BASE_URL="https://C.example:8443/")
    assert chosen.hosts == {"a.example", "b.example", "c.example"}
    assert chosen.base_url == "https://C.example:8443"


def test_trusted_proxies_are_addresses_and_networks_separated_by_commas(environ):
    chosen = environ(TRUSTED_PROXIES=" 127.0.0.1, 10.0.0.0/8,::1,")
    assert [str(one) for one in chosen.trusted_proxies] == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]
    assert environ(TRUSTED_PROXIES="").trusted_proxies == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "eighty"),
        ("LANGUAGE", "fr"),
        ("BASE_URL", "matbang.example"),
        ("BASE_URL", "ftp://matbang.example"),
        ("BASEMAP_URL", "https://tiles.example/map"),
        ("HOST", ""),
        ("TRUSTED_PROXIES", "my proxy"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("BACKUP_KEEP", "seven"),
        ("BACKUP_KEEP", "0,4,12"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence_in_each_language(environ, name, value):
    with pytest.raises(BadSetting) as refused:
        environ(**{name: value})
    vietnamese, english = in_every_language(refused.value)
    assert vietnamese.startswith(f"Cài đặt MATBANG_{name} có giá trị")
    assert english.startswith(f"The setting MATBANG_{name}")
    assert "\n" not in vietnamese + english


def test_a_name_that_is_misspelt_is_refused_with_the_names_there_are(environ):
    with pytest.raises(UnknownSetting) as refused:
        environ(DATADIR="x")
    sentence = in_every_language(refused.value)[0]
    assert all(name in sentence for name in ("MATBANG_DATADIR", *names()))


def test_how_many_copies_are_kept_is_three_numbers_or_none(environ):
    assert environ().copies_kept == (7, 4, 12)
    assert environ(BACKUP_KEEP="0").copies_kept is None


def test_the_passphrase_of_backups_is_not_shown(environ):
    words = "a secret of the ward"
    assert "secret" not in repr(environ(BACKUP_PASSPHRASE=words))


def test_the_password_of_the_database_is_not_shown(environ):
    assert "secret" not in repr(environ(DATABASE_URL="postgresql://me:secret@db/matbang"))


def test_every_setting_says_what_it_is():
    assert all(field.description for field in Settings.model_fields.values())


def test_the_program_ends_with_two_sentences_and_no_traceback(tmp_path):
    environ = dict(os.environ) | {"MATBANG_PORT": "none", "MATBANG_DATA_DIR": str(tmp_path)}
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=root,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 2
