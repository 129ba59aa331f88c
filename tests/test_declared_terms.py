"""No term is used that no vocabulary has: in code, data, queries, documentation, or in the graphs that a load makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

import data as package_data
import ontology
from loaders.load import Loader
from loaders.publishing import publish
from loaders.sources import sources
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, PREFIXES, Graph, Rdf
from tests.conftest import ROOT, NewStore
from tests.ontology.vocabularies import LANGUAGES, NAMESPACES, declared, exists, terms_in

FOLDERS = ("ontology", "data", "queries", "loaders", "server", "bench", "docs")
TEXTS = {".py", ".rq", ".ttl", ".jsonld", ".html", ".js", ".md", ".tsv", ".txt"}
#: What is read or loaded together with the ontology, and so may use only what that declares.
CLOSE = [
    *(Path(str(file)) for file in (ontology.ROLEGRAPH, ontology.SCHEMES, ontology.CONTEXT)),
    *sorted((ROOT / "queries").glob("*.rq")),
]
_DECLARED_PREFIX = re.compile(r"(?i:@?prefix)\s+(\w+):\s*<([^>]*)>")


def texts() -> Iterator[tuple[Path, str]]:
    """All texts of the project but the tests, which name terms that do not exist, and what comes from npm."""
    for path in sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))]):
        if path.suffix in TEXTS and "vendor" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


def unknown(text: str) -> list[str]:
    """The terms in a text that their vocabularies do not have."""
    return sorted({f"{prefix}:{name}" for prefix, name in terms_in(text) if not exists(prefix, name)})


def undeclared(text: str) -> list[str]:
    """The terms in a text that `rolegraph.ttl` does not declare, but for those of RDF and OWL themselves."""
    found = {(prefix, name) for prefix, name in terms_in(text) if prefix not in LANGUAGES}
    return sorted(f"{prefix}:{name}" for prefix, name in found if NAMESPACES[prefix] + name not in declared())


def test_no_file_names_an_unknown_term() -> None:
    found = {str(path.relative_to(ROOT)): unknown(text) for path, text in texts()}

    assert {} == {path: names for path, names in found.items() if names}


@pytest.mark.parametrize("path", CLOSE, ids=lambda path: path.name)
def test_what_goes_with_the_ontology_uses_what_it_declares(path: Path) -> None:
    assert [] == undeclared(path.read_text(encoding="utf-8"))


def test_a_prefix_stands_for_one_namespace_everywhere() -> None:
    known = {**PREFIXES, **NAMESPACES}
    found = [(path, match) for path, text in texts() for match in _DECLARED_PREFIX.findall(text)]

    assert found
    assert [] == [(path, prefix, iri) for path, (prefix, iri) in found if prefix in known and iri != known[prefix]]


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s rg:doesNotExist ?o }",
        "`rg:doesNotExist`, in prose",
        '{"@id": "rg:doesNotExist"}',
        "<https://w3id.org/rolegraph/ns#doesNotExist>",
        "Rg.doesNotExist",
        'doesNotExist = _term("rg", "doesNotExist")',
        'f"{RG}doesNotExist"',
        'RG + "doesNotExist"',
        'PREFIXES["schema"] + "doesNotExist"',
        '_sd("doesNotExist")',
        *(f"?s {prefix}:doesNotExist ?o" for prefix in NAMESPACES),
    ],
)
def test_a_term_that_does_not_exist_is_found(text: str) -> None:
    assert ["doesNotExist"] == [found.partition(":")[2] for found in unknown(text)]


@pytest.mark.parametrize("text", ["skos:member", "<http://www.w3.org/ns/prov#Agent>", "esco:Skill"])
def test_a_term_that_exists_but_is_not_declared_is_found(text: str) -> None:
    assert [] == unknown(text)
    assert [] != undeclared(text)


@pytest.fixture(scope="module")
def quads(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> list[Quad]:
    """All that a store holds after our sample documents are loaded and published."""
    root = new_store(tmp_path_factory.mktemp("declared") / "store")
    with open_writer(root) as writer:
        Loader(root, writer).load(sources((str(package_data.DOCUMENTS),), None))
        publish(root, writer, None)
        return list(writer.store)


def used(found: list[Quad]) -> set[str]:
    """The properties and classes of quads, but for those of RDF and OWL themselves."""
    types = {quad.object for quad in found if quad.predicate == Rdf.type}
    names = {term.value for term in {quad.predicate for quad in found} | types if isinstance(term, NamedNode)}
    return {name for name in names if not name.startswith(tuple(NAMESPACES[prefix] for prefix in LANGUAGES))}


def test_the_graphs_that_are_reasoned_over_hold_declared_terms(quads: list[Quad]) -> None:
    found = used([quad for quad in quads if quad.graph_name in DEFAULT_GRAPHS])

    assert found
    assert [] == sorted(found - declared())


def test_the_report_graph_holds_terms_that_exist(quads: list[Quad]) -> None:
    found = used([quad for quad in quads if quad.graph_name == Graph.REPORT])

    assert found
    assert [] == sorted(name for name in found if not name.startswith(tuple(NAMESPACES.values())))
    assert [] == unknown(" ".join(sorted(found)))


def test_an_undeclared_term_in_a_store_is_found() -> None:
    wrong = NamedNode(f"{PREFIXES['rg']}doesNotExist")
    found = used([Quad(wrong, Rdf.type, wrong)])

    assert {wrong.value} == found - declared()
    assert ["rg:doesNotExist"] == unknown(" ".join(found))
