"""Evidence of moves: the documents in which two steps stand next to each other, and where."""

from __future__ import annotations

from loaders.career_paths.evidence import Evidence, Place
from loaders.career_paths.moves import Kind
from loaders.career_paths.reading import Reading
from ontology.terms import document
from tests.loaders.career_paths.roles import node, said, store

APPRENTICE, BAKER, HEAD, MILLER = map(node, ("apprentice", "baker", "head", "miller"))
A, B = document("a" * 16), document("b" * 16)


def evidence() -> Evidence:
    return Evidence(Reading(store()))


def test_steps_next_to_each_other_in_a_document_evidence_a_move() -> None:
    assert [Place(A, said("a", 1), said("a", 2))] == evidence().of(BAKER, HEAD, Kind.LEADS)
    assert [Place(A, said("a", 0), said("a", 1))] == evidence().of(APPRENTICE, BAKER, Kind.LEADS)


def test_a_document_that_names_a_step_between_two_is_none_for_the_move() -> None:
    assert [Place(B, said("b", 10), said("b", 11))] == evidence().of(APPRENTICE, HEAD, Kind.LEADS)


def test_nothing_evidences_the_way_back() -> None:
    assert [] == evidence().of(HEAD, BAKER, Kind.LEADS)


def test_a_lateral_step_evidences_the_move_aside_in_both_directions() -> None:
    place = Place(A, None, said("a", 3))

    assert [place] == evidence().of(BAKER, MILLER, Kind.LATERAL) == evidence().of(MILLER, BAKER, Kind.LATERAL)
    assert [] == evidence().of(BAKER, MILLER, Kind.LEADS)


def test_a_level_has_no_evidence() -> None:
    assert [] == evidence().of(BAKER, HEAD, Kind.LEVEL)
