"""`/ns` over HTTP: formats, versions, languages, the page and its diagram."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from flask import Flask
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse
from selectolax.lexbor import LexborHTMLParser

import ontology
from ontology.terms import ONTOLOGY_VERSION, RG, Owl, Rdf
from ontology.versions import PUBLICATIONS, Publication
from server import problems
from server.errors import Problem
from server.ns.editions import collect
from server.ns.views import blueprint

RDF = ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "text/n3"]
SUFFIXES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
LANGUAGES = ["en", "fi", "nb", "ru", "sv"]


def html(text: str) -> Any:
    return LexborHTMLParser(text)


def page(client: Any, path: str = "/ns", **headers: str) -> Any:
    reply = client.send("GET", path, Accept="text/html", **headers)
    assert 200 == reply.status, reply.text
    assert "text/html; charset=utf-8" == reply.headers["content-type"]
    return html(reply.text)


def parsed(body: bytes, media_type: str) -> Dataset:
    format = RdfFormat.from_media_type(media_type)
    assert format is not None
    found = Dataset(parse(body, format=format))
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.parametrize("media_type", RDF)
def test_each_format_holds_the_ontology(client: Any, media_type: str) -> None:
    reply = client.send("GET", "/ns", Accept=media_type)

    assert 200 == reply.status
    assert media_type == reply.headers["content-type"].partition(";")[0]
    assert parsed(ontology.ROLEGRAPH.read_bytes(), RDF[0]) == parsed(reply.body, media_type)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_suffix_chooses_whatever_is_accepted(client: Any, suffix: str) -> None:
    by_suffix = client.send("GET", f"/ns.{suffix}", Accept="text/html")
    by_word = client.send("GET", f"/ns?format={suffix}", Accept="text/html")

    assert SUFFIXES[suffix] == by_suffix.headers["content-type"].partition(";")[0]
    assert by_suffix.body == by_word.body
    assert f"/ns.{suffix}" == by_word.headers["content-location"]


def test_turtle_is_the_very_file(client: Any) -> None:
    assert ontology.ROLEGRAPH.read_bytes() == client.send("GET", "/ns").body
    assert ontology.ROLEGRAPH.read_bytes() == client.send("GET", f"/ns/{ONTOLOGY_VERSION}.ttl").body
    assert ontology.ALIGNMENTS.read_bytes() == client.send("GET", "/ns/alignments", Accept="text/turtle").body


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        ("application/*", "application/n-triples"),
        ("*/*", "text/turtle"),
    ],
)
def test_negotiation(client: Any, accepted: str, expected: str) -> None:
    reply = client.send("GET", "/ns", Accept=accepted)

    assert expected == reply.headers["content-type"].partition(";")[0]
    assert {"Accept", "Accept-Language"} <= set(reply.headers["vary"].split(", "))


def test_what_does_not_fit_is_a_problem(client: Any) -> None:
    no_format = client.send("GET", "/ns", Accept="image/png")
    no_table = client.send("GET", "/ns?format=csv")
    no_word = client.send("GET", "/ns?format=parchment")

    assert [406, 406, 400] == [one.status for one in (no_format, no_table, no_word)]
    assert "application/problem+json" == no_format.headers["content-type"]
    assert RDF[0] in json.loads(no_format.body)["offered"]
    assert "text/html" in json.loads(no_format.body)["offered"]
    assert "html" in json.loads(no_word.body)["detail"]
    assert 400 == client.send("GET", "/ns?format=ttl&format=nt").status
    assert 400 == client.send("GET", "/ns?lang=", Accept="text/html").status
    assert 400 == client.send("GET", "/ns?lang=fi&lang=sv", Accept="text/html").status


@pytest.mark.parametrize("path", ["/ns", "/ns.html", "/ns.nt", "/ns/context.jsonld", "/ns/alignments"])
def test_an_answer_is_named_and_not_sent_again(client: Any, path: str) -> None:
    first = client.send("GET", path, Accept="text/html, */*;q=0.1")
    again = client.send("GET", path, Accept="text/html, */*;q=0.1", If_None_Match=first.headers["etag"])
    other = client.send("GET", path, Accept="text/html, */*;q=0.1", If_None_Match='"other"')
    head = client.send("HEAD", path, Accept="text/html, */*;q=0.1")

    assert (304, b"") == (again.status, again.body)
    assert first.headers["etag"] == again.headers["etag"]
    assert first.headers["vary"] == again.headers["vary"]
    assert "max-age=300" in again.headers["cache-control"]
    assert (200, first.body) == (other.status, other.body)
    assert (200, b"", first.headers["content-length"]) == (head.status, head.body, head.headers["content-length"])


def test_languages_and_formats_have_names_of_their_own(client: Any) -> None:
    tags = [client.send("GET", f"/ns?lang={tag}", Accept="text/html").headers["etag"] for tag in LANGUAGES]
    tags += [client.send("GET", f"/ns.{suffix}").headers["etag"] for suffix in SUFFIXES]

    assert len(tags) == len(set(tags))


def test_the_same_file_has_the_same_bytes_in_every_process() -> None:
    code = (
        "from pyoxigraph import RdfFormat as F; from server.ns.files import represent; "
        "from server.ns.editions import catalogue; "
        "print([represent(one, f).tag for one in catalogue().values() for f in (F.JSON_LD, F.RDF_XML, F.N_TRIPLES)])"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]

    assert 6 <= told[0].count("'") / 2
    assert told[0] == told[1]


def test_methods(client: Any) -> None:
    assert {"GET", "HEAD", "OPTIONS"} == set(client.send("OPTIONS", "/ns").headers["allow"].split(", "))
    refused = client.send("PUT", "/ns", b"")
    assert 405 == refused.status
    assert {"GET", "HEAD", "OPTIONS"} == set(refused.headers["allow"].split(", "))


def test_other_forms_are_told_of(client: Any) -> None:
    found = html(client.send("GET", "/ns", Accept="text/html").text)
    hrefs = {one.attributes["href"] for one in found.css("link[rel=alternate][type], dd a[type]")}

    assert {"/ns.ttl", "/ns.jsonld", "/ns.nt", "/ns.rdf", "/ns/context.jsonld"} == hrefs
    for href in hrefs:
        assert 200 == client.send("GET", href).status
    # Headers of one name are several; the last one stands for them here.
    assert re.fullmatch(r'</ns\.html>; rel="alternate"; type="text/html"', client.send("GET", "/ns").headers["link"])


def test_the_context_is_served(client: Any) -> None:
    reply = client.send("GET", "/ns/context.jsonld")

    assert "application/ld+json" == reply.headers["content-type"]
    assert ontology.load_context() == json.loads(reply.body)


@pytest.mark.parametrize("name", ["alignments", "shapes", f"alignments/{ONTOLOGY_VERSION}"])
@pytest.mark.parametrize("asked", [".html", "?format=html", ""])
def test_a_file_beside_the_ontology_is_a_page_too(client: Any, name: str, asked: str) -> None:
    found = page(client, f"/ns/{name}{asked}")
    turtle = client.send("GET", f"/ns/{name}.ttl").text

    assert turtle.strip() == found.css_first("pre code").text().strip()
    assert "text/turtle" in [one.attributes.get("type") for one in found.css("main a[type]")]
    assert found.css_first("h1").text().startswith(("Alignments", "Shapes"))


def test_the_current_version_has_its_own_address(client: Any) -> None:
    assert 200 == client.send("GET", f"/ns/alignments/{ONTOLOGY_VERSION}.nt").status
    reply = client.send("GET", "/ns/7.0.0")
    assert 404 == reply.status
    assert [ONTOLOGY_VERSION] == json.loads(reply.body)["versions"]
    for path in ("/ns/Role", "/ns.xyz", "/ns/alignments.xyz", "/ns/../app.py", "/ns/%00", "/ns/.ttl"):
        assert 404 == client.send("GET", path).status, path


# -- The page ----------------------------------------------------------------------------------------------------


def in_russian(literals: Iterable[Any]) -> list[str]:
    return [str(one) for one in literals if one.language == "ru"]


def test_every_term_has_its_anchor_label_and_comment(client: Any) -> None:
    found = page(client, "/ns?lang=ru")
    graph = ontology.load_ontology()
    terms = {term for term in graph.subjects(rdflib.RDF.type) if str(term).startswith(RG)}

    assert 70 <= len(terms)
    assert {str(term).removeprefix(RG) for term in terms} == {one.attributes["id"] for one in found.css("article.term")}
    for term in terms:
        article = found.css_first(f'article[id="{str(term).removeprefix(RG)}"]')
        assert article is not None
        (label,) = in_russian(graph.objects(term, rdflib.RDFS.label))
        (comment,) = in_russian(graph.objects(term, rdflib.RDFS.comment))
        assert label == article.css_first(".label").text()
        assert comment == article.css_first("p").text()


def test_every_link_on_the_page_leads_somewhere(client: Any) -> None:
    found = page(client)
    anchors = [one.attributes["id"] for one in found.css("[id]")]
    hrefs = {one.attributes["href"] or "" for one in found.css("a")}

    assert len(anchors) == len(set(anchors))
    assert {href[1:] for href in hrefs if href.startswith("#")} <= set(anchors)
    for href in hrefs:
        assert href.startswith(("#", "/", "https://", "http://")), href


def facts(found: Any, name: str) -> dict[str, list[str]]:
    """The rows of a term: titles with the texts of their values."""
    article = found.css_first(f'article[id="{name}"]')
    assert article is not None
    titles = [one.text(strip=True) for one in article.css("dt")]
    values = [[item.text(strip=True) for item in one.css("li")] or [one.text(strip=True)] for one in article.css("dd")]
    return dict(zip(titles, values, strict=True))


def test_a_class_is_told_from_all_sides(client: Any) -> None:
    found = page(client)
    role, step = facts(found, "Role"), facts(found, "StepKind")

    assert ["skos:Concept", "schema:Occupation"] == role["Subclass of"]
    assert ["responsibility", "skill", "tool category", "tool", "best practice"] == role["Disjoint with"]
    assert "requires skill" in role["Properties with this domain"]
    assert "leads to" in role["Properties with this range"]
    assert ["esco:Occupation", "org:Role"] == role["Close match"]
    assert ["item mention", "inline mention"] == facts(found, "Mention")["Has subclasses"]
    assert ["item mention"] == facts(found, "InlineMention")["Disjoint with"]
    assert ["entry step", "previous step", "the role itself", "next step", "lateral step"] == step[
        "Individuals of this class"
    ]
    assert ["kind of career step"] == facts(found, "NextStep")["Type"]


def test_a_property_is_told_with_its_axioms(client: Any) -> None:
    found = page(client)
    may = facts(found, "mayUseToolCategory")

    assert ["uses tool∘in category"] == may["Follows from the chain"]
    assert ["uses tool category"] == may["Has subproperties"]
    assert ["may use tool category"] == facts(found, "inCategory")["Part of the chain of"]
    assert ["transitive"] == facts(found, "canBecome")["Characteristics"]
    assert ["symmetric"] == facts(found, "lateralTo")["Characteristics"]
    assert ["requires skill"] == facts(found, "skillOf")["Inverse of"]
    assert ["skill of"] == facts(found, "requiresSkill")["Inverse of"]
    assert ["xsd:string"] == facts(found, "maker")["Range"]
    assert ["schema:manufacturer"] == facts(found, "maker")["Close match"]


@pytest.mark.parametrize(
    ("asked", "header", "expected"),
    [
        ("?lang=fi", "sv", "fi"),
        ("?lang=de,sv,en", None, "sv"),
        ("?lang=no", None, "nb"),
        ("?lang=nn,en", None, "nb"),
        ("?lang=tlh", "fi", "en"),
        ("", "ru-RU, ru;q=0.9, en;q=0.8", "ru"),
        ("", "en;q=0.2, sv-FI;q=0.7, fi;q=0", "sv"),
        ("", "xx, *;q=0.5", "en"),
        ("", ";;;, 12345678901234, q=", "en"),
        ("", "nn-NO", "nb"),
        ("", None, "en"),
    ],
)
def test_the_page_is_in_the_readers_language(client: Any, asked: str, header: str | None, expected: str) -> None:
    headers = {} if header is None else {"Accept_Language": header}
    reply = client.send("GET", f"/ns{asked}", Accept="text/html", **headers)
    root = html(reply.text).css_first("html")

    assert expected == reply.headers["content-language"]
    assert (expected, "ltr") == (root.attributes["lang"], root.attributes["dir"])
    assert f"/ns.html?lang={expected}" == reply.headers["content-location"]


def test_the_picker_names_each_language_in_itself(client: Any) -> None:
    links = page(client, "/ns?lang=nb").css("nav.picker a")

    assert ["English", "suomi", "norsk bokmål", "русский", "svenska"] == [one.text() for one in links]
    assert LANGUAGES == [one.attributes["hreflang"] for one in links]
    assert ["nb"] == [one.attributes["lang"] for one in links if "aria-current" in one.attributes]


def test_nothing_of_one_language_is_left_in_another(client: Any) -> None:
    english = {one.text(strip=True) for one in page(client, "/ns?lang=en").css("h2, dt")}
    finnish = {one.text(strip=True) for one in page(client, "/ns?lang=fi").css("h2, dt")}

    assert 25 <= len(english)
    assert set() == english & finnish


def test_the_page_needs_no_script_and_no_style_of_its_own(client: Any) -> None:
    found = page(client)

    assert [] == found.css("script, style, [style], [onclick], img, iframe, object")
    for sheet in found.css("link[rel=stylesheet]"):
        assert 200 == client.send("GET", sheet.attributes["href"]).status


# -- Versions and deprecation, with files made up for it -----------------------------------------------------------

HEAD = f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rg: <{RG}> .
<{RG[:-1]}> a owl:Ontology ; owl:versionInfo "VERSION" ; dcterms:title "T <b>&"@en .
"""
HOSTILE = '<script>alert(1)</script>&"'


