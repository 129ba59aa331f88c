"""From the paths of a call to named sources, one at a time, so that a folder of any size costs no memory.

A source's name is the last name of the path argument plus the path below it (design: section 2).
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat

from loaders import formats
from loaders.rdf.formats import IN_FOLDERS, format_at, format_of
from loaders.read import MAX_BYTES
from ontology.errors import InputError

#: Files that a folder is searched for; a file named on its own may have any ending.
ENDINGS = tuple(formats.ENDINGS)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A source that can be read: its name, and its file, or None for standard input."""

    name: str
    path: Path | None

    @property
    def rdf(self) -> RdfFormat | None:
        """The format of a file of RDF; None for a document. Standard input has the format that its name tells."""
        return format_of(self.name) if self.path is None else format_at(self.path)

    def read(self) -> bytes:
        """The bytes; InputError where they can't be had or are too many."""
        if self.path is None:
            return limited(sys.stdin.buffer.read(MAX_BYTES + 1), self.name)
        try:
            flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
            with os.fdopen(os.open(self.path, flags), "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise InputError("this is no regular file; give a text or Markdown file", self.name)
                if status.st_size > MAX_BYTES:
                    raise InputError(too_large(), self.name)
                return limited(file.read(MAX_BYTES + 1), self.name)
        except OSError as error:
            raise InputError(f"the file can't be read: {error.strerror}", self.name) from None


def limited(content: bytes, name: str) -> bytes:
    """The bytes themselves if they are not too many."""
    if len(content) > MAX_BYTES:
        raise InputError(too_large(), name)
    return content


def too_large() -> str:
    """What to say of a file that is too large."""
    return f"the file is larger than {MAX_BYTES // 1_000_000} MB, the most that a document may have; split it"


def sources(paths: Iterable[str], name: str | None = None, *, rdf: bool = False) -> Iterator[Source | InputError]:
    """Yield the sources below the paths, in order of name, and an error for each that can't be one.

    `name` takes the place of the path's last name; standard input needs it. Folders are searched for documents, and
    for files of RDF if `rdf`. Links that lead out of a folder,
    devices and folders that can't be listed are errors; hidden files are passed over.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield Source(name or "standard-input", None)
            continue
        matches = [path] if os.path.lexists(path) else sorted(glob.glob(path, recursive=True))
        if not matches:
            yield InputError("there is no such file or folder", path)
        for match in matches:
            yield from below(Path(match), name or Path(os.path.abspath(match)).name, ENDINGS + IN_FOLDERS * rdf)


def below(path: Path, name: str, endings: tuple[str, ...]) -> Iterator[Source | InputError]:
    """The source at a path, or all with some endings in a folder."""
    if not path.is_dir():
        yield Source(name, path)
        return
    yield from inside(path, name, Path(os.path.realpath(path)), endings)


def inside(folder: Path, name: str, root: Path, endings: tuple[str, ...]) -> Iterator[Source | InputError]:
    """The sources in a folder and the folders below it; links are followed as long as they stay inside `root`."""
    try:
        with os.scandir(folder) as entries:
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        yield InputError(f"the folder can't be read: {error.strerror}", name)
        return
    for entry, is_folder in names:
        if entry.startswith("."):
            continue
        path, inner = folder / entry, f"{name}/{entry}"
        if is_folder:
            yield from inside(path, inner, root, endings)
        elif path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            yield InputError("this link leads out of the folder; load what it names by its own path", inner)
        elif entry.lower().endswith(endings) and not path.is_dir():
            yield Source(inner, path)


def folder_names(paths: Iterable[str], name: str | None = None) -> list[str]:
    """The names of the folders among the paths, below which `--prune` looks for sources that are gone."""
    return [name or Path(os.path.abspath(path)).name for path in paths if os.path.isdir(path)]


def shown(name: str) -> str:
    """A source's name as it can be told and kept: what of a file's name is not UTF-8 is escaped."""
    return name.encode("utf-8", "backslashreplace").decode()
