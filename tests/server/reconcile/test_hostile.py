"""Requests that are wrong, too large or made to do harm."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.reconcile.asked import IDS, PROPERTIES, QUERIES, TYPES
from tests.server.reconcile.client import FORM, Refine

MANY = json.dumps({f"q{number}": {"query": "x"} for number in range(QUERIES + 1)})
IDS_TOO_MANY = json.dumps({"ids": [f"i{number}" for number in range(IDS + 1)], "properties": [{"id": "prefLabel"}]})
COLUMNS = json.dumps({"ids": ["a"], "properties": [{"id": f"prefLabel@{n}"} for n in range(PROPERTIES + 1)]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "null",
        '{"q": []}',
        '{"q": {}}',
        '{"q": {"query": 1}}',
        '{"q": {"query": null}}',
        '{"q": {"properties": []}}',
        '{"q": {"query": "x", "limit": 0}}',
        '{"q": {"query": "x", "limit": -1}}',
        '{"q": {"query": "x", "limit": 1.5}}',
        '{"q": {"query": "x", "limit": true}}',
        '{"q": {"query": "x", "limit": "5"}}',
        '{"q": {"query": "x", "limit": 1e999}}',
        '{"q": {"query": "x", "limit": NaN}}',
        '{"q": {"query": "x", "type": 1}}',
        '{"q": {"query": "x", "type": [null]}}',
        json.dumps({"q": {"query": "x", "type": ["t"] * (TYPES + 1)}}),
        '{"q": {"query": "x", "type_strict": "exact"}}',
        '{"q": {"query": "x", "properties": {"pid": "a"}}}',
        '{"q": {"query": "x", "properties": [1]}}',
        '{"q": {"query": "x", "properties": [{"pid": "a"}]}}',
        '{"q": {"query": "x", "properties": [{"pid": 1, "v": "a"}]}}',
        '{"q": {"query": "x", "properties": [{"pid": "a", "v": null}]}}',
        '{"q": {"query": "x", "properties": [{"pid": "a", "v": {"name": "b"}}]}}',
        '{"q": {"query": "\\ud800"}}',
        '{"\\udfff": {"query": "x"}}',
        "[" * 100_000,
        '{"q": ' * 50_000,
        '{"q": {"query": "x", "limit": ' + "9" * 5000 + "}}",
    ],
)
def test_a_batch_that_is_none_is_refused(reconciling: Any, text: str) -> None:
    reply = Refine(reconciling, "esco").send(queries=text)

    assert 400 == reply.status, reply.text
    assert "application/problem+json" == reply.headers["content-type"]
    assert "*" == reply.headers["access-control-allow-origin"]


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("queries", MANY, 413),
        ("extend", IDS_TOO_MANY, 413),
        ("extend", COLUMNS, 413),
        ("extend", "{}", 400),
        ("extend", '{"ids": ["a"]}', 400),
        ("extend", '{"ids": "a", "properties": []}', 400),
        ("extend", '{"ids": [1], "properties": []}', 400),
        ("extend", '{"ids": ["a"], "properties": [{}]}', 400),
        ("extend", '{"ids": ["a"], "properties": [{"id": "shoe size"}]}', 400),
        ("extend", '{"ids": ["a"], "properties": [{"id": "prefLabel", "settings": {"limit": -1}}]}', 400),
        ("extend", '{"ids": ["a"], "properties": [{"id": "prefLabel", "settings": {"limit": "many"}}]}', 400),
        ("extend", '{"ids": ["a"], "properties": [{"id": "prefLabel", "settings": []}]}', 200),
        ("extend", '{"ids": ["a"], "properties": [{"id": "prefLabel", "settings": [1]}]}', 400),
        ("extend", '{"ids": ["\\udc00"], "properties": []}', 400),
    ],
)
def test_what_is_out_of_bounds_is_refused(reconciling: Any, name: str, text: str, status: int) -> None:
    assert status == Refine(reconciling, "esco").send(False, **{name: text}).status


def test_bodies_of_other_kinds_are_refused(reconciling: Any) -> None:
    def post(body: bytes, kind: str) -> int:
        status: int = reconciling.send("POST", "/reconcile/esco", body, Content_Type=kind).status
        return status

    assert 415 == post(b'{"queries": {}}', "application/json")
    assert 415 == post(b"queries=%7B%7D", f"{FORM}; charset=utf-16")
    assert 400 == post(b"queries=%zz", FORM)
    assert 400 == post(b"queries=%ff", FORM)
    assert 400 == post(b"queries=%7B%7D&queries=%7B%7D", FORM)
    assert 400 == post(b"queries=%7B%7D&extend=%7B%7D", FORM)
    assert 200 == post(b"queries=%7B%7D", f"{FORM};charset=UTF-8")


@pytest.mark.parametrize(
    "path",
    [
        "/reconcile/none",
        "/reconcile/..%2f..%2fetc",
        "/reconcile/%00",
        "/reconcile/none/suggest/entity?prefix=a",
        "/reconcile/esco/suggest/nothing?prefix=a",
        "/reconcile/esco/preview?id=unknown",
        "/reconcile/esco/preview?id=%3Cscript%3E",
        "/reconcile/none/properties",
    ],
)
def test_what_is_not_there_is_not_found(reconciling: Any, path: str) -> None:
    assert 404 == reconciling.send("GET", path).status


@pytest.mark.parametrize(
    "path",
    [
        "/reconcile/esco/preview",
        "/reconcile/esco/view?id=",
        "/reconcile/esco/view?id=" + "x" * 2001,
        "/reconcile/esco/suggest/entity?prefix=a&cursor=-1",
        "/reconcile/esco/suggest/entity?prefix=a&cursor=99999",
        "/reconcile/esco/suggest/entity?prefix=" + "a" * 1001,
        "/reconcile/esco/suggest/type?prefix=a&prefix=b",
        "/reconcile/esco/properties?limit=x",
        "/reconcile?format=xml",
        "/reconcile/esco?lang=",
    ],
)
def test_parameters_out_of_bounds_are_refused(reconciling: Any, path: str) -> None:
    assert 400 == reconciling.send("GET", path).status


def test_other_sites_may_ask(reconciling: Any) -> None:
    for path in ("/reconcile", "/reconcile/esco", "/reconcile/esco/suggest/entity", "/reconcile/esco/preview"):
        reply = reconciling.send("OPTIONS", path, None, Origin="https://client.example")
        assert 200 == reply.status
        assert "*" == reply.headers["access-control-allow-origin"]
        assert "GET" in reply.headers["access-control-allow-methods"]
    assert "POST" in reconciling.send("OPTIONS", "/reconcile/esco").headers["access-control-allow-methods"]
    assert 405 == reconciling.send("PUT", "/reconcile/esco", b"").status


def test_only_a_preview_may_be_framed(reconciling: Any) -> None:
    for path in ("/reconcile", "/reconcile/esco", "/reconcile/esco/preview?id=none", "/roles"):
        policy = reconciling.send("GET", path, None, Accept="text/html").headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy


def test_no_program_of_the_clients_is_run(reconciling: Any) -> None:
    found = reconciling.send("GET", "/reconcile/esco?" + urlencode({"callback": "alert", "queries": "{}"}))

    assert (200, b"{}", "application/json") == (found.status, found.body, found.headers["content-type"])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
names = st.text(max_size=20) | st.sampled_from(
    ["lamp", "keeper", "4222", "escoc:skill/s1", "rg:", "http://", "://", "\0"]
)
properties = st.fixed_dictionaries(
    {
        "pid": st.sampled_from(
            ["broader", "iscoCode", "essentialSkill", "altLabel", "language", "match/rolegraph", "x"]
        ),
        "v": names | st.integers() | st.lists(names | st.fixed_dictionaries({"id": names}), max_size=3),
    }
)
queries = st.fixed_dictionaries(
    {"query": names},
    optional={
        "type": names | st.lists(names, max_size=3),
        "limit": st.integers(1, 300),
        "type_strict": st.sampled_from(["any", "should", "all"]),
        "properties": st.lists(properties, max_size=3),
    },
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.dictionaries(st.text(max_size=5), queries, max_size=3))
def test_every_batch_is_answered(reconciling: Any, batch: dict[str, Any]) -> None:
    try:
        json.dumps(batch, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    Refine(reconciling, "esco").match(batch)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=values, name=st.sampled_from(["queries", "extend"]), service=st.sampled_from(["esco", "skills"]))
def test_no_value_breaks_the_server(reconciling: Any, value: Any, name: str, service: str) -> None:
    assert Refine(reconciling, service).send(False, **{name: json.dumps(value)}).status in {200, 400}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=40), what=st.sampled_from(["suggest/entity", "suggest/type", "preview", "view", "properties"])
)
def test_no_text_breaks_the_server(reconciling: Any, text: str, what: str) -> None:
    query = urlencode({"prefix": text, "id": text, "type": text})

    assert reconciling.send("GET", f"/reconcile/esco/{what}?{query}").status in {200, 400, 404, 303}
