"""A taxonomy that can be linked to: one of the store by its name, or one in a file, for one call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode, RdfFormat, Store

from loaders.linking import kept, senses
from loaders.linking.build import build
from loaders.linking.index import Index, open_index
from loaders.mappings.schemes import name_of
from loaders.snapshots import Snapshot
from loaders.taxonomies import reading
from loaders.taxonomies.preparing import prepared
from loaders.taxonomies.session import Progress
from ontology.errors import StoreError
from ontology.terms import Skos, taxonomy

#: Makes vectors, and is told how to; the second is how many there will be.
MakeVectors = Callable[[Callable[[Callable[[int, int], None]], object], int], None]


@dataclass(frozen=True, slots=True)
class Target:
    """A taxonomy: its name, the store that holds it, and its index."""

    name: str
    store: Store
    index: Index

    @property
    def version(self) -> str:
        """The version that the taxonomy tells, or nothing."""
        return reading.version(self.store, self.name)

    def source(self, concept: str) -> str:
        """The scheme that a concept stands in, or the graph."""
        found = self.store.quads_for_pattern(NamedNode(concept), Skos.inScheme, None, taxonomy(self.name))
        schemes = (quad.object.value for quad in found if isinstance(quad.object, NamedNode))
        return min(schemes, default=taxonomy(self.name).value)

    def label(self, concept: str) -> str:
        """The preferred label by which people know a concept: the English one, if there is one."""
        return self.index.title(concept)

    def has(self, concept: str) -> bool:
        """Whether a concept is of this taxonomy."""
        number = self.index.structure.number(concept)
        return number is not None and number < self.index.named


def is_file(target: str) -> bool:
    """Whether a target names a file or folder, not a taxonomy of the store."""
    path = Path(target)
    return bool(path.suffix) or len(path.parts) > 1 or path.is_dir()


def in_store(root: Path, snapshot: Snapshot, name: str, vectors: MakeVectors | None = None) -> Target:
    """A taxonomy of a snapshot; its index is made where it is missing or damaged, and by `vectors` its vectors.

    Raises:
        StoreError: the system refuses.
        InputError: there is no such taxonomy.

    """
    here = kept.ensure(root, snapshot, name)
    try:
        index = open_index(here)
    except StoreError:
        here = kept.ensure(root, snapshot, name, anew=True)
        index = open_index(here)
    if vectors is not None and not senses.is_made(here):
        vectors(partial(kept.complete, root, snapshot.path, name), senses.missing(here))
        index = open_index(here)
    return Target(name, snapshot.open(), index)


@contextmanager
def in_file(
    path: Path, language: str | None, progress: Progress, vectors: MakeVectors | None = None
) -> Iterator[Target]:
    """A taxonomy in a file or folder of any form that `rolegraph taxonomy add` reads, for as long as the block lasts.

    Raises InputError, with file and line, for what can't be read.
    """
    name = name_of(path).lower()
    store = Store()
    with TemporaryDirectory(prefix="rolegraph-link-") as folder:
        with prepared(name, [path], None, language, progress) as found:
            store.bulk_load(found.nquads, format=RdfFormat.N_QUADS, lenient=True)
        here = Path(folder) / "index"
        build(here, reading.labels(store, name), reading.facts(store, name))
        if vectors is not None:
            vectors(partial(senses.add, here), senses.missing(here))
        yield Target(name, store, open_index(here))
