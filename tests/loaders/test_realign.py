"""Alignment over the documents of a real store: what is joined depends on nothing but what is loaded and decided."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import islice, permutations
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import data
from loaders import decisions, vectors
from loaders.identity import candidate
from loaders.load import Loader
from loaders.publishing import publish
from loaders.readers import Pending, Readers
from loaders.sources import sources
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, RGID, ConceptKind, Dcterms, Graph, Owl, Rg, Skos

pytestmark = pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")

TEXTS = {
    "en.md": "# Falconer\n\n## Skills\n\n- Falconry: with all birds\n- Glassblowing: of bells\n- Empathy: for birds\n\n"
    "## Career path\n\n- Falconer: here\n- Master falconer: next\n",
    "sv.md": "# Falkenerare\n\n## Färdigheter\n\n- Falkenering: med alla fåglar\n- Glasblåsning: av små klockor\n\n"
    "## Karriärväg\n\n- Falkenerare: här\n- Fågelmästare: nästa\n",
    "de.md": "# Falkner\n\n## Fähigkeiten\n\n- Falknerei: mit allen Vögeln\n- Glasblasen: von kleinen Glocken\n"
    "- Empathie: für Vögel\n",
    "en2.md": "# Bird keeper\n\n## Skills\n\n- FALCONRY: a little\n- Bell founding\n- Skills of customer care\n",
}
CARE = candidate(ConceptKind.SKILL, "en", "skills of customer care")
SERVICE = ConceptKind.SKILL.iri("customer-service")
BELLS = candidate(ConceptKind.SKILL, "en", "bell founding")
FALCONRY = candidate(ConceptKind.SKILL, "en", "falconry")
FALKENERING = candidate(ConceptKind.SKILL, "sv", "falkenering")
FALKNEREI = candidate(ConceptKind.SKILL, "de", "falknerei")
EMPATHY = ConceptKind.SKILL.iri("empathy")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def load(root: Path, *paths: Path, publishing: bool = True, workspace: Path | None = None) -> None:
    with open_writer(root) as writer:
        Loader(root, writer, shipped=False).load(sources([str(path) for path in paths]))
        if publishing:
            publish(root, writer, workspace)


def remove(root: Path, *names: str, workspace: Path | None = None) -> None:
    with open_writer(root) as writer:
        Loader(root, writer, shipped=False).remove(names)
        publish(root, writer, workspace)


def republish(root: Path, workspace: Path) -> None:
    with open_writer(root) as writer:
        publish(root, writer, workspace)


def graphs(root: Path) -> set[Quad]:
    """The seven graphs, and the matches of the report."""
    with open_writer(root) as writer:
        store = writer.store
        found = {quad for graph in DEFAULT_GRAPHS for quad in store.quads_for_pattern(None, None, None, graph)}
        for match in store.quads_for_pattern(None, Owl.annotatedSource, None, Graph.REPORT):
            found.update(store.quads_for_pattern(match.subject, None, None, Graph.REPORT))
        return found


def values(root: Path, subject: NamedNode, predicate: NamedNode) -> set[str]:
    return {quad.object.value for quad in graphs(root) if (quad.subject, quad.predicate) == (subject, predicate)
            and isinstance(quad.object, NamedNode | Literal)}  # fmt: skip


def skilled(root: Path, concept: NamedNode) -> set[str]:
    """The roles that require a skill, by the last segment of their IRIs."""
    found = (quad for quad in graphs(root) if quad.predicate == Rg.requiresSkill and quad.object == concept)
    return {quad.subject.value.removeprefix(f"{RGID}role/").split("-")[0] for quad in found if quad.subject}  # type: ignore[union-attr]


def test_labels_that_mean_the_same_are_one_concept_with_labels_in_each_language(
    tmp_path: Path, documents: Path
) -> None:
    load(tmp_path / "store", documents)

    first = min(FALCONRY, FALKENERING, FALKNEREI, key=lambda node: node.value)
    labels = {
        quad.object for quad in graphs(tmp_path / "store") if (quad.subject, quad.predicate) == (first, Skos.prefLabel)
    }
    assert {Literal("Falkenering", language="sv"), Literal("Falknerei", language="de")} < labels
    assert {"falconer", "falkenerare", "falkner", "bird"} == skilled(tmp_path / "store", first)
    for other in {FALCONRY, FALKENERING, FALKNEREI} - {first}:
        said = [quad for quad in graphs(tmp_path / "store") if quad.subject == other]
        assert [(Dcterms.isReplacedBy, first)] == [(quad.predicate, quad.object) for quad in said]
    assert {"falconer", "falkner"} == skilled(tmp_path / "store", EMPATHY)


def test_two_things_of_one_section_are_never_one(tmp_path: Path) -> None:
    (tmp_path / "en.md").write_text(
        "# Keeper\n\n## Skills\n\n- Falconry: a lot\n- Falkonry: a little\n", encoding="utf-8"
    )
    load(tmp_path / "store", tmp_path / "en.md")

    assert set() == values(tmp_path / "store", FALCONRY, Dcterms.isReplacedBy)
    assert {"keeper"} == skilled(tmp_path / "store", FALCONRY)


def test_no_order_and_no_grouping_of_loads_matters(tmp_path: Path, documents: Path) -> None:
    load(tmp_path / "all", documents)
    paths = [documents / name for name in TEXTS]
    names = {path: f"documents/{path.name}" for path in paths}
    for number, order in enumerate(permutations(paths)):
        root = tmp_path / str(number)
        for path in order:
            with open_writer(root) as writer:
                Loader(root, writer, shipped=False).load(sources([str(path)], names[path]))
                if number % 2:
                    publish(root, writer, None)
        republish(root, tmp_path)
        assert graphs(tmp_path / "all") == graphs(root), order


def test_what_is_added_and_removed_leaves_nothing(tmp_path: Path, documents: Path) -> None:
    for name in TEXTS:
        rest = [documents / other for other in TEXTS if other != name]
        without, root = tmp_path / f"{name}-without", tmp_path / f"{name}-removed"
        load(without, *rest)
        load(root, *rest, documents / name)
        remove(root, name)
        assert graphs(without) == graphs(root), name


@pytest.mark.parametrize(
    ("subject", "target", "same"),
    [
        (FALCONRY, FALKENERING, False),
        (FALCONRY, EMPATHY, True),
        (EMPATHY, ConceptKind.SKILL.iri("patience"), True),
        (CARE, SERVICE, False),
        (CARE, FALCONRY, True),
        (FALCONRY, CARE, True),
        (candidate(ConceptKind.ROLE, "en", "falconer"), candidate(ConceptKind.ROLE, "sv", "falkenerare"), True),
        (candidate(ConceptKind.ROLE, "en", "falconer"), candidate(ConceptKind.ROLE, "en", "master falconer"), True),
    ],
)
def test_decisions_count_whenever_they_are_made_and_leave_nothing_when_withdrawn(
    tmp_path: Path, documents: Path, subject: NamedNode, target: NamedNode, same: bool
) -> None:
    workspace, root = tmp_path / "workspace", tmp_path / "store"
    load(root, documents)
    before = graphs(root)
    decisions.add(workspace, [decisions.made(subject.value, target.value, same=same)])
    republish(root, workspace)
    load(tmp_path / "later", documents, workspace=workspace)

    assert graphs(tmp_path / "later") == graphs(root)
    assert before != graphs(root)
    (workspace / decisions.FILE).unlink()
    republish(root, workspace)
    assert before == graphs(root)


def test_a_document_may_mean_something_of_its_own(tmp_path: Path, documents: Path) -> None:
    workspace, root = tmp_path / "workspace", tmp_path / "store"
    load(root, documents)
    before = graphs(root)
    document = next(
        quad.subject.value  # type: ignore[union-attr]
        for quad in before
        if quad.predicate == Rg.sourceName and quad.object == Literal("documents/en2.md")
    )
    own = f"{FALCONRY.value}-own"
    row = {**decisions.made(own, FALCONRY.value, same=False), "subject_source": document}
    decisions.add(workspace, [row])
    republish(root, workspace)

    assert {"bird"} == skilled(root, NamedNode(own))
    assert {"FALCONRY"} == values(root, NamedNode(own), Skos.prefLabel)
    load(tmp_path / "later", documents, workspace=workspace)
    assert graphs(tmp_path / "later") == graphs(root)
    (workspace / decisions.FILE).unlink()
    republish(root, workspace)
    assert before == graphs(root)


def test_what_is_merged_away_resolves_as_long_as_a_row_gives_it(tmp_path: Path, documents: Path) -> None:
    workspace, root = tmp_path / "workspace", tmp_path / "store"
    decisions.add(workspace, [decisions.made(f"{FALCONRY.value}-nowhere", EMPATHY.value, same=True)])
    load(root, documents, workspace=workspace)

    assert {EMPATHY.value} == values(root, NamedNode(f"{FALCONRY.value}-nowhere"), Dcterms.isReplacedBy)


class Kept(Readers):
    """Readers that read each version once, for tests that load the same documents again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[bytes, Pending] = {}

    def submit(self, source: str, content: bytes) -> Pending:
        """Have a file read, if it was not yet."""
        if content not in self._kept:
            found = super().submit(source, content)()
            self._kept[content] = Pending(lambda: found)
        return self._kept[content]


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "step"), [("shipped", 1), ("shared", 5)])
def test_five_documents_give_the_same_graphs_in_all_their_orders(
    tmp_path: Path, folder: str, step: int, request: pytest.FixtureRequest
) -> None:
    """All 120 orders of our own documents, each fifth of the real ones: all of those were run once too."""
    documents = data.DOCUMENTS if folder == "shipped" else request.getfixturevalue("shared") / "documents"
    paths = sorted(documents.iterdir())[:5]
    readers = Kept()

    def loaded(root: Path, order: Sequence[Path], *gone: Path, size: int = 5) -> set[Quad]:
        """Load so many documents a call."""
        with open_writer(root) as writer:
            for start in range(0, len(order), size):
                paths = [str(path) for path in order[start : start + size]]
                Loader(root, writer, readers, shipped=False).load(sources(paths))
            if gone:
                Loader(root, writer, readers, shipped=False).remove([path.name for path in gone])
            publish(root, writer, None)
        found = graphs(root)
        shutil.rmtree(root)
        return found

    wanted = loaded(tmp_path / "store", paths)
    for number, order in enumerate(islice(permutations(paths), 0, None, step)):
        assert wanted == loaded(tmp_path / "store", order, size=1 + number % 3), order
    for path in paths:
        rest = [other for other in paths if other != path]
        assert loaded(tmp_path / "store", rest) == loaded(tmp_path / "store", paths, path), path


