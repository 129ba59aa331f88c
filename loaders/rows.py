"""Questions that the writer asks its own store, over the graphs of documents and statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple, Variable

from ontology.terms import PREFIXES, Graph

Row = dict[str, NamedNode | Literal]

#: The concepts that a document mentions, and the roles that it is about.
CONCEPTS = "SELECT DISTINCT ?document ?concept { ?mention rg:inDocument ?document ; rg:mentions ?concept }"
ROLES = "SELECT DISTINCT ?document ?role { ?mention rg:inDocument ?document ; rg:aboutRole ?role }"
#: What each document mentions about a role, and what is stated of it.
MENTIONED = """SELECT ?role ?document ?concept {
    ?mention rg:aboutRole ?role ; rg:inDocument ?document ; rg:mentions ?concept }"""
STATED = """SELECT ?role ?property ?concept { ?role ?property ?concept
    FILTER(?property IN
        (rg:hasResponsibility, rg:requiresSkill, rg:usesToolCategory, rg:usesTool, rg:recommendsPractice)) }"""
#: The career steps of a role with the documents that show them, and the paths in which a role stands.
STEPS = """SELECT ?role ?step ?kind ?position ?target ?mention ?document {
    ?step rg:inPathOf ?role ; rg:stepKind ?kind ; rg:position ?position ; rg:stepRole ?target .
    ?step rg:hasEvidence ?mention .
    ?mention rg:inDocument ?document }"""
PATHS = "SELECT DISTINCT ?role ?path { ?step rg:stepRole ?role ; rg:inPathOf ?path }"
#: The forms in which documents write a concept.
FORMS = """SELECT ?concept ?document ?written {
    ?mention rg:mentions ?concept ; rg:labelAsWritten ?written ; rg:inDocument ?document }"""
#: Every document with its source names, and its kept metadata.
DOCUMENTS = "SELECT ?document ?source ?hash { ?document a rg:Document ; rg:sourceName ?source ; rg:sha256 ?hash }"

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
ASSERTED = (Graph.DOCUMENTS, Graph.STATEMENTS)


def together(*patterns: str) -> str:
    """Graph patterns that are each read whole and then joined by a table.

    Where all of them have many matches, the engine's own way (to look up the second for every match of the first) takes
    three to nine times as long.
    """
    return " ".join(f"{{ SELECT * {{ {pattern} }} }}" for pattern in patterns)


def select(store: Store, query: str, **bound: NamedNode) -> Iterator[Row]:
    """Yield the rows of a query over documents and statements, its variables bound to the terms given."""
    return select_from(store, query, ASSERTED, **bound)


def select_from(store: Store, query: str, graphs: Sequence[NamedNode], **bound: NamedNode) -> Iterator[Row]:
    """Yield the rows of a query over some graphs, its variables bound to the terms given."""
    substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(name): term for name, term in bound.items()
    }
    answer = store.query(HEAD + query, default_graph=[*graphs], substitutions=substitutions)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        found = ((name, solution[name]) for name in names)
        yield {name: term for name, term in found if isinstance(term, NamedNode | Literal)}


def node(row: Row, name: str) -> NamedNode:
    """A row's IRI."""
    term = row[name]
    assert isinstance(term, NamedNode)
    return term


def literal(row: Row, name: str) -> Literal:
    """A row's literal."""
    term = row[name]
    assert isinstance(term, Literal)
    return term
