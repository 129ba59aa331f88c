"""The shapes themselves: valid SHACL, named, explained, and for every class."""

from __future__ import annotations

import pytest
from pyshacl import validate
from rdflib import OWL, RDF, SH, Graph, Literal, URIRef

import ontology
from ontology.terms import ONTOLOGY_VERSION, RG

SHAPES = ontology.load_graph(ontology.SHAPES)
BASE = "https://w3id.org/rolegraph/ns/shapes"


def conforms(shapes: Graph) -> bool:
    """Whether a shapes graph has the shapes of shapes (https://www.w3.org/TR/shacl/#shacl-shacl)."""
    try:
        validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    except Exception as error:
        assert "SHACL" in str(error)  # noqa: PT017
        return False
    return True


def test_the_shapes_are_valid_shacl() -> None:
    assert conforms(SHAPES)


@pytest.mark.parametrize("predicate", [SH.minCount, SH.datatype, SH.nodeKind])
def test_shapes_that_are_none_are_told(predicate: URIRef) -> None:
    spoilt = Graph() + SHAPES
    shape = next(spoilt.subjects(predicate))
    spoilt.set((shape, predicate, Literal("several")))

    assert not conforms(spoilt)


def test_every_class_has_a_shape() -> None:
    classes = {one for one in ontology.load_ontology().subjects(RDF.type, OWL.Class) if str(one).startswith(RG)}
    targets = set(SHAPES.objects(None, SH.targetClass))

    assert classes
    assert set() == classes - targets


def test_every_named_property_shape_says_what_it_asks() -> None:
    named = [one for one in SHAPES.subjects(RDF.type, SH.PropertyShape) if isinstance(one, URIRef)]

    assert named
    assert [] == [one for one in named if not str(one).startswith(f"{BASE}#") or not SHAPES.value(one, SH.message)]
    assert [] == [one for one in named if (None, SH.property, one) not in SHAPES]


def test_the_shapes_have_the_ontology_s_version() -> None:
    assert Literal(ONTOLOGY_VERSION) == SHAPES.value(URIRef(BASE), OWL.versionInfo)
