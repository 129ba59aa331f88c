"""`/sparql` as a page: a form that works by itself, and what it was last asked.

A browser's scripts put an editor in the form's place and fetch this same page's answer, so both show the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import Response, current_app, request

from ontology.said import said
from ontology.terms import PREFIXES
from queries.binding import bind
from server import accept, formats
from server.editor import samples
from server.editor.answer import MOST, Shown, is_graph, shown, task
from server.editor.mistakes import mistake
from server.errors import MalformedRequest, NoSuchQuery, Problem, QuerySyntax
from server.front import QUERY, QUERY_TEXT
from server.house import House
from server.outline import outline
from server.pages.shell import link, reader, show
from server.parameters import decode_form, once
from server.protocol import QueryRequest
from server.queries.catalogue import fingerprint
from server.queries.links import with_pairs
from server.queries.page import Download, without_header
from server.queries.putting import defaults
from server.queries.shelf import Catalogue, Entry
from server.task import KINDS
from server.void import PATH as VOID

HTML = ("html", "text/html")
#: The longest URL that every browser and proxy passes on, in characters; a longer query is sent by POST.
LONGEST = 8000
#: The times to choose from, in seconds, as far as the server allows them.
SECONDS = (1, 2, 5, 10, 30, 60, 120, 300)

#: What the form shows at first, and the start of `serve` suggests.
EXAMPLE = """\
PREFIX rg: <https://w3id.org/rolegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?role ?label WHERE { ?role a rg:Role ; skos:prefLabel ?label } ORDER BY ?label LIMIT 20
"""


def for_people(asked: QueryRequest, header: str | None) -> bool:
    """Tell whether a request wants the page: by `format=html`, else as browsers do by the Accept header."""
    if asked.format is not None:
        return asked.format in HTML
    answers = [*formats.GRAPHS] if asked.query is None else [*formats.SOLUTIONS, *formats.GRAPHS]
    return accept.prefers_html(header, [media_type for one in answers for media_type in one.media_types])


class QueryPage:
    """Makes the page for one house."""

    def __init__(self, house: House) -> None:
        self._house = house

    def response(self, asked: QueryRequest) -> Response:
        """Give the page; a problem of the query is told on it, with its status. Raises other Problems, ClientLeft."""
        found = self._house.shelf.look()
        query = asked.query if asked.query is not None else _example(found)
        answer, problem = None, None
        if asked.query is not None:
            try:
                answer = self._answer(asked, query, is_graph(self._house, query))
            except Problem as one:
                problem = one
        response = show(
            "sparql.html",
            etag=self._name(found, answer, problem),
            status=problem.status if problem is not None else 200,
            form=Form(self._house, asked, query, found),
            answer=answer,
            told=Told(self._house, asked, query, answer.graph, answer.boolean is not None)
            if answer is not None
            else None,
            mistake=mistake(problem, query) if problem is not None else None,
        )
        if problem is not None:
            response.headers.update(problem.headers)
        return response

    def uses(self, asked: QueryRequest) -> Response:
        """Give what stands below an answer, for scripts that show the answer themselves. Raises a Problem."""
        if asked.query is None:
            raise MalformedRequest(said("The parameter `query` is missing, which holds the SPARQL query."))
        form = outline(asked.query, self._house.settings.bounds).form
        if form == "update":
            raise QuerySyntax(
                said("This is an update, not a query; it is sent by POST as `update`, where updates are taken.")
            )
        told = Told(self._house, asked, asked.query, KINDS[form] == "graph", form == "ask")
        return show("sparql/uses.html", told=told)

    def _answer(self, asked: QueryRequest, query: str, graph: bool) -> Shown:
        made = task(self._house, asked, query, graph)
        request.environ[QUERY] = made.name
        if self._house.settings.log_queries:
            request.environ[QUERY_TEXT] = query
        return shown(self._house, asked, made, graph)

    def _name(self, found: Catalogue, answer: Shown | None, problem: Problem | None) -> str:
        """Name the page for an ETag, if it can be kept: one that was posted can't, nor one that tells of a problem."""
        if request.method == "POST" or problem is not None or (answer is not None and not answer.name):
            return ""
        parts = (fingerprint(found), answer.name if answer is not None else "")
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Form:
    """The form as it stands on the page."""

    house: House
    asked: QueryRequest
    query: str
    catalogue: Catalogue

    @property
    def formats(self) -> dict[str, Sequence[formats.Format]]:
        """The formats to choose from, by what they are for."""
        return {"SELECT, ASK": formats.OF_KIND["solutions"], "CONSTRUCT, DESCRIBE": formats.OF_KIND["graph"]}

    @property
    def seconds(self) -> list[float]:
        """The times to choose from, the longest and usual one at the end."""
        most = self.house.settings.timeout
        return [*(one for one in SECONDS if one < most), most]

    @property
    def patience(self) -> float:
        """The time that is chosen, one of `seconds`."""
        wanted = self.asked.timeout or self.house.settings.timeout
        return min(self.seconds, key=lambda one: abs(one - wanted))

    @property
    def has_inferred(self) -> bool:
        """Whether this server knows which statements are inferred."""
        return not self.house.settings.plain

    @property
    def graphs(self) -> list[tuple[str, str]]:
        """The dataset that the request names, as parameters."""
        asked = self.asked
        return [
            *(("default-graph-uri", graph) for graph in asked.default_graphs),
            *(("named-graph-uri", graph) for graph in asked.named_graphs),
        ]

    @property
    def examples(self) -> list[Entry]:
        """The named queries that can be asked as they are."""
        return [entry for entry in self.catalogue.entries.values() if _is_complete(entry)]

    @property
    def start(self) -> str:
        """What a new query begins as."""
        return EXAMPLE

    @property
    def most(self) -> int:
        """How many rows are shown."""
        return MOST

    @property
    def prefixes(self) -> str:
        """Our prefixes, as JSON."""
        return json.dumps(PREFIXES)

    @property
    def suggestions(self) -> str:
        """The URL that completes labels, empty where the server has none."""
        return link("search.suggest") if "search.suggest" in current_app.view_functions else ""

    @property
    def void(self) -> str:
        """The URL of the description of the data, which names its classes and properties."""
        return request.script_root + VOID


