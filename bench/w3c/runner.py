"""Runs a case on a server; the answer is why it fails, or None."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from bench.w3c import compare, http_cases
from bench.w3c.exchange import Reply, Server, read_data
from bench.w3c.manifest import BASE, Case, cases

EVERYTHING = "SELECT ?g ?s ?p ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
SYNTAX = "/problem/query-syntax"


def run(root: Path, group: str, server: Server) -> Iterator[tuple[str, str | None]]:
    """Run a group; give each case's name and why it fails, or None."""
    for case in cases(root, group):
        try:
            yield case.name, RUN[case.kind](case, server)
        # Whatever a case fails of is its result, and the next one is run.
        except Exception as error:
            yield case.name, f"{type(error).__name__}: {error}"[:300]


def _text(case: Case) -> str:
    assert case.text is not None
    return (case.folder / case.text).read_bytes().decode()


def _refusal(reply: Reply) -> str:
    try:
        return f"{reply.status} {json.loads(reply.body)['detail']}"
    except (ValueError, KeyError, TypeError):
        return f"{reply.status}"


def evaluation(case: Case, server: Server) -> str | None:
    """Load, ask, compare."""
    assert case.result is not None
    server.load(read_data(case.folder, case.data))
    expected = case.folder / case.result
    reply = server.query(f"BASE <{BASE}{case.folder.name}/{case.text}> {_text(case)}", compare.accept(expected))
    if reply.status != 200:
        return _refusal(reply)
    return None if compare.same_answer(expected, reply.body) else "another answer"


def update(case: Case, server: Server) -> str | None:
    """Load, change, compare all graphs."""
    server.load(read_data(case.folder, case.data))
    reply = server.update(f"BASE <{BASE}{case.folder.name}/{case.text}> {_text(case)}")
    if reply.status != 204:
        return _refusal(reply)
    expected = read_data(case.folder, case.result_data)
    return None if compare.same_quads(expected, _everything(server)) else "another dataset"


def _everything(server: Server) -> list[Quad]:
    rows = json.loads(server.query(EVERYTHING).body)["results"]["bindings"]
    return [
        Quad(
            _term(row["s"]),  # type: ignore[arg-type]
            NamedNode(row["p"]["value"]),
            _term(row["o"]),
            NamedNode(row["g"]["value"]) if "g" in row else DefaultGraph(),
        )
        for row in rows
    ]


def _term(found: dict[str, str]) -> NamedNode | BlankNode | Literal:
    if found["type"] == "uri":
        return NamedNode(found["value"])
    if found["type"] == "bnode":
        return BlankNode(found["value"])
    if "xml:lang" in found:
        return Literal(found["value"], language=found["xml:lang"])
    datatype = found.get("datatype")
    return Literal(found["value"], datatype=NamedNode(datatype) if datatype else None)


def good_query(case: Case, server: Server) -> str | None:
    """Ask what has to be understood."""
    reply = server.query(_text(case))
    return None if reply.status == 200 else _refusal(reply)


def bad_query(case: Case, server: Server) -> str | None:
    """Ask what must not be understood."""
    reply = server.query(_text(case))
    return None if reply.status in {400, 403} else f"answered {reply.status}"


def good_update(case: Case, server: Server) -> str | None:
    """Send what has to be understood; it may fail for want of a graph that it names."""
    reply = server.update(_text(case))
    understood = reply.status == 204 or (reply.status == 400 and SYNTAX not in json.loads(reply.body)["type"])
    return None if understood else _refusal(reply)


def bad_update(case: Case, server: Server) -> str | None:
    """Send what must not be understood."""
    reply = server.update(_text(case))
    return None if reply.status in {400, 403} else f"answered {reply.status}"


RUN: dict[str, Callable[[Case, Server], str | None]] = {
    "QueryEvaluationTest": evaluation,
    "CSVResultFormatTest": evaluation,
    "UpdateEvaluationTest": update,
    "PositiveSyntaxTest11": good_query,
    "NegativeSyntaxTest11": bad_query,
    "PositiveUpdateSyntaxTest11": good_update,
    "NegativeUpdateSyntaxTest11": bad_update,
    "ProtocolTest": http_cases.exchange,
    "GraphStoreProtocolTest": http_cases.exchange,
    "ServiceDescriptionTest": http_cases.description,
}
