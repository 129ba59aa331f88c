"""The corpus: small documents of every shape and format, read as a careful reader reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.quality import CORPUS
from bench.scores import Scores, compare
from loaders.as_json import as_json
from loaders.extract import extract
from loaders.model import Extraction
from loaders.read import document

GOLD = sorted((CORPUS / "visible").glob("*.json"))
#: What no document of the corpus may fall below; most have 1 throughout (`make quality`).
LEAST = {"role": 1.0, "section": 0.8, "item": 0.8, "label": 0.95, "text": 1.0, "sentence": 0.9}


def read(gold: Path) -> Extraction:
    path = next(path for path in gold.parent.glob(f"{gold.stem}.*") if path != gold)
    return extract(document(path.name, path.read_bytes()))


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.stem)
def test_a_document_is_read_as_expected(gold: Path) -> None:
    scores = compare(json.loads(gold.read_text(encoding="utf-8")), as_json(read(gold)))
    means = scores.means()

    assert {} == {name: means[name] for name, least in LEAST.items() if (means[name] or 1.0) < least}, scores.misses


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.stem)
def test_its_evidence_is_in_its_text(gold: Path) -> None:
    found = read(gold)
    text = found.document.text
    for role in found.roles:
        assert text[role.start : role.end].strip()
        for section in role.sections:
            for item in section.items:
                assert 0 <= item.start < item.end <= len(text)
                for sentence in item.text:
                    assert text[sentence.start : sentence.end].split()[0][:1] == sentence.text[:1]


def test_the_corpus_is_large_and_wide() -> None:
    names = [gold.stem for folder in ("visible", "set_aside") for gold in (CORPUS / folder).glob("*.json")]

    assert len(names) >= 40
    assert len({name.rpartition(".")[2] for name in names}) >= 20


WANTED = {
    "role": {"label": "nurse", "label_lang": "en"},
    "sections": {
        "skills": {"items": [{"label": "Empathy", "label_lang": "en", "text": "Feel.", "text_langs": ["en"]}]},
        "career": {"items": [{"label": None, "text": "Matron", "text_langs": ["en"], "kind": "next"}]},
    },
}


def extracted(**changes: object) -> dict[str, object]:
    item = {"label": "Empathy", "language": "en", "text": [{"text": "Feel.", "language": "en"}], "children": []}
    step = {
        "label": None,
        "language": "en",
        "text": [{"text": "Matron", "language": "en"}],
        "children": [],
        "kind": "next",
    }
    sections = [
        {"kind": "skills", "text": [], "items": [item | changes]},
        {"kind": "career", "text": [], "items": [step]},
    ]
    return {"roles": [{"label": "Nurse", "language": "en", "sections": sections}]}


def scored(**changes: object) -> Scores:
    return compare(WANTED, extracted(**changes))


def test_a_perfect_reading_scores_one_throughout() -> None:
    assert {1.0, None} == set(scored().means().values())
    assert [] == scored().misses


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"label": "Sympathy"}, "item"),
        ({"language": "fi"}, "label"),
        ({"text": [{"text": "Feel it.", "language": "en"}]}, "text"),
        ({"text": [{"text": "Feel.", "language": "fi"}]}, "sentence"),
    ],
)
def test_every_fault_costs_in_its_column(changes: dict[str, object], column: str) -> None:
    found = scored(**changes)

    assert (found.means()[column] or 0.0) < 1
    assert any(miss.startswith(f"{column}:") for miss in found.misses)
