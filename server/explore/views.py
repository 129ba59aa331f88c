"""`/explore` as a page, and its data as JSON."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from loaders.search.ranking import Wanted
from ontology.said import said
from ontology.terms import RGID
from server.answering import as_json
from server.asking import Found, prepared, read, whole
from server.errors import MalformedRequest, NoSuchThing
from server.explore.page import Page, around, layouts, legend, url
from server.explore.wishes import Wishes, wishes
from server.house import House
from server.outline import outline
from server.pages.shell import reader, show
from server.parameters import decode_form
from server.protocol import QueryRequest
from server.readings.graph.around import MOST
from server.readings.graph.links import Inferred
from server.search.serving import Indexes
from server.task import Task

#: Triples of a query that are drawn.
TRIPLES = 2 * MOST
#: Where a page without a centre suggests to begin.
SUGGESTED = 24
#: Things that a search starts from.
FOUND = 6
#: The query that it suggests.
EXAMPLE = """\
PREFIX rg: <https://w3id.org/rolegraph/ns#>
CONSTRUCT { ?one rg:leadsTo ?other } WHERE { ?one rg:leadsTo ?other } LIMIT 200
"""


def blueprint(house: House, indexes: Indexes) -> Blueprint:
    """Give the page and its data; workers look everything up."""
    made = Blueprint("explore", __name__)

    @made.app_context_processor
    def helpers() -> dict[str, object]:
        return {"around": around, "layouts": layouts, "legend": legend, "prefix": RGID}

    @made.get("/explore")
    def explore() -> Response:
        asked = wishes(decode_form(request.query_string))
        if asked.text and not asked.of:
            asked = replace(asked, of=_named(indexes, asked.text))
        if not asked.of and not asked.query:
            starts = read(house, "roles", chain=reader().chain)
            return show(
                "explore/start.html", etag=starts.name, asked=asked, roles=starts.value[:SUGGESTED], example=EXAMPLE
            )
        found = _drawing(house, asked)
        status = 404 if not found.value["elements"]["nodes"] and not asked.query else 200
        page = Page(asked, found.value)
        return show("explore/page.html", etag=found.name, status=status, page=page, data=url(asked, "explore.data"))

    @made.get("/explore/data")
    def data() -> Response:
        asked = wishes(decode_form(request.query_string))
        if not asked.of and not asked.query:
            raise MalformedRequest(
                said("The parameter `of` is missing: the IRI of what to draw; or `query`, a CONSTRUCT.")
            )
        found = _drawing(house, asked)
        if found.value["unknown"] and not found.value["of"]:
            raise NoSuchThing(said("Nothing is stated of %(value)s.", value=found.value["unknown"][0]))
        return as_json(found.value, found.name)

    return made


def _named(indexes: Indexes, text: str) -> tuple[str, ...]:
    """Give the things that are called so, else those that the search finds first."""
    hits = indexes.current().index.search(text, Wanted(chain=reader().chain), 0, FOUND).hits
    exact = [hit for hit in hits if hit.label.text.casefold() == text.casefold()]
    return tuple(hit.iri for hit in exact or hits)


def _drawing(house: House, asked: Wishes) -> Found:
    if asked.of and asked.query:
        raise MalformedRequest(said("A graph is drawn around `of`, or made by `query`; send one of them."))
    if not asked.query:
        return read(house, "graph", chain=reader().chain, **asked.arguments)
    made = whole(house, _task(house, asked))
    filters = {name: asked.arguments[name] for name in ("inferred", "kinds", "languages", "layout")}
    return read(house, "constructed", triples=made.body.decode(), cut=made.truncated, chain=reader().chain, **filters)


def _task(house: House, asked: Wishes) -> Task:
    if outline(asked.query, house.settings.bounds).form not in {"construct", "describe"}:
        raise MalformedRequest(said("`query` is a CONSTRUCT or DESCRIBE: what it makes is drawn."))
    # Where only what was inferred is drawn the query still sees all: what it asks for may rest on what is stated.
    inferred = asked.inferred != Inferred.WITHOUT
    return prepared(house, QueryRequest(asked.query, inferred=inferred, format="ntriples"), asked.query, TRIPLES)
