"""The graph of roles, whole and around one node."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import Store

import server.exports.evidence as evidence
from ontology.terms import RG, Rg
from server.exports.exporting import Telling, write_selection
from server.exports.walking import NoSuchNode, Selection, decode
from tests.server.exports.roles import AGENT, DOCUMENT, EMPATHY, JIRA, LEAD, MANAGER, OLD, TRACKERS, quads, rgid
from tests.server.exports.test_results import Taken

CONCEPTS = {one.value for one in (AGENT, LEAD, MANAGER, EMPATHY, JIRA, TRACKERS)}


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.extend(quads())
    return made


def graph(store: Store, selection: Selection) -> Any:
    taken = Taken()
    write_selection(selection, Telling(store, ("fi", "en")), "jgf", taken)
    return json.loads(b"".join(taken.pieces))["graph"]


def weights(found: Any) -> dict[tuple[str, str, str], float]:
    return {
        (edge["source"].rpartition("/")[2], edge["relation"].removeprefix(RG), edge["target"].rpartition("/")[2]): edge[
            "metadata"
        ]["weight"]
        for edge in found["edges"]
    }


@pytest.mark.parametrize("few", [0, evidence.FEW])
def test_weights_are_items_and_paths(store: Store, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "FEW", few)

    assert {
        ("agent", "requiresSkill", "empathy"): 3,
        ("agent", "usesTool", "jira"): 1,
        ("agent", "leadsTo", "lead"): 2,
        ("lead", "leadsTo", "manager"): 1,
        ("jira", "inCategory", "trackers"): 1,
    } == weights(graph(store, Selection(inferred=False)))


def test_what_is_inferred_is_marked(store: Store) -> None:
    found = graph(store, Selection())

    inferred = {edge["relation"] for edge in found["edges"] if edge["metadata"]["inferred"]}
    assert {Rg.skillOf.value, Rg.canBecome.value} == inferred
    assert 3 == weights(found)["empathy", "skillOf", "agent"]


def test_nodes_have_label_class_and_status(store: Store) -> None:
    node = graph(store, Selection())["nodes"][AGENT.value]

    assert "edustaja" == node["label"]
    assert ("fi", Rg.Role.value, "Curated") == tuple(node["metadata"][name] for name in ("language", "type", "status"))


def test_the_whole_holds_concepts_and_documents_only_when_asked(store: Store) -> None:
    assert CONCEPTS == set(graph(store, Selection())["nodes"])

    found = graph(store, Selection(documents=True))
    assert CONCEPTS < set(found["nodes"])
    assert 2 == len(set(found["nodes"]) - CONCEPTS)
    mentioned = {key: weight for key, weight in weights(found).items() if key[1] in {"mentions", "describesRole"}}
    key = DOCUMENT.value.rpartition("/")[2]
    assert (2, 1, 1) == tuple(
        mentioned[key, *end] for end in (("mentions", "empathy"), ("mentions", "jira"), ("describesRole", "agent"))
    )


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(JIRA.value), {JIRA, AGENT, TRACKERS}),
        (Selection(JIRA.value, 2, inferred=False), {JIRA, AGENT, TRACKERS, EMPATHY, LEAD}),
        (Selection(MANAGER.value), {MANAGER, LEAD, AGENT}),
        (Selection(MANAGER.value, inferred=False), {MANAGER, LEAD}),
        (Selection(OLD.value, inferred=False), {AGENT, EMPATHY, JIRA, LEAD}),
        (Selection(DOCUMENT.value, documents=True), {DOCUMENT, AGENT}),
    ],
)
def test_a_neighbourhood_reaches_as_far_as_asked(store: Store, selection: Selection, expected: set[Any]) -> None:
    assert {one.value for one in expected} == set(graph(store, selection)["nodes"])


def test_edges_between_neighbours_are_there_too(store: Store) -> None:
    assert ("agent", "leadsTo", "lead") in weights(graph(store, Selection(MANAGER.value)))


@pytest.mark.parametrize("iri", [rgid("role/none").value, DOCUMENT.value, Rg.Role.value])
def test_what_is_no_node_is_refused(store: Store, iri: str) -> None:
    with pytest.raises(NoSuchNode):
        graph(store, Selection(iri))


def test_a_selection_is_read_back() -> None:
    one = Selection("a:b", 3, inferred=False, documents=True)

    assert one == decode(one.encode())
