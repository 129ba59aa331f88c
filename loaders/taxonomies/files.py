"""Which files a call names, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from loaders.taxonomies import crosswalks, sheets, skos, wikidata
from loaders.taxonomies.findings import Findings, Sort
from loaders.taxonomies.kinds import Kind, alike, kind_of, lacking
from loaders.taxonomies.tables import NAMES, Table, delimited, delimiter_of, others
from ontology.errors import InputError

#: Endings of lines of JSON.
LINES = frozenset((".jsonl", ".ndjson"))
#: The format of a table of links between vocabularies, of which nothing is read.
LINKS = "links"
#: Bytes at a file's beginning by which it is told.
HEAD = 65_536
#: What files of any name may be: a sentence for messages.
KNOWN = (
    "tables of ESCO, Tabiya, O*NET, ISCO-08 and results of Wikidata (.csv, .tsv, .txt, .xlsx), RDF "
    "(.ttl, .nt, .nq, .trig, .rdf, .jsonld) and Wikidata's JSON are read"
)


@dataclass(frozen=True, slots=True)
class File:
    """A file, its name in messages, and whether the call named it itself rather than a folder above it."""

    path: Path
    source: str
    named: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A file that is known: a table with its kind, or another format ("rdf", "entities", "results", LINKS)."""

    file: File
    format: str
    table: Table | None = None
    kind: Kind | None = None


def files(paths: Sequence[Path]) -> list[File]:
    """All files that are named or below a folder that is, in order; raises InputError for one that is not there."""
    found: list[File] = []
    for path in paths:
        if path.is_dir():
            below = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            if not below:
                raise InputError("the folder holds no file", str(path))
            found += [File(one, one.relative_to(path).as_posix(), False) for one in below]
        elif path.exists():
            found.append(File(path, path.name, True))
        else:
            raise InputError("there is no such file or folder; look at the path", str(path))
    unique = {one.path.resolve(): one for one in reversed(found)}
    return [one for one in found if unique[one.path.resolve()] is one]


def items(found: Sequence[File], work: IO[bytes], findings: Findings) -> Iterator[Item]:
    """What is to be read of some files; raises InputError for one that can't be what it should.

    A file that is of no known kind is refused where the call names it; one that only stands in a folder is left out.
    """
    for file in found:
        item = told(file, work)
        if item is None:
            findings.add(Sort.FILE, file.source, 0, "of no known kind")
        elif item.format == LINKS:
            findings.add(Sort.FILE, file.source, 0, "links between vocabularies, for `rolegraph link to --crosswalk`")
        elif item.kind is not None and item.kind.read is None:
            findings.add(Sort.FILE, file.source, 0, item.kind.name)
        else:
            yield item


def told(file: File, work: IO[bytes]) -> Item | None:
    """What a file is; None where it is none of ours and the call does not name it."""
    ending = file.path.suffix.lower()
    if size(file) == 0:
        raise InputError("the file is empty", file.source)
    if ending in skos.FORMATS:
        return Item(file, "rdf")
    if ending in sheets.ENDINGS:
        return of_tables(file, sheets.tables(file.path, file.source, work))
    if ending in LINES or ending == ".json":
        return of_json(file, ending)
    if (delimiter := delimiter_of(file.path)) is not None:
        return of_text(file, delimiter)
    return unknown(file, "its ending tells nothing of what it is")


def size(file: File) -> int:
    """How many bytes a file has; raises InputError where the system does not tell."""
    try:
        return file.path.stat().st_size
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}", file.source) from error


def of_json(file: File, ending: str) -> Item | None:
    """What a file of JSON is, by how it begins."""
    with file.path.open("rb") as opened:
        head = opened.read(HEAD)
    if ending in LINES or (wikidata.is_dump(head) and b"@context" not in head):
        return Item(file, "entities")
    if wikidata.is_result(head):
        return Item(file, "results")
    if b'"@' in head:
        return Item(file, "rdf")
    return unknown(file, "it is neither JSON-LD nor of Wikidata")


def of_text(file: File, delimiter: str) -> Item | None:
    """What a file of delimited text is, by its header."""
    table = delimited(file.path, file.source, delimiter)
    if (kind := checked(table)) is not None:
        return Item(file, "table", table, kind)
    for other in others(delimiter):
        if len(table.headers) < 3 and kind_of(delimited(file.path, file.source, other)) is not None:
            message = f"cells are separated by {NAMES[other]} here; save the file with {NAMES[delimiter]} between them"
            raise InputError(message, file.source, 1)
    return missing(file, [table])


def of_tables(file: File, found: Sequence[Table]) -> Item | None:
    """What a workbook is, by the first of its sheets that is known."""
    for table in found:
        if (kind := checked(table)) is not None:
            return Item(file, "table", table, kind)
    return missing(file, found)


def checked(table: Table) -> Kind | None:
    """The kind of a table; raises InputError where its name says that it is another one, and that lacks columns."""
    kind = kind_of(table)
    if kind is not None and (short := lacking(table, kind)) is not None:
        raise lacks(table, *short)
    return kind


def missing(file: File, found: Sequence[Table]) -> Item | None:
    """Tell what a table lacks that is nearly of a kind; else it is unknown."""
    for table in found:
        if (short := lacking(table, None)) is not None:
            raise lacks(table, *short)
    if crosswalks.is_one(file.path):
        return links(file)
    if found and (named := alike(found[0])):
        raise differs(found[0], named)
    headers = ", ".join(found[0].headers[:6]) if found else ""
    return unknown(file, f"no known table has the columns {headers}")


def lacks(table: Table, kind: Kind, columns: Sequence[str]) -> InputError:
    """The error of a table without some columns."""
    one = len(columns) == 1
    told = f"the column{'' if one else 's'} {', '.join(columns)} of {kind.name}"
    return InputError(
        f"{told} {'is' if one else 'are'} missing; add {'it' if one else 'them'}",
        table.source,
        1,
    )


def links(file: File) -> Item | None:
    """Give an item without a reader for a table of links; raises InputError for one that the call names."""
    if file.named:
        advice = "use it by `rolegraph link to NAME --crosswalk FILE`"
        raise InputError(f"this is a table of links between two vocabularies, not a taxonomy; {advice}", file.source)
    return Item(file, LINKS)


def differs(table: Table, named: Sequence[Kind]) -> InputError:
    """The error of a table that has the name of some kinds, and another content."""
    known = ", or ".join(f"{kind.needed} ({kind.name})" for kind in named)
    return InputError(
        f"there are the columns {', '.join(table.headers[:6])}, where by its name the file has {known}; give the "
        "publisher's own file, or a table of labels with the columns concept_uri, language, label. Labels that run "
        "together with other text in one cell can't be told apart",
        table.source,
        1,
    )


def unknown(file: File, why: str) -> Item | None:
    """Give None for a file of no known kind; raises InputError for one that the call names."""
    if file.named:
        raise InputError(f"the file is of no known kind, {why}; {KNOWN}", file.source)
    return None
