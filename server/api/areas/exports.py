"""`/export`: the graph of roles for graph tools."""

from __future__ import annotations

from server.api.model import Answer, Area, Operation, Parameter
from server.api.parts import ANSWER_HEADERS, ASKING, INFERRED, IRI, LANG, content, format_parameter
from server.errors import NoSuchThing, NotAcceptable
from server.exports.walking import DEEPEST
from server.formats import NETWORKS
from server.texts import N_

AREA = Area(
    "exports",
    N_("Graphs as files for graph tools."),
    (
        Operation(
            "get",
            "/export",
            N_("The graph of roles, or what lies around one thing"),
            parameters=(
                Parameter("of", N_("The role, concept or document in the middle; without it the whole graph."), IRI),
                Parameter("depth", N_("How far around it."), {"type": "integer", "minimum": 1, "maximum": DEEPEST}),
                Parameter(
                    "documents", N_("Whether documents are in it too."), {"type": "string", "enum": ["true", "false"]}
                ),
                INFERRED,
                LANG,
                format_parameter(NETWORKS),
            ),
            answers=(Answer(200, N_("The graph"), content(NETWORKS), ANSWER_HEADERS),),
            problems=(NoSuchThing, NotAcceptable, *ASKING),
        ),
    ),
)
