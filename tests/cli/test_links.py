"""Links at the terminal: made, listed, ended."""

import re

import pytest
from click.testing import CliRunner

from tests import tiny
from trackers import config
from trackers.cli.commands import main
from trackers.services.site import close_site
from trackers.store import open_store


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command on the tiny ward."""
    folder = tmp_path / "data"
    store = open_store(folder, durable=False)
    tiny.build(store)
    store.close()
    monkeypatch.setenv("MATBANG_DATA_DIR", str(folder))

    def done(*words, **settings):
        for name, text in settings.items():
            monkeypatch.setenv(f"MATBANG_{name}", text)
        config.settings.cache_clear()
        return CliRunner().invoke(main, ["link", *words])

    yield done
    close_site(folder)
    config.settings.cache_clear()


def test_a_link_is_printed_once_and_listed_without_its_secret(run):
    made = run(
        "make", "Họp thứ Hai", "--project", "XM", "--pin", BASE_URL="http://ward.example:8501"
    )
    assert made.exit_code == 0, made.output
    secret = re.search(r"^http://ward\.example:8501/s/([\w-]{43})$", made.output, re.MULTILINE)[1]
    assert re.search(r"^Mã PIN: \d{6}$", made.output, re.MULTILINE)
    listed = run("list").output
    assert "Họp thứ Hai" in listed
    assert "đang mở" in listed
    assert secret not in listed


def test_a_link_that_phones_cannot_open_says_what_to_set(run):
    assert "MATBANG_BASE_URL" in run("make", "Họp").output
    # The program itself listens to this machine alone.
    assert "MATBANG_HOST" in run("make", "Họp", BASE_URL="http://ward.example:8501").output
    assert "MATBANG" not in run("make", "Họp", HOST="192.168.1.10").output


def test_a_link_is_ended_by_its_code(run):
    run("make", "Họp")
    code = run("list").output.split("\t")[0]
    assert run("revoke", code).exit_code == 0
    assert "đã thu hồi" in run("list").output


def test_what_cannot_be_is_refused_in_a_sentence(run):
    for words in (("make", "Họp", "--hours", "1000"), ("make", " "), ("revoke", "none")):
        done = run(*words)
        assert done.exit_code == 2
        assert "Traceback" not in done.output


def test_a_code_for_phones_is_drawn_on_the_terminal(run):
    assert "▄" in run("make", "Họp", "--qr").output or "█" in run("make", "Họp", "--qr").output
