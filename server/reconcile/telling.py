"""What is told of a concept: its types, what tells it from its namesakes, and all of it as a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.pages.shell import reader
from server.reconcile.scoring import Scored
from server.reconcile.services import CONCEPT, Service, Type

#: A description is cut between words after so many characters.
DESCRIBED = 280


def candidate_json(service: Service, one: Scored, entity: Mapping[str, Any], sure: bool) -> dict[str, Any]:
    """A candidate as the specification writes it."""
    # The name in the language in which it was found, unless the client says which one it wants.
    found = "" if reader().given else entity["preferred"].get(one.language.lower())
    return {
        "id": one.iri,
        "name": found or entity["name"],
        "description": description(entity),
        "type": [held.as_json() for held in types_of(service, entity)],
        "score": one.score,
        "match": sure,
        "features": [{"id": key, "value": value} for key, value in one.features.items()],
    }


def types_of(service: Service, entity: Mapping[str, Any]) -> list[Type]:
    """The types of a concept that the service knows; without any it is a concept."""
    held = set(entity["types"])
    found = [one for one in service.types if one.id in held]
    return found or [Type(CONCEPT, service.default_types[0].name if not service.types else "Concept")]


def description(entity: Mapping[str, Any]) -> str:
    """What tells a concept from its namesakes: its code, and its definition or what stands above it."""
    text = entity["definition"] or ", ".join(one["name"] for one in entity["broader"])
    text = " ".join(text.split())
    if len(text) > DESCRIBED:
        text = (text[:DESCRIBED].rpartition(" ")[0] or text[:DESCRIBED]) + " …"
    return " · ".join(filter(None, (entity["notation"], text)))
