"""Alignment over all documents of a store: candidates that are one are joined, and reviewers' decisions made true.

What comes out depends on the set of documents, the vocabulary and the decisions alone (design: section 2). It is done
before a snapshot is published, as one change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from loaders import decisions as reviewing
from loaders.candidates import described, is_mentioned
from loaders.concepts import Method
from loaders.decisions import Decisions, is_curated
from loaders.folders import VECTORS
from loaders.groups import group_quads, otherwise
from loaders.joining import Groups, Join
from loaders.matches import Match, match_triples
from loaders.merging import merged
from loaders.neighbours import Candidate, Neighbours, comparable
from loaders.quads import in_graph
from loaders.rewriting import Rewriting, objects
from loaders.standing import DOCUMENT, JOINED, LATER, Standing, forms, mentions_of, named, places, standing
from loaders.store import Writer
from loaders.wishes import Targets, matched, reviewed, unique
from ontology.terms import Dcterms, Graph, Rg


@dataclass(frozen=True, slots=True)
class Wish:
    """What each own concept shall stand for where it is not itself, and the joins among candidates that led there."""

    targets: Mapping[str, Targets]
    joins: Mapping[str, Join]
    split: Mapping[tuple[str, str], str]

    def target(self, concept: str, document: str) -> Targets:
        """What an own concept shall stand for in a document."""
        own = self.split.get((concept, document), concept)
        return self.targets.get(own, (own,))


def realign(root: Path, writer: Writer, workspace: Path | None) -> bool:
    """Make alignment true, and say whether that changed anything; raises InputError where decisions can't be read."""
    return writer.apply(*realigned(root, writer.store, workspace))


def realigned(root: Path, store: Store, workspace: Path | None) -> tuple[set[Quad], set[Quad]]:
    """The quads that must go and come in a store for that."""
    decided = reviewing.read(workspace)
    here = standing(store)
    gone = unnamed(store, here)
    here.candidates = {iri: one for iri, one in here.candidates.items() if iri not in gone}
    wish = wished(root, store, here, gone, decided)
    return revision(store, here, wish, gone, decided)


def unnamed(store: Store, here: Standing) -> set[str]:
    """The concepts that stood for others and that no document names any more."""
    return {
        concept
        for concept in {*here.replaced, *here.automatic}
        if not is_curated(concept) and not named(store, concept)
    }


def wished(root: Path, store: Store, here: Standing, gone: Collection[str], decided: Decisions) -> Wish:
    """What the concepts shall stand for."""
    review = reviewed(decided)
    automatic = {concept: targets for concept, targets in here.automatic.items() if concept not in gone}
    fixed = matched(automatic, decided, review)
    alone = {*fixed, *review.into, *decided.split.values()}
    pool = {
        iri: one
        for iri, one in here.candidates.items()
        if iri not in alone and one.kind in JOINED and comparable(one) and named(store, iri)
    }
    groups = [members for members in review.groups if members.isdisjoint(fixed)]
    joins = joined(root, store, pool, decided, groups)
    targets = {
        concept: unique(joins[one].into if one in joins else one for one in found) for concept, found in fixed.items()
    }
    return Wish({**targets, **{concept: (join.into,) for concept, join in joins.items()}}, joins, decided.split)


def joined(
    root: Path, store: Store, pool: Mapping[str, Candidate], decided: Decisions, groups: Sequence[set[str]]
) -> dict[str, Join]:
    """The candidates that stand for others; `groups` are those that reviewers made."""
    try:
        with Neighbours(root / VECTORS) as near:
            return grouped(near, store, pool, decided, groups)
    except sqlite3.Error:
        # What is kept is a cache: without it there is more to do, and nothing else differs.
        with Neighbours(None) as near:
            return grouped(near, store, pool, decided, groups)


def grouped(
    near: Neighbours, store: Store, pool: Mapping[str, Candidate], decided: Decisions, groups: Sequence[set[str]]
) -> dict[str, Join]:
    """The same by pairs that are kept somewhere."""
    near.update(pool)
    given = [[iri for iri in group if named(store, iri)] for group in groups]
    found = Groups(near.pairs(), near.vectors, partial(places, store), decided.apart, filter(None, given)).joins()
    for group, there in zip(groups, given, strict=True):
        into = found[there[0]].into if there and there[0] in found else min(there or group)
        # What no document names any more still leads to what does.
        found.update({iri: Join(into, 1.0, into) for iri in group - set(there) - {into}})
    return found


def revision(
    store: Store, here: Standing, wish: Wish, gone: Collection[str], decided: Decisions
) -> tuple[set[Quad], set[Quad]]:
    """The quads that go and those that come."""
    kept = {
        concept: targets for concept, targets in wish.targets.items() if concept not in gone or known(concept, decided)
    }
    delete, insert = rewritten(store, here, wish)
    changes = (
        replaced(here, kept),
        told(here, wish, kept, gone),
        redescribed(store, here, wish, kept),
        merged(store, here.replaced, kept),
    )
    for before, after in changes:
        delete |= before
        insert |= after
    return delete - insert, insert - delete


