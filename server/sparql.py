"""`/sparql`: queries by the SPARQL 1.1 Protocol, a form for people, the service description for programs."""

from __future__ import annotations

import math
from collections.abc import Callable

from flask import Blueprint, Response, render_template, request
from flask.views import MethodView
from werkzeug.http import quote_etag

from server import accept, answers, formats, protocol
from server.answers import Answer
from server.asking import named_graphs
from server.description import MOST, describe
from server.errors import AnswerTooLong, MalformedRequest
from server.formats import GRAPHS, SOLUTIONS
from server.outline import Bounds
from server.protocol import QueryRequest
from server.settings import MIB, Settings
from server.task import Task, prepare
from server.updates import Updates
from server.workers import Pool

METHODS = "GET, HEAD, OPTIONS, POST"

#: The longest answer that is sent by HTTP/1.0, which knows no chunks, in bytes.
WHOLE = 64 * MIB

#: What the form shows, and the start of `serve` suggests.
EXAMPLE = """\
PREFIX rg: <https://w3id.org/rolegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?role ?label WHERE { ?role a rg:Role ; skos:prefLabel ?label } ORDER BY ?label LIMIT 20
"""


def blueprint(settings: Settings, pool: Pool, updates: Updates) -> Blueprint:
    """Give the endpoint, which puts its queries to `pool`."""
    made = Blueprint("sparql", __name__)
    view = SparqlView.as_view("sparql", settings, pool, updates)
    made.add_url_rule("/sparql", view_func=view, methods=["GET", "HEAD", "POST", "OPTIONS"])
    return made


class SparqlView(MethodView):
    """The endpoint's methods."""

    init_every_request = False

    def __init__(self, settings: Settings, pool: Pool, updates: Updates) -> None:
        self._settings = settings
        self._updates = updates
        self._pool = pool
        self._endpoint = f"{settings.base_url}/sparql"
        self._bounds = Bounds(settings.query_length, settings.query_nesting, settings.query_keywords)

    def get(self) -> Response:
        """Answer a query in the URL; without one, the form or the service description. HEAD comes here too."""
        asked = protocol.parse("GET", request.query_string, None, b"")
        return self._front(asked) if asked.query is None else self._query(asked, asked.query)

    def post(self) -> Response:
        """Answer a query in the body, or make an update."""
        self._updates.admit()
        body = request.get_data(cache=False)
        allows = self._updates.authority.allows
        asked = protocol.parse("POST", request.query_string, request.content_type, body, allows)
        if asked.update is not None:
            return self._updates.answer(asked, self._endpoint)
        assert asked.query is not None
        return self._query(asked, asked.query)

    def options(self) -> Response:
        """Tell what may be asked, to browsers from other sites too."""
        response = Response(status=204)
        del response.headers["Content-Type"]
        response.headers["Allow"] = METHODS
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
        return response

    def _front(self, asked: QueryRequest) -> Response:
        header = request.headers.get("Accept")
        own = [media_type for one in GRAPHS for media_type in one.media_types]
        if asked.format is None and accept.prefers_html(header, own):
            response = Response(render_template("sparql.html", query=EXAMPLE, solutions=SOLUTIONS, graphs=GRAPHS))
        else:
            response = self._description(asked.format, header)
        response.headers["Vary"] = "Accept"
        return response

    def _description(self, word: str | None, header: str | None) -> Response:
        """Give the service description to a client that names an RDF format; */* names none."""
        named = [one for one in accept.parse(header) if "*" not in one.name]
        choice = formats.choose(GRAPHS, word, None) if word else formats.negotiate(GRAPHS, named)
        if choice is None:
            raise MalformedRequest(
                "The parameter `query` is missing, which holds the SPARQL query. "
                "For the service description accept an RDF format, text/turtle for instance."
            )
        graphs = named_graphs(self._pool, self._settings, MOST)
        return Response(describe(self._settings, graphs, choice.rdf_format), content_type=choice.content_type)

    def reply(self, asked: QueryRequest, query: str) -> Response:
        """Answer a query that another page puts."""
        return self._query(asked, query)

    def _query(self, asked: QueryRequest, query: str) -> Response:
        task = prepare(asked, query, request.headers.get("Accept"), self._bounds, self._endpoint, self._settings.plain)
        if self._is_unchanged(task):
            return _not_modified(task.etag(self._snapshot()))
        seconds = min(asked.timeout or math.inf, self._settings.timeout)
        answer = answers.ask(self._pool, task, seconds, self._settings.patience, client_left())
        return _respond(answer, task)

    def _snapshot(self) -> str:
        current = self._pool.current
        return (current.tag if current is not None else None) or ""

    def _is_unchanged(self, task: Task) -> bool:
        if task.volatile or request.method == "POST" or not request.if_none_match:
            return False
        return request.if_none_match.contains_weak(task.etag(self._snapshot()))


def _respond(answer: Answer, task: Task) -> Response:
    _begin(answer)
    response = Response(answer.held if answer.complete else answer, content_type=task.choice.content_type)
    response.headers["Vary"] = "Accept"
    response.headers["Rolegraph-Snapshot"] = answer.snapshot
    if task.volatile:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers["Cache-Control"] = "no-cache"
        response.headers["ETag"] = quote_etag(task.etag(answer.snapshot), weak=True)
    return response


def _begin(answer: Answer) -> None:
    """Take in the beginning of an answer, or all of it where the end of a body can't be told from its loss."""
    if request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0":
        answer.hold_back()
    else:
        answer.hold_back(WHOLE)
        if not answer.complete:
            answer.close()
            raise AnswerTooLong("The answer is too long for HTTP/1.0; ask by HTTP/1.1.")
    if request.method == "HEAD":
        answer.close()


def _not_modified(etag: str) -> Response:
    response = Response(status=304)
    del response.headers["Content-Type"]
    response.set_etag(etag, weak=True)
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-cache"
    return response


def client_left() -> Callable[[], bool]:
    """Give the question whether this request's client has closed the connection; servers that can't tell say no."""
    found: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return found
