"""Libraries that people use, against a running server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from ontology.terms import Skos
from server.settings import Settings

KEY = "Bearer word"
EX = "https://example.org/"


@pytest.fixture(scope="module")
def plain(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("plain")
    (root / "token").write_text("word")
    settings = Settings(store=root / "s", workers=1, plain=True, allow_update=True, token_file=root / "token")
    with serve(settings) as found:
        yield found


@pytest.mark.parametrize("direct", [False, True])
def test_sparqlwrapper_updates(plain: Any, direct: bool) -> None:
    wrapper = SPARQLWrapper(plain.endpoint)
    wrapper.addCustomHttpHeader("Authorization", KEY)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod("postdirectly" if direct else "urlencoded")
    wrapper.setQuery(f"INSERT DATA {{ <{EX}s> <{EX}p> 'ä{direct}' }}")
    assert 204 == wrapper.query().response.status

    asking = SPARQLWrapper(plain.endpoint, returnFormat=JSON)
    asking.setQuery(f"SELECT ?o WHERE {{ <{EX}s> <{EX}p> ?o }}")
    results: Any = asking.query().convert()
    rows = results["results"]["bindings"]
    assert f"ä{direct}" in {row["o"]["value"] for row in rows}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads(client: Any, method: Any) -> None:
    graph = Graph(SPARQLStore(client.endpoint, method=method))
    label = URIRef(Skos.prefLabel.value)

    assert 3005 == len(graph)
    assert {"agent", "edustaja"} == {str(value) for value in graph.objects(URIRef(EX + "role"), label)}
    rows: Any = graph.query(f"SELECT ?l WHERE {{ ?s <{label}> ?l FILTER(LANG(?l) = 'fi') }}")
    assert [Literal("edustaja", lang="fi")] == [row[0] for row in rows]


def test_rdflib_writes(plain: Any) -> None:
    store = SPARQLUpdateStore(plain.endpoint, plain.endpoint, headers={"Authorization": KEY}, context_aware=True)
    graph = Graph(store, identifier=URIRef(EX + "g"))
    triple = (URIRef(EX + "a"), URIRef(EX + "b"), Literal("c'\"\\\n", lang="en"))

    graph.add(triple)
    assert [triple] == list(graph)
    assert ["1"] == plain.csv(f"SELECT (COUNT(*) AS ?n) FROM <{EX}g> WHERE {{ ?s ?p ?o }}")
    graph.update("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }")
    assert [1] == [value.toPython() for value in graph.objects()]  # type: ignore[attr-defined]
    graph.remove((None, None, None))
    assert [] == list(graph)
