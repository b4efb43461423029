"""Addresses that try to leave their folder, speak the database's language, or lead elsewhere."""

from itertools import product
from urllib.parse import quote

import pytest

from tests import tiny
from tests.attacks import hostile
from tests.attacks.figures import FIGURES, OF_HOSTS, SQL_FORMS
from tests.web.asking import ask
from trackers.services import limiting
from trackers.services.search import find

SECRETS = (b"SQLite format", b"root:", b"import streamlit", b"MATBANG")


@pytest.mark.parametrize("template", hostile.TRAVERSED)
def test_no_address_leads_out_of_a_folder(visitor, site, template):
    browser = visitor("QT")
    key = (site.settings.data_dir / "secret.key").read_bytes().strip()
    through = []
    for one in hostile.TRAVERSALS:
        limiting.reset()
        answer = browser.go(template.format(one), accept="*/*")
        leaked = any(word in answer.content for word in (*SECRETS, key))
        lost = answer.status_code >= 500 or "a=b" in answer.headers.get("set-cookie", "")
        if leaked or lost or (answer.status_code == 200 and not template.startswith("/assets/{}")):
            through.append((one, answer.status_code))
    assert through == []
    assert len(hostile.TRAVERSALS) * len(hostile.TRAVERSED) == FIGURES["paths out of a folder"]


@pytest.mark.parametrize("template", hostile.SQL_PLACES)
def test_no_address_speaks_the_databases_language(visitor, rows, template):
    before, browser, through = rows(), visitor("QT"), []
    for one in hostile.SQL:
        limiting.reset()
        answer = browser.go(template.format(quote(one, safe="")), accept="*/*")
        if answer.status_code >= 500 or b"$argon2" in answer.content:
            through.append((one, answer.status_code))
    assert through == []
    assert rows() == before


def test_no_form_speaks_the_databases_language(site, visitor, rows):
    before, stranger, through = rows(), visitor(), []
    for one in hostile.SQL:
        limiting.reset()
        tried = (
            stranger.sign_in(one),
            stranger.sign_in("cb03", one),
            stranger.go("/invitation/" + quote(one, safe="")),
        )
        if any(answer.status_code >= 500 for answer in tried) or "matbang" in stranger.cookies:
            through.append(one)
    assert through == []
    assert rows() == before


def test_the_search_box_finds_what_was_typed_and_no_more(site, rows):
    before, ledger = rows(), site.ledger("TEST")
    assert len(find(ledger, tiny.OFFICER, "Nguyen Van Ut")) == 2
    found = {one: find(ledger, tiny.OFFICER, one) for one in hostile.SQL}
    # "1" and the like are numbers of cases and parcels.
    through = {one for one, hits in found.items() if hits and not any(map(str.isalnum, one))}
    assert through == set()
    assert max(len(hits) for hits in found.values()) <= 4
    assert not [one for one, hits in found.items() if len(one) > 3 and hits]
    assert rows() == before
    tries = len(hostile.SQL) * (len(hostile.SQL_PLACES) + len(SQL_FORMS))
    assert tries == FIGURES["the database's language"]


def test_nobody_is_sent_to_another_site(visitor):
    signed_in, through = visitor("CB05"), []
    for place in hostile.ELSEWHERE:
        answers = [
            signed_in.go("/sign-in?next=" + quote(place, safe="")),
            visitor().sign_in("cb05", next=place),
        ]
        told = {(one.status_code, one.headers.get("location")) for one in answers}
        through += [] if told == {(303, "/")} else [(place, told)]
    assert through == []
    assert 2 * len(hostile.ELSEWHERE) == FIGURES["sent to another site"]


def test_only_a_named_host_answers(app, visitor):
    token, through = visitor("QT").cookies["matbang"], []
    for host, path in product(hostile.HOSTS, OF_HOSTS):
        headers = [("host", host), ("cookie", f"matbang={token}"), ("accept", "text/html")]
        answer = ask(app, path, headers=headers)
        refused = answer.status_code == 403 and "set-cookie" not in answer.headers
        if not refused or "evil" in answer.text:
            through.append((host, path))
    assert through == []
    assert len(hostile.HOSTS) * len(OF_HOSTS) == FIGURES["other hosts"]
