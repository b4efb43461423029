import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import encodings

SENTENCES = [
    "Nguyễn Thị Thuỷ Tiên",
    "Đường Xẻo Mây – Thới An Đông",
    "phường Trà An, quận Bình Thủy, thành phố Cần Thơ",
    "Lê Văn Út hiến đất, cây trồng được hỗ trợ",
    "đất ở đô thị; đất trồng lúa; giếng nước, mồ mả, hàng rào",
    "Huỳnh Ngọc Yến, ấp Thới Thuận, khoảnh ruộng bị ngập, uỷ quyền quýnh quáng",
]
TCVN3 = {
    "Nguyễn Thị Thuỷ": b"Nguy\xd4n Th\xde Thu\xfb",
    "Trần Văn Đức": b"Tr\xc7n V\xa8n \xa7\xf8c",
    "NGUYỄN VĂN HIẾU": b"NGUY\xd4N V\xa1N HI\xd5U",
}
VNI = {
    "Nguyễn Thị Thủy": b"Nguye\xe3n Th\xf2 Thu\xfby",
    "Trần Văn Đức": b"Tra\xe0n Va\xean \xd1\xf6\xf9c",
    "ĐƯỜNG SỐ 1, ƯỚC": b"\xd1\xd6\xd4\xd8NG SO\xc1 1, \xd6\xd4\xd9C",
    "hỉ hĩ hị kỵ ăn ẵm": b"h\xe6 h\xf3 h\xf2 k\xee a\xean a\xfcm",
}


def cp1258(text):
    """Encode as Windows does: letters with their hats, tones as marks behind them."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", letter)
            tone = next(one for one in apart if one in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", apart.replace(tone, ""))
            out += (rest + tone).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_utf8_and_cp1258_sentences_read_the_same(sentence):
    assert encodings.to_unicode(sentence.encode()) == sentence
    assert encodings.to_unicode(unicodedata.normalize("NFD", sentence).encode()) == sentence
    assert encodings.to_unicode(cp1258(sentence)) == sentence


@pytest.mark.parametrize(("sentence", "raw"), TCVN3.items())
def test_names_in_abc_fonts_are_read(sentence, raw):
    assert encodings.detect([raw]) == "tcvn3"
    assert encodings.to_unicode(raw) == sentence


@pytest.mark.parametrize(("sentence", "raw"), VNI.items())
def test_names_in_vni_fonts_are_read(sentence, raw):
    assert encodings.detect([raw]) == "vni"
    assert encodings.to_unicode(raw) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_letter_survives_abc_fonts(sentence):
    back = {letter: bytes([code]) for code, letter in encodings._TCVN3.items()}
    text = sentence.replace("Ú", "ú").replace("–", "-")
    raw = b"".join(back.get(letter, letter.encode("ascii", "ignore")) for letter in text)
    assert encodings.to_unicode(raw) == text


def test_one_short_name_is_decided_by_its_column():
    column = [b"V\xf2", b"Nguy\xd4n Th\xde Thu\xfb", b"Tr\xc7n V\xa8n \xa7\xf8c"]
    encoding = encodings.detect(column)
    assert encodings.decode(column[0], encoding) == "Vũ"


def test_french_text_stays_french():
    assert encodings.to_unicode("Chemin de l'Église, forêt brûlée".encode("latin-1")) == (
        "Chemin de l'Église, forêt brûlée"
    )


def test_a_letter_cut_by_the_width_of_a_field_is_left_out():
    assert encodings.to_unicode("Cần Thơ".encode()[:-1]) == "Cần Th"


def test_a_byte_without_meaning_is_marked_and_not_invented():
    assert "\ufffd" in encodings.decode(b"a\x80", "tcvn3")
    assert "\ufffd" in encodings.decode(b"a\x81", "cp1252")


@given(st.binary())
def test_any_bytes_give_nfc_text(raw):
    text = encodings.to_unicode(raw)
    assert unicodedata.is_normalized("NFC", text)


@given(st.text())
def test_utf8_is_always_itself(text):
    assert encodings.to_unicode(text.encode("utf-8", "ignore")) == unicodedata.normalize(
        "NFC", text.encode("utf-8", "ignore").decode()
    )


@pytest.mark.parametrize("word", ["nguyễn", "NGUYỄN", "Quyền", "gì", "giếng", "khuỷu", "ươm", "ý"])
def test_syllables_are_known(word):
    assert encodings.is_syllable(word)


@pytest.mark.parametrize("word", ["église", "nGuyễn", "trầ̀n", "müller", "ñ", "ôô"])
def test_other_words_are_no_syllables(word):
    assert not encodings.is_syllable(word)
