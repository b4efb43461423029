import ast
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

import geodata
import trackers
from trackers.words import current_language, say, use_language
from trackers.words.catalogue import ENGLISH
from trackers.words.missing import missing, texts, unused


def entries():
    with ENGLISH.open("rb") as file:
        return [one for one in read_po(file) if one.id]


def test_vietnamese_is_said_as_it_is_written():
    assert say("Chưa tiếp xúc") == "Chưa tiếp xúc"


def test_english_is_said_inside_the_block_and_vietnamese_after_it():
    with use_language("en"):
        assert say("Chưa tiếp xúc") == "Not contacted"
    assert (say("Chưa tiếp xúc"), current_language()) == ("Chưa tiếp xúc", "vi")


def test_a_language_set_without_a_block_stays():
    use_language("en")
    assert current_language() == "en"


def test_an_unknown_language_is_vietnamese():
    with use_language("xx"):
        assert current_language() == "vi"


def test_values_go_into_their_places_and_are_not_read_as_templates():
    assert say("Đã thêm {name} ({code}).", name="{code}", code="A") == "Đã thêm {code} (A)."


def test_no_words_are_no_words_in_english_too():
    with use_language("en"):
        assert say("") == ""


def test_every_text_has_english():
    assert missing() == {}


def test_every_entry_of_the_catalogue_is_still_used():
    assert unused() == set()


def test_english_fills_the_same_places_as_vietnamese():
    def places(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    listed = entries()
    assert len(listed) > 1000
    assert [one.id for one in listed if places(one.id) != places(one.string or "")] == []
    assert [one.id for one in listed if not one.string] == []


def test_the_search_for_texts_sees_labels_sentences_and_calls():
    found = texts()
    assert found["Chưa tiếp xúc"] == "domain/stages.py"
    assert found["Đã tạo phường mẫu."] == "cli/serving.py"


def test_say_is_given_literals_or_labels_but_never_an_f_string():
    for room in (trackers, geodata):
        for path in Path(room.__file__).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                is_say = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"
                assert not (is_say and isinstance(node.args[0], ast.JoinedStr)), path