@pytest.mark.parametrize("other", ["bell founding", "falconry", "zzz wood turning"])
def test_a_candidate_that_reviewers_join_with_a_curated_ones_other_name_is_that(
    tmp_path: Path, documents: Path, other: str
) -> None:
    """Neither a chain of replacements nor a candidate in its place, whichever IRI is the smaller."""
    (documents / "turner.md").write_text("# Turner\n\n## Skills\n\n- Zzz wood turning: of bells\n", encoding="utf-8")
    joined = candidate(ConceptKind.SKILL, "en", other)
    decisions.add(tmp_path / "workspace", [decisions.made(CARE.value, joined.value, same=True)])
    load(tmp_path / "store", documents, workspace=tmp_path / "workspace")

    for concept in (CARE, joined):
        assert {SERVICE.value} == values(tmp_path / "store", concept, Dcterms.isReplacedBy)
        assert set() == skilled(tmp_path / "store", concept)
    assert "bird" in skilled(tmp_path / "store", SERVICE)


def test_reviewers_may_keep_such_a_group_from_the_curated_concept(tmp_path: Path, documents: Path) -> None:
    rows = [decisions.made(CARE.value, BELLS.value, same=True), decisions.made(BELLS.value, SERVICE.value, same=False)]
    decisions.add(tmp_path / "workspace", rows)
    load(tmp_path / "store", documents, workspace=tmp_path / "workspace")

    assert {BELLS.value} == values(tmp_path / "store", CARE, Dcterms.isReplacedBy)
    assert set() == values(tmp_path / "store", BELLS, Dcterms.isReplacedBy)


