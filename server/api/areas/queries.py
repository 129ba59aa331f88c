"""`/queries`, and an operation for each named query, made of its header."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from ontology.said import said
from queries.model import Parameter as Given
from server.api.model import Answer, Area, Operation, Parameter, Schema
from server.api.parts import (
    ANSWER_HEADERS,
    HTML,
    INFERRED,
    LANG,
    QUERYING,
    TEXT,
    TIMEOUT,
    content,
    format_parameter,
)
from server.errors import NoSuchQuery, WrongParameter
from server.formats import GRAPHS, NETWORKS, SOLUTIONS
from server.queries.shelf import Catalogue, Entry
from server.queries.wish import MOST_PAGES, MOST_ROWS, ROWS
from server.task import offered
from server.texts import N_

PAGE = Parameter(
    "page",
    N_("The page of the rows, from 1; without `page` and `per_page` all rows come."),
    {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
    blank=True,
)
PER_PAGE = Parameter(
    "per_page",
    N_("Rows of a page."),
    {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS},
    blank=True,
)
#: What every query takes, as fields of its form are read: those left empty are not given.
_INFERRED, _TIMEOUT = replace(INFERRED, blank=True), replace(TIMEOUT, blank=True)
_LABEL = N_("An IRI, one with a prefix of ours, or a label in any language.")

CATALOGUE: Schema = {
    "type": "object",
    "required": ["queries", "faults"],
    "properties": {
        "queries": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "summary", "description", "form", "href", "formats", "parameters"],
                "properties": {
                    "name": TEXT,
                    "summary": TEXT,
                    "description": TEXT,
                    "form": {"enum": ["select", "ask", "construct", "describe"]},
                    "href": TEXT,
                    "formats": {"type": "array", "items": TEXT},
                    "parameters": {
                        "type": "array",
                        "items": {"type": "object", "required": ["name", "type", "description", "required"]},
                    },
                },
            },
        },
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["file", "line", "message"],
                "properties": {"file": TEXT, "line": {"type": ["integer", "null"]}, "message": TEXT},
            },
        },
    },
}


def area(catalogue: Catalogue) -> Area:
    """Describe the catalogue, any query by its name, and each query that there is."""
    listing = Operation(
        "get",
        "/queries",
        N_("The named queries with their parameters"),
        parameters=(LANG, Parameter("format", N_("The form of the list."), {"enum": ["json", "html"]})),
        answers=(Answer(200, N_("The list"), {"application/json": CATALOGUE, **HTML}, ("ETag",)),),
    )
    return Area(
        "queries",
        N_("Questions by name, each with parameters of its own."),
        (listing, _any(catalogue), *(_operation(entry) for entry in catalogue.entries.values())),
    )


def _any(catalogue: Catalogue) -> Operation:
    name = Parameter(
        "name", N_("The query's name."), {"type": "string", "examples": list(catalogue.entries)}, "path", required=True
    )
    every = (SOLUTIONS, GRAPHS, NETWORKS)
    answer = Answer(200, N_("The answer"), {**content(*every), **HTML}, (*ANSWER_HEADERS, "Link"))
    return Operation(
        "get",
        "/queries/{name}",
        N_("A named query, with the parameters that it has"),
        parameters=(name, LANG, _INFERRED, _TIMEOUT, format_parameter(*every, also=("html",)), PAGE, PER_PAGE),
        answers=(answer,),
        problems=(NoSuchQuery, WrongParameter, *QUERYING),
    )


def _operation(entry: Entry) -> Operation:
    query, formats = entry.query, offered(entry.form)
    own = tuple(_parameter(one) for one in query.parameters)
    language = () if any(one.name == "lang" for one in query.parameters) else (LANG,)
    pages = (PAGE, PER_PAGE) if entry.form == "select" else ()
    headers = (*ANSWER_HEADERS, *(("Link",) if pages else ()))
    return Operation(
        "get",
        f"/queries/{quote(query.name)}",
        query.summary,
        query.description,
        (*own, *language, _INFERRED, _TIMEOUT, format_parameter(formats, also=("html",)), *pages),
        answers=(Answer(200, N_("The answer"), {**content(formats), **HTML}, headers),),
        problems=(WrongParameter, *QUERYING),
    )


def _parameter(one: Given) -> Parameter:
    text = one.description
    if one.concept is not None:
        text = said("%(what)s %(how)s", what=said(text), how=said(_LABEL))
    return Parameter(one.name, text, _schema(one), required=one.default is None, blank=one.type != "string")


def _schema(one: Given) -> Schema:
    found: dict[str, object] = {"type": "integer" if one.type == "integer" else "string"}
    if one.choices:
        found["enum"] = list(one.choices)
    if one.minimum is not None:
        found["minimum"] = one.minimum
    if one.maximum is not None:
        found["maximum"] = one.maximum
    if one.default is not None:
        found["default"] = int(one.default) if one.type == "integer" else one.default
    if one.type == "integer" and one.choices:
        found["enum"] = [int(choice) for choice in one.choices]
    return found
