"""Makers of documents for the tests of templates."""

import zipfile
from io import BytesIO

import pytest
from docx import Document


@pytest.fixture
def written():
    """Write a document of paragraphs, a cell of a table and a header; give its bytes."""

    def write(*paragraphs, cell="", header=""):
        document = Document()
        for one in paragraphs:
            document.add_paragraph(one)
        if cell:
            document.add_table(1, 1).cell(0, 0).text = cell
        if header:
            document.sections[0].header.paragraphs[0].text = header
        return saved(document)

    return write


@pytest.fixture
def changed():
    """Change or add members of a document: by name their content, or what makes it from the old."""

    def change(data, members):
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            for one in source.infolist():
                new = members.pop(one.filename, None)
                content = source.read(one)
                target.writestr(one.filename, new(content) if callable(new) else new or content)
            for name, content in members.items():
                target.writestr(name, content)
        return out.getvalue()

    return change


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()
