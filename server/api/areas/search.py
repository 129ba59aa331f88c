"""`/search`, `/suggest` and `/opensearch.xml`: what bears a label."""

from __future__ import annotations

from loaders.search.asked import LONGEST
from server.answering import JSON
from server.api.model import Answer, Area, Operation, Parameter, Schema
from server.api.parts import HTML, LANG, TEXT
from server.errors import NotAcceptable
from server.search.asked import FEW, LAST, MANY
from server.search.views import DESCRIPTION, SUGGESTIONS
from server.texts import N_

_TEXT = Parameter("q", N_("What is looked for, in any language."), {"type": "string", "maxLength": LONGEST})
_TYPE = Parameter("type", N_("A type to which the answer is narrowed."), {**TEXT, "examples": ["skill"]}, many=True)
_LANGUAGE = Parameter(
    "language", N_("A language of labels to which the answer is narrowed."), {**TEXT, "examples": ["fi"]}, many=True
)
_LABEL: Schema = {
    "type": "object",
    "required": ["label", "language", "kind"],
    "properties": {"label": TEXT, "language": TEXT, "kind": TEXT},
}
_HIT: Schema = {
    "type": "object",
    "required": ["iri", "url", "type", "label", "language", "matched", "curated", "uses"],
    "properties": {
        "iri": TEXT,
        "url": {"type": ["string", "null"]},
        "type": TEXT,
        "label": TEXT,
        "language": TEXT,
        "matched": _LABEL,
        "curated": {"type": "boolean"},
        "uses": {"type": "integer", "minimum": 0},
    },
}
_COUNTS: Schema = {
    "type": "array",
    "items": {"type": "object", "properties": {"value": TEXT, "count": {"type": "integer", "minimum": 1}}},
}
_FOUND: Schema = {
    "type": "object",
    "required": ["query", "total", "hits", "facets", "page"],
    "properties": {
        "query": TEXT,
        "total": {"type": "integer", "minimum": 0},
        "page": {"type": "integer", "minimum": 1},
        "hits": {"type": "array", "items": _HIT},
        "facets": {"type": "object", "properties": {"type": _COUNTS, "language": _COUNTS}},
    },
}
_SUGGESTED: Schema = {
    "type": "object",
    "required": ["query", "suggestions"],
    "properties": {"query": TEXT, "suggestions": {"type": "array", "items": _HIT}},
}

AREA = Area(
    "search",
    N_("Things by their labels, however they are inflected or misspelt."),
    (
        Operation(
            "get",
            "/search",
            N_("Look for concepts and documents"),
            parameters=(
                _TEXT,
                _TYPE,
                _LANGUAGE,
                Parameter(
                    "page",
                    N_("The page of what is found."),
                    {"type": "integer", "minimum": 1, "maximum": LAST},
                    blank=True,
                ),
                LANG,
                Parameter(
                    "format", N_("The form of the answer; else the Accept header decides."), {"enum": ["json", "html"]}
                ),
            ),
            answers=(Answer(200, N_("What is found"), {JSON: _FOUND, **HTML}, ("ETag", "Link")),),
            problems=(NotAcceptable,),
        ),
        Operation(
            "get",
            "/suggest",
            N_("Complete what somebody types"),
            parameters=(
                _TEXT,
                _TYPE,
                _LANGUAGE,
                Parameter(
                    "limit",
                    N_("Suggestions, at most."),
                    {"type": "integer", "minimum": 1, "maximum": MANY, "default": FEW},
                    blank=True,
                ),
                LANG,
                Parameter(
                    "format", N_("JSON, or OpenSearch suggestions."), {"enum": ["json", "opensearch"]}, blank=True
                ),
            ),
            answers=(Answer(200, N_("Suggestions"), {JSON: _SUGGESTED, SUGGESTIONS: {"type": "array"}}, ("ETag",)),),
        ),
        Operation(
            "get",
            "/opensearch.xml",
            N_("How browsers search here"),
            answers=(Answer(200, N_("An OpenSearch description"), {DESCRIPTION: {}}),),
        ),
    ),
)
