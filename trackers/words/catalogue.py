"""Translating a Vietnamese sentence into the language of the one who reads."""

from contextlib import ExitStack
from contextvars import ContextVar
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("vi", "en")
ENGLISH = Path(__file__).parent / "en.po"
_language: ContextVar[str] = ContextVar("language", default="vi")


def read_catalogue(path: Path) -> NullTranslations:
    """Give the translations of a .po file."""
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


_CATALOGUES: dict[str, NullTranslations] = {
    "vi": NullTranslations(),
    "en": read_catalogue(ENGLISH),
}


def current_language() -> str:
    """Give the code of the language in which `say` speaks now: "vi" or "en"."""
    return _language.get()


def use_language(code: str | None) -> ExitStack:
    """Speak that language from now on; in a `with` block, until its end.

    An unknown code means Vietnamese. The choice holds for the running thread or request.
    """
    token = _language.set(code if code in LANGUAGES else "vi")
    back = ExitStack()
    back.callback(_language.reset, token)
    return back


def say(text: str, **values: object) -> str:
    """Give a Vietnamese text in the current language, with `values` put into its {places}.

    A text that brings its own `english`, as a ward's file gives it, needs no catalogue.
    """
    english: str | None = getattr(text, "english", None)
    if english is not None:
        words = english if _language.get() == "en" else text
    else:
        words = _CATALOGUES[_language.get()].gettext(text) if text else text
    return words.format(**values) if values else words
