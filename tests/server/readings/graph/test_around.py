"""Neighbourhoods of a small graph: what is drawn, what is left out, what it rests on."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import ConceptKind, Dcterms, Graph, Rdf, Rg, Skos, document, mention
from server.readings.graph.around import MOST, graph
from server.readings.graph.constructed import constructed

AGENT, LEAD, COACH = (ConceptKind.ROLE.iri(name) for name in ("agent", "lead", "coach"))
CALM, TYPING = ConceptKind.SKILL.iri("calm"), ConceptKind.SKILL.iri("typing")
CRM, DESK = ConceptKind.TOOL_CATEGORY.iri("crm"), ConceptKind.TOOL.iri("desk")
OLD = ConceptKind.ROLE.iri("old-en-0123456789")
STATED = [
    (AGENT, Rg.requiresSkill, CALM),
    (AGENT, Rg.requiresSkill, TYPING),
    (LEAD, Rg.requiresSkill, CALM),
    (AGENT, Rg.usesTool, DESK),
    (AGENT, Rg.leadsTo, LEAD),
    (AGENT, Rg.lateralTo, COACH),
]


def named(node: NamedNode, graph: NamedNode = Graph.VOCABULARY, **labels: str) -> list[Quad]:
    return [Quad(node, Skos.prefLabel, Literal(text, language=tag), graph) for tag, text in labels.items()]


def said(number: int, role: NamedNode, concept: NamedNode) -> list[Quad]:
    node = mention("0123456789abcdef", number)
    return [Quad(node, Rg.aboutRole, role, Graph.DOCUMENTS), Quad(node, Rg.mentions, concept, Graph.DOCUMENTS)]


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    quads = [Quad(*triple, Graph.STATEMENTS) for triple in STATED]
    quads += named(AGENT, en="agent", fi="edustaja") + named(LEAD, en="team lead") + named(CALM, en="calm", fi="rauha")
    quads += named(TYPING, Graph.CANDIDATES, en="typing") + named(COACH, en="coach") + named(DESK, en="Desk")
    quads += [
        Quad(DESK, Rg.inCategory, CRM, Graph.VOCABULARY),
        Quad(COACH, Rg.lateralTo, AGENT, Graph.INFERRED),
        Quad(AGENT, Rg.canBecome, LEAD, Graph.INFERRED),
        Quad(AGENT, Rg.mayUseToolCategory, CRM, Graph.INFERRED),
        Quad(CALM, Rg.skillOf, AGENT, Graph.INFERRED),
        Quad(OLD, Dcterms.isReplacedBy, AGENT, Graph.CANDIDATES),
        Quad(document("0123456789abcdef"), Rg.describesRole, AGENT, Graph.DOCUMENTS),
        Quad(AGENT, Skos.related, LEAD, NamedNode("https://example.org/foreign")),
    ]
    quads += said(0, AGENT, CALM) + said(1, AGENT, CALM) + said(2, AGENT, TYPING)
    store.extend(quads)
    return store


def nodes(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["data"]["id"]: node["data"] for node in found["elements"]["nodes"]}


def edges(found: dict[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    every = [edge["data"] for edge in found["elements"]["edges"]]
    return {(one["source"], one["predicate"], one["target"]): one for one in every}


def key(source: NamedNode, predicate: NamedNode, target: NamedNode) -> tuple[str, str, str]:
    return source.value, predicate.value, target.value


def test_a_role_with_all_around_it(store: Store) -> None:
    found = graph(store, [AGENT.value], ["fi", "en"])
    drawn = nodes(found)

    assert {one.value for one in (AGENT, LEAD, COACH, CALM, TYPING, DESK, CRM)} == set(drawn)
    assert ("edustaja", "fi", "role", "curated", 0, True) == tuple(
        drawn[AGENT.value][name] for name in ("label", "language", "kind", "status", "depth", "open")
    )
    assert ("typing", "en", "candidate") == tuple(drawn[TYPING.value][name] for name in ("label", "language", "status"))
    assert "crm" == drawn[CRM.value]["label"]
    assert {"role": 2, "skill": 2, "tool-category": 1, "tool": 1, "document": 1} == found["kinds"]
    assert {} == found["left_out"]


def test_edges_say_nothing_twice(store: Store) -> None:
    found = edges(graph(store, [AGENT.value], ["en"]))
    inferred = {name for name, edge in found.items() if edge["inferred"]}

    assert {key(*triple) for triple in STATED} | {
        key(DESK, Rg.inCategory, CRM),
        key(AGENT, Rg.mayUseToolCategory, CRM),
    } == set(found)
    assert {key(AGENT, Rg.mayUseToolCategory, CRM)} == inferred
    assert not found[key(AGENT, Rg.lateralTo, COACH)]["directed"]


def test_weights_count_mentions(store: Store) -> None:
    found = edges(graph(store, [AGENT.value], ["en"]))

    assert 2 == found[key(AGENT, Rg.requiresSkill, CALM)]["weight"]
    assert 1 == found[key(AGENT, Rg.requiresSkill, TYPING)]["weight"]
    assert 0 == found[key(LEAD, Rg.requiresSkill, CALM)]["weight"]
    assert found[key(AGENT, Rg.mayUseToolCategory, CRM)]["weight"] is None


def test_without_what_is_inferred(store: Store) -> None:
    found = graph(store, [AGENT.value], ["en"], inferred="false")

    assert CRM.value not in nodes(found)
    assert not any(edge["inferred"] for edge in edges(found).values())


def test_what_is_inferred_alone(store: Store) -> None:
    found = graph(store, [AGENT.value], ["en"], inferred="only")

    assert {AGENT.value, CRM.value} == set(nodes(found))
    assert {key(AGENT, Rg.mayUseToolCategory, CRM)} == set(edges(found))


def test_the_most_important_come_first_and_the_rest_is_counted(store: Store) -> None:
    found = graph(store, [AGENT.value], ["en"], neighbours=3)

    assert {AGENT.value, LEAD.value, COACH.value, CALM.value} == set(nodes(found))
    assert {"skill": 1, "tool-category": 1, "tool": 1} == found["left_out"]
    assert 3 == nodes(found)[AGENT.value]["more"]


def test_filters_of_kinds_and_languages(store: Store) -> None:
    skills = graph(store, [AGENT.value], ["en"], kinds=["skill"])
    finnish = graph(store, [AGENT.value], ["en"], kinds=["skill"], languages=["fi"])
    documents = graph(store, [AGENT.value], ["en"], kinds=["document"])

    assert {AGENT.value, CALM.value, TYPING.value} == set(nodes(skills))
    assert {AGENT.value, CALM.value} == set(nodes(finnish))
    assert "document" in {node["kind"] for node in nodes(documents).values()}


def test_depth_and_closed_things(store: Store) -> None:
    near = graph(store, [DESK.value], ["en"])
    far = graph(store, [DESK.value], ["en"], depth=2)
    closed = graph(store, [DESK.value], ["en"], depth=2, closed=[AGENT.value])

    assert {DESK.value, AGENT.value, CRM.value} == set(nodes(near))
    assert TYPING.value in nodes(far)
    assert set(nodes(near)) == set(nodes(closed))
    assert not nodes(closed)[AGENT.value]["open"]


def test_a_ladder_is_of_roles(store: Store) -> None:
    found = graph(store, [AGENT.value], ["en"], layout="ladder")
    places = {node["data"]["id"]: node["position"] for node in found["elements"]["nodes"]}

    assert {key(AGENT, Rg.leadsTo, LEAD), key(AGENT, Rg.lateralTo, COACH)} == set(edges(found))
    assert places[LEAD.value]["y"] < places[AGENT.value]["y"] == places[COACH.value]["y"]


def test_what_was_replaced_leads_on_and_what_is_unknown_is_told(store: Store) -> None:
    found = graph(store, [OLD.value, "https://example.org/nothing"], ["en"])

    assert [AGENT.value] == found["of"]
    assert ["https://example.org/nothing"] == found["unknown"]


def test_a_large_neighbourhood_is_bounded() -> None:
    store = Store()
    roles = [ConceptKind.ROLE.iri(f"r{number}") for number in range(MOST + 500)]
    store.extend(Quad(role, Rg.requiresSkill, CALM, Graph.STATEMENTS) for role in roles)
    found = graph(store, [CALM.value], ["en"], neighbours=MOST, depth=2)

    assert MOST == len(nodes(found))
    assert {"role": 501} == found["left_out"]


def test_a_query_is_drawn_by_the_names_of_the_store(store: Store) -> None:
    triples = f"""<{AGENT.value}> <{Rg.leadsTo.value}> <{LEAD.value}> .
<{AGENT.value}> <{Rg.mayUseToolCategory.value}> <{CRM.value}> .
<{AGENT.value}> <{Rdf.type.value}> <{Rg.Role.value}> .
<{AGENT.value}> <{Skos.prefLabel.value}> "other"@en .
_:b <{Rg.leadsTo.value}> <{LEAD.value}> .
"""
    found = constructed(store, triples, False, ["fi"])
    few = constructed(store, triples, True, ["fi"], kinds=["role"])
    stated = constructed(store, triples, False, ["fi"], inferred="false")
    inferred = constructed(store, triples, False, ["fi"], inferred="only")

    assert {AGENT.value, LEAD.value, CRM.value} == set(nodes(found))
    assert "edustaja" == nodes(found)[AGENT.value]["label"]
    assert edges(found)[key(AGENT, Rg.mayUseToolCategory, CRM)]["inferred"]
    assert {AGENT.value, LEAD.value} == set(nodes(few))
    assert (False, True) == (found["cut"], few["cut"])
    assert {key(AGENT, Rg.leadsTo, LEAD)} == set(edges(stated))
    assert {AGENT.value, CRM.value} == set(nodes(inferred))
