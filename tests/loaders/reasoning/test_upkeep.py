"""The inferred graph of a store on disk stays right, however documents come and go; contradictions are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from loaders.ledger import held
from loaders.load import Loader
from loaders.publishing import Contradiction, publish
from loaders.reasoning import upkeep
from loaders.reasoning.infer import infer, rules_of
from loaders.reasoning.telling import conflict_lines
from loaders.sources import sources
from loaders.store import Writer, open_writer
from ontology.terms import ConceptKind, Graph, Rdf, Rg
from tests.conftest import NewStore
from tests.loaders.reasoning.oracle import inferred

PAGE = """\
# What is a {role}?

## Skills

- **{skill}**: They have it every day.

## Tools

- **Tools**: They write in {tool}.

## Career path

- **{role}**: All begin here.
- **Head {role}**: Some lead others.
"""
ROWS = [("baker", "Patience", "Zendesk"), ("weaver", "Patience", "Salesforce"), ("potter", "Empathy", "Zendesk")]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for role, skill, tool in ROWS:
        (folder / f"{role}.md").write_text(PAGE.format(role=role, skill=skill, tool=tool))
    return folder


def load(root: Path, writer: Writer, paths: Path, *, bulk: bool = False) -> None:
    Loader(root, writer, bulk=bulk).load(sources((str(paths),), None))


def anew(store: Store) -> set[object]:
    """What inference from scratch gives for the same stated triples."""
    copy = Store()
    copy.extend(quad for quad in store if quad.graph_name != Graph.INFERRED)
    infer(copy, rules_of(copy))
    return set(inferred(copy))


def test_it_is_right_after_loading_removing_and_replacing(new_store: NewStore, pages: Path, tmp_path: Path) -> None:
    root = new_store(tmp_path / "store")
    with open_writer(root) as writer:
        load(root, writer, pages)
        publish(root, writer, None)
        assert anew(writer.store) == inferred(writer.store)
    with open_writer(root) as writer:
        assert writer.inferred_by
        Loader(root, writer).remove(["pages/weaver.md"])
        assert {quad.graph_name for quad in writer.stated.gone} >= {Graph.DOCUMENTS, Graph.STATEMENTS}
        publish(root, writer, None)
        assert anew(writer.store) == inferred(writer.store)
    (pages / "baker.md").write_text(PAGE.format(role="baker", skill="Empathy", tool="Slack"))
    with open_writer(root) as writer:
        load(root, writer, pages)
        publish(root, writer, None)
        assert anew(writer.store) == inferred(writer.store)


def test_it_is_right_after_a_bulk_load(new_store: NewStore, pages: Path, tmp_path: Path) -> None:
    root = new_store(tmp_path / "store")
    with open_writer(root) as writer:
        load(root, writer, pages, bulk=True)
        assert writer.stated.in_bulk
        publish(root, writer, None)
        assert anew(writer.store) == inferred(writer.store)
        assert NamedNode("https://w3id.org/rolegraph/ns#canBecome") in {one[1] for one in inferred(writer.store)}


def test_one_by_one_and_in_bulk_give_the_same(new_store: NewStore, pages: Path, tmp_path: Path) -> None:
    found = []
    for name, bulk in (("one", False), ("other", True)):
        root = new_store(tmp_path / name)
        with open_writer(root) as writer:
            load(root, writer, pages, bulk=bulk)
            publish(root, writer, None)
            found.append(inferred(writer.store))

    assert found[0] == found[1]


def test_a_kill_between_change_and_inference_is_made_good(new_store: NewStore, pages: Path, tmp_path: Path) -> None:
    root = new_store(tmp_path / "store")
    with open_writer(root) as writer:
        load(root, writer, pages)
    with open_writer(root) as writer:
        assert writer.inferred_by is None
        publish(root, writer, None)
        assert anew(writer.store) == inferred(writer.store)


def test_nothing_to_infer_changes_nothing(new_store: NewStore, pages: Path, tmp_path: Path) -> None:
    root = new_store(tmp_path / "store")
    with open_writer(root) as writer:
        load(root, writer, pages)
        before = publish(root, writer, None).number
    with open_writer(root) as writer:
        assert before == publish(root, writer, None).number


def test_a_contradiction_is_told_with_its_sentences_and_not_published_where_strict(
    new_store: NewStore, pages: Path, tmp_path: Path
) -> None:
    root = new_store(tmp_path / "store")
    skill = ConceptKind.SKILL.iri("patience")
    with open_writer(root) as writer:
        load(root, writer, pages)
        shown = publish(root, writer, None).number
        writer.apply([], [Quad(skill, Rdf.type, Rg.Responsibility, Graph.CANDIDATES)])
        with pytest.raises(Contradiction, match="1 contradiction in the store, which is not published"):
            publish(root, writer, None, strict=True)
        done = publish(root, writer, None)
        # The first attempt has told it; it is told again by whoever asks for all.
        assert shown + 1 == done.number
        with pytest.raises(Contradiction) as refused:
            publish(root, writer, None, strict=True)
    (told,) = refused.value.found
    lines = list(conflict_lines(told))

    assert "cax-adc" == told["rule"]
    assert "rgid:skill/patience rdf:type rg:Responsibility" in lines[0]
    assert any("pages/baker.md" in line for line in lines)


def test_what_came_in_bulk_is_known_to_the_next_writer(new_store: NewStore, pages: Path, tmp_path: Path) -> None:
    root = new_store(tmp_path / "store")
    with open_writer(root) as writer:
        load(root, writer, pages, bulk=True)

    with open_writer(root) as writer:
        done = upkeep.keep(writer)
        found, wanted = set(inferred(writer.store)), anew(writer.store)
        again = upkeep.keep(writer)

    assert not done.scratch
    assert found == wanted
    assert not again.scratch


def test_what_came_in_bulk_and_more_is_inferred_anew(new_store: NewStore, pages: Path, tmp_path: Path) -> None:
    root = new_store(tmp_path / "store")
    with open_writer(root) as writer:
        load(root, writer, pages, bulk=True)
        Loader(root, writer).remove([min(held(writer))])

    with open_writer(root) as writer:
        done = upkeep.keep(writer)
        found, wanted = set(inferred(writer.store)), anew(writer.store)

    assert done.scratch
    assert found == wanted
