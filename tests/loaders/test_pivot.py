"""Labels by what they mean: in languages that the vocabulary lacks, and what means nothing to it."""

from __future__ import annotations

import pytest

from loaders import vectors
from loaders.centroids import space
from loaders.concepts import Label, Method, resolve
from loaders.identity import curated_concepts, scheme_name
from loaders.pivot import KINDS, LONGEST, MOST, near, pivot
from ontology.terms import ConceptKind

pytestmark = pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")
SKILL = ConceptKind.SKILL


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("cs", "aktivní naslouchání", "active-listening"),
        ("hu", "aktív hallgatás", "active-listening"),
        ("cs", "empatie", "empathy"),
        ("hu", "empátia", "empathy"),
        ("cs", "řešení konfliktů", "conflict-resolution"),
        ("hu", "KONFLIKTUSKEZELÉS:", "conflict-resolution"),
        ("ja", "時間管理", "time-management"),
        ("th", "การจัดการเวลา", "time-management"),
        ("sw", "usimamizi wa muda", "time-management"),
    ],
)
def test_a_label_in_a_language_that_the_vocabulary_lacks_names_its_concept(
    language: str, text: str, concept: str
) -> None:
    assert language not in space(scheme_name(SKILL)).means
    match = pivot(text, language, SKILL)
    assert match is not None
    assert concept == match.concept
    assert match == near(text, language, SKILL)[0]
    (found,) = resolve(Label(SKILL, language, text))
    assert SKILL.iri(concept) == found.concept


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "asdf qwer zxcv"), ("cs", "zlatý deštník na měsíci"), ("fi", "höpölöpö"), ("en", "42"), ("en", "the"),
        ("en", "lorem ipsum dolor"), ("ja", "鷹狩り"), ("xx", "\u200b\u200b"), ("en", "\U0001f600\U0001f600"),
    ],
)  # fmt: skip
def test_what_means_nothing_names_nothing(kind: ConceptKind, language: str, text: str) -> None:
    assert None is pivot(text, language, kind)


def test_a_family_of_roles_is_in_nobodys_way() -> None:
    first, second, *_ = near("projektový manažer", "cs", ConceptKind.ROLE)
    found = pivot("projektový manažer", "cs", ConceptKind.ROLE)

    assert {"project-management", "project-manager"} == {first.concept, second.concept}
    assert found is not None
    assert "project-manager" == found.concept


def test_what_is_empty_or_too_long_is_not_looked_at() -> None:
    long = "empathy " * 20
    assert MOST == len(near(long[: LONGEST - 1], "en", SKILL))
    for text in ("", " ", "\t\n", long, long[:LONGEST] + "more"):
        assert () == near(text, "en", SKILL)
        assert None is pivot(text, "en", SKILL)


def test_the_length_that_counts_is_that_of_the_label_without_its_edges() -> None:
    assert near("  " * LONGEST + "empathy" + "!" * LONGEST, "en", SKILL) == near("empathy", "en", SKILL)


@pytest.mark.parametrize("kind", sorted(set(ConceptKind) - KINDS))
def test_the_name_of_a_product_or_a_level_means_nothing(kind: ConceptKind) -> None:
    slug = min(curated_concepts(kind))
    assert () == near(slug.replace("-", " "), "en", kind)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_nearest_are_concepts_of_the_kind_the_best_first(kind: ConceptKind) -> None:
    found = near("customer service", "en", kind)

    assert MOST == len(found)
    assert {one.concept for one in found} <= curated_concepts(kind)
    assert sorted(-one.likeness for one in found) == [-one.likeness for one in found]
    assert all(-1 <= one.likeness <= 1 for one in found)


def test_a_match_is_near_enough_and_ahead_of_the_next() -> None:
    bound = space("skills").bound
    for language, text in (("cs", "empatie"), ("ja", "共感力"), ("en", "dealing with angry people"), ("fi", "tarkka")):
        first, second, *_ = near(text, language, SKILL)
        enough = 2 * first.likeness - second.likeness >= bound
        assert enough == (pivot(text, language, SKILL) is not None)


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("en", "Time management and bird keeping", "time-management"),
        ("en", "Problem solving, birds", "problem-solving"),
        ("fi", "Empatia ja haukat", "empathy"),
    ],
)
def test_a_label_of_several_things_does_not_mean_what_one_of_them_names(language: str, text: str, part: str) -> None:
    label = Label(SKILL, language, text)
    match = pivot(text, language, SKILL)
    assert match is not None
    assert part == match.concept

    assert [Method.OWN] == [found.method for found in resolve(label)]


def test_a_longer_label_means_what_it_is_near() -> None:
    (found,) = resolve(Label(SKILL, "en", "Data modelling for reporting"))
    assert (SKILL.iri("data-modelling"), Method.MEANING) == (found.concept, found.method)
