"""`rolegraph infer`: make the inferred graph anew."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import Store

from loaders.publishing import publish
from loaders.reasoning import updates
from loaders.reasoning.infer import Places, rules_of
from loaders.reasoning.rules import Triple
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, Graph
from server.commands.findings import MOST, print_contradictions, refusals
from server.commands.options import store_option, strict_option, workspace_of, workspace_option

if TYPE_CHECKING:
    from loaders.reasoning.reference import Comparison


@click.command("infer")
@store_option
@workspace_option
@strict_option
@click.option("--show", is_flag=True, help="Print the rules as SPARQL updates, and change nothing.")
@click.option(
    "--check",
    type=click.IntRange(min=1),
    metavar="N",
    help="Compare with what owlrl concludes from the ontology and N documents (seconds each), and change nothing.",
)
@click.pass_context
def command(
    context: click.Context, store_dir: Path, workspace: Path | None, strict: bool, show: bool, check: int | None
) -> None:
    """Make all conclusions from the ontology anew and publish them; load, remove and decisions do it by themselves.

    The conclusions stand in the inferred graph and follow by the rules of OWL 2 RL from the axioms of the ontology.
    """
    with open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False) as writer:
        if show:
            rules, places = rules_of(writer.store), Places(writer.store, DEFAULT_GRAPHS)
            found = [*updates.single(rules, places), *(updates.joined(rule, places) for rule in rules.joins)]
            click.echo(" ;\n".join(one for one in found if one is not None))
            return
        if check is not None:
            context.exit(report(compared_with_owlrl(writer.store, check)))
        with refusals():
            done = publish(store_dir, writer, workspace_of(store_dir, workspace), strict=strict, anew=True)
        count = sum(1 for _ in writer.store.quads_for_pattern(None, None, None, Graph.INFERRED))
    print_contradictions(done.contradictions)
    click.echo(f"{count:,} triples are inferred; snapshot {done.number} is current.")
    context.exit(1 if done.contradictions else 0)


def compared_with_owlrl(store: Store, documents: int) -> Comparison:
    """What both reasoners conclude; owlrl and what it needs are read only here."""
    from loaders.reasoning.reference import compared

    return compared(store, documents)


def report(found: Comparison) -> int:
    """Print a comparison, the first differences with it, and give the exit code."""
    for name, triples in (("rolegraph", found.ours_alone), ("owlrl", found.owlrl_alone)):
        for triple in sorted(map(spelled, triples))[:MOST]:
            click.echo(f"rolegraph: only {name} concludes {triple}", err=True)
    differing = len(found.ours_alone) + len(found.owlrl_alone)
    told = f"{differing:,} difference{'s' if differing > 1 else ''}" if differing else "no difference"
    click.echo(f"{found.inferred:,} triples follow from {found.stated:,}: {told} from owlrl.")
    return 1 if differing else 0


def spelled(triple: Triple) -> str:
    """A triple in one line."""
    return " ".join(map(str, triple))
