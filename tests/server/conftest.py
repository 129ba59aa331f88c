"""A small published store, and servers over it: real processes, real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from selectolax.lexbor import LexborHTMLParser

from loaders.store import open_writer
from ontology.terms import Graph, Rdf, Rdfs, Rg, Skos
from server.app import create_app, stop
from server.serve import HttpServer, listen
from server.settings import Settings
from server.supervisor import Supervisor

EX = "https://example.org/"
ROLE = NamedNode(EX + "role")


def publish_quads(root: Path, quads: Iterable[Quad]) -> None:
    """Add quads to a store and publish it."""
    with open_writer(root) as writer:
        writer.apply([], list(quads))
        writer.publish()


def many(count: int) -> Iterator[Quad]:
    for number in range(count):
        yield Quad(NamedNode(f"{EX}n{number}"), Rdfs.label, Literal(f"number {number}"), Graph.DOCUMENTS)


@pytest.fixture(scope="session")
def store_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store: a role with two labels, one statement, one inferred triple, a report, 3000 more."""
    root = tmp_path_factory.mktemp("store")
    skill = NamedNode(EX + "skill")
    quads = [
        Quad(ROLE, Rdf.type, Rg.Role, Graph.VOCABULARY),
        Quad(ROLE, Skos.prefLabel, Literal("agent", language="en"), Graph.VOCABULARY),
        Quad(ROLE, Skos.prefLabel, Literal("edustaja", language="fi"), Graph.VOCABULARY),
        Quad(ROLE, Rg.requiresSkill, skill, Graph.STATEMENTS),
        Quad(skill, Rg.skillOf, ROLE, Graph.INFERRED),
        Quad(ROLE, Rdfs.comment, Literal("reported"), Graph.REPORT),
    ]
    publish_quads(root, [*quads, *many(3000)])
    return root


@pytest.fixture(scope="session")
def store_quads() -> list[Quad]:
    """A role with a label, an inferred triple and a report."""
    return [
        Quad(ROLE, Rdf.type, Rg.Role, Graph.VOCABULARY),
        Quad(ROLE, Skos.prefLabel, Literal("agent", language="en"), Graph.VOCABULARY),
        Quad(NamedNode(EX + "skill"), Rg.skillOf, ROLE, Graph.INFERRED),
        Quad(ROLE, Rdfs.comment, Literal("reported"), Graph.REPORT),
        Quad(ROLE, Rdfs.label, Literal("reported"), Graph.REPORT),
    ]


@pytest.fixture(scope="session")
def publish() -> Callable[[Path, Iterable[Quad]], None]:
    return publish_quads


@dataclass(frozen=True)
class Reply:
    """A response, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Client:
    """Asks a server at a port of this machine, one connection a request."""

    port: int
    app: Any = None
    limit: float = 15.0
    #: The address of this machine from which it asks.
    source: str = "127.0.0.1"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    @property
    def supervisor(self) -> Supervisor:
        found: Supervisor = self.app.extensions["rolegraph"]
        return found

    def pids(self) -> set[int]:
        """Give the processes that answer now."""
        current = self.supervisor.pool.current
        assert current is not None
        return {worker.pid for worker in list(current.workers)}

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.limit, source_address=(self.source, 0))
        try:
            named = {name.replace("_", "-"): text for name, text in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            received = {name.lower(): text for name, text in response.getheaders()}
            return Reply(response.status, received, response.read())
        finally:
            connection.close()

    def get(self, query: str, parameters: Iterable[tuple[str, str]] = (), **headers: str) -> Reply:
        return self.send("GET", "/sparql?" + urlencode([("query", query), *parameters]), None, **headers)

    def post(self, query: str, parameters: str = "", **headers: str) -> Reply:
        """Post the query itself."""
        named = {"Content_Type": "application/sparql-query", **headers}
        return self.send("POST", f"/sparql?{parameters}", query.encode(), **named)

    def csv(self, query: str, *parameters: tuple[str, str]) -> list[str]:
        """Give the rows of a SELECT as CSV lines without the header."""
        reply = self.get(query, parameters, Accept="text/csv")
        assert reply.status == 200, reply.text
        return reply.text.splitlines()[1:]


@contextmanager
def serving(settings: Settings) -> Iterator[Client]:
    listener = listen(settings.host, 0)
    port = listener.getsockname()[1]
    app = create_app(replace(settings, port=port))
    server = HttpServer(app, listener, settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Client(port, app)
    finally:
        server.stop()
        thread.join(20)
        stop(app)
        assert not thread.is_alive()


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    """Serve with settings of the test's own, as a context manager that gives a Client."""
    return serving


@pytest.fixture(scope="session")
def client(store_root: Path) -> Iterator[Client]:
    """A server with default limits but a short deadline; every query is evaluated."""
    with serving(Settings(store=store_root, workers=2, timeout=2, cache_size=0)) as found:
        yield found


@pytest.fixture(scope="session")
def site(samples_root: Path) -> Iterator[Client]:
    """A server over our sample documents."""
    with serving(Settings(store=samples_root, workers=2)) as found:
        yield found


@pytest.fixture(scope="session")
def page(site: Client) -> Callable[..., LexborHTMLParser]:
    """Get a page of `site` as a browser does, and parse it."""

    def get(path: str, status: int = 200, **headers: str) -> LexborHTMLParser:
        reply = site.send("GET", path, None, Accept="text/html,*/*;q=0.8", **headers)
        assert reply.status == status, reply.text
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        return LexborHTMLParser(reply.text)

    return get