def known(concept: str, decided: Decisions) -> bool:
    """Whether the vocabulary or a reviewer's row gives a concept, whatever documents say."""
    return is_curated(concept) or any(concept in pair for pair in decided.same | decided.parts)


def rewritten(store: Store, here: Standing, wish: Wish) -> tuple[set[Quad], set[Quad]]:
    """The documents that must name other concepts than they do."""
    split: dict[str, set[str]] = {}
    for match in here.matches:
        if is_split(match):
            split.setdefault(match.concept, set()).add(match.target)

    def former(own: str) -> set[str]:
        """What mentions of an own concept may name now, also where a reviewer split it off."""
        return {
            concept
            for one in {own, *split.get(own, ())}
            for concept in (*here.stood_for(one), *wish.targets.get(one, ()))
        }

    rewriting = Rewriting(store, wish.target, former)
    plain = {concept for concept, targets in wish.targets.items() if targets == here.automatic.get(concept)}
    moved = {
        concept
        for concept in {*wish.targets, *here.replaced, *here.automatic}
        if not settled(store, concept, here, wish, plain)
    }
    moved |= {match.concept for match in here.matches if match.method is Method.REVIEWED}
    for concept in sorted(moved | {concept for concept, _ in wish.split}):
        for mention in list(mentions_of(store, concept)):
            document = next(objects(store, mention, Rg.inDocument))
            expected = {target for own in own_of(store, mention) for target in wish.target(own, document)}
            if expected != set(objects(store, mention, Rg.mentions)):
                rewriting.add(NamedNode(document))
    return rewriting.revision()


def settled(store: Store, concept: str, here: Standing, wish: Wish, plain: Collection[str]) -> bool:
    """Whether documents name what a concept stands for from the moment that they are read, and did so before."""
    if concept not in plain or here.replaced.get(concept, wish.targets[concept]) != wish.targets[concept]:
        return False
    return not is_mentioned(store, NamedNode(concept))


def own_of(store: Store, mention: NamedNode) -> set[str]:
    """The own concepts of a mention's labels."""
    return set(objects(store, mention, Rg.labelConcept)) or set(objects(store, mention, Rg.mentions))


def replaced(here: Standing, kept: Mapping[str, Targets]) -> tuple[set[Quad], set[Quad]]:
    """What stands for what, before and after."""
    return pairs(here.replaced), pairs(kept)


def pairs(targets: Mapping[str, Targets]) -> set[Quad]:
    """That concepts are replaced by others."""
    return {
        Quad(NamedNode(concept), Dcterms.isReplacedBy, NamedNode(target), Graph.CANDIDATES)
        for concept, found in targets.items()
        for target in found
    }


def told(here: Standing, wish: Wish, kept: Mapping[str, Targets], gone: Collection[str]) -> tuple[set[Quad], set[Quad]]:
    """The matches of the report: those of concepts that no document names go, and joins and decisions come."""
    before = {
        quad
        for match, quads in here.matches.items()
        if match.method in LATER or match.concept in gone
        for quad in quads
    }
    after: set[Quad] = set()
    for concept, targets in kept.items():
        if targets != here.automatic.get(concept):
            for target in targets:
                after.update(in_graph(Graph.REPORT, match_triples(made(concept, target, here, wish))))
    for (concept, document), target in wish.split.items():
        one = Match(concept, target, Method.REVIEWED, 1.0, document, None)
        after.update(in_graph(Graph.REPORT, match_triples(one)))
    return before, after


def made(concept: str, target: str, here: Standing, wish: Wish) -> Match:
    """A match that is not a document's own: a join, or a decision."""
    one = here.candidates.get(concept)
    written = (one.text, one.language) if one else None
    join = wish.joins.get(concept)
    if join is None or join.score == 1:
        return Match(concept, target, Method.REVIEWED, 1.0, "", written)
    like = here.candidates.get(join.like)
    return Match(concept, target, Method.JOINED, join.score, like.text if like else join.like, written)


def is_split(match: Match) -> bool:
    """Whether a match tells a document: that of a part split off, in force or not."""
    return match.evidence.startswith(DOCUMENT)


def redescribed(store: Store, here: Standing, wish: Wish, kept: Mapping[str, Targets]) -> tuple[set[Quad], set[Quad]]:
    """The candidates that stand for several labels, that no longer do, or that reviewers split off."""
    groups: dict[str, set[str]] = {}
    for concept, join in wish.joins.items():
        groups.setdefault(join.into, {join.into}).add(concept)
    alone = {concept for concept in {*here.replaced, *here.automatic} if concept not in kept}
    alone |= {target for targets in here.replaced.values() for target in targets if not is_curated(target)}
    split = {match.target for match in here.matches if is_split(match)}
    for concept in alone | split | set(wish.split.values()):
        if concept not in kept:
            groups.setdefault(concept, {concept})
    before = {
        quad for concept in {*groups, *kept} if not is_curated(concept) for quad in described(store, NamedNode(concept))
    }
    after: set[Quad] = set()
    for concept, members in groups.items():
        written = {member: forms(store, member) for member in members}
        if not any(written.values()):
            written[concept] = otherwise(store, concept, here, wish.split)
        after |= group_quads(NamedNode(concept), written)
    return before, after
