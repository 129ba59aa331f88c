"""The language of a document, a label and a sentence.

The document's language is decided on its long text among all languages of the lexicon; labels and sentences then
between it and the common one, since short texts mislead without that prior (measured: docs/decisions.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

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

    A declared language of the lexicon wins where detection can't tell.
    """
    sample = sampled(paragraphs)
    values = _detector(frozenset(languages())).compute_language_confidence_values(sample)
    tags = _tags()
    ranked = [(tags[value.language], value.value) for value in values if value.language in tags]
    if not ranked or not LETTERS.search(sample):
        return known(declared) or common_language(), False
    best, confidence = ranked[0]
    certain = confidence >= 0.5 and len(LETTERS.findall(sample)) >= SENTENCE_LETTERS
    return (best if certain else known(declared) or best), certain


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
    detector = _detector(frozenset((document, common)))
    foreign = detector.compute_language_confidence(label, _language(common))
    own = detector.compute_language_confidence(label, _language(document))
    margin = {common: WITH_TEXT, document: AGAINST_TEXT}.get(context or "", LABEL_MARGIN)
    return common if foreign > margin * own else document


def sentence_language(sentence: str, document: str) -> str:
    """The language of a sentence: the document's, the common one, or a third that is all but sure."""
    pair = label_language(sentence, document)
    if len(LETTERS.findall(sentence)) < SENTENCE_LETTERS:
        return pair
    best = _detector(frozenset(languages())).detect_language_of(sentence)
    if best is None or _tags()[best] in (document, common_language()):
        return pair
    sure = _detector(frozenset(languages())).compute_language_confidence(sentence, best)
    return _tags()[best] if sure >= SENTENCE_CONFIDENCE else pair


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
def _tags() -> dict[Language, str]:
    """The lexicon's tag of each detector language; the first where several share one."""
    found: dict[Language, str] = {}
    for tag in languages():
        found.setdefault(_language(tag), tag)
    return found
