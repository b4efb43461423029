"""Reading the documentation: its headings, tables, links and code."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TRACKERS = ROOT / "trackers"
READMES = (ROOT / "README.md", ROOT / "README.vi.md")
INSTALLING = (DOCS / "installing.en.md", DOCS / "installing.vi.md")
GUIDES = (DOCS / "user-guide.en.md", DOCS / "user-guide.vi.md")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"```\w*\n(.*?)```", re.DOTALL)


def read(path):
    return path.read_text(encoding="utf-8")


def blocks(text):
    """What stands in fenced blocks."""
    return _BLOCK.findall(text)


def spans(text):
    """What stands between backquotes."""
    return set(re.findall(r"`([^`]+)`", _BLOCK.sub("", text)))


def links(text):
    return _LINK.findall(_BLOCK.sub("", text))


def headings(text):
    """Every heading as (#, ##, …; text)."""
    return re.findall(r"^(#+) (.+)$", _BLOCK.sub("", text), re.MULTILINE)


def anchor(heading):
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def section(text, heading):
    """What stands between a heading and the next one of any level."""
    start = re.search(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE)
    assert start, f"no heading “{heading}”"
    rest = text[start.end() :]
    end = re.search(r"^#+ ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def tables_in(text):
    """Every table as {first cell without backquotes: all cells}, without its heading."""
    found = [{}]
    for line in text.splitlines():
        if not line.startswith("|"):
            found.append({})
        elif not re.fullmatch(r"[|\- ]+", line):
            cells = [one.strip() for one in line.strip().strip("|").split("|")]
            assert cells[0].strip("`") not in found[-1], f"twice in one table: {cells[0]}"
            found[-1][cells[0].strip("`")] = cells
    return [dict(list(one.items())[1:]) for one in found if len(one) > 1]


def only_table(text):
    (table,) = tables_in(text)
    return table
