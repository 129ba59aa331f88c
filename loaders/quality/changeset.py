"""A difference between two snapshots as JSON, as text, and in RDF by the Changeset vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, NamedNode, RdfFormat, serialize
from pyoxigraph import Triple as Statement

from loaders.quality.diff import Change, Concept, Triple
from loaders.reasoning.telling import brief
from ontology.terms import PREFIXES, Dcterms, Rdf, Skos

#: https://vocab.org/changeset/schema
CS = "http://purl.org/vocab/changeset/schema#"


def as_json(change: Change) -> dict[str, Any]:
    """A difference as JSON members; IRIs stand plain, triples as N-Triples write their terms."""
    return {
        "concepts": {
            "removed": [_concept(one) for one in change.removed],
            "added": [_concept(one) for one in change.added],
            "relabelled": [
                {"iri": new.iri.value, "removed": _labels(old, new), "added": _labels(new, old)}
                for old, new in change.relabelled
            ],
        },
        "statements": {"removed": _rows(change.statements_removed), "added": _rows(change.statements_added)},
        "links": {"removed": _rows(change.links_removed), "added": _rows(change.links_added)},
        "sources": {
            "removed": list(change.sources_removed),
            "added": list(change.sources_added),
            "replaced": list(change.sources_replaced),
        },
    }


def lines(change: Change) -> Iterator[str]:
    """A difference as lines: - what went, + what came, ~ what changed; characters that aren't shown are escaped."""
    for line in _lines(change):
        yield "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in line)


def _lines(change: Change) -> Iterator[str]:
    for sign, names in (("-", change.sources_removed), ("+", change.sources_added), ("~", change.sources_replaced)):
        yield from (f"{sign} source {name}" for name in names)
    for one in change.removed:
        instead = f", now {brief(str(one.replaced_by))}" if one.replaced_by is not None else ""
        yield f"- concept {brief(str(one.iri))} {one.name}{instead}"
    yield from (f"+ concept {brief(str(one.iri))} {one.name}" for one in change.added)
    for old, new in change.relabelled:
        yield f"~ concept {brief(str(new.iri))} {new.name}"
        for sign, one, other in (("-", old, new), ("+", new, old)):
            for label in _labels(one, other):
                yield f"    {sign} {label['property']} “{label['label']}”@{label['language']}"
    for sign, triples in (("-", change.statements_removed), ("+", change.statements_added)):
        yield from (f"{sign} statement {' '.join(brief(str(term)) for term in triple)}" for triple in triples)
    for sign, triples in (("-", change.links_removed), ("+", change.links_added)):
        yield from (f"{sign} link {' '.join(brief(str(term)) for term in triple)}" for triple in triples)


def as_turtle(change: Change) -> bytes:
    """A difference as Turtle: for each subject a cs:ChangeSet with the triples that went and came."""
    sets: defaultdict[NamedNode, list[tuple[str, Triple]]] = defaultdict(list)
    for kind, triples in (("removal", _removed(change)), ("addition", _added(change))):
        for triple in triples:
            sets[triple[0]].append((kind, triple))
    found: list[Statement] = []
    for number, (subject, parts) in enumerate(sorted(sets.items(), key=lambda one: one[0].value)):
        node = BlankNode(f"change{number}")
        found += [Statement(node, Rdf.type, _cs("ChangeSet")), Statement(node, _cs("subjectOfChange"), subject)]
        for place, (kind, triple) in enumerate(parts):
            reified = BlankNode(f"change{number}part{place}")
            found += [Statement(node, _cs(kind), reified), *_reified(reified, triple)]
    return serialize(found, format=RdfFormat.TURTLE, prefixes=PREFIXES | {"cs": CS}) or b""


def _removed(change: Change) -> Iterator[Triple]:
    yield from (triple for one in change.removed for triple in _triples(one, None))
    yield from (triple for old, new in change.relabelled for triple in _triples(old, new))
    yield from (*change.statements_removed, *change.links_removed)


def _added(change: Change) -> Iterator[Triple]:
    for one in change.removed:
        if one.replaced_by is not None:
            yield one.iri, Dcterms.isReplacedBy, one.replaced_by
    yield from (triple for one in change.added for triple in _triples(one, None))
    yield from (triple for old, new in change.relabelled for triple in _triples(new, old))
    yield from (*change.statements_added, *change.links_added)


def _triples(concept: Concept, other: Concept | None) -> Iterator[Triple]:
    """The triples of a concept; beside another state of it, the labels alone that it has not."""
    if other is None:
        yield concept.iri, Skos.inScheme, concept.scheme
    known = other.labels if other is not None else frozenset()
    yield from ((concept.iri, kind, label) for kind, label in sorted(concept.labels - known, key=str))


def _reified(node: BlankNode, triple: Triple) -> list[Statement]:
    subject, predicate, value = triple
    return [
        Statement(node, Rdf.type, Rdf.Statement),
        Statement(node, Rdf.subject, subject),
        Statement(node, Rdf.predicate, predicate),
        Statement(node, Rdf.object, value),
    ]


def _concept(one: Concept) -> dict[str, Any]:
    found: dict[str, Any] = {"iri": one.iri.value, "scheme": one.scheme.value, "labels": _labels(one, None)}
    return found | ({"replacedBy": one.replaced_by.value} if one.replaced_by is not None else {})


def _labels(one: Concept, other: Concept | None) -> list[dict[str, str | None]]:
    """The labels of a concept that another state of it has not."""
    known = other.labels if other is not None else frozenset()
    return [
        {"property": kind.value.rpartition("#")[2], "label": label.value, "language": label.language}
        for kind, label in sorted(one.labels - known, key=str)
    ]


def _rows(triples: Iterable[Triple]) -> list[list[str]]:
    return [[str(term) for term in triple] for triple in triples]


def _cs(name: str) -> NamedNode:
    return NamedNode(CS + name)
