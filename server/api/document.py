"""Areas as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from server.api.model import Answer, Area, Content, Operation, Parameter
from server.api.parts import ALWAYS, HEADERS, SCHEMAS, ref
from server.errors import Problem
from server.problems import MEDIA_TYPE

TITLE = "Rolegraph"
DESCRIPTION = (
    "A knowledge graph of job roles, read from documents in many languages. Answers are cached by ETag; "
    "errors are problem documents (RFC 9457), or pages to a browser."
)


def document(areas: Sequence[Area], server: str) -> dict[str, Any]:
    """Make the document; `server` is the URL of the server's root."""
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for area in areas:
        for one in area.operations:
            paths[one.path][one.method] = _operation(one, area.name)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": version("rolegraph"), "description": DESCRIPTION},
        "servers": [{"url": server}],
        "tags": [{"name": area.name, "description": area.description} for area in areas],
        "paths": dict(paths),
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def problems_of(one: Operation) -> dict[int, list[type[Problem]]]:
    """Give the problems that an operation may answer with, by status."""
    found: dict[int, list[type[Problem]]] = defaultdict(list)
    for problem in dict.fromkeys((*ALWAYS, *one.problems)):
        found[problem.status].append(problem)
    return dict(sorted(found.items()))


def _operation(one: Operation, tag: str) -> dict[str, Any]:
    answers = {str(answer.status): _answer(answer) for answer in one.answers}
    if one.method == "get" and any("ETag" in answer.headers for answer in one.answers):
        answers["304"] = {"description": HTTPStatus.NOT_MODIFIED.phrase}
    failures = {str(status): _failure(problems) for status, problems in problems_of(one).items()}
    found: dict[str, Any] = {
        "operationId": _name(one),
        "summary": one.summary,
        "tags": [tag],
        "parameters": [_parameter(parameter) for parameter in one.parameters],
        "responses": {**answers, **failures},
    }
    if one.description:
        found["description"] = one.description
    if one.body:
        found["requestBody"] = {"required": True, "content": _content(one.body)}
    if one.secured:
        found["security"] = [{"token": []}]
    return found


def _name(one: Operation) -> str:
    """Name an operation by its method and path, in characters that generators of code take."""
    path = "".join(letter if letter.isalnum() else "_" for letter in one.path).strip("_")
    return f"{one.method}_{path or 'root'}"


def _parameter(one: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": one.schema} if one.many else one.schema
    found = {
        "name": one.name,
        "in": one.where,
        "description": one.description,
        "required": one.required,
        "schema": schema,
    }
    return {**found, "allowEmptyValue": True} if one.blank else found


def _answer(one: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {"description": one.description}
    if one.content:
        found["content"] = _content(one.content)
    if one.headers:
        headers = {name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in one.headers}
        found["headers"] = headers
    return found


def _failure(problems: Iterable[type[Problem]]) -> dict[str, Any]:
    text = "; ".join(dict.fromkeys(problem.title for problem in problems))
    return {"description": text, "content": {MEDIA_TYPE: {"schema": ref("Problem")}, "text/html": {"schema": {}}}}


def _content(content: Content) -> dict[str, Any]:
    return {media_type: {"schema": schema} for media_type, schema in content.items()}
