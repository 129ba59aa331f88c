"""Under which names the server answers."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from server.errors import MalformedRequest, Misdirected
from server.hosts import Hosts
from server.settings import Settings


def ask(settings: Settings, host: str | None, uri: str = "/", protocol: str = "HTTP/1.1") -> None:
    environ = {"SERVER_PROTOCOL": protocol, "REQUEST_URI": uri}
    Hosts(settings).check(environ if host is None else {**environ, "HTTP_HOST": host})


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.0.0.2:80",
        "[::1]:8000",
        "localhost.",
        "data.example.org",
    ],
)
def test_loopback_names_and_the_public_one_are_answered(host: str) -> None:
    ask(Settings(public_url="https://data.example.org/x"), host)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", "localhost.evil", "[2001:db8::1]"]
)
def test_other_names_are_not(host: str) -> None:
    with pytest.raises(Misdirected):
        ask(Settings(), host)


@pytest.mark.parametrize(
    "host", ["", "a b", "a, b", "http://localhost", "localhost:x", "localhost@evil", "loc/alhost", "[::1", "a\\b"]
)
def test_what_is_no_host_is_malformed(host: str) -> None:
    with pytest.raises(MalformedRequest):
        ask(Settings(), host)


def test_only_http_1_0_may_do_without() -> None:
    ask(Settings(), None, protocol="HTTP/1.0")
    with pytest.raises(MalformedRequest):
        ask(Settings(), None)


def test_where_every_address_is_listened_on_each_is_answered_but_no_name() -> None:
    ask(Settings(host="0.0.0.0"), "10.1.2.3:8000")
    with pytest.raises(Misdirected):
        ask(Settings(host="0.0.0.0"), "evil.example")


def test_a_host_in_the_request_line_counts() -> None:
    ask(Settings(), "localhost", "http://localhost:8000/sparql")
    with pytest.raises(Misdirected):
        ask(Settings(), "localhost", "http://evil.example/sparql")


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/health", "/nowhere", "/static/sparql.css"])
def test_no_page_is_served_to_another_host(client: Any, path: str) -> None:
    reply = client.send("GET", path, Host="evil.example")

    assert 421 == reply.status
    assert "https://w3id.org/rolegraph/problem/misdirected" == json.loads(reply.body)["type"]
    assert "evil.example" not in str(reply.headers) + reply.text


def test_two_hosts_are_malformed(client: Any) -> None:
    with socket.create_connection(("127.0.0.1", client.port), timeout=10) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n")

        assert b" 400 " in connection.recv(65536).partition(b"\r\n")[0]


def test_the_public_name_is_answered_over_http(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1, public_url="https://data.example.org")) as client:
        assert 200 == client.send("GET", "/health", Host="data.example.org").status
        assert 421 == client.send("GET", "/health", Host="www.example.org").status
