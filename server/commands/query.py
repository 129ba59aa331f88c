"""`rolegraph query`: ask a named question, or any SPARQL, of the store or of an endpoint."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import click
from pyoxigraph import Literal

from ontology.errors import InputError, QueryError
from queries import NamedQuery, Parameter, load_queries, parse_query
from queries.answer import Answer
from queries.binding import bind
from queries.client import TIMEOUT, LocalStore, Source
from queries.lookup import resolve_labels
from queries.prefixes import with_prefixes
from queries.tables import WRITERS
from server.commands.options import store_option


@click.command("query")
@click.argument("name", required=False)
@click.option("--text", metavar="SPARQL", help="Ask this query instead of a named one.")
@click.option("--file", "path", metavar="FILE", type=click.Path(path_type=Path), help="Ask the query in a file, or -.")
@click.option("--list", "listing", is_flag=True, help="List the named queries with their parameters and defaults.")
@click.option("--show", is_flag=True, help="Print the SPARQL with all parameters in their places; ask nothing.")
@click.option("--param", "params", metavar="NAME=VALUE", multiple=True, help="Set a parameter; may be repeated.")
@click.option("--lang", metavar="TAGS", help="Languages of labels, best first: fi,en. Ignored where a query has none.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the store.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(WRITERS)),
    default="table",
    show_default=True,
    help="How the answer is written.",
)
@click.option("--queries", "folder", type=click.Path(path_type=Path), help="A folder with further .rq files.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=TIMEOUT,
    show_default=True,
    help="Seconds that the answer may take.",
)
@store_option
def command(
    name: str | None,
    text: str | None,
    path: Path | None,
    listing: bool,
    show: bool,
    params: tuple[str, ...],
    lang: str | None,
    endpoint: str | None,
    form: str,
    folder: Path | None,
    timeout: float,
    store_dir: Path,
) -> None:
    """Ask the named query NAME, or any SPARQL query, and print the answer.

    Without --endpoint the published snapshot of the store is asked. Where a parameter wants a concept, its IRI
    (also as rgid:skill/empathy) or one of its labels in any language can be given:

    \b
        rolegraph query --list
        rolegraph query skills-of-role --param "role=account manager" --lang fi,en
        rolegraph query --text "SELECT * WHERE { ?role a rg:Role } LIMIT 5" --format csv

    The project's prefixes (rg:, skos: and so on) need no declaration here.
    """
    questions = load_queries(folder)
    if listing:
        WRITERS[form](_catalogue(questions.values()), sys.stdout)
        return
    query = chosen(name, text, path, questions)

    @cache
    def connect() -> Source:
        return _source(endpoint, store_dir, timeout)

    found = resolve_labels(query, values(query, params, lang), connect, questions["find-concept"])
    bound = bind(query, found)
    if show:
        click.echo(bound)
    else:
        WRITERS[form](connect().run(bound), sys.stdout)


def chosen(name: str | None, text: str | None, path: Path | None, questions: dict[str, NamedQuery]) -> NamedQuery:
    """The one query that is asked for: by name, as text or in a file."""
    if sum(given is not None for given in (name, text, path)) != 1:
        raise click.UsageError("Give one of NAME, --text and --file; `rolegraph query --list` lists the names.")
    if text is not None:
        return _free_query(text, "--text")
    if path is not None:
        return _free_query(_read(path), str(path))
    if name not in questions:
        raise QueryError(f'there is no query "{name}"; `rolegraph query --list` lists them')
    return questions[name]


def _free_query(text: str, source: str) -> NamedQuery:
    """A query from anywhere: with a header it has parameters, without one it is plain SPARQL."""
    if any(line.startswith("#+") for line in text.splitlines()):
        return parse_query(Path(source).stem, text, source)
    return NamedQuery(source, "", "", with_prefixes(text))


def _read(path: Path) -> str:
    """The text of a query file, or of standard input for `-`."""
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", str(path)) from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", str(path)) from None


def values(query: NamedQuery, params: tuple[str, ...], lang: str | None) -> dict[str, str]:
    """The values given by --param and --lang; raises QueryError for one without a name or given twice."""
    values: dict[str, str] = {}
    has_labels = any(parameter.name == "lang" for parameter in query.parameters)
    for given in (*params, *([f"lang={lang}"] if lang is not None and has_labels else [])):
        name, equals, value = given.partition("=")
        if not equals:
            raise QueryError(f'"{given}" gives no value; write --param NAME=VALUE')
        if name in values:
            raise QueryError(f"the parameter {name} is given twice")
        values[name] = value
    return values


def _source(endpoint: str | None, store_dir: Path, timeout: float) -> Source:
    """The endpoint, or else the store's current snapshot; each imported only when used."""
    if endpoint is not None:
        from queries.remote import SparqlEndpoint

        return SparqlEndpoint(endpoint, timeout)
    from loaders.holding import open_current

    return LocalStore(open_current(store_dir), timeout)


def _catalogue(questions: Iterable[NamedQuery]) -> Answer:
    """The list of queries in the shape of an answer, so that every format can write it."""
    rows = ((query.name, query.summary, "; ".join(map(_described, query.parameters))) for query in questions)
    solutions = tuple(tuple(Literal(cell) for cell in row) for row in rows)
    return Answer("SELECT", ("name", "summary", "parameters"), solutions)


def _described(parameter: Parameter) -> str:
    """A parameter as `name=default (type)`."""
    return f"{parameter.name}={parameter.default or ''} ({parameter.type})"
