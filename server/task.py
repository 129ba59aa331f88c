"""From a request to the task of answering it: what is asked of a worker, in which format, under which name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.metadata import version

from ontology.said import said
from ontology.terms import DEFAULT_GRAPHS, Graph
from server import formats
from server.errors import QuerySyntax
from server.evaluate import Question
from server.formats import Choice, Format, Kind
from server.outline import Bounds, Form, Outline, outline
from server.protocol import QueryRequest
from server.reader import wanted

#: The engine's version is part of what an answer depends on.
ENGINE = version("pyoxigraph").encode()
DEFAULT = tuple(graph.value for graph in DEFAULT_GRAPHS)
INFERRED = (Graph.INFERRED.value,)
STATED = tuple(graph for graph in DEFAULT if graph not in INFERRED)

#: What queries of each form answer with.
KINDS: dict[Form, Kind] = {"select": "solutions", "ask": "solutions", "construct": "graph", "describe": "graph"}

Dataset = tuple[tuple[str, ...] | None, tuple[str, ...] | None, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Task:
    """A query to answer: `payload` is the question as a worker takes it.

    `volatile` tells that asking again may give another answer although the data is the same. `stem` names the file
    that a browser makes of a graph. `most_seconds` is a deadline other than that of queries.
    """

    payload: bytes
    choice: Choice
    volatile: bool
    stem: str = "graph"
    most_seconds: float | None = None
    #: Whether rows may be left out of the answer.
    may_be_cut: bool = False
    #: A name for the log, the same for the same question, which does not tell what was asked.
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", hashlib.blake2b(self.payload, digest_size=8).hexdigest())

    def etag(self, snapshot: str) -> str:
        """Name the answer from the snapshot of this tag; only what can be asked again has a use for it."""
        parts = (snapshot.encode(), self.choice.content_type.encode(), ENGINE, self.payload)
        return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()


def prepare(
    asked: QueryRequest,
    query: str,
    accept: str | None,
    bounds: Bounds,
    base: str,
    most_rows: int = 0,
    plain: bool = False,
    liked: str | None = None,
) -> Task:
    """Read the query's outline, choose the format and the dataset.

    `accept` is the Accept header, `base` the IRI against which relative ones are resolved, `most_rows` where the
    answer is cut, `plain` tells that the store holds none of our graphs, `liked` is the Accept-Language header.
    Raises a Problem.
    """
    shape = outline(query, bounds)
    if shape.form == "update":
        raise QuerySyntax(
            said("This is an update, not a query; it is sent by POST as `update`, where updates are taken.")
        )
    kind = KINDS[shape.form]
    choice = formats.choose(offered(shape.form), asked.format, accept)
    tags = languages(asked.lang, liked) if choice.format.is_network else ()
    question = Question(query, base, kind, choice.format.name, *dataset(asked, shape, plain), plain, most_rows, tags)
    return Task(question.encode(), choice, shape.volatile, may_be_cut=bool(most_rows))


def fewer(one: int, other: int) -> int:
    """Give the lower of two limits of rows, of which 0 is none."""
    return min(one, other) if one and other else one or other


def offered(form: Form) -> tuple[Format, ...]:
    """Give the formats of answers to queries of a form: true or false is no graph."""
    return formats.SOLUTIONS if form == "ask" else formats.OF_KIND[KINDS[form]]


def languages(lang: str | None, liked: str | None) -> tuple[str, ...]:
    """Give the languages of labels, best first: by `lang`, else by the Accept-Language header. Raises a Problem."""
    return wanted([] if lang is None else [lang], liked)


def dataset(asked: QueryRequest, shape: Outline, plain: bool = False) -> Dataset:
    """Choose the default graphs, the named graphs, those hidden among all named ones, and whether FROM decides.

    The request's dataset comes first, then the query's own, then the endpoint's, which is the merge of our seven
    graphs (https://www.w3.org/TR/sparql11-protocol/#dataset). `inferred=false` speaks of the endpoint's only.
    A `plain` endpoint's dataset is the store's own.
    """
    if asked.has_dataset:
        return asked.default_graphs, asked.named_graphs, (), False
    if shape.has_dataset:
        return None, None, (), True
    if plain:
        return None, None, (), False
    if asked.inferred:
        return DEFAULT, None, (), False
    return STATED, None, INFERRED, False
