"""How concepts of other vocabularies are named on a page."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import Graph, Rdfs, Skos, taxonomy
from server.readings.labels import matches
from server.readings.names import Names

OURS, THEIRS = NamedNode("https://w3id.org/rolegraph/id/skill/a"), NamedNode("http://data.europa.eu/esco/skill/1-2")


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        (taxonomy("esco"), ("empatia", "fi")),
        (NamedNode("https://example.org/graph"), ("1-2", "")),
        (Graph.REPORT, ("empatia", "fi")),
    ],
)
def test_a_link_is_named_as_its_own_taxonomy_or_its_row_does_and_by_no_other_graph(
    graph: NamedNode, expected: tuple[str, str]
) -> None:
    store = Store()
    store.add(Quad(OURS, Skos.closeMatch, THEIRS, Graph.MAPPINGS))
    store.add(Quad(Skos.closeMatch, Rdfs.label, Literal("close match", language="en"), Graph.ONTOLOGY))
    for label, language in (("empathie", "fr"), ("empatia", "fi")):
        store.add(Quad(THEIRS, Skos.prefLabel, Literal(label, language=language), graph))
    (found,) = matches(store, Names(store, ("fi", "en")), OURS)

    assert expected == (found["target"]["label"], found["target"]["language"])
    assert THEIRS.value == found["target"]["iri"]
