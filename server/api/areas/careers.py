"""`/paths` and `/gap`: from one role to another."""

from __future__ import annotations

from server.api.model import Answer, Area, Content, Operation, Parameter
from server.api.parts import ASKING, HTML, INFERRED, LANG, TEXT
from server.errors import AmbiguousRole, NoSuchRole
from server.readings.paths import LONGEST, MOST
from server.texts import N_

_CONTENT: Content = {"application/json": {"type": "object"}, "text/csv": TEXT, **HTML}
_FALSE = {"type": "string", "enum": ["true", "false"], "default": "false"}
_ENDS = (
    Parameter("from", N_("The role now: its IRI, or a label in any language. Without it a browser gets a form."), TEXT),
    Parameter("to", N_("The role wanted, likewise."), TEXT),
)
_FORMAT = Parameter(
    "format", N_("The form of the answer; else the Accept header decides."), {"enum": ["json", "csv", "html"]}
)


def _operation(path: str, summary: str, *parameters: Parameter) -> Operation:
    return Operation(
        "get",
        path,
        summary,
        parameters=(*_ENDS, *parameters, INFERRED, LANG, _FORMAT),
        answers=(Answer(200, N_("The answer"), _CONTENT, ("ETag",)),),
        problems=(AmbiguousRole, NoSuchRole, *ASKING),
    )


AREA = Area(
    "careers",
    N_("From one role to another."),
    (
        _operation(
            "/paths",
            N_("Steps from one role to another, with what is gained on each"),
            Parameter("all", N_("Whether all paths are wanted, not the shortest only."), _FALSE),
            Parameter(
                "max_steps",
                N_("Steps of a path, at most."),
                {"type": "integer", "minimum": 1, "maximum": LONGEST},
                blank=True,
            ),
            Parameter("limit", N_("Paths, at most."), {"type": "integer", "minimum": 1, "maximum": MOST}, blank=True),
            Parameter("lateral", N_("Whether moves aside count."), _FALSE),
        ),
        _operation("/gap", N_("What one role needs and the other does not, and what both do")),
    ),
)
