"""A server with the plain profile, and what the tests send to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from bench.w3c.manifest import BASE, Data
from server.app import create_app, stop
from server.serve import HttpServer, listen
from server.settings import Settings

TOKEN = "the token of the tests"
FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML, ".trig": RdfFormat.TRIG}


@dataclass(frozen=True)
class Reply:
    """A response, read to its end; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server:
    """Speaks to a server at a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._holds: list[Quad] | None = None

    @property
    def url(self) -> str:
        """The server's root, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        """Send a request with the token."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {TOKEN}", **(headers or {})})
            response = connection.getresponse()
            named = {name.lower(): text for name, text in response.getheaders()}
            return Reply(response.status, named, response.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = "*/*") -> Reply:
        """Ask by GET."""
        return self.send("GET", f"/sparql?{urlencode({'query': text})}", None, {"Accept": accept})

    def update(self, text: str) -> Reply:
        """Send an update as it is."""
        self.forget()
        return self.send("POST", "/sparql", text.encode(), {"Content-Type": "application/sparql-update"})

    def forget(self) -> None:
        """Take what the server holds as unknown."""
        self._holds = None

    def load(self, quads: list[Quad]) -> None:
        """Have the server hold these quads and no others; what it holds already is not sent again."""
        if quads == self._holds:
            return
        lines = ["DROP ALL"]
        for graph in dict.fromkeys(quad.graph_name for quad in quads):
            inside = [one for one in quads if one.graph_name == graph]
            triples = " ".join(f"{one.subject} {one.predicate} {one.object} ." for one in inside)
            block = triples if graph == DefaultGraph() else f"GRAPH {graph} {{ {triples} }}"
            lines.append(f"INSERT DATA {{ {block} }}")
        reply = self.update(" ;\n".join(lines))
        if reply.status != 204:
            raise RuntimeError(f"the data could not be loaded: {reply.body.decode()}")
        self._holds = quads


def read_data(folder: Path, data: Data) -> list[Quad]:
    """Read files as quads of their graphs."""
    quads = []
    for name, graph in data:
        path = folder / name
        base = f"{BASE}{folder.name}/{name}"
        place = DefaultGraph() if graph is None else NamedNode(graph)
        # Labels of blank nodes are a file's own.
        found = parse(path.read_bytes(), format=FORMATS[path.suffix], base_iri=base)
        quads += [Quad(one.subject, one.predicate, one.object, place) for one in found]
    return quads


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve an empty store in a folder."""
    token = folder / "token"
    token.write_text(TOKEN)
    settings = Settings(store=folder / "store", workers=2, plain=True, allow_update=True, token_file=token)
    listener = listen(settings.host, 0)
    port = listener.getsockname()[1]
    app = create_app(replace(settings, port=port))
    server = HttpServer(app, listener, settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Server(port)
    finally:
        server.stop()
        thread.join(20)
        stop(app)
