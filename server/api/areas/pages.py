"""Pages, and what they tell in other forms."""

from __future__ import annotations

from server.api.model import Answer, Area, Operation, Parameter
from server.api.parts import ANSWER_HEADERS, ASKING, HTML, INFERRED, IRI, LANG, TEXT, content, format_parameter
from server.errors import NoSuchThing, NotAcceptable
from server.formats import GRAPHS
from server.pages.things import LAST
from server.texts import N_

_PAGE = Answer(200, N_("A page"), HTML, ("ETag",))
_NAME = {"type": "string", "minLength": 1, "examples": ["skill/empathy"]}
_LIST = Parameter(
    "page", N_("The page of a long list."), {"type": "integer", "minimum": 1, "maximum": LAST}, blank=True
)
_TRIPLE = (
    Parameter("s", N_("The triple's subject, an IRI."), IRI, required=True),
    Parameter("p", N_("Its predicate, an IRI."), IRI, required=True),
    Parameter("o", N_("Its object: an IRI, or a literal as Turtle writes it."), TEXT, required=True),
)
_PROOF = {
    "type": "object",
    "required": ["holds", "triple"],
    "properties": {"holds": {"type": "boolean"}, "triple": {"type": "array", "items": TEXT}},
}

AREA = Area(
    "pages",
    N_("What the graph holds, for people; and why."),
    (
        Operation("get", "/", N_("The front page"), "", (LANG,), answers=(_PAGE,), problems=ASKING),
        Operation("get", "/roles", N_("The roles"), "", (LANG,), answers=(_PAGE,), problems=ASKING),
        Operation("get", "/documents", N_("The documents"), "", (_LIST, LANG), answers=(_PAGE,), problems=ASKING),
        Operation(
            "get",
            "/id/{name}",
            N_("What stands behind an IRI of ours: a page, its triples, or a document's text"),
            parameters=(
                Parameter("name", N_("The IRI's part behind its namespace."), _NAME, "path", required=True),
                format_parameter(GRAPHS, also=("html",)),
                INFERRED,
                LANG,
                _LIST,
                Parameter(
                    "start",
                    N_("The first character of a document's text that is shown."),
                    {"type": "integer", "minimum": 0, "maximum": LAST},
                    blank=True,
                ),
            ),
            answers=(
                Answer(200, N_("The thing"), {**content(GRAPHS), **HTML}, (*ANSWER_HEADERS, "Link")),
                Answer(303, N_("It is told of elsewhere"), HTML, ("Location",)),
            ),
            problems=(NoSuchThing, NotAcceptable, *ASKING),
        ),
        Operation(
            "get",
            "/evidence",
            N_("The places in documents that a statement comes from"),
            parameters=(*_TRIPLE, Parameter("part", N_("Given, a page has no frame."), TEXT), LANG),
            answers=(Answer(200, N_("The places"), {"application/json": {"type": "object"}, **HTML}, ("ETag",)),),
            problems=(NoSuchThing, *ASKING),
        ),
        Operation(
            "get",
            "/explain",
            N_("Why a triple holds, down to the sentences of documents"),
            parameters=_TRIPLE,
            answers=(Answer(200, N_("The proof"), {"application/json": _PROOF}),),
            problems=ASKING,
        ),
    ),
)
