from contextlib import suppress
from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from tests import tiny
from tests.web.asking import ask
from trackers.domain.papers import Paper
from trackers.domain.review_errors import ReviewHeld
from trackers.services.reviews import open_review
from trackers.services.word_files.building import shipped

WEEK = "/w/TEST/reviews/2014-04-07"


@pytest.fixture
def review(ledger):
    """The review of this week; the ward is the same for all tests of this file."""
    with suppress(ReviewHeld):
        open_review(ledger, tiny.CHAIR, monday=tiny.TODAY, now=tiny.NOW)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("minutes.docx?as=CB03", "bien-ban-giao-ban-TEST-tuan-15-2014.docx"),
        ("minutes.xlsx?as=CB03", "bien-ban-giao-ban-TEST-tuan-15-2014.xlsx"),
        ("weekly.docx?as=CB01", "bao-cao-mat-bang-TEST-tuan-15-2014.docx"),
        ("weekly.xlsx?as=CB01", "bao-cao-mat-bang-TEST-tuan-15-2014.xlsx"),
        ("weekly.docx?as=XEM&version=public", "bao-cao-mat-bang-TEST-tuan-15-2014-cong-bo.docx"),
        ("weekly.xlsx?as=XEM&version=public", "bao-cao-mat-bang-TEST-tuan-15-2014-cong-bo.xlsx"),
    ],
)
def test_a_paper_comes_as_a_file_named_by_its_week_that_no_cache_keeps(app, review, address, name):
    answer = ask(app, f"{WEEK}/{address}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(name)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content[:2] == b"PK"


def test_the_report_carries_real_pictures(app, review):
    document = Document(BytesIO(ask(app, f"{WEEK}/weekly.docx?as=CB03").content))
    shapes = document.inline_shapes
    assert [round(one.width.mm) for one in shapes] == [247, 247]
    parts = [
        document.part.related_parts[one._inline.graphic.graphicData.pic.blipFill.blip.embed]
        for one in shapes
    ]
    for part in parts:
        with Image.open(BytesIO(part.blob)) as image:
            assert image.width > 1500
            assert len(image.convert("RGB").getcolors(1_000_000)) > 5


def test_papers_are_vietnamese_whatever_the_page_speaks(app, review):
    answer = ask(app, f"{WEEK}/minutes.docx?as=CB03&lang=en")
    lines = [one.text for one in Document(BytesIO(answer.content)).paragraphs]
    assert "Số liệu đến 07/04/2014 07:30." in lines


@pytest.mark.parametrize(
    "address",
    [
        f"{WEEK}/minutes.pdf",
        f"{WEEK}/minutes.docx?version=public",
        f"{WEEK}/khac.docx",
        "/w/TEST/reviews/2014-04-14/minutes.docx",
        "/w/TEST/reviews/20140407/minutes.docx",
        "/w/TEST/reviews/2014-13-01/minutes.docx",
        "/w/KHAC/reviews/2014-04-07/minutes.docx",
        "/w/TEST/papers/khac.docx",
    ],
)
def test_what_there_is_not_is_not_found(app, review, address):
    joined = "&" if "?" in address else "?"
    assert ask(app, f"{address}{joined}as=CB01").status_code in {403, 404}


def test_a_viewer_is_refused_the_papers_of_the_office(app, review):
    for file in ("minutes.docx", "minutes.xlsx", "weekly.docx", "weekly.xlsx"):
        assert ask(app, f"{WEEK}/{file}?as=XEM").status_code == 403


def test_a_template_is_given_to_administrators(app):
    answer = ask(app, "/w/TEST/papers/minutes.docx?as=QT")
    assert answer.content == shipped(Paper.MINUTES)
    assert ask(app, "/w/TEST/papers/minutes.docx?as=CB03").status_code == 403


def test_a_template_that_cannot_be_used_is_said_in_a_sentence(app, review, ledger):
    own = ledger.folder / "papers" / "minutes.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"hong")
    answer = ask(app, f"{WEEK}/minutes.docx?as=CB03")
    own.unlink()
    assert answer.status_code == 422
    assert "không phải văn bản Word" in answer.json()["message"]
