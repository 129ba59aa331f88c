"""`rolegraph taxonomy …`: public taxonomies into the store, each in a graph of its own."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from loaders import snapshots
from loaders.linking import kept, senses
from loaders.linking.ahead import started
from loaders.publishing import Published, publish
from loaders.store import open_writer
from loaders.taxonomies import adding
from loaders.taxonomies.findings import Findings
from loaders.taxonomies.preparing import Prepared, prepared
from loaders.taxonomies.reading import Listed, listed
from server.commands.findings import print_contradictions
from server.commands.options import json_option, store_option, workspace_of, workspace_option
from server.commands.progress import minutes, rows_shown, working
from server.commands.tables import print_rows
from server.commands.upgrade import command as upgrade

quiet_option = click.option("--no-publish", is_flag=True, help="Leave the readers at the snapshot that they have.")
#: Examples of a sort of finding that are printed, and characters of each.
EXAMPLES, LONGEST = 3, 60


@click.group("taxonomy")
def command() -> None:
    """Add public taxonomies to the store (ESCO, O*NET, ISCO-08, Wikidata, any SKOS), list and remove them.

    Each stands in a graph of its own, outside the default graph; docs/taxonomies.md says what is read.
    """


@command.command()
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--version", help="The version; by default what the files or their names tell.")
@click.option("--language", metavar="TAG", help="The language of files that do not tell theirs, as a BCP 47 tag.")
@quiet_option
@store_option
@workspace_option
@json_option
def add(
    name: str,
    paths: tuple[Path, ...],
    version: str | None,
    language: str | None,
    no_publish: bool,
    store_dir: Path,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Add the taxonomy NAME from files and folders, in place of what has that name, and publish it.

    PATH is a file or a folder of a distribution; several languages go together in one call. What can't be read is told
    with its file and line, and then nothing is added.
    """
    with ExitStack() as stack:
        with rows_shown() as tell:
            found = stack.enter_context(prepared(name, paths, version, language, tell))
        # Only what is published needs it; and a process is forked from one thread, which the bar of rows is not.
        index = None if no_publish else stack.enter_context(started(found.nquads, name, store_dir))
        with working("Writing the store"), open_writer(store_dir, on_wait=partial(click.echo, err=True)) as writer:
            replaced = adding.add(store_dir, writer, found, index)
            done = None if no_publish else publish(store_dir, writer, workspace_of(store_dir, workspace))
        if as_json:
            print_json(found, done, replaced=replaced)
        else:
            print_added(found, done, replaced=replaced)


@command.command("list")
@store_option
@json_option
def list_taxonomies(store_dir: Path, as_json: bool) -> None:
    """List the taxonomies of the store."""
    snapshot = snapshots.current(store_dir)
    store = snapshot.open() if snapshot else None
    found = [listed(store, name) for name in adding.names(store)] if store else []
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        head = ("name", "title", "version", "languages", "concepts", "labels", "licence")
        print_rows(head, [cells(one) for one in found])


@command.command()
@click.argument("name")
@quiet_option
@store_option
@workspace_option
def remove(name: str, no_publish: bool, store_dir: Path, workspace: Path | None) -> None:
    """Remove the taxonomy NAME from the store, and publish that."""
    with open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False) as writer:
        adding.remove(writer, name)
        click.echo(f"The taxonomy {name} is removed.")
        if not no_publish:
            tell_published(publish(store_dir, writer, workspace_of(store_dir, workspace)))


command.add_command(upgrade)


def cells(one: Listed) -> tuple[str, ...]:
    """A taxonomy as a row of a table."""
    numbers = (f"{one.concepts:,}", f"{one.labels:,}")
    return (one.name, one.title, one.version or "", " ".join(one.languages), *numbers, " ".join(one.licences))


def print_added(found: Prepared, done: Published | None, *, replaced: bool) -> None:
    """What was added, for people; what was mended is told on standard error."""
    for line in told(found.findings):
        click.echo(f"rolegraph: {line}", err=True)
    about = found.about
    version = f" {about.version}" if about.version else ""
    verb = "replaced" if replaced else "added"
    languages = ", ".join(sorted(found.labels))
    numbers = f"{found.concepts:,} concepts, {sum(found.labels.values()):,} labels ({languages})"
    click.echo(f"{about.name} is {verb}: {about.title}{version}, {numbers}.")
    for sentence in about.credits:
        click.echo(f"  {sentence}")
    if done is not None:
        tell_published(done)
        tell_vectors(about.name, done)


def tell_vectors(name: str, done: Published) -> None:
    """Say what the linker will do first, if that takes its time."""
    here = kept.found(done.snapshot.path, name)
    if here is not None and not senses.is_made(here) and (count := senses.missing(here)) > senses.A_SECOND:
        first = f"`rolegraph link to {name}` makes vectors of {count:,} labels when it is first called"
        click.echo(f"{first}, {minutes(count / senses.A_SECOND)}; --no-vectors goes without.")


def told(found: Findings) -> list[str]:
    """What was mended, a line a sort, with examples of different texts."""
    examples: dict[str, dict[str, str]] = {}
    for one in found.each:
        known = examples.setdefault(one.sort, {})
        if len(known) < EXAMPLES:
            place = f"{one.source}:{one.line}" if one.line else one.source
            text = f"{one.text[:LONGEST]}…" if len(one.text) > LONGEST else one.text
            known.setdefault(one.text or place, f"{place} {text}" if text else place)
    return [f"{sort}: {count:,} ({'; '.join(examples[sort].values())})" for sort, count in found.counts.items()]


def tell_published(done: Published) -> None:
    """Say which snapshot is published."""
    print_contradictions(done.contradictions)
    click.echo(f"Snapshot {done.number} is published.")


def print_json(found: Prepared, done: Published | None, *, replaced: bool) -> None:
    """What was added, as one JSON object, a finding at a time."""
    about: dict[str, Any] = {**asdict(found.about), "replaced": replaced, "concepts": found.concepts}
    about |= {"labels": found.labels, "snapshot": done.number if done else None}
    about["counts"] = {sort.name.lower(): count for sort, count in found.findings.counts.items()}
    click.echo(json.dumps(about, ensure_ascii=False)[:-1] + ', "findings": [')
    for place, one in enumerate(found.findings.each):
        click.echo(("," if place else "") + json.dumps(one.as_json(), ensure_ascii=False))
    click.echo("]}")
