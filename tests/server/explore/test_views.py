"""`/explore` over HTTP: the page, its tables, its data, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, Quad
from selectolax.lexbor import LexborHTMLParser

from ontology.terms import ConceptKind, Graph, Rg, Skos
from server.settings import Settings

AGENT, EVIL = ConceptKind.ROLE.iri("agent"), ConceptKind.SKILL.iri("evil")
CALM, LEAD = ConceptKind.SKILL.iri("calm"), ConceptKind.ROLE.iri("lead")
ATTACK = "</script><img src=x onerror=alert(1)>\u202e\" ' {{ 7*7 }}"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?p = <{Rg.requiresSkill.value}>) }}"


@pytest.fixture(scope="module")
def small(
    serve: Callable[..., Any], publish: Callable[..., None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    root: Path = tmp_path_factory.mktemp("explore") / "store"
    quads = [
        Quad(AGENT, Skos.prefLabel, Literal("agent", language="en"), Graph.VOCABULARY),
        Quad(AGENT, Skos.prefLabel, Literal("edustaja", language="fi"), Graph.VOCABULARY),
        Quad(CALM, Skos.prefLabel, Literal("calm", language="en"), Graph.VOCABULARY),
        Quad(EVIL, Skos.prefLabel, Literal(ATTACK, language="en"), Graph.CANDIDATES),
        Quad(AGENT, Rg.requiresSkill, CALM, Graph.STATEMENTS),
        Quad(AGENT, Rg.requiresSkill, EVIL, Graph.STATEMENTS),
        Quad(AGENT, Rg.canBecome, LEAD, Graph.INFERRED),
        Quad(LEAD, Skos.prefLabel, Literal("lead", language="en"), Graph.VOCABULARY),
    ]
    publish(root, quads)
    with serve(Settings(store=root, workers=1)) as found:
        yield found


def page(client: Any, status: int = 200, **given: Any) -> LexborHTMLParser:
    reply = client.send("GET", f"/explore?{urlencode(given, doseq=True)}", Accept="text/html")
    assert status == reply.status, reply.text[:400]
    return LexborHTMLParser(reply.text)


def data(client: Any, **given: Any) -> Any:
    return client.send("GET", f"/explore/data?{urlencode(given, doseq=True)}", Accept="application/json")


def text(found: LexborHTMLParser, selector: str) -> str:
    """The text of the first element, which is there."""
    node = found.css_first(selector)
    assert node is not None
    return node.text().strip()


def names(found: LexborHTMLParser) -> list[str]:
    return [one.text().strip() for one in found.css("#tables table:first-of-type tbody th bdi")]


def test_the_tables_tell_the_same_as_the_data(small: Any) -> None:
    shown = page(small, of=AGENT.value)
    found = json.loads(data(small, of=AGENT.value).body)
    labels = [node["data"]["label"] for node in found["elements"]["nodes"]]

    assert {ATTACK, "agent", "calm", "lead"} == set(labels)
    assert set(labels) <= set(names(shown))
    assert 3 == len(shown.css("a.why"))
    assert "Graph: agent" == text(shown, "h1")


def test_links_of_the_table_draw_neighbours(small: Any) -> None:
    links = [one.attributes["href"] for one in page(small, of=AGENT.value, lang="fi").css("td a[href^='/explore']")]
    first = next(link for link in links if link and "calm" in link)
    reply = small.send("GET", first, Accept="text/html")

    assert 200 == reply.status
    assert "lang=fi" in first
    assert "edustaja" in reply.text


def test_a_hostile_label_stays_a_text(small: Any) -> None:
    for given in ({"of": AGENT.value}, {"q": ATTACK}, {"of": "https://example.org/" + "x%3Cscript%3E"}):
        shown = page(small, 404 if "example" in given.get("of", "") else 200, **given)

        assert [] == [one for one in shown.css("script") if not one.attributes.get("src")]
        assert [] == shown.css("[onerror]")
        assert "49" not in text(shown, "h1")


def test_the_start_suggests_and_finds(small: Any) -> None:
    assert page(small).css_first("#explore-query") is not None
    assert "agent" in names(page(small, q="AGENT"))
    assert "Nothing is called" in text(page(small, q="no such thing"), ".notice")


def test_what_is_inferred_is_drawn_alone(small: Any) -> None:
    found = json.loads(data(small, of=AGENT.value, inferred="only").body)
    shown = page(small, of=AGENT.value, inferred="only")

    assert [AGENT.value, LEAD.value] == sorted(node["data"]["id"] for node in found["elements"]["nodes"])
    assert [True] == [edge["data"]["inferred"] for edge in found["elements"]["edges"]]
    assert "inferred only" == text(shown, "select[name=inferred] option[selected]")
    assert {"agent", "lead"} == set(names(shown))


def test_a_query_is_drawn(small: Any) -> None:
    found = json.loads(data(small, query=CONSTRUCT).body)

    assert 3 == len(found["elements"]["nodes"])
    assert "calm" in names(page(small, query=CONSTRUCT))
    assert "nothing to draw" in text(page(small, query="CONSTRUCT { <x:a> <x:p> 1 } WHERE {}"), ".notice")


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ({}, 400, "`of` is missing"),
        ({"of": "rgid:role/nothing"}, 404, "Nothing is stated"),
        ({"of": "no iri"}, 400, "`of`"),
        ({"query": "SELECT * { ?s ?p ?o }"}, 400, "CONSTRUCT or DESCRIBE"),
        ({"query": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }"}, 403, "SERVICE"),
        ({"query": "CONSTRUCT { ?s ?p } WHERE {"}, 400, ""),
        ({"query": "DELETE WHERE { ?s ?p ?o }"}, 400, "CONSTRUCT or DESCRIBE"),
        ({"query": CONSTRUCT, "of": "rgid:role/agent"}, 400, "one of them"),
        ({"of": "rgid:role/agent", "kinds": "person"}, 400, "person"),
    ],
)
def test_what_is_refused_is_a_problem(small: Any, given: dict[str, str], status: int, told: str) -> None:
    reply = data(small, **given)

    assert status == reply.status
    assert "application/problem+json" == reply.headers["content-type"]
    assert told in json.loads(reply.body)["detail"]


def test_data_can_be_kept(small: Any) -> None:
    first = data(small, of=AGENT.value)
    again = small.send(
        "GET", f"/explore/data?of={AGENT.value}", Accept="application/json", If_None_Match=first.headers["etag"]
    )
    other = small.send("GET", f"/explore/data?of={AGENT.value}", Accept_Language="fi")

    assert 304 == again.status
    assert other.headers["etag"] != first.headers["etag"]
    assert "edustaja" in other.text


def test_an_unknown_thing_is_a_page_that_says_so(small: Any) -> None:
    shown = page(small, 404, of="rgid:role/nothing")

    assert "Nothing is stated" in text(shown, ".notice")
    assert shown.css_first("[data-explore]") is None
