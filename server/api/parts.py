"""What many operations share: schemas, headers, parameters, and the problems that any query can meet."""

from __future__ import annotations

from server import errors
from server.api.model import Answer, Content, Parameter, Schema
from server.errors import Problem
from server.formats import Format
from server.texts import N_

TEXT: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "string", "enum": ["true", "false"], "default": "true"}
IRI: Schema = {"type": "string", "format": "iri", "minLength": 1}
HTML: Content = {"text/html": TEXT}


def ref(name: str) -> Schema:
    """Refer to one of SCHEMAS."""
    return {"$ref": f"#/components/schemas/{name}"}


#: Schemas by name, referred to by `ref`.
SCHEMAS: dict[str, Schema] = {
    "Problem": {
        "type": "object",
        "description": "RFC 9457; a type of ours may have further members, such as `line` or `parameter`.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": TEXT,
            "parameter": {"type": "string", "description": "The parameter that is wrong."},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "offered": {"type": "array", "items": TEXT, "description": "Media types that there are."},
            "versions": {"type": "array", "items": TEXT},
        },
    },
    "Results": {
        "type": "object",
        "description": "https://www.w3.org/TR/sparql11-results-json/",
        "required": ["head"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"type": "array", "items": TEXT}}},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {
                    "bindings": {
                        "type": "array",
                        "items": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Term"}},
                    }
                },
            },
            "boolean": {"type": "boolean"},
            "truncated": {"type": "boolean", "description": "Whether the server left rows out."},
        },
    },
    "Term": {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"enum": ["uri", "literal", "bnode", "triple"]},
            "value": {},
            "xml:lang": TEXT,
            "datatype": TEXT,
        },
    },
    "Rows": {
        "type": "array",
        "description": "One object a row, from column to value.",
        "items": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
    },
}

#: Headers of answers, by name.
HEADERS: dict[str, str] = {
    "ETag": N_("Names this answer; send it as If-None-Match to learn whether it still holds."),
    "Rolegraph-Snapshot": N_("The snapshot from which the answer comes."),
    "Rolegraph-Truncated": N_("`true` where the server left rows out."),
    "Link": N_("Other pages of the rows, other formats of the same (RFC 8288)."),
    "Location": N_("Where it is."),
}
ANSWER_HEADERS = ("ETag", "Rolegraph-Snapshot", "Rolegraph-Truncated")

#: Problems of every operation: a parameter that can't be read, another host, a store that can't be read.
ALWAYS: tuple[type[Problem], ...] = (errors.MalformedRequest, errors.Misdirected, errors.Overloaded)
#: Those of operations for which a worker is asked.
ASKING: tuple[type[Problem], ...] = (
    errors.QueryUnusable,
    errors.QueryCrashed,
    errors.QueryTimeout,
    errors.QueryOutOfMemory,
    errors.AnswerTooLong,
)
#: Those of a query that comes from outside.
QUERYING: tuple[type[Problem], ...] = (
    *ASKING,
    errors.QuerySyntax,
    errors.QueryTooComplex,
    errors.QueryRefused,
    errors.NotAcceptable,
    errors.RequestTooLong,
)
WRITING: tuple[type[Problem], ...] = (
    errors.Unauthorised,
    errors.UpdateRefused,
    errors.GraphProtected,
    errors.UpdatePending,
    errors.RequestTooLong,
    errors.UnsupportedBody,
    errors.StoreRefuses,
    errors.QueryTimeout,
    errors.QueryOutOfMemory,
    errors.QueryCrashed,
)

#: Where there is no such path.
MISSING = Answer(404, N_("There is no such thing"), {"application/problem+json": ref("Problem"), **HTML})

LANG = Parameter(
    "lang", N_("Languages for labels and texts, best first: fi,sv,en. Else the Accept-Language header decides."), TEXT
)
INFERRED = Parameter("inferred", N_("Whether statements that follow by the ontology's rules count."), BOOLEAN)
TIMEOUT = Parameter(
    "timeout",
    N_("Seconds after which the query is ended, if the server's own limit is not shorter."),
    {"type": "number", "exclusiveMinimum": 0},
)


def format_parameter(*offered: tuple[Format, ...], also: tuple[str, ...] = ()) -> Parameter:
    """Describe `format` for formats that are offered."""
    words = dict.fromkeys((*(one.name for each in offered for one in each), *also))
    text = N_("The format, by this word or by its media type; else the Accept header decides.")
    return Parameter("format", text, {"type": "string", "examples": list(words)})


def content(*offered: tuple[Format, ...]) -> Content:
    """Give the media types of formats, with what is known of their content."""
    found: dict[str, Schema] = {}
    for one in (one for each in offered for one in each):
        for media_type in one.media_types:
            found.setdefault(media_type, TEXT if media_type.startswith("text/") else {})
    if "application/sparql-results+json" in found:
        found["application/sparql-results+json"] = ref("Results")
        graph: tuple[Schema, ...] = ({},) if "application/ld+json" in found else ()
        found["application/json"] = {"anyOf": [ref("Results"), ref("Rows"), *graph]}
    return found
