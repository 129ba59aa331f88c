"""Whose request it is."""

from __future__ import annotations

import re

import pytest

from ontology.errors import RolegraphError
from server.proxies import Origin, Proxies


def origin(trusted: str, peer: str, header: str = "X-Forwarded-For", **headers: str) -> Origin:
    environ = {"REMOTE_ADDR": peer, **{f"HTTP_{name.upper()}": text for name, text in headers.items()}}
    return Proxies(trusted, header).origin(environ)


def test_a_peer_that_is_not_trusted_speaks_for_itself() -> None:
    found = origin("", "192.0.2.1", x_forwarded_for="10.0.0.1", x_request_id="abcdefgh1")

    assert ("192.0.2.1", False) == (found.client, found.direct)
    assert "abcdefgh1" != found.request_id


@pytest.mark.parametrize(
    ("header", "client"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        ("198.51.100.7:4711", "198.51.100.7"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("nonsense, 10.0.0.2", "10.0.0.2"),
        ("nonsense", "10.0.0.1"),
        ('"><script>', "10.0.0.1"),
        ("", "10.0.0.1"),
    ],
)
def test_a_trusted_proxy_names_the_client_as_far_back_as_is_trusted(header: str, client: str) -> None:
    assert client == origin("10.0.0.0/8", "10.0.0.1", x_forwarded_for=header).client


def test_only_the_header_that_is_set_is_read() -> None:
    found = origin("10.0.0.1", "10.0.0.1", forwarded="for=1.2.3.4", x_forwarded_for="5.6.7.8")
    assert "5.6.7.8" == found.client

    forwarded = 'for="[2001:db8::1]:80";proto=http, for=1.2.3.4;by=10.0.0.1'
    found = origin("10.0.0.1", "10.0.0.1", header="Forwarded", forwarded=forwarded, x_forwarded_for="5.6.7.8")
    assert "1.2.3.4" == found.client


@pytest.mark.parametrize(
    "given", ["short", "has space in it", "a" * 65, "line\nbreak12", 'quo"te123456', "ünicode12345"]
)
def test_a_name_of_a_request_that_is_not_clean_is_replaced(given: str) -> None:
    found = origin("10.0.0.1", "10.0.0.1", x_request_id=given)

    assert re.fullmatch("[0-9a-f]{16}", found.request_id)


def test_a_clean_one_from_a_trusted_proxy_is_kept() -> None:
    assert "req-1234.x_Y" == origin("10.0.0.1", "10.0.0.1", x_request_id="req-1234.x_Y").request_id


def test_what_is_no_network_is_refused_at_start() -> None:
    with pytest.raises(RolegraphError, match="--trusted-proxy"):
        Proxies("10.0.0.1, proxy.example", "X-Forwarded-For")
