"""`/queries`: the named queries; `/queries/<name>`: one of them, asked with the parameters of the URL.

A browser gets pages; programs get JSON of the catalogue, and the answer in every format of `/sparql`. Rows come whole,
or in pages where `page` or `per_page` is given: `limit` and `offset`, the other custom, are parameters that queries
have themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, request, url_for

from ontology.said import said
from server import accept
from server.again import NAME
from server.errors import MalformedRequest, NoSuchQuery, WrongParameter
from server.house import House
from server.pages.shell import reader, show
from server.parameters import decode_form, once
from server.queries import links, wish
from server.queries.answer import count
from server.queries.catalogue import fingerprint, told
from server.queries.page import Page
from server.queries.putting import Put, put
from server.queries.shelf import Entry
from server.sparql import SparqlView
from server.task import offered

HTML = "text/html"
JSON = "application/json"


def blueprint(house: House) -> Blueprint:
    """Give the pages; workers answer the queries."""
    made = Blueprint("queries", __name__)
    queries = Queries(house)

    @made.get("/queries")
    def catalogue() -> Response:
        found = house.shelf.look()
        word = once(decode_form(request.query_string), "format")
        if word not in {None, "html", HTML, "json", JSON}:
            raise MalformedRequest(
                said("There is no format “%(word)s” of the catalogue; `format` takes html or json.", word=word)
            )
        if _wants_page(word, (JSON,)):
            return show("queries/catalogue.html", etag=fingerprint(found), catalogue=found)
        response = jsonify(told(found))
        response.headers["Vary"] = "Accept"
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response

    @made.get("/queries/<name>")
    def query(name: str) -> Response:
        return queries.answer(name)

    return made


class Queries:
    """Answers named queries."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._shelf = house.shelf
        self._view = SparqlView(house)

    def answer(self, name: str) -> Response:
        """Answer a request for one query: by its page, or by its rows or triples alone. Raises a Problem."""
        entry = self._shelf.look().entries.get(name)
        if entry is None:
            raise NoSuchQuery(
                said(
                    "There is no query “%(name)s”; %(url)s lists them.",
                    name=name[:100],
                    url=url_for("queries.catalogue"),
                )
            )
        # A `lang` that is none is refused, whether or not the query has a use for it.
        reader()
        wanted = wish.read(entry.query, decode_form(request.query_string))
        if wanted.window is not None and entry.form != "select":
            raise WrongParameter(said("Only the rows of a SELECT come in pages; leave page and per_page out."), "page")
        others = [one for each in offered(entry.form) for one in each.media_types]
        if _wants_page(wanted.format, others):
            return Page(self._house, entry, self._shelf.finder, wanted).response()
        return self._data(entry, put(self._house, entry.query, self._shelf.finder, wanted))

    def _data(self, entry: Entry, asked: Put) -> Response:
        window = asked.wish.window
        rows = count(self._house, asked) if window is not None else 0
        response = self._view.reply(asked.request, asked.paged)
        # What the URL means may change with a file, so it is not answered again before the file is looked at.
        request.environ.pop(NAME, None)
        if any(one.name == "lang" for one in entry.query.parameters):
            response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
        if window is not None:
            response.headers["Link"] = links.header(links.pages(window, rows))
        return response


def _wants_page(word: str | None, others: Sequence[str]) -> bool:
    """Tell whether the client wants HTML: by `format=`, else as browsers do by the Accept header."""
    return word in {"html", HTML} if word is not None else accept.prefers_html(request.headers.get("Accept"), others)
