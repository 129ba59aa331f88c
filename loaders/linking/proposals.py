"""Candidates for many of our concepts, by several processes, as rows of SSSOM that a reviewer decides on."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from pyoxigraph import NamedNode, Store

from loaders.linking import predicates
from loaders.linking.index import Index
from loaders.linking.model import Candidate
from loaders.linking.subjects import Concept, types
from loaders.mappings.model import Mapping
from loaders.readers import begin
from loaders.taxonomies.reading import listed
from ontology.terms import Skos, taxonomy

TOOL = "rolegraph link"
#: Concepts that a process ranks in one call, and the fewest for which a second process is worth its start.
GROUP, FEW = 8, 32
#: The parts of a candidate's evidence that its row tells, the likenesses that people ask for first.
TOLD = (
    *("letters", "words", "meaning_mean", "same_text", "same_words", "same_languages"),
    *("missing", "extra", "group", "skills", "level", "chain"),
)
#: What ranks, for the processes that are forked with it.
_ranking: Callable[[Concept], list[Candidate]] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many candidates a concept gets, and which: those of at least a probability, without pairs that are decided."""

    limit: int = 5
    least: float = 0.0
    decided: frozenset[tuple[str, str]] = frozenset()


class Target:
    """The taxonomy that a store holds, as rows of SSSOM name it."""

    def __init__(self, store: Store, name: str, index: Index) -> None:
        self._store = store
        self._graph = taxonomy(name)
        self._index = index
        self.version = listed(store, name).version or ""

    def source(self, concept: str) -> str:
        """The scheme that a concept stands in, or the graph."""
        found = self._store.quads_for_pattern(NamedNode(concept), Skos.inScheme, None, self._graph)
        return min((quad.object.value for quad in found if isinstance(quad.object, NamedNode)), default=self._graph.value)

    def label(self, concept: str) -> str:
        """The preferred label by which people know a concept: the English one, if there is one."""
        return self._index.title(concept)


def rank_all(
    index: Index, concepts: Iterable[Concept], wanted: Wanted, processes: int = 1
) -> Iterator[tuple[Concept, list[Candidate]]]:
    """The candidates of each concept, in their order.

    Processes are forked where there are concepts enough, and end with this one.
    """
    # A few more than wanted, in place of decided ones.
    limit = wanted.limit + max((1 for _ in wanted.decided), default=0) * wanted.limit

    def rank(concept: Concept) -> list[Candidate]:
        found = index.ranked(concept.subject, limit, types().get(concept.kind.value, ()))
        return chosen(concept.iri, found, wanted)

    listed = list(concepts)
    if processes < 2 or len(listed) < FEW:
        yield from ((concept, rank(concept)) for concept in listed)
        return
    global _ranking
    _ranking = rank
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, begin, (os.getpid(),)) as pool:
        yield from zip(listed, pool.imap(_rank, listed, GROUP), strict=True)


def _rank(concept: Concept) -> list[Candidate]:
    assert _ranking is not None
    return _ranking(concept)


def chosen(subject: str, found: Sequence[Candidate], wanted: Wanted) -> list[Candidate]:
    """The candidates that are to be proposed."""
    open_ = [one for one in found if (subject, one.concept) not in wanted.decided]
    return [one for one in open_[: wanted.limit] if one.score >= wanted.least]


def rows(concept: Concept, found: Iterable[Candidate], target: Target, day: date) -> Iterator[Mapping]:
    """The rows of a concept's candidates."""
    for one in found:
        yield Mapping(
            concept.iri,
            predicates.predicate(one.parts, one.score),
            one.concept,
            predicates.justification(one.parts),
            subject_label=concept.label,
            object_label=target.label(one.concept) or one.label,
            object_source=target.source(one.concept),
            object_source_version=target.version,
            tool=TOOL,
            tool_version=version("rolegraph"),
            date=day.isoformat(),
            confidence=round(one.score, 3),
            strings=(one.label,),
            comment=told(one),
        )


def told(one: Candidate) -> str:
    """The evidence of a candidate in one line."""
    parts = [f"{name} {one.parts[name]:.2f}" for name in TOLD if one.parts.get(name)]
    return f"[{one.language}] " + ", ".join(parts)

