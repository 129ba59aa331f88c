"""What the files around a distribution tell of it: its version and, by folder, its language."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.taxonomies import cells
from loaders.taxonomies.files import File
from loaders.taxonomies.findings import Findings, Sort
from loaders.taxonomies.tables import key

#: A version in the name of a file or folder: "esco-1.1.2", "ESCO dataset - v1.2.0 - classification - en - csv".
_NAMED = re.compile(r"(?:^|[-_ v])v?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)(?=$|[-_ ]|\.[a-z])", re.IGNORECASE)
#: A version in prose: "O*NET 29.3 Database", "ESCO v1.1.2".
_IN_PROSE = re.compile(r"(?:\bv|\bO\*NET )(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)\b")
_TAGGED = re.compile(r".+_([a-z]{2}(?:-[a-z]{2,4})?)", re.IGNORECASE)
_IN_FOLDER = re.compile(r"(?:^|.* - )([a-z]{2}(?:-[a-z]{2})?)(?:$| - .*)", re.IGNORECASE)
MODEL_INFO, READ_ME = "modelinfo", "readme"
#: Folders of a path that are looked at, the nearest first, and bytes of a file of notes.
FOLDERS, NOTES = 3, 4096


@dataclass(slots=True)
class Hints:
    """The versions that are told, by what tells them, and the language of each folder."""

    versions: dict[str, str] = field(default_factory=dict)
    locales: dict[Path, str] = field(default_factory=dict)

    def version(self, findings: Findings) -> str | None:
        """The version, by names before contents; that they differ is told."""
        found = list(dict.fromkeys(self.versions.values()))
        if len(found) > 1:
            for source, version in self.versions.items():
                findings.add(Sort.VERSION, source, 0, version)
        return found[0] if found else None

    def language(self, path: Path) -> str | None:
        """The language of a file that is in one, by its name, by what its folder tells, by that folder's name."""
        if found := _TAGGED.fullmatch(path.stem):
            return found[1]
        if path.parent in self.locales:
            return self.locales[path.parent]
        named = _IN_FOLDER.fullmatch(path.resolve().parent.name)
        return named[1] if named else None


def is_hint(file: File) -> bool:
    """Whether a file only tells of others."""
    return key(file.path.stem) in (MODEL_INFO, READ_ME)


def hints(paths: Sequence[Path], found: Iterable[File]) -> Hints:
    """What the names of the paths and the files that are hints tell."""
    made = Hints()
    for path in paths:
        version_of([path.name, *(one.name for one in path.resolve().parents[:FOLDERS])], made)
    for file in found:
        version_of(reversed(file.source.split("/")), made)
        if is_hint(file):
            read(file, made)
    return made


def version_of(names: Iterable[str], made: Hints) -> None:
    """Take in the version in the first of some names that has one."""
    for name in names:
        if version := _NAMED.search(name):
            made.versions.setdefault(name, version[1])
            return


def read(file: File, made: Hints) -> None:
    """Take in a file of notes; one that can't be read tells nothing."""
    text = file.path.read_bytes()[:NOTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if version := _IN_PROSE.search(text):
        made.versions[file.source] = version[1]
    if key(file.path.stem) == MODEL_INFO:
        for column, cell in pairs(text):
            if column == "locale" and cells.is_tag(cell):
                made.locales[file.path.parent] = cell
            elif column == "version" and cell:
                made.versions[file.source] = cell


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """The headers of a table with the cells of its first row, if it has as many."""
    head, *body = csv.reader(text.splitlines(keepends=True))
    if body and len(body[0]) == len(head):
        yield from zip(map(key, head), map(str.strip, body[0]), strict=True)
