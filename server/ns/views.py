"""The resources `/ns`, `/ns/<version>`, `/ns/alignments`, `/ns/shapes` and `/ns/context.jsonld`.

Each published file is a page or RDF by content negotiation (RFC 9110, section 12), by `format=`, or by a suffix of its
path: `/ns.ttl`, `/ns/0.1.0.jsonld`. All are ours and small, so no worker is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request, url_for
from pyoxigraph import RdfFormat

from ontology import CONTEXT
from ontology.said import said
from server import accept, formats
from server.errors import MalformedRequest, NotPublished
from server.formats import GRAPHS, Choice
from server.ns import files
from server.ns.editions import Edition, Editions, catalogue
from server.ns.files import Representation
from server.pages.shell import reader, show
from server.parameters import decode_form
from server.reader import among
from server.texts import N_, languages, texts

if TYPE_CHECKING:
    from server.ns.page import Page

HTML = "text/html"
#: The suffixes of paths, by the format's word.
SUFFIXES = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml", "html": "html"}
#: What downloads are called, by suffix.
NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}
#: What the files beside the ontology are called.
TITLES = {"alignments": N_("Alignments of the ontology"), "shapes": N_("Shapes of the ontology")}
#: A new release of the program is seen within this time, in seconds.
FRESH = 300
#: How many languages of a reader's chain are looked at before English, and pages that are kept: with five languages all
#: pages of five versions, so that nobody can have them made anew again and again.
DEEP, KEPT = 2, 128

_TYPES = [media_type for one in GRAPHS for media_type in one.media_types]


def blueprint(find: Callable[[], Editions] = catalogue) -> Blueprint:
    """Give the resources; what there is, is looked for when it is first asked for."""
    made = Blueprint("ns", __name__)

    def answer(name: str, suffix: str = "") -> Response:
        edition = find().get(name)
        if edition is None or (suffix and suffix not in SUFFIXES):
            raise _missing(find(), name + (f".{suffix}" if suffix else ""))
        given = decode_form(request.query_string)
        word = SUFFIXES[suffix] if suffix else _word(given)
        choice = _choose(word)
        return _html(find(), edition) if choice is None else _respond(edition, choice)

    @made.get("/ns")
    def ontology() -> Response:
        return answer("")

    @made.get("/ns.<suffix>")
    def ontology_as(suffix: str) -> Response:
        return answer("", suffix)

    @made.get("/ns/<path:name>")
    def below(name: str) -> Response:
        stem, _, suffix = name.rpartition(".")
        return answer(stem, suffix) if stem and suffix in SUFFIXES else answer(name)

    @made.get("/ns/context.jsonld")
    def context() -> Response:
        found = files.representation(CONTEXT.read_bytes())
        return _cached(Response(found.body, content_type="application/ld+json"), found)

    return made


def _missing(found: Editions, name: str) -> NotPublished:
    versions = tuple(edition.version for key, edition in found.items() if edition.is_ontology and key)
    others = (*(key for key in found if key and key not in versions), "context.jsonld")
    return NotPublished(
        said(
            "There is no “%(name)s” below /ns. The versions of the ontology are: %(versions)s; and "
            "there are: %(others)s.",
            name=name[:100],
            versions=", ".join(versions),
            others=", ".join(others),
        ),
        versions,
    )


def _word(given: list[tuple[str, str]]) -> str | None:
    words = [text for key, text in given if key == "format"]
    if len(words) > 1:
        raise MalformedRequest(said("The parameter `format` is given once."))
    return words[0] if words else None


def _choose(word: str | None) -> Choice | None:
    """Give the format of RDF, or None for the page."""
    header = request.headers.get("Accept")
    if word in {"html", HTML} if word else accept.prefers_html(header, _TYPES):
        return None
    return formats.choose(GRAPHS, word, header, also=(("html", HTML),))


def _terms(edition: Edition) -> Page:
    return _page(edition, among(reader().chain, languages())[:DEEP])


@lru_cache(KEPT)
def _page(edition: Edition, chain: tuple[str, ...]) -> Page:
    # These load rdflib, which a server that nobody asks for the page can do without.
    from server.ns import terms
    from server.ns.page import Page

    return Page(terms.read(edition), chain, texts(chain[0]))


def _html(found: Editions, edition: Edition) -> Response:
    from server.ns.page import Address

    turtle = files.represent(edition, RdfFormat.TURTLE)
    numbered = [(key, one) for key, one in found.items() if one.publication == edition.publication and one.name == key]
    shared: dict[str, Any] = {
        "edition": edition,
        "current": found[edition.publication.name],
        "versions": [Address(one.version, _url(key)) for key, one in numbered],
        "downloads": [Address(NAMES[one], _url(edition.place, one), _type(one)) for one in NAMES],
    }
    if edition.is_ontology:
        response = show("ns/page.html", turtle.tag, fresh=FRESH, page=_terms(edition), **shared)
    else:
        title = TITLES.get(edition.publication.name, edition.publication.name)
        response = show("ns/file.html", turtle.tag, fresh=FRESH, title=title, text=turtle.body.decode(), **shared)
    response.headers["Content-Location"] = f"{_url(edition.place, 'html')}?lang={reader().texts.language}"
    _alternates(response, edition, "html")
    return response


def _respond(edition: Edition, choice: Choice) -> Response:
    found = files.represent(edition, choice.rdf_format)
    response = Response(found.body, content_type=choice.content_type)
    response.headers["Content-Language"] = ", ".join(files.languages(edition))
    response.headers["Vary"] = "Accept, Accept-Language"
    own = next((suffix for suffix, name in SUFFIXES.items() if name == choice.format.name), "")
    if own:
        response.headers["Content-Location"] = _url(edition.place, own)
    _alternates(response, edition, own)
    return _cached(response, found)


def _alternates(response: Response, edition: Edition, own: str) -> None:
    for suffix in SUFFIXES:
        if suffix != own:
            link = f'<{_url(edition.place, suffix)}>; rel="alternate"; type="{_type(suffix)}"'
            response.headers.add("Link", link)


def _cached(response: Response, found: Representation) -> Response:
    response.set_etag(found.tag)
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    response.make_conditional(request)
    return response


def _url(name: str, suffix: str = "") -> str:
    ending = f".{suffix}" if suffix else ""
    if name:
        return url_for("ns.below", name=name + ending)
    return url_for("ns.ontology_as", suffix=suffix) if suffix else url_for("ns.ontology")


def _type(suffix: str) -> str:
    return HTML if suffix == "html" else formats.find(GRAPHS, SUFFIXES[suffix]).media_types[0]
