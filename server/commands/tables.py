"""Reports as tables for people, or as JSON for programs."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.table import Table

from loaders.report import Entry, Report, counts


def print_report(report: Report, *, as_json: bool) -> None:
    """Print what a load did: the table on standard output, each problem as a line on standard error."""
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    elif report.entries:
        Console(soft_wrap=False).print(table(report))
    for entry in report.entries:
        if entry.problem is not None:
            click.echo(f"rolegraph: {entry.problem}", err=True)
    if report.snapshot is not None and not as_json:
        click.echo(f"Snapshot {report.snapshot} is published.")


def table(report: Report) -> Table:
    """One row a source; uncertain decisions below it with their lines."""
    found = Table("source", "outcome", "language", "roles", box=None, pad_edge=False)
    for name in ("sections", "items", "skipped lines", "uncertain"):
        found.add_column(name, justify="right")
    found.add_column("of them")
    for entry in report.entries:
        found.add_row(*cells(entry))
    return found


def cells(entry: Entry) -> list[str]:
    """The cells of one source."""
    if entry.extraction is None:
        return [entry.source, entry.outcome]
    numbers = counts(entry.extraction)
    doubts = "; ".join(f"line {one.line} {one.what} {one.text!r}: {one.choice}" for one in entry.extraction.doubts)
    return [
        entry.source,
        entry.outcome,
        numbers["language"],
        ", ".join(numbers["roles"]),
        *(str(numbers[name]) for name in ("sections", "items", "skipped_lines", "doubts")),
        doubts,
    ]
