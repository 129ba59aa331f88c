"""Real files of each format, and what is made to kill or exhaust their parsers."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from loaders.markup.convert import converted, kept
from loaders.read import document
from ontology.errors import InputError

WORD = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"""
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'


def docx(body: str, doctype: str = "") -> bytes:
    """A Word document with a body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", WORD.format(doctype=doctype, body=body))
    return file.getvalue()


def pdf(text: str, pages: int = 1) -> bytes:
    """A PDF whose pages show a text, written by hand (PDF 32000-1, section 7.5)."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << /Font << /F1 "
          "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"] * pages,
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = (
        f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(places) + 1} /Root 1 0 R >>"
    )
    return out + f"{trailer}\nstartxref\n{len(out)}\n%%EOF".encode()


def test_a_word_document_is_read() -> None:
    assert "# Nurse\n" == converted("a.docx", "docx", docx(PARAGRAPH.format("Nurse")))


def test_a_pdf_is_read() -> None:
    assert "What is a nurse?\n" == converted("a.pdf", "pdf", pdf("What is a nurse?"))


def test_rst_is_read_and_fetches_nothing() -> None:
    text = "Nurse\n=====\n\n.. include:: /etc/passwd\n\nSkills\n------\n\n- **Calm**: stays so\n"
    found = converted("a.rst", "rst", text.encode())

    assert "root:" not in found
    assert ["# Nurse", "## Skills", "- **Calm**: stays so"] == [line for line in found.split("\n") if line]


BOMB = '<!DOCTYPE a [<!ENTITY a "{}">{}]>'.format(
    "x" * 100, "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 50}">' for n in range(8))
)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bomb.docx", docx(PARAGRAPH.format("&i;"), BOMB), "this DOCX"),
        ("big.docx", docx("<w:p/>" * 40_000_000)[:], "200 MB"),
        ("deep.docx", docx("<w:p>" * 30_000 + "</w:p>" * 30_000), "this DOCX"),
        ("torn.docx", docx(PARAGRAPH.format("Nurse"))[:300], "damaged"),
        ("sheet.zip", b"PK\x03\x04 and no more", "damaged"),
        ("torn.pdf", b"%PDF-1.4 and no more", "this PDF is damaged"),
        ("pages.pdf", pdf("x", 501), "more than 500 pages"),
        ("scan.pdf", pdf(""), "holds no text"),
        ("deep.html", b"<html>" + b"<div>" * 200_000 + b"x", "this HTML"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary file"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_what_kills_a_parser_costs_one_clear_line(name: str, content: bytes, message: str) -> None:
    started = time.monotonic()
    with pytest.raises(InputError) as caught:
        document(name, content)

    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)
    assert time.monotonic() - started < 60


def test_a_document_after_one_that_killed_the_child_is_read() -> None:
    first = kept()
    with pytest.raises(InputError):
        document("bomb.docx", docx(PARAGRAPH.format("&i;"), BOMB))

    assert "# Nurse" in document("a.docx", docx(PARAGRAPH.format("Nurse"))).text
    assert first is not kept()
