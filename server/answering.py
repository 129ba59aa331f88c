"""How resources of ours that are both pages and data answer: which of the two is wanted, and the data as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from flask import Response, request

from ontology.said import said
from server import accept
from server.errors import MalformedRequest, NotAcceptable
from server.parameters import Given, once

JSON = "application/json"


def kind(given: Given, offered: Mapping[str, str]) -> str:
    """Choose how to answer: by the parameter `format`, else by the Accept header, of the words and media types offered.

    Of equals the first is taken, but a browser gets HTML. Raises MalformedRequest and NotAcceptable.
    """
    word = once(given, "format")
    if word is not None:
        for name, media_type in offered.items():
            if word in {name, media_type}:
                return name
        words = ", ".join(sorted(offered))
        raise MalformedRequest(
            said(
                "There is no format “%(word)s”. The parameter `format` takes one of: %(words)s.",
                word=word[:100],
                words=words,
            )
        )
    header = request.headers.get("Accept")
    if "html" in offered and accept.prefers_html(header, [text for name, text in offered.items() if name != "html"]):
        return "html"
    ranges = accept.parse(header)
    best = max(offered, key=lambda name: accept.quality(ranges, offered[name]))
    if not accept.quality(ranges, offered[best]):
        types = tuple(offered.values())
        raise NotAcceptable(said("The Accept header names none of %(types)s.", types=", ".join(types)), types)
    return best


def as_json(value: object, name: str = "", content_type: str = JSON) -> Response:
    """Give JSON that may be kept and asked for again by its ETag: `name`, or a print of what it says."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return kept(Response(body, content_type=content_type), name or hashlib.blake2b(body, digest_size=16).hexdigest())


def kept(response: Response, name: str) -> Response:
    """Have an answer kept until it is another; `name` tells it from those."""
    response.set_etag(name, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept, Accept-Language"
    response.make_conditional(request)
    return response
