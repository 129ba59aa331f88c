"""`/explore`: the graph as a drawing."""

from __future__ import annotations

from server.api.model import Answer, Area, Operation, Parameter
from server.api.parts import ASKING, HTML, LANG, TEXT
from server.errors import NoSuchThing
from server.explore.wishes import LAYOUTS, STATEMENTS
from server.readings.graph.around import DEEPEST, MOST, NEIGHBOURS
from server.readings.graph.facts import KINDS
from server.texts import N_

_WISHES = (
    Parameter("of", N_("The IRI of what the drawing starts from."), TEXT, many=True),
    Parameter("query", N_("In their place: a CONSTRUCT or DESCRIBE, of which the result is drawn."), TEXT),
    Parameter(
        "depth",
        N_("Steps from each of them."),
        {"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": 1},
        blank=True,
    ),
    Parameter(
        "kinds", N_("The types of things to draw, with commas."), {"type": "string", "examples": [",".join(KINDS[:2])]}
    ),
    Parameter("languages", N_("Only things with a name in one of these languages, with commas."), TEXT),
    Parameter("closed", N_("The IRI of a thing whose neighbours are not drawn."), TEXT, many=True),
    Parameter(
        "limit",
        N_("Neighbours of each thing, at most."),
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": NEIGHBOURS},
        blank=True,
    ),
    Parameter(
        "layout",
        N_("How things are placed."),
        {"type": "string", "enum": list(LAYOUTS), "default": "rings"},
        blank=True,
    ),
    Parameter(
        "inferred",
        N_("Whether statements that were inferred are drawn beside those that are stated, or alone."),
        {"type": "string", "enum": [one.value for one in STATEMENTS], "default": "true"},
        blank=True,
    ),
    LANG,
)

AREA = Area(
    "explore",
    N_("The graph as a drawing."),
    (
        Operation(
            "get",
            "/explore",
            N_("A drawing as a page, with tables of the same"),
            parameters=(Parameter("q", N_("What the drawing starts from is called so."), TEXT), *_WISHES),
            answers=(
                Answer(200, N_("The page"), HTML, ("ETag",)),
                Answer(404, N_("A page that says what is unknown"), HTML),
            ),
            problems=ASKING,
        ),
        Operation(
            "get",
            "/explore/data",
            N_("A drawing as JSON, for Cytoscape.js"),
            parameters=_WISHES,
            answers=(Answer(200, N_("The drawing"), {"application/json": {"type": "object"}}, ("ETag",)),),
            problems=(NoSuchThing, *ASKING),
        ),
    ),
)
