"""From a request to a task."""

from __future__ import annotations

import pytest

from ontology.terms import DEFAULT_GRAPHS, Graph
from server.errors import NotAcceptable, QuerySyntax
from server.evaluate import decode
from server.outline import Bounds
from server.protocol import QueryRequest
from server.task import Task, prepare

BOUNDS = Bounds(10_000, 20, 100)
SEVEN = tuple(graph.value for graph in DEFAULT_GRAPHS)


def task(query: str, accept: str | None = None, asked: QueryRequest | None = None) -> Task:
    return prepare(asked or QueryRequest(query), query, accept, BOUNDS, "https://example.org/sparql")


def test_the_kind_of_answer_follows_the_form() -> None:
    assert "solutions" == decode(task("ASK {}").payload).kind
    assert ("graph", "turtle") == (
        decode(task("DESCRIBE <a:b>").payload).kind,
        task("DESCRIBE <a:b>").choice.format.name,
    )
    with pytest.raises(NotAcceptable):
        task("DESCRIBE <a:b>", "text/csv")
    with pytest.raises(QuerySyntax, match="update"):
        task("DROP ALL")


@pytest.mark.parametrize(
    ("query", "asked", "expected"),
    [
        ("ASK {}", QueryRequest(None), (SEVEN, None, ())),
        ("ASK {}", QueryRequest(None, inferred=False), (SEVEN[:-1], None, (Graph.INFERRED.value,))),
        ("ASK FROM <a:b> {}", QueryRequest(None, inferred=False), (None, None, ())),
        ("ASK FROM <a:b> {}", QueryRequest(None, ("a:c",)), (("a:c",), (), ())),
        ("ASK {}", QueryRequest(None, (), ("a:c",), inferred=False), ((), ("a:c",), ())),
    ],
)
def test_the_dataset_is_the_requests_then_the_querys_then_ours(
    query: str, asked: QueryRequest, expected: tuple[object, ...]
) -> None:
    question = decode(task(query, asked=asked).payload)
    found = (question.default_graphs, question.named_graphs, question.hidden_graphs)

    assert expected == tuple(None if graphs is None else tuple(graphs) for graphs in found)


def test_an_answers_name_depends_on_all_that_it_depends_on() -> None:
    names = {
        task("ASK {}").etag("1"),
        task("ASK {}").etag("2"),
        task("ASK { }").etag("1"),
        task("ASK {}", "text/csv").etag("1"),
        task("ASK {}", "application/json").etag("1"),
        task("ASK {}", asked=QueryRequest(None, inferred=False)).etag("1"),
    }

    assert 6 == len(names)
    assert task("ASK {}").etag("1") == task("ASK {}", asked=QueryRequest(None, timeout=1)).etag("1")
