"""The hand-written graph, and a real SPARQL endpoint that answers from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from ontology.terms import DEFAULT_GRAPHS

FIXTURE = Path(__file__).parent / "fixture.trig"
TAXONOMIES = Path(__file__).parent / "taxonomies.trig"


@pytest.fixture(scope="session")
def store() -> Store:
    """The fixture graph in memory."""
    loaded = Store()
    for path in (FIXTURE, TAXONOMIES):
        loaded.load(path=str(path), format=RdfFormat.TRIG)
    return loaded


@dataclass
class Request:
    """What a client sent, as the server saw it."""

    method: str
    path: str
    accept: str
    query: str


Respond = Callable[[BaseHTTPRequestHandler, Request], None]


@dataclass
class Endpoint:
    """A server on a free port of this machine: `respond` answers, `requests` keeps what was asked."""

    url: str
    requests: list[Request] = field(default_factory=list)


@pytest.fixture
def serve() -> Iterator[Callable[[Respond], Endpoint]]:
    """Start HTTP servers that answer as told; all end with the test."""
    running: list[ThreadingHTTPServer] = []

    def start(respond: Respond) -> Endpoint:
        endpoint = Endpoint("")

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer("")

            def do_POST(self) -> None:
                self.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

            def answer(self, body: str) -> None:
                query = parse_qs(body).get("query", [""])[0]
                request = Request(self.command, self.path, self.headers["Accept"], query)
                endpoint.requests.append(request)
                respond(self, request)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/sparql"
        return endpoint

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, status: int, media_type: str, body: bytes) -> None:
    """Send a whole response."""
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def endpoint(serve: Callable[[Respond], Endpoint], store: Store) -> Endpoint:
    """A SPARQL endpoint over the fixture graph that heeds Accept and refuses what it can't parse."""

    def respond(handler: BaseHTTPRequestHandler, request: Request) -> None:
        try:
            results = store.query(request.query, default_graph=list(DEFAULT_GRAPHS))
        except SyntaxError as error:
            reply(handler, 400, "text/plain", f"parse error: {error}".encode())
            return
        if isinstance(results, QueryTriples):
            reply(handler, 200, "text/turtle", results.serialize(format=RdfFormat.TURTLE) or b"")
            return
        wanted = QueryResultsFormat.from_media_type(request.accept.split(",")[0]) or QueryResultsFormat.XML
        reply(handler, 200, wanted.media_type, results.serialize(format=wanted) or b"")

    return serve(respond)
