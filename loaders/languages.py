"""The language of a document, a label and a sentence, by letters and letter sequences (eldc).

Long texts are told among all languages; labels and short sentences between the document's language and the common one,
since short texts mislead without that prior (measured: docs/decisions.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import eldc

import data
from loaders.lexicon import common_language, languages
from loaders.tables import rows

#: How far the common language must be ahead (in scores, 0 to 1) before a label is not in the document's language: where
#: the text behind it is in the common language, where nothing is known, and where the text is in the document's.
WITH_TEXT, LABEL_MARGIN, AGAINST_TEXT = 0.0, 0.1, 0.3
#: A third language is believed in a sentence of at least this many letters, if it is so far ahead.
SENTENCE_LETTERS = 40
#: So many characters hold that many letters in any text that is not mostly signs.
MOST_LOOKED_AT = 400
THIRD_MARGIN = 0.2
#: Characters of a document that are enough to tell its language.
SAMPLE = 6000
#: The share of the sample's letters, which product names and abbreviations must not sway.
LETTERS = re.compile(r"[^\W\d_]")
PRIMARY = re.compile(r"[a-z]{2,3}", re.IGNORECASE)
WORD = re.compile(r"\w+")
#: The most scores that the detector gives.
ALL_SCORES = 20


def document_language(paragraphs: Iterable[str], declared: str | None = None) -> tuple[str, bool]:
    """The language tag of a document's text, and whether it is certain.

    A declared language of the lexicon wins where the text does not tell.
    """
    sample = sampled(paragraphs)
    found = told(sample) if is_long(sample) else ()
    if found:
        return nearest(sample, found), True
    return known(declared) or common_language(), False


def is_long(text: str) -> bool:
    """Whether a text has letters enough to be told among all languages."""
    return sum(map(str.isalpha, text[:MOST_LOOKED_AT])) >= SENTENCE_LETTERS


def told(text: str) -> tuple[str, ...]:
    """The languages of the lexicon that a long text may be in; several where the detector has one tag for them."""
    return _screened().get(max((found := scores(text)), key=lambda tag: found[tag], default=""), ())


def nearest(text: str, tags: tuple[str, ...]) -> str:
    """The one of some near languages that a text is in: by words, or letters, that only one of them has."""
    if len(tags) == 1:
        return tags[0]
    told_by = telling()
    words = [*WORD.findall(text.casefold()), *text]
    return max(tags, key=lambda tag: sum(map(told_by.get(tag, frozenset()).__contains__, words)))


@cache
def telling() -> dict[str, frozenset[str]]:
    """What tells each of some near languages: the letters of one of two scripts, and words by `near_languages.tsv`."""
    with (data.LEXICON / "han.tsv").open(encoding="utf-8") as file:
        tags = tuple(file.readline().split())
    columns = list(zip(*rows(data.LEXICON / "han.tsv", tags), strict=True))
    found = {tag: set(letters) for tag, letters in zip(tags, columns, strict=True)}
    for language, word in rows(data.LEXICON / "near_languages.tsv", ("language", "word")):
        found.setdefault(language, set()).add(word)
    return {tag: frozenset(words) for tag, words in found.items()}


def sampled(paragraphs: Iterable[str]) -> str:
    """The longest paragraphs of a document up to `SAMPLE` characters: prose tells more than labels."""
    found: list[str] = []
    size = 0
    for paragraph in sorted(paragraphs, key=len, reverse=True):
        found.append(paragraph)
        size += len(paragraph)
        if size >= SAMPLE:
            break
    return " ".join(found)[:SAMPLE]


def known(declared: str | None) -> str | None:
    """A declared tag as the lexicon writes it, or None where the lexicon lacks it; the region is left out."""
    found = PRIMARY.match(declared or "")
    tag = found[0].lower() if found else ""
    tag = _aliases().get(tag, tag)
    return tag if tag in languages() else None


@lru_cache(maxsize=65536)
def label_language(label: str, document: str, context: str | None = None) -> str:
    """The language of a label: the document's, unless the common one is far likelier.

    `context` is the language of the text that follows the label, which is most often the label's own.
    """
    common = common_language()
    if document == common or not LETTERS.search(label):
        return document
    found = scores(label, frozenset((document, common)))
    margin = {common: WITH_TEXT, document: AGAINST_TEXT}.get(context or "", LABEL_MARGIN)
    ahead = found.get(languages()[common].screen, 0.0) - found.get(languages()[document].screen, 0.0)
    return common if ahead > margin else document


@lru_cache(maxsize=65536)
def sentence_language(sentence: str, document: str) -> str:
    """The language of a sentence: the document's, the common one, or a third that both detectors are sure of."""
    if not is_long(sentence):
        return label_language(sentence, document)
    found = told(sentence)
    if document in found:
        return document
    if common_language() in found:
        return common_language()
    return third(sentence, document, found)


def third(sentence: str, document: str, found: tuple[str, ...]) -> str:
    """A language that is neither the document's nor the common one, if it is far ahead of both."""
    pair = label_language(sentence, document)
    if not found:
        return pair
    tag = nearest(sentence, found)
    values = scores(sentence, frozenset((tag, pair)))
    ahead = values.get(languages()[tag].screen, 0.0) - values.get(languages()[pair].screen, 0.0)
    return tag if ahead >= THIRD_MARGIN else pair


def scores(text: str, tags: frozenset[str] = frozenset()) -> Mapping[str, float]:
    """The detector's scores (0 to 1) by its own tags, among some languages of the lexicon, or among all."""
    found: Mapping[str, float] = dict(_detector(tags).detect_details(text).scores)
    return found


@cache
def _aliases() -> dict[str, str]:
    """Other tags under which a language of the lexicon is known, such as those of ISO 639-2."""
    table = rows(data.LEXICON / "language_aliases.tsv", ("alias", "language"))
    return {row[0]: row[1] for row in table}


@cache
def _detector(tags: frozenset[str]) -> eldc.Instance:
    """A detector among some languages; with none, among all that it knows."""
    eldc.init()
    found = eldc.instance()
    if tags:
        found.set_languages(sorted({languages()[tag].screen for tag in tags}))
    found.set_scores(ALL_SCORES)
    return found


@cache
def _screened() -> dict[str, tuple[str, ...]]:
    """The lexicon's tags for each tag of the fast detector, which has one for several near languages."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, language in languages().items():
        found[language.screen] = (*found.get(language.screen, ()), tag)
    return found
