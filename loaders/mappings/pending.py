"""What waits for a reviewer: our concepts with what machines propose for them, and what both sides of a link are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from loaders.mappings.graph import representative
from loaders.mappings.links import links
from loaders.mappings.model import Mapping, State
from ontology.terms import Graph, Rg, Schema, Skos, taxonomy

#: Other names, broader concepts and sentences that are shown of each.
MOST = 5


@dataclass(frozen=True, slots=True)
class Pending:
    """A concept of ours with the proposals about it that nobody decided, the likeliest first."""

    scheme: str
    subject: str
    candidates: tuple[Mapping, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of a concept; labels are those of the reader's languages, with their tags."""

    iri: str
    names: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    definition: str = ""
    broader: tuple[str, ...] = ()
    notation: str = ""
    #: Sentences of documents that name it, with the names of their sources.
    sentences: tuple[tuple[str, str], ...] = ()


def pending(workspace: Path, scheme: str | None = None) -> list[Pending]:
    """What is not decided: concepts without an accepted link to a vocabulary, those with the likeliest proposal first.

    Raises InputError, with file and line, for a table that can't be used.
    """
    waiting: dict[tuple[str, str], list[Mapping]] = {}
    settled = set()
    for link in links(workspace, scheme):
        key = (link.scheme, link.mapping.subject)
        if link.state is State.ACCEPTED:
            settled.add(key)
        elif link.state is State.CANDIDATE:
            waiting.setdefault(key, []).append(link.mapping)
    found = [Pending(*key, tuple(rows)) for key, rows in waiting.items() if key not in settled]
    return sorted(found, key=lambda one: (one.scheme, -(one.candidates[0].confidence or 0.0), one.subject))


def our_side(store: Store | None, iri: str, chain: Sequence[str]) -> Side:
    """What the vocabulary and the documents of a store say of a concept of ours, in a chain of languages."""
    concept = iri if store is None else representative(store, iri)
    if store is None or concept is None:
        return Side(iri)
    node = NamedNode(concept)
    return _side(store, node, chain, (Graph.VOCABULARY, Graph.CANDIDATES), tuple(_sentences(store, node)))


def their_side(store: Store | None, iri: str, scheme: str, chain: Sequence[str]) -> Side:
    """What the taxonomy says, where the store has it."""
    return Side(iri) if store is None else _side(store, NamedNode(iri), chain, (taxonomy(scheme),))


def _side(
    store: Store,
    node: NamedNode,
    chain: Sequence[str],
    graphs: Sequence[NamedNode],
    sentences: tuple[tuple[str, str], ...] = (),
) -> Side:
    definitions = _literals(store, node, Skos.definition, graphs, chain)
    broader = [
        quad.object
        for graph in graphs
        for quad in store.quads_for_pattern(node, Skos.broader, None, graph)
        if isinstance(quad.object, NamedNode)
    ]
    named = ((one, _literals(store, one, Skos.prefLabel, graphs, chain)) for one in broader)
    return Side(
        node.value,
        tuple(_literals(store, node, Skos.prefLabel, graphs, chain)),
        tuple(_literals(store, node, Skos.altLabel, graphs, chain)[:MOST]),
        definitions[0][1] if definitions else "",
        tuple(sorted(labels[0][1] if labels else one.value for one, labels in named))[:MOST],
        next((text for _, text in _literals(store, node, Skos.notation, graphs, chain)), ""),
        sentences,
    )


def _literals(
    store: Store, node: NamedNode, predicate: NamedNode, graphs: Sequence[NamedNode], chain: Sequence[str]
) -> list[tuple[str, str]]:
    """The texts of a property with their languages: those that a reader reads, best first, else whichever there are."""
    ranks = {tag.lower(): rank for rank, tag in reversed(list(enumerate(chain)))}
    found = {
        (ranks.get((quad.object.language or "").lower(), len(ranks)), quad.object.language or "", quad.object.value)
        for graph in graphs
        for quad in store.quads_for_pattern(node, predicate, None, graph)
        if isinstance(quad.object, Literal)
    }
    read = sorted(one for one in found if one[0] < len(ranks)) or sorted(found)[:1]
    return [(language, text) for _, language, text in read]


def _sentences(store: Store, node: NamedNode) -> Iterator[tuple[str, str]]:
    """Some sentences that mention a concept, with their sources."""
    told = set()
    for mention in store.quads_for_pattern(None, Rg.mentions, node, Graph.DOCUMENTS):
        for sentence in store.quads_for_pattern(mention.subject, Rg.hasSentence, None, Graph.DOCUMENTS):
            text = _text(store, sentence.object, Schema.text)
            if text and text not in told:
                told.add(text)
                document = next(store.quads_for_pattern(mention.subject, Rg.inDocument, None, Graph.DOCUMENTS), None)
                yield text, _text(store, document.object, Rg.sourceName) if document else ""
            if len(told) == MOST:
                return


def _text(store: Store, node: object, predicate: NamedNode) -> str:
    if not isinstance(node, NamedNode):
        return ""
    found = (quad.object for quad in store.quads_for_pattern(node, predicate, None, Graph.DOCUMENTS))
    return min((one.value for one in found if isinstance(one, Literal)), default="")
