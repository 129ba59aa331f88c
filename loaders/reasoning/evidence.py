"""Where stated triples come from: documents with line and sentence, the vocabulary, the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, Store

from loaders.reasoning.rules import Triple
from loaders.rows import Row, select
from ontology.terms import RGID, Graph, Rg

#: Sentences that are given for one triple.
MOST = 20

_PLACE = """
    ?mention rg:inDocument ?document . ?document rg:sourceName ?source .
    OPTIONAL { ?mention rg:partOfItem ?item }
    BIND(COALESCE(?item, ?mention) AS ?whole)
    OPTIONAL { ?whole rg:line ?line }
    OPTIONAL { ?whole rg:hasSentence/schema:text ?sentence }
"""


def _query(pattern: str, ends: str = "?subject") -> str:
    """The question for the places of mentions; what is bound beforehand must be among what is asked for."""
    return f"""SELECT DISTINCT ?source ?line ?sentence {ends} {{ {pattern} {_PLACE} }}
    ORDER BY ?source ?line ?sentence LIMIT {MOST}"""


#: Mentions of a role and of what is stated of it; of two roles in one path; of a role aside.
STATED = _query("?mention rg:aboutRole ?subject ; rg:mentions ?object .", "?subject ?object")
CAREER = _query(
    """?one rg:stepRole ?subject ; rg:inPathOf ?path ; rg:hasEvidence/rg:inDocument ?document .
    ?other rg:stepRole ?object ; rg:inPathOf ?path ; rg:hasEvidence ?mention .""",
    "?subject ?object",
)
ASIDE = _query("?step rg:inPathOf ?subject ; rg:stepRole ?object ; rg:hasEvidence ?mention .", "?subject ?object")
#: Mentions of a career step; a mention itself, and that with a selector or a sentence; of a concept; a document.
STEP = _query("?subject rg:hasEvidence ?mention .")
PLACE = _query("?subject rg:inDocument ?document . BIND(?subject AS ?mention)")
HELD = _query("?mention oa:hasSelector ?subject .")
SAID = _query("?mention rg:hasSentence ?subject .")
NAMED = _query("?mention rg:mentions ?subject .")
DOCUMENT = "SELECT ?source ?subject { ?subject rg:sourceName ?source }"
#: Which of these are asked for any node, in this order; each begins at the node, a path of alternatives would not.
PLACES = (STEP, PLACE, NAMED, HELD, SAID, DOCUMENT)

#: What belongs to a document is named below it.
DOCUMENT_IRI = re.compile(f"{re.escape(RGID)}document/[0-9a-f]{{16}}")
_ORIGINS = {Graph.ONTOLOGY: "ontology", Graph.VOCABULARY: "vocabulary", Graph.MAPPINGS: "mappings"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place that says something: a document's line and sentence (with its language), or the name of a graph."""

    source: str
    line: int | None = None
    sentence: str | None = None
    language: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The place as JSON members."""
        found = {"source": self.source, "line": self.line, "sentence": self.sentence, "language": self.language}
        return {name: value for name, value in found.items() if value is not None}


def places(store: Store, triple: Triple) -> tuple[Place, ...]:
    """Where a stated triple comes from; at most MOST places."""
    graphs = [quad.graph_name for quad in store.quads_for_pattern(*triple)]
    for graph, name in _ORIGINS.items():
        if graph in graphs:
            return (Place(name),)
    for query, bound in _queries(triple):
        if found := tuple(map(_place, select(store, query, **bound))):
            return found
    return ()


def places_of(store: Store, node: NamedNode) -> tuple[Place, ...]:
    """Where a node comes from; at most MOST places. What only its name tells of counts too."""
    graphs = {quad.graph_name for quad in store.quads_for_pattern(node, None, None)}
    for graph, name in _ORIGINS.items():
        if graph in graphs:
            return (Place(name),)
    document = DOCUMENT_IRI.match(node.value)
    asked = [(query, node) for query in PLACES]
    asked += [(DOCUMENT, NamedNode(document[0]))] if document else []
    for query, subject in asked:
        if found := tuple(map(_place, select(store, query, subject=subject))):
            return found
    return ()


def _queries(triple: Triple) -> Iterator[tuple[str, dict[str, NamedNode]]]:
    """The questions to ask, of which the first that has an answer counts."""
    subject, predicate, value = triple
    ends = {"subject": subject, "object": value} if isinstance(value, NamedNode) else {}
    if ends and predicate == Rg.leadsTo:
        yield CAREER, ends
    elif ends and predicate == Rg.lateralTo:
        yield ASIDE, ends
    elif ends and subject.value.startswith(f"{RGID}role/"):
        yield STATED, ends
    for query in PLACES:
        yield query, {"subject": subject}


def _place(row: Row) -> Place:
    line, sentence = row.get("line"), row.get("sentence")
    return Place(
        row["source"].value,
        int(line.value) if line is not None else None,
        sentence.value if sentence is not None else None,
        getattr(sentence, "language", None),
    )
