"""The SPARQL 1.1 Protocol's query operation, read from the bytes of a request.

https://www.w3.org/TR/sparql11-protocol/#query-operation, in its three forms: GET, POST of a form, POST of the
query itself; and the parameters of this endpoint beside it: `inferred`, `timeout`, `format`,
`lang`, `rows`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ontology.said import message_of, said
from server.authority import READ_ONLY as _READ_ONLY
from server.errors import MalformedRequest, UnsupportedBody, UpdateRefused
from server.parameters import Given, Parameters, boolean, decode_form, every, number, once, seconds, utf8

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

#: Parameters that may come once only.
SINGLE = ("query", "update", "inferred", "timeout", "format", "lang")
#: The highest number of rows after which an answer may be asked to end.
MOST_ROWS = 10**9

_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A request as parsed: `query` is None where a GET has none, and where the request is an `update`.

    Graphs are IRIs without repetition.

    `timeout` is in seconds; `format` is the word or media type that `format=` gives, `lang` the chain of languages
    that a graph's labels are wanted in, `rows` where the answer is cut, 0 for nowhere.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    inferred: bool = True
    timeout: float | None = None
    format: str | None = None
    lang: str | None = None
    update: str | None = None
    using_graphs: tuple[str, ...] = ()
    using_named_graphs: tuple[str, ...] = ()
    rows: int = 0

    @property
    def has_dataset(self) -> bool:
        """Tell whether the request names its dataset, which then takes the place of FROM in the query."""
        return bool(self.default_graphs or self.named_graphs)


def parse(
    method: str, query_string: bytes, content_type: str | None, body: bytes, updates: bool = False
) -> QueryRequest:
    """Read a request: its method, the URL's part after "?", the Content-Type header and the body.

    `updates` tells whether updates are taken.

    Raises MalformedRequest, UnsupportedBody or UpdateRefused.
    """
    parameters = decode_form(query_string)
    if method == "POST":
        parameters += _of_body(content_type, body, updates)
    single = {name: once(parameters, name) for name in SINGLE}
    query = single["query"]
    update = single["update"]
    _refuse_update(method, query, update, updates)
    if update is not None:
        return _update(update, parameters)
    if query is None and method == "POST":
        raise MalformedRequest(said("The form has no parameter `query`, which holds the SPARQL query."))
    return QueryRequest(
        query=query,
        default_graphs=_graphs("default-graph-uri", parameters),
        named_graphs=_graphs("named-graph-uri", parameters),
        inferred=boolean("inferred", single["inferred"]),
        timeout=seconds("timeout", single["timeout"]),
        format=single["format"],
        lang=single["lang"],
        rows=number(parameters, "rows", 0, MOST_ROWS, least=0),
    )


def _of_body(content_type: str | None, body: bytes, updates: bool) -> Parameters:
    media_type = (content_type or "").partition(";")[0].strip().lower()
    charset_of(content_type)
    if media_type == FORM:
        return decode_form(body)
    if media_type == QUERY:
        return [("query", utf8(body, said("the query")))]
    if media_type == UPDATE and updates:
        return [("update", utf8(body, said("the update")))]
    if media_type == UPDATE:
        raise UpdateRefused(_READ_ONLY)
    raise UnsupportedBody(
        said(
            "The body's media type is “%(media_type)s”; send %(form)s or %(query)s.",
            media_type=media_type,
            form=FORM,
            query=QUERY,
        )
    )


def charset_of(content_type: str | None) -> None:
    """Refuse a Content-Type with another character set than UTF-8."""
    charset = _CHARSET.search(content_type or "")
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        raise UnsupportedBody(said("The body's character set is %(charset)s; only UTF-8 is read.", charset=charset[1]))


def _refuse_update(method: str, query: str | None, update: str | None, updates: bool) -> None:
    if update is None:
        return
    if query is not None:
        raise MalformedRequest(said("The request holds both `query` and `update`; send one of them."))
    if method != "POST":
        raise MalformedRequest(said("An update is never sent by GET, but by POST."))
    if not updates:
        raise UpdateRefused(_READ_ONLY)


def _update(update: str, parameters: Parameters) -> QueryRequest:
    for name in ("default-graph-uri", "named-graph-uri"):
        if every(parameters, name):
            raise MalformedRequest(said("`%(name)s` is for queries; an update takes `using-graph-uri`.", name=name))
    return QueryRequest(
        query=None,
        update=update,
        using_graphs=_graphs("using-graph-uri", parameters),
        using_named_graphs=_graphs("using-named-graph-uri", parameters),
    )


def _graphs(name: str, parameters: Given) -> tuple[str, ...]:
    """Give the graphs of a parameter; a graph named twice is one, or the engine would count it twice."""
    graphs = tuple(dict.fromkeys(every(parameters, name)))
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError as error:
            raise MalformedRequest(
                said(
                    "`%(name)s` takes an absolute IRI, not “%(graph)s”: %(error)s.",
                    name=name,
                    graph=graph,
                    error=message_of(error),
                )
            ) from None
    return graphs
