"""Which terms there are: ours by `rolegraph.ttl`, others by rdflib's closed namespaces or by lists with sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rdflib import ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, VOID, XSD
from rdflib.namespace import DCTERMS, DefinedNamespace

import ontology
from ontology.terms import PREFIXES, RG

#: Vocabularies all of whose terms rdflib knows.
CLOSED: dict[str, type[DefinedNamespace]] = {
    "dcterms": DCTERMS,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SDO,
    "sh": SH,
    "skos": SKOS,
    "vann": VANN,
    "void": VOID,
    "xsd": XSD,
}
#: The namespaces of the others that are not among our own prefixes.
FURTHER = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
}
#: Terms of the others, by prefix: those that we use, each looked up at the source that the comment names.
LISTED = {
    # The ESCO data model, https://esco.ec.europa.eu/en/use-esco/download (RDF: the model).
    "esco": """AssociationObject NodeLiteral Occupation Skill hasAssociation isAssociationFor isEssentialSkillFor
        isOptionalSkillFor language nodeLiteral relatedEssentialSkill relatedOptionalSkill skillReuseLevel skillType
        target""",
    # http://xmlns.com/foaf/spec/
    "foaf": "primaryTopic",
    # https://www.w3.org/TR/its20/ and its RDF, https://www.w3.org/2005/11/its/rdf
    "itsrdf": "taConfidence taIdentRef",
    # https://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core/nif-core.html
    "nif": "Sentence",
    # https://www.w3.org/TR/annotation-vocab/
    "oa": "SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector start end exact",
    # https://www.w3.org/TR/sparql11-service-description/
    "sd": """Dataset EmptyGraphs Graph GraphCollection NamedGraph SPARQL11Query SPARQL11Update Service availableGraphs
        defaultDataset defaultEntailmentRegime defaultGraph endpoint feature inputFormat name namedGraph
        resultFormat supportedLanguage""",
    # https://mapping-commons.github.io/semantic-mapping-vocabulary/
    "semapv": """CompositeMatching LexicalMatching LexicalSimilarityThresholdMatching ManualMappingCuration
        MappingChaining SemanticSimilarityThresholdMatching""",
    # https://spdx.github.io/spdx-spec/v2.3/
    "spdx": "checksumValue",
    # https://www.w3.org/TR/vocab-dqv/
    "dqv": "Metric QualityMeasurement computedOn isMeasurementOf value",
    # https://mapping-commons.github.io/sssom/
    "sssom": "confidence mapping_justification match_string subject_label",
}
#: The namespaces of all of these by prefix, and ours.
NAMESPACES = {
    **{prefix: str(namespace) for prefix, namespace in CLOSED.items()},
    **FURTHER,
    **{prefix: namespace for prefix, namespace in PREFIXES.items() if prefix in LISTED},
    "rg": RG,
}
#: Vocabularies that a reasoner or a parser knows by itself: nobody declares their terms.
LANGUAGES = {"owl", "rdf", "rdfs", "xsd"}

_PREFIX = "|".join(NAMESPACES)
#: The ways in which Turtle, SPARQL, JSON-LD, prose and Python name a term; each gives a prefix and a name.
_NAMES = (
    re.compile(rf"(?<![\w:/?#.-])({_PREFIX}):([A-Za-z][\w-]*)"),
    re.compile(rf"_({_PREFIX})\(\"(\w+)\""),
    re.compile(r"\b_term\(\"(\w+)\", \"(\w+)\""),
    re.compile(rf"(?<![\w.])({'|'.join(prefix.capitalize() for prefix in NAMESPACES)})\.([a-zA-Z]\w*)"),
    re.compile(rf"(?<!\w)({'|'.join(prefix.upper() for prefix in NAMESPACES)})(?:\}}| \+ \")([A-Za-z]\w*)"),
    re.compile(rf"PREFIXES\[\"({_PREFIX})\"\] \+ \"(\w+)"),
)
_BY_NAMESPACE = {namespace: prefix for prefix, namespace in NAMESPACES.items()}
_IRI = re.compile(rf"({'|'.join(map(re.escape, _BY_NAMESPACE))})(\w[\w-]*)")


def terms_in(text: str) -> Iterator[tuple[str, str]]:
    """The prefix and name of each term of these vocabularies that a text names."""
    for pattern in _NAMES:
        for match in pattern.finditer(text):
            yield match[1].lower(), match[2]
    for match in _IRI.finditer(text):
        yield _BY_NAMESPACE[match[1]], match[2]


@cache
def declared() -> frozenset[str]:
    """All that `rolegraph.ttl` declares: our terms, and those of others that we use."""
    return frozenset(str(term) for term in ontology.load_ontology().subjects(RDF.type))


def exists(prefix: str, name: str) -> bool:
    """Whether a vocabulary has a term."""
    if prefix == "rg":
        return RG + name in declared()
    if prefix in CLOSED:
        return name in CLOSED[prefix]
    return name in LISTED[prefix].split()
