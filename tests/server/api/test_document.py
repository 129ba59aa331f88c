"""The description of the server: valid, and complete."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from server.api.areas import UNDESCRIBED
from tests.server.conftest import Client

#: `<converter(arguments):name>` in a rule of the framework.
_VARIABLE = re.compile(r"<(?:[a-z]+(?:\([^)]*\))?:)?([a-z_]+)>")


@pytest.fixture(scope="module")
def document(client: Client) -> dict[str, Any]:
    reply = client.send("GET", "/openapi.json")
    assert 200 == reply.status
    found: dict[str, Any] = json.loads(reply.body)
    return found


def test_it_is_valid(document: dict[str, Any]) -> None:
    assert "3.1.0" == document["openapi"]
    assert [] == [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]


def routes(client: Client) -> set[tuple[str, str]]:
    """The routes of the application as the document writes them; HEAD and OPTIONS go without saying."""
    return {
        (_VARIABLE.sub(r"{\1}", rule.rule), method.lower())
        for rule in client.app.url_map.iter_rules()
        if rule.rule not in UNDESCRIBED
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def test_every_route_is_described(client: Client, document: dict[str, Any]) -> None:
    described = {(path, method) for path, operations in document["paths"].items() for method in operations}

    assert set() == routes(client) - described, "describe them in server/api/areas"


def test_every_description_is_of_a_route(client: Client, document: dict[str, Any]) -> None:
    queries = {path for path in document["paths"] if path.startswith("/queries/")}
    described = {(path, method) for path, operations in document["paths"].items() for method in operations}

    assert set() == {one for one in described if one[0] not in queries} - routes(client)
    assert "/queries/skills-of-role" in queries


def test_each_parameter_of_a_path_is_described(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            named = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
            assert set(re.findall(r"{(\w+)}", path)) == named, path


def test_a_query_is_described_by_its_header(document: dict[str, Any]) -> None:
    operation = document["paths"]["/queries/similar-roles"]["get"]
    limit = next(one for one in operation["parameters"] if one["name"] == "limit")

    assert {"type": "integer", "minimum": 1, "maximum": 100000, "default": 20} == limit["schema"]
    assert "Roles that share most skills with a role" == operation["summary"]


def test_the_page_tells_the_same(client: Client, document: dict[str, Any]) -> None:
    page = client.send("GET", "/api", Accept="text/html")

    assert 200 == page.status
    assert [] == [path for path in document["paths"] if path not in page.text]


def test_it_is_kept_by_its_etag(client: Client) -> None:
    tag = client.send("GET", "/openapi.json").headers["etag"]

    assert 304 == client.send("GET", "/openapi.json", If_None_Match=tag).status
