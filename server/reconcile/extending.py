"""Values of properties (specification: Data Extension Service)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ontology.said import said
from server.asking import read
from server.errors import MalformedRequest
from server.house import House
from server.pages.shell import reader
from server.reconcile.asked import Column, Extension
from server.reconcile.manifest import address
from server.reconcile.properties import Property, find, properties
from server.reconcile.services import CONCEPT, Service


def extended(house: House, service: Service, others: Sequence[str], asked: Extension) -> dict[str, Any]:
    """Give the response to a request for values. Raises MalformedRequest, another Problem or ClientLeft."""
    columns = {one.id: (_property(service, others, one), one) for one in asked.columns}
    iris = {identifier: service.iri(identifier) for identifier in asked.ids}
    wanted = [found.wanted(key) for key, (found, _) in columns.items()]
    told = read(
        house,
        "entities",
        iris=list(dict.fromkeys(iris.values())),
        graph=service.graph,
        chain=reader().chain,
        wanted=wanted,
    ).value
    return {
        "meta": [_meta(house, service, key, found) for key, (found, _) in columns.items()],
        "rows": {key: _row(told.get(iri), columns) for key, iri in iris.items()},
    }


def proposed(service: Service, others: Sequence[str], type: str, limit: int) -> dict[str, Any]:
    """Give the properties that concepts of a type have, up to `limit` unless that is 0."""
    found = [{"id": one.id, "name": one.name} for one in properties(service, list(others), type)]
    told = {"type": type, "properties": found[:limit] if limit else found}
    return {**told, "limit": limit} if limit else told


def _property(service: Service, others: Sequence[str], column: Column) -> Property:
    found = find(service, list(others), column.id)
    if found is None:
        raise MalformedRequest(
            said(
                "There is no property “%(id)s” here; %(name)s/properties lists them.",
                id=column.id[:100],
                name=service.name,
            )
        )
    return replace(found, language=column.language) if column.language and not found.language else found


def _meta(house: House, service: Service, key: str, found: Property) -> dict[str, Any]:
    told: dict[str, Any] = {"id": key, "name": found.name}
    if found.content == "thing":
        told["type"] = {"id": CONCEPT, "name": "Concept"}
    if found.other and found.other != service.name:
        told["service"] = address(house.settings.base_url, found.other)
    return told


def _row(
    entity: Mapping[str, Any] | None, columns: Mapping[str, tuple[Property, Column]]
) -> dict[str, list[dict[str, Any]]]:
    values = entity["values"] if entity is not None else {}
    return {key: values.get(key, [])[: column.limit or None] for key, (_, column) in columns.items()}
