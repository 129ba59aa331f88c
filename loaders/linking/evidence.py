"""What speaks for and against each concept of a shortlist, as numbers about 0 to 1.

Likeness by letters, words and meaning, in all languages that both sides have; words of the concept that nothing of the
subject holds, as sector-specific twins have ("manage time in food processing"); names that several concepts share; and
what the taxonomy says (`loaders.linking.surroundings`).
"""

from __future__ import annotations

import numpy

from loaders.linking import surroundings, words
from loaders.linking.model import Name
from loaders.linking.opened import Concepts
from loaders.linking.tables import Numbers
from loaders.linking.view import PREFERRED, View, language_of
from ontology.terms import ConceptKind

#: The evidence, in the order of its columns.
FEATURES = (
    *("letters", "letters_preferred", "letters_languages", "letters_mean", "codes"),
    *("words", "words_preferred", "words_languages", "missing", "extra", "extra_least", "foreign", "length", "head"),
    *("same_text", "same_preferred", "same_languages", "same_taken", "same_words", "same_plain"),
    *("meaning", "meaning_mean", "meaning_first"),
    *surroundings.FEATURES,
)
#: Labels whose length, in words, is told apart; languages in which a name is found that count.
LONG, MOST_LANGUAGES = 8, 4

Found = dict[str, Numbers]


def evidence(index: Concepts, view: View) -> Numbers:
    """The evidence for each concept of a view: a row a concept, a column a feature."""
    found: Found = {}
    languages = index.label_languages[view.labels]
    titles = index.kinds[view.labels] == index.best_kinds[view.labels]
    _letters(index, view, found)
    _words(index, view, found)
    _extra(index, view, titles, found)
    if view.subject.kind == ConceptKind.ROLE:
        found["head"] = _heads(index, view, titles, languages)
    found["same_text"] = view.best(view.same_text)
    found["same_words"] = view.best(view.same_words.astype(float))
    found["same_plain"] = view.best(view.same_plain.astype(float))
    found["same_preferred"] = view.best(numpy.where(index.kinds[view.labels] == PREFERRED, view.same_text, 0))
    found["same_taken"] = view.best(view.taken.astype(float)) * (found["same_preferred"] == 0)
    votes = [view.best(numpy.where(languages == one, view.same_text, 0)) for one in numpy.unique(languages)]
    found["same_languages"] = numpy.minimum(numpy.sum(votes, axis=0), MOST_LANGUAGES) / MOST_LANGUAGES
    if view.meaning is not None:
        of = (view.meaning[:-1].max(axis=0), view.meaning[-1], view.meaning[0])
        found |= dict(zip(("meaning", "meaning_mean", "meaning_first"), of, strict=True))
    likely = sum(found[name] for name in ("letters", "words", "codes", "meaning_mean") if name in found)
    found |= surroundings.found(index, view, numpy.asarray(likely))
    nothing = numpy.zeros(len(view.concepts))
    return numpy.stack([found.get(name, nothing) for name in FEATURES], axis=1).astype(numpy.float64)


def _fits(index: Concepts, view: View, names: list[Name]) -> Numbers:
    """Whether a name and a row are of one language; a name of no known language is of every one."""
    of = numpy.array([index.numbers.get(name.language, -1) for name in names])
    known = numpy.array([name.language == "und" for name in names])
    fits: Numbers = (of[:, None] == index.label_languages[view.labels][None, :]) | known[:, None]
    return fits


def _preferred(index: Concepts, view: View, names: list[Name]) -> Numbers:
    """Whether a name and a row are both preferred ones."""
    ours = numpy.array([name.preferred for name in names])
    found: Numbers = ours[:, None] & (index.kinds[view.labels] == PREFERRED)[None, :]
    return found


def _by_language(view: View, languages: Numbers, values: Numbers, where: Numbers) -> Numbers:
    """The mean over languages of the best value of each concept's rows, of those rows that are meant."""
    total, count = numpy.zeros(len(view.concepts)), numpy.zeros(len(view.concepts))
    for language in numpy.unique(languages[where]):
        here = where & (languages == language)
        total += view.best(numpy.where(here, values, 0))
        count += view.best(here.astype(float))
    return total / numpy.maximum(count, 1)


