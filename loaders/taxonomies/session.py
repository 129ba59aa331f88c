"""One table while it is read: its language, what its rows go into, and what other tables of the call left for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from loaders.taxonomies import cells
from loaders.taxonomies.findings import Findings, Sort
from loaders.taxonomies.sink import Sink
from loaders.taxonomies.tables import Row, Table
from ontology.terms import Skos

#: Is called with how many rows were read and of which file.
Progress = Callable[[int, str], None]
#: Rows between two calls of it.
STEP = 1000


@dataclass(frozen=True, slots=True)
class Session:
    """A table and where its content goes.

    `ids` are the concepts of the tables of one folder by ids of their own; `progress` is told of rows.
    """

    table: Table
    sink: Sink
    language: str = "und"
    ids: dict[str, str] = field(default_factory=dict)
    progress: Progress = lambda count, source: None

    @property
    def findings(self) -> Findings:
        """What was mended."""
        return self.sink.findings

    def rows(self) -> Iterator[Row]:
        """The rows of the table; afterwards its empty columns are told."""
        empty, count = set(self.table.keys), 0
        for row in self.table.rows():
            count += 1
            if empty:
                empty -= {column for column in empty if row.cells[column].strip()}
            if count % STEP == 0:
                self.progress(STEP, self.table.source)
            yield row
        self.progress(count % STEP, self.table.source)
        if count:
            for column in self.table.keys:
                if column in empty:
                    self.findings.add(Sort.EMPTY, self.table.source, 0, self.header(column))

    def unique(self, column: str) -> Iterator[Row]:
        """The rows, one for each cell of a column; raises InputError where two of one cell say different things."""
        known: dict[str, tuple[int, int]] = {}
        for row in self.rows():
            said = hash(tuple(map(str.strip, row.cells.values())))
            before = known.setdefault(row[column], (said, row.line))
            if before[1] == row.line or not row[column]:
                yield row
            elif before[0] == said:
                self.findings.add(Sort.ROW, row.source, row.line, row[column])
            else:
                message = f"{row[column]} stands in line {before[1]} too, with other content; keep one of the rows"
                raise row.error(message)

    def iri(self, row: Row, column: str) -> str:
        """The IRI in a cell; raises InputError where there is none."""
        found = row[column]
        if not cells.is_iri(found):
            written = f"“{found}” is no IRI" if found else "the cell is empty, an IRI belongs there"
            raise row.error(f"column {self.header(column)}: {written}")
        return found

    def iris(self, row: Row, column: str) -> list[str]:
        """The IRIs in a cell; raises InputError where one of them is none."""
        found = cells.iris(row[column])
        for one in found:
            if not cells.is_iri(one):
                raise row.error(f"column {self.header(column)}: “{one}” is no IRI")
        return found

    def name(self, row: Row, iri: str, preferred: str, alternative: str = "", hidden: str = "") -> None:
        """The labels of a concept, by the columns that hold them."""
        found = [self._apart(row, column) if column else [] for column in (preferred, alternative, hidden)]
        if not found[0]:
            self.findings.add(Sort.UNNAMED, row.source, row.line, iri)
        first, others = "".join(found[0][:1]), [*found[0][1:], *found[1]]
        self.sink.labels(row, iri, self.language, first, others, found[2])

    def _apart(self, row: Row, column: str) -> list[str]:
        found = cells.labels(row.cells.get(column, ""))
        if len(found) > 1:
            self.findings.add(Sort.CELL, row.source, row.line, f"{self.header(column)}: {len(found)} labels")
        return found

    def describe(self, row: Row, iri: str, *columns: str) -> None:
        """The definitions of a concept, by the columns that hold them."""
        for column in columns:
            self.sink.prose(iri, Skos.definition.value, row[column], self.language)

    def notation(self, row: Row, iri: str, column: str) -> None:
        """The code of a concept, if there is one."""
        if code := cells.label(row[column]):
            self.sink.text(iri, Skos.notation.value, code)

    def tag(self, written: str, source: str) -> str:
        """A language tag as BCP 47 has it; that it was written otherwise is told."""
        if (found := cells.tag(written)).casefold() != written.casefold():
            self.findings.add(Sort.TAG, source, 0, f"{written} is {found}")
        return found

    def header(self, column: str) -> str:
        """A column's header as written."""
        keys = self.table.keys
        return self.table.headers[keys.index(column)] if column in keys else column
