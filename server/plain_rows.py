"""Solutions for programs that know no RDF: a JSON list with one object a row, from column to plain value.

Numbers and booleans are JSON's own, IRIs and all else are strings, and what is unbound is null (`queries.answer`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from pyoxigraph import Literal, QueryBoolean, QuerySolutions

from queries.answer import Term, Value, plain
from server.well_formed import Sink

Row = dict[str, Value]


def write(results: QuerySolutions | QueryBoolean, output: Sink, most: int = 0) -> bool:
    """Write the rows as they come, at most so many unless that is 0; tell whether there are more."""
    count = 0
    for row in _rows(results):
        if most and count == most:
            output.write(b"\n]\n")
            return True
        output.write((",\n" if count else "[\n").encode() + json.dumps(row, ensure_ascii=False).encode())
        count += 1
    output.write(b"\n]\n" if count else b"[]\n")
    return False


def _rows(results: QuerySolutions | QueryBoolean) -> Iterator[Row]:
    if isinstance(results, QueryBoolean):
        yield {"boolean": bool(results)}
        return
    columns = [variable.value for variable in results.variables]
    for solution in results:
        yield {name: _value(term) for name, term in zip(columns, solution, strict=True)}


def _value(term: Term | None) -> Value:
    """Give a term as JSON can hold it: INF and NaN are words."""
    value = plain(term)
    if isinstance(term, Literal) and isinstance(value, float) and not math.isfinite(value):
        return term.value
    return value
