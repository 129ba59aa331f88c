"""The language of a document, a label and a sentence.

A fast detector tells long texts; labels and short sentences are told by an accurate one between the document's
language and the common one, since short texts mislead without that prior (measured: docs/decisions.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

import eldc
from lingua import Language, LanguageDetector, LanguageDetectorBuilder

import data
from loaders.lexicon import common_language, languages
from loaders.tables import rows

#: How many times more likely the common language must be before a label is not in the document's language: where the
#: text behind it is in the common language, where nothing is known, and where the text is in the document's.
WITH_TEXT, LABEL_MARGIN, AGAINST_TEXT = 1.0, 4.0, 12.0
#: A third language is believed in a sentence of at least this many letters, at this confidence.
SENTENCE_LETTERS = 40
SENTENCE_CONFIDENCE = 0.98
#: Characters of a document that are enough to tell its language.
SAMPLE = 6000
#: The share of the sample's letters, which product names and abbreviations must not sway.
LETTERS = re.compile(r"[^\W\d_]")
PRIMARY = re.compile(r"[a-z]{2,3}", re.IGNORECASE)


def document_language(paragraphs: Iterable[str], declared: str | None = None) -> tuple[str, bool]:
    """The language tag of a document's text, and whether it is certain.

    A declared language of the lexicon wins where the text does not tell.
    """
    sample = sampled(paragraphs)
    found = told(sample) if len(LETTERS.findall(sample)) >= SENTENCE_LETTERS else ()
    if found:
        return nearest(sample, found), True
    return known(declared) or common_language(), False


def told(text: str) -> tuple[str, ...]:
    """The languages of the lexicon that a long text may be in, by the fast detector; most often one."""
    return _screened().get(_fast()(text) or "", ())


def nearest(text: str, tags: tuple[str, ...]) -> str:
    """The one of some near languages that a text is in: by the accurate detector, or by the script they differ in."""
    if len(tags) == 1:
        return tags[0]
    if len({_language(tag) for tag in tags}) == 1:
        letters = script_letters()
        return max(tags, key=lambda tag: sum(letter in letters.get(tag, ()) for letter in text))
    best = _detector(frozenset(tags)).detect_language_of(text)
    return next((tag for tag in tags if best is not None and _language(tag) == best), tags[0])


@cache
def script_letters() -> dict[str, frozenset[str]]:
    """The letters that only one of two scripts of a language has, by the tag that the table's column names."""
    with (data.LEXICON / "han.tsv").open(encoding="utf-8") as file:
        tags = tuple(file.readline().split())
    columns = list(zip(*rows(data.LEXICON / "han.tsv", tags), strict=True))
    return {tag: frozenset(letters) for tag, letters in zip(tags, columns, strict=True)}


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
    values = _detector(frozenset((document, common))).compute_language_confidence_values(label)
    likely = {value.language: value.value for value in values}
    foreign, own = likely[_language(common)], likely[_language(document)]
    margin = {common: WITH_TEXT, document: AGAINST_TEXT}.get(context or "", LABEL_MARGIN)
    return common if foreign > margin * own else document


@lru_cache(maxsize=65536)
def sentence_language(sentence: str, document: str) -> str:
    """The language of a sentence: the document's, the common one, or a third that both detectors are sure of."""
    if len(LETTERS.findall(sentence)) < SENTENCE_LETTERS:
        return label_language(sentence, document)
    found = told(sentence)
    if document in found:
        return document
    if common_language() in found:
        return common_language()
    return third(sentence, document, found)


def third(sentence: str, document: str, found: tuple[str, ...]) -> str:
    """A language that is neither the document's nor the common one, if the accurate detector agrees."""
    pair = label_language(sentence, document)
    if not found:
        return pair
    tag = nearest(sentence, found)
    values = _detector(frozenset((tag, document, common_language())))
    return tag if values.compute_language_confidence(sentence, _language(tag)) >= SENTENCE_CONFIDENCE else pair


@cache
def _aliases() -> dict[str, str]:
    """Other tags under which a language of the lexicon is known, such as those of ISO 639-2."""
    table = rows(data.LEXICON / "language_aliases.tsv", ("alias", "language"))
    return {row[0]: row[1] for row in table}


@cache
def _detector(tags: frozenset[str]) -> LanguageDetector:
    """A detector among some languages; models are loaded when first needed."""
    chosen = {_language(tag) for tag in tags}
    if len(chosen) == 1:
        chosen |= {Language.ENGLISH, Language.GERMAN}
    return LanguageDetectorBuilder.from_languages(*chosen).build()


@cache
def _language(tag: str) -> Language:
    """The detector's name of a language of the lexicon."""
    return next(entry for entry in Language.all() if entry.name == languages()[tag].detector)


@cache
def _screened() -> dict[str, tuple[str, ...]]:
    """The lexicon's tags for each tag of the fast detector, which has one for several near languages."""
    found: dict[str, tuple[str, ...]] = {}
    for tag, language in languages().items():
        found[language.screen] = (*found.get(language.screen, ()), tag)
    return found


@cache
def _fast() -> Callable[[str], str | None]:
    """The fast detector, its tables loaded."""
    eldc.init()
    detect: Callable[[str], str | None] = eldc.detect
    return detect
