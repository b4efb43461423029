"""What others made and we carry, and what must not be in the tree: locks, licences, secrets."""

import json
import re
import tomllib

import pytest
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

from tests.locks import LOCKS, entries, licence_of
from tests.pages import DOCS, ROOT, read, tables_in
from tests.test_architecture import files, shown

# May be used and passed on by a public office; none reaches into our own code.
ALLOWED = re.compile(
    r"\b(MIT|MIT-CMU|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Zlib|HPND|Unlicense"
    r"|CC0|0BSD|LGPL|Lesser General Public|The Unlicense|ZPL)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"(?<!L)(?<!Lesser )\b(AGPL|GPL|Affero|SSPL|BUSL|Commons Clause)", re.IGNORECASE
)
# Names that say by themselves that something is a secret, and keys of known make.
MAKES = [
    "ArtifactoryDetector",
    "AWSKeyDetector",
    "AzureStorageKeyDetector",
    "DiscordBotTokenDetector",
    "GitHubTokenDetector",
    "GitLabTokenDetector",
    "JwtTokenDetector",
    "MailchimpDetector",
    "NpmDetector",
    "OpenAIDetector",
    "PrivateKeyDetector",
    "PypiTokenDetector",
    "SendGridDetector",
    "SlackDetector",
    "SquareOAuthDetector",
    "StripeDetector",
    "TelegramBotTokenDetector",
    "TwilioKeyDetector",
]
PLUGINS = [{"name": name} for name in MAKES]
# Beside the tests, which make up passwords and links, these look at the program itself.
GUESSES = [
    {"name": "BasicAuthDetector"},
    {"name": "KeywordDetector"},
    {"name": "Base64HighEntropyString", "limit": 4.5},
    {"name": "HexHighEntropyString", "limit": 3.0},
]
# Looked at by hand, each with what it is.
KNOWN = {
    ("README.md", "password"): "the form of a database's address",
    ("README.vi.md", "password"): "the same",
    ("geodata/encodings.py", "Hex High Entropy String"): "letters of two old Vietnamese fonts",
}
LOOKED_AT = {".py", ".md", ".toml", ".js", ".json", ".css", ".sh", ".conf", ".service", ""}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
class TestLocks:
    def test_every_package_is_pinned_to_one_version_with_hashes(self, lock):
        for one in entries(lock):
            pins = list(one.requirement.specifier)
            assert [pin.operator for pin in pins] == ["=="], one.name
            assert one.hashes, one.name
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", mark) for mark in one.hashes), one.name

    def test_none_comes_from_a_place_of_its_own(self, lock):
        text = lock.read_text("utf-8")
        assert all(one.requirement.url is None for one in entries(lock))
        assert not re.search(r"^\s*(-i|-f|-e|--)(?!hash)", text, re.MULTILINE)
        assert "://" not in text
        assert "git+" not in text

    def test_no_package_is_there_twice(self, lock):
        names = [one.name for one in entries(lock) if one.is_needed_here]
        assert len(names) == len(set(names))

    def test_every_package_has_a_licence_that_a_public_office_can_use(self, lock):
        # A few packages say nothing about it; then what we found out counts.
        tables = tables_in(read(DOCS / "decisions" / "0002-dependencies.md"))
        decided = {name: cells[2] for one in tables for name, cells in one.items()}
        told = {
            one.name: f"{licence_of(one.name)} | {decided.get(one.name, '')}"
            for one in entries(lock)
            if one.is_needed_here
        }
        unclear = {
            name: licence
            for name, licence in told.items()
            if not ALLOWED.search(licence) or REFUSED.search(licence)
        }
        assert unclear == {}


def test_the_two_locks_agree():
    run, dev = ({one.name: one for one in entries(lock)} for lock in LOCKS)
    assert all(dev[name].requirement.specifier == run[name].requirement.specifier for name in run)


def test_what_the_browser_gets_is_locked_with_hashes_too():
    lock = json.loads(
        (ROOT / "trackers" / "drawing" / "browser" / "package-lock.json").read_text("utf-8")
    )
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())


def test_no_rule_about_safety_is_switched_off_for_the_program():
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    off = [one for one in lint["ignore"] if one.startswith("S") and one[1:].isdigit()]
    assert off == ["S603"]
    for place, rules in lint["per-file-ignores"].items():
        assert place.startswith("tests/") or not [one for one in rules if re.match(r"S\d", one)]
    for path in (*files(ROOT / "trackers"), *files(ROOT / "geodata"), ROOT / "app.py"):
        if path.suffix == ".py":
            for line in path.read_text("utf-8").splitlines():
                if re.search(r"noqa:.*\bS\d{3}", line):
                    assert re.search(r"noqa: [A-Z0-9, ]+(\(|# )\S", line), (shown(path), line)


def is_one(kind, words):
    """Words beside a name like “password” are one if they look made up: no sentence, no code."""
    return kind != "Secret Keyword" or re.fullmatch(r"(?=\S*\d)(?=\S*[A-Za-z])\S{8,}", words)


def found_in(paths, plugins):
    """What looks like a secret in files: where, its kind, and what it is."""
    with transient_settings({"plugins_used": plugins}):
        return [
            (path, one.type, one.secret_value or "")
            for path in paths
            for one in scan_file(str(path))
            if is_one(one.type, one.secret_value or "")
        ]


class TestSecrets:
    def test_none_is_in_the_tree(self):
        looked_at = [path for path in files() if path.suffix in LOOKED_AT]
        ours = [path for path in looked_at if not shown(path).startswith("tests/")]
        made_up = [path for path in looked_at if shown(path).startswith("tests/")]
        found = found_in(ours, PLUGINS + GUESSES) + found_in(made_up, PLUGINS)
        unknown = [
            (shown(path), kind, words)
            for path, kind, words in found
            if not any(
                shown(path).startswith(place) and mark in {kind, words} for place, mark in KNOWN
            )
        ]
        assert unknown == []

    @pytest.mark.parametrize(
        "text",
        [
            "-----BEGIN RSA PRIVATE" + " KEY-----",
            "AKIA" + "IOSFODNN7EXAMPLF",
            "url = 'https://me:" + "kX9q2LmZ7w@db.example/x'",
            "password = '" + "kX9q2LmZ7w'",
            "key = '" + "b7Gk2PqX9sLm4ZtV8nRw3YcD6fHj1QaE'",
        ],
    )
    def test_one_that_is_put_there_would_be_found(self, tmp_path, text):
        file = tmp_path / "settings.py"
        file.write_text(text + "\n")
        assert found_in([file], PLUGINS + GUESSES)

    def test_what_is_kept_out_of_the_tree_is_the_data_and_the_key(self):
        ignored = (ROOT / ".gitignore").read_text("utf-8")
        assert "data/" in ignored
