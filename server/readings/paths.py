"""The ways from one role to another, with what each move asks for and where documents tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

from pyoxigraph import NamedNode, Store

from loaders.career_paths.comparing import Asked, asked, compared
from loaders.career_paths.evidence import Evidence, Place
from loaders.career_paths.moves import Moves
from loaders.career_paths.reading import Reading
from loaders.career_paths.search import Path, Search, distances
from ontology.terms import ConceptKind, Rg, Schema
from server.readings.asked_role import NotOneRole, asked_role
from server.readings.gap import role
from server.readings.names import Names, literals, text_of
from server.readings.places import Mentions

#: The most moves of a path and the most paths that may be asked for; and what is taken where nothing is said.
LONGEST, MOST = 12, 100
USUAL_LONGEST, USUAL_MOST = 6, 10
#: Moves that are counted where there is no path as short as wanted.
FARTHEST = 64
#: Concepts of a kind that are told of a move, its documents that are quoted, of how many, and roles in reach.
TOLD, QUOTED, RANKED, REACHABLE = 30, 3, 200, 50


def paths(
    store: Store,
    start: str,
    goal: str,
    chain: Sequence[str],
    languages: Sequence[str],
    longest: int = USUAL_LONGEST,
    most: int = USUAL_MOST,
    every: bool = False,
    lateral: bool = False,
    inferred: bool = True,
) -> dict[str, Any]:
    """Find the shortest paths between two roles, or `every` simple one; docs/careers.md tells of the members.

    The roles are given as `asked_role` reads them. No path has more than `longest` moves, and no more than `most` are
    told. Gives `problem` alone where one end is not one role.
    """
    names, reading = Names(store, chain), Reading(store, inferred)
    try:
        one = asked_role(store, names, "from", start, languages)
        other = asked_role(store, names, "to", goal, languages)
    except NotOneRole as error:
        return error.members
    moves = Moves(reading, one, other, lateral)
    found, more, shortest = _found(moves, one, other, min(longest, LONGEST), min(most, MOST), every)
    telling = _Telling(names, reading, Mentions(store, names))
    told = [(telling.path(moves, path), path) for path in found]
    ends = {one, other}.union(*found)
    return {
        "from": telling.role(one),
        "to": telling.role(other),
        "max_steps": min(longest, LONGEST),
        "all": every,
        "lateral": lateral,
        "inferred": inferred,
        "found": bool(found),
        "shortest": shortest,
        "more": more,
        "paths": [{"steps": len(steps), "roles": [at.value for at in path], "moves": steps} for steps, path in told],
        "roles": [telling.role(at) for at in names.sorted(ends)],
        "moves": telling.moves,
        "reachable": [] if found else _reachable(names, distances(one, moves.after, min(longest, LONGEST))),
    }


def _found(
    moves: Moves, one: NamedNode, other: NamedNode, longest: int, most: int, every: bool
) -> tuple[list[Path], bool, int | None]:
    """Give the paths, whether there are more of the sort asked for, and the fewest moves of any path, if known."""
    search = Search(one, other, moves.after, moves.before, longest)
    first = next(iter(search), None)
    if first is None:
        return [], False, distances(other, moves.before, FARTHEST).get(one)
    shortest = len(first) - 1
    wanted = Search(one, other, moves.after, moves.before, longest if every else shortest)
    found = list(islice(wanted, most + 1))
    return found[:most], len(found) > most or wanted.spent, shortest


def _reachable(names: Names, steps: Mapping[NamedNode, int]) -> list[dict[str, Any]]:
    """Tell of the nearest roles that can be reached."""
    nearest = sorted(steps, key=lambda one: (steps[one], one.value))[1 : REACHABLE + 1]
    ordered = sorted(names.sorted(nearest), key=lambda one: steps[one])
    return [{**names.told(one), "steps": steps[one]} for one in ordered]


class _Telling:
    """Tells of roles and moves as JSON, of each once."""

    def __init__(self, names: Names, reading: Reading, mentions: Mentions) -> None:
        self.moves: list[dict[str, Any]] = []
        self._names, self._reading, self._mentions = names, reading, mentions
        self._evidence = Evidence(reading)
        self._asked: dict[NamedNode, Asked] = {}
        self._places: dict[tuple[NamedNode, NamedNode], int] = {}

    def role(self, node: NamedNode) -> dict[str, Any]:
        return role(self._names, node, self._of(node))

    def path(self, moves: Moves, path: Path) -> list[int]:
        """Give the places of a path's moves in the list of moves, where new ones are added."""
        found = []
        for pair in pairwise(path):
            if pair not in self._places:
                self._places[pair] = len(self.moves)
                self.moves.append(self._move(moves, *pair))
            found.append(self._places[pair])
        return found

    def _move(self, moves: Moves, one: NamedNode, other: NamedNode) -> dict[str, Any]:
        kind = moves.kind(one, other)
        places = self._evidence.of(one, other, kind)
        found = compared(self._reading, self._of(one), self._of(other)).parts
        return {
            "from": one.value,
            "to": other.value,
            "kind": kind.value,
            "gained": self._some({kind: part.missing for kind, part in found.items()}),
            "kept": self._some({kind: part.shared for kind, part in found.items()}),
            "dropped": self._some({kind: part.extra for kind, part in found.items()}),
            "documents": len(places),
            "evidence": [self._place(place) for place in sorted(places[:RANKED], key=self._rank)[:QUOTED]],
        }

    def _rank(self, place: Place) -> int:
        """Put first what is said in languages that the reader reads."""
        store = self._reading.store
        sentences = self._reading.objects(place.after, Rg.hasSentence)
        spoken = [one.language or "" for sentence in sentences for one in literals(store, sentence, Schema.text)]
        spoken = spoken or [text_of(store, place.document, Schema.inLanguage) or ""]
        return min(map(self._names.rank, spoken))

    def _some(self, concepts: Mapping[ConceptKind, Iterable[NamedNode]]) -> dict[str, Any]:
        told = {}
        for kind, nodes in concepts.items():
            ordered = self._names.sorted(nodes)
            told[kind.value] = {"count": len(ordered), "first": [self._names.told(one) for one in ordered[:TOLD]]}
        return told

    def _place(self, place: Place) -> dict[str, Any]:
        before = self._mentions.told(place.before) if place.before is not None else None
        return {"from": before, "to": self._mentions.told(place.after)}

    def _of(self, node: NamedNode) -> Asked:
        if node not in self._asked:
            self._asked[node] = asked(self._reading, node)
        return self._asked[node]