def _letters(index: Concepts, view: View, found: Found) -> None:
    fits = _fits(index, view, view.lettered)
    languages = index.label_languages[view.labels]
    told = numpy.where(fits, view.letters, 0)
    found["letters"] = view.best(view.letters.max(axis=0))
    found["letters_preferred"] = view.best((told * _preferred(index, view, view.lettered)).max(axis=0))
    found["letters_languages"] = _by_language(view, languages, told.max(axis=0), numpy.asarray(fits.any(axis=0)))
    found["letters_mean"] = numpy.stack([view.best(row) for row in view.letters]).mean(axis=0)
    found["codes"] = view.best(view.codes)


class Sums:
    """The words of all rows, one row's behind the other's, and their weights summed by row."""

    def __init__(self, index: Concepts, view: View) -> None:
        rows = [index.words.of(label) for label in view.labels.tolist()]
        self.words = numpy.concatenate(rows)
        self.rarity = index.words.rarity(self.words)
        self.lengths = numpy.array([*map(len, rows)])
        self._ends = numpy.cumsum(self.lengths)
        self.whole = numpy.maximum(self.of(self.rarity), 1e-9)

    def of(self, weights: Numbers) -> Numbers:
        """The sums."""
        cumulated = numpy.concatenate(([0.0], numpy.cumsum(weights, dtype=numpy.float64)))
        total: Numbers = cumulated[self._ends] - cumulated[self._ends - self.lengths]
        return total

    def shared(self, names: Numbers) -> Numbers:
        """The weight of each row's words that are among some."""
        return self.of(numpy.where(numpy.isin(self.words, names), self.rarity, 0))


def _words(index: Concepts, view: View, found: Found) -> None:
    """Words that both sides have, of all their words by how much each tells; and ours that no label has."""
    sums = Sums(index, view)
    fits = _fits(index, view, view.worded)
    dice = numpy.zeros(fits.shape)
    lacked = []
    for row, name in enumerate(view.worded):
        mine = _content(index, name)
        weight, same = float(index.words.rarity(mine).sum()), sums.shared(mine)
        dice[row] = 2 * same / (sums.whole + weight)
        if name.preferred and fits[row].any():
            lacked.append(1 - view.best(same) / max(weight, 1e-9))
    dice = numpy.where(fits, dice, 0)
    languages = index.label_languages[view.labels]
    found["words"] = view.best(dice.max(axis=0))
    found["words_preferred"] = view.best((dice * _preferred(index, view, view.worded)).max(axis=0))
    found["words_languages"] = _by_language(view, languages, dice.max(axis=0), numpy.asarray(fits.any(axis=0)))
    found["missing"] = numpy.mean(lacked, axis=0) if lacked else numpy.ones(len(view.concepts))


def _content(index: Concepts, name: Name) -> Numbers:
    return numpy.array(words.content(name.text, language_of(name, index)), dtype=numpy.uint64)


def _extra(index: Concepts, view: View, titles: Numbers, found: Found) -> None:
    """How much of the concept's best labels nothing of the subject holds, in the languages that both have."""
    spoken = dict.fromkeys(language_of(name, index) for name in view.subject.names)
    texts = [numpy.array(words.content(view.subject.text, one), dtype=numpy.uint64) for one in spoken]
    known = numpy.concatenate([*texts, *(_content(index, name) for name in view.worded)])
    sums = Sums(index, view)
    new = 1 - sums.shared(known) / sums.whole
    told = titles & _fits(index, view, view.worded).any(axis=0)
    count = numpy.add.reduceat(told.astype(float), view.starts)
    mean = numpy.add.reduceat(numpy.where(told, new, 0), view.starts) / numpy.maximum(count, 1)
    lengths = view.best(numpy.where(told, numpy.minimum(sums.lengths, LONG) / LONG, 0))
    # Where no language is on both sides, nothing is known, which is neither good nor bad.
    found["extra"] = numpy.where(count > 0, mean, 0.5)
    found["extra_least"] = numpy.where(count > 0, 1 - view.best(numpy.where(told, 1 - new, 0)), 0.5)
    found["length"] = numpy.where(count > 0, lengths, 0.5)
    found["foreign"] = (count == 0).astype(float)


def _heads(index: Concepts, view: View, titles: Numbers, languages: Numbers) -> Numbers:
    """In which part of the languages of both the concept's best label is of the sort of thing that a name is."""
    names = [name for name in view.worded if name.preferred]
    heads = {index.numbers.get(name.language, -1): words.head(name.text, language_of(name, index)) for name in names}
    mine = numpy.array([heads.get(language, 0) for language in languages.tolist()], dtype=numpy.uint64)
    same = (index.words.heads[view.labels] == mine) & (mine > 0)
    return _by_language(view, languages, same.astype(float), titles & (mine > 0))
