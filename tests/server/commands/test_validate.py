"""`rolegraph validate`, and what `--strict` refuses, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, SH, Graph, URIRef

from loaders.store import open_writer
from ontology.terms import Graph as Named
from ontology.terms import Rg, Skos
from server.cli import group
from tests.conftest import NewStore
from tests.loaders.reasoning.test_upkeep import PAGE

SHAPES = """
@prefix : <https://example.org/shapes#> .
@prefix rg: <https://w3id.org/rolegraph/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:Item a sh:NodeShape ; sh:targetClass rg:ItemMention ; sh:property :Item-line .
:Item-line sh:path rg:line ; sh:maxInclusive 1 ; sh:message "Nothing is said after the first line."@en .
"""

RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LIST = f"_:list <{RDF_NAMESPACE}first> 1 ; <{RDF_NAMESPACE}rest> _:list ."
ENDLESS = f"sh:in _:list . {LIST} :Item-line a sh:PropertyShape"


@pytest.fixture
def root(new_store: NewStore, tmp_path: Path) -> Path:
    (tmp_path / "baker.md").write_text(PAGE.format(role="baker", skill="Patience", tool="Zendesk"))
    root = new_store(tmp_path / "store")
    done = CliRunner().invoke(group, ["load", str(tmp_path / "baker.md"), "--store", str(root), "--strict"])
    assert 0 == done.exit_code, done.output
    return root


def spoil(root: Path) -> NamedNode:
    """Take the line of one item and give a concept a label in no form of Norwegian; the item."""
    with open_writer(root) as writer:
        lines = writer.store.quads_for_pattern(None, Rg.line, None, Named.DOCUMENTS)
        line = min((one for one in lines if "/mention/" in str(one.subject)), key=str)
        assert isinstance(line.subject, NamedNode)
        label = Quad(
            NamedNode("https://w3id.org/rolegraph/id/skill/patience"),
            Skos.altLabel,
            Literal("tolmod", language="no"),
            Named.VOCABULARY,
        )
        writer.apply([line], [label])
        return line.subject


def test_what_was_loaded_conforms(root: Path) -> None:
    done = CliRunner().invoke(group, ["validate", "--store", str(root)])

    assert (0, "The graph conforms to the shapes.\n") == (done.exit_code, done.output)


def test_violations_are_told_with_document_and_sentence(root: Path) -> None:
    item = spoil(root)
    run = CliRunner()
    published = run.invoke(group, ["publish", "--store", str(root)])
    text = run.invoke(group, ["validate", "--store", str(root)])
    data = run.invoke(group, ["validate", "--store", str(root), "--json"])
    told = {one["focus"]: one for one in json.loads(data.stdout)["violations"]}

    assert 0 == published.exit_code, published.output
    assert (1, 1) == (text.exit_code, data.exit_code)
    assert "baker.md" in text.stderr
    assert "A mention begins on one line, counted from 1. (MinCountConstraintComponent)" in text.stderr
    assert "2 violations." in text.stdout
    assert "baker.md" == told[str(item)]["places"][0]["source"]
    assert {"source": "vocabulary"} in told["<https://w3id.org/rolegraph/id/skill/patience>"]["places"]


def test_strict_publishes_no_violation(root: Path) -> None:
    spoil(root)
    run = CliRunner()
    strict = run.invoke(group, ["publish", "--store", str(root), "--strict"])
    shown = run.invoke(group, ["validate", "--store", str(root)])

    assert 2 == strict.exit_code
    assert "2 violations of the shapes in the store, which is not published" in strict.stderr
    assert "counted from 1" in strict.stderr
    assert 0 == shown.exit_code


def test_shapes_of_ones_own_by_both_engines(root: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(SHAPES)
    asked = ["validate", "--store", str(root), "--shapes", str(tmp_path / "own.ttl"), "--json"]
    ours, theirs = CliRunner().invoke(group, asked), CliRunner().invoke(group, [*asked, "--engine", "pyshacl"])
    found = [json.loads(one.stdout)["violations"] for one in (ours, theirs)]

    assert found[0]
    assert {"Nothing is said after the first line."} == {one["message"] for one in found[0]}
    assert sorted(map(str, found[0])) == sorted(map(str, found[1]))


def test_the_report_is_one_that_rdflib_reads(root: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(SHAPES)
    done = CliRunner().invoke(
        group, ["validate", "--store", str(root), "--shapes", str(tmp_path / "own.ttl"), "--turtle"]
    )
    report = Graph().parse(data=done.stdout, format="turtle")

    assert 1 == done.exit_code
    assert [False] == [value.toPython() for value in report.objects(None, SH.conforms)]  # type: ignore[attr-defined]
    assert {URIRef(Rg.line.value)} == set(report.objects(None, SH.resultPath))
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == len(list(report.objects(None, SH.result)))


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("own.ttl", "<x:S> a ", "own.ttl:1: this is no Turtle"),
        ("own.xyz", SHAPES, "shapes are read from Turtle"),
        (
            "own.ttl",
            SHAPES.replace("sh:maxInclusive 1", "sh:qualifiedMinCount 1"),
            "sh:qualifiedMinCount, which is not",
        ),
        ("own.ttl", SHAPES.replace("sh:path rg:line", 'sh:path "line"'), "that is no property path"),
        ("own.ttl", SHAPES.replace("sh:path rg:line", "sh:path ( rg:line )"), "a list in it is too short"),
        ("own.ttl", SHAPES.replace("sh:path rg:line", "sh:path rg:line, rg:position"), "sh:path has several values"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", "sh:minCount -1"), "sh:minCount can't be"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", "sh:minCount 1.0"), "sh:minCount can't be"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", "sh:minCount 1, 2"), "sh:minCount has several values"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", "sh:class []"), "sh:class can't be"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", "sh:in ( [] )"), "can't be _:"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", ENDLESS), "a list in it has no end"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", 'sh:or "x"'), "a list in it has no end, or is none"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", 'sh:pattern "^(?!1)"'), "no regular expression of XPath"),
        ("own.ttl", SHAPES.replace("sh:targetClass rg:ItemMention ;", ""), "no shape has a target"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", "sh:node :Item"), "refer to themselves"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", "sh:not :nothing"), "is no shape"),
        ("own.ttl", SHAPES.replace("sh:maxInclusive 1", 'sh:severity "bad"'), "sh:severity can't be"),
    ],
)
def test_shapes_that_can_not_be_used_are_refused(
    root: Path, tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    (tmp_path / name).write_text(text)
    done = CliRunner().invoke(group, ["validate", "--store", str(root), "--shapes", str(tmp_path / name)])

    assert 2 == done.exit_code
    assert sentence in done.stderr
    assert 1 == len(done.stderr.splitlines())
