"""`rolegraph link to SCHEME|FILE`: candidates for our concepts in a taxonomy, as proposals for a reviewer."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from loaders import snapshots
from loaders.folders import VECTORS
from loaders.linking import senses
from loaders.linking.chains import Crosswalk
from loaders.linking.jobs import Asked, Job
from loaders.linking.model import Candidate
from loaders.linking.proposals import predicate_of
from loaders.linking.runs import Found
from loaders.linking.subjects import KINDS
from loaders.linking.targets import Target, in_file, in_store, is_file
from loaders.mappings.schemes import CANDIDATES
from loaders.snapshots import Snapshot
from loaders.vectors import available, disk
from ontology.errors import StoreError
from ontology.terms import RGID, ConceptKind
from server.commands.options import json_option, store_option, workspace_of, workspace_option
from server.commands.progress import minutes, rows_shown, steps_shown
from server.commands.tables import print_rows

#: Concepts that are printed one by one.
PRINTED = 20
KIND_NAMES = [one.value for one in KINDS]


@click.command("to")
@click.argument("target", metavar="SCHEME|FILE")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KIND_NAMES), help="Only concepts of this kind.")
@click.option(
    "--concept", "only", multiple=True, metavar="IRI", help="Only this concept, rgid:skill/empathy for instance."
)
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="Candidates for each concept.")
@click.option("--only-confident", is_flag=True, help="Only candidates that are right in about 95 of 100 cases.")
@click.option("--all", "everything", is_flag=True, help="Concepts that are linked already, too.")
@click.option(
    "--crosswalk",
    "crosswalks",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="TABLE",
    help="A table of links between two other vocabularies, by which accepted links lead on to this one.",
)
@click.option(
    "--crosswalk-columns",
    "columns",
    nargs=2,
    metavar="HEADER HEADER",
    help="The two columns of plain tables that hold codes or IRIs; by default their cells tell.",
)
@click.option("--vectors/--no-vectors", default=True, help="Make the taxonomy's vectors where they are missing.")
@click.option("--language", metavar="TAG", help="The language of a FILE that does not tell its own.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="one a core")
@store_option
@workspace_option
@json_option
def command(
    target: str,
    kinds: tuple[str, ...],
    only: tuple[str, ...],
    limit: int,
    only_confident: bool,
    everything: bool,
    crosswalks: tuple[Path, ...],
    columns: tuple[str, str] | None,
    vectors: bool,
    language: str | None,
    jobs: int,
    store_dir: Path,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Propose links of our concepts to a taxonomy of the store (esco, onet, isco, wikidata) or to a FILE of labels.

    The candidates are written into the workspace, where `rolegraph review` shows them; a machine never says that two
    concepts are the same. A run that is broken off goes on when it is called again.
    """
    crosswalk = Crosswalk()
    for path in crosswalks:
        crosswalk.read(path, columns)
    place = workspace_of(store_dir, workspace)
    snapshot = snapshots.current(store_dir)
    if snapshot is None:
        raise StoreError(f"the store {store_dir} has no snapshot; run `rolegraph load` or `rolegraph publish` first")
    disk.keep_in(store_dir / VECTORS)
    names = frozenset(one.removeprefix("rgid:").removeprefix(RGID) for one in only)
    chosen = frozenset(ConceptKind(one) for one in kinds or KIND_NAMES)
    asked = Asked(chosen, names, limit, only_confident, everything, jobs)
    with opened(target, store_dir, snapshot, language, make=vectors) as taxonomy:
        job = Job(store_dir, snapshot.open(), place, taxonomy, asked, crosswalk)
        with steps_shown(f"Linking to {taxonomy.name}") as tell:
            found = list(job.found(tell))
        if as_json:
            print_json(found, job)
        else:
            print_found(found, job, place / f"{taxonomy.name}{CANDIDATES}")


@contextmanager
def opened(target: str, store_dir: Path, snapshot: Snapshot, language: str | None, *, make: bool) -> Iterator[Target]:
    """The taxonomy of a name or in a file."""
    vectors = make_vectors if make and available() else None
    if is_file(target):
        with rows_shown() as tell, in_file(Path(target), language, tell, vectors) as taxonomy:
            yield taxonomy
    else:
        yield in_store(store_dir, snapshot, target, vectors)


def make_vectors(make: Callable[[Callable[[int, int], None]], object], count: int) -> None:
    """Make the vectors of an index, telling how long it takes."""
    if count > senses.A_SECOND:
        advice = "they are kept, also when this is broken off; --no-vectors goes without"
        click.echo(
            f"rolegraph: making the vectors of {count:,} labels, {minutes(count / senses.A_SECOND)}; {advice}", err=True
        )
    with steps_shown("Vectors") as tell:
        make(tell)


def print_json(found: list[Found], job: Job) -> None:
    """A JSON object for each concept."""
    for concept, candidates in found:
        one = {"concept": concept.iri, "label": concept.label, "kind": concept.kind.value}
        told = [as_object(candidate, how) for candidate, how in told_of((concept, candidates), job)]
        click.echo(json.dumps({**one, "candidates": told}, ensure_ascii=False))


def told_of(found: Found, job: Job) -> Iterator[tuple[Candidate, str]]:
    """The candidates of a concept with how each would match."""
    concept, candidates = found
    ways = {one.concept: one for one in job.chained(concept)}
    return ((one, predicate_of(one, ways.get(one.concept))) for one in candidates)


def as_object(one: Candidate, how: str) -> dict[str, object]:
    """A candidate as a JSON object."""
    return {
        "concept": one.concept,
        "label": one.label,
        "language": one.language,
        "score": round(one.score, 4),
        "predicate": how,
        "evidence": dict(one.parts),
    }


def print_found(found: list[Found], job: Job, file: Path) -> None:
    """What was found, for people: each candidate of few concepts, and how many there are."""
    cells = [
        (concept.label, f"{one.score:.2f}", how.rpartition("#")[2], one.label, one.concept)
        for concept, candidates in found[:PRINTED]
        for one, how in told_of((concept, candidates), job)
    ]
    if len(found) <= PRINTED:
        print_rows(("concept", "score", "match", "label", "candidate"), cells)
    count, with_some = sum(len(of) for _, of in found), sum(1 for _, of in found if of)
    click.echo(f"{count:,} candidates for {with_some:,} of {len(found):,} concepts are in {file}.")
