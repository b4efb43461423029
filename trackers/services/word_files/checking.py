"""Whether a file is a harmless document of Word: before anything else reads it.

A template comes from somebody's mail as often as from Word itself. Refused is whatever is more than
text, tables and pictures: macros, embedded objects, links to outside, fields that fetch or run
something, and what unpacks to more than it says.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from trackers.domain.paper_errors import NotATemplate, TemplateForbidden, TemplateTooLarge
from trackers.words import say

MOST_BYTES = 3 * 2**20
_MOST_UNPACKED, _MOST_XML, _MOST_PARTS = 12 * 2**20, 2**20, 200
MAIN = "word/document.xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Parts that a document of text, tables and pictures has; everything else is refused.
_XML = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core|custom)\.xml"
    r"|customXml/(?:_rels/)?item(?:Props)?\d+\.xml(?:\.rels)?"
    r"|word/(?:_rels/)?[A-Za-z]+\d*\.xml(?:\.rels)?|word/(?:theme|glossary)/(?:_rels/)?\w+\.xml(?:\.rels)?"
)
_PICTURE = re.compile(
    r"word/media/[\w.-]+\.(?:png|jpe?g|gif)|docProps/thumbnail\.(?:jpe?g|png)", re.IGNORECASE
)
_FONT = re.compile(r"word/fonts/[\w.-]+\.odttf", re.IGNORECASE)
# What may stand in a field of Word: page numbers and the like.
_FIELDS = {
    *("PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "SEQ", "REF", "PAGEREF", "STYLEREF"),
    "TOC",
}
_ACTIVE = {f"{_W}{name}" for name in ("object", "control", "altChunk", "subDoc", "movie")}


def check_document(data: bytes, name: str) -> None:
    """Refuse a file that is no plain document of Word.

    Raises NotATemplate, TemplateTooLarge, TemplateForbidden.
    """
    if len(data) > MOST_BYTES:
        raise TemplateTooLarge(name=name, limit=f"{MOST_BYTES // 2**20} MB")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_parts(archive, name)
            for part, root in _roots(archive, name):
                _check_part(part, root, name)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        raise NotATemplate(name=name) from error


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive by its list of contents, before a byte of them is unpacked."""
    listed = archive.infolist()
    names = [one.filename for one in listed]
    if MAIN not in names or _TYPES not in names or len(set(names)) != len(names):
        raise NotATemplate(name=name)
    sizes = [one.file_size for one in listed]
    xml = (one.file_size for one in listed if _XML.fullmatch(one.filename))
    if len(names) > _MOST_PARTS or sum(sizes) > _MOST_UNPACKED or max(xml, default=0) > _MOST_XML:
        raise TemplateTooLarge(name=name, limit=f"{_MOST_UNPACKED // 2**20} MB")
    for one in names:
        if not (_XML.fullmatch(one) or _PICTURE.fullmatch(one) or _FONT.fullmatch(one)):
            raise TemplateForbidden(what=_what(one))


def _what(part: str) -> str:
    if "vba" in part.casefold() or "macro" in part.casefold():
        return say("macro")
    if part.startswith("word/media/"):
        return say("ảnh không phải PNG, JPEG hoặc GIF")
    return say("phần nhúng “{part}”", part=part[:80])


def _roots(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Any]]:
    """Give each part in XML, parsed; a part that is larger than it said is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for one in archive.infolist():
        if not _XML.fullmatch(one.filename):
            continue
        with archive.open(one) as file:
            text = file.read(_MOST_XML + 1)
        if len(text) > _MOST_XML:
            raise TemplateTooLarge(name=name, limit=f"{_MOST_UNPACKED // 2**20} MB")
        root = etree.fromstring(text, parser)
        if root.getroottree().docinfo.doctype:
            raise TemplateForbidden(what=say("khai báo DOCTYPE"))
        yield one.filename, root


def _check_part(part: str, root: Any, name: str) -> None:
    if part == _TYPES:
        _check_types(root, name)
    elif part.endswith(".rels"):
        _check_links(root)
    else:
        _check_content(root)


def _check_types(root: Any, name: str) -> None:
    types = {one.get("PartName", ""): one.get("ContentType", "") for one in root}
    if any("macro" in one.casefold() for one in types.values()):
        raise TemplateForbidden(what=say("macro"))
    if types.get(f"/{MAIN}") != _MAIN_TYPE:
        raise NotATemplate(name=name)


def _check_links(root: Any) -> None:
    for one in root:
        if one.get("TargetMode", "").casefold() == "external":
            raise TemplateForbidden(
                what=say("liên kết ra ngoài tệp ({to})", to=one.get("Target", "")[:80])
            )


def _check_content(root: Any) -> None:
    for one in root.iter():
        if one.tag in _ACTIVE:
            raise TemplateForbidden(
                what=say("phần nhúng “{part}”", part=etree.QName(one).localname)
            )
    for code in _field_codes(root):
        word = code.split(maxsplit=1)[0].upper() if code.split() else ""
        if word and word not in _FIELDS:
            raise TemplateForbidden(what=say("trường Word “{code}”", code=code.strip()[:60]))


def _field_codes(root: Any) -> Iterable[str]:
    """Give the codes of fields; Word may write one in several pieces."""
    for one in root.iter(f"{_W}fldSimple"):
        yield one.get(f"{_W}instr", "")
    pieces: list[str] = []
    for one in root.iter(f"{_W}fldChar", f"{_W}instrText"):
        if one.tag == f"{_W}instrText":
            pieces.append(one.text or "")
        elif pieces:
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)
