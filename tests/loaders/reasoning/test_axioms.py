"""Axioms become rules by kind; what has no rule is refused by name."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from loaders.reasoning.axioms import UnknownAxiom, compiled
from loaders.reasoning.rules import Rules

PREFIXES = """
@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def rules(text: str) -> Rules:
    found = parse(PREFIXES + text, format=RdfFormat.TURTLE)
    return compiled((quad.subject, quad.predicate, quad.object) for quad in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (":A rdfs:subClassOf :B .", ["cax-sco"]),
        (":A rdfs:subClassOf owl:Thing .", []),
        (":A rdfs:subClassOf owl:Nothing .", ["cls-nothing2"]),
        (":p rdfs:subPropertyOf :q .", ["prp-spo1"]),
        (":p rdfs:domain :A ; rdfs:range :B .", ["prp-dom", "prp-rng"]),
        (":p rdfs:range xsd:integer .", ["dt-not-type"]),
        (":p owl:inverseOf :q .", ["prp-inv1", "prp-inv2"]),
        (":p a owl:TransitiveProperty, owl:SymmetricProperty .", ["prp-symp", "prp-trp"]),
        (":p a owl:AsymmetricProperty, owl:IrreflexiveProperty .", ["prp-asyp", "prp-irp"]),
        (":p owl:propertyChainAxiom ( :q :r :s ) .", ["prp-spo2"]),
        ("[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .", ["cax-adc"] * 3),
        ("[] a owl:AllDisjointProperties ; owl:members ( :p :q ) .", ["prp-adp"]),
        (":A owl:disjointWith :B . :p owl:propertyDisjointWith :q .", ["cax-dw", "prp-pdw"]),
        (
            ":A owl:equivalentClass :B . :p owl:equivalentProperty :q .",
            ["cax-eqc1", "cax-eqc2", "prp-eqp1", "prp-eqp2"],
        ),
        (":A a owl:Class ; rdfs:label 'a'@en ; owl:deprecated true . :i a :A ; :p :j .", []),
    ],
)
def test_each_kind_of_axiom_has_its_rules(text: str, names: list[str]) -> None:
    assert names == sorted(rule.name for rule in rules(text).every if rule.axiom)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (":p a owl:FunctionalProperty .", "owl:FunctionalProperty"),
        (":p a owl:ReflexiveProperty .", "owl:ReflexiveProperty"),
        (":A owl:hasKey ( :p ) .", "owl:hasKey"),
        (":A owl:unionOf ( :B :C ) .", "owl:unionOf"),
        (":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .", "expression|owl:"),
        (":A owl:equivalentClass [ owl:complementOf :B ] .", "is no name|owl:complementOf"),
        (":a owl:sameAs :b .", "owl:sameAs"),
        (":o owl:imports :other .", "owl:imports"),
        (":p rdfs:subPropertyOf rdf:type .", "OWL's own terms"),
        ("rdfs:label rdfs:domain :A .", "OWL's own terms"),
        (":p owl:propertyChainAxiom () .", "its list is empty"),
        (":p owl:propertyChainAxiom [ rdf:first :q ] .", "its list has no end"),
    ],
)
def test_an_axiom_without_a_rule_is_refused_with_its_name(text: str, named: str) -> None:
    with pytest.raises(UnknownAxiom, match=named):
        rules(text)


def test_a_list_that_goes_round_has_no_end() -> None:
    circle = ":l rdf:first :q ; rdf:rest :l . :p owl:propertyChainAxiom :l ."
    with pytest.raises(UnknownAxiom, match="no end"):
        rules(circle)


def test_a_rule_keeps_the_triples_of_its_axiom() -> None:
    (chain,) = [rule for rule in rules(":p owl:propertyChainAxiom ( :q :r ) .").every if rule.axiom]

    assert 5 == len(chain.axiom)
    assert 2 == len(chain.body)
