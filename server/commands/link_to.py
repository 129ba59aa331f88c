"""`rolegraph link to SCHEME|FILE`: candidates for our concepts in a taxonomy, as proposals for a reviewer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from pyoxigraph import RdfFormat, Store

from loaders import snapshots
from loaders.folders import VECTORS
from loaders.linking import judging, kept, predicates, senses
from loaders.linking.build import build
from loaders.linking.index import Index, open_index
from loaders.linking.model import Candidate
from loaders.linking.proposals import Target, Wanted, rank_all, rows
from loaders.linking.runs import Found, Run
from loaders.linking.subjects import KINDS, Concept, concepts
from loaders.mappings.links import links
from loaders.mappings.model import State
from loaders.mappings.schemes import name_of
from loaders.taxonomies import reading
from loaders.taxonomies.preparing import prepared
from loaders.vectors import disk
from ontology.errors import InputError, StoreError
from ontology.terms import RGID, ConceptKind
from server.commands.options import json_option, store_option, workspace_of, workspace_option
from server.commands.progress import rows_shown, steps_shown
from server.commands.tables import print_rows

#: Vectors that the packaged model makes in a second, for what is told of the time.
VECTORS_A_SECOND = 100
#: Concepts that are printed one by one.
PRINTED = 20


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A taxonomy that can be linked to: its name, the store that holds it, and its index."""

    name: str
    store: Store
    index: Index


