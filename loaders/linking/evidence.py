"""What speaks for and against each concept of a shortlist, as numbers about 0 to 1.

Likeness by letters, words and meaning, in all languages that both sides have; words of the concept that nothing of the
subject holds, as sector-specific twins have ("manage time in food processing"); how far the skill can be used
elsewhere; the groups that likely concepts share; the skills of an occupation; its level.
"""

from __future__ import annotations

import numpy

from loaders.linking import words
from loaders.linking.model import Name
from loaders.linking.opened import Concepts
from loaders.linking.tables import Numbers
from loaders.linking.view import View

#: The evidence, in the order of its columns.
FEATURES = (
    *("letters", "letters_preferred", "letters_languages", "letters_mean"),
    *("words", "words_preferred", "words_languages", "missing", "extra", "extra_least", "foreign"),
    *("same_text", "same_preferred", "same_languages", "same_words"),
    *("meaning", "meaning_mean", "meaning_first"),
    *("group", "skills", "level", "level_far", "length"),
    *("transversal", "cross_sector", "sector_specific", "occupation_specific"),
)
#: How far a skill can be used elsewhere, by the last part of the value's IRI or code.
REUSE = {
    "transversal": "transversal",
    "cross-sector": "cross_sector",
    "sector-specific": "sector_specific",
    "occupation-specific": "occupation_specific",
}
PREFERRED = 0
#: Labels whose length, in words, is told apart.
LONG = 8


def evidence(index: Concepts, view: View) -> Numbers:
    """The evidence for each concept of a view: a row a concept, a column a feature."""
    found: dict[str, Numbers] = {}
    _letters(index, view, found)
    _words(index, view, found)
    _same(index, view, found)
    _meaning(view, found)
    _facts(index, view, found)
    nothing = numpy.zeros(len(view.concepts))
    return numpy.stack([found.get(name, nothing) for name in FEATURES], axis=1).astype(numpy.float64)


def _fits(index: Concepts, view: View, names: list[Name]) -> Numbers:
    """Whether a name and a row are of one language; a name of no known language is of every one."""
    of = numpy.array([index.numbers.get(name.language, -1) for name in names])
    known = numpy.array([name.language == "und" for name in names])
    fits: Numbers = (of[:, None] == index.label_languages[view.labels][None, :]) | known[:, None]
    return fits


def _by_language(view: View, languages: Numbers, values: Numbers, fits: Numbers) -> Numbers:
    """The mean over the languages of both sides of the best that each has."""
    total, count = numpy.zeros(len(view.concepts)), numpy.zeros(len(view.concepts))
    told = numpy.where(fits, values, 0).max(axis=0)
    both = fits.any(axis=0)
    for language in numpy.unique(languages[both]):
        here = both & (languages == language)
        total += view.best(numpy.where(here, told, 0))
        count += view.best(here.astype(float))
    return total / numpy.maximum(count, 1)


def _letters(index: Concepts, view: View, found: dict[str, Numbers]) -> None:
    fits = _fits(index, view, view.lettered)
    preferred = _preferred(index, view, view.lettered)
    found["letters"] = view.best(view.letters.max(axis=0))
    found["letters_preferred"] = view.best(numpy.where(preferred & fits, view.letters, 0).max(axis=0))
    found["letters_languages"] = _by_language(view, index.label_languages[view.labels], view.letters, fits)
    found["letters_mean"] = numpy.stack([view.best(row) for row in view.letters]).mean(axis=0)


def _preferred(index: Concepts, view: View, names: list[Name]) -> Numbers:
    """Whether a name and a row are both preferred ones."""
    ours = numpy.array([name.preferred for name in names])
    found: Numbers = ours[:, None] & (index.kinds[view.labels] == PREFERRED)[None, :]
    return found


def _words(index: Concepts, view: View, found: dict[str, Numbers]) -> None:
    """Words that both sides have, of all their words by how much each tells; and those that one side alone has."""
    rows = [index.words.of(int(label)) for label in view.labels]
    flat = numpy.concatenate(rows) if rows else numpy.zeros(0, dtype=numpy.uint64)
    rarity = index.words.rarity(flat)
    starts = numpy.cumsum([0, *map(len, rows)])

    def summed(weights: Numbers) -> Numbers:
        cumulated = numpy.concatenate(([0.0], numpy.cumsum(weights, dtype=numpy.float64)))
        total: Numbers = cumulated[starts[1:]] - cumulated[starts[:-1]]
        return total

    whole = numpy.maximum(summed(rarity), 1e-9)
    names = [_content(index, name) for name in view.worded]
    dice = numpy.zeros((len(names), len(view.labels)))
    lacked = numpy.zeros((len(names), len(view.concepts)))
    for row, name in enumerate(names):
        mine = index.words.rarity(name)
        same = summed(numpy.where(numpy.isin(flat, name), rarity, 0))
        dice[row] = 2 * same / (whole + mine.sum())
        lacked[row] = 1 - view.best(same) / max(float(mine.sum()), 1e-9)
    fits = _fits(index, view, view.worded)
    dice = numpy.where(fits, dice, 0)
    preferred = _preferred(index, view, view.worded)
    found["words"] = view.best(dice.max(axis=0))
    found["words_preferred"] = view.best(numpy.where(preferred, dice, 0).max(axis=0))
    languages = index.label_languages[view.labels]
    found["words_languages"] = _by_language(view, languages, dice, fits)
    ours = [row for row, name in enumerate(view.worded) if name.preferred and fits[row].any()]
    found["missing"] = lacked[ours].mean(axis=0) if ours else numpy.ones(len(view.concepts))
    _extra(index, view, flat, rarity, summed, whole, fits, found)


