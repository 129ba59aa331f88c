"""The tables of the lexicon: well-formed, and without a gap for any language."""

from __future__ import annotations

import re

import eldc
import pytest

import data
from loaders.lexicon import cues, languages, spaces, words
from loaders.patterns import source

KINDS = {
    "headings": {
        "introduction", "responsibilities", "skills", "tools", "career", "best_practices", "conclusion", "other",
        "neutral",
    },
    "titles": {"title", "opening"},
    "career_cues": {"entry", "previous", "lateral", "specialised", "level", "next"},
    "prose_cues": {"responsibilities", "skills", "tools", "career", "best_practices", "other"},
}  # fmt: skip
PLAIN = ("boilerplate", "conjunctions", "alternatives", "product_cues", "generic_role_words", "column_words",
         "function_words", "authorities")  # fmt: skip


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("table", sorted(KINDS))
def test_a_language_has_every_kind(table: str, language: str) -> None:
    assert set() == KINDS[table] - {kind for tag, kind in cues(table) if tag == language}


@pytest.mark.parametrize("table", sorted(KINDS))
def test_a_table_has_no_other_kind_and_no_unknown_language(table: str) -> None:
    assert set() == {kind for _, kind in cues(table)} - KINDS[table]
    assert set() == {language for language, _ in cues(table)} - set(languages())


@pytest.mark.parametrize("table", PLAIN)
def test_every_language_is_in_every_table(table: str) -> None:
    assert set(languages()) == set(words(table))


@pytest.mark.parametrize("path", sorted(data.LEXICON.glob("*.tsv")), ids=lambda path: str(path.stem))
def test_rows_are_unique_and_trimmed(path: object) -> None:
    lines = data.LEXICON.joinpath(str(path)).read_text(encoding="utf-8").split("\n")
    rows = lines[1:-1]

    assert "" == lines[-1]
    assert len(rows) == len(set(rows))
    assert [] == [row for row in rows if re.search(r"^\s|  | \t|\t ", row)]


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_pattern_compiles(language: str) -> None:
    for (tag, _), patterns in cues("headings").items():
        for pattern in patterns if tag == language else ():
            re.compile(source(pattern, spaces=spaces(tag)))


def test_the_detector_knows_the_languages() -> None:
    assert set() == {language.screen for language in languages().values()} - set(eldc.LANGUAGES)
