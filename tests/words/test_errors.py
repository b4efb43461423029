import ast
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

import geodata
import trackers
import trackers.cli.refusing
import trackers.domain.errors
from geodata.errors import GeodataError
from trackers.config import SettingError
from trackers.domain.errors import (
    DateInFuture,
    DomainError,
    EditConflict,
    MissingPrerequisite,
    UnknownRecord,
)
from trackers.domain.shipped import RECOVERY
from trackers.drawing.errors import DrawingError
from trackers.store.errors import RowChanged, StoreError
from trackers.words import say, use_language
from trackers.words.errors import SENTENCES, in_every_language, sentence
from trackers.words.nouns import NOUNS


def kinds(base):
    yield base
    for kind in base.__subclasses__():
        if kind.__module__.startswith(("trackers.", "geodata.")):
            yield from kinds(kind)


BASES = (DomainError, StoreError, GeodataError, DrawingError, SettingError)
KINDS = [one for base in BASES for one in kinds(base)]


def raised():
    """Every `raise Kind(name=value…)` of the source, with its file."""
    for room in (trackers, geodata):
        for path in sorted(Path(room.__file__).parent.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in {kind.__name__ for kind in KINDS}:
                    yield f"{path.name}:{node.lineno}", name, node


RAISED = list(raised())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_has_a_sentence_of_its_own_in_both_languages(kind):
    assert kind.__name__ in SENTENCES
    vietnamese, english = in_every_language(kind())
    assert vietnamese != english
    assert "{" not in vietnamese + english


def test_what_a_sentence_says_is_given_where_the_error_is_raised():
    silent = []
    for place, name, call in RAISED:
        given = {one.arg for one in call.keywords}
        wanted = {field for _, field, _, _ in Formatter().parse(SENTENCES[name]) if field}
        if None not in given and not wanted <= given:
            silent.append((place, name, wanted - given))
    assert silent == []


def test_kinds_and_fields_of_errors_have_words():
    nameless = [
        (place, one.value.value)
        for place, _, call in RAISED
        for one in call.keywords
        if isinstance(one.value, ast.Constant)
        and isinstance(one.value.value, str)
        and one.arg in {"kind", "field"}
        and one.value.value not in NOUNS
    ]
    assert len(RAISED) > 100
    assert nameless == []


def test_dates_and_lists_are_written_for_people():
    error = DateInFuture(on=date(2014, 4, 9), today=date(2014, 4, 7))
    assert sentence(error).startswith("Ngày 09/04/2014 sau hôm nay (07/04/2014).")
    error = MissingPrerequisite(step="Bàn giao mặt bằng", missing=["Chi trả", "Cưỡng chế"])
    assert "Chi trả, Cưỡng chế" in sentence(error)


def test_labels_inside_a_sentence_are_translated_with_it():
    with use_language("en"):
        steps = RECOVERY.by_code
        error = MissingPrerequisite(step=steps["handover"].label, missing=[steps["payment"].label])
        assert sentence(error) == (
            "The step “Handover of the land” must wait, still missing: Payment. "
            "Please record those first."
        )
        assert "no household with the code H001" in sentence(
            UnknownRecord(kind="household", code="H001")
        )


def test_a_conflict_says_who_and_when():
    at = datetime(2014, 4, 7, 1, 5, tzinfo=UTC)
    assert sentence(EditConflict(by="CB05", at=at)).startswith(
        "CB05 vừa sửa mục này lúc 07/04/2014 08:05"
    )


def test_a_value_that_is_missing_is_an_ellipsis():
    assert "…" in sentence(UnknownRecord())


def test_a_kind_nobody_named_speaks_as_its_parent():
    class Odd(RowChanged):
        pass

    assert sentence(Odd()) == SENTENCES["RowChanged"]
    assert sentence(KeyError()) == say(SENTENCES["Unexpected"], number="…")


def test_braces_in_a_value_stay_braces():
    assert "{7*7}" in sentence(UnknownRecord(kind="case", code="{7*7}"))
