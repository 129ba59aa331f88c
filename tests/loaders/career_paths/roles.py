"""A small career for tests: an apprentice becomes a baker, a baker a head baker, as two documents say."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import Graph, Rdf, Rg, Skos, Xsd, document, mention

EX = "https://example.org/"


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


def number(value: int) -> Literal:
    return Literal(str(value), datatype=Xsd.integer)


def step(path: str, role: str, kind: NamedNode, position: int, *mentions: NamedNode) -> Iterator[Quad]:
    """A step as `loaders.describe` writes it."""
    iri = node(f"{path}/step/{role}-{position}")
    yield Quad(iri, Rdf.type, Rg.CareerStep, Graph.STATEMENTS)
    yield Quad(iri, Rg.inPathOf, node(path), Graph.STATEMENTS)
    yield Quad(iri, Rg.stepRole, node(role), Graph.STATEMENTS)
    yield Quad(iri, Rg.stepKind, kind, Graph.STATEMENTS)
    yield Quad(iri, Rg.position, number(position), Graph.STATEMENTS)
    for one in mentions:
        yield Quad(iri, Rg.hasEvidence, one, Graph.STATEMENTS)


def said(key: str, place: int) -> NamedNode:
    """A mention of the document of this key."""
    return mention(key * 16, place)


def quads() -> Iterator[Quad]:
    for key in "ab":
        for place in range(12):
            yield Quad(said(key, place), Rg.inDocument, document(key * 16), Graph.DOCUMENTS)
    yield from step("baker", "apprentice", Rg.EntryStep, 0, said("a", 0), said("b", 10))
    yield from step("baker", "baker", Rg.SelfStep, 1, said("a", 1))
    yield from step("baker", "head", Rg.NextStep, 2, said("a", 2), said("b", 11))
    yield from step("baker", "miller", Rg.LateralStep, 3, said("a", 3))
    for one, property, other in (
        ("apprentice", Rg.leadsTo, "baker"),
        ("baker", Rg.leadsTo, "head"),
        # The other document knows no step between the two.
        ("apprentice", Rg.leadsTo, "head"),
        ("baker", Rg.lateralTo, "miller"),
        ("senior baker", Skos.broader, "baker"),
        ("senior baker", Rg.level, "senior"),
        ("senior baker", Rg.leadsTo, "owner"),
        ("rye baker", Skos.broader, "baker"),
    ):
        yield Quad(node(one.replace(" ", "-")), property, node(other.replace(" ", "-")), Graph.STATEMENTS)


def store(*more: Quad) -> Store:
    made = Store()
    made.extend([*quads(), *more])
    return made
