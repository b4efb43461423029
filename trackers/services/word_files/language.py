"""What a template may say: show a field, repeat a list, ask whether something is there.

That is decided by looking at the template's own grammar, before it is ever run. There is no
arithmetic, no call, no filter and no counting, and a list within a list is reached through the
outer one only: so a template's length is bounded by what it is filled with.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from trackers.domain.paper_errors import FieldMisplaced, FieldUnknown, TagWrong
from trackers.domain.papers import Field, FieldKind, Fields

_EDGE = re.compile(r"<(/?)w:(t|p)(?=[\s>/])[^>]*?(/?)>")
_TAGS = re.compile(r"<[^>]+>")
_LOOP: Fields = {
    "index": Field(FieldKind.TEXT, ""),
    "first": Field(FieldKind.FLAG, ""),
    "last": Field(FieldKind.FLAG, ""),
}
_SHOWN = 90


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """Give the environment in which templates are read and filled: sandboxed, escaping."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def check_language(source: str, fields: Fields) -> frozenset[str]:
    """Refuse what a template must not say; give the fields that it names, of the first level.

    `source` is a part of a document as docxtpl hands it to Jinja. Raises TagWrong, FieldUnknown,
    FieldMisplaced.
    """
    # Jinja tells lines; so that one is a paragraph, not the whole document.
    text = source.replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ")
    try:
        tree = environment().parse(text)
    except TemplateSyntaxError as error:
        raise TagWrong(tag=_line(text, error.lineno)) from error
    reader = _Reader(text, fields)
    reader.read(tree.body, fields)
    return frozenset(reader.named)


def _line(text: str, number: int) -> str:
    """Give the words of the paragraph that a line of the source is."""
    lines = text.splitlines()
    line = lines[number - 1] if number <= len(lines) else ""
    words = " ".join(_TAGS.sub("", line).split())
    return words[:_SHOWN] or "…"


class _Reader:
    """Goes through a template and keeps where in the document it is."""

    def __init__(self, text: str, fields: Fields) -> None:
        self.named: set[str] = set()
        self._text, self._fields = text, fields
        self._in_text, self._paragraphs = False, 0

    def read(self, body: Iterable[nodes.Node], scope: Fields, *, within: bool = False) -> None:
        """Go through nodes; `scope` holds the names there are, `within` tells of a repetition."""
        for node in body:
            if isinstance(node, nodes.Output):
                for one in node.nodes:
                    self._show(one, scope)
            elif isinstance(node, nodes.For):
                self._repeat(node, scope, within=within)
            elif isinstance(node, nodes.If):
                self._ask(node.test, scope)
                parts = (node.body, *(one.body for one in node.elif_), node.else_)
                for other in node.elif_:
                    self._ask(other.test, scope)
                for part in parts:
                    self.read(part, scope, within=within)
            else:
                raise self._wrong(node)

    def _show(self, node: nodes.Expr, scope: Fields) -> None:
        if isinstance(node, nodes.TemplateData):
            self._walk(node.data)
            return
        name, found = self._field(node, scope)
        if found.kind is FieldKind.TABLE:
            fits = not self._paragraphs
        else:
            fits = self._in_text and found.kind in {FieldKind.TEXT, FieldKind.PICTURE}
        if not fits:
            raise FieldMisplaced(field=name)

    def _repeat(self, node: nodes.For, scope: Fields, *, within: bool) -> None:
        if node.test or node.recursive or node.else_ or not isinstance(node.target, nodes.Name):
            raise self._wrong(node)
        name, found = self._field(node.iter, scope)
        own = node.target.name
        # Two whole lists within each other would multiply.
        multiplies = within and isinstance(node.iter, nodes.Name)
        if found.kind is not FieldKind.LIST or own in self._fields or multiplies:
            raise self._wrong(node)
        item = Field(FieldKind.RECORD, name, found.inner)
        loop = Field(FieldKind.RECORD, "loop", _LOOP)
        self.read(node.body, {**scope, own: item, "loop": loop}, within=True)

    def _ask(self, node: nodes.Node, scope: Fields) -> None:
        if isinstance(node, nodes.Not):
            self._ask(node.node, scope)
        elif isinstance(node, nodes.And | nodes.Or):
            self._ask(node.left, scope)
            self._ask(node.right, scope)
        else:
            self._field(node, scope)

    def _field(self, node: nodes.Node, scope: Fields) -> tuple[str, Field]:
        """Give the field that a name, or a name within a name, means."""
        path = list(_path(node))
        if not path:
            raise self._wrong(node)
        known: Mapping[str, Field] = scope
        found: Field | None = None
        for place, part in enumerate(path):
            found = known.get(part)
            if found is None:
                raise FieldUnknown(field=".".join(path), near=_near(path[:place], part, known))
            known = found.inner
        if path[0] in self._fields:
            self.named.add(path[0])
        return ".".join(path), found or Field(FieldKind.TEXT, "")

    def _walk(self, data: str) -> None:
        for found in _EDGE.finditer(data):
            closes, what, alone = found[1] == "/", found[2], found[3] == "/"
            if alone:
                continue
            if what == "t":
                self._in_text = not closes
            else:
                self._paragraphs += -1 if closes else 1

    def _wrong(self, node: nodes.Node) -> TagWrong:
        return TagWrong(tag=_line(self._text, node.lineno))


def _path(node: nodes.Node) -> Iterator[str]:
    """Give the parts of a.b.c; nothing for what is no such name."""
    if isinstance(node, nodes.Name):
        yield node.name
    elif isinstance(node, nodes.Getattr):
        before = list(_path(node.node))
        if before:
            yield from (*before, node.attr)


def _near(before: list[str], part: str, known: Iterable[str]) -> str:
    likely = get_close_matches(part, known, n=1, cutoff=0) or sorted(known)[:1]
    return ".".join((*before, *likely))
