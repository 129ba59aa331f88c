"""Bytes to characters: a byte order mark, UTF-8, what the document declares, then what its bytes look like."""

from __future__ import annotations

import codecs
import re

import chardet

from ontology.errors import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: `<meta charset="…">`, `<meta … content="…; charset=…">` and `<?xml … encoding="…"?>`, in the first bytes (HTML Living
#: Standard, section 13.2.3.2: 1024 bytes; real pages have it later).
DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE
)
HEAD = 4096
#: An escape that changes the character set (ISO 2022); such text is ASCII, so UTF-8 too.
ISO_2022 = re.compile(rb"\x1b\$[@B]")
#: Bytes by which an undeclared encoding is told.
SAMPLE = 65_536
#: What no text has beside its letters: control characters but tab, line ends, form feed.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
#: One control character in so many is an accident, more are no text.
ACCIDENT = 500


def decoded(source: str, content: bytes) -> tuple[str, str]:
    """The text of a document's bytes, and the name of its encoding.

    Raises InputError where the bytes are no text, or in an encoding that they do not tell.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding.removesuffix("-sig")
    if ISO_2022.search(content, 0, SAMPLE) and (text := attempt(content, "iso2022_jp")) is not None:
        return text, "iso-2022-jp"
    if b"\0" not in content:
        try:
            return content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            place = error.start
    else:
        place = content.index(b"\0")
    for told in (declared(content), None if mostly_utf8(content) else detected(content)):
        if (text := attempt(content, told)) is not None:
            return text, told or ""
    if b"\0" in content[:SAMPLE]:
        raise InputError(
            "this is a binary file that is no document; give text, Markdown, HTML, DOCX, PDF or RST", source
        )
    line = content.count(b"\n", 0, place) + 1
    raise InputError("the text is not UTF-8 here, nor in an encoding that can be told; save it as UTF-8", source, line)


def mostly_utf8(content: bytes) -> bool:
    """Whether a text is UTF-8 but for a few bytes: another encoding would make all its letters wrong."""
    text = content[:SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(not letter.isascii() for letter in text) - bad >= bad > 0


def declared(content: bytes) -> str | None:
    """The encoding that HTML or XML declares; Latin 1 is read as Windows-1252 (WHATWG Encoding Standard)."""
    found = DECLARED.search(content, 0, HEAD)
    name = found[1].decode("ascii").lower() if found else None
    return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


def detected(content: bytes) -> str | None:
    """The encoding that the bytes look like."""
    found: str | None = chardet.detect(content[:SAMPLE])["encoding"]
    return found


def attempt(content: bytes, encoding: str | None) -> str | None:
    """The bytes in an encoding, or None where they are no text in it."""
    if encoding is None:
        return None
    try:
        text = content.decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return None if len(CONTROL.findall(text)) * ACCIDENT > len(text) else text
