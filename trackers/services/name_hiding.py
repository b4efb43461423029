"""Words of the office for a projector: they stay, but the names of households become initials.

What was decided and what the agenda says is written to be read out before the meeting; a household
named in it is not. What households said themselves is withheld whole (`services.masking`).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from trackers.domain.households import Household
from trackers.domain.people import Actor
from trackers.domain.texts import fold
from trackers.services.masking import DOTS, initials
from trackers.store import households
from trackers.store.ledger import Reading

Hide = Callable[[str], str]
_WORD = re.compile(r"[^\W_]+")
# A phone, or a citizen's ID number: both begin with 0, amounts do not.
_NUMBER = re.compile(r"(?<!\d)0(?:[ .-]?\d){8,11}(?!\d)")
# How people are called before their own name alone: "ông Út" tells who it is.
_CALLED = frozenset(
    ("ong", "ba", "co", "chu", "bac", "anh", "chi", "em", "cau", "di", "duong", "thim", "mo", "ho")
)
# A name of one short word is also many another word.
_SHORTEST = 5


def hiding_for(reading: Reading, actor: Actor) -> Hide:
    """Give what makes words of the office fit for the actor to see."""
    if not actor.masked:
        return str
    return hiding(_names(households.read_all_households(reading).values()))


def hiding(names: Iterable[str]) -> Hide:
    """Give what puts initials for names in a text, and dots for numbers of phones and citizens.

    Case, diacritics and the writing of tones do not matter. Behind "ông", "bà", "hộ" and the like
    a person's own name alone is one too, where it is written as a name.
    """
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for one in set(names):
        words = tuple(fold(each) for each in _WORD.findall(unicodedata.normalize("NFC", one)))
        if len(words) > 1 or (words and len(words[0]) >= _SHORTEST):
            by_first[words[0]].append(words)
    own = {words[-1] for listed in by_first.values() for words in listed}
    for listed in by_first.values():
        listed.sort(key=len, reverse=True)

    def hide(text: str) -> str:
        plain = unicodedata.normalize("NFC", text)
        found = list(_WORD.finditer(plain))
        folded = [_folded(one[0]) for one in found]
        parts, at, place = [], 0, 0
        while place < len(found):
            count = _longest(folded, place, by_first)
            if not count and folded[place] in own and _is_called(found, folded, place):
                count = 1
            if count:
                start, end = found[place].start(), found[place + count - 1].end()
                parts += [plain[at:start], initials(plain[start:end])]
                at = end
            place += count or 1
        return _NUMBER.sub(DOTS, "".join((*parts, plain[at:])))

    return hide


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    """Fold a word; the same few come again and again."""
    return fold(word)


def _longest(folded: Sequence[str], place: int, by_first: dict[str, list[tuple[str, ...]]]) -> int:
    """Give how many words from a place on are a name, 0 when none is."""
    for words in by_first.get(folded[place], ()):
        if tuple(folded[place : place + len(words)]) == words:
            return len(words)
    return 0


def _is_called(found: Sequence[re.Match[str]], folded: Sequence[str], place: int) -> bool:
    """Tell whether a word is somebody's own name behind a form of address."""
    return place > 0 and folded[place - 1] in _CALLED and found[place][0][0].isupper()


def _names(homes: Iterable[Household]) -> Iterable[str]:
    for home in homes:
        yield from (home.holder, *home.co_owners, *(one.name for one in home.heirs))
