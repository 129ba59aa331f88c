"""In a disposable child: a file in any format of RDF as N-Quads. Every one of the parsers can be killed by a file.

Nothing is fetched: a context of JSON-LD that is elsewhere is an error.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from loaders.rdf.formats import PACKED
from ontology.errors import InputError

#: Quads that are sent together.
BATCH = 5_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: How the engine words that it would have to fetch a context.
FETCHES = "LoadDocumentCallback"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read: a file by its path, and its format's media type.

    Statements without a graph go into the graph `target`, which is the base of IRIs too; blank nodes become IRIs that
    begin with `genid`. Without these both stay as they are, and no two files share a blank node.
    """

    path: str
    media_type: str
    target: str | None = None
    genid: str | None = None

    def encode(self) -> bytes:
        """The argument of `quads`."""
        return json.dumps(asdict(self)).encode()


def quads(argument: bytes) -> Iterator[bytes]:
    """Lines of N-Quads; raises InputError, with the line where the parser tells it."""
    order = Order(**json.loads(argument))
    format_ = RdfFormat.from_media_type(order.media_type)
    assert format_ is not None
    try:
        if format_ == RdfFormat.RDF_XML:
            well_formed(order)
        yield from _written(order, format_)
    except (SyntaxError, UnicodeDecodeError, ValueError) as error:
        raise _refusal(error) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"this can't be unpacked ({error}); is it cut short?") from error
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror or error}") from error


def _refusal(error: Exception) -> InputError:
    reason = getattr(error, "msg", None) or str(error)
    if FETCHES in reason:
        return InputError("its context is elsewhere, and nothing is fetched; write the context into the file")
    return InputError(f"{reason}; correct it or save the file anew", line=getattr(error, "lineno", None))


def opened(path: Path) -> BinaryIO:
    """A file, unpacked, behind its byte order mark."""
    raw = path.open("rb")
    file = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if path.suffix.lower() == PACKED else raw
    if file.peek(len(BYTE_ORDER_MARK)).startswith(BYTE_ORDER_MARK):
        file.read(len(BYTE_ORDER_MARK))
    return file


def well_formed(order: Order) -> None:
    """Raise InputError, with the line, for what is no whole XML: the engine's parser takes a part for the whole."""
    with opened(Path(order.path)) as file:
        try:
            expat.ParserCreate().ParseFile(file)
        except expat.ExpatError as error:
            reason = expat.errors.messages[error.code]
            raise InputError(f"this is no XML: {reason}; is it cut short?", line=error.lineno) from error


def _written(order: Order, format_: RdfFormat) -> Iterator[bytes]:
    batch: list[Quad] = []
    with opened(Path(order.path)) as file:
        names = Names(order)
        for quad in parse(file, format=format_, base_iri=order.target, rename_blank_nodes=order.genid is None):
            if isinstance(quad.object, Triple):
                raise InputError("it holds a triple in a triple (RDF 1.2), which is not kept; state it by a node")
            batch.append(names.applied(quad))
            if len(batch) >= BATCH:
                yield serialize(batch, format=RdfFormat.N_QUADS) or b""
                batch.clear()
    yield serialize(batch, format=RdfFormat.N_QUADS) or b""


class Names:
    """The names of one file's blank nodes (RDF 1.1 Concepts, section 3.5), by the order in which they are met."""

    def __init__(self, order: Order) -> None:
        self._genid = order.genid
        self._target = NamedNode(order.target) if order.target is not None else DefaultGraph()
        self._known: dict[BlankNode, NamedNode] = {}

    def applied(self, quad: Quad) -> Quad:
        """A quad with IRIs for its blank nodes, and in a graph."""
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        if isinstance(subject, BlankNode):
            subject = self._of(subject)
        if isinstance(value, BlankNode):
            value = self._of(value)
        if isinstance(graph, BlankNode):
            graph = self._of(graph)
        elif isinstance(graph, DefaultGraph):
            graph = self._target
        return Quad(subject, quad.predicate, value, graph)

    def _of(self, node: BlankNode) -> NamedNode | BlankNode:
        if self._genid is None:
            return node
        if node not in self._known:
            self._known[node] = NamedNode(f"{self._genid}{len(self._known)}")
        return self._known[node]
