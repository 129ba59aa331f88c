"""`ontology.terms` and the Turtle say the same, both ways."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef
from rdflib.namespace import SKOS

import ontology
from ontology import terms
from ontology.terms import DEFAULT_GRAPHS, PREFIXES, RG, RGID, ConceptKind, Rg, Scheme


@pytest.fixture(scope="module")
def core() -> Graph:
    return ontology.load_ontology()


def constants(owner: type) -> dict[str, NamedNode]:
    return {name: value for name, value in vars(owner).items() if isinstance(value, NamedNode)}


def test_each_constant_is_declared_and_each_declared_term_has_a_constant(core: Graph) -> None:
    declared = {str(s) for s in core.subjects(RDF.type) if str(s).startswith(RG)}

    assert declared == {node.value for node in constants(Rg).values()}


@pytest.mark.parametrize(
    ("owner", "prefix"),
    [
        *[(terms.Rg, "rg"), (terms.Skos, "skos"), (terms.Oa, "oa"), (terms.Prov, "prov")],
        *[(terms.Dcterms, "dcterms"), (terms.Schema, "schema"), (terms.Rdf, "rdf")],
        *[(terms.Rdfs, "rdfs"), (terms.Owl, "owl"), (terms.Xsd, "xsd")],
    ],
)
def test_a_constant_has_the_name_of_its_term(owner: type, prefix: str) -> None:
    found = constants(owner)

    assert found
    assert {name: PREFIXES[prefix] + name for name in found} == {n: node.value for n, node in found.items()}


@pytest.mark.parametrize("owner", [terms.Skos, terms.Oa, terms.Prov, terms.Dcterms, terms.Schema])
def test_each_foreign_term_is_declared_for_owl_dl(owner: type, core: Graph) -> None:
    sorts = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    for node in constants(owner).values():
        assert sorts & set(core.objects(URIRef(node.value), RDF.type)), node


@pytest.mark.parametrize("owner", [terms.Rdf, terms.Rdfs, terms.Owl, terms.Xsd])
def test_each_term_of_the_languages_is_one_that_rdflib_knows(owner: type) -> None:
    namespaces = {"Rdf": RDF, "Rdfs": RDFS, "Owl": OWL, "Xsd": XSD}
    for name, node in constants(owner).items():
        assert str(namespaces[owner.__name__][name]) == node.value


def test_the_default_graphs_are_the_seven() -> None:
    names = ["ontology", "vocabulary", "candidates", "statements", "documents", "mappings", "inferred"]

    assert [f"{RGID}graph/{name}" for name in names] == [node.value for node in DEFAULT_GRAPHS]
    assert terms.Graph.REPORT not in DEFAULT_GRAPHS
    assert NamedNode(f"{RGID}graph/taxonomy/esco") == terms.taxonomy("esco")


def test_the_schemes_are_those_of_the_turtle() -> None:
    graph = ontology.load_graph(ontology.SCHEMES)
    written = {str(scheme) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)}

    assert written == {node.value for node in constants(Scheme).values()}
    assert written == {kind.scheme.value for kind in ConceptKind}


def test_a_kind_gives_class_scheme_and_property() -> None:
    kind = ConceptKind("tool-category")

    assert kind.type == Rg.ToolCategory
    assert kind.scheme == Scheme.TOOL_CATEGORIES
    assert kind.statement == Rg.usesToolCategory
    assert kind.iri("help-desk") == NamedNode(f"{RGID}tool-category/help-desk")


def test_levels_and_functions_are_plain_concepts() -> None:
    assert terms.Skos.Concept == ConceptKind.LEVEL.type
    assert terms.Skos.Concept == ConceptKind.FUNCTION.type
    assert ConceptKind.ROLE.statement is None


@pytest.mark.parametrize("kind", [kind for kind in ConceptKind if kind.statement is not None])
def test_a_statement_goes_from_a_role_to_a_concept_of_the_kind(kind: ConceptKind, core: Graph) -> None:
    assert kind.statement is not None
    statement = URIRef(kind.statement.value)

    assert URIRef(Rg.Role.value) == core.value(statement, RDFS.domain)
    assert URIRef(kind.type.value) == core.value(statement, RDFS.range)


def test_the_iris_of_a_document_and_its_parts() -> None:
    base = f"{RGID}document/0123456789abcdef"

    assert NamedNode(base) == terms.document("0123456789abcdef")
    assert NamedNode(f"{base}/text") == terms.text("0123456789abcdef")
    assert NamedNode(f"{base}/mention/7") == terms.mention("0123456789abcdef", 7)
    assert NamedNode(f"{base}/sentence/0") == terms.sentence("0123456789abcdef", 0)


def test_terms_are_cheap_to_import() -> None:
    code = "import sys, ontology.terms; print('rdflib' in sys.modules)"
    printed = subprocess.check_output([sys.executable, "-c", code], text=True, timeout=60)

    assert printed.strip() == "False"
