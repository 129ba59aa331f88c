"""The front page, the list of roles, why a statement holds, and what stands behind every IRI below `/id/`."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ontology.said import said
from server import accept
from server.answering import JSON, as_json
from server.asking import read
from server.errors import NoSuchThing
from server.house import House
from server.pages.addresses import address, why
from server.pages.evidence import with_excerpts
from server.pages.kinds import MANY
from server.pages.say import Say
from server.pages.shell import reader, show
from server.pages.things import LAST, Things
from server.parameters import decode_form, number
from server.statement import statement


def blueprint(house: House) -> Blueprint:
    """Give the pages; what they tell is read by workers."""
    made = Blueprint("pages", __name__)
    things = Things(house)

    @made.app_context_processor
    def helpers() -> dict[str, object]:
        return {"address": address, "say": Say(reader()), "why": why}

    @made.get("/")
    def home() -> Response:
        found = read(house, "overview")
        roles = read(house, "roles", chain=reader().chain)
        return show(
            "home.html",
            etag=found.name + roles.name,
            overview=found.value,
            roles=roles.value,
            kinds=MANY,
        )

    @made.get("/roles")
    def roles() -> Response:
        found = read(house, "roles", chain=reader().chain)
        return show("roles.html", etag=found.name, roles=found.value)

    @made.get("/documents")
    def documents() -> Response:
        page = number(decode_form(request.query_string), "page", 1, LAST)
        found = read(house, "documents", chain=reader().chain, page=page)
        return show("documents.html", etag=found.name, **found.value)

    @made.get("/id/<path:name>")
    def thing(name: str) -> Response:
        return things.answer(name)

    @made.get("/evidence")
    def evidence() -> Response:
        return _evidence(house)

    return made


def _evidence(house: House) -> Response:
    """Tell why a statement holds, to browsers as a page or a part of one, else as JSON."""
    given = decode_form(request.query_string)
    triple = statement(given)
    found = read(house, "evidence", triple=triple, chain=reader().chain)
    if found.value["graph"] is None:
        raise NoSuchThing(said("The graph does not hold this statement."))
    told = found.value | {"places": with_excerpts(house.settings.store, found.value["places"])}
    if not accept.prefers_html(request.headers.get("Accept"), (JSON,)):
        return as_json(told, found.name)
    part = any(key == "part" for key, _ in given)
    return show("part.html" if part else "evidence.html", etag=found.name, evidence=told)
