"""The acceptance scorer on the five real documents, where the builders' material is at hand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.as_json import as_json
from loaders.extract import extract
from loaders.read import document

LEAST = {
    "role": 100.0, "section": 100.0, "item": 100.0, "label": 99.0,
    "text": 100.0, "sentence": 99.5, "product": 100.0, "career": 95.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def means(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("extracted")
    pairs: list[str] = []
    for path in sorted((shared / "documents").glob("*.txt")):
        got = folder / f"{path.stem}.json"
        extraction = extract(document(path.name, path.read_bytes()))
        got.write_text(json.dumps(as_json(extraction), ensure_ascii=False), encoding="utf-8")
        pairs += [str(shared / "gold" / f"seed_{path.name[:3]}.json"), str(got)]
    scorer = shared / "acceptance" / "score_extraction.py"
    done = subprocess.run([sys.executable, str(scorer), *pairs], capture_output=True, text=True, check=True)
    last = done.stdout.splitlines()[-1]
    return {name: float(value) for name, value in re.findall(r"([a-z]+) +(\d+\.\d)", last)}


@pytest.mark.parametrize("column", LEAST)
def test_the_real_documents_are_read_right(means: dict[str, float], column: str) -> None:
    assert means[column] >= LEAST[column]
