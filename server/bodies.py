"""The RDF in the body of a request, parsed in a disposable child: a body can kill its parser."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request

from loaders.sandbox import ChildFailed, Limits, run_in_child
from ontology.said import message_of, said
from server.errors import MalformedRequest, Problem, QueryTimeout, RequestTooLong, UnsupportedBody
from server.parsing import BODIES, packed, triples
from server.protocol import charset_of

MULTIPART = "multipart/form-data"


def body_as_ntriples(base: str, limits: Limits, seconds: float) -> bytes:
    """Give the request's graph, or those of all its parts, as N-Triples; raises a Problem."""
    return b"".join(_parsed(kind, base, body, limits, seconds) for kind, body in _parts())


def _parts() -> Iterator[tuple[str, bytes]]:
    kind = _media_type(request.content_type)
    if kind != MULTIPART:
        _check(kind, request.content_type)
        yield kind, request.get_data(cache=False)
        return
    files = [file for name in request.files for file in request.files.getlist(name)]
    if not files:
        raise MalformedRequest(said("The form holds no file; each part needs a file name and a Content-Type."))
    for file in files:
        kind = _media_type(file.content_type)
        _check(kind, file.content_type)
        yield kind, file.read()


def _media_type(header: str | None) -> str:
    return (header or "").partition(";")[0].strip().lower()


def _check(kind: str, header: str | None) -> None:
    charset_of(header)
    if kind not in BODIES:
        raise UnsupportedBody(
            said(
                "The body's media type is “%(kind)s”; a graph is taken as %(types)s.",
                kind=kind,
                types=", ".join(BODIES),
            )
        )


def _parsed(kind: str, base: str, body: bytes, limits: Limits, seconds: float) -> bytes:
    try:
        return b"".join(run_in_child(triples, packed(kind, base, body), limits, seconds))
    except ChildFailed as failure:
        raise _problem(failure, seconds) from None


def _problem(failure: ChildFailed, seconds: float) -> Problem:
    match failure.cause:
        case "refused":
            return MalformedRequest(said("The body can't be read: %(failure)s.", failure=message_of(failure)))
        case "deadline":
            return QueryTimeout(
                said("The body was not read within %(seconds)s seconds; send it in parts.", seconds=f"{seconds:g}")
            )
        case "memory":
            return RequestTooLong(said("The body needs more memory than it may take; send it in parts."))
    return MalformedRequest(said("The body ended the process that read it; it is not tried again."))
