"""Curated concepts that reviewers merge: what the vocabulary graph of a real store says of them, and says no more."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders import decisions
from loaders.identity import curated_concepts
from loaders.load import Loader
from loaders.merging import moved, names
from loaders.publishing import publish
from loaders.shipped import mark, shipped_quads
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, ConceptKind, Dcterms, Graph, Rdf, Rg, Skos

SHOWN = (Skos.prefLabel, Skos.altLabel, Skos.hiddenLabel)
TOOLS = ConceptKind.TOOL_CATEGORY
#: What is merged away, and what with; two with one, and one that stands in relations of all kinds.
MERGES = {
    ConceptKind.SKILL.iri("empathy"): ConceptKind.SKILL.iri("patience"),
    ConceptKind.SKILL.iri("active-listening"): ConceptKind.SKILL.iri("patience"),
    TOOLS.iri("hr-information-systems"): TOOLS.iri("performance-management-software"),
    TOOLS.iri("machine-tools"): TOOLS.iri("power-tools"),
    # Of which the one above is the broader one.
    TOOLS.iri("3d-printers"): TOOLS.iri("power-tools"),
    ConceptKind.ROLE.iri("account-management"): ConceptKind.ROLE.iri("finance"),
}


def decide(root: Path, workspace: Path, merges: Iterable[tuple[NamedNode, NamedNode]]) -> None:
    """Make the decisions of a workspace some merges, and publish."""
    (workspace / decisions.FILE).unlink(missing_ok=True)
    decisions.add(workspace, [decisions.made(one.value, other.value, same=True) for one, other in merges])
    with open_writer(root) as writer:
        publish(root, writer, workspace)


def seven(root: Path) -> list[Quad]:
    with open_writer(root) as writer:
        return [quad for graph in DEFAULT_GRAPHS for quad in writer.store.quads_for_pattern(None, None, None, graph)]


def vocabulary(quads: Iterable[Quad]) -> set[Quad]:
    return {quad for quad in quads if quad.graph_name == Graph.VOCABULARY}


def labels(quads: Iterable[Quad], concept: NamedNode, *predicates: NamedNode) -> set[Literal]:
    return {
        quad.object
        for quad in quads
        if quad.subject == concept and quad.predicate in predicates and isinstance(quad.object, Literal)
    }


@pytest.fixture(scope="module")
def shipped() -> set[Quad]:
    return vocabulary(shipped_quads())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, new_store: Callable[[Path], Path]) -> Path:
    folder = tmp_path_factory.mktemp("merged")
    root = new_store(folder / "store")
    decide(root, folder / "workspace", MERGES.items())
    return root


@pytest.fixture(scope="module")
def merged(root: Path) -> list[Quad]:
    return seven(root)


def test_the_vocabulary_says_nothing_with_what_is_merged_away(merged: list[Quad]) -> None:
    away = {concept.value for concept in MERGES}

    assert [] == [quad for quad in vocabulary(merged) if names(quad) & away]
    said = {(quad.subject, quad.predicate, quad.object) for quad in merged if names(quad) & away}
    assert {(one, Dcterms.isReplacedBy, other) for one, other in MERGES.items()} == said


def test_no_triple_of_merged_concepts_stands_in_two_graphs(merged: list[Quad]) -> None:
    counts = Counter((quad.subject, quad.predicate, quad.object) for quad in merged)

    assert [] == [triple for triple, count in counts.items() if count > 1]


def test_all_labels_are_kept_one_preferred_a_language(merged: list[Quad], shipped: set[Quad]) -> None:
    for concept in set(MERGES.values()):
        group = [concept, *(one for one, other in MERGES.items() if other == concept)]
        preferred = labels(merged, concept, Skos.prefLabel)

        assert labels(shipped, concept, Skos.prefLabel) <= preferred
        assert len(preferred) == len({label.language for label in preferred})
        shown = set().union(*(labels(shipped, one, Skos.prefLabel, Skos.altLabel) for one in group))
        assert shown == labels(merged, concept, Skos.prefLabel, Skos.altLabel)
        assert set() == preferred & labels(merged, concept, Skos.altLabel)


def test_what_was_said_with_them_is_said_with_what_took_their_place(merged: list[Quad], shipped: set[Quad]) -> None:
    here, checked = vocabulary(merged), set()
    for quad in shipped:
        if quad.predicate in (Skos.broader, Rg.inCategory) and quad.object in MERGES:
            expected = MERGES[quad.object]  # type: ignore[index]
            if MERGES.get(quad.subject, quad.subject) != expected:  # type: ignore[arg-type]
                assert Quad(MERGES.get(quad.subject, quad.subject), quad.predicate, expected, Graph.VOCABULARY) in here  # type: ignore[arg-type]
                checked.add((quad.predicate, quad.object))

    assert {Skos.broader, Rg.inCategory} == {predicate for predicate, _ in checked}
    assert [] == [quad for quad in here if quad.subject == quad.object]
    for concept in set(MERGES.values()):
        for once in (Rdf.type, Skos.inScheme, Rg.status):
            assert 1 == sum(quad.subject == concept and quad.predicate == once for quad in here)


def test_all_else_of_the_vocabulary_stays(merged: list[Quad], shipped: set[Quad]) -> None:
    sway = {one.value for pair in MERGES.items() for one in pair}

    assert {quad for quad in shipped if not names(quad) & sway} == {
        quad for quad in vocabulary(merged) if not names(quad) & sway
    }


def test_a_merge_outlives_a_new_version_of_the_vocabulary(root: Path, merged: list[Quad]) -> None:
    """The shipped graphs are written anew as they are, and the decisions made true in them again."""
    workspace = root.with_name("workspace")
    with open_writer(root) as writer:
        writer.apply([mark()], [Quad(Graph.VOCABULARY, mark().predicate, Literal("an older one"), Graph.REPORT)])
        Loader(root, writer).refresh()
        assert any(writer.store.quads_for_pattern(next(iter(MERGES)), None, None, Graph.VOCABULARY))
        publish(root, writer, workspace)

    assert set(merged) == set(seven(root))


def test_a_merge_turned_or_withdrawn_leaves_nothing(tmp_path: Path, root: Path, shipped: set[Quad]) -> None:
    copy = tmp_path / "store"
    shutil.copytree(root, copy, symlinks=True)
    kept, away = next(iter(MERGES.items()))
    decide(copy, tmp_path / "workspace", [(away, kept)])
    touched = {quad for quad in shipped if names(quad) & {kept.value, away.value}}
    assert (shipped - touched) | set(moved(touched, {away.value: kept.value})) == vocabulary(seven(copy))
    decide(copy, tmp_path / "workspace", [])

    here = seven(copy)
    assert shipped == vocabulary(here)
    assert [] == [quad for quad in here if quad.graph_name == Graph.CANDIDATES]


@pytest.mark.parametrize("kind", ConceptKind)
def test_a_label_is_of_one_sort_whatever_is_merged(kind: ConceptKind, shipped: set[Quad]) -> None:
    """Preferred, alternative or hidden (SKOS, section 5.4), and one preferred a language."""
    chance = random.Random(kind.value)
    slugs = sorted(curated_concepts(kind))
    by_concept: dict[str, set[Quad]] = {}
    for quad in shipped:
        for name in names(quad):
            by_concept.setdefault(name, set()).add(quad)
    for _ in range(10):
        away, further, kept = (kind.iri(slug).value for slug in chance.sample(slugs, 3))
        found = set(moved(by_concept[away] | by_concept[further] | by_concept[kept], {away: kept, further: kept}))
        sorts = Counter((quad.subject, quad.object) for quad in found if quad.predicate in SHOWN)
        preferred = Counter(
            (quad.subject, quad.object.language)
            for quad in found
            if quad.predicate == Skos.prefLabel and isinstance(quad.object, Literal)
        )
        assert {1} == set(sorts.values())
        assert {1} == set(preferred.values())
        assert not any(names(quad) & {away, further} for quad in found)


def said(concept: NamedNode, predicate: NamedNode, text: str, language: str) -> Quad:
    return Quad(concept, predicate, Literal(text, language=language), Graph.VOCABULARY)


def test_a_label_that_both_bear_is_told_once() -> None:
    away, kept = (ConceptKind.SKILL.iri(name) for name in ("away", "kept"))
    own = {
        said(kept, Skos.prefLabel, "a", "en"),
        said(kept, Skos.altLabel, "b", "fr"),
        said(kept, Skos.hiddenLabel, "c", "en"),
    }
    of_the_other = {
        said(away, Skos.prefLabel, "b", "fr"), said(away, Skos.altLabel, "a", "en"),
        said(away, Skos.altLabel, "c", "en"), said(away, Skos.hiddenLabel, "d", "en"),
        said(away, Skos.prefLabel, "d", "en"),
    }  # fmt: skip

    found = list(moved(own | of_the_other, {away.value: kept.value}))
    assert len(set(found)) == len(found)
    assert {*own, said(kept, Skos.altLabel, "d", "en")} == set(found)
