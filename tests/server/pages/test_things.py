"""The page of every IRI: to people as HTML, to programs as RDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph

ID = "https://w3id.org/rolegraph/id/"
ROLE = "/id/role/customer-service-representative"
HTML = "text/html,*/*;q=0.8"

#: Gives a parsed page (`LexborHTMLParser`).
Page = Callable[..., Any]


def rows(site: Any, query: str) -> list[str]:
    prefixes = "PREFIX rg: <https://w3id.org/rolegraph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    found: list[str] = site.csv(prefixes + query)
    return found


def texts(found: Any, selector: str) -> list[str]:
    return [one.text(strip=True) for one in found.css(selector)]


@pytest.mark.parametrize(
    ("suffix", "accept", "kind"),
    [
        ("ttl", "text/turtle", RdfFormat.TURTLE),
        ("nt", "application/n-triples", RdfFormat.N_TRIPLES),
        ("rdf", "application/rdf+xml", RdfFormat.RDF_XML),
        ("jsonld", "application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_rdf_by_accept_and_by_suffix_is_the_same(site: Any, suffix: str, accept: str, kind: RdfFormat) -> None:
    named = site.send("GET", f"{ROLE}.{suffix}")
    accepted = site.send("GET", ROLE, Accept=accept)

    assert (200, 200) == (named.status, accepted.status)
    assert accept == named.headers["content-type"].partition(";")[0]
    assert named.body == accepted.body
    assert f"{ROLE}.{suffix}" == accepted.headers["content-location"]
    triples = set(parse(named.body, format=kind))
    assert {NamedNode(ID + "role/customer-service-representative")} < {one.subject for one in triples}
    assert "Accept" in accepted.headers["vary"]
    again = site.send("GET", ROLE, Accept=accept, If_None_Match=accepted.headers["etag"])
    assert (304, b"") == (again.status, again.body)


def test_what_is_stated_of_a_role_is_what_the_endpoint_holds(site: Any) -> None:
    own = Graph().parse(data=site.send("GET", f"{ROLE}.nt").text, format="nt")
    stated = rows(site, f"SELECT ?p ?o WHERE {{ <{ID}role/customer-service-representative> ?p ?o }}")
    without = Graph().parse(data=site.send("GET", f"{ROLE}.nt?inferred=false").text, format="nt")

    about = [one for one in own if str(one[0]).endswith("/customer-service-representative")]
    assert len(stated) == len(about)
    assert len(without) < len(own)


def test_a_browser_gets_the_page_and_links_to_the_rest(site: Any, page: Page) -> None:
    reply = site.send("GET", ROLE, Accept=HTML)
    found = page(ROLE)

    assert "text/html; charset=utf-8" == reply.headers["content-type"]
    for suffix, kind in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples")):
        assert f'<{ROLE}.{suffix}>; rel="alternate"; type="{kind}"' in reply.headers["link"]
        assert found.css_first(f'link[rel="alternate"][type="{kind}"]').attributes["href"] == f"{ROLE}.{suffix}"
    assert f'<{ROLE}>; rel="canonical"' in reply.headers["link"]
    assert (found.css_first('link[rel="canonical"]').attributes["href"] or "").endswith(ROLE)
    again = site.send("GET", ROLE, Accept=HTML, If_None_Match=reply.headers["etag"])
    assert 304 == again.status
    other = site.send("GET", ROLE, Accept=HTML, Accept_Language="fi", If_None_Match=reply.headers["etag"])
    assert 200 == other.status


def test_a_role_s_page_tells_all_that_is_stated(site: Any, page: Page) -> None:
    found = page(ROLE + "?lang=en")
    for property, section in (
        ("hasResponsibility", "responsibility"),
        ("requiresSkill", "skill"),
        ("recommendsPractice", "best-practice"),
    ):
        role = f"<{ID}role/customer-service-representative>"
        stated = rows(site, f"SELECT ?o WHERE {{ {role} rg:{property} ?o }}")
        shown = {one.attributes["href"] for one in found.css(f'section[aria-labelledby="{section}"] li > a:not(.why)')}
        assert {f"/id/{quote(one.removeprefix(ID))}?lang=en" for one in stated} == shown
    assert "customer service representative" == found.css_first("h1").text(strip=True)
    assert found.css_first("svg") is not None
    labels = texts(found, "table.labels tbody th")
    assert {"English", "Finnish", "Russian", "Swedish"} <= set(labels)


def test_search_engines_get_schema_org(page: Page) -> None:
    role = json.loads(page(ROLE).css_first('script[type="application/ld+json"]').text())
    skill = json.loads(page("/id/skill/empathy").css_first('script[type="application/ld+json"]').text())

    assert ("Occupation", ID + "role/customer-service-representative") == (role["@type"], role["@id"])
    assert {"@value": "empathy", "@language": "en"} in role["skills"]
    assert "DefinedTerm" == skill["@type"]
    assert ID + "scheme/skills" == skill["inDefinedTermSet"]


def test_labels_come_in_the_reader_s_chain_and_say_where_they_are_from(page: Page) -> None:
    finnish = page(ROLE, Accept_Language="fi")
    chain = page(ROLE + "?lang=de,fi")

    assert "asiakaspalvelija" == finnish.css_first("h1 bdi").text()
    assert "fi" == finnish.css_first("h1 bdi").attributes["lang"]
    assert finnish.css_first("h1 .tongue") is None
    # The definition is there in English only.
    assert "en" == finnish.css_first(".lead .tongue").text()
    assert "de" == chain.css_first("h1 bdi").attributes["lang"]
    assert "fi" == finnish.css_first("html").attributes["lang"]


def test_links_keep_the_language_of_the_url(page: Page) -> None:
    for path in ("/", "/roles", "/documents", ROLE, "/id/skill/empathy", "/id/scheme/skills"):
        for one in page(path + "?lang=sv").css("main a[href^='/id/'], header.top nav:first-child a"):
            href = one.attributes["href"] or ""
            if href.rpartition(".")[2] not in {"ttl", "nt", "rdf", "jsonld"}:
                assert "lang=sv" in href, (path, href)
    picked = {one.attributes["hreflang"]: one.attributes["href"] for one in page(ROLE).css("nav.picker a")}
    assert f"{ROLE}?lang=ru" == picked["ru"]


def test_every_iri_in_the_graph_has_a_page(site: Any, page: Page) -> None:
    """One of each class and place of an IRI, and of everything that nothing else tells of."""
    classes = rows(
        site, "SELECT (SAMPLE(?s) AS ?one) WHERE { ?s a ?c . FILTER(STRSTARTS(STR(?s), STR(rg:)) = false) } GROUP BY ?c"
    )
    named = rows(site, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    reported = rows(site, "SELECT (SAMPLE(?s) AS ?one) WHERE { GRAPH ?g { ?s a ?c } } GROUP BY ?c")
    ours = {one for one in (*classes, *named, *reported) if one.startswith(ID)}

    assert 15 < len(ours)
    for iri in sorted(ours):
        path = "/id/" + quote(iri.removeprefix(ID), safe="/:@!$&'()*+,;=~")
        reply = site.send("GET", path, Accept=HTML)
        assert reply.status in {200, 303}, (iri, reply.status)
        assert 200 == site.send("GET", path, Accept="text/turtle").status, iri
        if reply.status == 303:
            assert 200 == site.send("GET", reply.headers["location"].partition("#")[0], Accept=HTML).status


def test_a_replaced_candidate_leads_on(site: Any) -> None:
    query = "SELECT ?old ?new WHERE { ?old <http://purl.org/dc/terms/isReplacedBy> ?new } LIMIT 3"
    for row in rows(site, query):
        old, new = row.split(",")
        reply = site.send("GET", "/id/" + quote(old.removeprefix(ID)) + "?lang=fi", Accept=HTML)
        assert (303, "/id/" + quote(new.removeprefix(ID)) + "?lang=fi") == (reply.status, reply.headers["location"])
        assert new in site.send("GET", "/id/" + quote(old.removeprefix(ID)), Accept="text/turtle").text


def test_what_is_not_there_is_told(site: Any, page: Page) -> None:
    missing = site.send("GET", "/id/skill/juggling-of-chainsaws")
    assert (404, "application/problem+json") == (missing.status, missing.headers["content-type"])
    assert "juggling-of-chainsaws" in json.loads(missing.body)["detail"]
    assert "404" in page("/id/skill/juggling-of-chainsaws", 404).css_first("title").text()
    for path in (
        "/id/x%20y",
        "/id/%3Cscript%3E",
        "/id/%22",
        "/id/role/%7Bx%7D",
        "/id/role/x%0Ay",
        "/id/document/x/text",
    ):
        assert 404 == site.send("GET", path).status, path
        assert 404 == site.send("GET", path, Accept=HTML).status, path
    assert 406 == site.send("GET", ROLE, Accept="image/png").status
    assert 400 == site.send("GET", ROLE + "?format=parchment").status
    assert 400 == site.send("GET", "/id/scheme/skills?page=x", Accept=HTML).status


def test_a_scheme_lists_its_concepts_a_page_at_a_time(site: Any, page: Page) -> None:
    scheme = f"{ID}scheme/tools"
    count = int(rows(site, f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c skos:inScheme <{scheme}> }}")[0])
    listed: list[str] = []
    number = 1
    while listed == [] or len(listed) < count:
        found = page(f"/id/scheme/tools?page={number}")
        here = [one.attributes["href"] or "" for one in found.css(".statements a")]
        assert here
        listed += here
        number += 1
    assert count == len(set(listed)) == len(listed)


def test_a_graph_is_given_whole(site: Any) -> None:
    graph = f"{ID}graph/statements"
    count = int(rows(site, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")[0])

    assert count == len(site.send("GET", "/id/graph/statements.nt").text.splitlines())


def test_accepted_links_to_other_vocabularies_stand_on_the_page_and_lead_there(site: Any, page: Page) -> None:
    query = f"SELECT ?o {{ <{ID}role/customer-service-representative> ?p ?o FILTER(STRENDS(STR(?p), 'Match')) }}"
    linked = rows(site, query)
    shown = page(ROLE).css("section[aria-labelledby=matches] a")

    assert any(iri.startswith("http://data.europa.eu/esco/occupation/") for iri in linked)
    assert sorted(linked) == sorted(one.attributes["href"] for one in shown)
    assert {"external nofollow noreferrer"} == {one.attributes["rel"] for one in shown}
