"""Looking words up the way an officer types them (DOMAIN §4)."""

import unicodedata
from typing import Self

# What NFD does not take apart: đ and Đ, and the Ð (U+00D0) that Vietnamese files use for Đ. A NUL
# would end a pattern in SQLite, which then finds everything.
_STROKES = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d", "\0": None})


def fold(text: str) -> str:
    """Give `text` without case, diacritics and repeated spaces: "Thuỷ" and "thủy" become "thuy"."""
    plain = unicodedata.normalize("NFD", text.translate(_STROKES))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(letters.casefold().split())


def given_name_first(name: str) -> str:
    """Give the key by which officials file a name: tên, then họ and đệm ("Út Nguyễn Văn")."""
    words = name.split()
    return " ".join(words[-1:] + words[:-1])


class Bilingual(str):
    """A Vietnamese text that brings its own English, as a ward's own file gives it."""

    __slots__ = ("english",)
    english: str

    def __new__(cls, vietnamese: str, english: str) -> Self:
        """Make the text; it is the Vietnamese one wherever nobody asks for English."""
        made = super().__new__(cls, vietnamese)
        made.english = english
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override] # both texts, for copies
        """Give both texts to whoever copies it."""
        return str(self), self.english
