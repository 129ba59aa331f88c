"""A subject beside the labels of a shortlist of concepts: all that evidence is read from, as tables of numbers."""

from __future__ import annotations

from dataclasses import dataclass
import numpy

from loaders.linking import asked, words
from loaders.linking.model import Name, Subject
from loaders.linking.opened import Concepts
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded

#: Concepts of a shortlist: so many of each sign that brings them.
EACH = 24
#: Labels of one concept that are looked at.
MOST_LABELS = 200


@dataclass(frozen=True, slots=True)
class View:
    """Rows are the labels of the shortlist, concept by concept; a table's first axis is names.

    `starts` are the first rows of concepts; `lettered`, `meant` and `worded` are names, `letters` the likeness by
    letters of the first with each row, `meaning` that of the second and of their mean with each concept.
    """

    subject: Subject
    concepts: Numbers
    labels: Numbers
    starts: Numbers
    lettered: list[Name]
    letters: Numbers
    meaning: Numbers | None
    worded: list[Name]
    same_text: Numbers
    same_words: Numbers

    @property
    def owners(self) -> Numbers:
        """The place of each row's concept in `concepts`."""
        return numpy.repeat(numpy.arange(len(self.concepts)), numpy.diff(numpy.append(self.starts, len(self.labels))))

    def best(self, values: Numbers) -> Numbers:
        """The highest value of each concept's rows."""
        found: Numbers = numpy.maximum.reduceat(values, self.starts) if len(self.starts) else values[:0]
        return found


def view(index: Concepts, subject: Subject, allowed: Numbers | None) -> View | None:
    """Look for the concepts that a subject may be; `allowed` tells which may be at all. None where there are none."""
    lettered = asked.spread(subject.names, index.languages, asked.LETTERED)
    if not len(index) or not lettered:
        return None
    worded = asked.spread(subject.names, index.languages, asked.WORDED)
    letters = numpy.stack([index.grams.likeness(folded(name.text)) for name in lettered])
    by_letters = index.by_concept(letters.max(axis=0))
    preferred = [row for row, name in enumerate(lettered) if name.preferred]
    signs = [by_letters, index.by_concept(letters[preferred].mean(axis=0) if preferred else letters.mean(axis=0))]
    meaning = None
    if index.senses is not None and len(index.senses.labels):
        meant = asked.spread(subject.names, index.languages, asked.MEANT)
        likeness = index.senses.likeness(meant, index.numbers)
        meaning = numpy.stack([index.by_concept_of(index.senses.labels, row) for row in likeness])
        signs += [meaning[-1], meaning.max(axis=0)]
    same_text = _labels([index.words.same_text(name.text) for name in subject.names])
    bags = [words.content(name.text, _language(name, index)) for name in worded]
    same_words = _labels([index.words.same_words(bag) for bag in bags if bag])
    concepts = _shortlist(signs, index.owners[numpy.concatenate([same_text, same_words])], allowed)
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
        None if meaning is None else meaning[:, concepts],
        worded,
        numpy.isin(labels, same_text),
        numpy.isin(labels, same_words),
    )


def _language(name: Name, index: Concepts) -> str:
    """The language by which a name's words are read: its own, or the taxonomy's first where none is known."""
    return index.languages[0] if name.language == "und" and index.languages else name.language


def _labels(found: list[Numbers]) -> Numbers:
    """Labels that several names found, each once."""
    some = [one for one in found if len(one)]
    return numpy.unique(numpy.concatenate(some)) if some else numpy.zeros(0, dtype=numpy.int64)


def _shortlist(signs: list[Numbers], same: Numbers, allowed: Numbers | None) -> Numbers:
    """The concepts that any sign puts among its first, and those that bear a name of the subject."""
    found = [same[:EACH]]
    for sign in signs:
        told = sign if allowed is None else numpy.where(allowed, sign, -numpy.inf)
        best = numpy.argpartition(-told, min(EACH, len(told) - 1))[:EACH] if len(told) else numpy.zeros(0, int)
        found.append(best)
    concepts = numpy.unique(numpy.concatenate(found).astype(numpy.int64))
    return concepts if allowed is None else concepts[allowed[concepts]]
