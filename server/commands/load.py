"""`rolegraph load PATH…`: documents and files of RDF into the store, then a snapshot for the readers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

import click
from pyoxigraph import NamedNode

from loaders.folders import VECTORS
from loaders.load import Loader
from loaders.publishing import publish
from loaders.rdf.names import reserved
from loaders.readers import Readers
from loaders.sources import folder_names, sources
from loaders.store import Writer, open_writer
from loaders.sweep import sweep_texts
from ontology.errors import InputError, RolegraphError
from queries.values import iri
from server.commands.findings import refusals
from server.commands.options import json_option, store_option, strict_option, workspace_of, workspace_option
from server.commands.progress import shown
from server.commands.tables import print_report

#: Fewer sources than this are read by one process: a second one would learn the
#: languages' patterns for nothing.
FEW = 24


@click.command("load")
@click.argument("paths", nargs=-1, required=True)
@store_option
@click.option("--name", help="The name of the source, in place of the path's last name; standard input needs it.")
@click.option("--graph", metavar="IRI", help="The graph of RDF that names none; by default one named after its file.")
@click.option("--prune", is_flag=True, help="Remove sources below the folders given that are no longer there.")
@click.option("--no-publish", is_flag=True, help="Leave the readers at the snapshot that they have.")
@click.option("--no-text", is_flag=True, help="Do not keep the documents' texts.")
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that read documents; 0 for none but this one.",
)
@strict_option
@workspace_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    store_dir: Path,
    name: str | None,
    graph: str | None,
    prune: bool,
    no_publish: bool,
    no_text: bool,
    jobs: int,
    strict: bool,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Load role documents, and files of RDF, into the store and publish them.

    PATH is a file, a folder (searched with all below it for documents, .txt and .md for instance, and for .ttl, .nt,
    .nq, .trig, .rdf and .jsonld, also with .gz), a pattern, or - for standard input. A source with the same bytes as
    before is left alone, one with other bytes is replaced.

    RDF goes as it is into graphs of its own, beside the default graph. What a file says of a graph replaces all that
    was in it; a graph comes from one file.
    """
    target = named_graph(graph)
    found = sources(paths, name, rdf=True)
    first = list(islice(found, FEW))
    with (
        Readers(jobs if len(first) == FEW else min(jobs, 1), store_dir / VECTORS) as readers,
        open_writer(store_dir, on_wait=lambda message: click.echo(message, err=True)) as writer,
    ):
        with shown() as tell:
            many = len(first) == FEW
            loader = Loader(store_dir, writer, readers, keep_text=not no_text, bulk=many, graph=target, progress=tell)
            with interruptible(loader):
                loader.load(chain(first, found), folder_names(paths, name) if prune else ())
        if loader.stopped:
            raise Interrupted(len(loader.report.entries))
        finish(loader, writer, store_dir, None if no_publish else workspace_of(store_dir, workspace), strict=strict)
    print_report(loader.report, as_json=as_json)
    context.exit(loader.report.exit_code)


def named_graph(given: str | None) -> NamedNode | None:
    """The graph that a call names; raises QueryError for what is no IRI, InputError for one that is not to be given."""
    if given is None:
        return None
    graph = iri(given)
    if (reason := reserved(graph)) is not None:
        raise InputError(f"--graph: {reason}")
    return NamedNode(graph)


class Interrupted(RolegraphError):
    """The user stopped a load; what was told of is in the store."""

    exit_code = 1

    def __init__(self, done: int) -> None:
        super().__init__(f"stopped after {done} sources, whose results are kept; run the same command again to go on")


@contextmanager
def interruptible(loader: Loader) -> Iterator[None]:
    """Let the first interrupt end a load in good order, and the second one at once."""

    def stop(number: int, frame: object) -> None:
        loader.stop()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def finish(loader: Loader, writer: Writer, store_dir: Path, workspace: Path | None, *, strict: bool = False) -> None:
    """Publish with the decisions of a workspace, if one is given; delete the texts of documents that are gone."""
    if workspace is not None:
        with refusals():
            done = publish(store_dir, writer, workspace, strict=strict)
        loader.report.snapshot, loader.report.contradictions = done.number, done.contradictions
    if loader.report.outcomes["replaced"] or loader.report.outcomes["removed"]:
        sweep_texts(store_dir, writer)
