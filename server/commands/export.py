"""`rolegraph export`: the graph of roles, a part of it or an answer, as a file that graph tools open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from pyoxigraph import Store

from loaders.holding import open_current
from ontology.errors import InputError, QueryError
from ontology.terms import RGID
from queries import load_queries
from queries.binding import bind
from queries.client import LocalStore
from queries.lookup import resolve_labels
from queries.model import NamedQuery, Parameter
from queries.values import iri
from server.commands.options import store_option
from server.commands.query import chosen, values
from server.evaluate import Question, decode, evaluate
from server.exports.walking import DEEPEST, Selection
from server.formats import NETWORKS
from server.outline import Bounds
from server.protocol import QueryRequest
from server.settings import Settings
from server.syntax import syntax_details
from server.task import languages, prepare

#: Against what relative IRIs of a query are resolved.
BASE = RGID
WORDS = tuple(one.name for one in NETWORKS)
#: What is read where a label stands for the node of `--of`.
_OF = Parameter("of", "iri", "The node around which the graph is wanted.", concept="any")


@click.command("export")
@click.option("--format", "form", type=click.Choice(WORDS), help="How it is written; by default as -o ends.")
@click.option("--of", "node", metavar="IRI|LABEL", help="Only what lies around this role, concept or document.")
@click.option("--depth", type=click.IntRange(1, DEEPEST), help="How many edges away from it; by default 1.")
@click.option("--query", "name", metavar="NAME", help="The answer to this named query.")
@click.option("--param", "params", metavar="NAME=VALUE", multiple=True, help="Set a parameter of it; may be repeated.")
@click.option("--text", metavar="SPARQL", help="The answer to this SELECT, CONSTRUCT or DESCRIBE.")
@click.option("--file", "path", metavar="FILE", type=click.Path(path_type=Path), help="The same from a file, or -.")
@click.option("--queries", "folder", type=click.Path(path_type=Path), help="A folder with further .rq files.")
@click.option("--lang", metavar="TAGS", help="Languages of labels, best first: fi,en; English comes last.")
@click.option("--no-inferred", is_flag=True, help="Leave out what is inferred.")
@click.option("--documents", is_flag=True, help="Documents are nodes too.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file; else standard output.")
@store_option
def command(
    form: str | None,
    node: str | None,
    depth: int | None,
    name: str | None,
    params: tuple[str, ...],
    text: str | None,
    path: Path | None,
    folder: Path | None,
    lang: str | None,
    no_inferred: bool,
    documents: bool,
    output: Path | None,
    store_dir: Path,
) -> None:
    """Write the graph of roles as a file for Gephi, Cytoscape, yEd, networkx, igraph, Graphviz or a spreadsheet.

    Without --of and a query it is the whole graph of the published snapshot. What stands in each file tells
    docs/exports.md.

    \b
        rolegraph export -o graph.gexf --lang fi,en
        rolegraph export --of "account manager" --depth 2 --no-inferred -o manager.graphml
        rolegraph export --query tools-by-category -o tools.cyjs
        rolegraph export --text "CONSTRUCT WHERE { ?a rg:leadsTo ?b }" --format dot | dot -Tsvg > careers.svg
    """
    asks = name is not None or text is not None or path is not None
    if asks and (node is not None or documents):
        raise click.UsageError("--of and --documents are for the graph itself, not for the answer to a query.")
    if depth is not None and node is None:
        raise click.UsageError("--depth goes with --of.")
    if params and name is None and path is None and text is None:
        raise click.UsageError("--param goes with --query, --text or --file.")
    word = form or _by_suffix(output)
    store = open_current(store_dir)
    if asks:
        query = _bound(chosen(name, text, path, (questions := load_queries(folder))), params, lang, store, questions)
        question = _asked(query, word, lang, not no_inferred)
    else:
        of = None if node is None else _resolved(node, store)
        selection = Selection(of, depth or 1, not no_inferred, documents)
        question = Question(selection.encode(), BASE, "network", word, languages=languages(lang, None))
    with _opened(output) as file:
        _evaluate(store, question, file)


def _evaluate(store: Store, question: Question, file: BinaryIO) -> None:
    try:
        evaluate(store, question, file)
    except SyntaxError as error:
        told = syntax_details(str(error), question.query)
        place = f"line {told['line']}, column {told['column']}: " if "line" in told else ""
        raise QueryError(f"the query can't be parsed: {place}{told['message']}") from None
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query has no answer that is a graph: {error}") from None


def _by_suffix(output: Path | None) -> str:
    """The format whose files end as this one does; raises UsageError."""
    if output is None:
        raise click.UsageError(f"Give --format, or a file by -o. The formats are: {', '.join(WORDS)}.")
    for one in NETWORKS:
        if output.name.lower().endswith(one.suffixes):
            return one.name
    endings = ", ".join(one.suffixes[0] for one in NETWORKS)
    raise click.UsageError(f"What {output.name} ends in names no format. Give --format, or one of: {endings}.")


def _resolved(node: str, store: Store) -> str:
    """The IRI of `--of`, which may be a label; raises QueryError."""
    query = NamedQuery("export", "", "", "", (_OF,))
    finder = load_queries(None)["find-concept"]
    return iri(resolve_labels(query, {"of": node}, lambda: LocalStore(store), finder)["of"])


def _bound(
    query: NamedQuery, params: tuple[str, ...], lang: str | None, store: Store, questions: dict[str, NamedQuery]
) -> str:
    """The text of a query with its parameters in their places; raises QueryError."""
    given = values(query, params, lang)
    return bind(query, resolve_labels(query, given, lambda: LocalStore(store), questions["find-concept"]))


def _asked(query: str, word: str, lang: str | None, inferred: bool) -> Question:
    """The question that the endpoint would put for this query; raises a Problem."""
    limits = Settings(store=Path())
    bounds = Bounds(limits.query_length, limits.query_nesting, limits.query_keywords)
    asked = QueryRequest(query, inferred=inferred, format=word, lang=lang)
    return decode(prepare(asked, query, None, bounds, BASE).payload)


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """The standard output, or a file that takes the place of another only once it is whole; raises InputError."""
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        # A device or a pipe is written itself.
        direct = path.exists() and not path.is_file()
        with _replacing(path) if not direct else path.open("wb") as file:
            yield file
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", str(path)) from None


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name at the end, and is no more where that does not come."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with new.open("wb") as file:
            yield file
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
