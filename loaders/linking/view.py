"""A subject beside the labels of a shortlist of concepts: all that evidence is read from, as tables of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy

from loaders.linking import asked, encoder, words
from loaders.linking.model import Name, Subject
from loaders.linking.opened import Concepts
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded

#: Concepts of a shortlist: so many of each sign that brings them.
EACH = 20
#: Labels of one concept that are looked at.
MOST_LABELS = 200
#: The kind of preferred labels.
PREFERRED = 0


@dataclass(frozen=True, slots=True)
class View:
    """Rows are the labels of the shortlist, concept by concept; a table's first axis is names.

    `starts` are the first rows of concepts; `lettered` and `worded` are names, `letters` the likeness by letters of the
    first with each row. `codes` is that by codes with each row; `meaning` that by vectors, with each concept, the last
    row for the mean of names. `same_text` tells of each row how sure it is that a name that is written so means it (1
    for a label of one concept alone), `taken` whether another concept prefers it, `same_words` whether it has the words
    of a name, `same_plain` whether it is a name of what the subject is a level of.
    """

    subject: Subject
    concepts: Numbers
    labels: Numbers
    starts: Numbers
    lettered: list[Name]
    letters: Numbers
    codes: Numbers
    meaning: Numbers | None
    worded: list[Name]
    same_text: Numbers
    taken: Numbers
    same_words: Numbers
    same_plain: Numbers

    @property
    def owners(self) -> Numbers:
        """The place of each row's concept in `concepts`."""
        return numpy.repeat(numpy.arange(len(self.concepts)), numpy.diff(numpy.append(self.starts, len(self.labels))))

    def best(self, values: Numbers) -> Numbers:
        """The highest value of each concept's rows."""
        found: Numbers = numpy.maximum.reduceat(values, self.starts)
        return found


def view(index: Concepts, subject: Subject, allowed: Numbers | None) -> View | None:
    """Look for the concepts that a subject may be; `allowed` tells which may be at all. None where there are none."""
    names = (*subject.names, *subject.plain)
    lettered = asked.spread(names, index.languages, asked.LETTERED)
    if not len(index) or not lettered:
        return None
    worded = asked.spread(names, index.languages, asked.WORDED)
    letters = numpy.stack([index.letters.rough(folded(name.text)) for name in lettered])
    preferred = [row for row, name in enumerate(lettered) if name.preferred] or [*range(len(lettered))]
    codes = index.codes @ encoder.unit(encoder.shipped().by_words([folded(name.text) for name in worded])).mean(axis=0)
    signs = [letters.max(axis=0), letters[preferred].mean(axis=0), codes]
    signs = [index.by_concept(one) for one in signs]
    meaning = _meaning(index, subject)
    if meaning is not None:
        signs += [meaning[-1], meaning.max(axis=0)]
    sure, taken = _same_text(index, subject.names)
    plain, _ = _same_text(index, subject.plain)
    bags = [words.content(name.text, language_of(name, index)) for name in worded]
    same_words = _each([index.words.same_words(bag) for bag in bags if bag])
    concepts = _shortlist(signs, index.owners[_each([sorted(sure), sorted(plain), same_words])], allowed)
    if not len(concepts):
        return None
    parts = [numpy.arange(*index.rows_of(concept))[:MOST_LABELS] for concept in concepts]
    labels = numpy.concatenate(parts)
    return View(
        subject,
        concepts,
        labels,
        numpy.cumsum([0, *map(len, parts[:-1])]),
        lettered,
        letters[:, labels],
        codes[labels],
        None if meaning is None else meaning[:, concepts],
        worded,
        numpy.array([sure.get(label, 0.0) for label in labels.tolist()]),
        numpy.array([label in taken for label in labels.tolist()]),
        numpy.isin(labels, same_words),
        numpy.isin(labels, sorted(plain)),
    )


def language_of(name: Name, index: Concepts) -> str:
    """The language by which a name's words are read: its own, or the taxonomy's first where none is known."""
    return index.languages[0] if name.language == "und" and index.languages else name.language


def _meaning(index: Concepts, subject: Subject) -> Numbers | None:
    """The likeness by vectors of each of some names, and of their mean, with each concept."""
    if index.senses is None or not len(index.senses.labels):
        return None
    meant = asked.spread(subject.names, index.languages, asked.MEANT)
    likeness = index.senses.likeness(meant, index.numbers)
    return numpy.stack([index.by_concept_of(index.senses.labels, row) for row in likeness])


def _same_text(index: Concepts, names: Iterable[Name]) -> tuple[dict[int, float], set[int]]:
    """The labels that are written as a name, each with one part in as many as concepts bear it; those others prefer."""
    sure: dict[int, float] = {}
    taken: set[int] = set()
    for text in dict.fromkeys(folded(name.text) for name in names):
        labels = index.words.same_text(text)
        owners = index.owners[labels]
        several = len(numpy.unique(owners))
        preferring = set(owners[index.kinds[labels] == PREFERRED].tolist())
        for label, owner in zip(labels.tolist(), owners.tolist(), strict=True):
            sure[label] = max(sure.get(label, 0.0), 1 / several)
            if preferring - {owner} and owner not in preferring:
                taken.add(label)
    return sure, taken


def _each(found: Iterable[Sequence[int] | Numbers]) -> Numbers:
    """Labels that several names found, each once."""
    some = [numpy.asarray(one, dtype=numpy.int64) for one in found if len(one)]
    return numpy.unique(numpy.concatenate(some)) if some else numpy.zeros(0, dtype=numpy.int64)


def _shortlist(signs: list[Numbers], same: Numbers, allowed: Numbers | None) -> Numbers:
    """The concepts that any sign puts among its first, and those that bear a name of the subject."""
    found = [same[: 2 * EACH]]
    for sign in signs:
        told = sign if allowed is None else numpy.where(allowed, sign, -numpy.inf)
        found.append(numpy.argpartition(-told, min(EACH, len(told) - 1))[:EACH])
    concepts = numpy.unique(numpy.concatenate(found).astype(numpy.int64))
    return concepts if allowed is None else concepts[allowed[concepts]]
