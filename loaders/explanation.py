"""Why a label names what it names: every way in which it was looked for, with scores and the bounds that decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import Store

from loaders import concepts, matches, matching, pivot
from loaders.centroids import space
from loaders.compounds import parts
from loaders.concepts import Found, Label, own_concept, resolve
from loaders.identity import scheme_name
from loaders.matching import Match
from loaders.normal import normalised
from ontology.terms import RGID

#: How many concepts are shown of each way.
MOST = 5


@dataclass(frozen=True, slots=True)
class Way:
    """One way of looking: what it found at best, as (concept, score, by which label), and what it needed."""

    name: str
    found: tuple[tuple[str, float, str], ...]
    needs: str = ""

    def as_json(self) -> dict[str, Any]:
        """The way as JSON members."""
        rows = [{"concept": concept, "score": score, "by": by} for concept, score, by in self.found]
        return {"way": self.name, "found": rows, "needs": self.needs}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a label names in a kind and language, its own concept, the ways, and the matches that a store keeps."""

    label: Label
    normalised: str
    own: str
    names: tuple[Found, ...]
    ways: tuple[Way, ...]
    matches: tuple[matches.Match, ...]


def explain(label: Label, store: Store | None = None) -> Explanation:
    """Look for a label in every way, and for what a store says of its own concept."""
    own = own_concept(label).value
    kept = sorted(matches.of(store, own)) if store else []
    return Explanation(label, normalised(label.text), own, resolve(label), tuple(ways(label)), tuple(kept))


def ways(label: Label) -> Iterator[Way]:
    """Every way in which a label is looked for, in the order in which the first that finds something counts."""
    yield Way("label", told(concepts.curated(label)), "a label of the vocabulary, letter by letter")
    if label.kind in concepts.MATCHED:
        needs = f"likeness {matching.LIKENESS:g}, the next {matching.MARGIN:g} behind; 1 counts before all others"
        yield Way("words", shown(matching.near(label.text, label.language, label.kind), label), needs)
    ranked = told(concepts.ranked(label))
    if ranked:
        yield Way("rank", ranked, "a level and a role or function")
    pieces = parts(label.text, label.language)
    if len(pieces) > 1:
        found = [one for piece in pieces for one in resolve(replace(label, text=piece))]
        yield Way(
            "parts",
            tuple((short(one.concept.value), one.score, one.evidence) for one in found),
            "a concept for each part",
        )
    if near := pivot.near(label.text, label.language, label.kind):
        needs = f"likeness and lead over the next together {space(scheme_name(label.kind)).bound:g}"
        yield Way("meaning", shown(list(near), label), needs)


def told(found: Found | None) -> tuple[tuple[str, float, str], ...]:
    """What one way found, if anything."""
    return ((short(found.concept.value), found.score, found.evidence),) if found else ()


def shown(found: list[Match], label: Label) -> tuple[tuple[str, float, str], ...]:
    """The best of some matches."""
    return tuple((f"{label.kind}/{one.concept}", round(one.likeness, 3), one.label) for one in found[:MOST])


def short(iri: str) -> str:
    """A concept's IRI without what all begin with."""
    return iri.removeprefix(RGID)
