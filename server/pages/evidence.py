"""Evidence with the kept text around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from loaders import texts
from ontology.terms import RGID
from server.pages.excerpts import excerpt

#: Documents whose text is held, so that the places of one page read it once.
HELD = 16
_DOCUMENT = f"{RGID}document/"


def text_of(root: Path, document: str) -> str | None:
    """Give the kept text of a document by its IRI; None where none is kept. Raises StoreError."""
    return _read(root, document.removeprefix(_DOCUMENT)) if document.startswith(_DOCUMENT) else None


def with_excerpts(root: Path, places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Add to each place its `excerpt` of the kept text: `before`, `marked`, `after`, `cut_before`, `cut_after`."""
    return [{**place, "excerpt": _excerpt(root, place)} for place in places]


def _excerpt(root: Path, place: Mapping[str, Any]) -> dict[str, Any] | None:
    text = text_of(root, place["document"]["iri"]) if place["document"] else None
    if text is None or place["start"] is None or place["end"] is None:
        return None
    found = excerpt(text, place["start"], place["end"])
    # What is kept must be what was said; another text under this name would mark other words.
    return asdict(found) if found is not None and found.marked == place["exact"] else None


@lru_cache(HELD)
def _read(root: Path, key: str) -> str | None:
    # A document's key is made from its bytes, so its text never changes; one that is forgotten may stay held until
    # others take its place, but no page leads to it: the snapshot does not know it any more.
    return texts.read(root, key)
