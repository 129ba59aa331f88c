"""Labels in the place of IRIs."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.errors import QueryError
from ontology.terms import RGID, Graph, Rdf, Rg, Skos
from queries import load_queries
from queries.client import LocalStore, Source
from queries.lookup import resolve_labels

QUESTIONS = load_queries()


def resolve(store: Store, name: str, values: dict[str, str]) -> dict[str, str]:
    return resolve_labels(QUESTIONS[name], values, lambda: LocalStore(store), QUESTIONS["find-concept"])


@pytest.mark.parametrize("label", ["empathy", "EMPATI", "Empatia", " compassion ", "同理心"])
def test_a_label_in_any_language_and_case_names_its_concept(store: Store, label: str) -> None:
    assert {"skill": f"{RGID}skill/empathy"} == resolve(store, "roles-of-skill", {"skill": label})


def test_other_values_stay(store: Store) -> None:
    values = {"skill": "rgid:skill/x", "lang": "empathy"}

    assert values == resolve(store, "roles-of-skill", values)


def test_nothing_is_asked_where_no_label_stands() -> None:
    def connect() -> Source:
        raise AssertionError("asked")

    values = {"skill": "rgid:skill/empathy"}

    assert values == resolve_labels(QUESTIONS["roles-of-skill"], values, connect, QUESTIONS["find-concept"])


def test_only_the_kind_wanted_counts(store: Store) -> None:
    with pytest.raises(QueryError, match='parameter skill: no skill is called "CSR"; give its IRI or another label'):
        resolve(store, "roles-of-skill", {"skill": "CSR"})
    assert f"{RGID}role/customer-service-representative" == resolve(store, "evidence", {"concept": "CSR"})["concept"]


def test_a_label_of_several_concepts_is_refused_with_their_names() -> None:
    store = Store()
    for slug in ("a", "b"):
        node = NamedNode(f"{RGID}skill/{slug}")
        store.add(Quad(node, Rdf.type, Rg.Skill, Graph.VOCABULARY))
        store.add(Quad(node, Skos.altLabel, Literal("twin", language="en"), Graph.VOCABULARY))

    with pytest.raises(QueryError) as caught:
        resolve(store, "roles-of-skill", {"skill": "twin"})
    assert f'parameter skill: more than one skill is called "twin"; give the IRI: {RGID}skill/a, {RGID}skill/b' == str(
        caught.value
    )


def test_a_hostile_label_finds_nothing(store: Store) -> None:
    with pytest.raises(QueryError, match="no skill is called"):
        resolve(store, "roles-of-skill", {"skill": '" || true) } #'})
