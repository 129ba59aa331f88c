"""Triples as N-Triples write them (https://www.w3.org/TR/n-triples/).

Most of a document's are made, compared and sent as such, several times faster than as terms of the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import NamedNode

from loaders.quads import Term, Triple
from ontology.terms import Xsd

#: Subject, predicate and object.
Line = tuple[str, str, str]

_INTEGER = f'"^^{Xsd.integer}'
#: What a quoted string may not hold (the grammar's STRING_LITERAL_QUOTE), and how it is written there.
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")


def iri(value: str) -> str:
    """An IRI that needs no escapes."""
    return f"<{value}>"


def string(value: str, language: str | None = None) -> str:
    """A string, tagged with its language where one is given."""
    quoted = f'"{value}"' if _ESCAPED.search(value) is None else f'"{_ESCAPED.sub(_escape, value)}"'
    return f"{quoted}@{language.lower()}" if language else quoted


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]


def integer(value: int) -> str:
    """An xsd:integer."""
    return f'"{value}{_INTEGER}'


@lru_cache(maxsize=65536)
def written(term: Term) -> str:
    """A term of the engine."""
    return str(term)


def line(triple: Triple) -> Line:
    """A triple of the engine."""
    subject, predicate, value = triple
    return written(subject), written(predicate), written(value)


def in_ntriples(lines: Iterable[Line]) -> str:
    """Triples as a document of N-Triples."""
    return "".join([f"{subject} {predicate} {value} .\n" for subject, predicate, value in lines])


def in_nquads(graph: NamedNode, lines: Iterable[Line]) -> str:
    """Triples of one graph as N-Quads."""
    end = f" {graph} .\n"
    return "".join([f"{subject} {predicate} {value}{end}" for subject, predicate, value in lines])


def by_predicate(lines: Iterable[Line]) -> dict[str, bytes]:
    """Triples as N-Triples by their predicate."""
    found: dict[str, list[str]] = {}
    for subject, predicate, value in lines:
        found.setdefault(predicate, []).append(f"{subject} {predicate} {value} .\n")
    return {predicate: "".join(group).encode() for predicate, group in found.items()}
