"""A small graph of a real load, and the same broken in every way that the shapes speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from loaders.load import Loader
from loaders.publishing import publish
from loaders.sources import sources
from loaders.store import open_writer
from loaders.validation.compiled import GRAPHS, Classes, Term, targets
from loaders.validation.shapes import Shape
from ontology.terms import RGID, Dcterms, Dqv, Graph, Oa, Prov, Rdf, Rdfs, Rg, Skos, Xsd

TEXT = """# What is a bicycle mechanic?

Subscribe to our newsletter

## Responsibilities
- **Documentation**: Bicycle mechanics document each repair. They use Zendesk for it.
- **Handling of squeaking chains**: Chains are cleaned and oiled.

## Skills
- **Patience and empathy**: Customers are often in a hurry.

## Tools
- **Help desk software**: Zendesk or Freshdesk keep the orders.

## Career path
1. **Apprentice**: learns to mend tyres.
2. **Bicycle mechanic**: mends all there is.
3. **Senior customer service representative**: deals with the difficult ones.

## Best practices
- **Active listening**: Let customers tell what they heard.
"""


ILL_TYPED = Literal("x", datatype=Xsd.integer)
#: Pairs that sh:lessThan compares, and what SPARQL can compare of them. pySHACL orders the rest by its own rules, and
#: stops at a blank node.
ORDERED = (
    (Oa.start, Oa.end, (Xsd.integer, Xsd.decimal)),
    (Prov.startedAtTime, Prov.endedAtTime, (Xsd.dateTime,)),
)
#: Labels and definitions are alike, so some of them do.
MANY = (Skos.altLabel, Skos.hiddenLabel, Skos.definition, Dcterms.description)
KEPT = 12


def sample(root: Path, folder: Path) -> Store:
    """What a store holds after one document, without the vocabulary's concepts that nothing leads to."""
    file = folder / "mechanic.md"
    file.write_text(TEXT)
    with open_writer(root) as writer:
        Loader(root, writer).load(sources([str(file)], None))
        publish(root, writer, None)
        return reduced(writer.store)


def reduced(store: Store) -> Store:
    """The triples of all graphs in one, but of the vocabulary only the concepts that others lead to."""
    small = Store()
    ours = [graph for graph in GRAPHS if graph not in (Graph.VOCABULARY, Graph.INFERRED)]
    for graph in ours:
        small.extend(Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, graph))
    seen: set[NamedNode] = set()
    while wanted := {one for quad in small for one in quad.triple if isinstance(one, NamedNode)} - seen:
        seen |= wanted
        for node in wanted:
            for graph in (Graph.VOCABULARY, Graph.INFERRED):
                small.extend(Quad(*quad.triple) for quad in store.quads_for_pattern(node, None, None, graph))
    for term in sorted(small.quads_for_pattern(None, Rdfs.isDefinedBy, None), key=str)[KEPT:]:
        for predicate in (Rdfs.isDefinedBy, Rdfs.label, Rdfs.comment):
            for quad in list(small.quads_for_pattern(term.subject, predicate, None)):
                small.remove(quad)
    measured = sorted(small.quads_for_pattern(None, Rdf.type, Dqv.QualityMeasurement), key=str)
    for quad in [one for other in measured[KEPT:] for one in small.quads_for_pattern(other.subject, None, None)]:
        small.remove(quad)
    for predicate in MANY:
        for quad in sorted(small.quads_for_pattern(None, predicate, None), key=str)[KEPT:]:
            small.remove(quad)
    return small


#: What stands in the place of a value, or beside it.
ODD: tuple[Term, ...] = (
    NamedNode("https://example.org/nothing"),
    NamedNode(f"{RGID}skill/empathy"),
    NamedNode(f"{RGID}nothing/here"),
    BlankNode("odd"),
    Literal(""),
    Literal("words"),
    Literal("no"),
    Literal("words", language="no"),
    Literal("words", language="zh"),
    Literal("words", language="en"),
    Literal("", language="en"),
    ILL_TYPED,
    Literal(-1),
    Literal(0),
    Literal(10**6),
    Literal("0.0", datatype=Xsd.decimal),
    Literal("1.5", datatype=Xsd.decimal),
    Literal("1999-01-01T00:00:00Z", datatype=Xsd.dateTime),
)

Breaking = Callable[[Store, NamedNode | BlankNode, NamedNode], None]


