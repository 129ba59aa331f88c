"""What owlrl concludes, which applies OWL 2 RL by the book and takes long, without its noise.

The rule by which owlrl's noise is told (docs/reasoning.md): a triple of owlrl's does not count if
- its subject is a literal, or its subject or object a term of RDF, RDFS, OWL or XML Schema;
- it says owl:sameAs, which without functional properties and keys only joins a thing to itself;
- it says that a class or property is below, or equivalent to, itself;
- it is owlrl's note of an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from pyoxigraph import RdfFormat, parse, serialize
from pyoxigraph import Triple as OxTriple
from rdflib import OWL, RDF, RDFS, Graph
from rdflib import Literal as RdfLiteral
from rdflib.collection import Collection

from loaders.reasoning.matching import triples_of
from loaders.reasoning.rules import Triple
from ontology.terms import PREFIXES

LANGUAGE = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
AGENT = "http://www.daml.org/2002/03/agents/agent-ont#"
ERROR = f"{AGENT}error"
HIERARCHY = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty}


def closed(triples: Iterable[Triple]) -> tuple[set[Triple], list[str]]:
    """All that follows from triples but what they say themselves, without noise; and the contradictions."""
    import owlrl

    stated = set(triples)
    text = serialize([OxTriple(*one) for one in stated], format=RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=text, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = [str(value) for _, predicate, value in graph if str(predicate) == ERROR] + both_of_disjoint(graph)
    kept = Graph()
    for triple in graph:
        if not is_noise(triple):
            kept.add(triple)
    found = triples_of(parse(kept.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES))
    return {one for one in found if one not in stated}, errors


def both_of_disjoint(graph: Graph) -> list[str]:
    """What rule prp-adp tells of a closed graph: owlrl never looks at the last property of a list."""
    return [
        f"{subject} has both {one} and {other}"
        for axiom in graph.subjects(RDF.type, OWL.AllDisjointProperties)
        for head in graph.objects(axiom, OWL.members)
        for one, other in combinations(Collection(graph, head), 2)
        for subject, value in graph.subject_objects(one)
        if (subject, other, value) in graph
    ]


def is_noise(triple: tuple[object, object, object]) -> bool:
    """Whether a triple says nothing about the data."""
    subject, predicate, value = triple
    if isinstance(subject, RdfLiteral) or predicate == OWL.sameAs or any(str(one).startswith(AGENT) for one in triple):
        return True
    of_language = not isinstance(value, RdfLiteral) and str(value).startswith(LANGUAGE)
    return str(subject).startswith(LANGUAGE) or of_language or (predicate in HIERARCHY and subject == value)
