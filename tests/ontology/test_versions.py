"""Versions of the ontology: former ones stay, and nothing that was a term ceases to be one."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

import ontology
from ontology import changes
from ontology.terms import ONTOLOGY_IRI, ONTOLOGY_VERSION, RG
from ontology.versions import PUBLICATIONS, Publication, editions, removals, version_of

HEAD = f"@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rg: <{RG}> . @prefix ex: <https://example.org/> .\n"


def graph(text: str) -> Graph:
    return Graph().parse(data=HEAD + text, format="turtle")


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=lambda one: one.name or "ontology")
def test_no_version_took_a_term_away(publication: Publication) -> None:
    found = editions(publication)
    later = ontology.load_graph(publication.file)
    for number, file in found.items():
        former = ontology.load_graph(file)
        assert number == version_of(former, publication.iri)
        assert [] == removals(former, later)
        later = former


def test_a_term_that_is_gone_or_of_another_sort_is_told() -> None:
    former = graph("rg:A a owl:Class . rg:p a owl:ObjectProperty . rg:q a owl:ObjectProperty . ex:x a owl:Class .")
    kept = graph("rg:A a owl:Class ; owl:deprecated true . rg:p a owl:ObjectProperty . rg:q a owl:ObjectProperty .")
    gone = graph("rg:p a owl:DatatypeProperty . rg:q a owl:ObjectProperty, owl:TransitiveProperty . rg:B a owl:Class .")

    assert [] == removals(former, kept)
    assert ["rg:A is gone.", "rg:p is no longer declared as owl:ObjectProperty."] == removals(former, gone)


def test_the_current_version_is_the_one_that_code_names() -> None:
    header = ontology.load_ontology()

    assert ONTOLOGY_VERSION == version_of(header, ONTOLOGY_IRI)
    assert [ONTOLOGY_VERSION] == list(editions(PUBLICATIONS[0]))[:1]
    assert ontology.ROLEGRAPH == editions(PUBLICATIONS[0])[ONTOLOGY_VERSION]


def test_former_versions_are_found_by_their_names_newest_first(tmp_path: Path) -> None:
    names = ["0.9.0.ttl", "0.10.0.ttl", "1.0.ttl", "alignments-0.2.0.ttl", "01.0.0.ttl", "notes.md", "0.9.0.ttl.bak"]
    for name in names:
        (tmp_path / name).write_text("")

    main, beside = (list(editions(one, tmp_path)) for one in PUBLICATIONS[:2])
    assert [ONTOLOGY_VERSION, "0.10.0", "0.9.0"] == main
    assert "0.2.0" == beside[1]
    assert len(beside) == 2


def test_a_file_without_a_version_is_its_own_only_edition(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(HEAD + f"<{ONTOLOGY_IRI}/shapes> a owl:Ontology .")

    assert {"": file} == editions(Publication("shapes", file), tmp_path)


def test_every_version_is_in_the_change_log_with_its_day() -> None:
    found = {release.version: release for release in changes.releases()}

    for number in editions(PUBLICATIONS[0]):
        assert found[number].date
        assert any(found[number].changes.values())
    assert [*editions(PUBLICATIONS[0])] == [number for number in found if number != "Unreleased"]


def test_the_change_log_is_read() -> None:
    text = """# Changelog\n- no entry\n## [Unreleased]\n\n## [1.1.0] - 2027-02-03\n### Added\n- rg:A, which
  goes on.\n- rg:B.\n\n### Deprecated\n- rg:C.\n## [1.0.0] - 2027-01-01\n### Added\n- All.\n"""
    newest, oldest = changes.releases(text)

    assert ("1.1.0", "2027-02-03") == (newest.version, newest.date)
    assert {"Added": ["rg:A, which goes on.", "rg:B."], "Deprecated": ["rg:C."]} == newest.changes
    assert {"Added": ["All."]} == oldest.changes
