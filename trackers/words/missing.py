"""List the Vietnamese texts that have no English yet: `python -m trackers.words.missing`.

Texts are found in the source, not in running objects: whatever `say("…")` or an
error's `why=` is given anywhere, and every Vietnamese literal of the rooms whose labels are
translated when they are shown.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from trackers.words.catalogue import ENGLISH

TRACKERS = Path(__file__).parent.parent
# Their literals reach the screen through `say(label)`, so all of them need English.
LABELLED = ("domain", "drawing", "ui", "words")
# Letters of the alphabet and tone marks, no words.
_NOT_WORDS = {"texts.py", "formats.py"}


def texts() -> dict[str, str]:
    """Give every text to translate, with the file it stands in."""
    found: dict[str, str] = {}
    for path in sorted(TRACKERS.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        room = path.relative_to(TRACKERS).parts[0]
        everything = room in LABELLED and path.name not in _NOT_WORDS
        for text in _literals(tree) if everything else _said(tree):
            found.setdefault(text, str(path.relative_to(TRACKERS)))
    return found


def missing() -> dict[str, str]:
    """Give the texts without English, with the file each stands in."""
    known = _translated()
    return {text: place for text, place in texts().items() if text not in known}


def unused() -> set[str]:
    """Give the entries of the catalogue that no text needs any more."""
    return _translated() - texts().keys()


def _translated() -> set[str]:
    with ENGLISH.open("rb") as file:
        return {str(one.id) for one in read_po(file) if one.id and one.string and not one.fuzzy}


def _said(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        said = node.args[:1] if _name(node.func) == "say" else []
        # An error's `why` is said inside its sentence.
        said += [one.value for one in node.keywords if one.arg == "why"]
        said += node.args if _name(node.func) in {"_refused", "heads"} else []
        for one in said:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value


def _literals(tree: ast.AST) -> Iterator[str]:
    """Give what is said, and every literal with a Vietnamese letter that is no docstring."""
    yield from _said(tree)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in prose:
            continue
        if isinstance(node.value, str) and _is_vietnamese(node.value):
            yield node.value


def _is_vietnamese(text: str) -> bool:
    # Markup carries the product's own name, and words that were said before they came there.
    is_words = len(text) > 1 and not text.startswith("<")
    return is_words and any(one.isalpha() and not one.isascii() for one in text)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def main() -> int:
    """Print entries to fill in and entries to take out; exit code 1 when there are any."""
    lacking, left_over = missing(), unused()
    for text, place in lacking.items():
        sys.stdout.write(f'#: {place}\nmsgid "{_escaped(text)}"\nmsgstr ""\n\n')
    for text in sorted(left_over):
        sys.stdout.write(f'#~ msgid "{_escaped(text)}"\n')
    return 1 if lacking or left_over else 0


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


if __name__ == "__main__":
    sys.exit(main())
