"""A link of one of our concepts to a concept of another vocabulary, and what may become of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from loaders.decisions import is_concept
from loaders.sssom_cells import joined, short, values
from loaders.sssom_slots import JUSTIFICATION, NOT, OBJECT, PREDICATE, SLOTS, SUBJECT, Row
from ontology.terms import PREFIXES, RGID, Semapv, Skos

#: How a concept may match another one, the nearest first: `broadMatch` where theirs is the broader.
PREDICATES = (
    Skos.exactMatch.value,
    Skos.closeMatch.value,
    Skos.broadMatch.value,
    Skos.narrowMatch.value,
    Skos.relatedMatch.value,
)
#: The predicates by their names, and what each becomes when subject and object change places.
NAMES = {iri.removeprefix(PREFIXES["skos"]): iri for iri in PREDICATES}
INVERSE = {**{iri: iri for iri in PREDICATES}, PREDICATES[2]: PREDICATES[3], PREDICATES[3]: PREDICATES[2]}
#: In place of an object: the vocabulary has no concept for this one (SSSOM, "Documenting unmapped elements").
NOTHING = f"{PREFIXES['sssom']}NoTermFound"
#: The justifications that SSSOM admits.
JUSTIFICATIONS = frozenset(
    PREFIXES["semapv"] + name
    for name in (
        *("MappingReview", "ManualMappingCuration", "LogicalReasoning", "LexicalMatching", "CompositeMatching"),
        *("UnspecifiedMatching", "SemanticSimilarityThresholdMatching", "LexicalSimilarityThresholdMatching"),
        *("MappingChaining", "MappingInversion", "StructuralMatching", "InstanceBasedMatching"),
        "BackgroundKnowledgeBasedMatching",
    )
)
#: Those by which a person says it.
BY_PEOPLE = frozenset({Semapv.ManualMappingCuration.value, f"{PREFIXES['semapv']}MappingReview"})
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
#: The slots that are fields of their own, by field.
_TEXTS = {
    "subject_label": "subject_label",
    "subject_category": "subject_category",
    "subject_source": "subject_source",
    "object_label": "object_label",
    "object_category": "object_category",
    "object_source": "object_source",
    "object_source_version": "object_source_version",
    "tool": "mapping_tool",
    "tool_version": "mapping_tool_version",
    "date": "mapping_date",
    "review_date": "review_date",
    "comment": "comment",
}
_LISTS = {"authors": "author_label", "reviewers": "reviewer_label", "strings": "match_string"}
_OWN = frozenset(
    {SUBJECT, PREDICATE, OBJECT, JUSTIFICATION, "predicate_modifier", "confidence", *_TEXTS.values(), *_LISTS.values()}
)


class State(StrEnum):
    """What became of a link."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A row of SSSOM about one of our concepts (`subject`) and another vocabulary's (`object`), all by IRIs."""

    subject: str
    predicate: str
    object: str
    justification: str
    #: Whether it says that they do not match so.
    negated: bool = False
    subject_label: str = ""
    subject_category: str = ""
    subject_source: str = ""
    object_label: str = ""
    object_category: str = ""
    object_source: str = ""
    object_source_version: str = ""
    #: Who said it, and who looked at what a machine had said.
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    tool: str = ""
    tool_version: str = ""
    #: ISO 8601 days.
    date: str = ""
    review_date: str = ""
    #: From 0 to 1; a probability where a tool of ours gives it. None where it is not known.
    confidence: float | None = None
    #: What both sides have in common, as labels are written.
    strings: tuple[str, ...] = ()
    comment: str = ""
    #: All other slots with their cells, in the order of the table.
    further: tuple[tuple[str, str], ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """What it is about: one decision stands for each pair."""
        return self.subject, self.object

    @property
    def is_by_people(self) -> bool:
        """Whether a person said it or looked at it, so that it is more than a proposal."""
        signed = self.reviewers or any(slot == "reviewer_id" for slot, _ in self.further)
        return bool(signed) or self.justification in BY_PEOPLE

    @property
    def name(self) -> str:
        """The predicate's name, "closeMatch" for instance."""
        return self.predicate.removeprefix(PREFIXES["skos"])

    def turned(self) -> Mapping:
        """The same said of the other side."""
        mine = {SUBJECT: "subject", OBJECT: "object"}
        sides = {f"{one}_": f"{other}_" for one, other in (("subject", "object"), ("object", "subject"))}
        cells = row_of(self)
        turned = {
            next((other + slot.removeprefix(one) for one, other in sides.items() if slot.startswith(one)), slot): cell
            for slot, cell in cells.items()
            if slot not in (*mine, "mapping_cardinality")
        }
        ends = {SUBJECT: self.object, OBJECT: self.subject, PREDICATE: INVERSE[self.predicate]}
        return mapping_of({**turned, **ends})


def mapping_of(row: Row) -> Mapping:
    """A row as a mapping; whether it can be a link, `problem_of` tells."""
    fields: dict[str, Any] = {name: row[slot] for name, slot in _TEXTS.items() if slot in row}
    fields |= {name: values(row[slot]) for name, slot in _LISTS.items() if slot in row}
    return Mapping(
        row[SUBJECT],
        row[PREDICATE],
        row[OBJECT],
        row[JUSTIFICATION],
        negated=row.get("predicate_modifier") == NOT,
        confidence=float(row["confidence"]) if "confidence" in row else None,
        further=tuple((slot, row[slot]) for slot in SLOTS if slot in row and slot not in _OWN),
        **fields,
    )


def row_of(mapping: Mapping) -> Row:
    """A mapping as a row, without empty cells."""
    row: Row = {
        SUBJECT: mapping.subject,
        PREDICATE: mapping.predicate,
        "predicate_modifier": NOT if mapping.negated else "",
        OBJECT: mapping.object,
        JUSTIFICATION: mapping.justification,
        "confidence": "" if mapping.confidence is None else number(mapping.confidence),
        **{slot: getattr(mapping, name) for name, slot in _TEXTS.items()},
        **{slot: joined(getattr(mapping, name)) for name, slot in _LISTS.items()},
        **dict(mapping.further),
    }
    return {slot: cell for slot, cell in row.items() if cell}


def as_written(mapping: Mapping) -> Mapping:
    """A mapping as a table gives it back: white space folded, numbers rounded."""
    return mapping_of({slot: " ".join(cell.split()) for slot, cell in row_of(mapping).items()})


def number(value: float) -> str:
    """A number as SSSOM writes it: at most three digits behind the point."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def problem_of(mapping: Mapping) -> str | None:
    """Why a mapping is no link of ours to another vocabulary, if so."""
    if mapping.predicate not in PREDICATES:
        known = ", ".join(f"skos:{name}" for name in NAMES)
        return f"the predicate {short(mapping.predicate)} is unknown; use one of {known}, or leave the row out"
    if mapping.justification not in JUSTIFICATIONS:
        return f"the justification {short(mapping.justification)} is none that SSSOM knows; use one of semapv's"
    if not is_concept(mapping.subject):
        return f"{short(mapping.subject)} is no concept of Rolegraph"
    if mapping.object.startswith(RGID):
        return f"{short(mapping.object)} is Rolegraph's own; what is one among them `rolegraph concepts` decides"
    if not _IRI.fullmatch(mapping.object):
        return f"{mapping.object} is no IRI of the web"
    return None
