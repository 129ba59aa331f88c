"""The taxonomies in a store, for those who list, match or check them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.linking.model import Fact, Label
from loaders.rows import literal, select_from
from loaders.taxonomies.terms import Esco, Further
from ontology.terms import Dcterms, Owl, Rdf, Schema, Skos, Void, taxonomy

LABELS = ((Skos.prefLabel, "prefLabel"), (Skos.altLabel, "altLabel"), (Skos.hiddenLabel, "hiddenLabel"))
#: The properties that facts are made of, in the order in which `_facts` takes them.
FACTS = (
    *(Rdf.type, Skos.broader, Esco.relatedEssentialSkill, Esco.relatedOptionalSkill),
    *(Skos.notation, Esco.skillReuseLevel),
)
#: The language of a label without a tag.
UNTAGGED = "und"


@dataclass(frozen=True, slots=True)
class Listed:
    """A taxonomy in a store: what it tells of itself, and how much it holds."""

    name: str
    title: str
    version: str | None
    languages: tuple[str, ...]
    concepts: int
    labels: int
    licences: tuple[str, ...]
    credits: tuple[str, ...]
    sources: tuple[str, ...]


def listed(store: Store, name: str) -> Listed:
    """What a taxonomy tells of itself; one that was written by hand may tell nothing."""
    graph = taxonomy(name)

    def values(predicate: NamedNode) -> tuple[str, ...]:
        found = (quad.object for quad in store.quads_for_pattern(graph, predicate, None, graph))
        return tuple(sorted(one.value for one in found if isinstance(one, NamedNode | Literal)))

    entities = values(Void.entities)
    return Listed(
        name=name,
        title=next(iter(values(Dcterms.title)), name),
        version=next(iter(values(Owl.versionInfo)), None),
        languages=values(Schema.inLanguage),
        concepts=int(entities[0]) if entities else sum(1 for _ in concepts(store, name)),
        labels=_counted(store, graph),
        licences=values(Dcterms.license),
        credits=values(Further.creditText),
        sources=values(Dcterms.source),
    )


def _counted(store: Store, graph: NamedNode) -> int:
    """How many labels a graph has: counted by the engine, since making them all objects takes seconds."""
    kinds = " ".join(str(kind) for kind, _ in LABELS)
    query = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?kind {{ {kinds} }} ?concept ?kind ?label }}"
    (row,) = select_from(store, query, (graph,))
    return int(literal(row, "n").value)


def version(store: Store, name: str) -> str:
    """The version that a taxonomy tells, or nothing."""
    graph = taxonomy(name)
    found = (quad.object for quad in store.quads_for_pattern(graph, Owl.versionInfo, None, graph))
    return min((one.value for one in found if isinstance(one, Literal)), default="")


def concepts(store: Store, name: str) -> Iterator[str]:
    """The concepts of a taxonomy."""
    for quad in store.quads_for_pattern(None, Rdf.type, Skos.Concept, taxonomy(name)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def labels(store: Store, name: str) -> Iterator[Label]:
    """The labels of a taxonomy, the preferred ones first."""
    for predicate, kind in LABELS:
        for quad in store.quads_for_pattern(None, predicate, None, taxonomy(name)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield Label(quad.subject.value, quad.object.value, quad.object.language or UNTAGGED, kind)


def facts(store: Store, name: str) -> Iterator[Fact]:
    """What a taxonomy says of each of its concepts beside labels, in the order of their IRIs."""
    return _facts({one: _values(store, name, one) for one in FACTS})


def told(quads: Iterable[Quad]) -> tuple[list[Label], list[Fact]]:
    """The labels and facts in the quads of one taxonomy, in an order that depends on what they say alone."""
    kinds = {predicate.value: kind for predicate, kind in LABELS}
    values: dict[str, dict[str, set[str]]] = {one.value: {} for one in FACTS}
    labels: set[tuple[str, str, str, str]] = set()
    for quad in quads:
        predicate, subject, value = quad.predicate.value, quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            continue
        if predicate in values:
            values[predicate].setdefault(subject.value, set()).add(value.value)
        elif predicate in kinds and isinstance(value, Literal):
            labels.add((kinds[predicate], subject.value, value.language or UNTAGGED, value.value))
    # The preferred ones first, as in KINDS.
    order = {kind: place for place, (_, kind) in enumerate(LABELS)}
    found = sorted(labels, key=lambda one: (order[one[0]], one))
    lists = {one: {iri: sorted(of) for iri, of in values[one.value].items()} for one in FACTS}
    return [Label(iri, text, language, kind) for kind, iri, language, text in found], list(_facts(lists))


def _facts(values: Mapping[NamedNode, Mapping[str, Sequence[str]]]) -> Iterator[Fact]:
    """The facts of concepts by the values of properties."""
    types, broader, essential, optional, notations, levels = (values[one] for one in FACTS)
    for concept in sorted(iri for iri, of in types.items() if Skos.Concept.value in of):
        yield Fact(
            concept=concept,
            types=tuple(one for one in types[concept] if one != Skos.Concept.value),
            notation=next(iter(notations.get(concept, ())), ""),
            broader=tuple(broader.get(concept, ())),
            essential=tuple(essential.get(concept, ())),
            optional=tuple(optional.get(concept, ())),
            reuse_level=next(iter(levels.get(concept, ())), "").rpartition("/")[2],
        )


def _values(store: Store, name: str, predicate: NamedNode) -> dict[str, list[str]]:
    """The values of a property by concept, in order."""
    found: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(None, predicate, None, taxonomy(name)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.subject.value, []).append(quad.object.value)
    return {concept: sorted(values) for concept, values in found.items()}
