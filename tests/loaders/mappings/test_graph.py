"""The graph of accepted links: made of rows, vocabulary and documents alone, and right after each publish."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders import decisions, snapshots
from loaders.forget import forget
from loaders.identity import candidate
from loaders.load import Loader
from loaders.mappings import review
from loaders.mappings.graph import chosen, relinked, representative
from loaders.mappings.model import NOTHING, Mapping
from loaders.mappings.pending import our_side, pending, their_side
from loaders.publishing import publish
from loaders.sources import sources
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, ConceptKind, Dcterms, Graph, Rdf, Skos
from tests.loaders.mappings.rows import (
    ANNA,
    BROAD,
    CLOSE,
    EMPATHY,
    EXACT,
    LISTENING,
    ONE,
    RELATED,
    TWO,
    curated,
    machine,
    table,
)

FALCONRY = candidate(ConceptKind.SKILL, "en", "falconry").value
HAWKING = candidate(ConceptKind.SKILL, "en", "hawking").value
BOTH = candidate(ConceptKind.SKILL, "en", "falconry and empathy").value
Link = tuple[str, str, str]


def small() -> Store:
    """A curated concept, a candidate, one that it replaces, one that names two, and a chain."""
    store = Store()
    store.add(Quad(NamedNode(EMPATHY), Rdf.type, Skos.Concept, Graph.VOCABULARY))
    store.add(Quad(NamedNode(FALCONRY), Rdf.type, Skos.Concept, Graph.CANDIDATES))
    for old, new in ((HAWKING, FALCONRY), (BOTH, FALCONRY), (BOTH, EMPATHY), (LISTENING, HAWKING)):
        store.add(Quad(NamedNode(old), Dcterms.isReplacedBy, NamedNode(new), Graph.CANDIDATES))
    return store


def links_of(store: Store) -> set[Link]:
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)  # type: ignore[union-attr]
        for quad in store.quads_for_pattern(None, None, None, Graph.MAPPINGS)
    }


@pytest.mark.parametrize(
    ("concept", "expected"),
    [
        (EMPATHY, EMPATHY),
        (FALCONRY, FALCONRY),
        (HAWKING, FALCONRY),
        (LISTENING, FALCONRY),
        (BOTH, None),
        (ConceptKind.SKILL.iri("unheard-of").value, None),
    ],
)
def test_a_link_stands_with_the_one_concept_that_represents_its_subject(concept: str, expected: str | None) -> None:
    assert expected == representative(small(), concept)


def test_a_circle_of_replacements_has_no_representative() -> None:
    store = Store()
    for old, new in ((EMPATHY, LISTENING), (LISTENING, EMPATHY)):
        store.add(Quad(NamedNode(old), Dcterms.isReplacedBy, NamedNode(new), Graph.CANDIDATES))

    assert representative(store, EMPATHY) is None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([curated(EMPATHY, CLOSE, ONE), curated(EMPATHY, BROAD, TWO)], {(EMPATHY, ONE): CLOSE, (EMPATHY, TWO): BROAD}),
        ([curated(EMPATHY, CLOSE, ONE, negated=True)], {}),
        ([curated(EMPATHY, CLOSE, NOTHING)], {}),
        ([curated(HAWKING, BROAD, ONE), curated(LISTENING, EXACT, ONE)], {(FALCONRY, ONE): EXACT}),
        ([curated(HAWKING, EXACT, ONE), curated(FALCONRY, RELATED, ONE)], {(FALCONRY, ONE): RELATED}),
        ([curated(HAWKING, EXACT, ONE), curated(FALCONRY, EXACT, ONE, negated=True)], {}),
        ([curated(HAWKING, EXACT, ONE), curated(LISTENING, EXACT, ONE, negated=True)], {}),
        ([curated(BOTH, EXACT, ONE)], {}),
    ],
)
def test_of_each_pair_one_row_counts_whatever_their_order(
    rows: list[Mapping], expected: dict[tuple[str, str], str]
) -> None:
    store = small()

    for order in permutations(rows):
        assert expected == {pair: one.predicate for pair, one in chosen(store, order).items()}


def test_a_rows_name_of_what_it_leads_to_is_kept_outside_the_default_graph(shipped: Path) -> None:
    store = small()
    table(shipped / "esco.sssom.tsv", replace(curated(EMPATHY, CLOSE, ONE), object_label="show empathy"))

    _, new = relinked(store, None)

    assert Quad(NamedNode(ONE), Skos.prefLabel, Literal("show empathy"), Graph.REPORT) in new
    assert 2 == len(new)


def test_what_is_no_longer_said_goes(workspace: Path) -> None:
    store = small()
    review.accept(workspace, "esco", (EMPATHY, ONE), ANNA, CLOSE)
    store.add(Quad(NamedNode(EMPATHY), Skos.exactMatch, NamedNode(TWO), Graph.MAPPINGS))
    gone, new = relinked(store, workspace)

    assert [TWO] == [quad.object.value for quad in gone]  # type: ignore[union-attr]
    assert [ONE] == [quad.object.value for quad in new]  # type: ignore[union-attr]
    assert (set(), set()) == relinked(small(), workspace.parent / "none")


def test_links_flow_into_each_snapshot_with_decisions_and_documents(
    tmp_path: Path, workspace: Path, shipped: Path
) -> None:
    root, page = tmp_path / "store", tmp_path / "birds.md"
    page.write_text("# Falconer\n\n## Skills\n\n- Falconry: with birds\n- Empathy: for birds\n", encoding="utf-8")
    path = table(shipped / "esco.sssom.tsv", curated(EMPATHY, EXACT, ONE), curated(FALCONRY, CLOSE, TWO))
    before = path.read_bytes()

    def now() -> set[Link]:
        snapshot = snapshots.current(root)
        assert snapshot is not None
        return links_of(snapshot.open())

    with open_writer(root) as writer:
        # As if these two were all that the vocabulary has.
        known = (NamedNode(EMPATHY), NamedNode(LISTENING))
        writer.apply([], [Quad(node, Rdf.type, Skos.Concept, Graph.VOCABULARY) for node in known])
        publish(root, writer, workspace)
        assert {(EMPATHY, EXACT, ONE)} == now()
        Loader(root, writer, shipped=False).load(sources([str(page)]))
        first = publish(root, writer, workspace)
        assert {(EMPATHY, EXACT, ONE), (FALCONRY, CLOSE, TWO)} == now()
        assert first.number == publish(root, writer, workspace).number

        change = review.reject(workspace, "esco", (EMPATHY, ONE), ANNA)
        publish(root, writer, workspace)
        assert {(FALCONRY, CLOSE, TWO)} == now()
        review.undo(workspace, change)
        decisions.add(workspace, [decisions.made(FALCONRY, LISTENING, same=True)])
        publish(root, writer, workspace)
        assert {(EMPATHY, EXACT, ONE), (LISTENING, CLOSE, TWO)} == now()
        stored = [quad for graph in DEFAULT_GRAPHS for quad in writer.store.quads_for_pattern(None, None, None, graph)]
        assert len(stored) == len({(quad.subject, quad.predicate, quad.object) for quad in stored})

        (workspace / decisions.FILE).unlink()
        publish(root, writer, workspace)
        assert {(EMPATHY, EXACT, ONE), (FALCONRY, CLOSE, TWO)} == now()
        review.propose(workspace, "esco", [machine(FALCONRY, CLOSE, ONE, 0.4), machine(EMPATHY, CLOSE, TWO, 0.9)])
        assert [] == pending(workspace)
        review.reject(workspace, "esco", (FALCONRY, TWO), ANNA)
        (waiting,) = pending(workspace)
        assert (FALCONRY, [ONE]) == (waiting.subject, [one.object for one in waiting.candidates])
        ours = our_side(writer.store, FALCONRY, ("fi", "en"))
        assert ((("en", "Falconry"),), ("birds.md",)) == (ours.names, tuple(source for _, source in ours.sentences))
        assert "with birds" in ours.sentences[0][0]
        assert (ONE, ()) == (
            their_side(writer.store, ONE, "esco", ("en",)).iri,
            their_side(None, ONE, "esco", ()).names,
        )

        review.withdraw(workspace, "esco", (FALCONRY, TWO))
        publish(root, writer, workspace)
        forget(root, writer, ["birds.md"], workspace)
    assert [{(EMPATHY, EXACT, ONE)}] * len(snapshots.all_snapshots(root)) == [
        links_of(one.open()) for one in snapshots.all_snapshots(root)
    ]
    assert before == path.read_bytes()
