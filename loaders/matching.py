"""A label to the curated concept whose labels say the same in other words or forms, without a model.

Labels are compared as sets of stems: endings, order, function words and words that any label of the kind may hold
("skills", "software") do not count. Stems weigh by how few concepts share them (as in TF-IDF), sets are compared by
weighted Jaccard. The bounds were set on the vocabulary itself, each label compared with all others
(docs/alignment.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from math import fsum, log
from typing import NamedTuple

from loaders import vocabulary
from loaders.decompound import parts
from loaders.lexicon import common_language, cue, spaces, words
from loaders.normal import normalised
from loaders.stems import stem
from ontology.terms import ConceptKind

WORD = re.compile(r"\w+(?:[+#]+)?")
BRACKETS = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]")
#: The least likeness, and how far the next concept must be behind.
LIKENESS, MARGIN = 0.6, 0.3
#: A likeness that only sets of the same stems have: no other one can be nearer.
SAME = 0.999
#: Sets are weighed if they share at least one stem in so many.
SHARE = 3
#: By so many letters of a word labels are found; endings leave them alone.
BEGINNING = 3
#: The section kind whose headings hold the words that say nothing inside it.
SECTIONS = {
    ConceptKind.RESPONSIBILITY: "responsibilities",
    ConceptKind.SKILL: "skills",
    ConceptKind.TOOL_CATEGORY: "tools",
    ConceptKind.BEST_PRACTICE: "best_practices",
}
Stems = frozenset[str]


class Match(NamedTuple):
    """A concept (last segment of its IRI) by a likeness from 0 to 1, and the label that is like it."""

    concept: str
    likeness: float
    label: str


class Stemmed(NamedTuple):
    """A label with its concept (last segment of its IRI) and stems."""

    label: str
    concept: str
    stems: Stems


@lru_cache(maxsize=65536)
def match(text: str, language: str, kind: ConceptKind) -> Match | None:
    """The curated concept of a kind that a label in a language names in other words, or None where none is near.

    A bracket counts by itself (a name behind its abbreviation, or the other way round): the likest name wins, of equals
    an abbreviation, since names are translated more freely than abbreviations.
    """
    if not spaces(language):
        return None
    written = sorted((BRACKETS.sub(" ", text), *(found[1] for found in BRACKETS.finditer(text))), key=str.isupper)[::-1]
    found = [nearest(one, language, kind) for one in written if WORD.search(one)]
    return max((one for one in found if one is not None), key=lambda one: one.likeness, default=None)


def nearest(text: str, language: str, kind: ConceptKind) -> Match | None:
    """The concept with the label that is most like a text, if it is like enough and no other one nearly so."""
    return decided(near(text, language, kind))


def near(
    text: str, language: str, kind: ConceptKind, hidden: Callable[[str, str], bool] = lambda label, concept: False
) -> list[Match]:
    """The concepts by the likest of their labels to a text, the best first; those `hidden` are left out."""
    index = labels_of(kind, language)
    wanted = stems(text, language, kind)
    best: dict[str, Match] = {}
    size = len(wanted)
    for label, concept, other in index.sharing(wanted):
        total = size + len(other)
        # Most that share too little are told by their sizes alone, without comparing the sets.
        if (SHARE + 1) * min(size, len(other)) < total or (SHARE + 1) * len(wanted & other) < total:
            continue
        if hidden(label, concept):
            continue
        likeness = index.likeness(wanted, other)
        if concept not in best or likeness > best[concept].likeness:
            best[concept] = Match(concept, likeness, label)
    return sorted(best.values(), key=lambda one: (-one.likeness, one.concept))


def decided(ranked: list[Match]) -> Match | None:
    """The first of some matches, if the bounds let it through."""
    if not ranked or ranked[0].likeness < LIKENESS:
        return None
    behind = ranked[1].likeness if len(ranked) > 1 else 0.0
    alone = ranked[0].likeness >= SAME > behind
    return ranked[0] if alone or ranked[0].likeness - behind >= MARGIN else None


@lru_cache(maxsize=65536)
def stems(text: str, language: str, kind: ConceptKind) -> Stems:
    """The stems of a label's telling words; of all its words where none tells.

    In the common language, whose words bear few endings, a role's name counts by its words: stems join "nurse" and
    "nursing".
    """
    found = [part for word in WORD.findall(normalised(text)) for part in parts(word, language)]
    real = [word for word in found if word not in function_words(language)] or found
    telling = [word for word in real if not is_idle(word, language, kind)] or real
    bare = kind is ConceptKind.ROLE and language == common_language()
    return frozenset(telling if bare else (stem(word, language) for word in telling))


@cache
def function_words(language: str) -> frozenset[str]:
    """Words of a language that only bind others."""
    return frozenset(words("function_words").get(language, ()))


@lru_cache(maxsize=65536)
def is_idle(word: str, language: str, kind: ConceptKind) -> bool:
    """Whether a word names the kind of a section, and so nothing inside it."""
    pattern = cue("headings", language, SECTIONS[kind]) if kind in SECTIONS else None
    return pattern is not None and pattern.fullmatch(word) is not None


class Labels:
    """The curated labels of a kind and language, found by the beginnings of their words."""

    def __init__(self, entries: Iterator[vocabulary.Entry], language: str, kind: ConceptKind) -> None:
        self._language = language
        self._kind = kind
        self._unread: dict[str, list[tuple[str, str]]] = {}
        self._begun: dict[str, dict[str, list[Stemmed]]] = {}
        concepts = set()
        for entry in entries:
            concepts.add(entry.concept)
            # Glued words stand by their first parts: two labels that are nearly the same share the first of some word.
            for beginning in {word[:BEGINNING] for word in WORD.findall(normalised(entry.value))}:
                self._unread.setdefault(beginning, []).append((entry.value, entry.concept))
        self._count = len(concepts)
        self._weights: dict[str, float] = {}

    def sharing(self, wanted: Stems) -> list[Stemmed]:
        """The labels that share a stem with a set and begin a word as one of its stems does, each with its concept."""
        found: dict[Stemmed, None] = {}
        for beginning in sorted({one[:BEGINNING] for one in wanted}):
            begun = self._beginning(beginning)
            for one in sorted(wanted & begun.keys()):
                found.update(dict.fromkeys(begun[one]))
        return list(found)

    def _beginning(self, beginning: str) -> dict[str, list[Stemmed]]:
        """The labels with a word that begins so, by each of their stems; they are stemmed when first asked for."""
        if beginning in self._unread:
            table: dict[str, list[Stemmed]] = {}
            for label, concept in self._unread.pop(beginning):
                read = Stemmed(label, concept, stems(label, self._language, self._kind))
                for one in read.stems:
                    table.setdefault(one, []).append(read)
            self._begun[beginning] = table
        return self._begun.get(beginning, {})

    def likeness(self, one: Stems, other: Stems) -> float:
        """The weighted Jaccard index of two sets; the sums are exact, so that no set's order sways them."""
        return fsum(map(self._weight, one & other)) / fsum(map(self._weight, one | other))

    def _weight(self, one: str) -> float:
        """How much a stem tells: the more, the fewer concepts have a label with it."""
        if one not in self._weights:
            sharing = {read.concept for read in self._beginning(one[:BEGINNING]).get(one, ())}
            self._weights[one] = log(1 + self._count / (len(sharing) + 0.5))
        return self._weights[one]


@cache
def labels_of(kind: ConceptKind, language: str) -> Labels:
    """The labels of the vocabulary that are no abbreviation, of one kind and language."""
    scheme = kind.scheme.value.rpartition("/")[2]
    entries = (
        entry
        for entry in vocabulary.labels(scheme)
        if entry.language == language and not entry.doubtful and entry.kind != vocabulary.ABBREVIATION
    )
    return Labels(entries, language, kind)
