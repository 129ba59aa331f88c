"""The resources below `/reconcile`: the list of services, and what each answers.

Reconciliation Service API 0.2: manifest, queries and values of properties at one URL by GET or POST; completion;
previews. JSONP is not offered; every answer allows other sites to read it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, redirect, request

from loaders.search.index import SearchIndex
from ontology.said import said
from server.answering import JSON, as_json, kind
from server.asking import read
from server.errors import MalformedRequest, NoSuchThing, UnsupportedBody
from server.house import House
from server.pages.addresses import address as page_of
from server.pages.addresses import is_web
from server.pages.shell import reader, show
from server.parameters import Parameters, decode_form, number, once
from server.protocol import FORM, charset_of
from server.reconcile import asked, suggesting
from server.reconcile.extending import extended, proposed
from server.reconcile.manifest import VERSIONS, address, manifest
from server.reconcile.matching import Matching
from server.reconcile.properties import find
from server.reconcile.services import Service, every, named
from server.reconcile.serving import Matchers
from server.reconcile.telling import types_of
from server.search.serving import Indexes

OFFERED = {"json": JSON, "html": "text/html"}
#: A preview is shown in a frame of whoever reconciles.
FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
#: What a preview tells beside names and definition.
TOLD = ("altLabel", "notation", "broader", "iscoGroup", "status")
#: Other names of a concept that a preview shows.
SHOWN = 12


def blueprint(house: House, matchers: Matchers, indexes: Indexes) -> Blueprint:
    """Give the resources."""
    made = Blueprint("reconcile", __name__)
    base = house.settings.base_url

    def words(service: Service) -> SearchIndex:
        return indexes.current().index if service.is_ours else matchers.words(service.graph)

    @made.get("/reconcile")
    def services() -> Response:
        wanted = kind(decode_form(request.query_string), OFFERED)
        found = every(house)
        if wanted == "html":
            urls = {one.name: address(base, one.name) for one in found}
            return show("reconcile/services.html", services=found, urls=urls, api=VERSIONS[0])
        return as_json({"versions": list(VERSIONS), "services": [_listed(base, one) for one in found]})

    @made.route("/reconcile/<name>", methods=["GET", "POST"])
    def service(name: str) -> Response:
        found = named(house, name)
        given = decode_form(request.query_string) + _posted()
        queries, extend = once(given, "queries"), once(given, "extend")
        if queries is not None and extend is not None:
            raise MalformedRequest(said("The request holds both `queries` and `extend`; send one of them."))
        if queries is not None:
            batch = asked.queries(queries)
            return _answer(Matching(house, matchers, found, _others(house)).answer(batch) if batch else {})
        if extend is not None:
            return _answer(extended(house, found, _others(house), asked.extension(extend)))
        # Whoever reads the manifest asks a question soon.
        matchers.begin(found.graph)
        return _answer(manifest(found, base))

    @made.after_request
    def allow(response: Response) -> Response:
        """Tell browsers on other sites what may be asked, before they ask."""
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(response.allow))
            response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type, If-None-Match"
            response.headers["Access-Control-Max-Age"] = "86400"
        return response

    @made.get("/reconcile/<name>/suggest/<any(entity, type, property):what>")
    def suggest(name: str, what: str) -> Response:
        found = named(house, name)
        given = decode_form(request.query_string)
        prefix, cursor = _prefix(given), number(given, "cursor", 0, suggesting.LAST, least=0)
        result: Callable[[], list[dict[str, Any]]] = {
            "entity": lambda: suggesting.entities(house, found, words(found), prefix, cursor),
            "type": lambda: suggesting.types(found, prefix, cursor),
            "property": lambda: suggesting.property_names(found, _others(house), prefix, cursor),
        }[what]
        return _answer({"result": result()})

    @made.get("/reconcile/<name>/properties")
    def properties(name: str) -> Response:
        given = decode_form(request.query_string)
        limit = number(given, "limit", 0, 10_000, least=0)
        return _answer(proposed(named(house, name), _others(house), once(given, "type") or "", limit))

    @made.get("/reconcile/<name>/preview")
    def preview(name: str) -> Response:
        return _preview(house, named(house, name))

    @made.get("/reconcile/<name>/view")
    def view(name: str) -> Response:
        found = named(house, name)
        iri, _ = _entity(house, found, ())
        there = page_of(iri) if found.is_ours else iri
        if not found.is_ours and not is_web(iri):
            raise NoSuchThing(said("%(iri)s is nothing that a browser can follow.", iri=iri[:200]))
        response: Response = redirect(there, 303)  # type: ignore[assignment]
        return response

    return made


def _listed(base: str, service: Service) -> dict[str, Any]:
    return {
        "name": service.name,
        "title": service.title,
        "url": address(base, service.name),
        "identifierSpace": service.space,
        "types": [one.as_json() for one in service.types],
        "version": service.version,
        "credits": list(service.credits),
    }


def _others(house: House) -> list[str]:
    """The taxonomies to which concepts of ours may be linked."""
    return [one.name for one in every(house) if not one.is_ours]


def _posted() -> Parameters:
    """The parameters in the body of a POST, if there is one."""
    body = request.get_data(cache=False) if request.method == "POST" else b""
    if not body:
        return []
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if media_type != FORM:
        raise UnsupportedBody(
            said("The body's media type is “%(media_type)s”; send %(form)s.", media_type=media_type[:100], form=FORM)
        )
    charset_of(request.content_type)
    return decode_form(body)


def _prefix(given: Parameters) -> str:
    found = once(given, "prefix") or ""
    if len(found) > asked.LONGEST:
        raise MalformedRequest(
            said(
                "The parameter `prefix` has %(count)s characters; %(most)s are taken.",
                count=len(found),
                most=asked.LONGEST,
            )
        )
    return found


def _entity(house: House, service: Service, properties: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """The concept whose id is asked for, by its IRI, and what is known of it. Raises NoSuchThing."""
    identifier = once(decode_form(request.query_string), "id") or ""
    if not identifier or len(identifier) > asked.LONGEST_ID:
        raise MalformedRequest(said("The parameter `id` is wanted: a concept's id, as candidates have it."))
    iri = service.iri(identifier)
    wanted = [one.wanted(name) for name in properties if (one := find(service, [], name)) is not None]
    told = read(house, "entities", iris=[iri], graph=service.graph, chain=reader().chain, wanted=wanted).value
    if iri not in told:
        raise NoSuchThing(said("%(title)s has no concept %(iri)s.", title=service.title, iri=iri[:200]))
    return iri, told[iri]


def _preview(house: House, service: Service) -> Response:
    iri, entity = _entity(house, service, TOLD)
    values = {name: values for name, values in entity["values"].items() if values}
    response = show(
        "reconcile/preview.html",
        iri=iri,
        entity=entity,
        types=types_of(service, entity),
        others=[one["str"] for one in values.get("altLabel", ())][:SHOWN],
        above=values.get("broader", ()),
        group=next((one for one in values.get("iscoGroup", ()) if one["id"] != iri), None),
        code=entity["notation"],
        pending=any(one["str"] == "Candidate" for one in values.get("status", ())),
        href=page_of(iri),
        service=service,
    )
    response.headers["Content-Security-Policy"] = FRAMED
    return response


def _answer(value: Any) -> Response:
    return as_json(value)