def _content(index: Concepts, name: Name) -> Numbers:
    """The words of a name; those of one of no known language are read in the taxonomy's first."""
    language = index.languages[0] if name.language == "und" and index.languages else name.language
    return numpy.array(words.content(name.text, language), dtype=numpy.uint64)


def _extra(index, view, flat, rarity, summed, whole, fits, found):  # type: ignore[no-untyped-def]
    """How much of the concept's preferred labels nothing of the subject holds, in the languages that both have."""
    names = [_content(index, name) for name in view.subject.names[: 5 * len(view.worded) + 1]]
    texts = [numpy.array(words.content(view.subject.text, language), dtype=numpy.uint64) for language in _spoken(view)]
    known = numpy.concatenate([*names, *texts]) if names or texts else numpy.zeros(0, dtype=numpy.uint64)
    new = summed(numpy.where(numpy.isin(flat, known), 0, rarity)) / whole
    titles = (index.kinds[view.labels] == index.best_kinds[view.labels]) & fits.any(axis=0)
    count = numpy.add.reduceat(titles.astype(float), view.starts)
    found["extra"] = numpy.where(
        count > 0, numpy.add.reduceat(numpy.where(titles, new, 0), view.starts) / numpy.maximum(count, 1), 0.5
    )
    found["extra_least"] = numpy.where(count > 0, 1 - view.best(numpy.where(titles, 1 - new, 0)), 0.5)
    found["foreign"] = (count == 0).astype(float)
    lengths = numpy.minimum([len(index.words.of(int(label))) for label in view.labels], LONG) / LONG
    found["length"] = numpy.where(count > 0, view.best(numpy.where(titles, lengths, 0)), 0.5)


def _spoken(view: View) -> list[str]:
    """The languages of the subject's names."""
    return list(dict.fromkeys(name.language for name in view.subject.names))


def _same(index: Concepts, view: View, found: dict[str, Numbers]) -> None:
    titles = index.kinds[view.labels] == PREFERRED
    found["same_text"] = view.best(view.same_text.astype(float))
    found["same_words"] = view.best(view.same_words.astype(float))
    found["same_preferred"] = view.best((view.same_text & titles).astype(float))
    languages = index.label_languages[view.labels]
    count = sum(
        (view.best((view.same_text & (languages == one)).astype(float)) for one in numpy.unique(languages)),
        numpy.zeros(len(view.concepts)),
    )
    found["same_languages"] = numpy.minimum(count, 4) / 4


def _meaning(view: View, found: dict[str, Numbers]) -> None:
    if view.meaning is not None:
        found["meaning"] = view.meaning[:-1].max(axis=0)
        found["meaning_mean"] = view.meaning[-1]
        found["meaning_first"] = view.meaning[0]


def _facts(index: Concepts, view: View, found: dict[str, Numbers]) -> None:
    """What the taxonomy says of each concept."""
    found["group"] = _groups(index, view, found)
    related = index.numbers_of(view.subject.related)
    skills, levels, far = ([0.0] * len(view.concepts) for _ in range(3))
    reuse = {name: numpy.zeros(len(view.concepts)) for name in REUSE.values()}
    for row, concept in enumerate(map(int, view.concepts)):
        if related:
            essential, optional = set(index.essential[concept].tolist()), set(index.optional[concept].tolist())
            skills[row] = (len(related & essential) + 0.5 * len(related & (optional - essential))) / len(related)
        if view.subject.level is not None and (digit := index.level(concept)) is not None:
            levels[row] = float(digit == view.subject.level)
            far[row] = abs(digit - view.subject.level) / 9
        if name := REUSE.get(index.reuse[concept].rpartition("/")[2].rpartition("#")[2]):
            reuse[name][row] = 1
    found |= {"skills": numpy.array(skills), "level": numpy.array(levels), "level_far": numpy.array(far), **reuse}


def _groups(index: Concepts, view: View, found: dict[str, Numbers]) -> Numbers:
    """How much of what speaks for a shortlist stands in the same groups as each concept, itself left out."""
    likely = sum(found[name] for name in ("letters", "words", "meaning_mean") if name in found)
    weights = numpy.exp(6 * (likely - numpy.max(likely)))
    groups = [index.broader[int(concept)].tolist() for concept in view.concepts]
    total: dict[int, float] = {}
    for weight, of in zip(weights, groups, strict=True):
        for group in of:
            total[group] = total.get(group, 0.0) + float(weight)
    rest = [max((total[group] - weight for group in of), default=0.0) for weight, of in zip(weights, groups, strict=True)]
    return numpy.array(rest) / max(float(weights.sum()), 1e-9)
