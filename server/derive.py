"""In a disposable child: what is made of a whole snapshot, its dump and its statistics."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize

from loaders.holding import hold_current
from ontology.errors import StoreError
from server import void

#: Quads that are written together.
BATCH = 20_000
#: The formats of dumps, by the ending of the name.
DUMPS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: "void" (as N-Triples), or a dump "nq", "trig", "nq.gz", "trig.gz", of the snapshot of this tag.

    `default` are the graphs that make the default graph, None where it is the store's own; `base` is the server's URL.
    """

    root: str
    tag: str
    kind: str
    base: str
    default: list[str] | None

    def encode(self) -> bytes:
        """Give the argument of `make`."""
        return json.dumps(asdict(self)).encode()


def make(argument: bytes) -> Iterator[bytes]:
    """Give the pieces of what is ordered; raises StoreError when the snapshot is not the current one any more."""
    order = Order(**json.loads(argument))
    with hold_current(Path(order.root)) as snapshot:
        if snapshot.tag != order.tag:
            raise StoreError("another snapshot has been published meanwhile")
        store = snapshot.open()
        if order.kind == "void":
            found = void.triples(order.base, statistics(store, order.default))
            yield serialize(found, format=RdfFormat.N_TRIPLES) or b""
            return
        ending, _, packed = order.kind.partition(".")
        pieces = dump(store, DUMPS[ending])
        yield from gzipped(pieces) if packed else pieces


def dump(store: Store, format: RdfFormat) -> Iterator[bytes]:
    """Give all quads, graph by graph."""
    batch: list[Quad] = []
    for graph in (None, *store.named_graphs()):
        quads = store.quads_for_pattern(None, None, None, graph) if graph else _default(store)
        for quad in quads:
            batch.append(quad)
            if len(batch) >= BATCH:
                yield serialize(batch, format=format) or b""
                batch.clear()
    yield serialize(batch, format=format) or b""


def _default(store: Store) -> Iterable[Quad]:
    rows = store.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    assert isinstance(rows, QuerySolutions)
    return (Quad(*row) for row in rows)


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pack bytes as gzip does, without a time, so that the same dump is the same file."""
    packer = zlib.compressobj(6, wbits=31)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def statistics(store: Store, default: list[str] | None) -> void.Statistics:
    """Count what VoID tells of the default graph and of each named one."""
    graphs: Any = None if default is None else [NamedNode(graph) for graph in default]

    def rows(query: str) -> list[tuple[str, int]]:
        found = store.query(query, default_graph=graphs)
        assert isinstance(found, QuerySolutions)
        return [(row[0].value, int(row[1].value)) for row in found if isinstance(row[0], NamedNode)]

    def number(what: str) -> int:
        found = store.query(f"SELECT (COUNT({what}) AS ?n) WHERE {{ ?s ?p ?o }}", default_graph=graphs)
        assert isinstance(found, QuerySolutions)
        return int(next(found)[0].value)

    return void.Statistics(
        triples=number("*"),
        subjects=number("DISTINCT ?s"),
        objects=number("DISTINCT ?o"),
        properties=rows("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p"),
        classes=rows("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n) ?c"),
        graphs=rows("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"),
    )