@pytest.fixture
def made_up(tmp_path: Path) -> Any:
    """An application that serves 2.0.0, with a deprecated term, and 1.0.0 and 1.10.0 before it."""
    former = tmp_path / "versions"
    former.mkdir()
    for number in ("1.0.0", "1.10.0"):
        (former / f"{number}.ttl").write_text(
            HEAD.replace("VERSION", number) + 'rg:Old a owl:Class ; rdfs:label "o"@en .'
        )
    (former / "notes.ttl").write_text("not a version")
    current = tmp_path / "current.ttl"
    quoted = json.dumps(HOSTILE)
    current.write_text(
        HEAD.replace("VERSION", "2.0.0")
        + f"""
rg:Old a owl:Class ; rdfs:label "old"@en ; owl:deprecated true ; dcterms:isReplacedBy rg:New .
rg:New a owl:Class ; rdfs:label {quoted}@en ; rdfs:comment {quoted}@en ; rdfs:seeAlso <javascript:alert(1)> .
rg:joins a owl:ObjectProperty ; rdfs:label {quoted}@en ; rdfs:domain rg:New ; rdfs:range <urn:x:{"y" * 40}> .
"""
    )
    app = Flask("server")
    editions = collect([Publication("", current)], former)
    app.register_blueprint(blueprint(lambda: editions))
    app.register_error_handler(Problem, problems.of_problem)
    return app.test_client()


