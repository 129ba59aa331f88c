"""The resources `/search`, `/suggest` and `/opensearch.xml`.

`/search` is a page or JSON by Accept or `format=`. `/suggest` completes what is typed, as JSON or in the form of
OpenSearch suggestions (https://github.com/dewitt/opensearch, 1.1 draft 6, extensions), for which `/opensearch.xml` is
the description document. The index is read in the server's own process: its questions have a fixed shape and bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request

from loaders.search.index import Found, Hit, Label
from loaders.search.ranking import Wanted
from ontology.terms import RGID
from server.answering import JSON, as_json, kind
from server.pages.addresses import is_web, path
from server.pages.shell import reader, show
from server.parameters import choice, decode_form, number
from server.search import asked
from server.search.asked import Search
from server.search.page import page
from server.search.serving import Indexes, Serving
from server.settings import Settings

OFFERED = {"json": JSON, "html": "text/html"}
SUGGESTIONS = "application/x-suggestions+json"
DESCRIPTION = "application/opensearchdescription+xml"


def blueprint(indexes: Indexes, settings: Settings) -> Blueprint:
    """Give the resources."""
    made = Blueprint("search", __name__)

    @made.get("/search")
    def search() -> Response:
        given = decode_form(request.query_string)
        wanted_kind = kind(given, OFFERED)
        wanted = asked.read(given)
        serving = indexes.current()
        found = serving.index.search(wanted.text, _wanted(wanted), (wanted.page - 1) * asked.SIZE, asked.SIZE)
        if wanted_kind == "html":
            name = f"{serving.tag} {_name(found)}"
            return _linked(show("search.html", etag=name, **page(wanted, found)), wanted, found)
        response = _answer(_search(settings, wanted, found), JSON, serving)
        return _linked(response, wanted, found)

    @made.get("/suggest")
    def suggest() -> Response:
        given = decode_form(request.query_string)
        word = choice(given, "format", ("json", "opensearch"))
        text, limit = asked.text(given), number(given, "limit", asked.FEW, asked.MANY)
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
    response = as_json(value, content_type=kind)
    response.headers["Rolegraph-Snapshot"] = serving.tag
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
