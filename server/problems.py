"""Errors as answers: `application/problem+json` (RFC 9457), or a page to a browser."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response, request
from werkzeug.exceptions import HTTPException

from ontology.errors import RolegraphError
from server import accept
from server.errors import Problem
from server.pages.shell import in_any_case, show

#: The types of problems are names below this one.
TYPE = "https://w3id.org/rolegraph/problem/"
MEDIA_TYPE = "application/problem+json"

log = logging.getLogger("rolegraph.http")


def of_problem(problem: Problem) -> Response:
    """Answer with a problem of the tree in `server.errors`."""
    content = {
        "type": TYPE + problem.name,
        "title": problem.title,
        "status": problem.status,
        "detail": str(problem),
        **problem.details,
    }
    return answer(content, problem.status, problem.headers)


def of_error(error: RolegraphError) -> Response:
    """Answer with another error of ours: the server lacks something, and only its operator is told what."""
    log.error("unavailable: %s", error)
    content = {
        "type": TYPE + "unavailable",
        "title": "The server can't answer now",
        "status": 503,
        "detail": "The store is not available; try again later. The server's log holds the reason.",
    }
    return answer(content, 503, {"Retry-After": "5"})


def of_http(error: HTTPException) -> Response:
    """Answer with what routing or the framework found wrong: 404, or 405 with its Allow."""
    status = error.code or 500
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.description or "",
    }
    return answer(content, status, {name: text for name, text in error.get_headers() if name == "Allow"})


def answer(content: Mapping[str, object], status: int, headers: Mapping[str, str]) -> Response:
    """Give a problem document in the form that the client prefers; it is never cached."""
    if accept.prefers_html(request.headers.get("Accept"), (MEDIA_TYPE, "application/json")):
        in_any_case()
        response = show("problem.html", status=status, problem=content)
    else:
        body = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        response = Response(body, status, content_type=MEDIA_TYPE)
    response.headers.update(headers)
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Vary", "Accept")
    return response
