"""Vietnamese text as it was written before Unicode: decided by content, given in NFC.

UTF-8 is taken where the bytes are UTF-8. Else each of CP1258, TCVN3 (ABC fonts) and VNI is tried,
and the one wins under which most words are spelled like Vietnamese syllables; words of another
language fall back to CP1252. Whole columns are decided at once, since one short name says little.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|oa|oă|oe|oo|uâ|uê|uy|uô|ua|uơ|ươ|ưa|iê|ia|yê|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnptiyou])?"
)
_WORD = re.compile(r"[^\W\d_]+")
_TCVN3 = dict(
    zip(
        bytes.fromhex(
            "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6"
            "d7d8dcdddedfe1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_SINGLE: dict[str, str] = dict(zip("ñôöæóòìíî", "đơưỉĩịìíỵ", strict=True))
_VNI_TONE: dict[str, str] = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_HAT: dict[str, str] = dict(zip("âàáåãä", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True))
_VNI_BREVE: dict[str, str] = dict(
    zip("êèéúüë", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True)
)


def to_unicode(raw: bytes) -> str:
    """Decode one text by its content; the result is NFC."""
    return decode(raw, detect([raw]))


def detect(samples: Iterable[bytes]) -> str:
    """Name the encoding of texts that share one: utf-8, cp1258, tcvn3, vni or cp1252."""
    texts = list(samples)
    if all(_is_utf8(one) for one in texts):
        return "utf-8"
    joined = b"\n".join(one for one in texts if not one.isascii())
    scores = {name: _spelling(decode(joined, name)) for name in ("cp1258", "tcvn3", "vni")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else "cp1252"


def decode(raw: bytes, encoding: str) -> str:
    """Decode with one of the encodings that `detect` names, to NFC.

    A UTF-8 letter cut in half by a field's width is left out; a byte that means nothing in the
    encoding becomes U+FFFD, never a guess.
    """
    if encoding == "utf-8":
        text = codecs.getincrementaldecoder("utf-8")().decode(raw)
    elif encoding == "tcvn3":
        text = _from_tcvn3(raw)
    elif encoding == "vni":
        text = _from_vni(raw.decode("cp1252", errors="replace"))
    else:
        text = raw.decode(encoding, errors="replace")
    return unicodedata.normalize("NFC", text)


def _is_utf8(raw: bytes) -> bool:
    """Tell whether bytes are UTF-8, the last letter possibly cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        return False
    return True


def _spelling(text: str) -> int:
    """Count words spelled like Vietnamese less those that are not; plain ASCII says nothing."""
    words = [one for one in _WORD.findall(text) if not one.isascii()]
    odd = sum(not (one.isascii() or one.isalnum() or one in " \n–—‘’“”°²") for one in text)
    return sum(1 if is_syllable(one) else -1 for one in words) - odd


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Tell whether a word could be one Vietnamese syllable: onset, vowel, coda, at most a tone."""
    if word not in (word.lower(), word.upper(), word.title()):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", "".join(one for one in apart if one not in _TONES))
    tones = sum(one in _TONES for one in apart)
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _from_tcvn3(raw: bytes) -> str:
    """Map byte by byte; capitals with a tone exist only in capital fonts, as lower-case bytes."""
    text = "".join(_TCVN3.get(one, chr(one) if one < 0x80 else "\ufffd") for one in raw)  # noqa: PLR2004  # end of ASCII
    plain = [one for one in text if one.isascii() and one.isalpha()]
    in_capitals = len(plain) > 1 and all(one.isupper() for one in plain)
    return text.upper() if in_capitals else text


def _from_vni(text: str) -> str:
    """Join each vowel with the mark written behind it."""
    out: list[str] = []
    for one in text:
        joined = _vni_joined(out[-1], one) if out else None
        if joined is None:
            out.append(_vni_alone(one))
        else:
            out[-1] = joined
    return "".join(out)


def _vni_joined(before: str, mark: str) -> str | None:
    """Give the vowel with its mark, or None when the two do not belong together."""
    low, vowel = mark.lower(), before.lower()
    if vowel in "aeo" and low in _VNI_HAT:
        return before + "\u0302" + _VNI_HAT[low]
    if vowel == "a" and low in _VNI_BREVE:
        return before + "\u0306" + _VNI_BREVE[low]
    if vowel in "aeouyơư" and low in _VNI_TONE:
        return before + _VNI_TONE[low]
    return None


def _vni_alone(one: str) -> str:
    """Give the letter that one VNI code means by itself."""
    letter = _VNI_SINGLE.get(one.lower(), one.lower())
    return letter.upper() if one.isupper() else letter
