"""The resources `/search`, `/suggest` and `/opensearch.xml`.

`/search` is a page or JSON by Accept or `format=`. `/suggest` completes what is typed, as JSON or in the form of
OpenSearch suggestions (https://github.com/dewitt/opensearch, 1.1 draft 6, extensions), for which `/opensearch.xml` is
the description document. The index is read in the server's own process: its questions have a fixed shape and bounds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, make_response, render_template, request

from loaders.search.index import Found, Hit, Label
from loaders.search.ranking import Wanted
from ontology.terms import RGID
from server import accept
from server.errors import MalformedRequest, NotAcceptable
from server.pages.addresses import is_web, path
from server.pages.shell import reader, show
from server.protocol import Parameters, decode_form
from server.search import asked
from server.search.asked import Search
from server.search.page import page
from server.search.serving import Indexes, Serving
from server.settings import Settings

JSON, HTML = "application/json", "text/html"
SUGGESTIONS = "application/x-suggestions+json"
DESCRIPTION = "application/opensearchdescription+xml"


def blueprint(indexes: Indexes, settings: Settings) -> Blueprint:
    """Give the resources."""
    made = Blueprint("search", __name__)

    @made.get("/search")
    def search() -> Response:
        given = decode_form(request.query_string)
        kind = _kind(given)
        wanted = asked.read(given)
        serving = indexes.current()
        found = serving.index.search(wanted.text, _wanted(wanted), (wanted.page - 1) * asked.SIZE, asked.SIZE)
        if kind == HTML:
            name = f"{serving.tag} {_name(found)}"
            return _linked(show("search.html", etag=name, **page(wanted, found)), wanted, found)
        response = _answer(_search(settings, wanted, found), JSON, serving)
        return _linked(response, wanted, found)

    @made.get("/suggest")
    def suggest() -> Response:
        given = decode_form(request.query_string)
        word = asked.only(given, "format") or "json"
        if word not in {"json", "opensearch"}:
            raise MalformedRequest(
                f"There is no format “{word}”. The parameter `format` takes one of: json, opensearch."
            )
        text, limit = asked.text(given), asked.number(given, "limit", asked.FEW, asked.MANY)
        types, languages = asked.several(given, "type"), asked.languages(given)
        serving = indexes.current()
        wanted = Wanted(types, languages, _chain())
        hits = serving.index.search(text, wanted, 0, limit).hits
        if word == "opensearch":
            return _answer(_opensearch(settings, text, hits), SUGGESTIONS, serving)
        return _answer({"query": text, "suggestions": [_hit(settings, hit) for hit in hits]}, JSON, serving)

    @made.get("/opensearch.xml")
    def description() -> Response:
        response = make_response(render_template("opensearch.xml", base=settings.base_url))
        response.content_type = DESCRIPTION
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response

    return made


def _kind(given: Parameters) -> str:
    """Tell what the client wants: HTML or JSON."""
    word = asked.only(given, "format")
    if word is not None:
        kinds = {"html": HTML, HTML: HTML, "json": JSON, JSON: JSON}
        if word not in kinds:
            raise MalformedRequest(f"There is no format “{word}”. The parameter `format` takes one of: json, html.")
        return kinds[word]
    header = request.headers.get("Accept")
    if accept.prefers_html(header, (JSON,)):
        return HTML
    ranges = accept.parse(header)
    if accept.quality(ranges, JSON) > 0:
        return JSON
    if accept.quality(ranges, HTML) > 0:
        return HTML
    raise NotAcceptable(f"A search is offered as {JSON} and {HTML}.", (JSON, HTML))


def _chain() -> tuple[str, ...]:
    return tuple(tag.lower() for tag in reader().chain)


def _wanted(search: Search) -> Wanted:
    return Wanted(search.types, search.languages, _chain())


def _search(settings: Settings, wanted: Search, found: Found) -> Mapping[str, Any]:
    facets = {"type": found.types, "language": found.languages}
    return {
        "query": wanted.text,
        "total": found.total,
        "at_least": found.more,
        "similar": found.similar,
        "page": wanted.page,
        "page_size": asked.SIZE,
        "hits": [_hit(settings, hit) for hit in found.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in counts.items()]
            for name, counts in facets.items()
        },
    }


def _hit(settings: Settings, hit: Hit) -> dict[str, Any]:
    return {
        "iri": hit.iri,
        "url": _url(settings, hit.iri),
        "type": hit.type,
        "label": hit.name.text,
        "language": hit.name.language,
        "matched": _label(hit.label),
        "curated": hit.curated,
        "uses": hit.uses,
    }


def _label(label: Label) -> dict[str, str]:
    return {"label": label.text, "language": label.language, "kind": label.kind}


def _url(settings: Settings, iri: str) -> str:
    """Where a concept leads; empty where a browser must not follow its IRI."""
    if iri.startswith(RGID):
        return settings.base_url + path(iri)
    return iri if is_web(iri) else ""


def _opensearch(settings: Settings, text: str, hits: tuple[Hit, ...]) -> list[Any]:
    """The query, the completions, what each is, and where it leads (OpenSearch suggestions, "Response format")."""
    labels = [hit.label.text for hit in hits]
    names = [hit.name.text for hit in hits]
    return [text, labels, names, [_url(settings, hit.iri) for hit in hits]]


def _answer(value: Any, kind: str, serving: Serving) -> Response:
    """JSON that may be kept as long as the snapshot is served."""
    body = json.dumps(value, ensure_ascii=False).encode()
    response = current_app.response_class(body, content_type=kind)
    response.set_etag(hashlib.blake2b(serving.tag.encode() + body, digest_size=16).hexdigest(), weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Rolegraph-Snapshot"] = serving.tag
    response.make_conditional(request)
    return response


def _name(found: Found) -> str:
    """What tells one answer from another, beside the question."""
    return f"{found.total} {found.similar}"


def _linked(response: Response, wanted: Search, found: Found) -> Response:
    """Tell of the pages before and after (RFC 8288)."""
    others = [(key, value) for key, value in decode_form(request.query_string) if key != "page"]
    links = [
        f'<{request.path}?{urlencode([*others, ("page", str(number))])}>; rel="{relation}"'
        for relation, number in asked.neighbours(wanted, found.total).items()
    ]
    if links:
        response.headers["Link"] = ", ".join(links)
    return response
