"""Records of others, by ids that somebody has learnt or guesses."""

import pytest

from tests.attacks.figures import (
    FIGURES,
    OF_ANOTHER_PERSON,
    OF_ANOTHER_WARD,
    PRETENDED,
    PRETENDING,
    WARD_ASKERS,
)
from trackers.services import limiting

# Words that only the record itself holds.
MARKS = ("Nguyễn Văn", "Trần Thị", "Đường thử")


def asked(browser, method, path):
    """Ask as a page of ours would; give the answer."""
    limiting.reset()
    fields = None if method == "GET" else {"case": "XM-003", "reason": "x"}
    return browser.go(path, method=method, fields=fields, accept="*/*")


def gives_nothing(answer):
    """Whether an answer is a refusal that holds nothing of the record."""
    body = answer.content.decode("utf-8", "replace")
    return answer.status_code in {400, 401, 403, 404} and not any(one in body for one in MARKS)


@pytest.mark.parametrize("who", WARD_ASKERS)
def test_another_wards_records_stay_there(visitor, known, rows, who):
    before, browser = rows(), visitor(who.split()[0])
    paths = [(method, known.put_in(path)) for method, path in OF_ANOTHER_WARD]
    if who.startswith("CB01"):
        paths = [(method, swapped(path)) for method, path in paths]
    through = [(m, path) for m, path in paths if not gives_nothing(asked(browser, m, path))]
    if who.startswith("CB01"):
        # Their own ward's attachment, and an attempt to write there by ids of this one.
        through = [
            one for one in through if one[1] != swapped(known.put_in(OF_ANOTHER_WARD[12][1]))
        ]
    assert through == []
    assert rows() == before
    assert len(paths) * len(WARD_ASKERS) == FIGURES["another ward's records"]


def swapped(path):
    return path.replace("KHAC", "-").replace("TEST", "KHAC").replace("/w/-", "/w/TEST")


def test_another_persons_records_stay_theirs(visitor, known, rows):
    before, browsers = rows(), {who: visitor(who) for who in ("XEM", "CB05", "QT")}
    through = [
        (who, method, path)
        for who, method, path in OF_ANOTHER_PERSON
        if not gives_nothing(asked(browsers[who], method, known.put_in(path)))
    ]
    assert through == []
    assert rows() == before
    assert len(OF_ANOTHER_PERSON) == FIGURES["another person's records"]


@pytest.mark.parametrize("how", PRETENDING)
def test_who_says_they_are_another_stays_who_they_are(visitor, known, how):
    browser = visitor("XEM")
    if how != "?as=QT":
        browser.cookies["as"] = "QT"
    through = []
    for one in PRETENDED:
        path = "/w/TEST/" + known.put_in(one)
        if how != "cookie as=QT":
            path += ("&" if "?" in path else "?") + "as=QT"
        through += [] if gives_nothing(asked(browser, "GET", path)) else [path]
    assert through == []
    assert len(PRETENDED) * len(PRETENDING) == FIGURES["saying one is another"]


def test_the_very_same_questions_are_answered_to_who_may_ask(visitor, known):
    browser = visitor("QT")
    # The backup holds two real wards: it goes to nobody by this way.
    for one in PRETENDED[:-1]:
        answer = asked(browser, "GET", "/w/TEST/" + known.put_in(one))
        assert answer.status_code == 200, one
        assert not gives_nothing(answer)
