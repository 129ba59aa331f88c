"""The graphs that the package brings along: the ontology, and the curated vocabulary as SKOS."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

import data
from loaders import vocabulary
from loaders.embedders import chosen
from loaders.identity import scheme_name
from loaders.lexicon import common_language
from loaders.quads import text
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
SHOWN = (vocabulary.PREFERRED, vocabulary.ALTERNATIVE)
LINKS = {
    "level": (Rg.level, ConceptKind.LEVEL),
    "function": (Rg.function, ConceptKind.FUNCTION),
    "inCategory": (Rg.inCategory, ConceptKind.TOOL_CATEGORY),
}


def shipped_quads() -> set[Quad]:
    """All quads of the ontology graph and the vocabulary graph, and the mark of their version."""
    return {*parse(shipped_nquads(), format=RdfFormat.N_QUADS), mark()}


def shipped_nquads() -> bytes:
    """The two graphs as N-Quads, without the mark: a hundred thousand lines are made faster than as many terms."""
    ontology = (*turtle(ROLEGRAPH.read_bytes(), "ontology"), *turtle(ALIGNMENTS.read_bytes(), "alignments"))
    words = (*turtle(SCHEMES.read_bytes(), "schemes"), *vocabulary_lines())
    lines = [f"{line} {Graph.ONTOLOGY} .\n" for line in ontology] + [f"{line} {Graph.VOCABULARY} .\n" for line in words]
    return "".join(lines).encode()


def mark() -> Quad:
    """The quad of the report graph that tells which shipped data the store was made with."""
    return Quad(Graph.VOCABULARY, Owl.versionInfo, text(fingerprint()), Graph.REPORT)


def turtle(content: bytes, name: str) -> Iterator[str]:
    """The triples of a Turtle file; its blank nodes get IRIs that are the same each time (RDF 1.1, section 3.5)."""
    numbers: dict[BlankNode, NamedNode] = {}

    def named(term: object) -> object:
        if isinstance(term, BlankNode):
            return numbers.setdefault(term, NamedNode(f"{RGID}.well-known/genid/{name}-{len(numbers)}"))
        return term

    for quad in parse(content, format=RdfFormat.TURTLE):
        yield f"{named(quad.subject)} {quad.predicate} {named(quad.object)}"


def vocabulary_lines() -> Iterator[str]:
    """The curated concepts with their labels, definitions and relations; doubtful rows are kept back for review."""
    for kind in ConceptKind:
        entries = vocabulary.entries(scheme_name(kind))
        shown = {
            (entry.concept, entry.value)
            for entry in entries
            if entry.kind in (vocabulary.PREFERRED, vocabulary.ALTERNATIVE)
        }
        for entry in entries:
            marks_only = entry.kind == vocabulary.HIDDEN and (entry.concept, entry.value) in shown
            if not entry.doubtful and not marks_only:
                yield from row_lines(kind, entry)


def row_lines(kind: ConceptKind, entry: vocabulary.Entry) -> Iterator[str]:
    """What one row states, and, with a concept's preferred label in the common language, the concept itself."""
    node = f"<{RGID}{kind}/{entry.concept}>"
    if predicate := LABELS.get(entry.kind):
        yield f"{node} {predicate} {quoted(entry.value)}@{entry.language}"
    elif entry.kind == "broader":
        yield f"{node} {Skos.broader} {kind.iri(entry.value)}"
    elif entry.kind in LINKS:
        predicate, other = LINKS[entry.kind]
        yield f"{node} {predicate} {other.iri(entry.value)}"
    elif entry.kind == "maker":
        yield f"{node} {Rg.maker} {quoted(entry.value)}"
    if entry.kind == vocabulary.PREFERRED and entry.language == common_language():
        yield f"{node} {Rdf.type} {kind.type}"
        yield f"{node} {Skos.inScheme} {kind.scheme}"
        yield f"{node} {Rg.status} {Rg.Curated}"


def quoted(value: str) -> str:
    """A cell as an N-Triples string; a table's cells hold no line ends."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@cache
def fingerprint() -> str:
    """A hash of all that reads documents as it does: the program's version, the model, ontology and tables."""
    embedder = chosen()
    digest = hashlib.sha256(f"{version('rolegraph')}\n{embedder.identity if embedder else ''}".encode())
    for file in (ROLEGRAPH, ALIGNMENTS, SCHEMES):
        digest.update(file.read_bytes())
    for folder in (data.LEXICON, data.VOCABULARY):
        for path in sorted(folder.glob("*.tsv")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
