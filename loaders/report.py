"""What a load tells: of each source what became of it, what was read, what was left out and what is uncertain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pyoxigraph import NamedNode

from loaders.entries import Entries
from loaders.leaving import load_iri
from loaders.model import Doubt, Extraction, Skipped
from loaders.provenance import agent, moment
from loaders.quads import Triple, integer, text
from loaders.rdf.register import File
from ontology import terms
from ontology.terms import Prov, Rdf, Rg, Schema

Outcome = Literal["added", "replaced", "unchanged", "duplicate", "removed", "refused"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is kept of an extraction for the report, which outlives the document in memory."""

    language: str
    roles: tuple[str, ...]
    sections: int
    items: int
    skipped: tuple[Skipped, ...]
    doubts: tuple[Doubt, ...]

    def as_json(self) -> dict[str, Any]:
        """The summary as JSON members."""
        return {
            "language": self.language,
            "roles": list(self.roles),
            "sections": self.sections,
            "items": self.items,
            "skipped": [{"line": one.line, "text": one.text, "reason": one.reason} for one in self.skipped],
            "uncertain": [
                {"line": one.line, "what": one.what, "text": one.text, "choice": one.choice} for one in self.doubts
            ],
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """One source of a load; `problem` says why it was refused, `rdf` what a file of RDF gave."""

    source: str
    outcome: Outcome
    summary: Summary | None = None
    problem: str | None = None
    rdf: File | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry as a JSON object."""
        found: dict[str, Any] = {"source": self.source, "outcome": self.outcome}
        if self.problem is not None:
            found["problem"] = self.problem
        return found | (self.summary.as_json() if self.summary else {}) | (self.rdf.as_json() if self.rdf else {})


@dataclass(slots=True)
class Report:
    """All sources of a load in the order in which they were met."""

    entries: Entries[Entry] = field(default_factory=Entries)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    uncertain: int = 0
    snapshot: int | None = None
    #: What contradicts itself since this load (`loaders.reasoning.telling`).
    contradictions: tuple[dict[str, Any], ...] = ()

    def add(self, entry: Entry) -> None:
        """Add what became of a source."""
        self.entries.append(entry)
        self.outcomes[entry.outcome] += 1
        self.uncertain += len(entry.summary.doubts) if entry.summary else 0

    @property
    def refused(self) -> int:
        """How many sources were refused."""
        return self.outcomes["refused"]

    @property
    def exit_code(self) -> int:
        """0 where nothing was refused, 1 where some was or a contradiction found, 2 where nothing was taken."""
        if not self.refused:
            return 1 if self.contradictions else 0
        return 1 if self.refused < len(self.entries) else 2


def summary(extraction: Extraction) -> Summary:
    """What was read out of a document, in numbers, and what was not."""
    sections = [section for role in extraction.roles for section in role.sections]
    return Summary(
        language=extraction.language,
        roles=tuple(role.label for role in extraction.roles),
        sections=len(sections),
        items=sum(len(section.items) for section in sections),
        skipped=extraction.skipped,
        doubts=extraction.doubts,
    )


def report_triples(extraction: Extraction, started: datetime, ended: datetime) -> list[Triple]:
    """The load of one document as a PROV activity with its findings, for the report graph."""
    document = terms.document(extraction.document.key)
    activity = load_iri(document)
    found = summary(extraction)
    return [
        (activity, Rdf.type, Prov.Activity),
        (activity, Prov.used, document),
        (activity, Prov.startedAtTime, moment(started)),
        (activity, Prov.endedAtTime, moment(ended)),
        (activity, Prov.wasAssociatedWith, agent()),
        (agent(), Rdf.type, Prov.SoftwareAgent),
        (activity, Rg.sectionCount, integer(found.sections)),
        (activity, Rg.itemCount, integer(found.items)),
        (activity, Rg.skippedLineCount, integer(len(found.skipped))),
        (activity, Rg.doubtCount, integer(len(found.doubts))),
        *findings(extraction, activity, document),
    ]


def findings(extraction: Extraction, activity: NamedNode, document: NamedNode) -> Iterator[Triple]:
    """The lines that were not used and the uncertain decisions."""
    rows = [("skipped", one.line, one.text, one.reason, None) for one in extraction.skipped]
    doubts = [("doubt", one.line, one.text, one.what, one.choice) for one in extraction.doubts]
    for number, (kind, line, words, reason, choice) in enumerate([*rows, *doubts]):
        node = NamedNode(f"{document.value}/finding/{number}")
        yield activity, Rg.hasFinding, node
        yield node, Rdf.type, Rg.Finding
        yield node, Rg.inDocument, document
        yield node, Rg.findingKind, text(kind)
        yield node, Rg.line, integer(line)
        yield node, Rg.reason, text(reason)
        if words:
            yield node, Schema.text, text(words)
        if choice is not None:
            yield node, Rg.choice, text(choice)
