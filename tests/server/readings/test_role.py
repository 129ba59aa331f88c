"""How often documents say what a role's page tells."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store

from ontology.terms import RGID, Graph, Rdf, Rg, Scheme, Skos
from server.readings import role as reading
from server.readings.names import Names

ROLE = NamedNode(f"{RGID}role/baker")
SKILLS = [NamedNode(f"{RGID}skill/{name}") for name in ("kneading", "patience")]


@pytest.fixture
def store() -> Store:
    """A role of which one skill is said twice and another once; and another role that has it, too."""
    made = Store()
    made.add(Quad(ROLE, Rdf.type, Rg.Role, Graph.VOCABULARY))
    made.add(Quad(ROLE, Skos.inScheme, Scheme.ROLES, Graph.VOCABULARY))
    for skill in SKILLS:
        made.add(Quad(ROLE, Rg.requiresSkill, skill, Graph.STATEMENTS))
    other = NamedNode(f"{RGID}role/x")
    said = [(ROLE, SKILLS[0]), (ROLE, SKILLS[0]), (ROLE, SKILLS[1]), (other, SKILLS[1])]
    for number, (about, skill) in enumerate(said):
        mention = NamedNode(f"{RGID}document/0/mention/{number}")
        made.add(Quad(mention, Rg.aboutRole, about, Graph.DOCUMENTS))
        made.add(Quad(mention, Rg.mentions, skill, Graph.DOCUMENTS))
    return made


def test_what_is_said_most_comes_first(store: Store) -> None:
    told = reading.role(store, Names(store, ("en",)), ROLE)

    assert [2, 1] == [one["evidence"] for one in told["statements"]["skill"]]
    assert [skill.value for skill in SKILLS] == [one["iri"] for one in told["statements"]["skill"]]
    assert told["counted"]


def test_of_too_many_mentions_some_are_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "COUNTED", 2)
    told = reading.role(store, Names(store, ("en",)), ROLE)

    assert 2 == sum(one["evidence"] for one in told["statements"]["skill"])
    assert not told["counted"]
