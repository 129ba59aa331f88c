"""The inverted index against the same sums written out."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.linking import grams, pieces

words = st.text("abcdeé 你&", min_size=1, max_size=12)


def cosines(text: str, texts: list[str]) -> list[float]:
    """TF-IDF of character n-grams by dictionaries; an unknown n-gram is as rare as one that no text has."""
    every = [Counter(pieces.grams([one], grams.LENGTHS)[0].tolist()) for one in texts]
    having = Counter(gram for one in every for gram in one)

    def vector(counts: Counter[int]) -> dict[int, float]:
        rarity = {gram: math.log((1 + len(texts)) / (1 + having[gram])) + 1 for gram in counts}
        found = {gram: (1 + math.log(often)) * rarity[gram] for gram, often in counts.items()}
        length = math.sqrt(sum(value**2 for value in found.values())) or 1
        return {gram: value / length for gram, value in found.items()}

    asked = vector(Counter(pieces.grams([text], grams.LENGTHS)[0].tolist()))
    return [sum(asked.get(gram, 0) * value for gram, value in vector(one).items()) for one in every]


@settings(max_examples=60)
@given(words, st.lists(words, min_size=1, max_size=8))
def test_likeness_is_the_cosine_of_tf_idf(text: str, texts: list[str]) -> None:
    with TemporaryDirectory() as name:
        grams.build(Path(name), "letters", texts)
        found = grams.Grams(Path(name), "letters").likeness(text)

    assert cosines(text, texts) == pytest.approx(found.tolist(), abs=1e-5)


def test_more_texts_than_are_cut_at_a_time_are_one_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"falconer {number}" for number in range(20)]
    grams.build(tmp_path, "whole", texts)
    monkeypatch.setattr(grams, "BATCH", 3)
    grams.build(tmp_path, "cut", texts)
    whole, cut = (grams.Grams(tmp_path, name).likeness("falconer 7") for name in ("whole", "cut"))

    assert numpy.array_equal(whole, cut)
    assert 7 == int(whole.argmax())


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    grams.build(tmp_path, "letters", [])

    assert [] == grams.Grams(tmp_path, "letters").likeness("falconer").tolist()
