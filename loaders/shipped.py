"""The graphs that the package brings along: the ontology, and the curated vocabulary as SKOS."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

import data
from loaders import vocabulary
from loaders.concepts import scheme_name
from loaders.lexicon import common_language
from loaders.quads import Triple, in_graph, text
from ontology import ALIGNMENTS, ROLEGRAPH, SCHEMES
from ontology.terms import RGID, ConceptKind, Graph, Owl, Rdf, Rg, Skos

#: The property that each kind of row of the vocabulary states with a label, and those with another concept.
LABELS = {
    vocabulary.PREFERRED: Skos.prefLabel,
    vocabulary.ALTERNATIVE: Skos.altLabel,
    vocabulary.ABBREVIATION: Skos.altLabel,
    vocabulary.HIDDEN: Skos.hiddenLabel,
    "definition": Skos.definition,
}
LINKS = {"level": ConceptKind.LEVEL, "function": ConceptKind.FUNCTION, "inCategory": ConceptKind.TOOL_CATEGORY}
LINK_PROPERTIES = {"level": Rg.level, "function": Rg.function, "inCategory": Rg.inCategory}


def shipped_quads() -> set[Quad]:
    """All quads of the ontology graph and the vocabulary graph."""
    ontology = [*turtle(ROLEGRAPH.read_bytes(), "ontology"), *turtle(ALIGNMENTS.read_bytes(), "alignments")]
    words = [*turtle(SCHEMES.read_bytes(), "schemes"), *vocabulary_triples()]
    return {*in_graph(Graph.ONTOLOGY, ontology), *in_graph(Graph.VOCABULARY, words), mark()}


def mark() -> Quad:
    """The quad of the report graph that tells which shipped data the store was made with."""
    return Quad(Graph.VOCABULARY, Owl.versionInfo, text(fingerprint()), Graph.REPORT)


def turtle(content: bytes, name: str) -> Iterator[Triple]:
    """The triples of a Turtle file; its blank nodes get IRIs that are the same each time (RDF 1.1, section 3.5)."""
    numbers: dict[BlankNode, NamedNode] = {}

    def named(term: object) -> NamedNode | Literal:
        if isinstance(term, BlankNode):
            return numbers.setdefault(term, NamedNode(f"{RGID}.well-known/genid/{name}-{len(numbers)}"))
        assert isinstance(term, NamedNode | Literal)
        return term

    for quad in parse(content, format=RdfFormat.TURTLE):
        subject = named(quad.subject)
        assert isinstance(subject, NamedNode)
        yield subject, quad.predicate, named(quad.object)


def vocabulary_triples() -> Iterator[Triple]:
    """The curated concepts with their labels, definitions and relations; doubtful rows are kept back for review."""
    for kind in ConceptKind:
        for entry in vocabulary.entries(scheme_name(kind)):
            if entry.doubtful:
                continue
            node = kind.iri(entry.concept)
            if entry.kind == vocabulary.PREFERRED and entry.language == common_language():
                yield from concept_triples(node, kind)
            yield from row_triples(node, kind, entry)


def concept_triples(node: NamedNode, kind: ConceptKind) -> Iterator[Triple]:
    """What holds of every curated concept of a kind."""
    yield node, Rdf.type, kind.type
    yield node, Skos.inScheme, kind.scheme
    yield node, Rg.status, Rg.Curated


def row_triples(node: NamedNode, kind: ConceptKind, entry: vocabulary.Entry) -> Iterator[Triple]:
    """What one row states."""
    if predicate := LABELS.get(entry.kind):
        yield node, predicate, text(entry.value, entry.language)
    elif entry.kind == "broader":
        yield node, Skos.broader, kind.iri(entry.value)
    elif entry.kind in LINKS:
        yield node, LINK_PROPERTIES[entry.kind], LINKS[entry.kind].iri(entry.value)
    elif entry.kind == "maker":
        yield node, Rg.maker, text(entry.value)


@cache
def fingerprint() -> str:
    """A hash of all that reads documents as it does: the program's version, ontology, lexicon and vocabulary."""
    digest = hashlib.sha256(version("rolegraph").encode())
    for file in (ROLEGRAPH, ALIGNMENTS, SCHEMES):
        digest.update(file.read_bytes())
    for folder in (data.LEXICON, data.VOCABULARY):
        for path in sorted(folder.glob("*.tsv")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
