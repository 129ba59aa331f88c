"""Moves: stated, aside, and by level at the ends."""

from __future__ import annotations

from pyoxigraph import Quad

from loaders.career_paths.moves import Kind, Moves, levels, plain
from loaders.career_paths.reading import Reading
from loaders.career_paths.search import Search
from ontology.terms import Graph, Rg
from tests.loaders.career_paths.roles import node, store

BAKER, HEAD, MILLER, SENIOR, OWNER = map(node, ("baker", "head", "miller", "senior-baker", "owner"))


def paths(start: str, goal: str, lateral: bool = False) -> list[list[str]]:
    one, other = node(start), node(goal)
    moves = Moves(Reading(store()), one, other, lateral)
    return [
        [role.value.rpartition("/")[2] for role in path] for path in Search(one, other, moves.after, moves.before, 6)
    ]


def test_stated_moves_make_paths() -> None:
    assert [["apprentice", "head"], ["apprentice", "baker", "head"]] == paths("apprentice", "head")


def test_moves_aside_are_taken_where_they_are_wanted_both_ways() -> None:
    assert [] == paths("baker", "miller")
    assert [["baker", "miller"]] == paths("baker", "miller", lateral=True)
    assert [["miller", "baker", "head"]] == paths("miller", "head", lateral=True)


def test_a_plain_role_stands_for_its_levels_at_the_start_of_a_path_alone() -> None:
    assert [["baker", "senior-baker", "owner"]] == paths("baker", "owner")
    assert [] == paths("apprentice", "owner")


def test_reaching_a_level_is_reaching_the_plain_role() -> None:
    more = Quad(node("owner"), Rg.leadsTo, SENIOR, Graph.STATEMENTS)
    reading = Reading(store(more))
    moves = Moves(reading, OWNER, BAKER)

    assert [(OWNER, SENIOR, BAKER)] == list(Search(OWNER, BAKER, moves.after, moves.before, 6))
    assert Kind.LEVEL == moves.kind(SENIOR, BAKER)


def test_a_level_needs_no_path_to_its_own_plain_role() -> None:
    assert [] == paths("senior-baker", "baker")


def test_narrower_roles_without_a_level_are_roles_of_their_own() -> None:
    reading = Reading(store())

    assert {SENIOR} == levels(reading, BAKER)
    assert (BAKER, None) == (plain(reading, SENIOR), plain(reading, node("rye-baker")))


def test_a_move_that_documents_state_is_told_as_that() -> None:
    aside = Quad(BAKER, Rg.lateralTo, HEAD, Graph.STATEMENTS)
    moves = Moves(Reading(store(aside)), BAKER, HEAD, lateral=True)

    assert (Kind.LEADS, Kind.LATERAL) == (moves.kind(BAKER, HEAD), moves.kind(BAKER, MILLER))


def test_inferred_moves_are_left_out_where_only_stated_ones_are_wanted() -> None:
    inferred = Quad(HEAD, Rg.leadsTo, OWNER, Graph.INFERRED)
    found = store(inferred)

    assert [OWNER] == Moves(Reading(found), HEAD, OWNER).after(HEAD)
    assert [] == Moves(Reading(found, inferred=False), HEAD, OWNER).after(HEAD)


def test_other_graphs_are_not_looked_at() -> None:
    other = Quad(HEAD, Rg.leadsTo, OWNER, Graph.REPORT)

    assert [] == Moves(Reading(store(other)), HEAD, OWNER).after(HEAD)
