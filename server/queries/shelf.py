"""The named queries that are served: those that are shipped, and those of the user's folder as it is now."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import InputError, QueryError
from ontology.said import Quoted, Said, message_of, said
from queries import NamedQuery, load_queries, read_query
from server.outline import Bounds, Form, outline

#: The names of parameters that mean the same for every query.
OWN = ("format", "inferred", "page", "per_page", "timeout")
#: The longest file that is read, in bytes.
LONGEST = 1024 * 1024

_NAME = re.compile(r"\w[\w.-]*")
#: Of each file its name, when it was changed (in ns) and its size in bytes.
Stamp = tuple[tuple[str, int, int], ...]

log = logging.getLogger("rolegraph.queries")


@dataclass(frozen=True, slots=True)
class Entry:
    """A query, what it answers with, and whether it is ours."""

    query: NamedQuery
    form: Form
    shipped: bool = False

    def said(self, text: str, translate: Callable[[str], str]) -> str:
        """Say a text of the query in the reader's language where it is ours; a user's own is shown as written."""
        return translate(text) if self.shipped and text else text


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that can't be served: its name, the line (from 1) where that is known, and what is wrong."""

    file: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Queries by name in alphabetical order, and the files that are none."""

    entries: Mapping[str, Entry]
    faults: tuple[Fault, ...]


class Shelf:
    """Gives the queries; a change in the folder shows at the next look. May be used in any thread."""

    def __init__(self, folder: Path | None, bounds: Bounds) -> None:
        self._folder = folder
        self._bounds = bounds
        self._lock = threading.Lock()
        self._shipped = {name: self._entry(query, shipped=True) for name, query in load_queries().items()}
        self._stamp: Stamp | None = None
        self._found = Catalogue(self._shipped, ())
        self.look()

    @property
    def finder(self) -> NamedQuery:
        """The query that finds concepts by a label: ours, whatever the folder holds."""
        return self._shipped["find-concept"].query

    def look(self) -> Catalogue:
        """Give what there is now."""
        if self._folder is None:
            return self._found
        stamp = _stamp(self._folder)
        with self._lock:
            if stamp != self._stamp:
                self._found, self._stamp = self._read(self._folder, stamp), stamp
            return self._found

    def _read(self, folder: Path, stamp: Stamp | None) -> Catalogue:
        entries, faults = dict(self._shipped), []
        if stamp is None:
            faults.append(Fault(folder.name, None, said("the folder can't be read")))
        for name, _, size in stamp or ():
            try:
                entries[Path(name).stem] = self._own(folder / name, size)
            except (InputError, QueryError) as error:
                faults.append(_fault(folder / name, error))
        for fault in faults:
            log.error("a query can't be served: %s", _told(folder, fault))
        return Catalogue(dict(sorted(entries.items())), tuple(faults))

    def _own(self, path: Path, size: int) -> Entry:
        if not _NAME.fullmatch(path.stem):
            raise QueryError(said("the file's name is no name of a query; use letters, digits, - and _"))
        if size > LONGEST:
            raise QueryError(said("the file has %(size)s bytes; %(longest)s are allowed", size=size, longest=LONGEST))
        entry = self._entry(read_query(path))
        for parameter in entry.query.parameters:
            if parameter.name in OWN:
                raise QueryError(
                    said("the parameter %(name)s is the server's own; give yours another name", name=parameter.name)
                )
            if parameter.name == "lang" and parameter.type not in {"language", "languages"}:
                raise QueryError(said("the parameter lang holds the languages of labels; give yours another name"))
        return entry

    def _entry(self, query: NamedQuery, shipped: bool = False) -> Entry:
        form = outline(query.text, self._bounds).form
        if form == "update":
            raise QueryError(said("an update is no named query"))
        return Entry(query, form, shipped)


def _stamp(folder: Path) -> Stamp | None:
    """Give what tells whether a file has changed, None for a folder that can't be read."""
    found = []
    try:
        with os.scandir(folder) as files:
            for one in files:
                if one.name.endswith(".rq") and one.is_file():
                    known = one.stat()
                    found.append((one.name, known.st_mtime_ns, known.st_size))
    except OSError:
        return None
    return tuple(sorted(found))


def _fault(path: Path, error: InputError | QueryError) -> Fault:
    """Tell what is wrong without the folder's place, which is the operator's business."""
    file = path.name.encode("utf-8", "replace").decode()
    line = error.line if isinstance(error, InputError) else getattr(error, "line", None)
    place = f"{path}:{line}: " if line is not None else f"{path}: "
    told = message_of(error)
    return Fault(file, line, told if isinstance(told, Said) else Quoted(told.removeprefix(place)))


def _told(folder: Path, fault: Fault) -> str:
    place = f"{folder / fault.file}:{fault.line}" if fault.line is not None else f"{folder / fault.file}"
    return f"{place}: {fault.message}"
