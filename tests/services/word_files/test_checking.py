import struct
import zipfile
from io import BytesIO

import pytest

from trackers.domain.paper_errors import NotATemplate, TemplateForbidden, TemplateTooLarge
from trackers.domain.papers import Paper
from trackers.services.word_files.building import shipped
from trackers.services.word_files.checking import MOST_BYTES, check_document
from trackers.words.errors import sentence

RELS = "word/_rels/document.xml.rels"
OUTSIDE = (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/%s" Target="%s" TargetMode="%s"/></Relationships>'
)
BODY = b"<w:body>"


def related(kind, target, mode=b"External"):
    return lambda old: old.replace(b"</Relationships>", OUTSIDE % (kind, target, mode))


def after_body(markup):
    return lambda old: old.replace(BODY, BODY + markup, 1)


class TestPlainDocuments:
    @pytest.mark.parametrize("paper", list(Paper))
    def test_the_shipped_templates_pass(self, paper):
        check_document(shipped(paper), "mau.docx")

    def test_a_document_with_tables_and_page_numbers_passes(self, written):
        check_document(written("Kính gửi", cell="STT", header="Trang"), "mau.docx")


class TestNoDocument:
    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" * 99])
    def test_what_is_no_archive_is_refused(self, data):
        with pytest.raises(NotATemplate):
            check_document(data, "mau.docx")

    def test_an_archive_of_other_files_is_refused(self):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "x")
        with pytest.raises(NotATemplate):
            check_document(out.getvalue(), "mau.docx")

    def test_a_damaged_part_is_refused(self, written, changed):
        with pytest.raises(NotATemplate):
            check_document(changed(written("a"), {"word/document.xml": b"<w:document"}), "m.docx")

    def test_a_member_that_is_there_twice_is_refused(self, written):
        out = BytesIO(written("a"))
        with (
            pytest.warns(UserWarning, match="Duplicate"),
            zipfile.ZipFile(out, "a") as archive,
        ):
            archive.writestr("word/document.xml", b"<x/>")
        with pytest.raises(NotATemplate):
            check_document(out.getvalue(), "mau.docx")

    def test_the_sentence_names_the_file_and_what_to_do(self):
        with pytest.raises(NotATemplate) as refused:
            check_document(b"", "bien-ban.doc")
        assert "bien-ban.doc" in sentence(refused.value)
        assert "lưu lại dạng .docx" in sentence(refused.value)


class TestBombs:
    def test_a_large_file_is_refused_before_it_is_opened(self):
        with pytest.raises(TemplateTooLarge):
            check_document(b"x" * (MOST_BYTES + 1), "mau.docx")

    def test_what_unpacks_to_very_much_is_refused(self, written, changed):
        bomb = zipped(written("a"), "word/media/a.png", b"\0" * (13 * 2**20))
        assert len(bomb) < 100_000
        with pytest.raises(TemplateTooLarge):
            check_document(bomb, "mau.docx")

    def test_much_xml_is_refused(self, written):
        with pytest.raises(TemplateTooLarge):
            check_document(zipped(written("a"), "word/comments.xml", b" " * 2**21), "mau.docx")

    def test_a_member_that_lies_about_its_size_is_refused(self, written):
        data = zipped(written("a"), "word/comments.xml", b" " * 2**21)
        # The size that the list of contents tells is another than what comes out.
        lying = data.replace(struct.pack("<I", 2**21), struct.pack("<I", 100))
        with pytest.raises((NotATemplate, TemplateTooLarge)):
            check_document(lying, "mau.docx")

    def test_very_many_parts_are_refused(self, written, changed):
        many = {f"word/header{number}.xml": b"<x/>" for number in range(300)}
        with pytest.raises(TemplateTooLarge):
            check_document(changed(written("a"), many), "mau.docx")

    def test_entities_are_refused(self, written, changed):
        lol = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><w:document xmlns:w="w">&b;</w:document>'
        with pytest.raises(TemplateForbidden, match="DOCTYPE"):
            check_document(changed(written("a"), {"word/document.xml": lol}), "mau.docx")


class TestWhatCouldDoMore:
    @pytest.mark.parametrize(
        "part",
        [
            "word/vbaProject.bin",
            "word/vbaData.xml.bin",
            "word/embeddings/oleObject1.bin",
            "word/activeX/activeX1.xml",
            "word/afchunk.htm",
            "word/media/image1.emf",
            "word/media/image1.svg",
            "../../etc/passwd",
            "word/printerSettings1.bin",
        ],
    )
    def test_parts_that_are_no_text_and_no_picture_are_refused(self, written, changed, part):
        with pytest.raises(TemplateForbidden):
            check_document(changed(written("a"), {part: b"x"}), "mau.docx")

    def test_a_document_with_macros_is_refused(self, written, changed):
        def macro(old):
            return old.replace(b"wordprocessingml.document.main", b"document.macroEnabled.main")

        with pytest.raises((TemplateForbidden, NotATemplate)):
            check_document(changed(written("a"), {"[Content_Types].xml": macro}), "mau.docm")

    @pytest.mark.parametrize("kind", [b"image", b"hyperlink", b"attachedTemplate", b"frame"])
    @pytest.mark.parametrize("mode", [b"External", b"external"])
    def test_a_link_to_outside_is_refused(self, written, changed, kind, mode):
        rels = related(kind, b"https://example.org/x", mode)
        with pytest.raises(TemplateForbidden) as refused:
            check_document(changed(written("a"), {RELS: rels}), "mau.docx")
        assert "https://example.org/x" in sentence(refused.value)

    @pytest.mark.parametrize(
        "markup",
        [
            b"<w:p><w:r><w:object/></w:r></w:p>",
            b"<w:altChunk/>",
            b"<w:p><w:r><w:control/></w:r></w:p>",
            b'<w:p><w:fldSimple w:instr=" INCLUDETEXT C:\\x "/></w:p>',
            b'<w:p><w:fldSimple w:instr="DDEAUTO c:\\x"/></w:p>',
            b"<w:p><w:fldSimple w:instr='HYPERLINK \"http://x\"'/></w:p>",
        ],
    )
    def test_active_parts_and_fields_are_refused(self, written, changed, markup):
        bad = changed(written("a"), {"word/document.xml": after_body(markup)})
        with pytest.raises(TemplateForbidden):
            check_document(bad, "mau.docx")

    def test_a_field_written_in_pieces_is_read_as_one(self, written, changed):
        piece = b"<w:r><w:instrText>%s</w:instrText></w:r>"
        markup = (
            b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + piece % b" DDE"
            + piece % b"AUTO c:\\\\x "
            + b'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        bad = changed(written("a"), {"word/document.xml": after_body(markup)})
        with pytest.raises(TemplateForbidden, match="DDEAUTO"):
            check_document(bad, "mau.docx")

    def test_page_numbers_are_no_danger(self, written, changed):
        markup = b'<w:p><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/></w:p>'
        check_document(changed(written("a"), {"word/document.xml": after_body(markup)}), "m.docx")


def zipped(data, name, content):
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()
