"""The graph of accepted links to other vocabularies, a pure function of rows, vocabulary and documents.

A link stands with the concept that represents its subject, and only there: a candidate that was found to be another
concept lends it its links. Of several rows about one pair, that of the representative itself counts, else the nearest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

import data
from loaders.mappings.links import links
from loaders.mappings.model import NOTHING, PREDICATES, Mapping, State
from loaders.mappings.schemes import CANDIDATES, TABLE
from loaders.store import Writer
from ontology.terms import Dcterms, Graph, Rdf, Skos

#: A chain of replacements is never as long.
_LONGEST = 100


def relink(writer: Writer, workspace: Path | None) -> bool:
    """Make the graph right, and say whether that changed anything; raises InputError where a table can't be read."""
    return writer.apply(*relinked(writer.store, workspace))


def relinked(store: Store, workspace: Path | None) -> tuple[set[Quad], set[Quad]]:
    """The quads that must go and come in a store for that."""
    wanted = quads(store, workspace)
    before = {
        *store.quads_for_pattern(None, None, None, Graph.MAPPINGS),
        *store.quads_for_pattern(None, Skos.prefLabel, None, Graph.REPORT),
    }
    return before - wanted, wanted - before


def quads(store: Store, workspace: Path | None) -> set[Quad]:
    """What the graph shall hold, and what rows call the concepts abroad: in the report graph, for pages."""
    said = [link.mapping for link in links(workspace) if link.state in (State.ACCEPTED, State.REJECTED)]
    found: set[Quad] = set()
    for (subject, target), one in chosen(store, said).items():
        found.add(Quad(NamedNode(subject), NamedNode(one.predicate), NamedNode(target), Graph.MAPPINGS))
        if one.object_label:
            found.add(Quad(NamedNode(target), Skos.prefLabel, Literal(one.object_label), Graph.REPORT))
    return found


def chosen(store: Store, said: Iterable[Mapping]) -> dict[tuple[str, str], Mapping]:
    """The row about each pair of a concept that is known here and one abroad."""
    best: dict[tuple[str, str], tuple[tuple[bool, int], Mapping]] = {}
    for one in said:
        subject = representative(store, one.subject)
        if subject is None or one.object == NOTHING:
            continue
        # No row about another concept says more than one about this.
        rank = (one.subject != subject, -1 if one.negated else PREDICATES.index(one.predicate))
        pair = (subject, one.object)
        if pair not in best or rank < best[pair][0]:
            best[pair] = (rank, one)
    return {pair: one for pair, (_, one) in best.items() if not one.negated}


def representative(store: Store, concept: str) -> str | None:
    """The concept that stands for one: itself, or what replaces it; None where it is unknown, or names several."""
    for _ in range(_LONGEST):
        node = NamedNode(concept)
        into = {
            quad.object.value
            for quad in store.quads_for_pattern(node, Dcterms.isReplacedBy, None, Graph.CANDIDATES)
            if isinstance(quad.object, NamedNode)
        }
        if not into:
            return concept if _is_described(store, node) else None
        if len(into) > 1:
            return None
        concept = into.pop()
    return None


def _is_described(store: Store, node: NamedNode) -> bool:
    graphs = (Graph.VOCABULARY, Graph.CANDIDATES)
    return any(next(store.quads_for_pattern(node, Rdf.type, None, graph), None) for graph in graphs)


def digest(workspace: Path | None) -> bytes:
    """A hash of the tables that the graph is made of."""
    folders = [data.MAPPINGS, *([workspace] if workspace else [])]
    found = hashlib.sha256()
    for number, folder in enumerate(folders):
        for path in sorted(folder.glob(f"*{TABLE}")) if folder.is_dir() else ():
            if not path.name.endswith(CANDIDATES):
                found.update(f"{number}\n{path.name}\n".encode() + path.read_bytes())
    return found.hexdigest().encode()
