"""An extraction as the JSON object that `rolegraph extract` prints (design: section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from loaders.model import Child, Extraction, Item, Name, Role, Section, Sentence

Object = dict[str, Any]


def as_json(extraction: Extraction) -> Object:
    """The whole document."""
    document = extraction.document
    return {
        "source": document.source,
        "sha256": document.sha256,
        "language": extraction.language,
        "format": document.format,
        "skipped": [{"line": one.line, "text": one.text, "reason": one.reason} for one in extraction.skipped],
        "uncertain": [
            {"line": one.line, "what": one.what, "text": one.text, "choice": one.choice} for one in extraction.doubts
        ],
        "roles": [role(one) for one in extraction.roles],
    }


def role(one: Role) -> Object:
    """A role with its sections."""
    return {
        "label": one.label,
        "language": one.language,
        "line": one.line,
        "other_labels": [{"label": other.label, "language": other.language} for other in one.other_labels],
        "sections": [section(part) for part in one.sections],
    }


def section(one: Section) -> Object:
    """A section with its items."""
    found: Object = {
        "kind": one.kind,
        "heading": one.heading,
        "language": one.language,
        "line": one.line,
        "text": text(one.text),
        "items": [item(entry) for entry in one.items],
    }
    if one.products:
        found["products"] = labels(one.products)
    if one.roles:
        found["roles"] = named(one.roles)
    return found


def item(one: Item) -> Object:
    """An item; what it does not name is left out."""
    found: Object = {
        "index": one.index,
        "label": one.label,
        "language": one.language,
        "line": one.line,
        "start": one.start,
        "end": one.end,
        "text": text(one.text),
        "children": [child(part) for part in one.children],
    }
    if one.products:
        found["products"] = labels(one.products)
    if one.kind is not None:
        found["kind"] = one.kind
        found["roles"] = named(one.roles)
    if one.confidence < 1:
        found["confidence"] = one.confidence
    return found


def child(one: Child) -> Object:
    """A nested item."""
    return {"line": one.line, "start": one.start, "end": one.end, "text": text(one.text)}


def text(sentences: Iterable[Sentence]) -> list[Object]:
    """Sentences with their languages."""
    return [{"text": one.text, "language": one.language} for one in sentences]


def labels(names: Iterable[Name]) -> list[str]:
    """Names, each once."""
    return list(dict.fromkeys(name.label for name in names))


def named(names: Iterable[Name]) -> list[Object]:
    """Names with their languages, each once."""
    pairs = dict.fromkeys((name.label, name.language) for name in names)
    return [{"label": label, "language": language} for label, language in pairs]
