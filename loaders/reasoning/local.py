"""What follows from a document's triples one by one, concluded where the document is read.

Most conclusions are about a document's own nodes: that an item's mention is a mention, for instance. What needs several
triples is about roles and tools, and is left to the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from loaders.reasoning.axioms import compiled
from loaders.reasoning.rules import OBJECT, SUBJECT, Atom, Key, Rules, Triple, bound, key
from ontology import ROLEGRAPH
from ontology.terms import Rdf


@dataclass(frozen=True, slots=True)
class Concluded:
    """What follows about a document's `own` nodes, and about those that it shares with others."""

    own: frozenset[Triple]
    shared: frozenset[Triple]


def concluded(document: str, triples: Iterable[Triple]) -> Concluded | None:
    """Give what follows from each triple that a document brings; its own nodes' IRIs begin with its own and a slash.

    None where something about its own nodes may follow from several triples at once.
    """
    ways, begin = _ways(), f"{document}/"
    classes: dict[NamedNode, set[NamedNode]] = {}
    found: set[Triple] = set()
    stated = set(triples)
    for triple in stated:
        way = ways.get(key(triple))
        if way is None:
            continue
        subject, _, value = triple
        if way.joins and (subject.value.startswith(begin) or subject.value == document):
            return None
        if way.classes:
            classes.setdefault(subject, set()).update(way.classes)
        for atom in way.others:
            one = bound(atom, {SUBJECT: subject, OBJECT: value})
            if one is not None:
                found.add(one)
    found |= {(subject, Rdf.type, one) for subject, kinds in classes.items() for one in kinds}
    found -= stated
    own = frozenset(one for one in found if one[0].value.startswith(begin) or one[0].value == document)
    return Concluded(own, frozenset(found - own))


def of_each(triples: Iterable[Triple]) -> set[Triple]:
    """Give what follows from each of some triples alone, by the ontology that the package brings along."""
    stated = set(triples)
    return shipped_rules().all_conclusions(stated) - stated


@dataclass(frozen=True, slots=True)
class _Way:
    """What follows from a triple: classes of its subject, and other triples; whether it takes part in `joins`."""

    classes: tuple[NamedNode, ...]
    others: tuple[Atom, ...]
    joins: bool


@cache
def _ways() -> dict[Key, _Way]:
    rules = shipped_rules()
    joining = {key(atom) for rule in rules.joins for atom in rule.body}
    found: dict[Key, _Way] = {}
    for about in {*rules.closure, *joining}:
        atoms = rules.closure.get(about, ())
        classes = tuple(
            atom[2] for atom in atoms if atom[0] == SUBJECT and atom[1] == Rdf.type and isinstance(atom[2], NamedNode)
        )
        others = tuple(atom for atom in atoms if not (atom[0] == SUBJECT and atom[1] == Rdf.type))
        joins = about in joining or any(key(atom) in joining for atom in atoms)
        found[about] = _Way(classes, others, joins)
    return found


@cache
def shipped_rules() -> Rules:
    """The rules of the ontology that the package brings along."""
    found = parse(ROLEGRAPH.read_bytes(), format=RdfFormat.TURTLE)
    return compiled((quad.subject, quad.predicate, quad.object) for quad in found)
