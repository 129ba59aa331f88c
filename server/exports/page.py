"""`/export`: the whole graph of roles, or what lies around one role, concept or document, as graph tools open it."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request

from ontology.errors import QueryError
from ontology.said import message_of, said
from queries.values import iri
from server import formats, parameters, protocol
from server.errors import MalformedRequest, NoSuchThing
from server.evaluate import Question
from server.exports.walking import DEEPEST, Selection
from server.formats import NETWORKS
from server.house import House
from server.sparql import SparqlView
from server.task import Task, languages

#: What does not go into the name of a file.
_UNFIT = re.compile(r"[^0-9A-Za-z._-]+")
#: The longest name of a file before its suffix, in characters.
_LONGEST = 80


def blueprint(house: House) -> Blueprint:
    """Give the page; a worker reads the graph and writes it."""
    made = Blueprint("exports", __name__)
    view = SparqlView(house)

    @made.get("/export")
    def export() -> Response:
        if house.settings.plain:
            raise NoSuchThing(
                said("This server holds no graph of roles; put a query to /sparql with `format=graphml`.")
            )
        asked = protocol.parse("GET", request.query_string, None, b"")
        given = parameters.decode_form(request.query_string)
        selection = _selection(given, asked.inferred)
        choice = formats.choose(NETWORKS, asked.format, request.headers.get("Accept"))
        tags = languages(asked.lang, request.headers.get("Accept-Language"))
        settings = house.settings
        question = Question(selection.encode(), settings.base_url, "network", choice.format.name, languages=tags)
        whole = settings.export_timeout if selection.of is None else None
        return view.give(asked, Task(question.encode(), choice, False, stem(selection), whole))

    return made


def stem(selection: Selection) -> str:
    """Give a name for the file, without its suffix."""
    end = "" if selection.of is None else _UNFIT.sub("-", selection.of.rstrip("/#").rpartition("/")[2])
    return end.strip("-.")[:_LONGEST] or "rolegraph"


def _selection(given: parameters.Given, inferred: bool) -> Selection:
    of, depth = parameters.once(given, "of"), parameters.once(given, "depth")
    if depth is not None and depth not in {str(one) for one in range(1, DEEPEST + 1)}:
        raise MalformedRequest(
            said(
                "The parameter `depth` is a number from 1 to %(most)s, not “%(depth)s”.",
                most=DEEPEST,
                depth=depth,
            )
        )
    if depth is not None and of is None:
        raise MalformedRequest(said("The parameter `depth` goes with `of`, the IRI around which the graph is wanted."))
    documents = parameters.flag(given, "documents", otherwise=False)
    try:
        return Selection(None if of is None else iri(of), int(depth or 1), inferred, documents)
    except QueryError as error:
        raise MalformedRequest(said("The parameter `of`: %(error)s.", error=message_of(error))) from None
