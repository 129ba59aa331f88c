"""`rolegraph taxonomy upgrade NAME PATH…`: a new version of a taxonomy, and the links to it carried along."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
from pyoxigraph import Literal, NamedNode, Store

from loaders.linking.ahead import started
from loaders.mappings.model import Mapping
from loaders.mappings.upgrade import Upgrade, upgrade
from loaders.publishing import publish
from loaders.sssom_cells import short
from loaders.store import open_writer
from loaders.taxonomies import adding
from loaders.taxonomies.preparing import prepared
from loaders.taxonomies.reading import concepts, listed
from ontology.errors import InputError
from ontology.terms import Dcterms, Skos, taxonomy
from queries.tables import harmless
from server.commands.findings import print_contradictions
from server.commands.options import json_option, store_option, workspace_of, workspace_option
from server.commands.progress import rows_shown, working


@click.command("upgrade")
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--version", help="The version; by default what the files or their names tell.")
@click.option("--language", metavar="TAG", help="The language of files that do not tell theirs, as a BCP 47 tag.")
@click.option("--no-publish", is_flag=True, help="Leave the readers at the snapshot that they have.")
@store_option
@workspace_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    name: str,
    paths: tuple[Path, ...],
    version: str | None,
    language: str | None,
    no_publish: bool,
    store_dir: Path,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Put a new version of the taxonomy NAME in the old one's place, and carry the links to it.

    Links whose concept is gone are superseded, and what replaces it is proposed; those whose concept is called
    otherwise now stay, and are told. The exit code is 1 where a person must look at something.
    """
    place = workspace_of(store_dir, workspace)
    with ExitStack() as stack:
        with rows_shown() as tell:
            found = stack.enter_context(prepared(name, paths, version, language, tell))
        index = None if no_publish else stack.enter_context(started(found.nquads, name, store_dir))
        stack.enter_context(working("Writing the store"))
        writer = stack.enter_context(open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False))
        if name not in adding.names(writer.store):
            raise InputError(f"there is no taxonomy {name!a} in the store; `rolegraph taxonomy add` adds it")
        old, before = labels(writer.store, name), listed(writer.store, name).version
        adding.add(store_dir, writer, found, index)
        new, instead = labels(writer.store, name), replacements(writer.store, name)
        today = date.today().isoformat()
        done = upgrade(place, name, old, new, instead, found.about.version or today, today)
        published = None if no_publish else publish(store_dir, writer, place)
    if as_json:
        click.echo(json.dumps(as_object(name, before, done), ensure_ascii=False, indent=1))
    else:
        print_upgrade(name, before, done)
    if published is not None and not as_json:
        print_contradictions(published.contradictions)
        click.echo(f"Snapshot {published.number} is published.")
    context.exit(1 if done.broke else 0)


def labels(store: Store, name: str) -> dict[str, set[str]]:
    """The preferred labels of each concept of a taxonomy."""
    found: dict[str, set[str]] = {iri: set() for iri in concepts(store, name)}
    for quad in store.quads_for_pattern(None, Skos.prefLabel, None, taxonomy(name)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.subject.value in found:
            found[quad.subject.value].add(quad.object.value)
    return found


def replacements(store: Store, name: str) -> dict[str, list[str]]:
    """The concepts that a taxonomy gives in place of others."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, Dcterms.isReplacedBy, None, taxonomy(name)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            found[quad.subject.value].append(quad.object.value)
    return found


def print_upgrade(name: str, before: str | None, done: Upgrade) -> None:
    """What became of the links, for people: numbers, then what must be looked at."""
    click.echo(f"{name} {before or 'without a version'} → {done.version}")
    click.echo(f"{len(done.carried):,} links stay as they are")
    for count, what in (
        (len(done.relabelled), "stay; their concept is called otherwise now"),
        (len(done.gone), "are superseded; their concept is gone"),
        (len(done.back), "count again; their concept is there again"),
        (len(done.unknown), "are left as they are; their concept was not loaded, nor most of its sort"),
    ):
        if count:
            click.echo(f"{count:,} {what}")
    for one, label in done.relabelled:
        click.echo(f"  {_told(one)} → {harmless(label)}")
    for one, into in done.gone:
        instead = f"; proposed: {', '.join(short(iri) for iri in into)}" if into else ""
        click.echo(f"  {_told(one)}: gone{instead}")


def as_object(name: str, before: str | None, done: Upgrade) -> dict[str, Any]:
    """What became of the links, as a JSON object."""
    return {
        "taxonomy": name,
        "from": before,
        "to": done.version,
        "carried": len(done.carried),
        "back": [_pair(one) for one in done.back],
        "unknown": [_pair(one) for one in done.unknown],
        "relabelled": [{**_pair(one), "new_label": label} for one, label in done.relabelled],
        "gone": [{**_pair(one), "replaced_by": list(into)} for one, into in done.gone],
    }


def _pair(one: Mapping) -> dict[str, str]:
    return {"subject": one.subject, "predicate": one.predicate, "object": one.object, "object_label": one.object_label}


def _told(one: Mapping) -> str:
    label = f" ({harmless(one.object_label)})" if one.object_label else ""
    return f"{short(one.subject)} {one.name} {short(one.object)}{label}"
