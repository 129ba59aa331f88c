"""`/.well-known/void` and the dumps: what the server tells of its data as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, request, send_file
from pyoxigraph import RdfFormat, parse, serialize

from ontology.said import said
from ontology.terms import PREFIXES
from server import formats, void
from server.derived import Derived
from server.errors import Overloaded
from server.formats import GRAPHS
from server.parameters import decode_form

T = TypeVar("T")

#: The dumps, each with its media type.
DUMPS = {
    "nq": "application/n-quads",
    "nq.gz": "application/gzip",
    "trig": "application/trig",
    "trig.gz": "application/gzip",
}


def blueprint(derived: Derived) -> Blueprint:
    """Give the pages; what they give is made elsewhere (`server.derived`)."""
    made = Blueprint("downloads", __name__)

    @made.get(void.PATH)
    def description() -> Response:
        words = [text for name, text in decode_form(request.query_string) if name == "format"]
        choice = formats.choose(GRAPHS, words[0] if words else None, request.headers.get("Accept"))
        path, tag = derived.file("void")
        ntriples = _present(path.read_bytes)
        prefixes = {**PREFIXES, "void": void.VOID, "sd": void.SD, "foaf": void.FOAF}
        triples = (quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES))
        body = serialize(triples, format=choice.rdf_format, prefixes=prefixes)
        response = Response(body, content_type=choice.content_type)
        response.set_etag(f"{tag}-{choice.format.name}", weak=True)
        response.headers["Vary"] = "Accept"
        _mark(response, tag)
        response.make_conditional(request)
        return response

    @made.get("/dump.<any(nq, 'nq.gz', trig, 'trig.gz'):kind>")
    def dump(kind: str) -> Response:
        path, tag = derived.file(kind)
        etag, name = f"{tag}-{kind}", f"dump.{kind}"
        response = _present(lambda: send_file(path, DUMPS[kind], conditional=True, etag=etag, download_name=name))
        _mark(response, tag)
        return response

    return made


def _present(read: Callable[[], T]) -> T:
    try:
        return read()
    except FileNotFoundError:
        raise Overloaded(said("Another snapshot was published just now; try again.")) from None


def _mark(response: Response, tag: str) -> None:
    response.headers["Rolegraph-Snapshot"] = tag
    response.headers["Cache-Control"] = "no-cache"
