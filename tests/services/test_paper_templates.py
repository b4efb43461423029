"""A ward's own templates: put, used, refused, taken back."""

from io import BytesIO

import pytest
from docx import Document

from tests.tiny import ADMIN, CHAIR, NOW, OFFICER, TODAY, later
from trackers.domain.errors import NotAllowed
from trackers.domain.paper_errors import FieldUnknown, NotATemplate
from trackers.domain.papers import Paper
from trackers.services.paper_templates import (
    list_templates,
    put_template,
    restore_template,
    template_file,
)
from trackers.services.papers import minutes_file
from trackers.services.reviews import open_review
from trackers.services.word_files.building import shipped
from trackers.store import proof
from trackers.words.errors import sentence


def written(*paragraphs):
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


OWN = written("BIÊN BẢN CỦA {{ ten_phuong_hoa }}", "{{p bang_ket_luan }}")


def put(ledger, data=OWN, actor=ADMIN, name="mau.docx", **more):
    return put_template(ledger, actor, paper=Paper.MINUTES, data=data, name=name, now=NOW, **more)


def minutes(ledger):
    data = minutes_file(ledger, CHAIR, TODAY, now=later(9), draw=lambda _: b"")
    return [one.text for one in Document(BytesIO(data)).paragraphs]


@pytest.fixture
def review(ledger):
    open_review(ledger, CHAIR, monday=TODAY, now=NOW)


def test_the_wards_own_template_is_filled_and_given_away_again(ledger, review):
    put(ledger)
    assert minutes(ledger)[0] == "BIÊN BẢN CỦA PHƯỜNG THỬ"
    assert template_file(ledger, ADMIN, Paper.MINUTES) == OWN
    assert template_file(ledger, ADMIN, Paper.WEEKLY) == shipped(Paper.WEEKLY)


def test_who_put_it_when_is_told_and_in_the_log(ledger):
    put(ledger)
    own, *others = list_templates(ledger, ADMIN)
    assert (own.paper, own.own, own.set_by, own.set_at) == (Paper.MINUTES, True, "QT", NOW)
    assert not any(one.own for one in others)
    with ledger.read() as reading:
        assert proof.prove(reading).holds


def test_the_shipped_one_comes_back(ledger, review):
    put(ledger)
    restore_template(ledger, ADMIN, paper=Paper.MINUTES, now=later(1))
    assert minutes(ledger)[:1] != ["BIÊN BẢN CỦA PHƯỜNG THỬ"]
    assert not list_templates(ledger, ADMIN)[0].own
    assert restore_template(ledger, ADMIN, paper=Paper.MINUTES, now=later(2)).repeated


def test_a_bad_one_leaves_the_good_one_in_its_place(ledger, review):
    put(ledger)
    for data, kind in ((b"x", NotATemplate), (written("{{ ten_phuog }}"), FieldUnknown)):
        with pytest.raises(kind):
            put(ledger, data)
    assert template_file(ledger, ADMIN, Paper.MINUTES) == OWN
    assert minutes(ledger)[0] == "BIÊN BẢN CỦA PHƯỜNG THỬ"


def test_saving_once_saves_once(ledger):
    first = put(ledger, key="k")
    again = put(ledger, written("khác {{ ngay }}"), key="k")
    assert again.repeated
    assert again.revision == first.revision
    assert template_file(ledger, ADMIN, Paper.MINUTES) == OWN


def test_a_file_that_was_put_there_by_hand_is_used_and_checked(ledger, review):
    folder = ledger.folder / "papers"
    folder.mkdir(parents=True)
    (folder / "minutes.docx").write_bytes(OWN)
    assert minutes(ledger)[0] == "BIÊN BẢN CỦA PHƯỜNG THỬ"
    own = list_templates(ledger, ADMIN)[0]
    assert (own.own, own.set_at, own.set_by) == (True, None, "")
    (folder / "minutes.docx").write_bytes(written("{{ matkhau }}"))
    with pytest.raises(FieldUnknown) as refused:
        minutes(ledger)
    assert "matkhau" in sentence(refused.value)


def test_only_who_administers_the_ward_touches_templates(ledger):
    for actor in (OFFICER, CHAIR):
        with pytest.raises(NotAllowed):
            put(ledger, actor=actor)
        with pytest.raises(NotAllowed):
            restore_template(ledger, actor, paper=Paper.MINUTES, now=NOW)
        with pytest.raises(NotAllowed):
            template_file(ledger, actor, Paper.MINUTES)
        with pytest.raises(NotAllowed):
            list_templates(ledger, actor)
