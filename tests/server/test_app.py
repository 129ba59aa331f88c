"""The application beside the endpoint: errors, headers, health."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ontology.errors import StoreError
from server.app import create_app
from server.settings import Settings


def test_a_page_that_is_not_there_is_a_problem_document(client: Any) -> None:
    reply = client.send("GET", "/nowhere")

    assert 404 == reply.status
    assert "application/problem+json" == reply.headers["content-type"]
    assert {"type": "about:blank", "title": "Not Found", "status": 404} == {
        name: text for name, text in json.loads(reply.body).items() if name != "detail"
    }


def test_a_browser_gets_a_page_instead(client: Any) -> None:
    reply = client.send("GET", "/nowhere", Accept="text/html")

    assert 404 == reply.status
    assert "<h1>Not Found</h1>" in reply.text


def test_every_answer_has_the_headers_that_keep_browsers_safe(client: Any) -> None:
    for path in ("/sparql", "/health", "/nowhere", "/sparql?query=ASK%7B%7D", "/static/sparql.css"):
        headers = client.send("GET", path).headers

        assert "nosniff" == headers["x-content-type-options"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "no-referrer" == headers["referrer-policy"]
        assert "server" not in headers


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("PUT", "/sparql", {}, 405),
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, 406),
        ("POST", "/sparql", {"Content_Type": "application/sparql-query", "Content_Length": "3000000"}, 413),
        ("POST", "/sparql", {"Content_Type": "application/sparql-query", "Content_Length": "30000000"}, 413),
        ("POST", "/sparql", {"Content_Type": "text/plain"}, 415),
        ("GET", "/health", {"Host": "evil.example"}, 421),
        ("GET", "/health", {"X_Long": "x" * 300_000}, 431),
        ("OPTIONS", "/sparql", {}, 204),
    ],
)
def test_errors_have_the_headers_too_and_reflect_no_origin(
    client: Any, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    body = b"x" * 3_000_000 if headers.get("Content_Length") == "3000000" else None
    reply = client.send(method, path, body, Origin="https://evil.example", **headers)

    assert status == reply.status
    assert "nosniff" == reply.headers["x-content-type-options"]
    assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    assert "no-referrer" == reply.headers["referrer-policy"]
    assert "*" == reply.headers["access-control-allow-origin"]
    assert "evil.example" not in str(reply.headers) + reply.text
    assert "server" not in reply.headers


def test_health_tells_the_snapshot(client: Any) -> None:
    reply = client.send("GET", "/health")

    assert {"status": "ok", "snapshot": 1, "workers": 2} == json.loads(reply.body)


def test_a_body_beyond_all_bounds_is_refused(client: Any) -> None:
    reply = client.send("POST", "/sparql", b"x" * (5 * 512 * 1024), Content_Type="application/sparql-query")

    assert 413 == reply.status


def test_a_query_beyond_its_bound_is_refused(client: Any) -> None:
    reply = client.post("ASK {} #" + "x" * 256 * 1024)

    assert 413 == reply.status
    assert "application/problem+json" == reply.headers["content-type"]


def test_without_a_published_snapshot_there_is_no_application(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="rolegraph load"):
        create_app(Settings(store=tmp_path))


def test_a_damaged_snapshot_is_told(tmp_path: Path) -> None:
    (tmp_path / "snapshots" / "1").mkdir(parents=True)
    (tmp_path / "current").symlink_to("snapshots/1")

    with pytest.raises(StoreError, match="snapshots/1"):
        create_app(Settings(store=tmp_path))
