"""What reviewers decided about which of our concepts are one: SSSOM rows, those of the workspace over those shipped.

    A skos:exactMatch B         A is B: whatever names A names B
    A skos:narrowMatch B        A names several things ("patience and empathy"), of which B is one
    A skos:exactMatch B, Not    A and B are two, whatever a machine says
    A skos:exactMatch B, Not, with subject_source a document
                                what this document calls B is a concept of its own, A

The last row about a pair counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

import data
from loaders import sssom
from loaders.identity import curated_concepts, kind_of
from loaders.sssom import Row
from ontology.errors import InputError
from ontology.terms import RGID, ConceptKind, Semapv, Skos

FILE = "alignment.sssom.tsv"
NOT = "Not"
COLUMNS = (
    "subject_id", "subject_label", "subject_source", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "author_label", "mapping_date", "confidence", "comment",
)  # fmt: skip
ABOUT = {
    "mapping_set_id": f"{RGID}mapping/alignment",
    "mapping_set_description": "Which concepts of Rolegraph are one, and which are not, as reviewers decided",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
}
PREDICATES = (Skos.exactMatch.value, Skos.narrowMatch.value)
#: The last segment of a concept's IRI.
NAME = re.compile(r"[\w-]+")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that count; concepts by their IRIs, documents by theirs."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    parts: frozenset[Pair] = frozenset()
    #: The concept of its own that a document has in place of another one, by that and the document.
    split: dict[Pair, str] = field(default_factory=dict)

    def decided(self, one: str, other: str) -> bool:
        """Whether a reviewer said something of two concepts."""
        pairs = {(one, other), (other, one)}
        return bool(pairs & self.same or pairs & self.parts) or frozenset((one, other)) in self.apart

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.same or self.apart or self.parts or self.split)


def shipped_file() -> Path:
    """The rows that the package brings, which nobody edits."""
    return data.MAPPINGS / FILE


def read(workspace: Path | None) -> Decisions:
    """The decisions of a workspace over those shipped; raises InputError where a file is none."""
    files = [shipped_file(), *([workspace / FILE] if workspace else [])]
    return told(row for path in files for row in checked(path))


def checked(path: Path) -> Iterator[Row]:
    """The rows of a file, each of which must say whether two of our concepts are one."""
    for line, row in sssom.numbered(path):
        if problem := problem_of(row):
            raise InputError(problem, path.name, line)
        yield row


def problem_of(row: Row) -> str | None:
    """Why a row decides nothing, if so."""
    if row["predicate_id"] not in PREDICATES:
        return f"the predicate {row['predicate_id']} is none of {' and '.join(PREDICATES)}"
    if row.get("predicate_modifier", NOT) != NOT:
        return f"the modifier {row['predicate_modifier']} is unknown; use {NOT}"
    for column in ("subject_id", "object_id"):
        if not is_concept(row[column]):
            return f"{row[column]} is no concept of Rolegraph"
    if kind_of(NamedNode(row["subject_id"])) != kind_of(NamedNode(row["object_id"])):
        return f"{row['subject_id']} and {row['object_id']} are of two kinds; only concepts of one kind can be one"
    return None


def is_concept(iri: str) -> bool:
    """Whether an IRI is one of our concepts', curated or not."""
    kind, _, name = iri.removeprefix(RGID).partition("/")
    return iri.startswith(RGID) and bool(NAME.fullmatch(name)) and kind in set(ConceptKind)


def told(rows: Iterable[Row]) -> Decisions:
    """What some rows say together, the last of a pair alone."""
    last: dict[tuple[str, ...], Row] = {}
    for row in rows:
        pair = tuple(sorted((row["subject_id"], row["object_id"])))
        source = row.get("subject_source", "")
        last.pop((*pair, source), None)
        last[(*pair, source)] = row
    same, apart, parts, split = set(), set(), set(), {}
    for (*_, source), row in last.items():
        subject, target = row["subject_id"], row["object_id"]
        if source and row.get("predicate_modifier"):
            split[(target, source)] = subject
            apart.add(frozenset((subject, target)))
        elif row.get("predicate_modifier"):
            apart.add(frozenset((subject, target)))
        elif row["predicate_id"] == Skos.narrowMatch.value:
            parts.add((subject, target))
        elif subject != target:
            same.add((subject, target))
    return Decisions(frozenset(same), frozenset(apart), frozenset(parts), split)


def made(subject: str, target: str, *, same: bool, part: bool = False) -> Row:
    """A row that a reviewer makes, of a part where the subject names several things."""
    return {
        "subject_id": subject,
        "predicate_id": Skos.narrowMatch.value if part else Skos.exactMatch.value,
        **({} if same else {"predicate_modifier": NOT}),
        "object_id": target,
        "mapping_justification": Semapv.ManualMappingCuration.value,
    }


def add(workspace: Path, rows: Iterable[Row]) -> None:
    """Add rows to those of a workspace, in place of what it says of the same pairs."""
    new = list(rows)
    pairs = {(frozenset((row["subject_id"], row["object_id"])), row.get("subject_source")) for row in new}
    kept = [
        row
        for row in checked(workspace / FILE)
        if (frozenset((row["subject_id"], row["object_id"])), row.get("subject_source")) not in pairs
    ]
    sssom.write(workspace / FILE, COLUMNS, [*kept, *new], ABOUT)


def is_curated(iri: str) -> bool:
    """Whether a concept is one of the vocabulary's."""
    kind, _, name = iri.removeprefix(RGID).partition("/")
    return name in curated_concepts(ConceptKind(kind))
