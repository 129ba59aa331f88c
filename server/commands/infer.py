"""`rolegraph infer`: make the inferred graph anew."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from loaders.publishing import publish
from loaders.reasoning import updates
from loaders.reasoning.infer import Places, rules_of
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, Graph
from server.commands.findings import print_contradictions, refusals
from server.commands.options import store_option, strict_option, workspace_of, workspace_option


@click.command("infer")
@store_option
@workspace_option
@strict_option
@click.option("--show", is_flag=True, help="Print the rules as SPARQL updates, and change nothing.")
@click.pass_context
def command(context: click.Context, store_dir: Path, workspace: Path | None, strict: bool, show: bool) -> None:
    """Make all conclusions from the ontology anew and publish them; load, remove and decisions do it by themselves.

    The conclusions stand in the inferred graph and follow by the rules of OWL 2 RL from the axioms of the ontology.
    """
    with open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False) as writer:
        if show:
            rules, places = rules_of(writer.store), Places(writer.store, DEFAULT_GRAPHS)
            found = [*updates.single(rules, places), *(updates.joined(rule, places) for rule in rules.joins)]
            click.echo(" ;\n".join(one for one in found if one is not None))
            return
        with refusals():
            done = publish(store_dir, writer, workspace_of(store_dir, workspace), strict=strict, anew=True)
        count = sum(1 for _ in writer.store.quads_for_pattern(None, None, None, Graph.INFERRED))
    print_contradictions(done.contradictions)
    click.echo(f"{count:,} triples are inferred; snapshot {done.number} is current.")
    context.exit(1 if done.contradictions else 0)
