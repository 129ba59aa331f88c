"""Reports as tables for people, or as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from loaders.report import Entry, Report
from server.commands.findings import print_contradictions

#: Columns of a table that no terminal shows.
FILE_WIDTH = 160
#: As wide as any row of texts in a file or a pipe, where each is one line.
ROW_WIDTH = 10_000
#: A load of more sources is told in one line.
MOST_ROWS = 200


def print_report(report: Report, *, as_json: bool) -> None:
    """Print what a load did: the table on standard output, each problem as a line on standard error."""
    if as_json:
        print_json(report)
    elif 0 < len(report.entries) <= MOST_ROWS:
        console = Console(width=None if sys.stdout.isatty() else FILE_WIDTH)
        if any(entry.rdf is None for entry in report.entries):
            console.print(table(report))
        if any(entry.rdf is not None for entry in report.entries):
            console.print(rdf_table(report))
    elif report.entries:
        click.echo(totals(report))
    for entry in report.entries:
        if entry.problem is not None:
            click.echo(f"rolegraph: {entry.problem}", err=True)
    if not as_json:
        print_contradictions(report.contradictions)
    if report.snapshot is not None and not as_json:
        click.echo(f"Snapshot {report.snapshot} is published.")
    report.entries.close()


def print_json(report: Report) -> None:
    """Print the report as one JSON object, an entry at a time."""
    click.echo('{"documents": [')
    for place, entry in enumerate(report.entries):
        click.echo(("," if place else "") + json.dumps(entry.as_json(), ensure_ascii=False, indent=1))
    found = json.dumps(report.contradictions, ensure_ascii=False, indent=1)
    click.echo(f'], "contradictions": {found}, "snapshot": {json.dumps(report.snapshot)}}}')


def print_rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of texts; on a terminal long ones are folded."""
    found = Table(box=None, pad_edge=False)
    for name in head:
        # Names of concepts are there to be copied whole.
        found.add_column(name, overflow="fold")
    for row in rows:
        found.add_row(*(escape(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else ROW_WIDTH).print(found)


def totals(report: Report) -> str:
    """A load of many sources in one line."""
    counts = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(report.outcomes.items()))
    return (
        f"{len(report.entries):,} sources: {counts}; {report.uncertain:,} uncertain decisions "
        "(--json lists them, and so does the report graph)."
    )


def table(report: Report) -> Table:
    """One row a source; uncertain decisions below it with their lines."""
    found = Table("source", "outcome", "language", "roles", box=None, pad_edge=False)
    for name in ("sections", "items", "skipped lines", "uncertain"):
        found.add_column(name, justify="right")
    found.add_column("of them")
    for entry in report.entries:
        if entry.rdf is None:
            found.add_row(*cells(entry))
    return found


def rdf_table(report: Report) -> Table:
    """The files of RDF that came, a row for each graph."""
    found = Table("RDF file", "outcome", box=None, pad_edge=False)
    found.add_column("triples", justify="right")
    found.add_column("graph", overflow="fold")
    for entry in report.entries:
        for graph, triples in entry.rdf.graphs.items() if entry.rdf is not None else ():
            found.add_row(escape(entry.source), entry.outcome, f"{triples:,}", graph)
    return found


def cells(entry: Entry) -> list[str]:
    """The cells of one source."""
    found = entry.summary
    if found is None:
        return [entry.source, entry.outcome]
    doubts = "; ".join(f"line {one.line} {one.what} {one.text!r}: {one.choice}" for one in found.doubts)
    numbers = (found.sections, found.items, len(found.skipped), len(found.doubts))
    return [entry.source, entry.outcome, found.language, ", ".join(found.roles), *map(str, numbers), doubts]
