"""The Turtle files: labels, languages, the OWL 2 RL subset, alignments; and the JSON-LD context."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

import ontology
from ontology.terms import ONTOLOGY_IRI, ONTOLOGY_VERSION, PREFIXES, RG, RGID

LANGUAGES = ["en", "fi", "nb", "ru", "sv"]
FILES = {"rolegraph": ontology.ROLEGRAPH, "alignments": ontology.ALIGNMENTS, "schemes": ontology.SCHEMES}

PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
#: What a term may be declared as.
SORTS = {OWL.Class, OWL.NamedIndividual, *PROPERTIES}
#: What an axiom may be built of, so that the ontology stays in OWL 2 RL: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
ALLOWED_CONSTRUCTS = {
    *(OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty),
    *(OWL.NamedIndividual, OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.AllDisjointClasses),
    *(OWL.inverseOf, OWL.propertyChainAxiom, OWL.members, OWL.disjointWith),
    *(OWL.versionIRI, OWL.versionInfo),
    *(RDF.type, RDF.first, RDF.rest, RDF.nil),
    *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
    *(RDFS.label, RDFS.comment, RDFS.isDefinedBy),
}
ALLOWED_DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.dateTime, RDF.langString}
#: The graph language's own namespaces, the terms of which have a meaning to a reasoner.
LOGICAL = (str(OWL), str(RDF), str(RDFS))


@pytest.fixture(scope="module")
def core() -> Graph:
    return ontology.load_ontology()


def own_terms(graph: Graph) -> list[URIRef]:
    """Every subject in the namespace of the ontology's terms."""
    return sorted({s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(RG)})


def languages_of(graph: Graph, subject: Node, predicate: URIRef) -> list[str | None]:
    values = [value for value in graph.objects(subject, predicate) if isinstance(value, Literal)]
    return sorted((value.language for value in values), key=str)


def texts_of(graph: Graph) -> list[Literal]:
    """Every label and comment."""
    texts = [text for predicate in (RDFS.label, RDFS.comment) for text in graph.objects(None, predicate)]
    return [text for text in texts if isinstance(text, Literal)]


def test_every_term_has_one_label_and_one_comment_in_each_language(core: Graph) -> None:
    found = {
        term: (languages_of(core, term, RDFS.label), languages_of(core, term, RDFS.comment)) for term in own_terms(core)
    }

    assert found
    assert dict.fromkeys(found, (LANGUAGES, LANGUAGES)) == found


def test_every_label_and_comment_is_trimmed_text(core: Graph) -> None:
    texts = [str(text) for text in texts_of(core)]

    assert [text for text in texts if not text or text != " ".join(text.split())] == []


def test_comments_are_sentences_and_translations_differ(core: Graph) -> None:
    for term in own_terms(core):
        comments = [str(comment) for comment in core.objects(term, RDFS.comment)]

        assert [comment for comment in comments if not comment.endswith(".")] == []
        assert len(LANGUAGES) == len(set(comments)), term


def test_russian_is_written_in_cyrillic(core: Graph) -> None:
    russian = [str(text) for text in texts_of(core) if text.language == "ru"]

    assert [text for text in russian if not any("а" <= letter <= "я" for letter in text.lower())] == []


def test_no_two_terms_of_one_sort_share_a_label(core: Graph) -> None:
    for sort in SORTS:
        terms = [term for term in own_terms(core) if (term, RDF.type, sort) in core]
        labels = Counter(label for term in terms for label in core.objects(term, RDFS.label))

        assert [label for label, count in labels.items() if count > 1] == []


def test_every_term_is_declared_and_defined_by_the_ontology(core: Graph) -> None:
    for term in own_terms(core):
        assert len(SORTS & set(core.objects(term, RDF.type))) == 1, term
        assert [URIRef(ONTOLOGY_IRI)] == list(core.objects(term, RDFS.isDefinedBy)), term