def test_what_is_removed_leaves_nothing_but_what_rows_give(tmp_path: Path, documents: Path) -> None:
    """Nor does it sway those that a row joins with it, at the next publish or at a later one."""
    rows = [
        decisions.made(CARE.value, FALCONRY.value, same=True),
        decisions.made(FALKNEREI.value, BELLS.value, same=True),
    ]
    decisions.add(tmp_path / "workspace", rows)
    for name in ("en.md", "en2.md"):
        rest = [documents / other for other in TEXTS if other != name]
        without, root = tmp_path / f"{name}-without", tmp_path / f"{name}-removed"
        load(without, *rest, workspace=tmp_path / "workspace")
        load(root, *rest, documents / name, workspace=tmp_path / "workspace")
        remove(root, name, workspace=tmp_path / "workspace")
        assert graphs(without) == graphs(root), name
        before = graphs(root)
        republish(root, tmp_path / "workspace")
        assert before == graphs(root)


@pytest.mark.parametrize("damage", ["no database", "pages", "folder"])
def test_damage_to_what_is_kept_of_labels_changes_nothing(tmp_path: Path, documents: Path, damage: str) -> None:
    root, rest = tmp_path / "store", [documents / name for name in TEXTS if name != "en2.md"]
    load(tmp_path / "whole", *rest, documents / "en2.md")
    load(root, *rest)
    for path in list((root / "vectors").glob("*.sqlite")):
        content = path.read_bytes()
        if damage == "folder":
            path.unlink()
            path.mkdir()
        else:
            path.write_bytes(
                b"damaged " * 2000 if damage == "no database" else content[:8192] + bytes(len(content) - 8192)
            )
    load(root, documents / "en2.md")

    assert graphs(tmp_path / "whole") == graphs(root)


