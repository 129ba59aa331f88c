"""The labels that the linker's codes are learnt from: ESCO's and ISCO-08's, O*NET's titles, and the vocabulary."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

from loaders import vocabulary
from loaders.languages import known
from loaders.linking.texts import folded

SCHEMES = ("roles", "functions", "levels", "skills", "tool-categories", "responsibilities")
#: The workbooks of O*NET, and the column of the title in each; the code is in the first one.
WORKBOOKS = {"Occupation Data.xlsx": 1, "Alternate Titles.xlsx": 2}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: What the IRI of a group of ISCO-08 begins with.
GROUP = "http://data.europa.eu/esco/isco/C"
#: Columns of the table of ISCO-08 that are no labels.
OTHER = ("code", "uri", "description_en")


class Known(NamedTuple):
    """A label of a concept, as it is compared."""

    concept: str
    language: str
    text: str


def labels(shared: Path) -> list[Known]:
    """All of them, in an order that does not change."""
    folder = shared / "taxonomies"
    sources = (esco(folder), isco(folder), onet(folder), ours())
    return sorted({one for source in sources for one in source if len(one.text) > 1})


def held(concept: str, percent: int) -> bool:
    """Whether a concept of ESCO or ISCO-08 is one of those left out of a hundred."""
    number = int(hashlib.sha256(concept.encode()).hexdigest()[:8], 16)
    return concept.startswith("http") and number % 100 < percent


def esco(folder: Path) -> Iterator[Known]:
    """Labels of ESCO's occupations in eight languages."""
    lines = (folder / "esco-occupation-labels-multilingual" / "labels.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        concept, language, label = line.split("\t")
        yield Known(concept, known(language) or language, folded(label))


def isco(folder: Path) -> Iterator[Known]:
    """Labels of the unit groups of ISCO-08 in twenty-four languages."""
    path = folder / "isco08-esco-multilingual" / "isco08_unit_groups_labels.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for language, label in row.items():
                if label and language not in OTHER:
                    yield Known(row["uri"], known(language) or language, folded(label))


def groups(shared: Path) -> dict[str, str]:
    """The unit group of ISCO-08 that each of ESCO's occupations is in."""
    path = shared / "taxonomies" / "esco-1.1.2-tabiya" / "en" / "occupations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["ORIGINURI"]: GROUP + row["OCCUPATIONGROUPCODE"] for row in csv.DictReader(file)}


def onet(folder: Path) -> Iterator[Known]:
    """Titles and alternate titles of O*NET's occupations."""
    for name, column in WORKBOOKS.items():
        for number, row in enumerate(sheet(folder / "onet-29.3" / name)):
            if number:
                yield Known(f"onet:{row[0]}", "en", folded(row[column]))


def sheet(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet of a workbook."""
    with ZipFile(path) as file:
        shared = ElementTree.fromstring(file.read("xl/sharedStrings.xml")).iter(f"{SHEET}si")
        strings = ["".join(part.text or "" for part in one.iter(f"{SHEET}t")) for one in shared]
        for row in ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}row"):
            yield [cell(one, strings) for one in row]


def cell(one: ElementTree.Element, strings: list[str]) -> str:
    """The text of a cell."""
    value = one.findtext(f"{SHEET}v", "")
    return strings[int(value)] if one.get("t") == "s" else value


def ours() -> Iterator[Known]:
    """The vocabulary's own labels."""
    for scheme in SCHEMES:
        for entry in vocabulary.labels(scheme):
            yield Known(f"rg:{scheme}/{entry.concept}", entry.language, folded(entry.value))
