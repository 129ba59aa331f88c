"""Proofs and contradictions for people and programs: rules by name, stated triples with their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Store

from loaders.reasoning.conflicts import Conflict
from loaders.reasoning.evidence import places
from loaders.reasoning.matching import Triples
from loaders.reasoning.proofs import Proof, proof
from loaders.reasoning.rules import Rules
from ontology.terms import PREFIXES

#: Places that are told of one triple on the command line.
SHOWN = 3


def proof_json(store: Store, found: Proof) -> dict[str, Any]:
    """A proof as JSON members, recursively; its stated triples have their places."""
    told = {"triple": [str(term) for term in found.triple]}
    if found.rule is None:
        return told | {"stated": [place.as_json() for place in places(store, found.triple)]}
    return told | {
        "rule": found.rule.name,
        "axiom": [[str(term) for term in triple] for triple in found.rule.axiom],
        "because": [proof_json(store, premise) for premise in found.premises],
    }


def proof_lines(told: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """A proof, as `proof_json` gives it, as lines of text, what a triple rests on indented below it."""
    indent = "  " * depth
    sentence = " ".join(map(brief, told["triple"]))
    if "rule" not in told:
        yield f"{indent}{sentence}  [stated]"
        for place in told["stated"][:SHOWN]:
            yield f"{indent}  {place_line(place)}"
        return
    axiom = "; ".join(" ".join(map(brief, triple)) for triple in told["axiom"][:1])
    yield f"{indent}{sentence}  [{told['rule']}{': ' if axiom else ''}{axiom}]"
    for premise in told["because"]:
        yield from proof_lines(premise, depth + 1)


def place_line(place: dict[str, Any]) -> str:
    """A place in one line: source, line, sentence."""
    where = f"{place['source']}:{place['line']}" if "line" in place else place["source"]
    return f"{where}: “{place['sentence']}”" if "sentence" in place else where


def conflict_json(store: Store, rules: Rules, conflict: Conflict) -> dict[str, Any]:
    """A contradiction as JSON members: the rule, the axiom, and the proofs of the triples that can't all be true."""
    triples = Triples(store)
    proofs = [proof(rules, triples, triple) or Proof(triple) for triple in conflict.triples]
    return {
        "rule": conflict.rule.name,
        "axiom": [[str(term) for term in triple] for triple in conflict.rule.axiom],
        "because": [proof_json(store, one) for one in proofs],
    }


def conflict_lines(told: dict[str, Any]) -> Iterator[str]:
    """A contradiction, as `conflict_json` gives it, as lines of text."""
    sentences = " and ".join(" ".join(map(brief, one["triple"])) for one in told["because"])
    yield f"contradiction ({told['rule']}): {sentences}"
    for one in told["because"]:
        yield from proof_lines(one, 1)


def brief(term: str) -> str:
    """A term as N-Triples write it, with our prefixes."""
    if term.startswith("<") and term.endswith(">"):
        for prefix, namespace in PREFIXES.items():
            if term[1:].startswith(namespace):
                return f"{prefix}:{term[1 + len(namespace) : -1]}"
    return term
