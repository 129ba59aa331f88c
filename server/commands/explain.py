"""`rolegraph explain S P O`: why a triple holds."""

from __future__ import annotations

import json
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode

from loaders.holding import open_current
from loaders.reasoning.explain import explained, term
from loaders.reasoning.telling import brief, proof_lines
from ontology.errors import QueryError
from queries.values import iri
from server.commands.options import json_option, store_option


@click.command("explain")
@click.argument("subject", metavar="S")
@click.argument("predicate", metavar="P")
@click.argument("value", metavar="O")
@store_option
@json_option
@click.pass_context
def command(context: click.Context, subject: str, predicate: str, value: str, store_dir: Path, as_json: bool) -> None:
    """Show why a triple holds: the rule and the triples behind it, down to the sentences of documents.

    S, P and O are IRIs or prefixed names such as rgid:role/agent and rg:canBecome; P may be `a`, and O a literal as
    Turtle writes it ("text"@en). Exit code 1 where the triple does not hold.
    """
    wanted = (named(subject), named("rdf:type" if predicate == "a" else predicate), term_of(value))
    told = explained(open_current(store_dir), wanted)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif told["holds"]:
        for line in proof_lines(told):
            click.echo(line)
    else:
        click.echo(f"{' '.join(map(brief, told['triple']))} is neither stated nor inferred.", err=True)
    context.exit(0 if told["holds"] else 1)


def named(text: str) -> NamedNode:
    """An IRI or prefixed name; raises QueryError."""
    return NamedNode(iri(text))


def term_of(text: str) -> NamedNode | Literal:
    """An IRI, a prefixed name or a literal; raises QueryError."""
    found = term(text) if text.startswith('"') else named(text)
    if found is None:
        raise QueryError(f"{text} is no literal; write it as Turtle does")
    return found
