"""The workers as a source of answers, for what has to be looked up before a query can be put."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from queries.answer import Answer, Term
from server.asking import prepared, whole
from server.house import House
from server.protocol import QueryRequest


class Workers:
    """Answers SELECT queries of our own by a worker, as `queries.client.Source` says."""

    def __init__(self, house: House) -> None:
        self._house = house

    def run(self, text: str) -> Answer:
        """Answer a query; raises a Problem, which is a QueryError, or ClientLeft."""
        found = json.loads(whole(self._house, prepared(self._house, QueryRequest(text, format="json"), text)).body)
        columns = tuple(found["head"]["vars"])
        rows = found["results"]["bindings"]
        return Answer("SELECT", columns, tuple(tuple(term_of(row.get(name)) for name in columns) for row in rows))


def term_of(found: Mapping[str, str] | None) -> Term | None:
    """Read a term of SPARQL's JSON results (https://www.w3.org/TR/sparql11-results-json/#select-encode-terms)."""
    if found is None:
        return None
    if found["type"] == "uri":
        return NamedNode(found["value"])
    if found["type"] == "bnode":
        return BlankNode(found["value"])
    datatype = NamedNode(found["datatype"]) if "datatype" in found else None
    return Literal(found["value"], language=found.get("xml:lang"), datatype=datatype)
