"""What owlrl concludes from the ontology: what it should, nothing about others, and no contradiction."""

from __future__ import annotations

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS

import ontology
from ontology.terms import RG, RGID, ConceptKind, Rg

#: owlrl writes each contradiction that it finds as a triple with this predicate.
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
PREFIXES = """
@prefix : <https://w3id.org/rolegraph/id/> .
@prefix rg: <https://w3id.org/rolegraph/ns#> .
@prefix dqv: <http://www.w3.org/ns/dqv#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix role: <https://w3id.org/rolegraph/id/role/> .
@prefix responsibility: <https://w3id.org/rolegraph/id/responsibility/> .
@prefix skill: <https://w3id.org/rolegraph/id/skill/> .
@prefix category: <https://w3id.org/rolegraph/id/tool-category/> .
@prefix tool: <https://w3id.org/rolegraph/id/tool/> .
@prefix practice: <https://w3id.org/rolegraph/id/best-practice/> .
@prefix level: <https://w3id.org/rolegraph/id/level/> .
@prefix function: <https://w3id.org/rolegraph/id/function/> .
@prefix scheme: <https://w3id.org/rolegraph/id/scheme/> .
@prefix document: <https://w3id.org/rolegraph/id/document/> .
@prefix d: <https://w3id.org/rolegraph/id/document/0123456789abcdef/> .
@prefix mention: <https://w3id.org/rolegraph/id/document/0123456789abcdef/mention/> .
@prefix sentence: <https://w3id.org/rolegraph/id/document/0123456789abcdef/sentence/> .
"""
#: A document, its mentions, what they say, and the report: every property of the ontology at least once.
DATA = """
role:baker a rg:Role ; skos:inScheme scheme:roles ;
    skos:prefLabel "baker"@en ; rg:status rg:Candidate ;
    rg:hasResponsibility responsibility:bake-bread ;
    rg:requiresSkill skill:patience ;
    rg:usesTool tool:ovenmaster ;
    rg:usesToolCategory category:mixers ;
    rg:recommendsPractice practice:taste-first ;
    rg:leadsTo role:head-baker ; rg:lateralTo role:cook .
role:head-baker a rg:Role ; skos:broader role:baker ; rg:leadsTo role:owner ;
    rg:level level:head ; rg:function function:baking .
level:head a skos:Concept ; rg:status rg:Curated .
<http://example.org/taxonomy/baker> rg:usesTechnology <http://example.org/taxonomy/oven> .
<http://example.org/taxonomy/oven> rg:hotTechnology true ; rg:inDemand true ;
    rg:inDemandFor <http://example.org/taxonomy/baker> .
tool:ovenmaster a rg:Tool ; rg:maker "Oven Ltd" ;
    rg:inCategory category:ovens .

document:0123456789abcdef a rg:Document ; rg:sourceName "baker.txt" ;
    rg:sha256 "0123456789abcdef" ; schema:inLanguage "en" ; dcterms:title "What is a baker?"@en ;
    rg:describesRole role:baker .
d:step a rg:CareerStep ; rg:inPathOf role:baker ; rg:stepRole role:head-baker ; rg:stepKind rg:NextStep ;
    rg:position 1 ; rg:hasEvidence mention:0 .
mention:0 a rg:ItemMention ;
    rg:inDocument document:0123456789abcdef ; rg:aboutRole role:baker ;
    rg:sectionKind "career" ; rg:itemIndex 0 ; rg:mentions role:head-baker ;
    rg:labelAsWritten "Head baker"@en ; rg:line 9 ; rg:confidence 0.5 ;
    rg:hasSentence sentence:0 ;
    oa:hasSource d:text ; oa:hasSelector d:selector .
d:selector a oa:TextPositionSelector, oa:TextQuoteSelector ; oa:start 120 ; oa:end 130 ;
    oa:exact "Head baker" .
sentence:0 a rg:Sentence ; rg:position 0 ; rg:line 9 ;
    schema:text "Bakers may become head bakers."@en .
mention:1 a rg:InlineMention ;
    rg:partOfItem mention:0 ;
    rg:inDocument document:0123456789abcdef ; rg:aboutRole role:baker ;
    rg:sectionKind "career" ; rg:mentions tool:ovenmaster .

d:load a prov:Activity ; prov:used document:0123456789abcdef ;
    prov:startedAtTime "2026-01-02T03:04:05Z"^^xsd:dateTime ; prov:wasAssociatedWith d:tool ;
    rg:sectionCount 6 ; rg:itemCount 40 ; rg:skippedLineCount 1 ; rg:doubtCount 1 ; rg:hasFinding d:finding .
d:tool a prov:SoftwareAgent .
d:coverage a dqv:QualityMeasurement ; rg:ofScheme scheme:skills .
d:finding a rg:Finding ; rg:findingKind "skipped" ; rg:reason "boilerplate" ; rg:choice "none" ; rg:line 3 ;
    rg:inDocument document:0123456789abcdef ; schema:text "5 min read"@en .
"""


