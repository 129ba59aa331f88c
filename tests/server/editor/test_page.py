"""The query page over HTTP, as a browser without scripts has it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, parse_query_results

from ontology.terms import PREFIXES, Graph, Rdfs, Rg
from server.editor.answer import MOST
from server.settings import Settings
from tests.server.conftest import EX, Client, Reply, publish_quads

ATTACKS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "\u202egnp.exe")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
Serve = Callable[[Settings], AbstractContextManager[Client]]


def page(client: Client, query: str, *parameters: tuple[str, str], **headers: str) -> Reply:
    return client.get(query, parameters, Accept=BROWSER, **headers)


def asked(reply: Reply) -> str:
    """Give what stands in the form."""
    (text,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", reply.text, re.DOTALL)
    return html.unescape(text)


def rows(reply: Reply) -> list[str]:
    return re.findall(r"<tr>(<td.*?)</tr>", reply.text)


def test_a_browser_gets_the_answer_as_a_table(client: Client) -> None:
    reply = page(
        client, 'SELECT ?r ?l { ?r <http://www.w3.org/2004/02/skos/core#prefLabel> ?l FILTER(LANG(?l) = "fi") }'
    )

    assert 200 == reply.status
    assert reply.headers["content-type"].startswith("text/html")
    assert ["r", "l"] == re.findall(r'<th scope="col">(.*?)</th>', reply.text)
    assert [f'<a href="{EX}role"' in row and '<td lang="fi" dir="ltr">' in row for row in rows(reply)] == [True]


@pytest.mark.parametrize(("accept", "kind"), [("*/*", "application/sparql-results+json"), ("text/csv", "text/csv")])
def test_programs_get_what_they_got(client: Client, accept: str, kind: str) -> None:
    reply = client.get("SELECT * { ?s ?p ?o } LIMIT 1", Accept=accept)

    assert reply.headers["content-type"].startswith(kind)


def test_a_format_wins_over_the_page(client: Client) -> None:
    csv = page(client, "SELECT * { ?s ?p ?o } LIMIT 1", ("format", "csv"))
    asked = client.get("SELECT * { ?s ?p ?o } LIMIT 1", [("format", "html")], Accept="*/*")

    assert csv.headers["content-type"].startswith("text/csv")
    assert asked.headers["content-type"].startswith("text/html")


def test_the_form_keeps_what_was_asked(client: Client) -> None:
    query = "SELECT * {\n  ?s ?p '</textarea><b>' } LIMIT 1"
    reply = page(client, query, ("inferred", "false"), ("timeout", "1"))

    assert query == asked(reply)
    assert '<option value="false" selected>' in reply.text
    assert '<option value="1" selected>' in reply.text


def test_no_more_rows_than_a_page_holds(client: Client) -> None:
    reply = page(client, "SELECT * { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }")

    assert MOST == len(rows(reply))
    assert f"The first {MOST} rows" in reply.text


def test_an_empty_answer_says_so(client: Client) -> None:
    reply = page(client, "SELECT * { ?s ?p 'nowhere' }")

    assert 200 == reply.status
    assert "The answer is empty" in reply.text


@pytest.mark.parametrize(("query", "told"), [("ASK {}", "Yes"), ("ASK { FILTER(false) }", "No")])
def test_a_yes_or_no_is_a_word(client: Client, query: str, told: str) -> None:
    assert f'<p class="verdict">{told}</p>' in page(client, query).text


def test_triples_are_a_table_too(client: Client) -> None:
    reply = page(client, f'CONSTRUCT {{ <{EX}a> <{EX}b> "c"@fi, 7, _:x }} {{}}')

    assert ["subject", "predicate", "object"] == re.findall(r'<th scope="col">(.*?)</th>', reply.text)
    assert 3 == len(rows(reply))
    assert any('<td lang="fi" dir="ltr"><bdi>c</bdi>' in row for row in rows(reply))
    assert any('<td class="number"><bdi>7</bdi>' in row for row in rows(reply))


def test_triples_in_triples_are_shown(client: Client) -> None:
    bindings = " ".join(f"BIND(TRIPLE(<{EX}s>, <{EX}p>, ?t{n}) AS ?t{n + 1})" for n in range(30))
    for form in ("SELECT ?t30", f"CONSTRUCT {{ <{EX}a> <{EX}b> ?t30 }}"):
        assert 200 == page(client, f"{form} WHERE {{ BIND(1 AS ?t0) {bindings} }}").status


def test_triples_too_deep_in_each_other_are_refused(serve: Serve, store_root: Path) -> None:
    depth = 1200
    bindings = " ".join(f"BIND(TRIPLE(<{EX}s>, <{EX}p>, ?t{n}) AS ?t{n + 1})" for n in range(depth))
    with serve(Settings(store=store_root, workers=1, query_keywords=10 * depth)) as served:
        reply = page(served, f"SELECT ?t{depth} WHERE {{ BIND(1 AS ?t0) {bindings} }}")

        assert 400 == reply.status
        assert "too deep in each other" in reply.text
        assert 200 == page(served, "ASK {}").status


def test_a_mistake_is_shown_at_its_place(client: Client) -> None:
    query = "SELECT * {\n  ?s <b> [ }"
    reply = page(client, query)

    assert 400 == reply.status
    assert 'data-line="2" data-column="12"' in reply.text
    assert "Line 2, column 12" in reply.text
    assert '<pre dir="ltr"><code>  ?s &lt;b&gt; [ <mark>}</mark></code></pre>' in reply.text
    assert query == asked(reply)


def test_a_prefix_of_ours_that_is_not_declared_is_told(client: Client) -> None:
    reply = page(client, "PREFIX rg: <x:>\nSELECT * { ?s rg:b/skos:prefLabel/rdfs:label ?o }")
    (told,) = re.findall(r"<pre dir=\"ltr\"><code>(PREFIX.*?)</code>", reply.text, re.DOTALL)

    assert 400 == reply.status
    lacking = {f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("skos", "rdfs")}
    assert lacking == set(html.unescape(told).split("\n"))


def test_other_problems_keep_their_status(client: Client) -> None:
    assert 403 == page(client, "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }").status
    assert 400 == page(client, "INSERT DATA { <a:a> <a:b> <a:c> }").status
    assert 400 == page(client, "SELECT * {}", ("timeout", "soon")).status


def test_a_download_holds_the_same(client: Client) -> None:
    text = page(client, "SELECT ?x { VALUES ?x { 1 2 } }", ("inferred", "false")).text
    links = dict(re.findall(r'<li><a href="([^"]+)" download title="([^"]+)"', text))
    csv = next(html.unescape(link) for link, kind in links.items() if kind == "text/csv")

    assert {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"} <= set(links.values())
    assert "inferred=false" in csv
    assert "x\r\n1\r\n2\r\n" == client.send("GET", csv, Accept=BROWSER).text


def test_a_query_too_long_for_a_link_is_posted(client: Client) -> None:
    query = f"SELECT ?x {{ VALUES ?x {{ {'1 ' * 5000}}} }} LIMIT 2"
    body = urlencode({"query": query, "format": "html"}).encode()
    kind = "application/x-www-form-urlencoded"
    reply = client.send("POST", "/sparql", body, Accept=BROWSER, Content_Type=kind)

    assert 2 == len(rows(reply))
    assert '<form method="post" action="/sparql" class="downloads">' in reply.text
    assert "no-store" == reply.headers["cache-control"]


def test_every_example_that_is_listed_runs(client: Client) -> None:
    front = client.send("GET", "/sparql", Accept=BROWSER).text
    links = re.findall(r'<li><a href="(/sparql\?example=[^"]+)"', front)

    assert len(links) > 10
    for link in links:
        (query,) = re.findall(
            r"<textarea[^>]*>\n(.*?)</textarea>", client.send("GET", link, Accept=BROWSER).text, re.DOTALL
        )
        assert 200 == page(client, html.unescape(query)).status, link


def test_an_example_that_there_is_not(client: Client) -> None:
    assert 404 == client.send("GET", "/sparql?example=nothing", Accept=BROWSER).status


def test_the_page_is_asked_for_again_by_its_name(client: Client) -> None:
    first = page(client, "SELECT * { ?s ?p ?o } LIMIT 1")
    again = page(client, "SELECT * { ?s ?p ?o } LIMIT 1", If_None_Match=first.headers["etag"])

    assert 304 == again.status
    assert "etag" not in page(client, "SELECT (RAND() AS ?x) {}").headers


def test_a_dataset_stays_with_the_query(client: Client) -> None:
    graph = Graph.REPORT.value
    reply = page(client, "SELECT ?o { ?s ?p ?o }", ("default-graph-uri", graph))

    assert "reported" in reply.text
    assert f'<input type="hidden" name="default-graph-uri" value="{graph}">' in reply.text
    assert f"default-graph-uri={quote(graph, safe='')}" in html.unescape(reply.text)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[Client]:
    """A server over data that would like to be markup."""
    root = tmp_path_factory.mktemp("hostile")
    attacks = [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }}",
        "\u202egnp.exe",
        "\x00"[:0],
    ]
    iris = ["javascript:alert(1)", "data:text/html,x", "http://h.example/'onclick=", "https://user@h.example/"]
    literals = [
        Quad(NamedNode(f"{EX}{n}"), Rdfs.label, Literal(text), Graph.VOCABULARY) for n, text in enumerate(attacks)
    ]
    links = [Quad(NamedNode(EX + "links"), Rg.requiresSkill, NamedNode(iri), Graph.STATEMENTS) for iri in iris]
    publish_quads(root, [*literals, *links])
    with serve(Settings(store=root, workers=1)) as found:
        yield found


def test_data_is_never_markup(hostile: Client) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "SELECT ('<script>' AS ?x) {}"):
        text = page(hostile, query).text

        assert "<script>alert" not in text
        assert "<img" not in text
        assert "49" not in "".join(rows(page(hostile, query)))
        assert all(link.startswith(("http://", "https://", "/")) for link in re.findall(r'<td><a href="([^"]*)"', text))


def test_samples_quote_what_they_hold(client: Client) -> None:
    query = """SELECT ("$(id) ' \\" \\\\" AS ?x) {}"""
    text = html.unescape(page(client, query).text)
    (python,) = re.findall(r'setQuery\("""\\\n(.*?)\n"""\)', text, re.DOTALL)

    assert query == eval(f'"""\\\n{python}\n"""').strip()


def test_answers_agree_with_the_endpoint(client: Client) -> None:
    query = "SELECT ?s ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY ?o LIMIT 40"
    found = parse_query_results(
        client.get(query, Accept="application/sparql-results+json").body, QueryResultsFormat.JSON
    )

    assert isinstance(found, QuerySolutions)
    assert [str(one["o"].value) for one in found] == re.findall(r"<bdi>(number \d+)</bdi>", page(client, query).text)


def test_what_stands_below_an_answer_is_there_by_itself(client: Client) -> None:
    query = "SELECT ?x { VALUES ?x { 1 2 } }"
    whole = page(client, query, ("inferred", "false")).text
    part = client.send("GET", f"/sparql/uses?inferred=false&query={quote(query)}")
    body = urlencode({"query": query, "inferred": "false"}).encode()
    posted = client.send("POST", "/sparql/uses", body, Content_Type="application/x-www-form-urlencoded")

    assert part.text.strip() in whole
    assert part.text == posted.text
    assert "name=" not in client.send("GET", "/sparql/uses?query=ASK{}").text
    assert 400 == client.send("GET", "/sparql/uses").status
    assert 400 == client.send("GET", "/sparql/uses?query=INSERT+DATA+%7B%7D").status


def test_an_answer_is_cut_after_as_many_rows_as_are_asked_for(client: Client) -> None:
    query = quote("SELECT ?x { VALUES ?x { 1 2 3 } }")
    cut = client.send("GET", f"/sparql?rows=2&query={query}", Accept="text/csv")

    assert ("x\r\n1\r\n2\r\n", "true") == (cut.text, cut.headers["rolegraph-truncated"])
    assert "rolegraph-truncated" not in client.send("GET", f"/sparql?rows=3&query={query}", Accept="text/csv").headers
    assert 400 == client.send("GET", f"/sparql?rows=some&query={query}", Accept="text/csv").status
