"""Which format a document is in: by the ending of its name, or by how its bytes begin."""

from __future__ import annotations

import re

#: Formats by the endings that a folder is searched for.
ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rst": "rst",
    ".rest": "rst",
    ".docx": "docx",
    ".pdf": "pdf",
}
#: Formats whose bytes are no text.
BYTES = frozenset(("docx", "pdf"))
#: How the bytes of formats begin whatever the name says (HTML Living Standard, MIME Sniffing, section 7.1).
BEGINNINGS = (
    (re.compile(rb"\s*%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04"), "docx"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]",
            re.I | re.S,
        ),
        "html",
    ),
)
HEAD = 1024


def format_of(source: str, content: bytes) -> str:
    """The format of a document ("text", "markdown", "html", "rst", "docx", "pdf")."""
    for beginning, format_ in BEGINNINGS:
        if beginning.match(content[:HEAD]):
            return format_
    name = source.lower()
    return next((format_ for ending, format_ in ENDINGS.items() if name.endswith(ending)), "text")
