"""`/sparql`: queries by the SPARQL 1.1 Protocol, a form for people, the service description for programs."""

from __future__ import annotations

import math
from functools import lru_cache

from flask import Blueprint, Response, request
from flask.views import MethodView
from werkzeug.http import quote_etag

from ontology.said import said
from server import accept, answers, formats, protocol, rows
from server.again import NAME
from server.answers import Answer, Terms
from server.asking import client_left, named_graphs
from server.cache import Keeping, Kept
from server.description import MOST, describe
from server.editor.page import QueryPage, for_people
from server.errors import AnswerTooLong, MalformedRequest
from server.formats import GRAPHS
from server.front import ORIGIN, QUERY, QUERY_TEXT
from server.gzipping import LEAST, VARY, accepts_gzip
from server.house import House
from server.places import client_of
from server.protocol import QueryRequest
from server.settings import MIB
from server.task import Task, fewer, prepare

METHODS = "GET, HEAD, OPTIONS, POST"

#: The longest answer that is sent by HTTP/1.0, which knows no chunks, in bytes.
WHOLE = 64 * MIB

#: Requests whose reading is remembered, and the longest of them, in bytes.
REMEMBERED, SHORT = 1024, 4096


def blueprint(house: House) -> Blueprint:
    """Give the endpoint, which puts its queries to the pool where the cache has no answer."""
    made = Blueprint("sparql", __name__)
    view = SparqlView.as_view("sparql", house)
    made.add_url_rule("/sparql", view_func=view, methods=["GET", "HEAD", "POST", "OPTIONS"])
    made.add_url_rule("/sparql/uses", view_func=UsesView.as_view("uses", house))
    return made


class SparqlView(MethodView):
    """The endpoint's methods."""

    init_every_request = False

    def __init__(self, house: House) -> None:
        settings = house.settings
        self._house = house
        self._settings = settings
        self._updates = house.updates
        self._cache = house.cache
        self._page = QueryPage(house)
        # How a request is to be read depends on its text alone.
        self._remembered = lru_cache(REMEMBERED)(self._read)
        self._endpoint = f"{settings.base_url}/sparql"
        self._bounds = settings.bounds

    def get(self) -> Response:
        """Answer a query in the URL, a person's on a page; without one, give the form or the service description.

        HEAD comes here too.
        """
        text = request.query_string
        read = self._remembered if len(text) <= SHORT else self._read
        asked, task = read(text, *_preferences())
        return self._front(asked) if task is None else self._query(asked, task)

    def _read(self, text: bytes, accepted: str | None, liked: str | None) -> tuple[QueryRequest, Task | None]:
        asked = protocol.parse("GET", text, None, b"")
        if asked.query is None or for_people(asked, accepted):
            return asked, None
        return asked, self._task(asked, asked.query, accepted, liked)

    def _task(self, asked: QueryRequest, query: str, accepted: str | None, liked: str | None) -> Task:
        most_rows, plain = fewer(asked.rows, self._settings.max_rows), self._settings.plain
        return prepare(asked, query, accepted, self._bounds, self._endpoint, most_rows, plain, liked)

    def post(self) -> Response:
        """Answer a query in the body, or make an update."""
        self._updates.admit()
        body = request.get_data(cache=False)
        allows = self._updates.authority.allows
        asked = protocol.parse("POST", request.query_string, request.content_type, body, allows)
        if asked.update is not None:
            return self._updates.answer(asked, self._endpoint)
        assert asked.query is not None
        if for_people(asked, request.headers.get("Accept")):
            return self._page.response(asked)
        return self._query(asked, self._task(asked, asked.query, *_preferences()))

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
        if for_people(asked, header):
            return self._page.response(asked)
        response = self._description(asked.format, header)
        response.headers["Vary"] = "Accept"
        return response

    def _description(self, word: str | None, header: str | None) -> Response:
        """Give the service description to a client that names an RDF format; */* names none."""
        named = [one for one in accept.parse(header) if "*" not in one.name]
        choice = formats.choose(GRAPHS, word, None) if word else formats.negotiate(GRAPHS, named)
        if choice is None:
            raise MalformedRequest(
                said(
                    "The parameter `query` is missing, which holds the SPARQL query. "
                    "For the service description accept an RDF format, text/turtle for instance."
                )
            )
        graphs = named_graphs(self._house, MOST)
        return Response(describe(self._settings, graphs, choice.rdf_format), content_type=choice.content_type)

    def reply(self, asked: QueryRequest, query: str) -> Response:
        """Answer a query that another page puts."""
        return self._query(asked, self._task(asked, query, *_preferences()))

    def give(self, asked: QueryRequest, task: Task) -> Response:
        """Answer what another page has made a task of."""
        return self._query(asked, task)

    def _query(self, asked: QueryRequest, task: Task) -> Response:
        self._note(asked, task)
        snapshot = self._house.snapshot
        name = task.etag(snapshot)
        if self._is_unchanged(task, name):
            return _not_modified(task, name)
        if not task.volatile and (kept := self._cache.get(name)) is not None:
            return self._again(task, snapshot, name, kept)
        seconds = min(asked.timeout or math.inf, task.most_seconds or self._settings.timeout)
        place = self._house.places.take(client_of(request.environ[ORIGIN].client))
        terms = Terms(self._settings.patience, client_left(), place, self._settings.max_bytes * MIB or math.inf)
        answer = answers.ask(self._house.pool, task, seconds, terms)
        try:
            _begin(answer, whole=task.may_be_cut and not rows.can_mark(task.choice.format.name))
            return self._respond(answer, task, name if answer.snapshot == snapshot else task.etag(answer.snapshot))
        except BaseException:
            answer.close()
            raise

    def _note(self, asked: QueryRequest, task: Task) -> None:
        """Leave for the log what is asked: its hash, or its text where that is wanted."""
        request.environ[QUERY] = task.name
        if self._settings.log_queries:
            request.environ[QUERY_TEXT] = asked.query

    def _again(self, task: Task, snapshot: str, name: str, kept: Kept) -> Response:
        """Give an answer from the cache."""
        request.environ[NAME] = name
        headers = _names(task, snapshot, name, kept.truncated)
        body = kept.body
        if len(body) >= LEAST and accepts_gzip(request.environ.get("HTTP_ACCEPT_ENCODING")):
            body = self._cache.packed(name, kept)
            headers.append(("Content-Encoding", "gzip"))
        return Response(body, headers=headers)

    def _respond(self, answer: Answer, task: Task, name: str) -> Response:
        headers = _names(task, answer.snapshot, name, answer.truncated)
        if answer.complete:
            if not task.volatile:
                self._cache.put(answer.snapshot, name, answer.held, answer.truncated)
            answer.close()
            return Response(answer.held, headers=headers)
        kept = answer if task.volatile else Keeping(answer, self._cache, answer.snapshot, name)
        return Response(kept, headers=headers)

    def _is_unchanged(self, task: Task, name: str) -> bool:
        if "HTTP_IF_NONE_MATCH" not in request.environ or task.volatile or request.method == "POST":
            return False
        return request.if_none_match.contains_weak(name)


