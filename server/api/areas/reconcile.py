"""`/reconcile`: the Reconciliation Service API 0.2."""

from __future__ import annotations

from server.answering import JSON
from server.api.model import Answer, Area, Operation, Parameter, Schema
from server.api.parts import ASKING, HTML, LANG, TEXT
from server.errors import NoSuchThing, NotAcceptable, RequestTooLong, UnsupportedBody
from server.protocol import FORM
from server.reconcile.asked import LONGEST, LONGEST_ID
from server.reconcile.suggesting import LAST
from server.texts import N_

_NAME = Parameter(
    "name", N_("The service's name."), {"type": "string", "examples": ["rolegraph", "skills"]}, "path", required=True
)
_ID = Parameter(
    "id",
    N_("The id of a concept, as candidates have it."),
    {"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "examples": ["rgid:skill/empathy"]},
    required=True,
)
_QUERIES = N_("A batch of queries, a JSON object.")
_EXTEND = N_("Ids, and properties whose values are wanted: a JSON object.")
_TYPE: Schema = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string", "minLength": 1}, "name": {"type": "string", "minLength": 1}},
}
_MANIFEST: Schema = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": TEXT,
        "schemaSpace": TEXT,
        "defaultTypes": {"type": "array", "items": _TYPE},
        "batchSize": {"type": "integer", "minimum": 1},
    },
}
_CANDIDATE: Schema = {
    "type": "object",
    "required": ["id", "name", "description", "type", "score", "match", "features"],
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "description": TEXT,
        "type": {"type": "array", "items": _TYPE},
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "value"],
                "properties": {"id": TEXT, "value": {"type": ["number", "boolean"]}},
            },
        },
    },
}
_RESULTS: Schema = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": _CANDIDATE}},
    },
}
_EXTENDED: Schema = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {"meta": {"type": "array", "items": {"type": "object"}}, "rows": {"type": "object"}},
}
_ANSWER = Answer(
    200,
    N_("The manifest, or the results of the queries, or the values of the properties"),
    {JSON: {"anyOf": [_MANIFEST, _EXTENDED, _RESULTS]}},
    ("ETag",),
)
_SERVICES: Schema = {
    "type": "object",
    "required": ["versions", "services"],
    "properties": {
        "versions": {"type": "array", "items": TEXT},
        "services": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "title", "url", "identifierSpace", "types", "version", "credits"],
                "properties": {"name": TEXT, "title": TEXT, "url": TEXT, "types": {"type": "array", "items": _TYPE}},
            },
        },
    },
}
_SUGGESTED: Schema = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": _TYPE}},
}
_PROPOSED: Schema = {
    "type": "object",
    "required": ["type", "properties"],
    "properties": {
        "type": TEXT,
        "limit": {"type": "integer", "minimum": 1},
        "properties": {"type": "array", "items": _TYPE},
    },
}

AREA = Area(
    "reconciliation",
    N_("Rows of tables matched with concepts, by the Reconciliation Service API 0.2."),
    (
        Operation(
            "get",
            "/reconcile",
            N_("The services of reconciliation"),
            parameters=(
                LANG,
                Parameter("format", N_("The form of the list."), {"enum": ["json", "html"]}),
            ),
            answers=(Answer(200, N_("The list"), {JSON: _SERVICES, **HTML}, ("ETag",)),),
            problems=(NotAcceptable, *ASKING),
        ),
        Operation(
            "get",
            "/reconcile/{name}",
            N_("What a service is, or what it answers to queries"),
            parameters=(_NAME, Parameter("queries", _QUERIES, TEXT), Parameter("extend", _EXTEND, TEXT), LANG),
            answers=(_ANSWER,),
            problems=(NoSuchThing, RequestTooLong, *ASKING),
        ),
        Operation(
            "post",
            "/reconcile/{name}",
            N_("What a service answers to queries"),
            parameters=(_NAME, LANG),
            body={
                FORM: {
                    "type": "object",
                    "properties": {
                        "queries": {"type": "string", "description": _QUERIES},
                        "extend": {"type": "string", "description": _EXTEND},
                    },
                }
            },
            answers=(_ANSWER,),
            problems=(NoSuchThing, RequestTooLong, UnsupportedBody, *ASKING),
        ),
        Operation(
            "get",
            "/reconcile/{name}/suggest/{what}",
            N_("Complete the name of a concept, a type or a property"),
            parameters=(
                _NAME,
                Parameter(
                    "what",
                    N_("What is completed."),
                    {"type": "string", "enum": ["entity", "type", "property"]},
                    "path",
                    required=True,
                ),
                Parameter("prefix", N_("What is typed."), {"type": "string", "maxLength": LONGEST}),
                Parameter(
                    "cursor",
                    N_("Suggestions to skip."),
                    {"type": "integer", "minimum": 0, "maximum": LAST, "default": 0},
                    blank=True,
                ),
                LANG,
            ),
            answers=(Answer(200, N_("Suggestions"), {JSON: _SUGGESTED}, ("ETag",)),),
            problems=(NoSuchThing, *ASKING),
        ),
        Operation(
            "get",
            "/reconcile/{name}/properties",
            N_("The properties whose values a service gives"),
            parameters=(
                _NAME,
                Parameter("type", N_("The type whose concepts should have them."), TEXT),
                Parameter(
                    "limit",
                    N_("Properties, at most; 0 for all."),
                    {"type": "integer", "minimum": 0, "maximum": 10_000},
                    blank=True,
                ),
                LANG,
            ),
            answers=(Answer(200, N_("The properties"), {JSON: _PROPOSED}, ("ETag",)),),
            problems=(NoSuchThing, *ASKING),
        ),
        Operation(
            "get",
            "/reconcile/{name}/preview",
            N_("A small page of a concept, for a frame"),
            parameters=(_NAME, _ID, LANG),
            answers=(Answer(200, N_("A page"), HTML),),
            problems=(NoSuchThing, *ASKING),
        ),
        Operation(
            "get",
            "/reconcile/{name}/view",
            N_("Lead to the page of a concept"),
            parameters=(_NAME, _ID, LANG),
            answers=(Answer(303, N_("It is told of elsewhere"), HTML, ("Location",)),),
            problems=(NoSuchThing, *ASKING),
        ),
    ),
)
