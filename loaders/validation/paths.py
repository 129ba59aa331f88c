"""SHACL property paths in the syntax of SPARQL (https://www.w3.org/TR/shacl/#property-paths)."""

from __future__ import annotations

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from loaders.validation.errors import IllFormed
from loaders.validation.terms import members

#: Paths of one path, each with its sign in SPARQL.
_AFTER = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
PATHS = {SH.inversePath, SH.alternativePath, *_AFTER}
#: Paths inside paths.
DEEPEST = 20


def path_text(graph: Graph, node: Node, depth: int = 0) -> str:
    """Give a property path as text for a query.

    Raises IllFormed for what is no path.
    """
    if isinstance(node, URIRef) and node != RDF.nil:
        return node.n3()
    if depth > DEEPEST:
        raise IllFormed("a sh:path has no end, or is too deep")
    if (node, RDF.first, None) in graph:
        steps = "/".join(path_text(graph, part, depth + 1) for part in members(graph, node, 2))
        # Said twice it stays a path, which the engine walks from its bound end; else it becomes a join, which inside
        # EXISTS is planned as if neither end were bound, and took minutes where this takes seconds.
        return f"({steps}|{steps})"
    found = [(predicate, value) for predicate, value in graph.predicate_objects(node) if predicate in PATHS]
    if len(found) != 1:
        raise IllFormed("a sh:path that is no property path")
    ((predicate, value),) = found
    if predicate == SH.inversePath:
        return f"(^{path_text(graph, value, depth + 1)})"
    if predicate == SH.alternativePath:
        return "|".join(path_text(graph, part, depth + 1) for part in members(graph, value, 2)).join("()")
    return f"({path_text(graph, value, depth + 1)}{_AFTER[URIRef(str(predicate))]})"
