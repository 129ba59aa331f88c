"""`/search`, `/suggest` and `/opensearch.xml` over HTTP."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from selectolax.lexbor import LexborHTMLParser

from loaders import snapshots
from loaders.search.build import FOLDER
from ontology.terms import RGID, Graph, Rdfs, Skos
from server.settings import Settings

EX = "https://example.org/"
EVIL = '<script>alert(1)</script>"\u202eevil'
Publish = Callable[[Path, Iterable[Quad]], None]


def label(node: str, text: str, language: str, predicate: NamedNode = Skos.prefLabel) -> Quad:
    return Quad(NamedNode(node), predicate, Literal(text, language=language), Graph.CANDIDATES)


def labels() -> Iterator[Quad]:
    for number in range(45):
        yield label(f"{RGID}skill/agent-{number}", f"agent {number}", "en")
    yield label(RGID + "role/agent", "agent", "en")
    yield label(RGID + "role/agent", "asiakasneuvoja", "fi")
    yield label(RGID + "skill/evil", EVIL, "en")
    yield label("javascript:alert(1)", "runner", "en")
    yield label(EX + "foreign", "foreigner", "en", Rdfs.label)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> Path:
    found = tmp_path_factory.mktemp("search")
    publish(found, labels())
    return found


@pytest.fixture(scope="module")
def searching(root: Path, serve: Callable[..., Any]) -> Iterator[Any]:
    with serve(Settings(store=root, workers=1)) as client:
        yield client


def ask(client: Any, path: str, **headers: str) -> Any:
    reply = client.send("GET", path, **headers)
    assert 200 == reply.status, reply.text
    return json.loads(reply.body)


def test_a_search_tells_hits_counts_and_the_label_that_matched(searching: Any) -> None:
    found = ask(searching, "/search?q=asiakasneuvojan&lang=en")

    assert 1 == found["total"]
    (hit,) = found["hits"]
    assert RGID + "role/agent" == hit["iri"]
    assert hit["url"].endswith("/id/role/agent")
    assert ("role", "agent", "en") == (hit["type"], hit["label"], hit["language"])
    assert {"label": "asiakasneuvoja", "language": "fi", "kind": "prefLabel"} == hit["matched"]
    assert [{"value": "role", "count": 1}] == found["facets"]["type"]


def test_types_and_languages_narrow(searching: Any) -> None:
    found = ask(searching, "/search?q=agent&type=role&language=EN")

    assert [RGID + "role/agent"] == [hit["iri"] for hit in found["hits"]]
    assert {"skill": 45, "role": 1} == {one["value"]: one["count"] for one in found["facets"]["type"]}
    assert 46 == ask(searching, "/search?q=agent&type=role&type=skill")["total"]


def test_pages_lead_to_each_other(searching: Any) -> None:
    path, seen = "/search?q=agent&lang=en", []
    while path:
        reply = searching.send("GET", path)
        seen += [hit["iri"] for hit in json.loads(reply.body)["hits"]]
        links = dict(part.strip().split("; ")[::-1] for part in reply.headers.get("link", "").split(",") if part)
        path = links.get('rel="next"', "")[1:-1]

    assert 46 == len(seen) == len(set(seen))
    assert '</search?q=agent&page=2>; rel="prev"' == searching.send("GET", "/search?q=agent&page=3").headers["link"]


def test_an_answer_is_kept_by_its_etag(searching: Any) -> None:
    first = searching.send("GET", "/search?q=agent")
    again = searching.send("GET", "/search?q=agent", If_None_Match=first.headers["etag"])
    other = searching.send("GET", "/search?q=agents", If_None_Match=first.headers["etag"])

    assert (304, b"") == (again.status, again.body)
    assert 200 == other.status


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("*/*", "json"), ("application/json", "json"), ("text/html,*/*;q=0.8", "html"), ("text/html", "html")],
)
def test_a_browser_gets_a_page(searching: Any, accept: str, kind: str) -> None:
    assert kind in searching.send("GET", "/search?q=agent", Accept=accept).headers["content-type"]
    assert "json" in searching.send("GET", "/search?q=agent&format=json", Accept=accept).headers["content-type"]
    assert "html" in searching.send("GET", "/search?q=agent&format=html", Accept=accept).headers["content-type"]


def test_the_page_narrows_pages_and_escapes(searching: Any) -> None:
    page = LexborHTMLParser(searching.send("GET", "/search?q=agent&lang=fi", Accept="text/html").text)

    assert ["agent"] == [node.attributes["value"] for node in page.css("#q")]
    assert 20 == len(page.css(".hits > li"))
    hrefs = [node.attributes["href"] for node in page.css(".facet a")]
    assert "/search?q=agent&lang=fi&type=role" in hrefs
    following = [node.attributes["href"] for node in page.css('.pager a[rel="next"]')]
    assert ["/search?q=agent&lang=fi&page=2"] == following
    evil = searching.send("GET", "/search?q=" + quote(EVIL), Accept="text/html")
    assert 200 == evil.status
    assert "<script>alert" not in evil.text


def test_a_page_of_nothing_says_so(searching: Any) -> None:
    text = searching.send("GET", "/search?q=xqzzwy&lang=en", Accept="text/html").text
    blank = searching.send("GET", "/search?lang=en", Accept="text/html").text

    assert "Nothing is found" in text
    assert "Nothing is found" not in blank


def test_what_a_browser_must_not_follow_is_no_link(searching: Any) -> None:
    (hit,) = ask(searching, "/search?q=runner")["hits"]
    page = LexborHTMLParser(searching.send("GET", "/search?q=runner", Accept="text/html").text)

    assert "" == hit["url"]
    assert [] == [one for one in page.css("a") if (one.attributes.get("href") or "").startswith("javascript")]


def test_completion(searching: Any) -> None:
    found = ask(searching, "/suggest?q=asiakasn")["suggestions"]
    assert [("asiakasneuvoja", RGID + "role/agent")] == [(one["matched"]["label"], one["iri"]) for one in found]
    assert 10 == len(ask(searching, "/suggest?q=ag")["suggestions"])
    assert 3 == len(ask(searching, "/suggest?q=ag&limit=3&type=skill")["suggestions"])
    assert [] == ask(searching, "/suggest")["suggestions"]


def test_opensearch(searching: Any) -> None:
    reply = searching.send("GET", "/suggest?q=asiakasn&format=opensearch")
    typed, completions, names, urls = json.loads(reply.body)
    description = searching.send("GET", "/opensearch.xml")
    tree = ElementTree.fromstring(description.body)
    templates = [one.attrib["template"] for one in tree.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")]

    assert "application/x-suggestions+json" == reply.headers["content-type"]
    assert ("asiakasn", ["asiakasneuvoja"]) == (typed, completions)
    assert len(names) == len(urls) == 1
    assert "application/opensearchdescription+xml" == description.headers["content-type"]
    for template in templates:
        path = template.replace("{searchTerms}", "agent").replace("{startPage?}", "1").partition("127.0.0.1:")[2]
        assert 200 == searching.send("GET", "/" + path.partition("/")[2]).status


@pytest.mark.parametrize(
    "query",
    [
        "q=a&q=b",
        "q=" + "a" * 201,
        "q=a&page=0",
        "q=a&page=251",
        "q=a&page=x",
        "q=a&page=" + quote("٣"),
        "q=%zz",
        "q=%ff",
        "q=a&format=xml",
        "q=a&lang=",
        "&".join(f"type={n}" for n in range(33)),
        "type=" + "x" * 2001,
    ],
)
def test_what_is_out_of_bounds_is_refused(searching: Any, query: str) -> None:
    reply = searching.send("GET", "/search?" + query)

    assert 400 == reply.status
    assert "application/problem+json" == reply.headers["content-type"]


def test_no_other_format(searching: Any) -> None:
    assert 406 == searching.send("GET", "/search?q=a", Accept="image/png").status
    assert 400 == searching.send("GET", "/suggest?q=a&limit=51").status
    assert 400 == searching.send("GET", "/suggest?q=a&format=csv").status


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60),
    others=st.lists(
        st.tuples(st.sampled_from(["type", "language", "page", "lang", "format", "x"]), st.text(max_size=9))
    ),
    html=st.booleans(),
)
def test_no_question_breaks_the_server(searching: Any, text: str, others: list[tuple[str, str]], html: bool) -> None:
    query = urlencode([("q", text), *others])
    for path in ("/search?", "/suggest?"):
        reply = searching.send("GET", path + query, Accept="text/html" if html else "*/*")
        assert reply.status in {200, 400}


def test_foreign_graphs_are_found_in_a_plain_profile(root: Path, tmp_path: Path, publish: Publish, serve: Any) -> None:
    foreign = Quad(NamedNode(EX + "thing"), Rdfs.label, Literal("outsider"), NamedNode(EX + "graph"))
    publish(tmp_path, [foreign])
    for plain in (False, True):
        with serve(Settings(store=tmp_path, workers=1, plain=plain)) as client:
            assert plain == bool(ask(client, "/search?q=outsider")["total"])


def test_the_index_follows_the_snapshot(tmp_path: Path, publish: Publish, serve: Any) -> None:
    publish(tmp_path, [label(EX + "a", "cook", "en")])
    with serve(Settings(store=tmp_path, workers=1)) as client:
        assert 1 == ask(client, "/search?q=cook")["total"]
        publish(tmp_path, [label(EX + "b", "cook", "en")])
        assert client.supervisor.wait_for(2, 20)
        assert 2 == ask(client, "/search?q=cook")["total"]
        snapshots.rollback(tmp_path)
        end = time.monotonic() + 20
        while ask(client, "/search?q=cook")["total"] != 1:
            assert time.monotonic() < end
            time.sleep(0.1)


def test_a_snapshot_without_an_index_gets_one_beside_it(tmp_path: Path, publish: Publish, serve: Any) -> None:
    publish(tmp_path, [label(EX + "a", "cook", "en")])
    shown = snapshots.current(tmp_path)
    assert shown is not None
    shutil.rmtree(shown.path / FOLDER)
    with serve(Settings(store=tmp_path, workers=1)) as client:
        first = client.send("GET", "/search?q=cook")
        assert (503, "5") == (first.status, first.headers["retry-after"])
        end = time.monotonic() + 30
        while client.send("GET", "/search?q=cook").status == 503:
            assert time.monotonic() < end
            time.sleep(0.2)
        assert 1 == ask(client, "/search?q=cook")["total"]
    assert not (shown.path / FOLDER).exists()
