"""What a worker's report becomes for the client."""

from __future__ import annotations

import pytest

from server.answers import MESSAGE, problem_of
from server.errors import NotAcceptable, QuerySyntax


@pytest.mark.parametrize(
    ("error", "status", "name"),
    [
        ({"kind": "syntax", "message": "expected }", "line": 1, "column": 9, "near": ""}, 400, "query-syntax"),
        ({"kind": "syntax", "message": "odd"}, 400, "query-syntax"),
        ({"kind": "evaluation", "message": "unknown"}, 400, "query-unusable"),
        ({"kind": "memory"}, 503, "query-out-of-memory"),
        ({"kind": "format", "message": "no"}, 406, "not-acceptable"),
        ({"kind": "store", "message": "/secret/path"}, 500, "query-crashed"),
    ],
)
def test_every_report_has_a_status(error: dict[str, object], status: int, name: str) -> None:
    problem = problem_of(error)

    assert (status, name) == (problem.status, problem.name)
    assert "/secret/path" not in str(problem)


def test_a_syntax_error_keeps_its_place() -> None:
    problem = problem_of({"kind": "syntax", "message": "expected }", "line": 3, "column": 9, "near": "FROM"})

    assert isinstance(problem, QuerySyntax)
    assert {"line": 3, "column": 9} == problem.details
    assert "Line 3, column 9, before “FROM”: expected }." == str(problem)


def test_a_long_message_is_cut() -> None:
    assert len(str(problem_of({"kind": "evaluation", "message": "x" * 10_000}))) < MESSAGE + 10


def test_what_xml_cannot_hold_is_offered_otherwise() -> None:
    problem = problem_of({"kind": "format", "message": "no"})

    assert isinstance(problem, NotAcceptable)
    assert "text/turtle" in problem.offered
    assert "application/rdf+xml" not in problem.offered
