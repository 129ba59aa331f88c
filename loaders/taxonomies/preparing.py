"""Files of a distribution to N-Quads in a temporary file, before a store is touched: what is bad adds nothing."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from pyoxigraph import Store

from loaders.languages import document_language
from loaders.taxonomies import about, cells, files, skos, wikidata
from loaders.taxonomies.about import About
from loaders.taxonomies.files import Item
from loaders.taxonomies.findings import Findings, Sort
from loaders.taxonomies.hints import Hints, hints, is_hint
from loaders.taxonomies.session import STEP, Progress, Session
from loaders.taxonomies.sink import Sink
from ontology.errors import InputError
from ontology.terms import taxonomy

#: Rows by whose texts the language of a table is told.
SAMPLE = 300
#: Files of which nothing is used that a message tells.
TOLD = 3
#: The columns of texts.
TEXTS = ("description", "definition", "preferredlabel", "altlabels", "title", "label")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A taxonomy that can be put into a store: its N-Quads, what is known of it, and what was mended."""

    about: About
    nquads: IO[bytes]
    findings: Findings
    concepts: int
    labels: dict[str, int]


@contextmanager
def prepared(
    name: str,
    paths: Sequence[Path],
    version: str | None = None,
    language: str | None = None,
    progress: Progress = lambda count, source: None,
) -> Iterator[Prepared]:
    """Read files and folders; `language` is that of files that do not tell theirs.

    Raises InputError, with file and line, for what can't be read.
    """
    check_name(name)
    if language is not None and not cells.is_tag(language):
        raise InputError(f"“{language}” is no language tag; write one such as fi or nb")
    with tempfile.TemporaryFile() as nquads, tempfile.TemporaryFile() as work:
        findings = Findings()
        reading = Reading(name, language, progress, Sink(nquads, taxonomy(name), findings), work)
        found = reading.read(paths, version)
        nquads.seek(0)
        yield Prepared(found, nquads, findings, len(reading.sink.described), dict(reading.sink.languages))
        findings.each.close()


def check_name(name: str) -> None:
    """Raise InputError for what can't be a taxonomy's name."""
    if not _NAME.fullmatch(name):
        raise InputError(
            f"“{name}” can't be a taxonomy's name; use small letters, digits, -, _ and . such as in esco-1.2"
        )


class Reading:
    """One distribution while it is read."""

    def __init__(self, name: str, language: str | None, progress: Progress, sink: Sink, work: IO[bytes]) -> None:
        self._name = name
        self._language = language
        self._progress = progress
        self._work = work
        self._ids: dict[Path, dict[str, str]] = {}
        self.sink = sink

    def read(self, paths: Sequence[Path], version: str | None) -> About:
        """Read all of it; give what is known of it."""
        all_files = files.files(paths)
        told = hints(paths, all_files)
        rest = [file for file in all_files if not is_hint(file)]
        found = list(files.items(rest, self._work, self.sink.findings))
        tables = sorted((one for one in found if one.kind), key=lambda one: one.kind.order if one.kind else 0)
        for item in tables:
            self._table(item, told)
        for item in found:
            self._wikidata(item)
        itself = self._rdf([item for item in found if item.format == "rdf"])
        self.sink.finish()
        if not self.sink.described:
            raise InputError(f"there is no concept in any of the files{self._unused()}", ", ".join(map(str, paths)))
        read = [item.kind.family for item in found if item.kind] + ["wikidata"] * any(
            item.format in ("entities", "results") for item in found
        )
        families = about.families(read, self.sink.described)
        version = version or told.version(self.sink.findings)
        known = about.about(self._name, version, families, (item.file.source for item in found), itself)
        about.describe(self.sink, known)
        self.sink.flush()
        return known

    def _unused(self) -> str:
        """What the first files are of which nothing is used, for a message; else what to do."""
        unused = (one for one in self.sink.findings.each if one.sort == Sort.FILE)
        told = "; ".join(f"{one.source}: {one.text}" for one in islice(unused, TOLD))
        return f" ({told})" if told else "; name those that hold labels too"

    def _table(self, item: Item, told: Hints) -> None:
        assert item.table is not None
        assert item.kind is not None
        assert item.kind.read is not None
        language = item.kind.language
        if language is None:
            language = self._language_of(item, told)
        ids = self._ids.setdefault(item.file.path.parent, {})
        item.kind.read(Session(item.table, self.sink, language or "und", ids, self._progress))

    def _language_of(self, item: Item, told: Hints) -> str:
        """The language of a table: what its name or folder tells, else what the call says, else what its texts tell."""
        assert item.table is not None
        source = item.file.source
        if written := told.language(item.file.path) or self._language:
            found = cells.tag(written)
            if found.casefold() != written.replace("_", "-").casefold():
                self.sink.findings.add(Sort.TAG, source, 0, f"{written} is {found}")
            return found
        texts = [row[column] for row, _ in zip(item.table.rows(), range(SAMPLE), strict=False) for column in TEXTS]
        found, certain = document_language(filter(None, texts))
        if not certain:
            raise InputError("nothing tells the file's language; give it with --language", source)
        self.sink.findings.add(Sort.LANGUAGE, source, 0, found)
        return found

    def _wikidata(self, item: Item) -> None:
        if item.format == "results":
            wikidata.results(item.file.path, item.file.source, self.sink)
        elif item.format == "entities":
            for count, _ in enumerate(wikidata.entities(item.file.path, item.file.source, self.sink), start=1):
                if count % STEP == 0:
                    self._progress(STEP, item.file.source)

    def _rdf(self, found: Sequence[Item]) -> about.Told:
        """Read RDF by way of a store on the disk, which goes afterwards."""
        if not found:
            return about.Told()
        with tempfile.TemporaryDirectory(prefix="rolegraph-") as folder:
            store = Store(folder)
            for item in found:
                path = item.file.path
                format_ = skos.FORMATS.get(path.suffix.lower(), skos.FORMATS[".jsonld"])
                skos.load(store, path, item.file.source, format_, self._progress)
            store.flush()
            language = cells.tag(self._language) if self._language else "und"
            skos.Converter(store, self.sink, found[0].file.source, language, self._progress).convert()
            told = about.told(store)
            del store
        return told
