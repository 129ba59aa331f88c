"""SHACL property paths in the syntax of SPARQL (https://www.w3.org/TR/shacl/#property-paths)."""

from __future__ import annotations

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from loaders.validation.errors import UnknownConstraint

#: Paths of one path, each with its sign in SPARQL.
_AFTER = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def path_text(graph: Graph, node: Node) -> str:
    """Give a property path as text for a query.

    Raises UnknownConstraint for what is no path.
    """
    if isinstance(node, URIRef):
        return node.n3()
    if (node, RDF.first, None) in graph:
        steps = "/".join(path_text(graph, part) for part in Collection(graph, node))
        # Said twice it stays a path, which the engine walks from its bound end; else it becomes a join, which inside
        # EXISTS is planned as if neither end were bound, and took minutes where this takes seconds.
        return f"({steps}|{steps})"
    for predicate, value in graph.predicate_objects(node):
        if predicate == SH.inversePath:
            return f"(^{path_text(graph, value)})"
        if predicate == SH.alternativePath:
            return "|".join(path_text(graph, part) for part in Collection(graph, value)).join("()")
        if predicate in _AFTER:
            return f"({path_text(graph, value)}{_AFTER[URIRef(str(predicate))]})"
    raise UnknownConstraint("a sh:path that is no property path")
