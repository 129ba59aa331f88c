"""Known concepts that labels may name."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from loaders.linking import anchors, encoder, meaning, tables
from loaders.linking.build import build
from loaders.linking.index import open_index
from loaders.linking.model import Label, Name

#: Names of four occupations in two languages.
ENGLISH = ["baker", "dentist", "car mechanic", "bus driver"]
SWEDISH = ["bagare", "tandläkare", "bilmekaniker", "busschaufför"]


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEGRAPH_EMBEDDER", "none")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "index", [Label(text, text, "en") for text in ENGLISH])
    meaning.anchor(tmp_path / "index")
    return tmp_path / "index"


def test_each_label_has_some_concepts_by_shares(folder: Path) -> None:
    near, shares = (tables.read(folder, name) for name in (anchors.NEAR, anchors.SHARES))

    assert (len(ENGLISH), anchors.EACH) == near.shape == shares.shape
    assert near.max() < len(encoder.shipped().anchors())
    assert pytest.approx(numpy.ones(len(ENGLISH)), abs=1e-5) == shares.sum(axis=1)
    assert len(ENGLISH) == len(set(near[numpy.arange(len(ENGLISH)), shares.argmax(axis=1)].tolist()))


@pytest.mark.parametrize("part", ["concepts", "names"])
def test_concepts_lead_from_one_language_to_another(folder: Path, part: str) -> None:
    index = open_index(folder)
    found = [int(numpy.argmax(index._meaning.likenesses([Name(text, "sv")])[part])) for text in SWEDISH]

    assert [*range(len(SWEDISH))] == found


def test_concepts_count_where_they_were_looked_for(folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "plain", [Label(text, text, "en") for text in ENGLISH])
    with_anchors, without = (open_index(one).rank_labels("bilmekaniker", "sv") for one in (folder, tmp_path / "plain"))

    assert ENGLISH.index("car mechanic") == with_anchors[0][0]
    assert with_anchors[1].tolist() != without[1].tolist()


def test_a_language_without_names_of_concepts_takes_those_of_all() -> None:
    shipped = encoder.shipped()

    assert numpy.array_equal(shipped.anchors("xx"), shipped.anchors())
    assert not numpy.array_equal(shipped.anchors("sv"), shipped.anchors())
    assert pytest.approx(numpy.ones(len(shipped.anchors())), abs=1e-3) == numpy.linalg.norm(
        shipped.anchors("sv"), axis=1
    )


def test_no_labels_have_no_concepts(tmp_path: Path) -> None:
    build(tmp_path / "index", [])
    meaning.anchor(tmp_path / "index")

    assert (0, anchors.EACH) == tables.read(tmp_path / "index", anchors.NEAR).shape
