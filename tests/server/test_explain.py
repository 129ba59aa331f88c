"""`/explain` over HTTP: proofs, what does not hold, and bad requests."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from ontology.terms import RG, RGID


def ask(client: Any, **given: str) -> Any:
    return client.send("GET", f"/explain?{urlencode(given)}", Accept="application/json")


def test_a_stated_and_an_absent_triple(client: Any) -> None:
    role = f"{RGID}role/role-1"
    stated = ask(client, s=role, p="rdfs:label", o='"role 1"@en')
    typed = json.loads(ask(client, s=role, p="a", o="rg:Tool").body)
    absent = json.loads(ask(client, s=role, p=f"{RG}canBecome", o="rgid:role/role-2").body)

    assert 200 == stated.status
    assert "application/json" == stated.headers["content-type"]
    assert "no-cache" == stated.headers["cache-control"]
    assert typed["triple"][1].endswith("#type>")
    assert absent == {"holds": False, "triple": [f"<{role}>", f"<{RG}canBecome>", f"<{RGID}role/role-2>"]}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"s": "rgid:a", "p": "rg:level"}, "`o` is missing"),
        ({"p": "rg:level", "o": "rgid:a"}, "`s` is missing"),
        ({"s": "no iri", "p": "rg:level", "o": "rgid:a"}, "`s`"),
        ({"s": "rgid:a", "p": "nonsense", "o": "rgid:a"}, "`p`"),
        ({"s": "rgid:a", "p": "rg:level", "o": '"open'}, "`o` is no literal"),
        ({"s": "rgid:a", "p": "rg:level", "o": '"a" . <x:a> <x:b> "c"'}, "`o` is no literal"),
    ],
)
def test_a_bad_request_says_which_parameter(client: Any, given: dict[str, str], told: str) -> None:
    reply = ask(client, **given)

    assert 400 == reply.status
    assert told in json.loads(reply.body)["detail"]


def test_a_parameter_twice_is_refused(client: Any) -> None:
    assert 400 == client.send("GET", "/explain?s=rgid:a&s=rgid:b&p=rg:level&o=rgid:c").status
