"""What a page tells, for search engines: JSON-LD of schema.org (https://schema.org/Occupation, DefinedTerm)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontology.terms import ConceptKind
from server.pages.addresses import path

#: What a role states, by schema.org's properties of an occupation.
PROPERTIES = {
    ConceptKind.RESPONSIBILITY: "responsibilities",
    ConceptKind.SKILL: "skills",
}


def as_schema_org(base: str, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give the description of a role, a concept or a document; None of anything else. `base` is the server's URL."""
    if told["is"] not in {"role", "concept", "document"}:
        return None
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": told["iri"],
        "url": base + path(told["iri"]),
        "name": _text(told["label"], told["language"]),
    }
    if told["is"] == "document":
        return found | {"@type": "DigitalDocument", "inLanguage": told["written_in"], "identifier": told["sha256"]}
    names = [_text(one["preferred"], one["language"]) for one in told["labels"] if one["preferred"]]
    found["alternateName"] = names
    if told["definition"]["text"]:
        found["description"] = _text(told["definition"]["text"], told["definition"]["language"])
    if told["is"] == "concept":
        return found | {"@type": "DefinedTerm", "inDefinedTermSet": told["scheme"]}
    for kind, name in PROPERTIES.items():
        found[name] = [_text(one["label"], one["language"]) for one in told["statements"][kind]]
    same = [one["target"]["iri"] for one in told["matches"] if one["relation"]["iri"].endswith("exactMatch")]
    return found | {"@type": "Occupation", **({"sameAs": same} if same else {})}


def _text(value: str, language: str) -> Any:
    return {"@value": value, "@language": language} if language else value
