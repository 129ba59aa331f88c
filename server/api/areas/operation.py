"""What the server tells of itself and of its data as a whole."""

from __future__ import annotations

from server import void
from server.api.model import Answer, Area, Content, Operation, Parameter
from server.api.parts import HTML, LANG, MISSING, TEXT, content, format_parameter
from server.downloads import DUMPS
from server.errors import NotAcceptable
from server.formats import GRAPHS
from server.texts import N_

_HEALTH = {
    "type": "object",
    "required": ["status", "snapshot", "workers"],
    "properties": {
        "status": {"enum": ["ok", "failing"]},
        "snapshot": {"type": ["integer", "null"]},
        "workers": {"type": "integer", "minimum": 0},
    },
}
_DUMPED: Content = {media_type: {} for media_type in dict.fromkeys(DUMPS.values())}

AREA = Area(
    "server",
    N_("The data as a whole, and the server itself."),
    (
        Operation(
            "get",
            void.PATH,
            N_("What the data is, counted"),
            parameters=(format_parameter(GRAPHS),),
            answers=(Answer(200, N_("The description"), content(GRAPHS), ("ETag", "Rolegraph-Snapshot")),),
            problems=(NotAcceptable,),
        ),
        Operation(
            "get",
            "/dump.{kind}",
            N_("All data"),
            parameters=(Parameter("kind", N_("The format."), {"enum": list(DUMPS)}, "path", required=True),),
            answers=(
                Answer(200, N_("The data"), _DUMPED, ("ETag", "Rolegraph-Snapshot")),
                Answer(206, N_("A part of the data, by Range"), _DUMPED, ("ETag",)),
                MISSING,
            ),
        ),
        Operation(
            "get",
            "/openapi.json",
            N_("This description"),
            answers=(Answer(200, N_("An OpenAPI document"), {"application/json": {"type": "object"}}, ("ETag",)),),
        ),
        Operation(
            "get",
            "/api",
            N_("This description as a page"),
            "",
            (LANG,),
            answers=(Answer(200, N_("A page"), HTML, ("ETag",)),),
        ),
        Operation(
            "get",
            "/health",
            N_("Whether queries are answered"),
            answers=(
                Answer(200, N_("They are"), {"application/json": _HEALTH}),
                Answer(503, N_("They are not"), {"application/json": _HEALTH}),
            ),
        ),
        Operation(
            "get",
            "/metrics",
            N_("Figures for Prometheus, to whom the server's setting names"),
            answers=(Answer(200, N_("The figures"), {"text/plain": TEXT}), MISSING),
        ),
    ),
)
