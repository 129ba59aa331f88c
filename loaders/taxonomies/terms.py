"""The terms of others that taxonomies are read and written by, and that nothing else of ours uses.

ESCO's are of its data model (https://esco.ec.europa.eu/en/use-esco/download, the model in RDF).
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from ontology.terms import PREFIXES

#: SKOS-XL, https://www.w3.org/TR/skos-reference/skos-xl.html.
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"


class Esco:
    """The ESCO data model."""

    Occupation = NamedNode(PREFIXES["esco"] + "Occupation")
    Skill = NamedNode(PREFIXES["esco"] + "Skill")
    AssociationObject = NamedNode(PREFIXES["esco"] + "AssociationObject")
    NodeLiteral = NamedNode(PREFIXES["esco"] + "NodeLiteral")
    relatedEssentialSkill = NamedNode(PREFIXES["esco"] + "relatedEssentialSkill")
    relatedOptionalSkill = NamedNode(PREFIXES["esco"] + "relatedOptionalSkill")
    isEssentialSkillFor = NamedNode(PREFIXES["esco"] + "isEssentialSkillFor")
    isOptionalSkillFor = NamedNode(PREFIXES["esco"] + "isOptionalSkillFor")
    skillType = NamedNode(PREFIXES["esco"] + "skillType")
    skillReuseLevel = NamedNode(PREFIXES["esco"] + "skillReuseLevel")
    nodeLiteral = NamedNode(PREFIXES["esco"] + "nodeLiteral")
    language = NamedNode(PREFIXES["esco"] + "language")
    hasAssociation = NamedNode(PREFIXES["esco"] + "hasAssociation")
    isAssociationFor = NamedNode(PREFIXES["esco"] + "isAssociationFor")
    target = NamedNode(PREFIXES["esco"] + "target")


class Xl:
    """SKOS-XL."""

    prefLabel = NamedNode(SKOSXL + "prefLabel")
    altLabel = NamedNode(SKOSXL + "altLabel")
    hiddenLabel = NamedNode(SKOSXL + "hiddenLabel")
    literalForm = NamedNode(SKOSXL + "literalForm")


class Further:
    """Single terms of other vocabularies."""

    identifier = NamedNode(PREFIXES["dcterms"] + "identifier")
    type = NamedNode(PREFIXES["dcterms"] + "type")
    creditText = NamedNode(PREFIXES["schema"] + "creditText")
    version = NamedNode(PREFIXES["schema"] + "version")
    Collection = NamedNode(PREFIXES["skos"] + "Collection")
    OrderedCollection = NamedNode(PREFIXES["skos"] + "OrderedCollection")
    value = NamedNode(PREFIXES["rdf"] + "value")


#: The schemes of ESCO's concepts (https://esco.ec.europa.eu/en/use-esco/download, conceptSchemes).
ESCO_SCHEMES = "http://data.europa.eu/esco/concept-scheme/"
#: An ISCO-08 group, as ESCO names it, is this and its code.
ISCO_GROUP = "http://data.europa.eu/esco/isco/C"
