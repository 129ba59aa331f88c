"""What steps of careers mean: the fit that the package brings is that of its examples, and it tells them apart."""

from __future__ import annotations

import re
from collections import Counter

import numpy
import pytest

from loaders import step_meaning, vectors
from loaders.lexicon import languages
from loaders.step_meaning import examples, fingerprint, fit, scores, shipped

KINDS = ("entry", "lateral", "next", "previous")
needs_model = pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")


def test_every_language_has_examples_of_every_kind() -> None:
    found = Counter((language, kind) for language, kind, _ in examples())

    assert {(language, kind) for language in languages() for kind in KINDS} == set(found)
    assert min(found.values()) >= 8


def test_an_example_is_there_once_and_is_read_whole() -> None:
    texts = [text for _, _, text in examples()]

    assert len(texts) == len(set(texts))
    assert max(map(len, texts)) <= step_meaning.LONGEST


@needs_model
def test_the_fit_that_is_shipped_is_that_of_the_examples() -> None:
    with numpy.load(shipped()) as file:
        assert (fingerprint(), KINDS) == (str(file["print"]), tuple(file["kinds"].tolist()))


@needs_model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Here you learn the trade from the bottom, straight after school.", "entry"),
        ("Kouluttautuu ja johtaa myöhemmin koko yksikköä.", "next"),
        ("Den som är trött på skiften byter till kontoret med samma lön.", "lateral"),
        ("До этого несколько лет работают помощником.", "previous"),
    ],
)
def test_what_no_example_says_is_told_apart(text: str, kind: str) -> None:
    found = scores(text)

    assert text not in {one for _, _, one in examples()}
    assert kind == max(found, key=lambda one: found[one])


@needs_model
def test_other_examples_need_another_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    few = [row for row in examples() if row[0] == "en"][:12] + [row for row in examples() if row[0] == "sv"][-12:]
    monkeypatch.setattr(step_meaning, "examples", lambda: few)
    for one in (fit, fingerprint):
        monkeypatch.setattr(step_meaning, one.__name__, one.__wrapped__)

    anew = step_meaning.fit()
    assert re.fullmatch("[0-9a-f]{16}", anew.print)
    assert fit().print != anew.print
    assert {kind for _, kind, _ in few} == set(anew.kinds)


def test_without_a_model_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEGRAPH_EMBEDDER", "none")

    assert {} == scores("Here you learn the trade.")