@click.command("to")
@click.argument("target", metavar="SCHEME|FILE")
@click.option("--kind", "kinds", multiple=True, type=click.Choice([one.value for one in KINDS]), help="Only this kind.")
@click.option("--concept", "wanted", multiple=True, metavar="IRI", help="Only this concept, such as rgid:skill/empathy.")
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="Candidates for each concept.")
@click.option("--only-confident", is_flag=True, help="Only candidates that are right in about 95 of 100 cases.")
@click.option("--all", "everything", is_flag=True, help="Concepts that are linked already, too.")
@click.option("--vectors/--no-vectors", default=True, help="Make the taxonomy's vectors first where they are missing.")
@click.option("--language", metavar="TAG", help="The language of a FILE that does not tell its own.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="one a core")
@store_option
@workspace_option
@json_option
def command(
    target: str,
    kinds: tuple[str, ...],
    wanted: tuple[str, ...],
    limit: int,
    only_confident: bool,
    everything: bool,
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
    place = workspace_of(store_dir, workspace)
    snapshot = snapshots.current(store_dir)
    if snapshot is None:
        raise StoreError(f"the store {store_dir} has no snapshot; run `rolegraph load` or `rolegraph publish` first")
    disk.keep_in(store_dir / VECTORS)
    with opened(target, store_dir, snapshot, language, make=vectors) as taxonomy:
        known = links(place, taxonomy.name)
        decided = {link.mapping.subject: link.mapping.object for link in known if link.state is State.ACCEPTED}
        pairs = frozenset(link.mapping.pair for link in known if link.state is not State.CANDIDATE)
        least = judging.confident(taxonomy.index.senses is not None) if only_confident else 0.0
        asking = Wanted(limit, least, pairs)
        about = (taxonomy.name, reading.listed(taxonomy.store, taxonomy.name), kinds, wanted, limit, least, everything)
        run = Run(store_dir, place, taxonomy.name, f"{about} {date.today()} {judging.FILE.read_text()}")
        store = snapshot.open()
        chosen = partial(_chosen, store, {one.removeprefix("rgid:").removeprefix(RGID) for one in wanted})
        leave = run.done if everything or wanted else run.done | decided.keys()
        found: list[Found] = []
        for some in _passes(kinds):
            subjects = [one for one in chosen(some, decided) if one.iri not in leave]
            ranked = rank_all(taxonomy.index, subjects, asking, jobs)
            with steps_shown(f"Linking to {taxonomy.name}") as tell:
                target_rows = partial(rows, target=Target(taxonomy.store, taxonomy.name, taxonomy.index), day=date.today())
                for count, one in enumerate(run.write(ranked, target_rows), start=1):
                    found.append(one)
                    tell(count, len(subjects))
            sure = judging.confident(taxonomy.index.senses is not None)
            decided = {**{one.iri: of[0].concept for one, of in found if of and of[0].score >= sure}, **decided}
        run.end()
        (print_json if as_json else print_found)(found, taxonomy.name, place)


@contextmanager
def opened(
    target: str, store_dir: Path, snapshot: snapshots.Snapshot, language: str | None, *, make: bool
) -> Iterator[Taxonomy]:
    """A taxonomy of the store by its name, or one in a file, indexed for this call alone."""
    path = Path(target)
    if path.suffix or path.is_dir():
        with TemporaryDirectory(prefix="rolegraph-link-") as folder, rows_shown() as tell:
            name = name_of(path)
            store = Store()
            with prepared(name.lower(), [path], None, language, tell) as found:
                store.bulk_load(found.nquads, format=RdfFormat.N_QUADS, lenient=True)
            here = Path(folder) / "index"
            build(here, reading.labels(store, name.lower()), reading.facts(store, name.lower()))
            if make:
                vectors_of(here, partial(senses.add, here))
            yield Taxonomy(name.lower(), store, open_index(here))
        return
    here = kept.ensure(store_dir, snapshot, target)
    try:
        index = open_index(here)
    except StoreError:
        here = kept.ensure(store_dir, snapshot, target, anew=True)
        index = open_index(here)
    if make and not senses.is_made(here):
        vectors_of(here, partial(kept.complete, store_dir, snapshot.path, target))
        index = open_index(here)
    yield Taxonomy(target, snapshot.open(), index)


def vectors_of(folder: Path, add: object) -> None:
    """Make the vectors of an index, telling how long it takes."""
    count = len(senses.wanted(folder))
    if not senses.is_made(folder) and count > VECTORS_A_SECOND:
        minutes = max(1, round(count / VECTORS_A_SECOND / 60))
        click.echo(
            f"rolegraph: vectors of {count:,} labels are made, about {minutes} minutes; they are kept, and what is done "
            "when this is broken off need not be done again (--no-vectors goes without)",
            err=True,
        )
    with steps_shown("Vectors") as tell:
        assert callable(add)
        add(tell)


def _passes(kinds: tuple[str, ...]) -> list[list[ConceptKind]]:
    """The kinds in the order in which they are linked: roles last, since the links of their skills are evidence."""
    asked = [one for one in KINDS if not kinds or one.value in kinds]
    return [[one for one in asked if one is not ConceptKind.ROLE], [one for one in asked if one is ConceptKind.ROLE]]


def _chosen(store: Store, wanted: set[str], kinds: list[ConceptKind], decided: dict[str, str]) -> Iterator[Concept]:
    found = concepts(store, kinds, decided)
    return (one for one in found if not wanted or one.iri.removeprefix(RGID) in wanted)


def print_json(found: list[Found], scheme: str, workspace: Path) -> None:
    """A JSON object for each concept."""
    for concept, candidates in found:
        told = [as_object(one) for one in candidates]
        one = {"concept": concept.iri, "label": concept.label, "kind": concept.kind.value, "candidates": told}
        click.echo(json.dumps(one, ensure_ascii=False))


def as_object(one: Candidate) -> dict[str, object]:
    """A candidate as a JSON object."""
    how = predicates.predicate(one.parts, one.score)
    return {
        "concept": one.concept,
        "label": one.label,
        "language": one.language,
        "score": round(one.score, 4),
        "predicate": how,
        "evidence": dict(one.parts),
    }


def print_found(found: list[Found], scheme: str, workspace: Path) -> None:
    """What was found, for people: each candidate of few concepts, else how many there are."""
    count = sum(len(of) for _, of in found)
    if len(found) <= PRINTED:
        cells = [
            (concept.label, f"{one.score:.2f}", predicates.predicate(one.parts, one.score).rpartition("#")[2], one.label, one.concept)
            for concept, of in found
            for one in of
        ]
        print_rows(("concept", "score", "match", "label", "candidate"), cells)
    file = workspace / f"{scheme}.candidates.sssom.tsv"
    click.echo(f"{count:,} candidates for {sum(1 for _, of in found if of):,} of {len(found):,} concepts are in {file}.")
