"""Likenesses are weighed by whether the encoder knows the words of a label's language."""

from __future__ import annotations

import numpy
import pytest

from loaders.linking import encoder, fusion

NAMES = ("codes", "letters", "meaning", "concepts", "names")


@pytest.mark.parametrize("name", NAMES)
def test_a_score_is_the_weighted_mean_of_likenesses(name: str) -> None:
    parts = {one: numpy.full(3, float(one == name), dtype=numpy.float32) for one in NAMES}
    same, known = numpy.array([True, True, False]), numpy.array([True, False, False])

    found = fusion.fused(parts, same, known)

    weights = [fusion.SAME, fusion.STRANGE, fusion.OTHER]
    assert [pytest.approx(one[name] / sum(one.values()), abs=1e-6) for one in weights] == found.tolist()


def test_letters_count_more_where_words_were_not_learnt() -> None:
    assert fusion.STRANGE["letters"] / sum(fusion.STRANGE.values()) > fusion.SAME["letters"] / sum(fusion.SAME.values())


def test_without_a_model_letters_decide_where_words_were_not_learnt() -> None:
    parts = {"letters": numpy.array([1, 0], dtype=numpy.float32), "codes": numpy.array([0, 1], dtype=numpy.float32)}
    parts |= {"concepts": parts["codes"], "names": parts["codes"]}

    found = fusion.fused(parts, numpy.array([True, True]), numpy.array([False, False]))

    assert found[0] > found[1]


def test_languages_of_whole_taxonomies_are_known() -> None:
    assert [encoder.shipped().knows(language) for language in ("sv", "en", "cs", "und")] == [True, True, False, False]
