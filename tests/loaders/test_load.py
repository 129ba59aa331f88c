"""Documents into a real store and out of it, judged by the quads that are there afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import data
from loaders import texts
from loaders.concepts import Label, concepts
from loaders.load import Loader
from loaders.readers import Readers
from loaders.report import Entry, Report
from loaders.sources import Source, folder_names, sources
from loaders.store import open_writer
from ontology import terms
from ontology.terms import DEFAULT_GRAPHS, ConceptKind, Graph, Oa, Owl, Prov, Rdf, Rg, Skos

NURSE = (
    "# Nurse\n\n## Skills\n\n- Empathy: feel with them\n- Charting: write with Zyxo Chart\n\n"
    "## Tools\n\n- Charts: such as Zyxo Chart\n\n"
    "## Career path\n\n- Nurse: here\n- Ward sister: next\n- Matron: last\n"
)
COOK = (
    "# Cook\n\n## Skills\n\n- Empathy: for guests\n- Tasting: of soups\n\n"
    "## Career path\n\n- Cook: here\n- Ward sister: a change\n"
)


def load(root: Path, *paths: Path | str, prune: bool = False) -> Report:
    """Load into a store; without the shipped graphs, which most tests here need not wait for."""
    names = [str(path) for path in paths]
    with open_writer(root) as writer:
        loader = Loader(root, writer, shipped=False)
        loader.load(sources(names), folder_names(names) if prune else ())
        return loader.report


def remove(root: Path, *names: str) -> Report:
    with open_writer(root) as writer:
        loader = Loader(root, writer)
        loader.remove(names)
        return loader.report


def quads(root: Path) -> set[Quad]:
    """All quads of the store but the report's, whose times differ from load to load."""
    with open_writer(root) as writer:
        return {quad for quad in writer.store if quad.graph_name != Graph.REPORT}


def outcomes(report: Report) -> list[tuple[str, str]]:
    return [(entry.source, entry.outcome) for entry in report.entries]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "docs"
    found.mkdir()
    (found / "nurse.md").write_text(NURSE)
    (found / "cook.md").write_text(COOK)
    return found


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, new_store: Callable[[Path], Path]) -> Path:
    root = new_store(tmp_path_factory.mktemp("shipped") / "store")
    load(root, data.DOCUMENTS)
    return root


@pytest.fixture(scope="module")
def shipped_store(shipped: Path) -> Iterator[Store]:
    with open_writer(shipped) as writer:
        yield writer.store


def test_no_triple_stands_in_two_graphs(shipped_store: Store) -> None:
    counts = Counter(
        (quad.subject, quad.predicate, quad.object) for quad in shipped_store if quad.graph_name in DEFAULT_GRAPHS
    )

    assert [] == [triple for triple, count in counts.items() if count > 1]


def test_no_graph_but_the_named_ones_is_used(shipped_store: Store) -> None:
    graphs = set(shipped_store.named_graphs())

    assert {*DEFAULT_GRAPHS, Graph.REPORT} - {Graph.MAPPINGS} == graphs


def test_every_statement_is_true_to_the_character(shipped: Path, shipped_store: Store) -> None:
    checked = 0
    for quad in shipped_store.quads_for_pattern(None, Oa.hasSelector, None, Graph.DOCUMENTS):
        assert isinstance(quad.object, NamedNode)
        selector = {found.predicate: found.object for found in shipped_store.quads_for_pattern(quad.object, None, None)}
        start, end, exact = (selector[name] for name in (Oa.start, Oa.end, Oa.exact))
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        assert isinstance(exact, Literal)
        assert isinstance(quad.subject, NamedNode)
        text = texts.read(shipped, quad.subject.value.split("/document/")[1][:16])
        assert text is not None
        assert exact.value == text[int(start.value) : int(end.value)]
        checked += 1
    assert checked > 400


def test_every_role_statement_has_a_mention_as_evidence(shipped_store: Store) -> None:
    for quad in shipped_store.quads_for_pattern(None, None, None, Graph.STATEMENTS):
        if quad.predicate in (Rg.requiresSkill, Rg.usesTool, Rg.hasResponsibility, Rg.recommendsPractice):
            assert isinstance(quad.object, NamedNode)
            mentions = shipped_store.quads_for_pattern(None, Rg.mentions, quad.object, Graph.DOCUMENTS)
            about = (shipped_store.quads_for_pattern(one.subject, Rg.aboutRole, quad.subject) for one in mentions)
            assert any(next(found, None) is not None for found in about)


