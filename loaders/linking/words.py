"""Labels as sets of words: without endings, spellings and words that say little, so that order and form do not count.

"Time management skills" and "manage time" have the same words. Each word is a number (a hash of its language and stem).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy

import data
from loaders import decompound, stems
from loaders.lexicon import words as lexicon_words
from loaders.linking import tables
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded
from loaders.tables import rows

NAME = "words"
#: Bytes of a hash.
WIDTH = 8
#: Words of a label that count: a hostile one must not cost more.
MOST = 40


@lru_cache(maxsize=65536)
def content(text: str, language: str) -> tuple[int, ...]:
    """The words of a label that say something, each once, in their order; all of them where none does."""
    found = stems.WORD.findall(folded(text).replace("-", " "))[:MOST]
    told = [word for word in found if word not in empty(language)]
    parts = [part for word in told or found for part in decompound.parts(word, language)]
    return tuple(dict.fromkeys(number(part, language) for part in parts))


def head(text: str, language: str) -> int:
    """The word that the others of a label say something about, as a number: "manager" of "manager of sales".

    Where it stands is a matter of language; 0 where that is not known.
    """
    place = _heads().get(language)
    found = stems.WORD.findall(folded(text).replace("-", " "))[:MOST]
    end = next((at for at, word in enumerate(found) if at and word in function_words(language)), len(found))
    if place is None or not found:
        return 0
    word = found[0] if place == "first" else found[end - 1]
    return number(decompound.parts(word, language)[-1], language)


@cache
def _heads() -> dict[str, str]:
    return {row[0]: row[1] for row in rows(data.LINKING / "heads.tsv", ("language", "place"))}


@cache
def function_words(language: str) -> frozenset[str]:
    """The words of a language that bind others: "of", "and"."""
    return frozenset(lexicon_words("function_words").get(language, ()))


@cache
def empty(language: str) -> frozenset[str]:
    """The words of a language that tell concepts apart badly: function words, "ability", "use"."""
    return function_words(language).union(_light().get(language, ()))


@cache
def _light() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, word in rows(data.LINKING / "light_words.tsv", ("language", "word")):
        found.setdefault(language, []).append(word)
    return {language: tuple(words) for language, words in found.items()}


@cache
def _spellings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Pieces of words that are written in two ways, with the one that both are taken as."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, written, taken in rows(data.LINKING / "spellings.tsv", ("language", "written", "as")):
        found.setdefault(language, []).append((written, taken))
    return {language: tuple(pairs) for language, pairs in found.items()}


@lru_cache(maxsize=262144)
def number(word: str, language: str) -> int:
    """A word without its ending, as a number."""
    for written, taken in _spellings().get(language, ()):
        word = word.replace(written, taken)
    return hashed(f"{language}\t{stems.stem(word, language)}")


def hashed(text: str) -> int:
    """A text as a number."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=WIDTH).digest(), "little")


def bag(words: Iterable[int]) -> int:
    """A set of words as one number."""
    return hashed(" ".join(map(str, sorted(words))))


def whole(text: str) -> int:
    """A label as it is written, but for case, white space and hyphens, as a number."""
    return hashed(folded(text).replace("-", " "))


def build(folder: Path, texts: Sequence[str], languages: Sequence[str]) -> None:
    """Write the words of labels into a folder."""
    each = [content(text, language) for text, language in zip(texts, languages, strict=True)]
    starts = numpy.cumsum([0, *map(len, each)])
    values = numpy.array([word for words in each for word in words], dtype=numpy.uint64)
    tables.save(folder, f"{NAME}.values", values)
    tables.save(folder, f"{NAME}.starts", starts.astype(numpy.int64))
    heads = [head(text, language) for text, language in zip(texts, languages, strict=True)]
    tables.save(folder, f"{NAME}.heads", numpy.array(heads, dtype=numpy.uint64))
    names, first, often = numpy.unique(values, return_index=True, return_counts=True)
    sizes: dict[str, int] = {}
    for language in languages:
        sizes[language] = sizes.get(language, 0) + 1
    labels = numpy.repeat(numpy.arange(len(each)), list(map(len, each)))
    of = numpy.array([sizes[languages[labels[place]]] for place in first], dtype=numpy.float64)
    rarity = numpy.log((1 + of) / often) / numpy.log(2 + of)
    tables.save(folder, f"{NAME}.names", names)
    tables.save(folder, f"{NAME}.rarity", rarity.astype(numpy.float32))
    for kind, keys in (("bags", map(bag, each)), ("wholes", map(whole, texts))):
        made = numpy.array([*keys], dtype=numpy.uint64)
        order = numpy.argsort(made, kind="stable")
        tables.save(folder, f"{NAME}.{kind}", made[order])
        tables.save(folder, f"{NAME}.{kind}.order", order.astype(numpy.int32))


class Words:
    """The words of the labels of an index that is open."""

    def __init__(self, folder: Path) -> None:
        self._values = tables.read(folder, f"{NAME}.values")
        self._starts = tables.read(folder, f"{NAME}.starts")
        #: The word of each label that the others say something about.
        self.heads = tables.read(folder, f"{NAME}.heads")
        self._names = tables.read(folder, f"{NAME}.names")
        self._rarity = tables.read(folder, f"{NAME}.rarity")
        self._keys = {
            kind: (tables.read(folder, f"{NAME}.{kind}"), tables.read(folder, f"{NAME}.{kind}.order"))
            for kind in ("bags", "wholes")
        }

    def of(self, label: int) -> Numbers:
        """The words of a label."""
        return self._values[self._starts[label] : self._starts[label + 1]]

    def rarity(self, words: Numbers) -> Numbers:
        """How much each word tells, about 0 to 1; one that no label has tells the most."""
        if not len(self._names):
            return numpy.ones(len(words), dtype=numpy.float32)
        places = numpy.minimum(numpy.searchsorted(self._names, words), len(self._names) - 1)
        found: Numbers = numpy.where(self._names[places] == words, self._rarity[places], numpy.float32(1))
        return found

    def same_words(self, words: Iterable[int]) -> Numbers:
        """The labels that have just these words."""
        return self._find("bags", bag(words))

    def same_text(self, text: str) -> Numbers:
        """The labels that are written so."""
        return self._find("wholes", whole(text))

    def _find(self, kind: str, key: int) -> Numbers:
        keys, order = self._keys[kind]
        wanted = numpy.uint64(key)
        return order[numpy.searchsorted(keys, wanted, "left") : numpy.searchsorted(keys, wanted, "right")]
