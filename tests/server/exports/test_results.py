"""How triples and rows become graphs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import PREFIXES, Graph, Rdf, Rdfs, Rg, Skos
from server.exports.exporting import Telling, write_results
from server.exports.results import NoGraph, columns_of

EX = "https://example.org/"
PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ("rg", "rdfs", "skos")) + f"PREFIX : <{EX}> "


def ex(name: str) -> NamedNode:
    return NamedNode(EX + name)


def label(name: str, text: str, language: str) -> Quad:
    return Quad(ex(name), Skos.prefLabel, Literal(text, language=language), Graph.VOCABULARY)


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.extend(
        [
            *(Quad(ex(name), Rdf.type, kind, Graph.VOCABULARY) for name, kind in (("r", Rg.Role), ("s", Rg.Skill))),
            Quad(ex("r"), Rdf.type, Skos.Concept, Graph.INFERRED),
            label("r", "agent", "en"),
            label("r", "edustaja", "fi"),
            label("r", "Kundenbetreuer", "de"),
            label("s", "Empathie", "de"),
            Quad(ex("r"), Skos.altLabel, Literal("agentti", language="fi"), Graph.VOCABULARY),
            Quad(ex("r"), Skos.altLabel, Literal("palvelija", language="fi"), Graph.VOCABULARY),
            Quad(ex("r"), Skos.altLabel, Literal("rep", language="en"), Graph.VOCABULARY),
            Quad(ex("r"), ex("size"), Literal(7), Graph.VOCABULARY),
            Quad(ex("r"), Rg.requiresSkill, ex("s"), Graph.STATEMENTS),
            Quad(ex("s"), Rg.skillOf, ex("r"), Graph.INFERRED),
            Quad(Rg.requiresSkill, Rdfs.label, Literal("vaatii taidon", language="fi"), Graph.ONTOLOGY),
            Quad(Rg.Role, Rdfs.label, Literal("työrooli", language="fi"), Graph.ONTOLOGY),
        ]
    )
    return made


class Taken:
    """Keeps what is written."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self.pieces.append(data)
        return len(data)


def graph(store: Store, query: str, languages: tuple[str, ...] = ("fi", "en"), most: int = 0) -> Any:
    """The answer to a query in the JSON Graph Format."""
    taken = Taken()
    found = store.query(PROLOGUE + query, use_default_graph_as_union=True)
    write_results(found, Telling(store, languages), "jgf", most, taken)
    return json.loads(b"".join(taken.pieces))["graph"]


def test_triples_between_nodes_are_edges(store: Store) -> None:
    found = graph(store, "CONSTRUCT { ?a ?p ?b } WHERE { ?a ?p ?b VALUES ?p { rg:requiresSkill rg:skillOf } }")

    assert [
        (EX + "r", Rg.requiresSkill.value, EX + "s", "vaatii taidon", False),
        (EX + "s", Rg.skillOf.value, EX + "r", "skillOf", True),
    ] == [
        (edge["source"], edge["relation"], edge["target"], edge["label"], edge["metadata"]["inferred"])
        for edge in found["edges"]
    ]


def test_what_the_answer_does_not_tell_is_looked_up(store: Store) -> None:
    nodes = graph(store, "CONSTRUCT WHERE { ?a rg:requiresSkill ?b }")["nodes"]

    role = {"language": "fi", "type": Rg.Role.value, "typeLabel": "työrooli"}
    assert {"label": "edustaja", "metadata": role} == nodes[EX + "r"]
    # Its only label is read in a language that was not asked for, and that is told.
    assert ("Empathie", "de") == (nodes[EX + "s"]["label"], nodes[EX + "s"]["metadata"]["language"])


@pytest.mark.parametrize(
    ("languages", "expected"), [(("en",), "agent"), (("sv", "de"), "Kundenbetreuer"), ((), "Kundenbetreuer")]
)
def test_labels_are_in_the_best_language(store: Store, languages: tuple[str, ...], expected: str) -> None:
    nodes = graph(store, "CONSTRUCT WHERE { ?a rg:requiresSkill ?b }", languages)["nodes"]

    assert expected == nodes[EX + "r"]["label"]


def test_labels_and_classes_of_the_answer_come_first(store: Store) -> None:
    query = 'CONSTRUCT { :r rdfs:label "own"@fi ; a :Own ; rg:requiresSkill :new } WHERE {}'
    nodes = graph(store, query)["nodes"]

    assert ("own", EX + "Own") == (nodes[EX + "r"]["label"], nodes[EX + "r"]["metadata"]["type"])
    assert "new" == nodes[EX + "new"]["label"]


def test_literals_are_values_in_the_readers_language(store: Store) -> None:
    data = graph(store, "CONSTRUCT WHERE { :r skos:altLabel ?a . :r :size ?n }")["nodes"][EX + "r"]["metadata"]

    assert (["agentti", "palvelija"], 7) == (data["skos:altLabel"], data[EX + "size"])