def test_every_concept_has_one_preferred_label_a_language(shipped_store: Store) -> None:
    labels = Counter(
        (quad.subject, quad.object.language)
        for quad in shipped_store.quads_for_pattern(None, Skos.prefLabel, None)
        if isinstance(quad.object, Literal)
    )

    assert [] == [label for label, count in labels.items() if count > 1]


def test_a_load_is_an_activity_with_its_findings(shipped_store: Store) -> None:
    activities = list(shipped_store.quads_for_pattern(None, Rdf.type, Prov.Activity, Graph.REPORT))

    assert 8 == len(activities)
    for quad in activities:
        skipped = next(shipped_store.quads_for_pattern(quad.subject, Rg.skippedLineCount, None)).object
        findings = list(shipped_store.quads_for_pattern(quad.subject, Rg.hasFinding, None))
        assert isinstance(skipped, Literal)
        assert int(skipped.value) <= len(findings)


def test_the_same_bytes_change_nothing(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder)
    with open_writer(tmp_path / "store") as writer:
        before = set(writer.store)
    report = load(tmp_path / "store", folder)
    with open_writer(tmp_path / "store") as writer:
        assert before == set(writer.store)
    assert [("docs/cook.md", "unchanged"), ("docs/nurse.md", "unchanged")] == outcomes(report)


def test_other_bytes_replace_and_leave_nothing_of_the_old(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder)
    (folder / "nurse.md").write_text(NURSE.replace("Empathy", "Kindness").replace("Matron", "Director"))
    report = load(tmp_path / "store", folder)
    load(tmp_path / "fresh", folder)

    assert [("docs/cook.md", "unchanged"), ("docs/nurse.md", "replaced")] == outcomes(report)
    assert quads(tmp_path / "fresh") == quads(tmp_path / "store")


def test_what_is_removed_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder)
    report = remove(tmp_path / "store", "docs/nurse.md")
    (folder / "nurse.md").unlink()
    load(tmp_path / "fresh", folder)

    assert [("docs/nurse.md", "removed")] == outcomes(report)
    assert quads(tmp_path / "fresh") == quads(tmp_path / "store")


def test_an_unknown_name_is_refused(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder)
    report = remove(tmp_path / "store", "nobody.md")

    assert (2, "refused") == (report.exit_code, report.entries[0].outcome)


