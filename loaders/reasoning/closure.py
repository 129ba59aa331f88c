"""What follows from an ontology by itself, as owlrl concludes it: kept for the shipped one, else made at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache, lru_cache

from pyoxigraph import RdfFormat, parse

from loaders.ntriples import in_ntriples, line
from loaders.reasoning.matching import triples_of
from loaders.reasoning.rules import Triple
from ontology import CLOSURE


def closure(axioms: Iterable[Triple]) -> frozenset[Triple]:
    """What follows from axioms beyond themselves."""
    written = in_ntriples(sorted(map(line, axioms)))
    mark, found = kept()
    return found if mark == marked(written) else made(written)


@cache
def kept() -> tuple[str, frozenset[Triple]]:
    """What follows from the shipped ontology, and the mark of its axioms."""
    text = CLOSURE.read_text(encoding="utf-8")
    mark = text.partition("\n")[0].removeprefix("# ")
    return mark, frozenset(triples_of(parse(text, format=RdfFormat.N_TRIPLES)))


@lru_cache(maxsize=8)
def made(written: str) -> frozenset[Triple]:
    """The closure of axioms in N-Triples."""
    # owlrl and rdflib take .2 s to import.
    from loaders.reasoning.closed import closed

    found, _ = closed(triples_of(parse(written, format=RdfFormat.N_TRIPLES)))
    return frozenset(found)


def marked(written: str) -> str:
    """The mark of axioms in N-Triples, by which it is told whether a closure is theirs."""
    return hashlib.sha256(written.encode()).hexdigest()
