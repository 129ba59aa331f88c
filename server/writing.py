"""In a disposable child: one change of the store, as a transaction in a copy of it, and its publication.

The child tells its parent of each phase in a STATUS frame, since each has a deadline of its own: `lock`, `write`,
`publish`. It ends with a CHUNK of JSON and END, or with an ERROR of JSON. Killed before `publish` it has changed
nothing.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse

from loaders.sandbox.frames import Kind, Reader, pack, send
from loaders.sandbox.limits import Limits, restrict
from loaders.store import Writer, open_writer
from ontology.errors import QueryError, StoreBusy, StoreError
from ontology.said import message_of, said
from server import edits
from server.errors import Problem
from server.operations import Operation, operations
from server.saying import packed_all
from server.syntax import syntax_details

PENDING = said("the store holds changes that are not published; run `rolegraph publish`, then send the update again")


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked: `update` and `patch` bring an update as payload, `put` and `post` N-Triples, `delete` nothing.

    `graph` is an IRI, None the store's default graph; `protected` are graphs that may not be written, with which
    the default graph is protected too. `patience`, in seconds, is for another process that writes the store.
    """

    root: str
    verb: str
    base: str
    patience: float
    graph: str | None = None
    using: list[str] = field(default_factory=list)
    using_named: list[str] = field(default_factory=list)
    protected: list[str] = field(default_factory=list)
    nesting: int = 256

    def encode(self) -> str:
        """Give the argument from which `main` reads it."""
        return json.dumps(asdict(self))


class Refused(Exception):
    """The change is not made; `kind` tells the parent why."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


def main(descriptor: str, parent: str, change: str, limits: str) -> None:
    """Run in the child: take the limits, read the payload, make the change."""
    connection = socket.socket(fileno=int(descriptor))
    restrict(Limits(**json.loads(limits)), int(parent))
    reader = Reader(connection)
    pieces = []
    while (frame := reader.read()) is not None and frame.kind is Kind.CHUNK:
        pieces.append(frame.payload)
    if frame is not None:
        _run(connection, Change(**json.loads(change)), b"".join(pieces))


def _run(connection: socket.socket, change: Change, payload: bytes) -> None:
    def tell(phase: str) -> None:
        send(connection, pack(Kind.STATUS, phase.encode()))

    def fail(kind: str, **details: Any) -> None:
        send(connection, pack(Kind.ERROR, json.dumps({"kind": kind, **packed_all(details)}).encode()))

    text = "" if change.verb in {"put", "post"} else payload.decode()
    try:
        result = make(change, payload, tell)
        send(connection, pack(Kind.CHUNK, json.dumps(result).encode()) + pack(Kind.END))
    except Problem as problem:
        fail(type(problem).__name__, message=problem.detail, details=dict(problem.details))
    except SyntaxError as error:
        fail("syntax", **syntax_details(str(error), text))
    except Refused as error:
        fail(error.kind, message=message_of(error))
    except MemoryError:
        fail("memory")
    except StoreBusy as error:
        fail("busy", message=str(error))
    except StoreError as error:
        fail("store", message=str(error))
    except (QueryError, ValueError) as error:
        fail("evaluation", message=message_of(error))


def make(change: Change, payload: bytes, tell: Callable[[str], None]) -> dict[str, Any]:
    """Make the change; give the number of the published snapshot and whether the graph was there before."""
    request = _request(change, payload)
    tell("lock")
    with open_writer(Path(change.root), change.patience, create=False) as writer:
        if change.protected and not writer.is_published:
            raise Refused("pending", PENDING)
        existed = _exists(writer.store, change.graph)
        if change.verb == "delete" and change.graph is not None and not existed:
            raise Refused("missing", said("There is no graph %(graph)s.", graph=change.graph))
        tell("write")
        _change(writer, request, change.base)
        tell("publish")
        writer.adopt(reasoned=not change.protected)
        snapshot = writer.publish()
        return {"snapshot": snapshot.number, "tag": snapshot.tag, "existed": existed}


def _change(writer: Writer, request: str, base: str) -> None:
    writer.branch()
    writer.update(request, base)
    writer.flush()


def _exists(store: Store, graph: str | None) -> bool:
    if graph is None:
        return next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None
    return store.contains_named_graph(NamedNode(graph))


def _request(change: Change, payload: bytes) -> str:
    """Write the change as one update, which the engine runs as one transaction."""
    if change.verb in {"update", "patch"}:
        return _update(change, payload.decode())
    place = "DEFAULT" if change.graph is None else f"GRAPH <{change.graph}>"
    if change.verb == "delete":
        return f"DROP {place}"
    parts = [] if change.verb == "post" else [f"DROP SILENT {place}"]
    if change.graph is not None:
        parts.append(f"CREATE SILENT {place}")
    return " ;\n".join([*parts, _data(change.graph, payload)])


def _update(change: Change, text: str) -> str:
    found = operations(text, change.nesting)
    if not found:
        return text
    text, front = edits.without_later_prologue(text, found)
    if change.verb == "patch":
        text = edits.within(text, found, change.graph)
    else:
        if change.protected:
            _guard(change, found)
        text = edits.with_dataset(text, found, change.using, change.using_named)
    start = found[0].start
    return f"{text[:start]}{front} {text[start:]}" if front else text


def _guard(change: Change, found: list[Operation]) -> None:
    """Refuse what may write a protected graph; the engine itself tells what a name means."""
    for one in found:
        if "variable" in one.others:
            raise Refused("protected", said("A graph that is written must be named by its IRI, not by a variable."))
        if one.others:
            raise Refused(
                "protected",
                said("The %(others)s graph is derived and can't be written.", others=", ".join(sorted(one.others))),
            )
    scratch = Store()
    for probe in edits.probes(found):
        scratch.update(probe, base_iri=change.base)
    written = {graph.value for graph in scratch.named_graphs() if isinstance(graph, NamedNode)}
    if derived := sorted(written.intersection(change.protected)):
        raise Refused("protected", said("The graph %(graph)s is derived and can't be written.", graph=derived[0]))


def _data(graph: str | None, ntriples: bytes) -> str:
    """Write triples as INSERT DATA; they are parsed again, since the child that gave them is not believed."""
    quads = parse(ntriples, format=RdfFormat.N_TRIPLES)
    lines = [f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads if quad.graph_name == DefaultGraph()]
    body = "\n".join(lines)
    return f"INSERT DATA {{ {body} }}" if graph is None else f"INSERT DATA {{ GRAPH <{graph}> {{ {body} }} }}"
