"""Links that follow from others: an accepted link to one vocabulary, and what leads from there to another one.

What leads on are crosswalks (tables between two foreign vocabularies, O*NET to ESCO for instance, in either direction)
and the taxonomies' own `skos:broader`: an occupation of ESCO stands below its group of ISCO-08.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyoxigraph import NamedNode, Store

from loaders import sssom
from loaders.linking.model import Candidate
from loaders.mappings.model import INVERSE, PREDICATES, Mapping
from loaders.sssom_cells import short
from loaders.sssom_slots import OBJECT, PREDICATE, SUBJECT
from loaders.taxonomies import crosswalks
from loaders.taxonomies.crosswalks import Step
from ontology.errors import InputError
from ontology.terms import Skos, taxonomy

EXACT, CLOSE, BROAD, NARROW, RELATED = PREDICATES
#: What two links make, where one goes on from the other; what is not here makes a related one.
COMPOSED = {
    **{(EXACT, one): one for one in PREDICATES},
    **{(one, EXACT): one for one in PREDICATES},
    (CLOSE, CLOSE): CLOSE,
    **dict.fromkeys(((CLOSE, BROAD), (BROAD, CLOSE), (BROAD, BROAD)), BROAD),
    **dict.fromkeys(((CLOSE, NARROW), (NARROW, CLOSE), (NARROW, NARROW)), NARROW),
}
#: How sure a step is whose row does not say it; how much of it stays where a link is no exact one.
UNTOLD, LOSS = 0.8, 0.9
#: Steps up that are looked for.
MOST_STEPS = 6
#: No chain is surer.
SUREST = 0.97
#: The part of evidence by which a candidate tells that a chain leads to it.
PART = "chain"
_BEGINNING = taxonomy("").value


@dataclass(frozen=True, slots=True)
class Chain:
    """A concept that links lead to, how it would match, how sure that is, and the way in words."""

    concept: str
    predicate: str
    confidence: float
    way: str


@dataclass(slots=True)
class Crosswalk:
    """Links between foreign vocabularies, by the concept that they start from: each counts in both directions."""

    steps: dict[str, list[tuple[str, str, float, str]]] = field(default_factory=dict)

    def read(self, path: Path, columns: tuple[str, str] | None = None) -> int:
        """Take in a table, SSSOM's or a plain one with two columns of identifiers; gives the number of its links.

        Raises InputError, with file and line.
        """
        if not path.exists():
            raise InputError("there is no such file", str(path))
        found = crosswalks.steps(path, columns) if columns or not is_sssom(path) else of_sssom(path)
        count = 0
        for one in found:
            count += 1
            sure = UNTOLD if one.confidence is None else one.confidence
            self.steps.setdefault(one.subject, []).append((one.object, one.predicate, sure, path.name))
            self.steps.setdefault(one.object, []).append((one.subject, INVERSE[one.predicate], sure, path.name))
        return count


def is_sssom(path: Path) -> bool:
    """Whether a table has a head or the columns of SSSOM."""
    first = next(iter(sssom.lines_of(path)), "")
    return sssom.is_comment(first) or SUBJECT in first.split("\t")


def of_sssom(path: Path) -> Iterator[Step]:
    """The links of an SSSOM table but for rejected ones. Raises InputError, with file and line."""
    for line, row in sssom.numbered(path):
        predicate = row[PREDICATE]
        if predicate not in INVERSE:
            message = f"the predicate {short(predicate)} is unknown; use skos:closeMatch or another match of SKOS"
            raise InputError(message, path.name, line)
        if not row.get("predicate_modifier"):
            sure = float(row["confidence"]) if "confidence" in row else None
            yield Step(line, row[SUBJECT], predicate, row[OBJECT], sure)


def chains(
    store: Store, links: Iterable[Mapping], crosswalk: Crosswalk, wanted: Callable[[str], bool]
) -> dict[str, list[Chain]]:
    """What follows by subject, the surest first; `wanted` tells which concepts are of the vocabulary linked to."""
    found: dict[str, dict[str, Chain]] = {}
    for link in links:
        if link.negated or wanted(link.object):
            continue
        sure = UNTOLD if link.confidence is None else link.confidence
        start = Chain(link.object, link.predicate, sure, f"{link.name} {short(link.object)}")
        for one in (*_across(start, crosswalk, wanted), *_upwards(store, start, wanted)):
            best = found.setdefault(link.subject, {})
            if one.concept not in best or best[one.concept].confidence < one.confidence:
                best[one.concept] = one
    return {
        subject: sorted(of.values(), key=lambda one: (-one.confidence, one.concept)) for subject, of in found.items()
    }


def _across(start: Chain, crosswalk: Crosswalk, wanted: Callable[[str], bool]) -> list[Chain]:
    """What a crosswalk leads to."""
    steps = crosswalk.steps.get(start.concept, ())
    return [_step(start, to, predicate, sure, name) for to, predicate, sure, name in steps if wanted(to)]


def _upwards(store: Store, start: Chain, wanted: Callable[[str], bool]) -> list[Chain]:
    """The nearest wanted concepts above."""
    level = [start]
    seen = {start.concept}
    for _ in range(MOST_STEPS):
        above = [
            _step(one, quad.object.value, BROAD, 1.0, quad.graph_name.value.removeprefix(_BEGINNING))
            for one in level
            for quad in store.quads_for_pattern(NamedNode(one.concept), Skos.broader, None, None)
            if isinstance(quad.object, NamedNode) and isinstance(quad.graph_name, NamedNode)
        ]
        if found := [one for one in above if wanted(one.concept)]:
            return found
        level = [one for one in above if one.concept not in seen]
        seen.update(one.concept for one in level)
    return []


def _step(one: Chain, to: str, predicate: str, sure: float, source: str) -> Chain:
    """A chain with one link more."""
    composed = COMPOSED.get((one.predicate, predicate), RELATED)
    # The broader concept of a near one is nearly as sure as the near one; what is only near of near ones is less so.
    loss = 1.0 if predicate in (EXACT, BROAD) else LOSS
    confidence = min(SUREST, one.confidence * sure * loss)
    return Chain(to, composed, confidence, f"{one.way}, {short(predicate).partition(':')[2]} {short(to)} ({source})")


def joined(
    found: Sequence[Candidate], chained: Sequence[Chain], titled: Callable[[str], tuple[str, str]]
) -> list[Candidate]:
    """The candidates of a concept with what chains lead to: a second way to one makes it surer.

    `titled` gives a concept's label and the language that it is in.
    """
    ways = {one.concept: one for one in chained}
    both = [_surer(one, ways.pop(one.concept).confidence) if one.concept in ways else one for one in found]
    new = [
        Candidate(one.concept, *titled(one.concept), one.confidence, {PART: one.confidence}) for one in ways.values()
    ]
    return sorted([*both, *new], key=lambda one: -one.score)


def _surer(one: Candidate, chain: float) -> Candidate:
    """A candidate that a chain leads to as well: wrong only where both ways are."""
    return replace(one, score=min(SUREST, 1 - (1 - one.score) * (1 - chain)), parts={**one.parts, PART: chain})


def machine_predicate(one: Chain) -> str:
    """The predicate of a chain as a machine may propose it: only people say that two concepts are the same."""
    return CLOSE if one.predicate == EXACT else one.predicate