def test_prune_removes_what_is_gone_below_the_folder_alone(tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(NURSE.replace("Nurse", "Baker"))
    load(tmp_path / "store", folder, other)
    (folder / "cook.md").unlink()
    report = load(tmp_path / "store", folder, prune=True)

    assert [("docs/nurse.md", "unchanged"), ("docs/cook.md", "removed")] == outcomes(report)
    assert {"docs/nurse.md", "other.md"} == {
        quad.object.value
        for quad in quads(tmp_path / "store")
        if quad.predicate == Rg.sourceName and isinstance(quad.object, Literal)
    }


def test_the_same_bytes_under_two_names_are_one_document(tmp_path: Path, folder: Path) -> None:
    (folder / "copy.md").write_text(NURSE)
    report = load(tmp_path / "store", folder)
    documents = [quad for quad in quads(tmp_path / "store") if (quad.predicate, quad.object) == (Rdf.type, Rg.Document)]

    assert (2, "duplicate") == (len(documents), outcomes(report)[2][1])
    remove(tmp_path / "store", "docs/copy.md")
    (folder / "copy.md").unlink()
    load(tmp_path / "fresh", folder)
    assert quads(tmp_path / "fresh") == quads(tmp_path / "store")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_loading_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    contents = [NURSE, COOK, NURSE.replace("# Nurse", "# Carer").replace("Empathy", "EMPATHY")]
    paths = [tmp_path / f"{name}.md" for name in "abc"]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(content)
    for place in order:
        load(tmp_path / "store", paths[place])
    load(tmp_path / "together", *paths)

    assert quads(tmp_path / "together") == quads(tmp_path / "store")


def test_a_statement_that_another_document_supports_stays(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text(NURSE)
    two.write_text(NURSE.replace("feel with them", "feel"))
    load(tmp_path / "store", one, two)
    remove(tmp_path / "store", "one.md")
    load(tmp_path / "fresh", two)

    assert quads(tmp_path / "fresh") == quads(tmp_path / "store")


def test_careers_lead_from_step_to_step(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder)
    leads = {(quad.subject, quad.object) for quad in quads(tmp_path / "store") if quad.predicate == Rg.leadsTo}
    nurse, sister, matron, cook = (
        concepts(Label(ConceptKind.ROLE, "en", name))[0] for name in ("Nurse", "Ward sister", "Matron", "Cook")
    )

    assert {(nurse, sister), (sister, matron), (cook, sister)} <= leads


def test_what_reads_documents_has_changed_so_they_are_read_anew(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder)
    old = Quad(Graph.VOCABULARY, Owl.versionInfo, Literal("older"), Graph.REPORT)
    extra = Quad(Rg.Role, Rdf.type, Rg.Skill, Graph.VOCABULARY)
    with open_writer(tmp_path / "store") as writer:
        writer.apply([], [old, extra])
        loader = Loader(tmp_path / "store", writer)
        loader.refresh()
        assert old not in writer.store
        assert extra not in writer.store
        assert 2 == len(list(writer.store.quads_for_pattern(None, Rdf.type, Rg.Document, Graph.DOCUMENTS)))


def test_texts_can_be_left_out(tmp_path: Path, folder: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        loader = Loader(tmp_path / "store", writer, keep_text=False, shipped=False)
        loader.load(sources([str(folder)]))
    assert not (tmp_path / "store" / "texts").exists()


def test_a_document_that_fails_late_leaves_the_others_whole(tmp_path: Path, folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"# N\xc3\xa4hter\xc3\xa4 \xc3\xb6\n\xff\xfe")
    report = load(tmp_path / "store", folder)

    assert (1, [("docs/bad.md", "refused")]) == (
        report.exit_code,
        [one for one in outcomes(report) if one[1] == "refused"],
    )
    assert "docs/bad.md:2:" in (report.entries[0].problem or "")


def test_progress_tells_each_source_once(tmp_path: Path, folder: Path) -> None:
    told: list[Entry] = []
    with open_writer(tmp_path / "store") as writer:
        loader = Loader(tmp_path / "store", writer, progress=told.append, shipped=False)
        loader.load([Source("nurse.md", folder / "nurse.md"), Source("nurse.md", folder / "cook.md")])

    assert ["added", "refused"] == sorted(entry.outcome for entry in told)


def test_the_document_is_named_by_its_hash(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder)
    hashes = [quad for quad in quads(tmp_path / "store") if quad.predicate == Rg.sha256]

    assert all(
        isinstance(quad.object, Literal) and terms.document(quad.object.value[:16]) == quad.subject for quad in hashes
    )


def test_several_processes_read_what_one_reads(tmp_path: Path, folder: Path) -> None:
    (folder / "bad.md").write_text("nothing of use")
    for number in range(70):
        (folder / f"role{number:02d}.md").write_text(NURSE.replace("Nurse", f"Role {number}"))
    one = load(tmp_path / "one", folder)
    with Readers(2) as readers, open_writer(tmp_path / "two") as writer:
        loader = Loader(tmp_path / "two", writer, readers, shipped=False)
        loader.load(sources([str(folder)]))

    assert (sorted(outcomes(one)), 1) == (sorted(outcomes(loader.report)), loader.report.refused)
    assert quads(tmp_path / "one") == quads(tmp_path / "two")


def test_bytes_that_were_refused_once_are_refused_again(tmp_path: Path, folder: Path) -> None:
    for name in ("bad.md", "worse.md"):
        (folder / name).write_text("nothing of use")
    report = load(tmp_path / "store", folder)

    assert {"docs/bad.md", "docs/worse.md"} == {name for name, outcome in outcomes(report) if outcome == "refused"}
