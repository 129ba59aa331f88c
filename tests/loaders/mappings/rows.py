"""Short ways to write links down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders import sssom
from loaders.mappings.files import COLUMNS
from loaders.mappings.model import NAMES, Mapping, row_of
from loaders.mappings.review import Reviewer
from loaders.sssom_slots import SLOTS
from ontology.terms import PREFIXES, RGID, Semapv

EMPATHY, LISTENING = f"{RGID}skill/empathy", f"{RGID}skill/active-listening"
ESCO = "http://data.europa.eu/esco/"
ONE, TWO, THREE = (f"{ESCO}skill/{name}" for name in ("one", "two", "three"))
EXACT, CLOSE, BROAD, NARROW, RELATED = (
    NAMES[f"{name}Match"] for name in ("exact", "close", "broad", "narrow", "related")
)
ANNA, BEN = Reviewer("Anna Ö.", "2026-11-23"), Reviewer("Ben", "2026-11-24")
SCHEME = f"{RGID}scheme/skills"
MACHINE = Semapv.CompositeMatching.value
CHAINED = f"{PREFIXES['semapv']}MappingChaining"


def curated(subject: str, predicate: str, target: str, **cells: Any) -> Mapping:
    """What a person said."""
    said = Mapping(subject, predicate, target, Semapv.ManualMappingCuration.value, authors=("Rolegraph contributors",))
    return replace(said, subject_source=SCHEME, **cells)


def machine(subject: str, predicate: str, target: str, confidence: float = 0.5, **cells: Any) -> Mapping:
    """What a machine proposes."""
    said = Mapping(subject, predicate, target, MACHINE, tool="rolegraph", tool_version="0.1.0", confidence=confidence)
    return replace(said, subject_source=SCHEME, **cells)


def table(path: Path, *mappings: Mapping) -> Path:
    """Write a table as it stands in a package or comes from anybody."""
    rows = [row_of(one) for one in mappings]
    more = {slot for row in rows for slot in row}
    sssom.write(path, [slot for slot in SLOTS if slot in COLUMNS or slot in more], rows, {"mapping_set_id": f"{RGID}x"})
    return path
