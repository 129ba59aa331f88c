"""`/ns`: the ontology and what is published beside it."""

from __future__ import annotations

from server.api.model import Answer, Area, Operation, Parameter
from server.api.parts import HTML, LANG, TEXT, content, format_parameter
from server.errors import NotAcceptable, NotPublished
from server.formats import GRAPHS
from server.ns.views import SUFFIXES
from server.texts import N_

_ANSWER = Answer(200, N_("The ontology"), {**content(GRAPHS), **HTML}, ("ETag", "Link"))
_FORMAT = format_parameter(GRAPHS, also=("html",))
_PROBLEMS = (NotPublished, NotAcceptable)


def _path(name: str, text: str, *examples: str) -> Parameter:
    return Parameter(name, text, {**TEXT, "examples": list(examples)}, "path", required=True)


AREA = Area(
    "ontology",
    N_("The ontology, every version of it."),
    (
        Operation("get", "/ns", N_("The ontology"), "", (_FORMAT, LANG), answers=(_ANSWER,), problems=_PROBLEMS),
        Operation(
            "get",
            "/ns.{suffix}",
            N_("The ontology in one format"),
            parameters=(_path("suffix", N_("The format."), *SUFFIXES), LANG),
            answers=(_ANSWER,),
            problems=_PROBLEMS,
        ),
        Operation(
            "get",
            "/ns/{name}",
            N_("A version of the ontology, the alignments or the shapes"),
            parameters=(
                _path("name", N_("What is wanted, with or without a suffix."), "alignments", "shapes"),
                _FORMAT,
                LANG,
            ),
            answers=(_ANSWER,),
            problems=_PROBLEMS,
        ),
        Operation(
            "get",
            "/ns/context.jsonld",
            N_("The JSON-LD context"),
            answers=(Answer(200, N_("The context"), {"application/ld+json": {"type": "object"}}, ("ETag",)),),
        ),
    ),
)
