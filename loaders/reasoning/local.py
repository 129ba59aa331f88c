"""What follows from a document's triples one by one, concluded where the document is read.

Most conclusions are about a document's own nodes: that an item's mention is a mention, for instance. What needs several
triples is about roles and tools, and is left to the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import RdfFormat, parse

from loaders.ntriples import Line, iri
from loaders.reasoning.axioms import compiled
from loaders.reasoning.rules import OBJECT, SUBJECT, Rules, Triple, key
from ontology import ROLEGRAPH
from ontology.terms import Rdf

TYPE = str(Rdf.type)


@dataclass(frozen=True, slots=True)
class Concluded:
    """What follows about a document's `own` nodes, and about those that it shares with others."""

    own: frozenset[Line]
    shared: frozenset[Line]


def concluded(document: str, lines: Iterable[Line]) -> Concluded | None:
    """Give what follows from each triple that a document brings; its own nodes' IRIs begin with its own and a slash.

    None where something about its own nodes may follow from several triples at once.
    """
    ways, node, begin = _ways(), iri(document), f"<{document}/"
    stated, groups = set(), defaultdict(list)
    for one in lines:
        if one[1] in ways.concluded:
            stated.add(one)
        if (about := one[2] if one[1] == TYPE else one[1]) in ways.of:
            groups[about].append(one)
    classes: defaultdict[str, set[str]] = defaultdict(set)
    found: set[Line] = set()
    for about, group in groups.items():
        way = ways.of[about]
        ends = {SUBJECT: {subject for subject, _, _ in group}, OBJECT: {value for _, _, value in group}}
        if way.joins and any(subject.startswith(begin) or subject == node for subject in ends[SUBJECT]):
            return None
        for end, class_ in way.classes:
            classes[class_] |= ends[end]
        for atom in way.others:
            found.update(_bound(atom, subject, value) for subject, _, value in group)
    found.update((term, TYPE, class_) for class_, terms in classes.items() for term in terms)
    found = {one for one in found - stated if one[0].startswith("<")}
    own = frozenset(one for one in found if one[0].startswith(begin) or one[0] == node)
    return Concluded(own, frozenset(found - own))


def of_each(triples: Iterable[Triple]) -> set[Triple]:
    """Give what follows from each of some triples alone, by the ontology that the package brings along."""
    stated = set(triples)
    return shipped_rules().all_conclusions(stated) - stated


@dataclass(frozen=True, slots=True)
class _Way:
    """What follows from a triple: classes of its ends (SUBJECT or OBJECT), and other triples, in which those stand for
    its terms; whether it takes part in `joins`.
    """

    classes: tuple[tuple[str, str], ...]
    others: tuple[Line, ...]
    joins: bool


@dataclass(frozen=True, slots=True)
class _Ways:
    """What follows from triples `of` each predicate, and of rdf:type by the class; predicates that are `concluded`."""

    of: dict[str, _Way]
    concluded: frozenset[str]


@cache
def _ways() -> _Ways:
    """The ways of the ontology that the package brings along."""
    rules = shipped_rules()
    joining = {key(atom) for rule in rules.joins for atom in rule.body}
    found: dict[str, _Way] = {}
    for about in {*rules.closure, *joining}:
        predicate, class_ = about
        atoms = rules.closure.get(about, ())
        joins = about in joining or any(key(atom) in joining for atom in atoms)
        lines = [(str(one), str(two), str(three)) for one, two, three in atoms]
        typing = [one for one in lines if one[0] in (SUBJECT, OBJECT) and one[1] == TYPE and one[2].startswith("<")]
        others = tuple(one for one in lines if one not in typing)
        found[str(predicate if class_ is None else class_)] = _Way(
            tuple((end, kind) for end, _, kind in typing), others, joins
        )
    heads = {one[1] for way in found.values() for one in way.others}
    return _Ways(found, frozenset((TYPE, *heads)))


def _bound(atom: Line, subject: str, value: str) -> Line:
    """A pattern with its variables bound."""
    ends = {SUBJECT: subject, OBJECT: value}
    return ends.get(atom[0], atom[0]), atom[1], ends.get(atom[2], atom[2])


@cache
def shipped_rules() -> Rules:
    """The rules of the ontology that the package brings along."""
    found = parse(ROLEGRAPH.read_bytes(), format=RdfFormat.TURTLE)
    return compiled((quad.subject, quad.predicate, quad.object) for quad in found)