def test_header_names_version_licence_creator_and_titles(core: Graph) -> None:
    header = URIRef(ONTOLOGY_IRI)

    assert URIRef(f"{ONTOLOGY_IRI}/{ONTOLOGY_VERSION}") == core.value(header, OWL.versionIRI)
    assert Literal(ONTOLOGY_VERSION) == core.value(header, OWL.versionInfo)
    assert Literal("Rolegraph contributors") == core.value(header, DCTERMS.creator)
    assert URIRef("https://www.apache.org/licenses/LICENSE-2.0") == core.value(header, DCTERMS.license)
    assert languages_of(core, header, DCTERMS.title) == LANGUAGES
    assert languages_of(core, header, DCTERMS.description) == LANGUAGES


@pytest.mark.parametrize("file", ["rolegraph", "alignments"])
def test_only_the_constructs_of_our_owl_rl_subset_are_used(file: str) -> None:
    allowed = ALLOWED_CONSTRUCTS | ({RDFS.seeAlso} if file == "alignments" else set())
    graph = ontology.load_graph(FILES[file])
    used = {node for triple in graph for node in triple if isinstance(node, URIRef)}

    assert [node for node in sorted(used - allowed) if str(node).startswith(LOGICAL)] == []


def test_domains_ranges_and_superclasses_are_declared_names(core: Graph) -> None:
    classes = set(core.subjects(RDF.type, OWL.Class))
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf):
        named = set(core.objects(None, predicate))

        assert [node for node in named if isinstance(node, BNode)] == []
        assert named - classes <= (ALLOWED_DATATYPES if predicate == RDFS.range else set())


def test_a_property_has_at_most_one_domain_and_one_range(core: Graph) -> None:
    for predicate in (RDFS.domain, RDFS.range):
        counts = Counter(core.subjects(predicate))

        assert [term for term, count in counts.items() if count > 1] == []


def test_properties_of_several_classes_have_no_domain(core: Graph) -> None:
    for name in ("position", "line", "confidence", "sourceName", "inDocument", "hasFinding", "itemCount"):
        assert core.value(URIRef(RG + name), RDFS.domain) is None


def test_language_tagged_properties_are_annotations_without_axioms(core: Graph) -> None:
    for term in (URIRef(RG + "labelAsWritten"), URIRef(PREFIXES["schema"] + "text"), SKOS.prefLabel):
        assert (term, RDF.type, OWL.AnnotationProperty) in core
        assert [axiom for axiom in (RDFS.domain, RDFS.range) if core.value(term, axiom)] == []


def test_every_predicate_is_declared(core: Graph) -> None:
    everything = ontology.load_graph(*FILES.values())
    declared = {term for sort in PROPERTIES for term in core.subjects(RDF.type, sort)}
    used = {predicate for predicate in everything.predicates() if not str(predicate).startswith(LOGICAL)}

    assert used - declared == set()


def test_a_property_is_declared_as_one_sort_only(core: Graph) -> None:
    counts = Counter(term for sort in SORTS for term in core.subjects(RDF.type, sort))

    assert [term for term, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("file", list(FILES))
def test_literals_use_datatypes_that_the_profile_and_the_store_keep(file: str) -> None:
    literals = [o for o in ontology.load_graph(FILES[file]).objects() if isinstance(o, Literal)]
    types = {RDF.langString if literal.language else literal.datatype or XSD.string for literal in literals}

    assert types <= ALLOWED_DATATYPES


def test_no_foreign_term_is_made_ours_or_given_an_axiom() -> None:
    graph = ontology.load_graph(*FILES.values())
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.disjointWith)
    equalities = (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs)

    assert [s for axiom in axioms for s in graph.subjects(axiom) if not str(s).startswith(RG)] == []
    assert [triple for equality in equalities for triple in graph.triples((None, equality, None))] == []


def test_alignments_join_our_terms_to_foreign_ones(core: Graph) -> None:
    graph = ontology.load_graph(ontology.ALIGNMENTS)
    links = [(s, o) for p in (SKOS.closeMatch, RDFS.seeAlso) for s, o in graph.subject_objects(p)]
    terms = set(own_terms(core))

    assert links
    assert [s for s, _ in links if s not in terms] == []
    assert [o for _, o in links if str(o).startswith((RG, RGID))] == []