class UsesView(MethodView):
    """What can be done with a query beside asking it: downloads, its link, code; a part of a page, in HTML."""

    init_every_request = False

    def __init__(self, house: House) -> None:
        self._page = QueryPage(house)

    def get(self) -> Response:
        """Tell of a query in the URL."""
        return self._page.uses(protocol.parse("GET", request.query_string, None, b""))

    def post(self) -> Response:
        """Tell of a query in the body."""
        body = request.get_data(cache=False)
        return self._page.uses(protocol.parse("POST", request.query_string, request.content_type, body))


def _preferences() -> tuple[str | None, str | None]:
    """Give the headers that tell in which format and in which languages an answer is wanted."""
    return request.environ.get("HTTP_ACCEPT"), request.environ.get("HTTP_ACCEPT_LANGUAGE")


def _names(task: Task, snapshot: str, etag: str, truncated: bool) -> list[tuple[str, str]]:
    """Give the headers that tell which answer this is."""
    headers = [
        ("Content-Type", task.choice.content_type),
        ("Vary", _vary(task)),
        ("Rolegraph-Snapshot", snapshot),
        ("Cache-Control", "no-store" if task.volatile else "no-cache"),
    ]
    if suffixes := task.choice.format.suffixes:
        headers.append(("Content-Disposition", f'attachment; filename="{task.stem}{suffixes[0]}"'))
    if truncated:
        headers.append(("Rolegraph-Truncated", "true"))
    if not task.volatile:
        headers.append(("ETag", quote_etag(etag, weak=True)))
    return headers


def _vary(task: Task) -> str:
    """Give the headers that an answer depends on: where things have labels, these are in the reader's languages."""
    return f"{VARY}, Accept-Language" if task.choice.format.is_network else VARY


def _begin(answer: Answer, whole: bool) -> None:
    """Take in the beginning of an answer, or all of it where what is known at the end can't be told there."""
    old = request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0"
    answer.hold_back(WHOLE if old or whole else answers.HELD_BACK)
    if (old or whole) and not answer.complete:
        answer.end("too long")
        raise AnswerTooLong(
            said("The answer is too long for HTTP/1.0; ask by HTTP/1.1.")
            if old
            else said("The answer is too long for a format that can't tell whether it was cut; ask for JSON or XML.")
        )
    if request.method == "HEAD":
        answer.end("not wanted")


def _not_modified(task: Task, etag: str) -> Response:
    response = Response(status=304)
    del response.headers["Content-Type"]
    response.set_etag(etag, weak=True)
    response.headers["Vary"] = _vary(task)
    response.headers["Cache-Control"] = "no-cache"
    return response
