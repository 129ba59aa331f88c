"""Documents on their pages: the text with what was found in it, and evidence of statements with the very characters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

ID = "https://w3id.org/rolegraph/id/"
ROLE = ID + "role/customer-service-representative"
HTML = "text/html,*/*;q=0.8"
PREFIXES = (
    "PREFIX rg: <https://w3id.org/rolegraph/ns#> PREFIX oa: <http://www.w3.org/ns/oa#> "
    "PREFIX schema: <https://schema.org/> "
)

#: Gives a parsed page (`LexborHTMLParser`).
Page = Callable[..., Any]


def documents(site: Any) -> list[str]:
    found: list[str] = site.csv(PREFIXES + "SELECT ?d WHERE { ?d a rg:Document } ORDER BY ?d")
    return [one.removeprefix(ID) for one in found]


def test_the_text_is_served_to_the_code_point(site: Any) -> None:
    for name in documents(site):
        text = site.send("GET", f"/id/{name}/text").text
        query = f"""{PREFIXES} SELECT ?start ?end (STRLEN(?exact) AS ?n) (ENCODE_FOR_URI(?exact) AS ?code) WHERE {{
            ?m rg:inDocument <{ID}{name}> ; oa:hasSelector ?s . ?s oa:start ?start ; oa:end ?end ; oa:exact ?exact }}"""
        rows = [row.split(",") for row in site.csv(query)]
        assert rows
        for start, end, _, code in rows:
            assert code == quote(text[int(start) : int(end)], safe="-._~")


def test_a_document_shows_its_whole_text_with_every_mention(site: Any, page: Page) -> None:
    for name in documents(site):
        found = page(f"/id/{name}")
        shown = found.css_first(".text")
        numbers = {one.attributes["id"] for one in found.css(".text .anchor")}
        mentions = site.csv(f"{PREFIXES} SELECT ?m WHERE {{ ?m rg:inDocument <{ID}{name}> ; a rg:Mention }}")
        assert {f"mention-{one.rpartition('/')[2]}" for one in mentions} == numbers
        for one in shown.css(".chips"):
            one.decompose()
        kept = site.send("GET", f"/id/{name}/text").text
        assert kept.split() == shown.text().split()


def test_a_mention_leads_to_its_place_in_the_document(site: Any) -> None:
    name = documents(site)[0]
    reply = site.send("GET", f"/id/{name}/mention/3?lang=fi", Accept=HTML)
    sentence = site.send("GET", f"/id/{name}/sentence/3", Accept=HTML)

    assert (303, 303) == (reply.status, sentence.status)
    assert reply.headers["location"].startswith(f"/id/{name}?")
    assert reply.headers["location"].endswith("#mention-3")


def test_what_was_skipped_is_told_with_its_reason(site: Any, page: Page) -> None:
    graph = f"{ID}graph/report"
    query = f"""{PREFIXES} SELECT ?d ?reason WHERE {{ GRAPH <{graph}> {{
        ?f rg:inDocument ?d ; rg:findingKind "skipped" ; rg:reason ?reason }} }} ORDER BY ?d LIMIT 20"""
    rows = [row.split(",") for row in site.csv(query)]
    assert rows
    for document, reason in rows:
        table = page(f"/id/{document.removeprefix(ID)}").css_first('section[aria-labelledby="findings"] table')
        assert reason in table.text()


def evidence(subject: str, predicate: str, value: str, **more: str) -> str:
    return "/evidence?" + urlencode({"s": subject, "p": predicate, "o": value, **more})


def test_every_statement_of_a_role_opens_its_evidence(site: Any, page: Page) -> None:
    links = [one.attributes["href"] or "" for one in page("/id/role/customer-service-representative").css("a.why")]

    assert 30 < len(links)
    for link in links:
        told = json.loads(site.send("GET", link).body)
        assert told["graph"] == "statements"
        assert told["places"], link
        for place in told["places"]:
            excerpt = place["excerpt"]
            assert excerpt["marked"] == place["exact"]
            assert 200 == site.send("GET", "/id/" + place["document"]["iri"].removeprefix(ID)).status


def test_evidence_marks_the_characters_and_the_language(site: Any, page: Page) -> None:
    link = evidence(ROLE, "rg:requiresSkill", "rgid:skill/empathy")
    found = page(link)
    part = page(link + "&part=1")

    marked = [one.text() for one in found.css("blockquote mark")]
    assert marked
    assert marked == [one.text() for one in part.css("blockquote mark")]
    assert {"fi", "sv", "ru"} & {one.attributes.get("lang") for one in found.css("blockquote")}
    assert part.css_first("header") is None


def test_an_inferred_statement_says_what_it_follows_from(site: Any, page: Page) -> None:
    link = evidence("rgid:skill/empathy", "rg:skillOf", ROLE)
    told = json.loads(site.send("GET", link).body)

    assert "inferred" == told["graph"]
    assert told["proof"]["because"]
    assert page(link).css_first(".proof") is not None


def test_what_does_not_hold_or_is_no_statement_is_refused(site: Any) -> None:
    assert 404 == site.send("GET", evidence(ROLE, "rg:requiresSkill", "rgid:skill/juggling")).status
    assert 400 == site.send("GET", "/evidence").status
    assert 400 == site.send("GET", evidence(ROLE, "rg:requiresSkill", "no iri")).status
    assert 400 == site.send("GET", evidence(ROLE, "rg:requiresSkill", '"open')).status
    assert 400 == site.send("GET", evidence('"x"', "rg:requiresSkill", ROLE)).status
    assert 400 == site.send("GET", evidence(ROLE, "rg:requiresSkill", ROLE) + "&s=" + ROLE).status


def test_a_long_text_is_shown_in_parts(site: Any, page: Page) -> None:
    name = documents(site)[0]
    length = len(site.send("GET", f"/id/{name}/text").text)
    found = page(f"/id/{name}?start={length + 50}")

    assert found.css_first(".text") is not None
    assert found.css_first('nav.pager a[rel="prev"]') is not None


def test_documents_are_listed(site: Any, page: Page) -> None:
    links = [one.attributes["href"] or "" for one in page("/documents").css("tbody td:nth-child(2) a")]

    assert set(documents(site)) == {one.removeprefix("/id/") for one in links}