def test_former_versions_stay(made_up: Any) -> None:
    assert b'"1.0.0"' in made_up.get("/ns/1.0.0").data
    assert b'"1.10.0"' in made_up.get("/ns/1.10.0.ttl").data
    assert b'"2.0.0"' in made_up.get("/ns").data
    assert made_up.get("/ns/2.0.0").data == made_up.get("/ns").data
    assert ["2.0.0", "1.10.0", "1.0.0"] == made_up.get("/ns/3.0.0").json["versions"]
    assert 404 == made_up.get("/ns/notes").status_code


def test_a_former_version_says_so_and_links_to_its_own_files(made_up: Any) -> None:
    former = html(made_up.get("/ns/1.0.0", headers={"Accept": "text/html"}).text)
    current = html(made_up.get("/ns/2.0.0", headers={"Accept": "text/html"}).text)

    assert "2.0.0" in former.css_first(".notice").text()
    assert "/ns/1.0.0.ttl" in {one.attributes["href"] for one in former.css("link[type]")}
    assert [] == current.css(".notice")
    assert "/ns.ttl" in {one.attributes["href"] for one in current.css("link[type]")}


def test_a_deprecated_term_is_marked_and_points_to_its_successor(made_up: Any) -> None:
    found = html(made_up.get("/ns?format=html").text)
    old, new = (found.css_first(f'article[id="{name}"]') for name in ("Old", "New"))

    assert "deprecated" == old.css_first(".mark").text()
    assert ["#New"] == [one.attributes["href"] for one in old.css("dd a")]
    assert [] == new.css(".mark")
    assert "old" not in {one.text() for one in found.css("svg text")}


def test_hostile_labels_are_text(made_up: Any) -> None:
    text = made_up.get("/ns?format=html").text
    found = html(text)

    assert "<script" not in text
    assert [] == found.css("script, h1 b")
    assert HOSTILE == found.css_first('article[id="New"] .label').text()
    assert HOSTILE == "".join(one.text() for one in found.css("svg text.property"))
    assert "#" == found.css('article[id="New"] dd a')[-1].attributes["href"]
    assert "javascript:" not in {one.attributes["href"][:11] for one in found.css("a")}


@pytest.mark.parametrize("one", PUBLICATIONS, ids=lambda one: one.name or "ontology")
def test_each_publication_is_served_under_its_name(client: Any, one: Publication) -> None:
    path = one.iri.removeprefix("https://w3id.org/rolegraph")
    graph = parsed(client.send("GET", path, Accept="application/n-triples").body, "application/n-triples")

    assert Quad(NamedNode(one.iri), Rdf.type, Owl.Ontology) in graph
