"""What the kinds of concepts are called on pages."""

from __future__ import annotations

from ontology.terms import RGID, ConceptKind, Rdfs, Skos
from server.texts import N_

#: One concept of a kind.
ONE = {
    ConceptKind.ROLE: N_("Role"),
    ConceptKind.RESPONSIBILITY: N_("Responsibility"),
    ConceptKind.SKILL: N_("Skill"),
    ConceptKind.TOOL_CATEGORY: N_("Kind of tools"),
    ConceptKind.TOOL: N_("Tool"),
    ConceptKind.BEST_PRACTICE: N_("Best practice"),
    ConceptKind.LEVEL: N_("Level"),
    ConceptKind.FUNCTION: N_("Function"),
}
#: Several, after their number.
MANY = {
    ConceptKind.ROLE: N_("roles"),
    ConceptKind.RESPONSIBILITY: N_("responsibilities"),
    ConceptKind.SKILL: N_("skills"),
    ConceptKind.TOOL: N_("tools"),
    ConceptKind.TOOL_CATEGORY: N_("kinds of tools"),
    ConceptKind.BEST_PRACTICE: N_("best practices"),
}
#: How a concept of another vocabulary matches one of ours (SKOS, section 10).
RELATIONS = {
    Skos.exactMatch.value: N_("the same as"),
    Skos.closeMatch.value: N_("nearly the same as"),
    Skos.narrowMatch.value: N_("wider than"),
    Skos.broadMatch.value: N_("narrower than"),
    Skos.relatedMatch.value: N_("related to"),
    Rdfs.seeAlso.value: N_("see also"),
}


def is_product(iri: str) -> bool:
    """Tell whether an IRI is a product's, whose name is the same in every language."""
    return iri.startswith(f"{RGID}{ConceptKind.TOOL}/")