def close(data: str) -> Graph:
    """The ontology and the data with all that OWL 2 RL concludes; labels play no part and are left out."""
    graph = ontology.load_ontology()
    for predicate in (RDFS.label, RDFS.comment):
        graph.remove((None, predicate, None))
    graph.parse(data=PREFIXES + data, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def errors(graph: Graph) -> list[str]:
    return [str(message) for message in graph.objects(None, ERROR)]


def holds(graph: Graph, statements: str) -> bool:
    """Whether every triple of the Turtle is in the graph."""
    return all(triple in graph for triple in Graph().parse(data=PREFIXES + statements, format="turtle"))


@pytest.fixture(scope="module")
def closed() -> Graph:
    return close(DATA)


def test_the_ontology_alone_has_no_contradiction() -> None:
    graph = ontology.load_graph(ontology.ROLEGRAPH, ontology.ALIGNMENTS, ontology.SCHEMES)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)

    assert errors(graph) == []


def test_the_data_use_every_property_of_ours() -> None:
    core = ontology.load_ontology()
    used = set(Graph().parse(data=PREFIXES + DATA, format="turtle").predicates())
    ours = {p for sort in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in core.subjects(RDF.type, sort)}
    asserted = {p for p in ours if str(p).startswith(RG)} - set(core.subjects(OWL.inverseOf))
    derived = {URIRef(RG + name) for name in ("involves", "canBecome", "mayUseToolCategory")}

    assert asserted - used == derived


def test_the_data_have_no_contradiction(closed: Graph) -> None:
    assert errors(closed) == []


@pytest.mark.parametrize(
    "statements",
    [
        "role:owner a rg:Role, skos:Concept, schema:Occupation .",
        "role:baker rg:canBecome role:head-baker, role:owner .",
        "role:head-baker rg:followsFrom role:baker .",
        "role:cook rg:lateralTo role:baker .",
        "responsibility:bake-bread rg:responsibilityOf role:baker .",
        "skill:patience a rg:Skill ; rg:skillOf role:baker .",
        "tool:ovenmaster rg:toolOf role:baker .",
        "category:mixers rg:toolCategoryOf role:baker .",
        "practice:taste-first rg:practiceOf role:baker .",
        "role:baker rg:mayUseToolCategory category:mixers .",
        "role:baker rg:mayUseToolCategory category:ovens .",
        "category:ovens a rg:ToolCategory, skos:Concept .",
        "mention:1 a rg:Mention, oa:SpecificResource .",
        "document:0123456789abcdef a prov:Entity, schema:CreativeWork .",
    ],
)
def test_what_follows(closed: Graph, statements: str) -> None:
    assert holds(closed, statements)


def test_a_role_involves_all_that_is_said_of_it(closed: Graph) -> None:
    role = URIRef(ConceptKind.ROLE.iri("baker").value)
    involved = closed.objects(role, URIRef(Rg.involves.value))
    expected = [
        "best-practice/taste-first",
        "responsibility/bake-bread",
        "skill/patience",
        "tool-category/mixers",
        "tool/ovenmaster",
    ]

    assert expected == sorted(str(concept).removeprefix(RGID) for concept in involved)


@pytest.mark.parametrize(
    "statements",
    [
        "role:baker rg:usesToolCategory category:ovens .",
        "role:baker rg:canBecome role:cook .",
        "role:baker rg:leadsTo role:owner .",
        "role:owner rg:canBecome role:baker .",
        "role:cook rg:leadsTo role:baker .",
        "d:step a skos:Concept .",
        "d:finding a rg:Mention .",
    ],
)
def test_what_does_not_follow(closed: Graph, statements: str) -> None:
    assert not holds(closed, statements)


@pytest.mark.parametrize(
    "data",
    [
        "<https://w3id.org/rolegraph/id/x> a rg:Skill, rg:Responsibility .",
        "role:baker rg:requiresSkill role:cook . role:cook a rg:Role .",
        "role:baker rg:usesTool :x . role:cook rg:usesToolCategory :x .",
        "d:m a rg:ItemMention, rg:InlineMention .",
        "d:m rg:mentions d:n . d:n a rg:Mention .",
        "d:s rg:inPathOf role:baker . d:m rg:hasSentence d:s .",
        ":x rg:sha256 '00' ; rg:aboutRole role:baker .",
    ],
)
def test_a_contradiction_is_found(data: str) -> None:
    assert errors(close(data)) != []


def test_documents_may_disagree_about_careers() -> None:
    graph = close("role:a rg:leadsTo role:b . role:b rg:leadsTo role:a . role:a rg:lateralTo role:b .")

    assert errors(graph) == []
    assert holds(graph, "role:a rg:canBecome role:a, role:b . role:b rg:lateralTo role:a .")


def test_nothing_is_concluded_about_foreign_data() -> None:
    graph = close("""
        <http://example.org/job> a schema:Occupation ; skos:prefLabel "pilot"@en .
        <http://example.org/concept> a skos:Concept ; skos:broader <http://example.org/top> .
        <http://example.org/part> a oa:SpecificResource .
    """)
    ours = [o for o in graph.objects(None, RDF.type) if str(o).startswith(RG)]
    individuals = {"Status", "StepKind"}

    assert {str(o).removeprefix(RG) for o in ours} == individuals
    assert (URIRef("http://example.org/job"), RDF.type, SKOS.Concept) not in graph
    assert Literal("pilot", lang="en") in set(graph.objects(URIRef("http://example.org/job"), SKOS.prefLabel))
