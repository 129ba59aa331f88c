"""`rolegraph infer` and `rolegraph explain` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, Store

from loaders.holding import open_current
from loaders.reasoning.chains import chain
from loaders.reasoning.infer import rules_of
from loaders.reasoning.reference import Comparison
from loaders.reasoning.rules import Triple
from ontology.terms import Graph, Rg
from server.cli import group
from server.commands.infer import report
from tests.conftest import NewStore
from tests.loaders.reasoning.oracle import inferred
from tests.loaders.reasoning.test_upkeep import PAGE


@pytest.fixture(scope="module")
def root(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("infer")
    (folder / "baker.md").write_text(PAGE.format(role="baker", skill="Patience", tool="Zendesk"))
    root = new_store(folder / "store")
    done = CliRunner().invoke(group, ["load", str(folder / "baker.md"), "--store", str(root), "--strict"])
    assert 0 == done.exit_code, done.output
    return root


def test_infer_makes_everything_anew_and_publishes(root: Path) -> None:
    before = inferred(open_current(root))
    done = CliRunner().invoke(group, ["infer", "--store", str(root)])

    assert 0 == done.exit_code, done.output
    assert f"{len(before):,} triples are inferred" in done.output
    assert before == inferred(open_current(root))


def test_the_rules_shown_are_updates_that_any_store_runs(root: Path) -> None:
    done = CliRunner().invoke(group, ["infer", "--store", str(root), "--show"])
    store = Store()
    store.load(open_current(root).dump(format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)
    expected = inferred(store)
    store.clear_graph(Graph.INFERRED)
    size = -1
    while size != (size := len(store)):
        store.update(done.output)

    assert 0 == done.exit_code
    assert expected == inferred(store)


def test_what_is_inferred_is_compared_with_owlrl(root: Path) -> None:
    done = CliRunner().invoke(group, ["infer", "--store", str(root), "--check", "1"])

    assert 0 == done.exit_code, done.output
    assert "no difference from owlrl" in done.output


def test_what_differs_from_owlrl_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    one = (Rg.Role, Rg.leadsTo, Rg.Role)
    found = report(Comparison(2, 1, frozenset([one]), frozenset()))
    printed = capsys.readouterr()

    assert 1 == found
    assert f"only rolegraph concludes {Rg.Role} {Rg.leadsTo} {Rg.Role}" in printed.err
    assert "1 triples follow from 2: 1 difference from owlrl." in printed.out


def test_what_is_closed_stays_so(root: Path) -> None:
    store, found = open_current(root), set[Triple]()
    chain(rules_of(store), store, found.update)

    assert not found


def test_explain_shows_the_rule_and_the_sentence(root: Path) -> None:
    store = open_current(root)
    (one,) = store.quads_for_pattern(None, Rg.followsFrom, None, Graph.INFERRED)
    asked = ["explain", one.subject.value, "rg:followsFrom", one.object.value, "--store", str(root)]  # type: ignore[union-attr]
    text, data = CliRunner().invoke(group, asked), CliRunner().invoke(group, [*asked, "--json"])

    assert 0 == text.exit_code, text.output
    assert "[prp-inv2: rg:followsFrom owl:inverseOf rg:leadsTo]" in text.output
    assert "baker.md:14: “Some lead others.”" in text.output
    assert json.loads(data.output)["holds"]


def test_explain_says_what_does_not_hold_and_what_is_no_name(root: Path) -> None:
    run = CliRunner()
    absent = run.invoke(group, ["explain", "rgid:role/baker", "a", "rg:Skill", "--store", str(root)])
    wrong = run.invoke(group, ["explain", "rgid:role/baker", "a", "no name", "--store", str(root)])
    literal = run.invoke(group, ["explain", "rgid:role/baker", "a", '"open', "--store", str(root)])

    assert (1, 2, 2) == (absent.exit_code, wrong.exit_code, literal.exit_code)
    assert "rgid:role/baker rdf:type rg:Skill is neither stated nor inferred." in absent.output
    assert '"no name" is no IRI' in wrong.output
    assert "is no literal" in literal.output
