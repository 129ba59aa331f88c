"""Every language of the lexicon: a label is found by itself, without accents, mistyped and inflected."""

from __future__ import annotations

import random

import pytest

from loaders import vocabulary
from loaders.lexicon import languages
from loaders.search.index import SearchIndex
from loaders.search.ranking import Wanted
from loaders.search.words import WORD, folded, stems
from tests.loaders.search.conftest import KINDS, every_entry

#: Labels of each language that are looked for, and the shortest that is mistyped, in letters.
SAMPLE, SHORTEST = 12, 6
#: Where other forms of words are looked for.
SCHEMES = ("functions", "levels", "roles", "skills")


def sample(language: str, shortest: int = 1) -> list[vocabulary.Entry]:
    own = [
        one
        for one in every_entry()
        if one.language == language and len(one.value) >= shortest and one.kind != vocabulary.HIDDEN
    ]
    return random.Random(language).sample(own, min(SAMPLE, len(own)))


def place(index: SearchIndex, text: str, entry: vocabulary.Entry) -> int:
    """The place of a label's concept among ten hits of its type, from 1; 0 where it is not there."""
    kind = KINDS[entry.scheme]
    wanted = Wanted(types=(kind.value,), chain=(entry.language.lower(),))
    found = [hit.iri for hit in index.search(text, wanted, 0, 10).hits]
    iri = kind.iri(entry.concept).value
    return found.index(iri) + 1 if iri in found else 0


def ties(entry: vocabulary.Entry) -> int:
    """How many concepts of a scheme bear the same label, but for accents."""
    same = {one.concept for one in every_entry() if folded(one.value.casefold()) == folded(entry.value.casefold())}
    return len(same)


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_label_is_found_by_itself_and_without_accents(vocabulary_index: SearchIndex, language: str) -> None:
    labels = sample(language)
    assert labels

    for entry in labels:
        assert 1 <= place(vocabulary_index, entry.value, entry) <= ties(entry)
        assert 1 <= place(vocabulary_index, folded(entry.value.casefold()), entry) <= ties(entry)


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_label_is_found_with_a_letter_left_out(vocabulary_index: SearchIndex, language: str) -> None:
    labels = sample(language, 4 if not languages()[language].spaces else SHORTEST)
    assert labels

    missed = [
        entry.value
        for entry in labels
        if not place(
            vocabulary_index, entry.value[: len(entry.value) // 2] + entry.value[len(entry.value) // 2 + 1 :], entry
        )
    ]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize("language", sorted(tag for tag, one in languages().items() if one.stemmer))
def test_a_label_is_found_by_another_form_of_its_word(vocabulary_index: SearchIndex, language: str) -> None:
    """Forms are taken from the vocabulary: words of one stem that stand in other labels."""
    own = [one for one in every_entry() if one.language == language and one.kind != vocabulary.HIDDEN]
    forms: dict[str, set[str]] = {}
    for one in (one for scheme in SCHEMES for one in vocabulary.labels(scheme) if one.language == language):
        for word in WORD.findall(one.value.casefold()):
            forms.setdefault(stems(word, language)[0], set()).add(word)
    pairs = [(typed, one) for one in own for typed in inflected(one.value.casefold(), language, forms)]
    assert pairs

    chosen = random.Random(language).sample(pairs, min(SAMPLE, len(pairs)))
    missed = [(typed, one.value) for typed, one in chosen if not place(vocabulary_index, typed, one)]
    assert len(missed) <= 1, missed


def inflected(label: str, language: str, forms: dict[str, set[str]]) -> list[str]:
    """A label with one of its words in another form."""
    return [
        label.replace(word, other)
        for word in WORD.findall(label)
        for other in sorted(forms[stems(word, language)[0]])
        if folded(other) != folded(word)
    ]
