"""`rolegraph mappings …`: the links to other vocabularies, as tables that anybody's tools read."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import click

from loaders import snapshots
from loaders.durable import explained, replace_file
from loaders.mappings.arriving import Arrived, bring
from loaders.mappings.export import FORMATS, exported
from loaders.mappings.links import Link, links
from loaders.mappings.model import State
from loaders.mappings.schemes import checked
from loaders.publishing import publish
from loaders.sssom_cells import short
from loaders.store import open_writer
from queries.tables import harmless
from server.commands.findings import print_contradictions
from server.commands.options import json_option, store_option, workspace_of, workspace_option
from server.commands.tables import print_rows

scheme_option = click.option("--scheme", metavar="NAME", help="Only links to one vocabulary: esco, isco, onet, …")
#: Problems that are told in full.
MOST = 20


@click.group("mappings")
def command() -> None:
    """List, import and export the links to other vocabularies (SSSOM rows).

    Shipped rows are never written; what people decide and machines propose stands in the workspace. docs/mappings.md
    tells of the files and of what becomes of a link.
    """


@command.command("list")
@scheme_option
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only links in one state.")
@store_option
@workspace_option
@json_option
def list_links(scheme: str | None, state: str | None, store_dir: Path, workspace: Path | None, as_json: bool) -> None:
    """List links with their states."""
    found = [
        link
        for link in links(workspace_of(store_dir, workspace), scheme and checked(scheme))
        if state is None or link.state == state
    ]
    if as_json:
        click.echo(json.dumps([as_object(link) for link in found], ensure_ascii=False, indent=1))
    else:
        head = ("state", "concept", "label", "match", "in", "concept there", "label there", "confidence", "by")
        print_rows(head, [cells(link) for link in found])


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--scheme", metavar="NAME", help="The vocabulary, where IRIs do not tell; by default the file's name.")
@click.option("--replace", "over", is_flag=True, help="Let rows take the place of what the workspace decided.")
@click.option("--no-publish", is_flag=True, help="Write the rows only; `rolegraph publish` applies them.")
@store_option
@workspace_option
@click.pass_context
def import_tables(
    context: click.Context,
    files: tuple[Path, ...],
    scheme: str | None,
    over: bool,
    no_publish: bool,
    store_dir: Path,
    workspace: Path | None,
) -> None:
    """Bring anybody's SSSOM tables into the workspace: all of them, or none where a row can't be used.

    What people said or reviewed is accepted (or rejected, with the modifier Not); what machines said becomes proposals,
    an exact match a close one. Rows about none of our concepts are left out, and told. Then the store is published.
    """
    place = workspace_of(store_dir, workspace)
    done = bring(place, files, scheme and checked(scheme), over=over)
    print_arrived(done)
    if done.decided and not no_publish:
        publish_links(store_dir, place)
    context.exit(0 if done.is_whole else 1)


@command.command()
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="sssom", show_default=True, help="What it is written as."
)
@scheme_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file in place of standard output.")
@store_option
@workspace_option
def export(form: str, scheme: str | None, output: Path | None, store_dir: Path, workspace: Path | None) -> None:
    """Write the accepted links as SSSOM (with the rejected ones), SKOS triples in Turtle, or JSKOS mappings."""
    text = exported(links(workspace_of(store_dir, workspace), scheme and checked(scheme)), form)
    if output is None:
        # Data is not to be changed for terminals.
        click.echo(text, nl=False, color=True)
    else:
        with explained("write", output):
            replace_file(output, text.encode())


def publish_links(store_dir: Path, workspace: Path) -> None:
    """Publish the store by what the workspace says now, where there is a store."""
    if snapshots.current(store_dir) is None:
        return
    with open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False) as writer:
        done = publish(store_dir, writer, workspace)
    print_contradictions(done.contradictions)
    click.echo(f"Snapshot {done.number} is published.")


def print_arrived(done: Arrived) -> None:
    """What became of imported rows: numbers on standard output, what was left out on standard error."""
    for what, counts in (("decided", done.decided), ("proposed", done.proposed)):
        for name, count in sorted(counts.items()):
            click.echo(f"{name}: {count:,} {what}")
    if done.known:
        click.echo(f"{done.known:,} rows were known")
    lines = [*done.notes, *done.left_out]
    for line in lines[:MOST]:
        click.echo(f"rolegraph: {harmless(line)}", err=True)
    if len(lines) > MOST:
        click.echo(f"rolegraph: and {len(lines) - MOST:,} more", err=True)


def cells(link: Link) -> tuple[str, ...]:
    """A link as a row of a table."""
    one = link.mapping
    by = ", ".join(one.reviewers or one.authors) or " ".join(filter(None, (one.tool, one.tool_version)))
    match = f"not {one.name}" if one.negated else one.name
    sides = (short(one.subject), one.subject_label, match, link.scheme, short(one.object), one.object_label)
    confidence = "" if one.confidence is None else f"{one.confidence:.3g}"
    return tuple(harmless(text) for text in (link.state, *sides, confidence, by))


def as_object(link: Link) -> dict[str, Any]:
    """A link as a JSON object."""
    one = link.mapping
    return {
        "scheme": link.scheme,
        "state": link.state.value,
        "origin": link.origin,
        "subject": one.subject,
        "subject_label": one.subject_label or None,
        "predicate": one.predicate,
        "object": one.object,
        "object_label": one.object_label or None,
        "object_source_version": one.object_source_version or None,
        "justification": one.justification,
        "confidence": one.confidence,
        "authors": one.authors,
        "reviewers": one.reviewers,
        "tool": one.tool or None,
        "date": one.review_date or one.date or None,
        "comment": one.comment or None,
    }
