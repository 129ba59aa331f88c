"""A file begins before its graph is known whole, and nothing of the graph is kept."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from server.exports.model import Edge, Network, Node
from server.exports.writers import WRITERS

COUNT = 4_000


class Counted:
    """A graph that counts what has been asked of it."""

    def __init__(self) -> None:
        self.given = 0

    def nodes(self) -> Iterator[Node]:
        for number in range(COUNT):
            self.given += 1
            yield Node(f"https://example.org/{number:06}", f"node {number}", "en", "https://example.org/T", "T")

    def edges(self) -> Iterator[Edge]:
        for number in range(COUNT):
            self.given += 1
            yield Edge(f"https://example.org/{number:06}", "https://example.org/000000", "https://example.org/p", "p")

    @property
    def network(self) -> Network:
        return Network("many", self.nodes(), self.edges())


@pytest.mark.parametrize("name", WRITERS)
def test_pieces_come_while_the_graph_is_read(name: str) -> None:
    counted = Counted()
    sizes, given = [], []
    for piece in WRITERS[name](counted.network):
        if piece:
            sizes.append(len(piece))
            given.append(counted.given)

    # What is worth compressing is gathered for a zip.
    assert given[0] < COUNT / 2
    assert max(sizes) < 128 * 1024
    assert len(sizes) > 5 or name == "csv-graph"


@pytest.mark.parametrize("name", WRITERS)
def test_what_was_written_is_forgotten(name: str) -> None:
    written = peak(lambda: sum(len(piece) for piece in WRITERS[name](Counted().network)))
    kept = peak(lambda: [list(Counted().nodes()), list(Counted().edges())])

    assert written < kept / 2


def peak(made: Callable[[], object]) -> int:
    """The most memory that is taken while something is made, in bytes."""
    tracemalloc.start()
    try:
        found = made()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found
    return most
