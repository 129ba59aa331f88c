"""Answers as files: one writer a format, all of them in `WRITERS`."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable
from typing import TextIO

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ontology.errors import QueryError
from ontology.terms import PREFIXES, Xsd
from queries.answer import Answer, Term

#: Characters that turn the direction of text round, which a terminal would let run beyond the label.
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: The width of a table that nobody looks at through a window: no line is broken.
_UNBROKEN = 100_000


def write_table(answer: Answer, out: TextIO) -> None:
    """Write a table for reading, as wide as the terminal; IRIs are shortened by the known prefixes."""
    if answer.form == "ASK":
        out.write(f"{_lexical(answer.solutions[0][0])}\n")
        return
    table = Table(*answer.variables)
    for solution in answer.solutions:
        table.add_row(*[Text(_shown(term), overflow="fold") for term in solution])
    console = Console(file=out, width=None if out.isatty() else _UNBROKEN, highlight=False)
    console.print(table)
    count = len(answer.solutions)
    console.print(f"{count} row" + ("" if count == 1 else "s"))


def write_csv(answer: Answer, out: TextIO) -> None:
    """Write CSV with a header (SPARQL 1.1 Query Results CSV and TSV Formats, section 3)."""
    writer = csv.writer(out)
    writer.writerow(answer.variables)
    writer.writerows([_lexical(term) for term in solution] for solution in answer.solutions)


def write_tsv(answer: Answer, out: TextIO) -> None:
    """Write TSV with whole terms (SPARQL 1.1 Query Results CSV and TSV Formats, section 4)."""
    out.write("\t".join(f"?{variable}" for variable in answer.variables) + "\n")
    for solution in answer.solutions:
        out.write("\t".join("" if term is None else str(term) for term in solution) + "\n")


def write_json(answer: Answer, out: TextIO) -> None:
    """Write a JSON array with an object a row; values are plain, and null where a variable is unbound."""
    rows = [dict(zip(answer.variables, row, strict=True)) for row in answer.rows]
    json.dump(rows, out, ensure_ascii=False, indent=1)
    out.write("\n")


def write_sparql_json(answer: Answer, out: TextIO) -> None:
    """Write SPARQL 1.1 Query Results JSON, which keeps the kinds, languages and datatypes of terms."""
    json.dump(_sparql_json(answer), out, ensure_ascii=False, indent=1)
    out.write("\n")


def write_xml(answer: Answer, out: TextIO) -> None:
    """Write SPARQL Query Results XML, made by the engine from the same results as JSON."""
    results = parse_query_results(json.dumps(_sparql_json(answer)), QueryResultsFormat.JSON)
    out.write((results.serialize(format=QueryResultsFormat.XML) or b"").decode() + "\n")


def write_turtle(answer: Answer, out: TextIO) -> None:
    """Write the triples of CONSTRUCT or DESCRIBE as Turtle; raises QueryError for any other answer."""
    if not answer.is_graph:
        raise QueryError(f"the answer to {answer.form} is no graph; choose another format than turtle")
    out.write((serialize(answer.triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b"").decode())


#: The formats by the names that the command line knows.
WRITERS: dict[str, Callable[[Answer, TextIO], None]] = {
    "table": write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "sparql-json": write_sparql_json,
    "xml": write_xml,
    "turtle": write_turtle,
}


def _lexical(term: Term | None) -> str:
    """A term without its type: an IRI, the text of a literal, or nothing."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _shown(term: Term | None) -> str:
    """A term as one harmless piece of text for a terminal."""
    text = _lexical(term)
    if isinstance(term, NamedNode):
        text = _shortened(text)
    return harmless(text)


def harmless(text: str) -> str:
    """Give a text whose characters neither command a terminal nor turn the direction of what is around it."""
    return "".join(" " if _is_control(character) else character for character in text)


def _is_control(character: str) -> bool:
    return character in _DIRECTIONS or unicodedata.category(character) == "Cc"


def _shortened(iri: str) -> str:
    """An IRI by its longest known prefix; `rgid:role/x` is for eyes and for `--param`, it is no SPARQL."""
    found = max(
        ((namespace, prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)),
        key=lambda pair: len(pair[0]),
        default=None,
    )
    return iri if found is None else f"{found[1]}:{iri.removeprefix(found[0])}"


def _sparql_json(answer: Answer) -> dict[str, object]:
    """The object of SPARQL 1.1 Query Results JSON, sections 3 and 4."""
    if answer.form == "ASK":
        return {"head": {}, "boolean": answer.rows[0][0]}
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.solutions
    ]
    return {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, object]:
    """A term as section 3.2.2 of the format has it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    written: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language is not None:
        written["xml:lang"] = term.language
    elif term.datatype != Xsd.string:
        written["datatype"] = term.datatype.value
    return written
