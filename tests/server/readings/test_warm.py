"""What a zygote looks up before it forks."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import RGID, Graph, Rg, Skos
from server.readings.names import Names
from server.readings.warm import warm

ROLE, SKILL = NamedNode(f"{RGID}role/baker"), NamedNode(f"{RGID}skill/kneading")
FOREIGN = NamedNode("https://example.org/skill")


def test_a_stated_concepts_label_is_known_without_the_store() -> None:
    store = Store()
    store.add(Quad(ROLE, Rg.requiresSkill, SKILL, Graph.STATEMENTS))
    label = Quad(SKILL, Skos.prefLabel, Literal("kneading", language="en"), Graph.VOCABULARY)
    store.add(label)
    warm(store)
    store.remove(label)

    assert Names(store, ("en",)).of(SKILL).text == "kneading"


def test_statements_of_any_kind_do_no_harm() -> None:
    store = Store()
    store.add(Quad(ROLE, Rg.requiresSkill, FOREIGN, Graph.STATEMENTS))
    store.add(Quad(ROLE, Rg.usesTool, ROLE, Graph.STATEMENTS))
    store.add(Quad(ROLE, Rg.requiresSkill, Literal("kneading"), Graph.STATEMENTS))

    warm(store)

    assert Names(store, ("en",)).of(FOREIGN).text == ""
