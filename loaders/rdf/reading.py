"""What a child gives of a file of RDF: checked once more, since the child is not believed, in a temporary file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.rdf import in_child
from loaders.rdf.in_child import Order
from loaders.rdf.names import reserved
from loaders.sandbox import Child, ChildFailed, Limits
from ontology.errors import InputError
from ontology.terms import RGID

#: Bytes of address space and seconds that a file may take, and bytes of N-Quads that may come of it.
MEMORY = 2_000_000_000
DEADLINE = 900.0
MOST = 8_000_000_000
REASONS = {
    "deadline": f"reading it takes longer than {DEADLINE:g} seconds; split it",
    "memory": "reading it takes more memory than is allowed; split it, or save it as N-Triples or N-Quads",
    "crash": "it ends the process that reads it: is it nested very deeply? save it as N-Triples or N-Quads",
}
#: How a child tells a line.
_LINE = re.compile(r"(?:(\d+): )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The content of a file: N-Quads without blank nodes, and the graphs that they name, in order.

    `target` is the graph of statements that had none; None where nothing is in it.
    """

    nquads: IO[bytes]
    graphs: tuple[str, ...]
    target: str | None


class Reader:
    """Reads files in a child, one after the other; a folder's files share one."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._folder: Path | None = None

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.close()
            self._child = None

    @contextmanager
    def parsed(self, path: Path, source: str, format_: RdfFormat, target: NamedNode, key: str) -> Iterator[Parsed]:
        """Give what a file says, statements without a graph in the graph `target`, which is the base of IRIs too.

        Its blank nodes become IRIs made of `key`. Raises InputError for what can't be read or has no statement, and
        for graphs that no file may give.
        """
        graphs: dict[str, None] = {}
        with tempfile.TemporaryFile() as file:
            order = Order(str(path.resolve()), format_.media_type, target.value, f"{RGID}.well-known/genid/{key}-")
            for chunk, found in self.batches(order, source):
                graphs.update((quad.graph_name.value, None) for quad in found if isinstance(quad.graph_name, NamedNode))
                file.write(chunk)
                if file.tell() > MOST:
                    raise InputError(f"it says more than {MOST // 10**9} GB of N-Quads; split it", source)
            check(graphs, source)
            file.seek(0)
            yield Parsed(file, tuple(graphs), target.value if target.value in graphs else None)

    def batches(self, order: Order, source: str) -> Iterator[tuple[bytes, list[Quad]]]:
        """The content of a file as pieces of N-Quads, each with its quads; raises InputError where it can't be read."""
        rest = b""
        for piece in self._pieces(order, source):
            whole, end, rest = (rest + piece).rpartition(b"\n")
            yield whole + end, list(parse(whole, format=RdfFormat.N_QUADS))

    def _pieces(self, order: Order, source: str) -> Iterator[bytes]:
        try:
            yield from self._child_for(Path(order.path).parent).call(order.encode(), DEADLINE)
        except ChildFailed as error:
            self.close()
            if error.cause != "refused":
                raise InputError(REASONS[error.cause], source) from None
            told = _LINE.fullmatch(str(error))
            assert told is not None
            line, message = told.groups()
            raise InputError(message, source, int(line) if line else None) from None

    def _child_for(self, folder: Path) -> Child:
        if self._child is None or self._folder != folder:
            self.close()
            self._child, self._folder = Child(in_child.quads, Limits(memory=MEMORY, folder=str(folder))), folder
        return self._child


def check(graphs: dict[str, None], source: str) -> None:
    """Raise InputError where there is no graph, or one that no file may give."""
    if not graphs:
        raise InputError("there is no statement in it; is it the file that you mean?", source)
    for graph in graphs:
        if (reason := reserved(graph)) is not None:
            raise InputError(reason, source)
