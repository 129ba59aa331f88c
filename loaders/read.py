"""Bytes to a `Document`: the only step that reads, and the one that normalises the text once for all."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

import yaml

from loaders.model import Document
from ontology.errors import InputError

#: Bytes; a role document of a hundred pages has about 300 kB.
MAX_BYTES = 50_000_000
MARKDOWN_ENDINGS = (".md", ".markdown")
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def document(source: str, content: bytes) -> Document:
    """Decode and normalise one file.

    `source` is the name that the document keeps (design: section 2). Raises InputError where the bytes are empty, not
    text, not UTF-8, or hold nothing but white space.
    """
    if not content:
        raise InputError("the file is empty; there is nothing to read", source)
    text = normalise(decode(source, content))
    if not text.strip():
        raise InputError("the file holds only white space", source)
    return kept_document(source, hashlib.sha256(content).hexdigest(), text)


def kept_document(source: str, sha256: str, text: str) -> Document:
    """A document of a text that is normalised already, such as one that the store keeps."""
    kind = "markdown" if source.lower().endswith(MARKDOWN_ENDINGS) else "text"
    return Document(source=source, sha256=sha256, text=text, format=kind, metadata=front_matter(text))


def decode(source: str, content: bytes) -> str:
    """The text of UTF-8 bytes, with or without byte order mark; InputError names the line of the first bad byte."""
    if b"\0" in content[:65536]:
        raise InputError("this is a binary file, not a text; give a text or Markdown file", source)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("the text is not UTF-8 here; save the file as UTF-8", source, line) from None


def normalise(text: str) -> str:
    """Line ends as one "\\n" and Unicode normalisation form C, so that offsets mean the same for everyone."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"))


def front_matter(text: str) -> Mapping[str, str]:
    """The values of a YAML mapping at the very start of the text, as strings; empty where there is none.

    Every scalar stays a string (YAML's failsafe schema), so that `lang: no` is not read as a truth value.
    """
    found = FRONT_MATTER.match(text)
    if not found:
        return {}
    try:
        values = yaml.load(found[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    if not isinstance(values, dict):
        return {}
    return {str(key).lower(): value for key, value in values.items() if isinstance(value, str)}
