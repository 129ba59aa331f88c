"""The ontology: its Turtle, its JSON-LD context, the IRIs that code uses, and the errors that users meet.

    rolegraph.ttl     the terms and axioms; the only file that is reasoned over
    closure.nt        what follows from rolegraph.ttl by itself, made by owlrl (`make closure`)
    alignments.ttl    links from our terms to those of other vocabularies, without axioms
    shapes.ttl        what a graph must hold, as SHACL shapes
    schemes.ttl       the concept schemes, which belong to the vocabulary graph
    context.jsonld    the JSON-LD context
    terms.py          every IRI that code uses
    errors.py         the tree of errors
    versions.py       what is published, and its former versions (versions/*.ttl)
    changes.py        the change log (CHANGELOG.md), read

rdflib is imported only when a graph is asked for, so that taking an IRI from `ontology.terms` stays cheap.
"""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rdflib import Graph

#: The folder of this package's files.
FOLDER: Traversable = files(__name__)

#: The ontology, Turtle: terms, labels and axioms.
ROLEGRAPH: Traversable = FOLDER / "rolegraph.ttl"
#: What follows from the ontology by itself, N-Triples behind a comment with the mark of its axioms.
CLOSURE: Traversable = FOLDER / "closure.nt"
#: Links from our terms to other vocabularies, Turtle.
ALIGNMENTS: Traversable = FOLDER / "alignments.ttl"
#: The concept schemes, Turtle.
SCHEMES: Traversable = FOLDER / "schemes.ttl"
#: The SHACL shapes, Turtle.
SHAPES: Traversable = FOLDER / "shapes.ttl"
#: The JSON-LD context, JSON.
CONTEXT: Traversable = FOLDER / "context.jsonld"


def load_graph(*turtle_files: Traversable) -> Graph:
    """Parse the Turtle files together into one new rdflib graph."""
    from rdflib import Graph

    graph = Graph()
    for file in turtle_files:
        graph.parse(data=file.read_bytes(), format="turtle")
    return graph


def load_ontology() -> Graph:
    """Give the ontology that is reasoned over, `rolegraph.ttl`, as a new rdflib graph."""
    return load_graph(ROLEGRAPH)


def load_context() -> dict[str, Any]:
    """Give the JSON-LD context, an object whose one key is "@context"."""
    context: dict[str, Any] = json.loads(CONTEXT.read_text(encoding="utf-8"))
    return context
