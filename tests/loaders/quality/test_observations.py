"""The figures of a snapshot: right by another way of counting, in its report graph, kept as long as the snapshot."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders import snapshots
from loaders.holding import open_current
from loaders.load import Loader
from loaders.publishing import publish
from loaders.quality.measures import Quality, measured
from loaders.quality.observations import observed
from loaders.snapshots import KEPT
from loaders.sources import sources
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, Dqv, Graph, Rdf, Rg, Schema, Scheme, Skos, Void
from tests.conftest import NewStore
from tests.loaders.reasoning.test_upkeep import PAGE

ROLES = ("baker", "miller", "brewer", "cooper", "tanner", "potter")


@pytest.fixture(scope="module")
def root(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with as many snapshots as loads."""
    folder = tmp_path_factory.mktemp("quality")
    root = new_store(folder / "store")
    for role in ROLES:
        file = folder / f"{role}.md"
        file.write_text(PAGE.format(role=role, skill="Patience with dough", tool="Zendesk"))
        with open_writer(root) as writer:
            Loader(root, writer).load(sources([str(file)], None))
            publish(root, writer, None)
    return root


def subjects(store: Store, predicate: NamedNode, value: NamedNode | Literal | None, *graphs: NamedNode) -> set[str]:
    return {str(quad.subject) for graph in graphs for quad in store.quads_for_pattern(None, predicate, value, graph)}


def value(quality: Quality, metric: NamedNode, **parts: object) -> int | Decimal:
    (found,) = [one for one in quality.of(metric) if all(getattr(one, key) == part for key, part in parts.items())]
    return found.value


def test_the_figures_are_right(root: Path) -> None:
    store = open_current(root)
    quality = measured(store)
    concepts = (Graph.VOCABULARY, Graph.CANDIDATES)
    skills = subjects(store, Skos.inScheme, Scheme.SKILLS, *concepts)
    finnish = {
        str(quad.subject)
        for graph in concepts
        for quad in store.quads_for_pattern(None, Skos.prefLabel, None, graph)
        if isinstance(quad.object, Literal) and quad.object.language == "fi"
    }
    mentioned = {str(quad.object) for quad in store.quads_for_pattern(None, Rg.mentions, None)}
    size = {graph: len(list(store.quads_for_pattern(None, None, None, graph))) for graph in DEFAULT_GRAPHS}

    assert len(ROLES) == quality.documents
    assert sum(size.values()) == quality.triples
    assert len(skills) == quality.concepts[Scheme.SKILLS]
    assert round(Decimal(len(skills & finnish)) / len(skills), 4) == value(
        quality, Rg.LabelCoverage, scheme=Scheme.SKILLS, language="fi"
    )
    assert len(skills - mentioned) == value(quality, Rg.WithoutEvidence, scheme=Scheme.SKILLS)
    assert len(skills & subjects(store, Rg.status, Rg.Candidate, Graph.CANDIDATES)) == value(
        quality, Rg.PendingCandidates, scheme=Scheme.SKILLS
    )
    assert round(Decimal(size[Graph.INFERRED]) / sum(size.values()), 4) == value(quality, Rg.InferredShare)
    assert len(ROLES) == value(quality, Rg.MissingSections, section="best_practices")
    assert 0 == value(quality, Rg.MissingSections, section="skills")


def test_unsure_readings_are_counted(new_store: NewStore, tmp_path: Path) -> None:
    prose = "A baker needs patience and works with Zendesk and Slack every day.\n"
    (tmp_path / "prose.md").write_text(f"# What is a baker?\n\n{prose}")
    root = new_store(tmp_path / "store")
    with open_writer(root) as writer:
        Loader(root, writer).load(sources([str(tmp_path / "prose.md")], None))
        publish(root, writer, None)
    store = open_current(root)

    expected = subjects(store, Rg.confidence, None, Graph.DOCUMENTS)

    assert expected
    assert len(expected) == value(measured(store), Rg.UncertainExtractions)


def test_each_snapshot_holds_its_figures_and_those_of_the_kept_ones(root: Path) -> None:
    for snapshot in snapshots.all_snapshots(root):
        store = snapshot.open()
        datasets = {
            int(str(quad.subject.value).rpartition("-")[2])
            for quad in store.quads_for_pattern(None, Void.triples, None, Graph.REPORT)
            if isinstance(quad.subject, NamedNode)
        }
        first = max(1, snapshot.number - KEPT)

        assert set(range(first, snapshot.number + 1)) == datasets
        assert recorded(store, snapshot.number) == plain(measured(store))


def plain(quality: Quality) -> set[tuple[NamedNode, Decimal]]:
    whole = [one for one in quality.measurements if not (one.scheme or one.language or one.section)]
    return {(one.metric, Decimal(one.value)) for one in whole}


def recorded(store: Store, number: int) -> set[tuple[NamedNode, Decimal]]:
    """The measurements of a snapshot that are of no part, in its own report graph."""
    found = set()
    for quad in store.quads_for_pattern(None, Rdf.type, Dqv.QualityMeasurement, Graph.REPORT):
        about: dict[NamedNode, Quad] = {
            one.predicate: one for one in store.quads_for_pattern(quad.subject, None, None, Graph.REPORT)
        }
        if not {Rg.ofScheme, Schema.inLanguage, Rg.sectionKind} & about.keys():
            dataset, metric, figure = (about[one].object for one in (Dqv.computedOn, Dqv.isMeasurementOf, Dqv.value))
            if str(dataset).endswith(f"#snapshot-{number}>"):
                assert isinstance(metric, NamedNode)
                assert isinstance(figure, Literal)
                found.add((metric, Decimal(figure.value)))
    return found


def test_nothing_is_recorded_where_nothing_changed(root: Path) -> None:
    before = snapshots.current(root)
    with open_writer(root) as writer:
        assert before == publish(root, writer, None).snapshot


def test_what_others_say_of_datasets_stays(root: Path) -> None:
    with open_writer(root) as writer:
        other = Quad(NamedNode("https://example.org/data"), Rdf.type, Void.Dataset, Graph.REPORT)
        writer.apply([], [other])
        gone, _ = observed(writer.store, 99)
        writer.apply([other], [])

    assert gone
    assert other not in gone
