"""A client of reconciliation as OpenRefine is one, and the specification's tables as checks of what it is given.

Reconciliation Service API 0.2: "Service Manifest", "Reconciliation Query Responses", "Suggest Responses",
"Data Extension Responses".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
_DATE = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


class Refine:
    """Asks one service; every answer is checked on its way."""

    def __init__(self, client: Any, service: str, **headers: str) -> None:
        self._client = client
        self._path = f"/reconcile/{service}"
        self._headers = headers

    def manifest(self) -> dict[str, Any]:
        found = self._json(self._client.send("GET", self._path, None, **self._headers))
        check_manifest(found)
        return found

    def match(self, queries: Mapping[str, Any], by_get: bool = False) -> dict[str, list[dict[str, Any]]]:
        """Send a batch, and give the candidates of each query."""
        found = self.ask(by_get, queries=queries)
        assert set(found) == set(queries)
        for one in found.values():
            assert set(one) == {"result"}
            check_candidates(one["result"])
        return {key: one["result"] for key, one in found.items()}

    def one(self, text: str, **more: Any) -> list[dict[str, Any]]:
        return self.match({"q0": {"query": text, **more}})["q0"]

    def extend(self, ids: list[str], *properties: Any) -> dict[str, Any]:
        asked = [{"id": one} if isinstance(one, str) else one for one in properties]
        found = self.ask(extend={"ids": ids, "properties": asked})
        check_extension(found, ids, [one["id"] for one in asked])
        return found

    def suggest(self, what: str, prefix: str, **more: Any) -> list[dict[str, Any]]:
        """Ask where the manifest says."""
        where = self.manifest()["suggest"][what]
        path = urlsplit(where["service_url"] + where["service_path"]).path
        query = urlencode({"prefix": prefix, **more})
        found = self._json(self._client.send("GET", f"{path}?{query}", None, **self._headers))
        assert isinstance(found["result"], list)
        for one in found["result"]:
            check_named(one)
            for held in one.get("notable", ()):
                check_named(held)
        result: list[dict[str, Any]] = found["result"]
        return result

    def proposals(self, type: str, **more: Any) -> dict[str, Any]:
        where = self.manifest()["extend"]["propose_properties"]
        path = urlsplit(where["service_url"] + where["service_path"]).path
        found = self._json(self._client.send("GET", f"{path}?{urlencode({'type': type, **more})}", None))
        assert type == found["type"]
        for one in found["properties"]:
            check_named(one)
        return found

    def preview(self, identifier: str) -> Any:
        """Open the frame of a concept."""
        return self._open(self.manifest()["preview"]["url"], identifier)

    def view(self, identifier: str) -> Any:
        """Go to the page of a concept."""
        return self._open(self.manifest()["view"]["url"], identifier)

    def ask(self, by_get: bool = False, **parameters: Any) -> dict[str, Any]:
        reply = self.send(by_get, **{key: json.dumps(value) for key, value in parameters.items()})
        return self._json(reply)

    def send(self, by_get: bool = False, **parameters: str) -> Any:
        text = urlencode(parameters)
        if by_get:
            return self._client.send("GET", f"{self._path}?{text}", None, **self._headers)
        return self._client.send("POST", self._path, text.encode(), Content_Type=FORM, **self._headers)

    def _open(self, template: str, identifier: str) -> Any:
        parts = urlsplit(template.replace("{{id}}", quote(identifier, safe="")))
        return self._client.send("GET", f"{parts.path}?{parts.query}", None, Accept="text/html", **self._headers)

    @staticmethod
    def _json(reply: Any) -> dict[str, Any]:
        assert 200 == reply.status, reply.text
        assert "application/json" == reply.headers["content-type"]
        assert "*" == reply.headers["access-control-allow-origin"]
        found: dict[str, Any] = json.loads(reply.body)
        return found


def check_manifest(found: Mapping[str, Any]) -> None:
    assert "0.2" in found["versions"]
    for name in ("name", "identifierSpace", "schemaSpace", "documentation", "serviceVersion", "logo"):
        assert isinstance(found[name], str)
        assert found[name]
    for held in found["defaultTypes"]:
        check_named(held)
    ids = [held["id"] for held in found["defaultTypes"]]
    assert len(set(ids)) == len(ids)
    assert "{{id}}" in found["view"]["url"]
    assert "{{id}}" in found["preview"]["url"]
    assert isinstance(found["preview"]["width"], int)
    assert isinstance(found["preview"]["height"], int)
    for one in found["suggest"].values():
        assert set(one) == {"service_url", "service_path"}
    assert set(found["extend"]["propose_properties"]) == {"service_url", "service_path"}
    for setting in found["extend"]["property_settings"]:
        assert setting["type"] in {"number", "text", "checkbox", "select"}
        assert {"type", "label", "name"} <= set(setting)
    assert isinstance(found["batchSize"], int)


def check_named(found: Mapping[str, Any]) -> None:
    for name in ("id", "name"):
        assert isinstance(found[name], str)
        assert found[name]
    assert isinstance(found.get("description", ""), str)


def check_candidates(found: list[dict[str, Any]]) -> None:
    assert isinstance(found, list)
    scores = [one["score"] for one in found]
    assert sorted(scores, reverse=True) == scores
    assert [] == [one for one in found[1:] if one["match"]]
    for one in found:
        check_named(one)
        assert isinstance(one["score"], int | float)
        assert 0 <= one["score"] <= 100
        assert isinstance(one["match"], bool)
        for held in one["type"]:
            check_named(held)
        ids = [feature["id"] for feature in one["features"]]
        assert len(set(ids)) == len(ids)
        assert [] == [feature for feature in one["features"] if not isinstance(feature["value"], bool | int | float)]


def check_extension(found: Mapping[str, Any], ids: list[str], properties: list[str]) -> None:
    assert properties == [one["id"] for one in found["meta"]]
    for one in found["meta"]:
        check_named(one)
        if "service" in one:
            assert one["service"].startswith("http")
    assert set(found["rows"]) == set(ids)
    for row in found["rows"].values():
        assert set(row) == set(properties)
        for value in (value for values in row.values() for value in values):
            check_value(value)


def check_value(value: Mapping[str, Any]) -> None:
    """One of the shapes that a property value has."""
    match set(value):
        case shape if shape == set():
            pass
        case shape if {"id", "name"} <= shape <= {"id", "name", "description"}:
            check_named(value)
        case shape if shape == {"str"}:
            assert isinstance(value["str"], str)
        case shape if shape in ({"float"}, {"int"}):
            assert isinstance(next(iter(value.values())), int | float)
        case shape:
            assert shape == {"date"}, value
            assert _DATE.fullmatch(value["date"])
