"""The tables of the vocabulary are well-formed and agree with each other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

import pytest

import data
from loaders.lexicon import languages
from loaders.vocabulary import ABBREVIATION, ALTERNATIVE, COLUMNS, HIDDEN, PREFERRED, Entry, entries, labels

TABLES = sorted(path.stem for path in data.VOCABULARY.glob("*.tsv"))
TRANSLATED = [table for table in TABLES if table != "tools"]
IN_A_LANGUAGE = {PREFERRED, ALTERNATIVE, HIDDEN, ABBREVIATION, "definition"}
#: Relations to concepts by the table of their targets; None is the table of the row itself.
TARGETS = {"broader": None, "inCategory": "tool-categories", "level": "levels", "function": "functions"}
KINDS = IN_A_LANGUAGE | set(TARGETS) | {"maker", "wikidata"}
#: The languages that the vocabulary is written in; Norwegian is its written standard, never `no`.
PARSED = ("levels", "functions")
TAGS = {"en", "fi", "sv", "nb", "ru", "da", "de", "fr", "es", "et", "nl", "pl", "ja", "zh-Hans", "zh-Hant"}
#: What every concept but a product is called in, whatever else.
NEEDED = {"en", "fi", "sv", "nb", "ru"}
LEAST = {
    "skills": 120,
    "tool-categories": 60,
    "tools": 150,
    "responsibilities": 80,
    "best-practices": 60,
    "roles": 80,
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WIKIDATA = re.compile(r"Q[1-9]\d*")
every_table = pytest.mark.parametrize("table", TABLES)


@cache
def concepts(table: str) -> frozenset[str]:
    return frozenset(entry.concept for entry in entries(table))


@cache
def named(table: str) -> dict[str, Counter[str]]:
    """How many preferred labels a concept has in each language."""
    found: dict[str, Counter[str]] = {concept: Counter() for concept in concepts(table)}
    for entry in entries(table):
        if entry.kind == PREFERRED:
            found[entry.concept][entry.language] += 1
    return found


def shown(rows: Iterable[Entry]) -> list[str]:
    """Rows as a failed test should show them."""
    return [f"{entry.concept} {entry.kind} {entry.language} {entry.value}" for entry in rows]


def circular(parents: Mapping[str, Iterable[str]]) -> list[str]:
    """The concepts that are above themselves."""

    def above(concept: str) -> set[str]:
        found: set[str] = set()
        waiting = list(parents.get(concept, ()))
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += parents.get(one, ())
        return found

    return sorted(concept for concept in parents if concept in above(concept))


@every_table
def test_every_row_has_six_cells_below_the_header(table: str) -> None:
    text = (data.VOCABULARY / f"{table}.tsv").read_bytes().decode("utf-8")
    lines = text.split("\n")

    assert "" == lines.pop(), "the last line should end"
    assert "\t".join(COLUMNS) == lines[0]
    assert [] == [number for number, line in enumerate(lines, start=1) if line.count("\t") != len(COLUMNS) - 1]


@every_table
def test_rows_are_sorted_and_unique(table: str) -> None:
    keys = [(entry.concept, entry.kind, entry.language, entry.value) for entry in entries(table)]

    assert [] == [later for sooner, later in pairwise(keys) if sooner >= later]


@every_table
def test_cells_are_clean(table: str) -> None:
    def is_clean(cell: str) -> bool:
        return (
            bool(cell)
            and cell == " ".join(cell.split(" ")).strip()
            and "  " not in cell
            and unicodedata.is_normalized("NFC", cell)
            and not any(unicodedata.category(letter) in ("Cc", "Cf") for letter in cell)
        )

    wrong = [entry for entry in entries(table) if not is_clean(entry.value) or not is_clean(entry.source)]

    assert [] == shown(wrong)


@every_table
def test_slugs_are_well_formed(table: str) -> None:
    assert [] == sorted(concept for concept in concepts(table) if not SLUG.fullmatch(concept))


@every_table
def test_kinds_are_known(table: str) -> None:
    assert [] == sorted({entry.kind for entry in entries(table)} - KINDS)


@every_table
def test_texts_have_a_language_and_relations_none(table: str) -> None:
    # A product is called in any language what its maker calls it there; careers are parsed in all languages.
    tags = TAGS if table in TRANSLATED and table not in PARSED else set(languages())
    wrong = [entry for entry in entries(table) if entry.language not in (tags if entry.kind in IN_A_LANGUAGE else {""})]

    assert [] == shown(wrong)


@every_table
def test_doubt_is_yes_or_nothing(table: str) -> None:
    lines = (data.VOCABULARY / f"{table}.tsv").read_text(encoding="utf-8").splitlines()[1:]

    assert set() == {line.split("\t")[5] for line in lines} - {"", "yes"}


@every_table
def test_each_concept_has_one_preferred_label_in_a_language(table: str) -> None:
    several = [(concept, tag) for concept, found in named(table).items() for tag in found if found[tag] > 1]

    assert [] == sorted(several)


@every_table
def test_each_concept_is_named_in_english(table: str) -> None:
    assert [] == sorted(concept for concept, found in named(table).items() if not found["en"])


@pytest.mark.parametrize("table", TRANSLATED)
def test_all_but_products_are_named_in_the_main_languages(table: str) -> None:
    missing = [(concept, sorted(NEEDED - set(found))) for concept, found in named(table).items()]

    assert [] == sorted((concept, tags) for concept, tags in missing if tags)


@every_table
def test_a_label_names_one_concept_of_its_table(table: str) -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries(table):
        if entry.kind in (PREFERRED, ALTERNATIVE):
            found[entry.language, entry.value.casefold()].add(entry.concept)

    assert [] == sorted((label, sorted(named)) for label, named in found.items() if len(named) > 1)


@every_table
def test_a_preferred_label_is_no_alternative_of_its_concept(table: str) -> None:
    preferred = {(entry.concept, entry.language, entry.value) for entry in entries(table) if entry.kind == PREFERRED}
    alternative = [entry for entry in entries(table) if entry.kind in (ALTERNATIVE, ABBREVIATION)]

    assert [] == shown(one for one in alternative if (one.concept, one.language, one.value) in preferred)


@every_table
def test_relations_lead_to_concepts(table: str) -> None:
    wrong = [
        entry
        for entry in entries(table)
        if entry.kind in TARGETS and entry.value not in concepts(TARGETS[entry.kind] or table)
    ]

    assert [] == shown(wrong)


@every_table
def test_nothing_is_above_itself(table: str) -> None:
    parents: dict[str, list[str]] = defaultdict(list)
    for entry in entries(table):
        if entry.kind == "broader":
            parents[entry.concept].append(entry.value)

    assert [] == circular(parents)


def test_a_circle_is_found() -> None:
    assert ["a", "b"] == circular({"a": ["b"], "b": ["a", "d"], "c": ["a"]})


@every_table
def test_definitions_end_with_a_period(table: str) -> None:
    definitions = [entry for entry in entries(table) if entry.kind == "definition"]

    assert [] == shown(entry for entry in definitions if not entry.value.endswith("."))


@every_table
def test_identifiers_of_wikidata_are_well_formed(table: str) -> None:
    found = [entry for entry in entries(table) if entry.kind == "wikidata"]

    assert [] == shown(entry for entry in found if not WIKIDATA.fullmatch(entry.value))


def test_each_product_has_a_category() -> None:
    placed = {entry.concept for entry in entries("tools") if entry.kind == "inCategory"}

    assert [] == sorted(concepts("tools") - placed)


@pytest.mark.parametrize("table", sorted(set(LEAST) & set(TABLES)))
def test_a_table_is_large_enough(table: str) -> None:
    assert LEAST[table] <= len(concepts(table))


def test_levels_and_functions_are_enough() -> None:
    assert 25 <= len(concepts("levels")) + len(concepts("functions"))


@pytest.mark.parametrize(("table", "share"), [("functions", 1.0), ("levels", 0.75)])
def test_careers_can_be_read_in_every_language_of_the_lexicon(table: str, share: float) -> None:
    sure = {(entry.language, entry.concept) for entry in labels(table) if not entry.doubtful}
    concepts = {concept for _, concept in sure}

    counts = {tag: sum((tag, concept) in sure for concept in concepts) for tag in languages()}
    assert {} == {tag: count for tag, count in counts.items() if count < share * len(concepts)}
