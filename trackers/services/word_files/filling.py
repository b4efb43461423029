"""A template of Word, read, checked and filled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from trackers.domain.paper_errors import NotATemplate, PaperTooLong, TagWrong
from trackers.domain.papers import Fields, sample
from trackers.services.word_files.checking import check_document
from trackers.services.word_files.language import check_language, environment
from trackers.services.word_files.markup import printable, table_markup
from trackers.services.word_files.tables import PaperTable

# A part that is filled may be so many letters of XML: some thousand pages.
MOST_LETTERS = 40_000_000
# Braces in a template; the shipped ones have some sixty pairs.
_MOST_BRACES, _LONGEST_TAG = 1_200, 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class PlacedPicture:
    """A picture (PNG) for a document, as wide on paper as `width_mm`."""

    png: bytes
    width_mm: float


@dataclass(frozen=True)
class Template:
    """A checked template: its bytes, and the fields of the first level that it names."""

    data: bytes
    named: frozenset[str]


def read_template(data: bytes, name: str, fields: Fields) -> Template:
    """Check a template from its bytes to its words, and try it: everything there, nothing there.

    Raises what `check_document` and `check_language` raise, NotATemplate, TagWrong, PaperTooLong.
    """
    check_document(data, name)
    try:
        document = _Document(BytesIO(data))
        named = frozenset(
            field for source in document.sources() for field in check_language(source, fields)
        )
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        # python-docx says so of a package that only looks like a document.
        raise NotATemplate(name=name) from error
    made = Template(data, named)
    for full in (True, False):
        fill(made, sample(fields, full=full))
    return made


def fill(template: Template, values: Mapping[str, Any]) -> bytes:
    """Give a template filled with values: texts, tables, pictures, flags, lists and records.

    What a value says is never read as a template. Raises TagWrong, PaperTooLong.
    """
    document = _Document(BytesIO(template.data))
    document.init_docx()
    document.render(_ready(values, document), environment())
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _ready(value: Any, document: DocxTemplate) -> Any:
    """Give a value as docxtpl puts it into a document."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, PaperTable):
        return table_markup(value)
    if isinstance(value, Mapping):
        return {name: _ready(one, document) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(one, document) for one in value]
    is_picture = isinstance(value, PlacedPicture)
    return _picture(value, document) if is_picture else value


def _picture(one: PlacedPicture, document: DocxTemplate) -> InlineImage:
    return InlineImage(document, BytesIO(one.png), width=Mm(one.width_mm))


class _Document(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl's template, that fills body, headers and footers only, and bounds what comes out."""

    def sources(self) -> Iterator[str]:
        """Give what Jinja would read of each part; raises TagWrong."""
        self.init_docx()
        yield self._source(self.docx._element.body)  # noqa: SLF001 (as docxtpl itself does)
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(uri):
                yield self._source(etree.fromstring(part.blob))

    def _source(self, root: Any) -> str:
        _check_tags(root)
        return str(self.patch_xml(self.xml_to_string(root)))

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None
    ) -> str:
        """Fill one part; what comes out is bounded, and is XML."""
        self.current_rendering_part = part
        pieces, letters = [], 0
        for piece in jinja_env.from_string(src_xml).generate(context):
            letters += len(piece)
            if letters > MOST_LETTERS:
                raise PaperTooLong(letters=letters)
            pieces.append(piece)
        filled = str(self.resolve_listing("".join(pieces)))
        try:
            etree.fromstring(filled, etree.XMLParser(huge_tree=True, resolve_entities=False))
        except etree.XMLSyntaxError as error:
            # A pair of tags that begins in one place of the document and ends in another.
            raise TagWrong(tag="for … endfor, if … endif") from error
        return filled

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leave the document's properties as they are."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Leave footnotes as they are."""


def _check_tags(root: Any) -> None:
    """Refuse tags that do not end in their paragraph: docxtpl's patterns would wander.

    Raises TagWrong.
    """
    braces = 0
    for paragraph in root.iter(f"{_W}p"):
        text = "".join(
            one.text or "" for one in paragraph.iter(f"{_W}t") if _paragraph_of(one) is paragraph
        )
        braces += text.count("{") + text.count("}")
        if braces > _MOST_BRACES:
            raise TagWrong(tag="{ … }")
        _check_pairs(text)


def _paragraph_of(node: Any) -> Any:
    """Give the nearest paragraph that a text stands in; a box of text has paragraphs of its own."""
    return next(node.iterancestors(f"{_W}p"), None)


def _check_pairs(text: str) -> None:
    at = 0
    while (start := _next_tag(text, at)) >= 0:
        closing = {"{": "}}", "%": "%}", "#": "#}"}[text[start + 1]]
        end = text.find(closing, start + 2)
        if end < 0 or end - start > _LONGEST_TAG or "{" in text[start + 2 : end]:
            raise TagWrong(tag=text[start : start + 60])
        at = end + 2


def _next_tag(text: str, at: int) -> int:
    found = [one for one in (text.find(f"{{{sign}", at) for sign in "{%#") if one >= 0]
    return min(found, default=-1)