def test_named_columns_make_edges(store: Store) -> None:
    found = graph(
        store,
        """SELECT ?source ?target ?edge ?weight ?sourceLabel ?targetType ?since WHERE {
        ?source ?edge ?target
        BIND(2.5 AS ?weight) BIND("x"@fi AS ?sourceLabel) BIND(:T AS ?targetType) BIND(1999 AS ?since)
        VALUES ?edge { rg:requiresSkill } }""",
    )

    (edge,) = found["edges"]
    assert (EX + "r", EX + "s", Rg.requiresSkill.value) == (edge["source"], edge["target"], edge["relation"])
    assert {"weight": 2.5, "inferred": False, "since": 1999} == edge["metadata"]
    assert ("x", EX + "T") == (found["nodes"][EX + "r"]["label"], found["nodes"][EX + "s"]["metadata"]["type"])


def test_other_columns_of_iris_make_edges_too_and_rows_count(store: Store) -> None:
    found = graph(
        store,
        'SELECT ?n ?role ?skill ?label WHERE { ?role rg:requiresSkill ?skill VALUES (?n ?label) {(1 "a") (2 "b")} }',
    )

    assert [(EX + "r", EX + "s", 2)] == [
        (edge["source"], edge["target"], edge["metadata"]["weight"]) for edge in found["edges"]
    ]
    assert "a" == found["nodes"][EX + "s"]["label"]


@pytest.mark.parametrize("names", ["?s ?p ?o", "?subject ?predicate ?object"])
def test_columns_of_triples_are_triples(store: Store, names: str) -> None:
    pattern = f"{names} FILTER({names.split()[0]} = :r)"

    assert graph(store, f"CONSTRUCT {{ {names} }} WHERE {{ {pattern} }}") == graph(
        store, f"SELECT {names} WHERE {{ {pattern} }}"
    )


def test_values_that_look_the_same_are_both_there(store: Store) -> None:
    found = graph(store, 'CONSTRUCT { :r :code "1", 1, true, "true" ; rg:requiresSkill <<( :r :p :s )>> } WHERE {}')

    data = found["nodes"][EX + "r"]["metadata"]
    assert ["1", "1", "true", "true"] == data[EX + "code"]
    assert "<<" in data["rg:requiresSkill"]


def test_one_column_of_iris_makes_nodes(store: Store) -> None:
    found = graph(
        store, 'SELECT ?skill ?label ?uses WHERE { VALUES (?skill ?label ?uses) { (:s "empathy"@en 3) (UNDEF "x" 4) } }'
    )

    assert [] == found["edges"]
    assert {EX + "s"} == set(found["nodes"])
    assert ("empathy", 3) == (found["nodes"][EX + "s"]["label"], found["nodes"][EX + "s"]["metadata"]["uses"])


@pytest.mark.parametrize("query", ["SELECT (1 AS ?one) WHERE {}", "ASK {}"])
def test_what_holds_no_nodes_is_refused(store: Store, query: str) -> None:
    with pytest.raises(NoGraph):
        graph(store, query)


def test_an_answer_without_rows_is_an_empty_graph(store: Store) -> None:
    found = graph(store, "SELECT ?source ?target WHERE { ?source :none ?target }")

    assert ({}, []) == (found["nodes"], found["edges"])


@pytest.mark.parametrize("weight", ["'NaN'^^<http://www.w3.org/2001/XMLSchema#double>", "'much'", "true"])
def test_a_weight_that_is_no_number_counts_as_one(store: Store, weight: str) -> None:
    (edge,) = graph(
        store, f"SELECT ?source ?target ?weight WHERE {{ VALUES (?source ?target ?weight) {{ (:r :s {weight}) }} }}"
    )["edges"]

    assert 1 == edge["metadata"]["weight"]


def test_columns_whose_names_formats_use_get_others(store: Store) -> None:
    (edge,) = graph(store, "SELECT ?source ?target (1 AS ?id) (2 AS ?key) WHERE { ?source rg:requiresSkill ?target }")[
        "edges"
    ]

    assert (1, 2) == (edge["metadata"]["id_"], edge["metadata"]["key_"])


def test_a_cut_answer_says_so(store: Store) -> None:
    found = store.query(PROLOGUE + "SELECT ?s WHERE { ?s a ?t }", use_default_graph_as_union=True)

    assert write_results(found, Telling(store, ()), "jgf", 1, Taken())


def test_a_label_behind_a_column_belongs_to_it_but_not_behind_named_ends() -> None:
    own = columns_of(("skill", "label", "language", "role"), ("skill", "role"))
    named = columns_of(("source", "target", "label", "language"), ("source", "target"))

    assert own.source is not None
    assert ("label", None, ()) == (own.source.label, own.label, own.others)
    assert ("label", ()) == (named.label, named.others)
