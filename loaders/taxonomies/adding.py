"""A prepared taxonomy into the store, in place of one of its name, or out of it: wholly, or not at all."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Store

from loaders.load import Loader
from loaders.opened import Coming
from loaders.store import Writer
from loaders.taxonomies.preparing import Prepared
from ontology.errors import InputError
from ontology.terms import taxonomy

#: How the graphs of all taxonomies begin.
BEGINNING = taxonomy("").value


def names(store: Store) -> list[str]:
    """The names of the taxonomies in a store."""
    graphs = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return sorted(graph.removeprefix(BEGINNING) for graph in graphs if graph.startswith(BEGINNING))


def add(root: Path, writer: Writer, found: Prepared, index: Coming | None = None) -> bool:
    """Put a taxonomy into the store, and say whether it took another one's place.

    A store that holds nothing gets the shipped graphs first; `index` is that of the taxonomy, if it is on its way.
    Raises StoreError where the system refuses; the store is as before then.
    """
    if not len(writer.store):
        Loader(root, writer).refresh()
    graph = taxonomy(found.about.name)
    there = writer.store.contains_named_graph(graph)
    writer.replace(graph, found.nquads)
    if index is not None:
        writer.expect(graph, index)
    return there


def remove(writer: Writer, name: str) -> None:
    """Take a taxonomy out of the store; raises InputError where there is none of that name."""
    known = names(writer.store)
    if name not in known:
        raise InputError(f"there is no taxonomy “{name}” in the store; it has {', '.join(known) or 'none'}")
    writer.replace(taxonomy(name), None)
