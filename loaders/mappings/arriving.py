"""Anybody's SSSOM tables into a workspace: what people said becomes decisions, what machines said proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from loaders import sssom
from loaders.decisions import is_concept
from loaders.mappings import files
from loaders.mappings.model import NOTHING, PREDICATES, Mapping, as_written, mapping_of, problem_of
from loaders.mappings.schemes import CANDIDATES, TABLE, checked, name_of, scheme_of, shipped_file, subject_source
from loaders.sssom_cells import short
from ontology.errors import InputError
from ontology.terms import RGID, Skos


@dataclass(slots=True)
class Arrived:
    """What became of the rows: how many by vocabulary, and why others were left out, each as "file:line: why"."""

    decided: dict[str, int] = field(default_factory=dict)
    proposed: dict[str, int] = field(default_factory=dict)
    #: Rows that the package or the workspace holds as they are.
    known: int = 0
    left_out: list[str] = field(default_factory=list)
    #: Columns that were left out, since SSSOM does not have them.
    notes: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether no row was left out."""
        return not self.left_out


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    scheme: str
    mapping: Mapping


def bring(workspace: Path, paths: Iterable[Path], scheme: str | None = None, *, over: bool = False) -> Arrived:
    """Bring tables into a workspace, all or none of them.

    `scheme` names the vocabulary where the IRIs of the objects do not tell it (else the file's name does). What the
    workspace decided otherwise about a pair stays, unless `over`. Rows about no concept of ours, or two, are left out.
    Raises InputError, with file and line, for a table or a row that can't be used; nothing is written then.
    """
    done = Arrived()
    rows: list[_Row] = []
    prefixes: dict[str, str] = {}
    for path in paths:
        if not path.is_file():
            raise InputError("there is no such file", str(path))
        table = sssom.table(path)
        prefixes |= dict(table.prefixes or {})
        done.notes += [f"{path.name}: the column {name} is none of SSSOM's" for name in table.unknown]
        done.left_out += [f"{path.name}:{line}: it names a thing by its label alone" for line in table.literals]
        rows += _rows(path, table, scheme, done)
    with files.held(workspace):
        for name in sorted({row.scheme for row in rows}):
            _put(workspace, name, [row for row in rows if row.scheme == name], prefixes, done, over=over)
    return done


def _rows(path: Path, table: sssom.Table, scheme: str | None, done: Arrived) -> Iterator[_Row]:
    """The rows of a table that are links of ours, ours as the subject."""
    for line, row in table.rows:
        mapping = mapping_of(row)
        # A row that is about none of ours may not be right either.
        if mapping.predicate in PREDICATES and is_concept(mapping.object) and not is_concept(mapping.subject):
            mapping = mapping.turned()
        place = f"{path.name}:{line}"
        if problem := _strange(mapping):
            done.left_out.append(f"{place}: {problem}")
        elif problem := problem_of(mapping):
            raise InputError(problem, path.name, line)
        else:
            name = scheme_of(mapping.object, scheme or name_of(path))
            yield _Row(place, checked(name), _ours(mapping))


def _strange(mapping: Mapping) -> str | None:
    """Why a row is no link between us and others, if so; what else is wrong with it is another thing."""
    if mapping.predicate not in PREDICATES:
        return None
    if NOTHING in (mapping.subject, mapping.object) and not is_concept(mapping.subject):
        return "it is about no concept of Rolegraph"
    ours = [iri for iri in (mapping.subject, mapping.object) if iri.startswith(RGID)]
    if not ours:
        return f"neither {short(mapping.subject)} nor {short(mapping.object)} is a concept of Rolegraph"
    if len(ours) > 1:
        return "both are concepts of Rolegraph; what is one among them `rolegraph concepts` decides"
    return None


def _ours(mapping: Mapping) -> Mapping:
    """A row as it may be kept: a machine's exact match is a close one, since only a person says that much."""
    if not mapping.subject_source:
        mapping = replace(mapping, subject_source=subject_source(mapping.subject))
    if not mapping.is_by_people and mapping.predicate == Skos.exactMatch.value:
        mapping = replace(mapping, predicate=Skos.closeMatch.value)
    return as_written(mapping)


def _put(workspace: Path, name: str, rows: list[_Row], prefixes: dict[str, str], done: Arrived, *, over: bool) -> None:
    """Put the rows about a vocabulary where they belong."""
    decided = {one.pair: one for one in files.read(workspace / f"{name}{TABLE}")}
    proposed = {one.pair: one for one in files.read(workspace / f"{name}{CANDIDATES}")}
    before = dict(decided), dict(proposed)
    shipped = {as_written(one) for one in files.read(shipped_file(name))}
    for row in rows:
        # What a machine denies is no proposal, and no decision either.
        if row.mapping.negated and not row.mapping.is_by_people:
            done.left_out.append(f"{row.place}: a machine says that two do not match; only a person decides that")
            continue
        table, there = (decided, before[0]) if row.mapping.is_by_people else (proposed, before[1])
        old = there.get(row.mapping.pair)
        if old == row.mapping or (old is None and row.mapping in shipped):
            done.known += 1
        elif old is not None and table is decided and not over:
            done.left_out.append(f"{row.place}: the workspace has decided about this pair; --replace takes the row's")
        else:
            table[row.mapping.pair] = row.mapping
            counts = done.decided if table is decided else done.proposed
            counts[name] = counts.get(name, 0) + 1
    for kind, rows_now, rows_before in ((TABLE, decided, before[0]), (CANDIDATES, proposed, before[1])):
        if rows_now != rows_before:
            files.write(workspace, name, kind, rows_now.values(), prefixes)