TWO_ROLES = "# Falconer\n\n## Skills\n\n- Patience: a lot\n\n# Bell ringer\n\n## Skills\n\n- Glassblowing: a little\n"


def test_a_document_may_mean_a_role_of_its_own(tmp_path: Path, documents: Path) -> None:
    (documents / "two.md").write_text(TWO_ROLES, encoding="utf-8")
    falconer = candidate(ConceptKind.ROLE, "en", "falconer")
    workspace, root, own = tmp_path / "workspace", tmp_path / "store", NamedNode(f"{falconer.value}-own")
    load(root, documents)
    before = graphs(root)
    document = next(
        quad.subject.value  # type: ignore[union-attr]
        for quad in before
        if quad.predicate == Rg.sourceName and quad.object == Literal("documents/two.md")
    )
    decisions.add(workspace, [{**decisions.made(own.value, falconer.value, same=False), "subject_source": document}])
    republish(root, workspace)

    assert {ConceptKind.SKILL.iri("patience").value} == values(root, own, Rg.requiresSkill)
    assert ConceptKind.SKILL.iri("patience").value not in values(root, falconer, Rg.requiresSkill)
    load(tmp_path / "later", documents, workspace=workspace)
    assert graphs(tmp_path / "later") == graphs(root)
    (workspace / decisions.FILE).unlink()
    republish(root, workspace)
    assert before == graphs(root)
