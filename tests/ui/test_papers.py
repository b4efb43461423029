"""Links to the papers of a review, where people look for them."""

import pytest

from tests import tiny
from tests.ui.reading import errors, html_of
from trackers.services.reviews import open_review

WEEK = "/w/TEST/reviews/2014-04-07"


@pytest.fixture
def review(ledger):
    open_review(ledger, tiny.CHAIR, monday=tiny.TODAY, now=tiny.NOW)


@pytest.mark.parametrize("screen", ["overview", "review"])
def test_minutes_report_and_public_report_are_there_for_officers(app, review, screen):
    page = app(**{"as": "CB03", "review": "2014-04-07"}).switch_page(f"screens/{screen}.py").run()
    assert not errors(page)
    told = html_of(page)
    for file in ("minutes.docx", "minutes.xlsx", "weekly.docx", "weekly.xlsx"):
        assert f"{WEEK}/{file}?as=CB03" in told
    assert "version=public" in told


def test_a_viewer_is_offered_none_of_the_offices_papers(app, review):
    page = app(**{"as": "XEM"}).switch_page("screens/overview.py").run()
    assert "minutes.docx" not in html_of(page)


def test_without_a_review_there_are_none(app):
    page = app(**{"as": "CB03"}).switch_page("screens/overview.py").run()
    assert "/reviews/" not in html_of(page)
