"""Errors as answers: `application/problem+json` (RFC 9457), or a page to a browser."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, request
from werkzeug.exceptions import HTTPException

from ontology.errors import RolegraphError
from ontology.said import Quoted, said
from server import accept
from server.errors import Problem
from server.pages.shell import in_any_case, reader, show
from server.saying import spoken

#: The types of problems are names below this one.
TYPE = "https://w3id.org/rolegraph/problem/"
MEDIA_TYPE = "application/problem+json"

log = logging.getLogger("rolegraph.http")

#: What the framework finds wrong, by status: a title, which is that of RFC 9110, and what to do.
_HTTP = {
    404: (said("Not Found"), said("There is nothing at this address. Check it, or begin at the front page.")),
    405: (said("Method Not Allowed"), said("This address is not asked by that method; the header Allow names others.")),
    413: (said("Request Entity Too Large"), said("The body is longer than this server reads.")),
    416: (said("Requested Range Not Satisfiable"), said("The part that was asked for lies outside of the file.")),
    500: (said("Internal Server Error"), said("The server failed; its log holds the reason.")),
}


def of_problem(problem: Problem) -> Response:
    """Answer with a problem of the tree in `server.errors`."""
    content = {
        "type": TYPE + problem.name,
        "title": said(problem.title),
        "status": problem.status,
        "detail": problem.detail,
        **problem.details,
    }
    return answer(content, problem.status, problem.headers)


def of_error(error: RolegraphError) -> Response:
    """Answer with another error of ours: the server lacks something, and only its operator is told what."""
    log.error("unavailable: %s", error)
    content = {
        "type": TYPE + "unavailable",
        "title": said("The server can't answer now"),
        "status": 503,
        "detail": said("The store is not available; try again later. The server's log holds the reason."),
    }
    return answer(content, 503, {"Retry-After": "5"})


def of_http(error: HTTPException) -> Response:
    """Answer with what routing or the framework found wrong: 404, or 405 with its Allow."""
    status = error.code or 500
    title, detail = _HTTP.get(status, (Quoted(HTTPStatus(status).phrase), Quoted(error.description or "")))
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return answer(content, status, {name: text for name, text in error.get_headers() if name == "Allow"})


def answer(content: Mapping[str, object], status: int, headers: Mapping[str, str]) -> Response:
    """Give a problem document in the form and the language that the client prefers; it is never cached.

    Its title and detail are in one of the languages that pages have (RFC 9457, section 3.1), English where the client
    names none; all else is the same in every language.
    """
    in_any_case()
    if accept.prefers_html(request.headers.get("Accept"), (MEDIA_TYPE, "application/json")):
        response = show("problem.html", status=status, problem=content)
    else:
        texts = reader().texts
        told = {name: spoken(text, texts) if isinstance(text, str) else text for name, text in content.items()}
        body = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        response = Response(body, status, content_type=MEDIA_TYPE)
        response.headers["Content-Language"] = texts.language
    response.headers.update(headers)
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Vary", "Accept, Accept-Language")
    return response
