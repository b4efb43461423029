from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests import tiny
from tests.domain.making import done
from tests.web.asking import ask
from trackers.services.steps import set_step

STATUS = "/w/TEST/status"


def contacted(ledger, on, code):
    """One ward serves all tests here, so each takes a case of its own."""
    set_step(ledger, tiny.OFFICER, case_code=code, mark=done("contacted", on, 0), now=tiny.NOW)


def stages(answer):
    return {one["c"]: one["s"] for one in answer.json()["cases"]}


def test_it_has_the_shape_of_the_whole_feed_and_names_its_day(app, ledger):
    contacted(ledger, date(2014, 4, 1), "XM-002")
    now, then = ask(app, STATUS), ask(app, f"{STATUS}?as_of=2014-04-02")
    assert set(then.json()) == {*now.json(), "as_of"}
    assert then.json()["as_of"] == then.json()["today"] == "2014-04-02"
    assert then.json()["full"] is True
    assert then.json()["layer"] == now.json()["layer"]
    assert stages(then) == stages(now)
    assert stages(ask(app, f"{STATUS}?as_of=2014-03-31"))["XM-002"] == "none"
    assert stages(ask(app, f"{STATUS}?as_of=2013-12-31")) == {}


def test_a_day_already_held_is_not_sent_again_until_something_is_recorded(app, ledger):
    address = f"{STATUS}?as_of=2014-04-02"
    tag = ask(app, address).headers["etag"]
    assert tag != ask(app, STATUS).headers["etag"]
    assert ask(app, address, headers=[("if-none-match", tag)]).status_code == 304
    contacted(ledger, date(2014, 4, 1), "XM-003")
    answer = ask(app, address, headers=[("if-none-match", tag)])
    assert (answer.status_code, stages(answer)["XM-003"]) == (200, "talk")


def test_it_comes_as_it_was_known_on_that_day_if_that_is_asked(app, ledger):
    when = date(2014, 3, 28)
    set_step(ledger, tiny.OFFICER, case_code="XM-003", mark=done("surveyed", when, 0), now=tiny.NOW)
    address = f"{STATUS}?as_of=2014-03-30"
    true, known = ask(app, address), ask(app, f"{address}&sight=known")
    assert (stages(true)["XM-003"], stages(known)["XM-003"]) == ("talk", "none")
    assert true.headers["etag"] != known.headers["etag"]


def test_others_than_officers_get_the_public_projection(app, ledger):
    for step in ("contacted", "agreed"):
        mark = done(step, date(2014, 4, 1), 0)
        set_step(ledger, tiny.OFFICER, case_code="XM-001", mark=mark, now=tiny.NOW)
    address = f"{STATUS}?as_of=2014-04-02"
    assert stages(ask(app, address))["XM-001"] == "agreed"
    public = ask(app, f"{address}&as=XEM").json()["cases"]
    assert {one["s"] for one in public} == {"talk"}
    assert not any(key in one for one in public for key in "obwm")


@pytest.mark.parametrize(
    "day", ["x", "2014-02-30", "20140402", "2014-W15-1", "²014-04-02", "2014-04-02T00", "9" * 500]
)
def test_nonsense_is_refused_in_one_sentence(app, day):
    answer = ask(app, f"{STATUS}?as_of={day}")
    assert answer.status_code == 400
    assert answer.json()["error"] == "WrongDayAsked"
    assert answer.json()["message"].count(".") == 2
    assert answer.headers["cache-control"] == "no-store"


def test_a_day_to_come_is_refused(app):
    answer = ask(app, f"{STATUS}?as_of=9999-12-31")
    assert (answer.status_code, answer.json()["error"]) == (400, "DateInFuture")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=2014-04-02", "Số liệu đến hết ngày 02/04/2014 · Theo ngày xảy ra"),
        ("as_of=2014-04-02&sight=known", "02/04/2014 · Như đã biết cuối ngày đó"),
    ],
)
def test_the_overview_of_a_former_day_comes_as_a_file_that_says_so(app, query, words):
    answer = ask(app, f"/w/TEST/overview.xlsx?{query}")
    assert "tong-hop-TEST-het-20140402.xlsx" in answer.headers["content-disposition"]
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    assert words in sheet.to_python()[1][0]
