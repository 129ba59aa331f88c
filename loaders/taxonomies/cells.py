"""A cell of a table, mended: white space, several labels in one, language tags, IRIs and codes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import data
from loaders.tables import rows

#: What no label holds: control characters, marks of byte order and direction, soft hyphens.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_TIDY = re.compile(r"\S+(?: \S+)*")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
#: What stands between the labels of one cell: a line end or a bar, never a comma, which labels hold themselves.
_BETWEEN = re.compile(r"[\r\n\u2028\u2029]+| ?\| ?")
_IRIS = re.compile(r"[\s,|]+")
#: An absolute IRI (RFC 3987) without what N-Quads can't hold.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def label(text: str) -> str:
    """A label: NFC, no invisible characters, single spaces, none at its ends."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


def is_tidy(text: str) -> bool:
    """Whether a label is as `label` gives it."""
    return _TIDY.fullmatch(text) is not None and label(text) == text


def prose(text: str) -> str:
    """A description: as a label is, with its lines."""
    lines = _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text).strip()).split("\n")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines))


def labels(text: str) -> list[str]:
    """The labels of a cell, as written, without empty ones."""
    return [one for one in _BETWEEN.split(text) if one.strip()]


def iris(text: str) -> list[str]:
    """The IRIs of a cell, between which white space, commas or bars stand."""
    return [one for one in _IRIS.split(text.strip()) if one]


@lru_cache(maxsize=65536)
def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI."""
    return _IRI.fullmatch(text) is not None


def is_tag(text: str) -> bool:
    """Whether a text has the shape of a language tag (BCP 47)."""
    return _TAG.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def tag(written: str) -> str:
    """A language tag as BCP 47 writes it: "nb" for a publisher's "no", "en-US" for "en_us"."""
    first, *others = written.replace("_", "-").split("-")
    language = tags().get(first.lower(), first.lower())
    return "-".join(
        [language, *(one.upper() if len(one) == 2 else one.title() if len(one) == 4 else one for one in others)]
    )


@cache
def tags() -> dict[str, str]:
    """Tags of publishers that BCP 47 writes otherwise."""
    return {row[0]: row[1] for row in rows(data.TAXONOMIES / "tags.tsv", ("written", "language"))}


@cache
def values(column: str) -> dict[str, str]:
    """The IRIs that a publisher's words stand for in a column."""
    found = rows(data.TAXONOMIES / "values.tsv", ("column", "written", "value"))
    return {written: value for name, written, value in found if name == column}
