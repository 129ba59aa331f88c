"""Bytes to a `Document`: the only step that reads, and the one that normalises the text once for all."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

import yaml

from loaders.encodings import decoded
from loaders.formats import BYTES, format_of
from loaders.markup.convert import converted
from loaders.model import Document
from ontology.errors import InputError

#: Bytes; a role document of a hundred pages has about 300 kB.
MAX_BYTES = 50_000_000
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def document(source: str, content: bytes) -> Document:
    """Decode, convert and normalise one file.

    `source` is the name that the document keeps (design: section 2). Raises InputError where the bytes are empty, not
    text, in no encoding that can be told, hold nothing but white space, or can't be converted.
    """
    if not content:
        raise InputError("the file is empty; there is nothing to read", source)
    kind = format_of(source, content)
    text = converted(source, kind, content) if kind in BYTES else decoded(source, content)[0]
    if kind in ("html", "rst"):
        text = converted(source, kind, normalise(text).encode())
    text = normalise(text)
    if not text.strip():
        raise InputError("the file holds only white space", source)
    return kept_document(source, hashlib.sha256(content).hexdigest(), text, kind)


def kept_document(source: str, sha256: str, text: str, kind: str | None = None) -> Document:
    """A document of a text that is normalised already, such as one that the store keeps."""
    return Document(source, sha256, text, kind or format_of(source, b""), front_matter(text))


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
