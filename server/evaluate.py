"""In a worker: one question after another, each evaluated by the engine and streamed back in frames.

STATUS and the first CHUNK go together when there is something to send, END with the last one; ERROR, with
JSON, takes the place of whatever is still to come.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from operator import attrgetter
from typing import IO, Any, Protocol, cast

from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

from loaders.sandbox.frames import Kind, Reader, pack, send
from ontology.errors import RolegraphError
from ontology.said import message_of, said
from ontology.terms import DEFAULT_GRAPHS
from server import formats, plain_rows, readings, rows
from server.dataset import Dataset, dataset, from_clauses
from server.exports.exporting import Telling, write_results, write_selection
from server.exports.results import NoGraph
from server.exports.walking import NoSuchNode
from server.exports.walking import decode as decode_selection
from server.saying import packed_all
from server.syntax import syntax_details
from server.well_formed import NoXmlName, Sink, XmlOutput

#: How much of an answer goes into one frame, in bytes.
CHUNK = 64 * 1024
#: No triple stands in two of these.
DISJOINT = frozenset(graph.value for graph in DEFAULT_GRAPHS)


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker is asked.

    `default_graphs` and `named_graphs` are IRIs; None leaves the choice to the store, or to the query's FROM where
    `has_from` says that it has one; `plain` says that nothing is known of the graphs. `hidden_graphs` are left out of
    all named graphs. `kind` is what the query is taken to answer with, and `format` the name of a format of that kind;
    of the kind "reading" the query is a JSON object of arguments, and the format a reading's name. `base` is the IRI
    against which relative ones are resolved. After `most_rows` rows or triples the answer is cut; 0 cuts none.
    Of the kind "network" the query is a selection (`server.exports.walking`); `languages` are those of labels in
    formats of nodes and edges, best first.
    """

    query: str
    base: str
    kind: formats.Kind
    format: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    hidden_graphs: tuple[str, ...] = ()
    has_from: bool = False
    plain: bool = False
    most_rows: int = 0
    languages: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """Give the payload of a REQUEST frame."""
        return json.dumps(FIELDS(self)).encode()


FIELDS = attrgetter(*Question.__slots__)


def decode(payload: bytes) -> Question:
    """Read the payload of a REQUEST frame."""
    values: list[Any] = [tuple(one) if isinstance(one, list) else one for one in json.loads(payload)]
    return Question(*values)


def serve(store: Store, connection: socket.socket) -> None:
    """Answer questions until the other end closes."""
    reader = Reader(connection)
    while (frame := reader.read()) is not None:
        answer(store, decode(frame.payload), connection)


def answer(store: Store, question: Question, connection: socket.socket) -> None:
    """Evaluate one question and send what comes of it; a peer that has gone raises ConnectionError."""
    output = Output(connection)
    try:
        output.end(truncated=evaluate(store, question, output))
    except ConnectionError:
        raise
    except SyntaxError as error:
        output.fail("syntax", **syntax_details(str(error), question.query))
    except MemoryError:
        output.fail("memory")
    except NoXmlName as error:
        output.fail("format", message=message_of(error))
    except NoGraph as error:
        output.fail("no graph", message=message_of(error))
    except NoSuchNode as error:
        output.fail("missing", message=message_of(error))
    except (RuntimeError, ValueError, RolegraphError) as error:
        output.fail("evaluation", message=message_of(error))
    except OSError as error:
        output.fail("store", message=str(error))


def evaluate(store: Store, question: Question, output: Taking) -> bool:
    """Evaluate a question on the store and write the answer in its format; tell whether rows were left out."""
    if question.kind == "reading":
        output.write(readings.read(store, question.format, question.query))
        return False
    if question.kind == "network":
        write_selection(decode_selection(question.query), Telling(store, question.languages), question.format, output)
        return False
    found = _dataset(store, question)
    results = found.store.query(
        question.query,
        base_iri=question.base,
        default_graph=cast(Any, found.default),
        named_graphs=cast(Any, found.named),
    )
    is_graph = isinstance(results, QueryTriples)
    if is_graph != (question.kind == "graph"):
        raise ValueError(said("The query's form can't be told; put a space after its first keyword"))
    chosen = formats.find(formats.OF_KIND[question.kind], question.format)
    if chosen.is_network:
        told = Telling(store, question.languages, marks_inferred=not question.plain)
        return write_results(results, told, chosen.name, question.most_rows, output)
    if isinstance(results, QueryTriples):
        return _write_graph(results, chosen, question.most_rows, output)
    return _write_solutions(results, chosen, question.most_rows, output)


def _write_graph(results: QueryTriples, chosen: formats.Format, most: int, output: Taking) -> bool:
    encoder = cast(RdfFormat, chosen.encoder)
    writer = cast(IO[bytes], XmlOutput(output) if chosen.is_xml else output)
    if not most:
        results.serialize(writer, encoder)
        return False
    truncated = rows.write_triples(results, writer, encoder, most)
    if truncated:
        output.write(rows.MARKS.get(chosen.name, b""))
    return truncated


def _write_solutions(results: QuerySolutions | QueryBoolean, chosen: formats.Format, most: int, output: Taking) -> bool:
    if chosen.is_plain:
        return plain_rows.write(results, output, most)
    limited = rows.RowLimit(output, chosen.name, most) if most else output
    writer = XmlOutput(limited) if chosen.is_xml else limited
    try:
        results.serialize(cast(IO[bytes], writer), cast(QueryResultsFormat, chosen.encoder))
        limited.flush()
    except rows.Enough:
        return True
    return False


def _dataset(store: Store, question: Question) -> Dataset:
    default, named = question.default_graphs, question.named_graphs
    if question.has_from:
        default, named = from_clauses(question.query, question.base)
    if question.hidden_graphs:
        hidden = set(question.hidden_graphs)
        every = [graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)]
        named = tuple(graph for graph in every if graph not in hidden)
    return dataset(store, default, named, frozenset() if question.plain else DISJOINT)


class Taking(Sink, Protocol):
    """What an answer is written to: an `Output`, or a file."""

    def flush(self) -> None:
        """Pass on what waited."""


class Output:
    """What the engine writes to: gathers bytes into chunks, of which the last goes with the END."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._frames = pack(Kind.STATUS)
        self._gathered: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        """Gather bytes, and send them once they fill a chunk."""
        self._gathered.append(data)
        self._size += len(data)
        if self._size >= CHUNK:
            self._send()
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine flushes once, at the end, which `end` does better."""

    def end(self, truncated: bool = False) -> None:
        """Send what is left and the END, which has a payload where rows were left out."""
        self._send(pack(Kind.END, b"truncated" if truncated else b""))

    def fail(self, kind: str, **details: str | int) -> None:
        """Drop what is left and send an ERROR."""
        self._gathered.clear()
        self._send(pack(Kind.ERROR, json.dumps({"kind": kind, **packed_all(details)}).encode()))

    def _send(self, more: bytes = b"") -> None:
        data = b"".join(self._gathered)
        chunk = pack(Kind.CHUNK, data) if data else b""
        send(self._connection, self._frames + chunk + more)
        self._frames, self._size = b"", 0
        self._gathered.clear()
