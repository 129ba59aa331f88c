"""`/sparql`: the SPARQL 1.1 Protocol."""

from __future__ import annotations

from server.api.model import Answer, Area, Operation, Parameter, Schema
from server.api.parts import (
    ANSWER_HEADERS,
    BOOLEAN,
    HTML,
    INFERRED,
    IRI,
    LANG,
    QUERYING,
    TEXT,
    TIMEOUT,
    WRITING,
    content,
    format_parameter,
)
from server.errors import UnsupportedBody
from server.formats import GRAPHS, NETWORKS, SOLUTIONS
from server.protocol import FORM, MOST_ROWS, QUERY, UPDATE
from server.texts import N_

_DATASET = (
    Parameter("default-graph-uri", N_("A graph of the default graph."), IRI, many=True),
    Parameter("named-graph-uri", N_("A named graph."), IRI, many=True),
)
_NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": MOST_ROWS}
_ROWS = Parameter(
    "rows", N_("Rows or triples after which the answer is cut and marked as truncated; 0 cuts none."), _NUMBER
)
_FORM: Schema = {
    "type": "object",
    "properties": {
        "query": TEXT,
        "update": TEXT,
        "default-graph-uri": {"type": "array", "items": IRI},
        "named-graph-uri": {"type": "array", "items": IRI},
        "using-graph-uri": {"type": "array", "items": IRI},
        "using-named-graph-uri": {"type": "array", "items": IRI},
        "inferred": BOOLEAN,
        "timeout": {"type": "number", "exclusiveMinimum": 0},
        "rows": _NUMBER,
        "format": TEXT,
    },
}
_ANSWER = Answer(
    200, N_("The answer, in the format asked for"), {**content(SOLUTIONS, GRAPHS, NETWORKS), **HTML}, ANSWER_HEADERS
)
_COMMON = (*_DATASET, INFERRED, TIMEOUT, _ROWS, format_parameter(SOLUTIONS, GRAPHS, NETWORKS, also=("html",)))

AREA = Area(
    "sparql",
    N_("SPARQL 1.1."),
    (
        Operation(
            "get",
            "/sparql",
            N_("Ask a SPARQL query"),
            N_("Without `query` a browser gets the query page, and who accepts RDF the service description."),
            (
                Parameter("query", N_("The query."), TEXT),
                Parameter("example", N_("A named query with which the form of the page begins."), TEXT),
                *_COMMON,
                LANG,
            ),
            answers=(_ANSWER,),
            problems=QUERYING,
        ),
        Operation(
            "post",
            "/sparql",
            N_("Ask a query, or make an update where updates are taken"),
            parameters=_COMMON,
            body={FORM: _FORM, QUERY: TEXT, UPDATE: TEXT},
            answers=(_ANSWER, Answer(204, N_("The update is made and visible"), headers=("Rolegraph-Snapshot",))),
            problems=(*QUERYING, *WRITING, UnsupportedBody),
        ),
    ),
)
