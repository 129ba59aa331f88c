"""Requests a second: a small query in a worker, from the cache, evaluated in the server's process; an empty view.

    .venv/bin/python -m bench.http [--store DIR] [--seconds N]

One server process answers all, so their ratios tell the price of isolation; the clients share the
machine with it. The store is the one given, or one that is made of ten thousand labels.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import signal
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote_plus

from flask import Flask, Response, request
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions

from loaders.holding import open_current
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, RGID, Graph, Rdfs
from server import formats, protocol
from server.app import create_app, stop
from server.cache import Cache
from server.cli import COLLECTION
from server.outline import Bounds, outline
from server.serve import HttpServer, listen, with_signals
from server.settings import Settings
from server.sparql import SparqlView

QUERY = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?s ?label WHERE { ?s rdfs:label ?label } LIMIT 5"
PATHS = {
    "worker": f"/uncached?query={quote_plus(QUERY)}",
    "cached": f"/sparql?query={quote_plus(QUERY)}",
    "in process": f"/inline?query={quote_plus(QUERY)}",
    "empty view": "/empty",
}
CLIENTS = (1, 8)
#: Asks a path at a port until a time, and counts the answers at its own place in a list.
Ask = Callable[[int, str, float, list[int], int], None]
ROUNDS = 10


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--store", type=Path)
    options.add_argument("--seconds", type=float, default=5.0)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(given.store or sample(Path(folder))) as port:
        for clients in CLIENTS:
            measure(port, clients, given.seconds)


def sample(root: Path) -> Path:
    """Make and publish a store of ten thousand labels."""
    names = [(NamedNode(f"{RGID}role/{number}"), Literal(f"role {number}")) for number in range(10_000)]
    with open_writer(root) as writer:
        writer.apply([], [Quad(node, Rdfs.label, label, Graph.CANDIDATES) for node, label in names])
        writer.publish()
    return root


@contextmanager
def serving(root: Path) -> Iterator[int]:
    """Serve in a process of its own; give the port."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(root, theirs))
    process.start()
    try:
        yield ours.recv()
    finally:
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join(20)


def serve(root: Path, parent: Connection) -> None:
    """Run the server with the views that only this comparison has."""
    gc.set_threshold(*COLLECTION)
    settings = Settings(store=root, port=0)
    with listen(settings.host, 0) as listener:
        app = create_app(replace(settings, port=listener.getsockname()[1]))
        add_views(app, root, settings)
        server = HttpServer(app, listener, settings)
        with_signals(server)
        parent.send(listener.getsockname()[1])
        server.run()
        stop(app)


def add_views(app: Flask, root: Path, settings: Settings) -> None:
    """Add the empty view, the endpoint without its cache, and a view that does the same but evaluates here."""
    house = replace(app.extensions["rolegraph-house"], cache=Cache(0))
    app.add_url_rule("/uncached", view_func=SparqlView.as_view("uncached", house))
    store = open_current(root)
    bounds = Bounds(settings.query_length, settings.query_nesting, settings.query_keywords)

    @app.get("/empty")
    def empty() -> Response:
        return Response(b"", content_type="application/json")

    @app.get("/inline")
    def inline() -> Response:
        asked = protocol.parse("GET", request.query_string, None, b"")
        outline(asked.query or "", bounds)
        choice = formats.choose(formats.SOLUTIONS, asked.format, request.headers.get("Accept"))
        results = store.query(asked.query or "", default_graph=list(DEFAULT_GRAPHS))
        assert isinstance(results, QuerySolutions)
        return Response(results.serialize(format=QueryResultsFormat.JSON), content_type=choice.content_type)


def measure(port: int, clients: int, seconds: float) -> None:
    """Print the requests a second of each view, and what part of the others' the worker's and the cached are."""
    # In turns, since the machine's speed changes within minutes.
    found: dict[str, list[float]] = {name: [] for name in PATHS}
    for _ in range(ROUNDS):
        for name, path in PATHS.items():
            found[name].append(rate(port, path, clients, seconds / ROUNDS, ask))
    rates = {name: statistics.median(one) for name, one in found.items()}
    print(f"{clients} client{'s' if clients > 1 else ''}:")
    for name, one in rates.items():
        ratios = "   ".join(f"{other} / {name}: {rates[other] / one:.2f}" for other in ("worker", "cached"))
        print(f"  {name:11} {one:8.0f} requests/s   {ratios}")


def rate(port: int, path: str, clients: int, seconds: float, ask: Ask) -> float:
    """Give the requests a second that `clients` connections get through, each asked by `ask` in a thread."""
    counts = [0] * clients
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=ask, args=(port, path, end, counts, number)) for number in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)


def ask(port: int, path: str, end: float, counts: list[int], number: int) -> None:
    """Ask over one kept connection until `end`."""
    data = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        while time.monotonic() < end:
            connection.sendall(data)
            receive(connection)
            counts[number] += 1


def receive(connection: socket.socket) -> None:
    """Take in one response with a Content-Length; raises RuntimeError for any status but 200."""
    received = connection.recv(65536)
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode())
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)


if __name__ == "__main__":
    main()
