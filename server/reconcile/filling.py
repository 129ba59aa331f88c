"""The indexes of a service, made of a snapshot in a process of its own: labels to match with, words to complete."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from loaders.folders import UNFINISHED
from loaders.identity import kind_of
from loaders.linking import kept
from loaders.linking.build import build
from loaders.linking.model import Fact, Label
from loaders.sandbox import interpreter
from loaders.sandbox.limits import die_with_parent
from loaders.search.build import fill, ranks
from loaders.search.entries import Facts
from loaders.taxonomies import reading
from ontology.terms import RGID, ConceptKind, Graph, Skos, taxonomy
from server.reconcile.services import type_of

#: The two sorts of indexes, by their folders' names.
LABELS, WORDS = "labels", "words"
#: The folder beside those of snapshots that holds the index of our concepts by its content.
SAME = "same"
#: Where concepts of ours have their labels.
_GRAPHS = (Graph.VOCABULARY, Graph.CANDIDATES)
_KINDS = tuple(f"{RGID}{kind.value}/" for kind in ConceptKind)


def start(snapshot: Path, name: str, sort: str, target: Path) -> subprocess.Popen[bytes]:
    """Begin to make an index of a taxonomy, or of ours for "", in the new folder `target`, there when all of it is.

    The process ends with the thread that calls this.
    """
    arguments = [str(os.getpid()), str(snapshot.resolve()), name, sort, str(target.resolve())]
    return interpreter.start("server.reconcile.filling:main", arguments, ())


def main(parent: str, snapshot: str, name: str, sort: str, target: str) -> None:
    """Make an index as a process of its own; `parent` is the process id of who started it."""
    die_with_parent(int(parent))
    os.nice(10)
    make(Store.read_only(snapshot), name, sort, Path(target))


def make(store: Store, name: str, sort: str, target: Path) -> None:
    """Make an index; see `start`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if sort == LABELS and name:
        build(target, reading.labels(store, name), reading.facts(store, name))
    elif sort == LABELS:
        make_ours(store, target)
    else:
        unfinished = target.with_name(target.name + UNFINISHED)
        unfinished.mkdir()
        about = fill(store, unfinished, [taxonomy(name)])
        ranks(about, Facts(frozenset(), {}), unfinished)
        unfinished.rename(target)


def make_ours(store: Store, target: Path) -> None:
    """Make the index of our concepts, or take that of an earlier snapshot in which they were the same."""
    of, about = list(labels(store)), list(facts(store))
    here = target.parent.with_name(SAME) / kept.content(of, about)
    if not here.is_dir():
        build(here, of, about)
    for other in here.parent.iterdir():
        if other != here:
            shutil.rmtree(other, ignore_errors=True)
    unfinished = target.with_name(target.name + UNFINISHED)
    kept.link(here, unfinished)
    unfinished.rename(target)


def labels(store: Store) -> Iterator[Label]:
    """The labels of our concepts, the preferred ones first."""
    for predicate, kind in reading.LABELS:
        for graph in _GRAPHS:
            for quad in store.quads_for_pattern(None, predicate, None, graph):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and is_ours(quad.subject):
                    yield Label(quad.subject.value, quad.object.value, quad.object.language or "und", kind)


def facts(store: Store) -> Iterator[Fact]:
    """What is said of our concepts, beside their labels: the type, and what is above."""
    for graph in _GRAPHS:
        for quad in store.quads_for_pattern(None, Skos.inScheme, None, graph):
            if isinstance(quad.subject, NamedNode) and is_ours(quad.subject):
                node = quad.subject
                above = (one.object for one in store.quads_for_pattern(node, Skos.broader, None, graph))
                broader = tuple(sorted(one.value for one in above if isinstance(one, NamedNode)))
                yield Fact(node.value, types=(type_of(kind_of(node)),), broader=broader)


def is_ours(node: NamedNode) -> bool:
    """Whether a node is a concept of ours, by its IRI."""
    return node.value.startswith(_KINDS)