def with_value(term: Term, *, instead: bool) -> Breaking:
    """Give a node an odd value, in the place of one of its own or beside all."""

    def change(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
        values = sorted(store.quads_for_pattern(node, predicate, None), key=str)
        if instead and values:
            store.remove(values[0])
        store.add(Quad(node, predicate, term))

    return change


def without(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Take all values of a node."""
    for quad in list(store.quads_for_pattern(node, predicate, None)):
        store.remove(quad)


def with_all(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Give a node as further values whatever its other properties have."""
    for quad in list(store.quads_for_pattern(node, None, None)):
        store.add(Quad(node, predicate, quad.object))


def unknown(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Take all that leads to a node."""
    for quad in list(store.quads_for_pattern(None, None, node)):
        if quad.predicate != Rdf.type:
            store.remove(quad)


def itself(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Let a node be its own value."""
    store.add(Quad(node, predicate, node))


def replaced(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Let what is mentioned be replaced too."""
    if predicate == Rg.mentions:
        for quad in list(store.quads_for_pattern(node, predicate, None)):
            if isinstance(quad.object, NamedNode):
                store.add(Quad(quad.object, Dcterms.isReplacedBy, ODD[1]))


def unnamed(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Let there be a blank node of the same classes. It has nothing else: pySHACL writes out all that it leads to."""
    for quad in list(store.quads_for_pattern(node, Rdf.type, None)):
        store.add(Quad(BlankNode("unnamed"), Rdf.type, quad.object))


def too_soon(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Let an activity end before it begins."""
    if predicate == Prov.endedAtTime:
        store.add(Quad(node, predicate, Literal("1999-01-01T00:00:00Z", datatype=Xsd.dateTime)))


def timeless(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Let an activity end at no time."""
    if predicate == Prov.endedAtTime:
        with_value(Literal("words"), instead=True)(store, node, predicate)


def plain_below_none(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Take the broader role of each role with a level."""
    if predicate == Rg.level:
        for quad in list(store.quads_for_pattern(None, predicate, None)):
            if isinstance(quad.subject, NamedNode):
                without(store, quad.subject, Skos.broader)


def of_another(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
    """Let the step of a path's own role name something else too."""
    if predicate == Rg.stepKind:
        for quad in list(store.quads_for_pattern(None, predicate, Rg.SelfStep)):
            store.add(Quad(quad.subject, Rg.stepRole, ODD[0]))


def renamed(name: NamedNode) -> Breaking:
    """Give a node another name wherever it stands."""

    def change(store: Store, node: NamedNode | BlankNode, predicate: NamedNode) -> None:
        for quad in [*store.quads_for_pattern(node, None, None), *store.quads_for_pattern(None, None, node)]:
            store.remove(quad)
            subject = name if quad.subject == node else quad.subject
            store.add(Quad(subject, quad.predicate, name if quad.object == node else quad.object))

    return change


def reversed_values(term: NamedNode) -> Breaking:
    """Let a further node have this one as its value."""
    return lambda store, node, predicate: store.add(Quad(term, predicate, node))


BREAKINGS: tuple[Breaking, ...] = (
    *[without] * 12,
    with_all,
    unknown,
    renamed(NamedNode("https://example.org/renamed")),
    unnamed,
    reversed_values(NamedNode("https://example.org/further")),
    *(with_value(term, instead=True) for term in ODD),
    *(with_value(term, instead=False) for term in ODD),
)
#: Many kinds at once, so that pySHACL is asked a dozen times only; what they hide from each other stands apart.
ROUNDS: tuple[tuple[Breaking, ...], ...] = (
    *(BREAKINGS[start::10] for start in range(10)),
    (too_soon, plain_below_none, of_another),
    (timeless,),
    (itself, replaced),
)


def broken(store: Store, shapes: Iterable[Shape], breakings: Iterable[Breaking]) -> Store:
    """A copy in which, for each property of each shape, some nodes were broken, each in one way."""
    copy = Store()
    copy.extend(store)
    for turn, breaking in enumerate(breakings):
        apply(copy, store, shapes, breaking, 3 * turn)
    for lesser, greater, types in ORDERED:
        keep_comparable(copy, lesser, greater, types)
    return copy


def keep_comparable(store: Store, lesser: NamedNode, greater: NamedNode, types: Collection[NamedNode]) -> None:
    """Where a value can't be compared, let there be none to compare it with."""
    for one, other in ((lesser, greater), (greater, lesser)):
        for quad in list(store.quads_for_pattern(None, one, None)):
            if isinstance(quad.object, BlankNode):
                store.remove(quad)
            elif getattr(quad.object, "datatype", None) not in types or quad.object == ILL_TYPED:
                for rest in list(store.quads_for_pattern(quad.subject, other, None)):
                    store.remove(rest)


def apply(copy: Store, store: Store, shapes: Iterable[Shape], breaking: Breaking, turn: int) -> None:
    """Break one node for each property of each shape; `turn` chooses it."""
    classes = Classes(store)
    for place, shape in enumerate(shapes):
        answer = store.query(f"SELECT ?this {targets(shape, classes)}")
        assert isinstance(answer, QuerySolutions)
        nodes = sorted((row["this"] for row in answer), key=str)
        named = [node for node in nodes if isinstance(node, NamedNode)]
        for step, predicate in enumerate(predicates(shape)):
            if named:
                breaking(copy, named[(turn + place + step * (turn % 2)) % len(named)], predicate)


def predicates(shape: Shape) -> list[NamedNode]:
    """The predicates in the paths of a shape and of those inside it, or one where there are none."""
    return list(map(NamedNode, dict.fromkeys(_paths(shape)))) or [Rdf.type]


def _paths(shape: Shape) -> Iterator[str]:
    yield from re.findall("<([^>]*)>", shape.path or "")
    for inner in (*shape.properties, *(one for parameter in shape.parameters for one in parameter.shapes)):
        yield from _paths(inner)
