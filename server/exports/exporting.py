"""Where a worker, or the command line, turns an answer or a selection into a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from ontology.said import said
from server.exports import results, walking
from server.exports.gathering import Gathering
from server.exports.model import Network
from server.exports.naming import Languages, Names
from server.exports.walking import Selection
from server.exports.writers import WRITERS
from server.well_formed import Sink


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells of nodes what an answer does not: a store, asked in the reader's languages, best first.

    `marks_inferred` says that inferred triples have a graph of their own there.
    """

    store: Store
    languages: Sequence[str]
    marks_inferred: bool = True

    @property
    def names(self) -> Names:
        """Give what looks labels and classes up."""
        return Names(self.store, Languages(self.languages))


def write_results(
    found: QuerySolutions | QueryBoolean | QueryTriples, telling: Telling, name: str, most: int, output: Sink
) -> bool:
    """Write an answer in the format called `name`; tell whether there is more than `most` rows or triples, if not 0.

    Raises NoGraph for an answer that holds none.
    """
    if isinstance(found, QueryBoolean):
        raise results.NoGraph(said("ASK answers with true or false, which is no graph"))
    gathering = Gathering(telling.names, telling.store if telling.marks_inferred else None)
    if isinstance(found, QueryTriples):
        network = results.take_triples(islice(found, most or None), gathering)
    else:
        variables = [one.value for one in found.variables]
        network = results.take_rows(variables, islice(found, most or None), gathering)
    truncated = bool(most) and next(found, None) is not None
    _write(network, name, output)
    return truncated


def write_selection(selection: Selection, telling: Telling, name: str, output: Sink) -> None:
    """Write a part of the store, or the whole. Raises NoSuchNode."""
    _write(walking.walk(telling.store, selection, telling.names), name, output)


def _write(network: Network, name: str, output: Sink) -> None:
    for piece in WRITERS[name](network):
        output.write(piece)
