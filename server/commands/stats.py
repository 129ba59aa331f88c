"""`rolegraph stats`: how much there is, and how well it is labelled, evidenced, reviewed and read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from pyoxigraph import NamedNode, RdfFormat, Triple, serialize
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from loaders.holding import hold
from loaders.quality.measures import Measurement, Quality, measured
from loaders.quality.observations import triples
from loaders.rdf import register
from loaders.rdf.register import File
from ontology.terms import PREFIXES, Rg
from server.commands.options import json_option, store_option
from server.commands.tables import FILE_WIDTH

#: What a table tells of each scheme, by metric.
COLUMNS = ((Rg.PendingCandidates, "candidates"), (Rg.WithoutEvidence, "without evidence"))


@click.command("stats")
@store_option
@click.option("--snapshot", "number", type=click.IntRange(min=1), help="A kept snapshot other than the current one.")
@click.option("--turtle", "as_turtle", is_flag=True, help="Print Turtle (VoID and the Data Quality Vocabulary).")
@json_option
def command(store_dir: Path, number: int | None, as_turtle: bool, as_json: bool) -> None:
    """Print figures of a snapshot: labels by language, concepts without evidence, candidates, what is unsure.

    The report graph of each snapshot holds the same figures as RDF.
    """
    if as_turtle and as_json:
        raise click.UsageError("--turtle and --json are two answers; ask for one.")
    with hold(store_dir, number) as snapshot:
        store = snapshot.open()
        quality, files = measured(store), list(register.files(store).values())
    if as_turtle:
        found = [Triple(*one) for one in triples(quality, snapshot.number, datetime.now(UTC))]
        click.echo((serialize(found, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode(), nl=False)
    elif as_json:
        click.echo(json.dumps(members(quality, files, snapshot.number), ensure_ascii=False, indent=1))
    else:
        show(quality, files, snapshot.number)


def members(quality: Quality, files: Sequence[File], number: int) -> dict[str, object]:
    """The figures as JSON members."""
    return {
        "snapshot": number,
        "triples": quality.triples,
        "documents": quality.documents,
        "files": [file.as_json() for file in files],
        "concepts": {name(scheme): count for scheme, count in quality.concepts.items()},
        "measurements": [measurement(one) for one in quality.measurements],
    }


def measurement(one: Measurement) -> dict[str, object]:
    """A measurement as JSON members."""
    found: dict[str, object] = {
        "metric": one.metric.value,
        "value": float(one.value) if one.is_share else int(one.value),
    }
    parts = {"scheme": one.scheme and one.scheme.value, "language": one.language, "section": one.section}
    return found | {part: member for part, member in parts.items() if member is not None}


def show(quality: Quality, files: Sequence[File], number: int) -> None:
    """Print the figures as tables."""
    console = Console(width=None if sys.stdout.isatty() else FILE_WIDTH)
    (inferred,) = quality.of(Rg.InferredShare)
    (unsure,), (doubts,) = quality.of(Rg.UncertainExtractions), quality.of(Rg.UncertainDecisions)
    console.print(
        f"Snapshot {number}: {quality.documents:,} documents, {quality.triples:,} triples, {inferred.value:.1%} of "
        f"them inferred; {unsure.value:,} uncertain extractions, {doubts.value:,} uncertain decisions."
    )
    console.print(schemes(quality))
    console.print(coverage(quality))
    missing = ", ".join(f"{one.section} {one.value:,}" for one in quality.of(Rg.MissingSections))
    console.print(f"Documents without a section: {missing}.")
    if files:
        console.print(table_of_files(files))


def schemes(quality: Quality) -> Table:
    """The concepts of each scheme, in numbers."""
    table = Table(title="Concepts")
    table.add_column("scheme")
    for title in ("concepts", *(title for _, title in COLUMNS)):
        table.add_column(title, justify="right")
    found = {(one.metric, one.scheme): one.value for metric, _ in COLUMNS for one in quality.of(metric)}
    for scheme, count in quality.concepts.items():
        rest = (found.get((metric, scheme)) for metric, _ in COLUMNS)
        table.add_row(name(scheme), f"{count:,}", *("" if value is None else f"{value:,}" for value in rest))
    return table


def coverage(quality: Quality) -> Table:
    """The share of each scheme that has a label in each language."""
    found = {(one.language, one.scheme): one.value for one in quality.of(Rg.LabelCoverage)}
    held = [scheme for scheme, count in quality.concepts.items() if count]
    table = Table(title="Preferred labels by language, %")
    table.add_column("language")
    for scheme in held:
        table.add_column(name(scheme), justify="right")
    for language in ordered({language for language, _ in found if language is not None}, quality):
        table.add_row(language, *(f"{100 * found[language, scheme]:.1f}" for scheme in held))
    return table


def table_of_files(files: Sequence[File]) -> Table:
    """The files of RDF, a row for each graph; the figures above are without them."""
    table = Table(title="Files of RDF, outside the default graph")
    table.add_column("source")
    table.add_column("triples", justify="right")
    table.add_column("graph", overflow="fold")
    for file in files:
        for graph, number in file.graphs.items():
            table.add_row(escape(file.source), f"{number:,}", graph)
    return table


def ordered(languages: Iterable[str], quality: Quality) -> list[str]:
    """Languages, those with most labels first."""
    totals = dict.fromkeys(languages, 0.0)
    for one in quality.of(Rg.LabelCoverage):
        if one.language is not None and one.scheme is not None:
            totals[one.language] += float(one.value) * quality.concepts[one.scheme]
    return sorted(totals, key=lambda language: (-totals[language], language))


def name(scheme: NamedNode) -> str:
    """A scheme's last name."""
    return scheme.value.rpartition("/")[2]
