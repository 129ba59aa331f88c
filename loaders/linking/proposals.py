"""Candidates for many of our concepts, by several processes, as rows of SSSOM that a reviewer decides on."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version

from loaders.linking import predicates
from loaders.linking.chains import PART, Chain, joined, machine_predicate
from loaders.linking.index import Index
from loaders.linking.model import Candidate
from loaders.linking.subjects import Concept, types
from loaders.linking.targets import Target
from loaders.mappings.model import Mapping
from loaders.readers import begin

TOOL = "rolegraph link"
#: Concepts that a process ranks in one call, and the fewest for which a second process is worth its start.
GROUP, FEW = 8, 32
#: The parts of a candidate's evidence that its row tells, the likenesses that people ask for first.
TOLD = (
    *("letters", "words", "meaning_mean", "same_text", "same_words", "same_languages"),
    *("missing", "extra", "head", "group", "skills", "level"),
)
#: What is shown as 0.00 is left out.
SHOWN = 0.005
#: What ranks, for the processes that are forked with it.
_ranking: Callable[[Concept], list[Candidate]] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many candidates a concept gets, and which: those of at least a probability, without decided pairs.

    `chains` are what other links lead to, by concept.
    """

    limit: int = 5
    least: float = 0.0
    decided: frozenset[tuple[str, str]] = frozenset()
    chains: Table[str, Sequence[Chain]] = field(default_factory=dict)


def rank_all(
    index: Index, concepts: Iterable[Concept], wanted: Wanted, processes: int = 1
) -> Iterator[tuple[Concept, list[Candidate]]]:
    """The candidates of each concept, in their order.

    Processes are forked where there are concepts enough, and end with this one.
    """
    # Twice as many as wanted, where decided ones must be replaced.
    limit = 2 * wanted.limit if wanted.decided else wanted.limit

    def rank(concept: Concept) -> list[Candidate]:
        found = index.ranked(concept.subject, limit, index.known(types().get(concept.kind.value, ())))
        chained = wanted.chains.get(concept.iri, ())
        return chosen(concept.iri, joined(found, chained, index.titled) if chained else found, wanted)

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


def rows(
    concept: Concept, found: Iterable[Candidate], target: Target, day: date, chained: Sequence[Chain] = ()
) -> Iterator[Mapping]:
    """The rows of a concept's candidates; `chained` are the ways to some of them."""
    ways = {one.concept: one for one in chained}
    for one in found:
        way = ways.get(one.concept)
        yield Mapping(
            concept.iri,
            predicate_of(one, way),
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
            comment="; ".join(filter(None, (told(one), f"chain: {way.way}" if way else ""))),
        )


def predicate_of(one: Candidate, way: Chain | None) -> str:
    """How a candidate would match: by its own evidence, or by the chain where that is all there is."""
    if way is not None and set(one.parts) == {PART}:
        return machine_predicate(way)
    return predicates.predicate(one.parts, one.score)


def told(one: Candidate) -> str:
    """The evidence of a candidate in one line."""
    parts = [f"{name} {one.parts[name]:.2f}" for name in TOLD if name in one.parts and one.parts[name] >= SHOWN]
    return f"[{one.language}] " + ", ".join(parts) if parts else ""
