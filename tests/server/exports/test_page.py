"""Graphs over HTTP: of answers at /sparql, and of the graph of roles at /export."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import networkx
import pytest
from lxml import etree

from server.formats import NETWORKS
from server.settings import Settings
from tests.server.exports.roles import AGENT, EMPATHY, JIRA, MANAGER, TRACKERS, quads
from tests.server.exports.test_gexf import SCHEMA

EDGES = "PREFIX rg: <https://w3id.org/rolegraph/ns#> CONSTRUCT WHERE { ?a rg:requiresSkill ?b }"
PAIRS = "PREFIX rg: <https://w3id.org/rolegraph/ns#> SELECT ?role ?tool WHERE { ?role rg:usesTool ?tool }"


@pytest.fixture(scope="module")
def root(publish: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = tmp_path_factory.mktemp("exports")
    publish(made, quads())
    return made


@pytest.fixture(scope="module")
def client(serve: Callable[..., Any], root: Any) -> Iterator[Any]:
    with serve(Settings(store=root, workers=2)) as found:
        yield found


def export(client: Any, headers: dict[str, str] | None = None, **parameters: object) -> Any:
    return client.send("GET", "/export?" + urlencode(parameters), None, **(headers or {}))


@pytest.mark.parametrize("one", NETWORKS, ids=lambda one: one.name)
def test_every_format_by_its_word(client: Any, one: Any) -> None:
    for reply in (export(client, format=one.name), client.get(EDGES, [("format", one.name)])):
        assert 200 == reply.status, reply.text
        assert one.media_types[0] == reply.headers["content-type"].partition(";")[0]
        name = reply.headers["content-disposition"].partition("filename=")[2].strip('"')
        assert name.endswith(one.suffixes[0])
        assert reply.body


@pytest.mark.parametrize("one", [one for one in NETWORKS if not one.by_word], ids=lambda one: one.name)
def test_formats_by_their_media_types(client: Any, one: Any) -> None:
    for reply in (export(client, {"Accept": one.media_types[0]}), client.get(PAIRS, Accept=one.media_types[0])):
        assert (200, one.media_types[0]) == (reply.status, reply.headers["content-type"].partition(";")[0])


def test_a_graph_is_read_as_it_was_asked_for(client: Any) -> None:
    found = networkx.read_graphml(io.BytesIO(client.get(EDGES, [("format", "graphml"), ("lang", "fi,en")]).body))

    assert [(AGENT.value, EMPATHY.value)] == list(found.edges)
    assert "edustaja" == found.nodes[AGENT.value]["label"]


def test_rows_are_a_graph_too(client: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(PAIRS, [("format", "csv-edges")]).text)))

    assert [(AGENT.value, JIRA.value)] == [(row["source"], row["target"]) for row in rows]


def test_a_posted_query_is_answered_as_a_graph(client: Any) -> None:
    reply = client.post(EDGES, "format=jgf", Accept_Language="fi")

    assert "edustaja" == json.loads(reply.body)["graph"]["nodes"][AGENT.value]["label"]


def test_the_whole_graph_is_valid_gexf_whatever_labels_hold(client: Any) -> None:
    root = etree.fromstring(export(client, format="gexf").body)

    SCHEMA.assertValid(root)
    labels = {node.get("id"): node.get("label") for node in root.iter("{http://gexf.net/1.3}node")}
    assert '"<manager> & co\u202e' == labels[MANAGER.value]


def test_a_neighbourhood_and_its_file(client: Any) -> None:
    reply = export(client, of="rgid:tool/jira", format="cytoscape", inferred="false")

    nodes = json.loads(reply.body)["elements"]["nodes"]
    assert {JIRA.value, AGENT.value, TRACKERS.value} == {node["data"]["id"] for node in nodes}
    assert 'attachment; filename="jira.cyjs"' == reply.headers["content-disposition"]


def test_tables_in_a_zip(client: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(export(client, format="csv-graph", documents="true").body)) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("nodes.csv").decode())))

    assert "'=empathy" in {row["label"] for row in rows}
    assert 2 == sum(row["typeLabel"] == "Document" or row["type"].endswith("#Document") for row in rows)


def test_languages_are_part_of_the_question(client: Any) -> None:
    """The first answer is kept, and neither given to who reads another language nor lost."""
    for _ in range(3):
        for language, label in (("fi", "edustaja"), ("en", "agent")):
            for reply in (
                client.get(EDGES, [("format", "jgf")], Accept_Language=language),
                export(client, {"Accept_Language": language}, format="jgf", of=AGENT.value),
                export(client, format="jgf", of=AGENT.value, lang=language),
            ):
                assert label == json.loads(reply.body)["graph"]["nodes"][AGENT.value]["label"]
                assert "Accept-Language" in reply.headers["vary"]


def test_an_unchanged_graph_is_not_sent_again(client: Any) -> None:
    first = export(client, format="dot")
    again = export(client, {"If_None_Match": first.headers["etag"]}, format="dot")
    other = export(client, {"If_None_Match": first.headers["etag"]}, format="dot", inferred="false")

    assert (200, 304, 200) == (first.status, again.status, other.status)


@pytest.mark.parametrize(
    ("parameters", "status", "word"),
    [
        ({"format": "turtle"}, 406, "application/graphml+xml"),
        ({"format": "excel"}, 400, "graphml"),
        ({"of": "rgid:role/none"}, 404, "role"),
        ({"of": "not an iri"}, 400, "of"),
        ({"of": AGENT.value, "depth": 4}, 400, "depth"),
        ({"of": AGENT.value, "depth": "x"}, 400, "depth"),
        ({"depth": 2}, 400, "of"),
        ({"documents": "maybe"}, 400, "documents"),
        ({"inferred": "maybe"}, 400, "inferred"),
        ({"lang": "not a tag!"}, 400, "lang"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(client: Any, parameters: Any, status: int, word: str) -> None:
    reply = export(client, **parameters)

    assert status == reply.status
    assert "application/problem+json" == reply.headers["content-type"]
    assert word in json.loads(reply.body)["detail"]


@pytest.mark.parametrize("query", ["ASK {}", "SELECT (1 AS ?one) WHERE {}"])
def test_what_is_no_graph_is_offered_otherwise(client: Any, query: str) -> None:
    reply = client.get(query, [("format", "graphml")])

    assert 406 == reply.status
    assert "text/csv" in json.loads(reply.body)["offered"]


def test_tables_of_results_stay_what_they_are(client: Any) -> None:
    assert "role,tool" == client.get(PAIRS, Accept="text/csv").text.splitlines()[0]
    assert 406 == client.get(EDGES, Accept="text/csv").status


def test_a_cut_graph_is_marked(serve: Callable[..., Any], root: Any) -> None:
    query = "SELECT ?a ?b WHERE { ?a ?p ?b FILTER(isIRI(?b)) }"
    with serve(Settings(store=root, workers=1, max_rows=2)) as client:
        reply = client.get(query, [("format", "csv-edges")])
        whole = export(client, format="csv-edges")

    assert (200, "true", 3) == (reply.status, reply.headers.get("rolegraph-truncated"), len(reply.text.splitlines()))
    assert len(whole.text.splitlines()) > 3


def test_a_server_of_other_data_has_no_graph_of_roles(serve: Callable[..., Any], root: Any) -> None:
    with serve(Settings(store=root, workers=1, plain=True)) as client:
        assert 404 == export(client, format="graphml").status
        edges = client.get("CONSTRUCT { ?a ?p ?b } WHERE { GRAPH ?g { ?a ?p ?b } }", [("format", "jgf")])

    assert all("inferred" not in edge["metadata"] for edge in json.loads(edges.body)["graph"]["edges"])
