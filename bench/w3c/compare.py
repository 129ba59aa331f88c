"""Whether an answer is what a test expects: equal but for the labels of blank nodes and the order of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from bench.w3c.exchange import FORMATS
from bench.w3c.manifest import BASE

#: The media type in which an answer is asked for, by the ending of the file that it is compared with.
ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
    ".ttl": "text/turtle",
    ".rdf": "application/rdf+xml",
}
RESULTS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"

Term = NamedNode | BlankNode | Literal
Row = list[tuple[str, Term]]


def same_answer(expected: Path, received: bytes) -> bool:
    """Compare an answer with the file of the expected one, which is in the same format."""
    suffix, wanted = expected.suffix, expected.read_bytes()
    base = f"{BASE}{expected.parent.name}/{expected.name}"
    if is_result_set(expected):
        return _rows_of_graph(wanted, base) == _results(".srj", received)
    if suffix == ".csv":
        return _cells(wanted) == _cells(received)
    if suffix in RESULTS:
        return _results(suffix, wanted) == _results(suffix, received)
    return same_quads(parse(wanted, format=FORMATS[suffix], base_iri=base), parse(received, format=FORMATS[suffix]))


def is_result_set(path: Path) -> bool:
    """Tell whether a file of RDF describes the rows of a SELECT."""
    return path.suffix in {".ttl", ".rdf"} and _RS.encode() in path.read_bytes()


def same_quads(expected: Iterable[Quad], received: Iterable[Quad]) -> bool:
    """Compare two datasets but for the labels of blank nodes."""
    return _canonical(expected) == _canonical(received)


def _canonical(quads: Iterable[Quad]) -> Dataset:
    """Give blank nodes the labels that their place gives them, and numbers the form that the engine keeps."""
    store = Store()
    store.extend(quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def accept(expected: Path) -> str:
    """Give the media type in which to ask for the answer that a file holds."""
    return ACCEPT[".srj" if is_result_set(expected) else expected.suffix]


def _cells(data: bytes) -> list[list[tuple[str, str]]]:
    """Give the rows; the order of columns is free where a query selects all."""
    head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    named = [zip(head, ["_:" if cell.startswith("_:") else cell for cell in row], strict=True) for row in rows]
    return sorted(sorted(row) for row in named)


def _rows_of_graph(turtle: bytes, base: str) -> object:
    """Read the rows of a SELECT that are described in RDF."""
    store = Store()
    store.load(turtle, format=RdfFormat.TURTLE, base_iri=base)
    names = store.query(f"SELECT ?n WHERE {{ ?s <{_RS}resultVariable> ?n }}")
    values = store.query(
        f"SELECT ?row ?n ?v WHERE {{ ?s <{_RS}solution> ?row OPTIONAL {{ ?row <{_RS}binding> ?b . "
        f"?b <{_RS}variable> ?n ; <{_RS}value> ?v }} }}"
    )
    assert isinstance(names, QuerySolutions)
    assert isinstance(values, QuerySolutions)
    rows: dict[object, Row] = {}
    for row, name, value in values:
        bound = [] if name is None else [(name.value, value)]
        rows.setdefault(row, []).extend(bound)
    return {row["n"].value for row in names}, _canonical(_quads(list(rows.values())))


def _results(suffix: str, data: bytes) -> object:
    found = parse_query_results(data, format=RESULTS[suffix])
    if isinstance(found, QueryBoolean):
        return bool(found)
    assert isinstance(found, QuerySolutions)
    names = [one.value for one in found.variables]
    rows = [[(name, value) for name in names if (value := row[name]) is not None] for row in found]
    return set(names), _canonical(_quads(rows))


def _quads(rows: list[Row]) -> list[Quad]:
    """Write rows as quads, so that blank nodes can be compared."""
    quads = []
    for number, row in enumerate(rows):
        node = BlankNode(f"row{number}")
        quads.append(Quad(node, NamedNode("x:is"), NamedNode("x:row")))
        quads += [Quad(node, NamedNode(f"x:{name}"), value) for name, value in row]
    return quads
