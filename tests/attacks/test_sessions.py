"""Cookies, forms and methods: who acts for somebody without being them."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from tests.attacks import hostile
from tests.attacks.figures import (
    ACTS,
    BEARERS,
    BIG,
    COOKIED,
    DECEPTIVE,
    FIGURES,
    FILES,
    FORMS,
    PERSONAL,
    WRITTEN,
    WRONG_FORMS,
)
from tests.web.asking import GOOD, HERE, ask
from trackers.services import accounts, limiting
from trackers.services.wards import machine_holder
from trackers.web.bounds import SMALL_BYTES
from trackers.web.receiving import PIECE_BYTES

READ = (*COOKIED, "/w/TEST/map.json", "/w/TEST/overview.csv", "/w/TEST/looks.csv")
READ += ("/w/TEST/visiting", "/w/TEST/attachments?case=XM-003", "/w/TEST/photos/photoP1")
READ += ("/w/TEST/backups/x", "/w/TEST/uploads/x")


def opens(app, path, cookie):
    answer = ask(app, path, headers=[("cookie", cookie), ("accept", "*/*")])
    return answer.status_code != 401


def test_no_forged_cookie_is_taken(app, visitor):
    token = visitor("QT").cookies["matbang"]
    tried = [f"matbang={one}" for one in hostile.forged(token)]
    tried += hostile.under_other_names(token)
    through = [(path, one) for path in COOKIED for one in tried if opens(app, path, one)]
    assert through == []
    assert all(opens(app, path, f"matbang={token}") for path in COOKIED)
    assert len(tried) * len(COOKIED) == FIGURES["forged cookies"]


def test_two_cookies_of_that_name_are_one_person_or_nobody(app, visitor):
    mine, theirs = (visitor(one).cookies["matbang"] for one in ("XEM", "QT"))
    answer = ask(app, "/account", headers=[("cookie", f"matbang={theirs}; matbang={mine}")])
    assert "Người xem" in answer.text
    assert "Quản trị" not in answer.text


@pytest.mark.parametrize("bearer", BEARERS)
def test_a_session_that_is_over_opens_nothing(app, site, visitor, bearer):
    browser = visitor("CB03")
    token, ledger, now = browser.cookies["matbang"], site.ledger("TEST"), datetime.now(UTC)
    assert opens(app, READ[0], f"matbang={token}")
    holder = machine_holder("TEST")
    if bearer == "nobody":
        token = ""
    elif bearer == "forged":
        token = token[::-1]
    elif bearer == "signed out":
        browser.send("/sign-out")
    else:
        accounts.disable(ledger, holder, officer_code="CB03", now=now)
    try:
        assert [path for path in READ if opens(app, path, f"matbang={token}")] == []
    finally:
        accounts.enable(ledger, holder, officer_code="CB03", now=now)
    assert len(READ) * len(BEARERS) == FIGURES["who is not signed in any more"]


def state(site):
    """What forms could change: passwords, sessions, second steps."""
    with site.store.reader.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT officer_code, password_hash, totp_on FROM accounts ORDER BY 1"
        ).all()
        ended = connection.exec_driver_sql(
            "SELECT count(*) FROM sign_ins WHERE ended_at IS NOT NULL"
        ).scalar_one()
    return found, ended


FIELDS = {"old": GOOD, "new": "mật khẩu của kẻ khác", "again": "mật khẩu của kẻ khác"}


@pytest.mark.parametrize("origin", hostile.ORIGINS)
def test_a_form_of_another_site_does_nothing(app, site, visitor, known, rows, origin):
    browser = visitor("QT")
    token = browser.go("/account").text.partition('name="form" value="')[2].partition('"')[0]
    before, held = state(site), rows()
    cookie = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    headers = [("cookie", cookie), ("accept", "*/*")]
    headers += [("origin", origin)] if origin is not None else []
    through = []
    for method, path in (*WRITTEN, *FILES):
        if path.startswith("/w/"):
            body = json.dumps({"case": "XM-003", "size": 3, "name": "a", "reason": "x"})
        else:
            body = urlencode(FIELDS | {"form": token})
        limiting.reset()
        answer = ask(app, known.put_in(path), method=method, headers=headers, body=body)
        through += [] if answer.status_code == 403 else [(path, answer.status_code)]
    assert through == []
    assert (state(site), rows()) == (before, held)
    assert (len(WRITTEN) + len(FILES)) * len(hostile.ORIGINS) == FIGURES["forms of other sites"]


def test_a_form_without_our_token_does_nothing(site, visitor):
    other, browser = visitor("CB05"), visitor("QT")
    theirs = other.go("/account").text.partition('name="form" value="')[2].partition('"')[0]
    before, through = state(site), []
    for wrong in WRONG_FORMS:
        form = theirs if wrong == "another session's" else wrong
        fields = FIELDS | ({"form": form} if wrong != "missing" else {})
        for method, path in WRITTEN:
            limiting.reset()
            answer = browser.go(path, method=method, fields=fields)
            through += [] if answer.status_code == 403 else [(wrong, path, answer.status_code)]
    assert through == []
    assert state(site) == before
    tries = len(WRONG_FORMS) * (len(FORMS) + len(ACTS))
    assert tries == FIGURES["forms without our token"]


@pytest.mark.parametrize("method", hostile.METHODS)
def test_odd_methods_do_nothing(visitor, site, rows, method):
    browser = visitor("QT")
    before, held = state(site), rows()
    through = []
    for path in READ:
        answer = browser.go(path, method=method, accept="*/*")
        through += [(path, answer.status_code)] if answer.status_code < 400 else []
        assert "cookie" not in answer.text
    assert through == []
    assert (state(site), rows()) == (before, held)
    assert len(READ) * len(hostile.METHODS) == FIGURES["odd methods"]


# By kind: what is added to the path and to the cookie, and the body.
TOO_MUCH = {
    "body": ("", "", b"x" * (SMALL_BYTES + 1)),
    "body of a piece": ("", "", b"form=" + b"%41" * PIECE_BYTES),
    "fields": ("", "", "&".join(f"f{n}=1" for n in range(9000)).encode()),
    "deep JSON": ("", "", (b'{"a":' * 10_000) + b"1" + b"}" * 10_000),
    "deep list": ("", "", b"[" * 60_000),
    "long query": ("?" + "a=1&" * 15_000, "", b""),
    "many cookies": ("", "".join(f"; c{n}=1" for n in range(5000)), b""),
}


@pytest.mark.parametrize("kind", BIG)
def test_too_much_is_refused_in_words(visitor, app, site, rows, kind):
    browser = visitor("QT")
    before, held = state(site), rows()
    query, more, body = TOO_MUCH[kind]
    cookie = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    form = ("content-type", "application/x-www-form-urlencoded")
    headers = [("cookie", cookie + more), ("origin", HERE), form]
    for path in ("/sign-in", "/account/password", "/w/TEST/uploads", "/w/TEST/uploads/x/done"):
        limiting.reset()
        answer = ask(app, path + query, method="POST", headers=headers, body=body)
        assert answer.status_code in {400, 403, 404, 413, 422, 431}, (path, answer.status_code)
    assert (state(site), rows()) == (before, held)
    assert len(BIG) * 4 == FIGURES["too much"]


def test_no_cache_keeps_what_is_one_persons(visitor, known):
    browser, kept = visitor("QT"), []
    for path in PERSONAL:
        for more in DECEPTIVE:
            limiting.reset()
            address = known.put_in(path) + (more if "?" in path else more.replace("&", "?", 1))
            answer = browser.go(address, accept="*/*")
            told = answer.headers.get("cache-control", "")
            assert answer.status_code == 200, address
            if "no-store" not in told and "no-cache" not in told:
                kept.append((address, told))
    assert kept == []
    assert len(PERSONAL) * len(DECEPTIVE) == FIGURES["kept by a cache"]