def test_roles_and_skills_are_aligned_with_esco() -> None:
    graph = ontology.load_graph(ontology.ALIGNMENTS)

    pairs = {"Role": "Occupation", "Skill": "Skill", "requiresSkill": "relatedEssentialSkill"}
    for ours, theirs in pairs.items():
        assert (URIRef(RG + ours), SKOS.closeMatch, URIRef(PREFIXES["esco"] + theirs)) in graph


def test_no_triple_stands_in_the_ontology_and_in_the_vocabulary() -> None:
    terms = ontology.load_graph(ontology.ROLEGRAPH, ontology.ALIGNMENTS)

    assert set(terms) & set(ontology.load_graph(ontology.SCHEMES)) == set()


def test_schemes_are_labelled_and_described_in_each_language() -> None:
    graph = ontology.load_graph(ontology.SCHEMES)
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))

    assert set(graph.subjects()) == schemes
    for scheme in schemes:
        assert languages_of(graph, scheme, SKOS.prefLabel) == LANGUAGES
        assert languages_of(graph, scheme, DCTERMS.description) == LANGUAGES


EXAMPLE = {
    "id": "rgid:role/baker",
    "type": "Role",
    "prefLabel": {"en": "baker", "fi": "leipuri"},
    "altLabel": {"en": ["bread maker", "pastry baker"]},
    "status": "Curated",
    "inScheme": "rgid:scheme/roles",
    "requiresSkill": ["rgid:skill/patience"],
    "label": {"ru": "пекарь"},
}
EXAMPLE_MENTION = {
    "id": "rgid:document/0123456789abcdef/mention/0",
    "type": "ItemMention",
    "mentions": "rgid:skill/patience",
    "itemIndex": 0,
    "confidence": "0.5",
    "sectionKind": "skills",
    "labelAsWritten": {"fi": "Kärsivällisyys"},
}
EXPECTED = """
@prefix rg: <https://w3id.org/rolegraph/ns#> .
@prefix rgid: <https://w3id.org/rolegraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/rolegraph/id/role/baker> a rg:Role ;
    skos:prefLabel "baker"@en, "leipuri"@fi ;
    skos:altLabel "bread maker"@en, "pastry baker"@en ;
    rg:status rg:Curated ;
    skos:inScheme <https://w3id.org/rolegraph/id/scheme/roles> ;
    rg:requiresSkill <https://w3id.org/rolegraph/id/skill/patience> ;
    rdfs:label "пекарь"@ru .
<https://w3id.org/rolegraph/id/document/0123456789abcdef/mention/0> a rg:ItemMention ;
    rg:mentions <https://w3id.org/rolegraph/id/skill/patience> ;
    rg:itemIndex 0 ; rg:confidence 0.5 ; rg:sectionKind "skills" ;
    rg:labelAsWritten "Kärsivällisyys"@fi .
"""


# rdflib's JSON-LD parser warns that its own base class is to change.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_context_expands_a_role_and_a_mention() -> None:
    document = {**ontology.load_context(), "@graph": [EXAMPLE, EXAMPLE_MENTION]}
    found = Graph().parse(data=json.dumps(document), format="json-ld")
    expected = Graph().parse(data=EXPECTED, format="turtle")

    assert isomorphic(expected, found)


def test_the_context_names_every_term_and_prefix(core: Graph) -> None:
    entries = ontology.load_context()["@context"]
    named = {value["@id"] if isinstance(value, dict) else value for value in entries.values()}

    assert {f"rg:{term.removeprefix(RG)}" for term in own_terms(core)} - named == set()
    assert {prefix: entries.get(prefix) for prefix in PREFIXES} == PREFIXES


def test_the_context_coerces_as_the_ontology_declares(core: Graph) -> None:
    entries = ontology.load_context()["@context"]
    by_iri = {value["@id"]: value.get("@type") for value in entries.values() if isinstance(value, dict)}
    for term in own_terms(core):
        coerced = by_iri.get(f"rg:{term.removeprefix(RG)}")
        if (term, RDF.type, OWL.ObjectProperty) in core:
            assert coerced in ("@id", "@vocab"), term
        elif (term, RDFS.range, XSD.integer) in core:
            assert coerced == "xsd:integer", term