@dataclass(frozen=True)
class Told:
    """What stands below an answer: where to download it, its own URL, how programs ask the same."""

    house: House
    asked: QueryRequest
    query: str
    graph: bool
    boolean: bool

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters beside the query, but for the language."""
        asked = self.asked
        return [
            *(("default-graph-uri", graph) for graph in asked.default_graphs),
            *(("named-graph-uri", graph) for graph in asked.named_graphs),
            *([] if asked.inferred else [("inferred", "false")]),
            *([("timeout", f"{asked.timeout:g}")] if asked.timeout else []),
        ]

    @cached_property
    def url(self) -> str:
        """The URL of this page with its query, empty where it would be too long."""
        found = with_pairs(request.script_root + "/sparql", self._whole)
        return found if len(found) <= LONGEST else ""

    @property
    def downloads(self) -> list[Download]:
        """The formats, each with its URL, which is empty where it would be too long."""
        path = request.script_root + "/sparql"
        urls = [(one, with_pairs(path, [*self._whole, ("format", one.name)])) for one in self._formats]
        return [Download(one.name, one.media_types[0], url if self.url else "") for one, url in urls]

    @property
    def _formats(self) -> Sequence[formats.Format]:
        """A yes or no has no nodes and edges, and so fewer formats."""
        if self.boolean:
            return formats.SOLUTIONS
        return formats.OF_KIND["graph" if self.graph else "solutions"]

    @property
    def _whole(self) -> list[tuple[str, str]]:
        given = [("lang", reader().given)] if reader().given else []
        return [("query", self.query), *self.pairs, *given]

    @property
    def samples(self) -> dict[str, str]:
        """The same question in other tongues."""
        endpoint = f"{self.house.settings.base_url}/sparql"
        return (samples.of_triples if self.graph else samples.of_rows)(endpoint, self.query, self.pairs)


def _example(found: Catalogue) -> str:
    """Give the query that the URL names, with its default values; ours where it names none. Raises NoSuchQuery."""
    name = once(decode_form(request.query_string), "example")
    if name is None:
        return EXAMPLE
    entry = found.entries.get(name)
    if entry is None or not _is_complete(entry):
        raise NoSuchQuery(said("There is no example “%(name)s”.", name=name[:100]))
    return without_header(bind(entry.query, defaults(entry.query)))


def _is_complete(entry: Entry) -> bool:
    return all(one.default is not None for one in entry.query.parameters)
