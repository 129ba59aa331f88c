"""In a disposable child: a body in any RDF format as N-Triples, which nothing can hide in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pyoxigraph import DefaultGraph, RdfFormat, parse, serialize

from ontology.errors import InputError

#: Triples that are written together.
BATCH = 10_000
#: The media types of bodies that hold one graph, and the format of each.
BODIES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "text/n3": RdfFormat.N3,
}


def packed(media_type: str, base: str, body: bytes) -> bytes:
    """Give the argument of `triples`."""
    return json.dumps([media_type, base]).encode() + b"\n" + body


def triples(argument: bytes) -> Iterator[bytes]:
    """Parse and give N-Triples; raises InputError with the line where the body can't be read."""
    head, _, body = argument.partition(b"\n")
    media_type, base = json.loads(head)
    try:
        if media_type == "application/ld+json" and body.lstrip()[:1] not in {b"{", b"["}:
            raise InputError("a JSON-LD document is an object or an array (JSON-LD 1.1, section 9)")
        found = []
        for quad in parse(body, format=BODIES[media_type], base_iri=base, rename_blank_nodes=True):
            if not isinstance(quad.graph_name, DefaultGraph):
                raise InputError("the body names graphs of its own, and it goes into one")
            found.append(quad.triple)
            if len(found) >= BATCH:
                yield serialize(found, format=RdfFormat.N_TRIPLES) or b""
                found.clear()
        yield serialize(found, format=RdfFormat.N_TRIPLES) or b""
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        place = f"line {line}: " if line else ""
        raise InputError(f"{place}{getattr(error, 'msg', None) or error}") from error
