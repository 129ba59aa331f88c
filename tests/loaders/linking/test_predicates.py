"""How a candidate would match, by its evidence; never exactly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.linking.evidence import FEATURES
from loaders.linking.predicates import justification, predicate
from loaders.mappings.model import JUSTIFICATIONS
from ontology.terms import Skos

EVIDENCE = st.dictionaries(st.sampled_from([*FEATURES, "chain"]), st.floats(0, 1))


def test_the_same_name_is_close() -> None:
    assert Skos.closeMatch.value == predicate({"same_text": 1.0, "extra_least": 0.6}, 0.1)


def test_the_side_with_more_words_is_the_narrower_one() -> None:
    assert Skos.broadMatch.value == predicate({"missing": 0.5, "extra_least": 0.0}, 0.5)
    assert Skos.narrowMatch.value == predicate({"missing": 0.0, "extra_least": 0.5}, 0.5)


def test_words_are_not_compared_where_no_language_is_on_both_sides() -> None:
    assert Skos.closeMatch.value == predicate({"missing": 1.0, "extra_least": 0.0, "foreign": 1.0}, 0.5)


def test_what_is_unlikely_is_related_at_most() -> None:
    assert Skos.relatedMatch.value == predicate({"missing": 0.5, "extra_least": 0.5}, 0.05)


@given(EVIDENCE, st.floats(0, 1))
def test_a_machine_never_says_that_two_are_the_same(parts: dict[str, float], score: float) -> None:
    assert Skos.exactMatch.value != predicate(parts, score)
    assert justification(parts) in JUSTIFICATIONS


def test_the_justification_says_how_it_was_found() -> None:
    told = [
        justification(parts).rpartition("/")[2] for parts in ({"words": 1.0}, {"chain": 0.8}, {"meaning_mean": 0.9})
    ]

    assert ["LexicalMatching", "MappingChaining", "SemanticSimilarityThresholdMatching"] == told
    assert "CompositeMatching" == justification({"words": 1.0, "meaning_mean": 0.9}).rpartition("/")[2]
