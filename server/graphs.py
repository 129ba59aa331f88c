"""`/graphs`: the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from flask import Blueprint, Response, request
from flask.views import MethodView
from pyoxigraph import NamedNode

from loaders.sandbox import Limits
from ontology.said import message_of, said
from server.asking import has_graph
from server.bodies import body_as_ntriples
from server.errors import MalformedRequest, NoSuchGraph, UnsupportedBody
from server.errors import protected as of_protected
from server.house import House
from server.parameters import decode_form, utf8
from server.protocol import UPDATE, QueryRequest, charset_of
from server.settings import MIB
from server.sparql import SparqlView
from server.updates import empty

METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"]
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def blueprint(house: House) -> Blueprint:
    """Give the graph store: graphs by `?graph=` and `?default`, and those below `/graphs/` by their own URL."""
    made = Blueprint("graphs", __name__)
    view = GraphView.as_view("graphs", house)
    for rule in ("/graphs", "/graphs/<path:name>"):
        made.add_url_rule(rule, view_func=view, methods=METHODS, provide_automatic_options=False)
    return made


class GraphView(MethodView):
    """The methods of a graph. In what follows a graph is an IRI, or None for the default graph."""

    init_every_request = False

    def __init__(self, house: House) -> None:
        self._house = house
        self._settings = house.settings
        self._updates = house.updates
        self._reader = SparqlView(house)
        self._limits = Limits(memory=house.settings.query_memory * MIB)

    def get(self, name: str = "") -> Response:
        """Give a graph. HEAD comes here too."""
        graph, word = self._target(name)
        if graph is None:
            return self._reader.reply(QueryRequest(_ALL, format=word), _ALL)
        if graph not in self._updates.protected and not has_graph(self._house, graph):
            raise NoSuchGraph(said("There is no graph %(graph)s.", graph=graph))
        return self._reader.reply(QueryRequest(_ALL, (graph,), format=word), _ALL)

    def put(self, name: str = "") -> Response:
        """Make the body the graph's content."""
        return self._send("put", self._writable(name))

    def post(self, name: str = "") -> Response:
        """Add the body to the graph; without a graph to a new one, whose IRI is told."""
        if name or request.query_string:
            return self._send("post", self._writable(name))
        self._admit()
        graph = f"{self._settings.base_url}/graphs/{uuid.uuid4()}"
        response = self._send("post", graph)
        response.headers["Location"] = graph
        return response

    def delete(self, name: str = "") -> Response:
        """Delete the graph."""
        graph = self._writable(name)
        written = self._updates.writes.make(self._updates.change("delete", self._base(graph), graph), b"")
        return empty(204, written)

    def patch(self, name: str = "") -> Response:
        """Apply an update to the graph."""
        graph = self._writable(name)
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        if kind != UPDATE:
            raise UnsupportedBody(
                said("The body's media type is “%(kind)s”; a PATCH is sent as %(update)s.", kind=kind, update=UPDATE)
            )
        charset_of(request.content_type)
        update = utf8(request.get_data(cache=False), said("the update"))
        written = self._updates.writes.make(self._updates.change("patch", self._base(graph), graph), update.encode())
        return empty(204 if written.existed else 201, written)

    def options(self, name: str = "") -> Response:
        """Tell what may be asked, to browsers from other sites too."""
        response = Response(status=204)
        del response.headers["Content-Type"]
        methods = METHODS if self._updates.authority.allows else ["GET", "HEAD", "OPTIONS"]
        response.headers["Allow"] = ", ".join(methods)
        response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
        response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
        return response

    def _send(self, verb: str, graph: str | None) -> Response:
        base = self._base(graph)
        ntriples = body_as_ntriples(base, self._limits, self._settings.timeout)
        written = self._updates.writes.make(self._updates.change(verb, base, graph), ntriples)
        return empty(204 if written.existed else 201, written)

    def _base(self, graph: str | None) -> str:
        """Give the IRI against which the body's relative ones are resolved: the graph's own."""
        return graph or f"{self._settings.base_url}/graphs"

    def _admit(self) -> None:
        self._updates.authority.check(request.headers.get("Authorization"))
        self._updates.admit()

    def _writable(self, name: str) -> str | None:
        self._admit()
        graph, _ = self._target(name)
        protected = self._updates.protected
        if protected and (graph is None or graph in protected):
            if graph is None:
                raise of_protected(said("The default graph is derived and can't be written."))
            raise of_protected(said("The graph %(graph)s is derived and can't be written.", graph=graph))
        return graph

    def _target(self, name: str) -> tuple[str | None, str | None]:
        """Give the graph that the URL names, and the `format` that it asks for."""
        given: dict[str, list[str]] = {"graph": [], "default": [], "format": []}
        for key, text in decode_form(request.query_string):
            given.setdefault(key, []).append(text)
        graphs, defaults, words = given["graph"], given["default"], given["format"]
        word = words[0] if words else None
        if len(words) > 1 or len(graphs) + len(defaults) + bool(name) != 1:
            raise MalformedRequest(
                said("The URL names one graph: by `?graph=IRI`, `?default` or a path below /graphs.")
            )
        if name:
            return f"{self._settings.base_url}/graphs/{quote(name, safe=_PATH)}", word
        if defaults:
            if defaults[0]:
                raise MalformedRequest(said("`default` takes no value; for another graph use `graph`."))
            return None, word
        try:
            return NamedNode(graphs[0]).value, word
        except ValueError as error:
            raise MalformedRequest(
                said(
                    "`graph` takes an absolute IRI, not “%(graph)s”: %(error)s.",
                    graph=graphs[0],
                    error=message_of(error),
                )
            ) from None


#: What stands unescaped in a path (RFC 3986, section 3.3).
_PATH = "/:@!$&'()*+,;=~"
