"""`/graphs`: the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from server.api.model import Answer, Area, Content, Method, Operation, Parameter
from server.api.parts import ANSWER_HEADERS, IRI, QUERYING, TEXT, WRITING, content, format_parameter
from server.bodies import MULTIPART
from server.errors import NoSuchGraph
from server.formats import GRAPHS, NETWORKS
from server.parsing import BODIES
from server.protocol import UPDATE
from server.texts import N_

_TARGET = (
    Parameter("graph", N_("The graph's IRI."), IRI),
    Parameter("default", N_("The default graph; takes no value."), {"type": "string", "maxLength": 0}),
)
_NAME = (
    Parameter("name", N_("The path of a graph below this URL."), {"type": "string", "minLength": 1}, "path", True),
)
#: JSON-LD is JSON; all other bodies are texts to a description.
_RDF: Content = {
    **dict.fromkeys(BODIES, TEXT),
    "application/ld+json": {"type": ["object", "array"]},
    MULTIPART: {"type": "object"},
}
_FORMAT = format_parameter(GRAPHS, NETWORKS)
_DONE = (
    Answer(201, N_("The graph is new"), headers=("Rolegraph-Snapshot", "Location")),
    Answer(204, N_("Done"), headers=("Rolegraph-Snapshot",)),
)


def _write(method: Method, path: str, summary: str, body: Content) -> Operation:
    problems = (*WRITING, *QUERYING, NoSuchGraph) if method in {"patch", "delete"} else (*WRITING, *QUERYING)
    target = _TARGET if path == "/graphs" else _NAME
    return Operation(method, path, summary, "", target, body, _DONE, problems, secured=True)


def _operations(path: str) -> tuple[Operation, ...]:
    target = _TARGET if path == "/graphs" else _NAME
    read = Operation(
        "get",
        path,
        N_("Read a graph"),
        parameters=(*target, _FORMAT),
        answers=(Answer(200, N_("The graph"), content(GRAPHS, NETWORKS), ANSWER_HEADERS),),
        problems=(NoSuchGraph, *QUERYING),
    )
    return (
        read,
        _write("put", path, N_("Replace a graph"), _RDF),
        _write("post", path, N_("Add to a graph"), _RDF),
        _write("delete", path, N_("Delete a graph"), {}),
        _write("patch", path, N_("Change a graph by an update"), {UPDATE: TEXT}),
    )


AREA = Area(
    "graphs",
    N_("Whole graphs, read by anybody and written with the server's token."),
    (*_operations("/graphs"), *_operations("/graphs/{name}")),
)
