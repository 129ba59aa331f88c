"""Real distributions, where the builders' material is beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.taxonomies.findings import Sort
from loaders.taxonomies.terms import Esco
from ontology.terms import Rg, Skos
from tests.loaders.taxonomies.samples import ESCO, Result, tagged

ONLINE = "https://www.onetonline.org/"


@pytest.fixture(scope="module")
def taxonomies(shared: Path) -> Path:
    folder = shared / "taxonomies"
    if not folder.is_dir():
        pytest.skip("needs the taxonomies in ../shared, which are not part of the project")
    return folder


def of_kind(result: Result, kind: str) -> int:
    """How many concepts have a preferred label and an IRI of a kind."""
    found = {
        one for one, two, _ in result.statements if two == Skos.prefLabel.value and one.startswith(f"{ESCO}{kind}/")
    }
    return len(found)


def test_esco_in_its_own_csv(taxonomies: Path) -> None:
    folder = taxonomies / "esco-1.0-emanuellandell"
    found = Result(folder / "occupations_en.csv", folder / "occupations_es.csv", folder / "skills_fr.csv")

    assert (2942, 13485) == (of_kind(found, "occupation"), of_kind(found, "skill"))
    assert {"1.0"} == {found.about.version}
    labels = found.labels(f"{ESCO}occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34")
    assert {tagged("technical director", "en"), tagged("director técnico", "es")} == labels["pref"]
    assert tagged("directora técnica", "es") in labels["alt"]


def test_esco_in_tabiyas_csv(taxonomies: Path) -> None:
    found = Result(taxonomies / "esco-1.1.2-tabiya")

    assert (3007, 619) == (of_kind(found, "occupation"), of_kind(found, "isco"))
    assert "1.1.2" == found.about.version
    assert found.counts[Sort.UNKNOWN] > 0
    code = {three: one for one, two, three in found.statements if two == Skos.notation.value}['"4225.1"']
    assert tagged("customer service representative", "en") in found.labels(code)["pref"]
    assert f"{ESCO}isco/C4225" in found.values(code, Skos.broader)


def test_the_sample_with_relations(taxonomies: Path) -> None:
    found = Result(taxonomies / "esco-1.1.1-tabiya-sample")
    related = {Esco.relatedEssentialSkill.value, Esco.relatedOptionalSkill.value}
    relations = [one for one in found.statements if one[1] in related and "/occupation/" in one[0]]

    # 8,679 rows, of which some have no sort or an occupation without an IRI of ESCO's.
    assert 8_660 < len(relations) <= 8_679


def test_onet_in_excel_and_csv(taxonomies: Path) -> None:
    excel, text = Result(taxonomies / "onet-29.3"), Result(taxonomies / "onet-tsv")

    assert "29.3" == excel.about.version
    for found in (excel, text):
        occupations = {
            one
            for one, two, _ in found.statements
            if two == Skos.prefLabel.value and one.startswith(ONLINE + "link/summary/")
        }
        assert 1016 == len(occupations)
        agent = ONLINE + "link/summary/43-4051.00"
        assert {tagged("Customer Service Representatives", "en")} == found.labels(agent)["pref"]
        assert found.values(agent, Rg.usesTechnology)


def test_the_elements_that_skills_are_linked_to(taxonomies: Path, checkout: Path) -> None:
    found = Result(taxonomies / "onet-29.3" / "Content Model Reference.xlsx")
    names = {one: three for one, two, three in found.statements if two == Skos.prefLabel.value}
    table = (checkout / "data" / "mappings" / "onet.sssom.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = (line.split("\t") for line in table if not line.startswith("#"))
    mapped = [dict(zip(head, row, strict=True)) for row in rows]
    linked = [row for row in mapped if row["object_id"].startswith("onet:find/descriptor/result/")]

    assert 627 == found.concepts
    assert linked
    for row in linked:
        assert tagged(row["object_label"], "en") == names[row["object_id"].replace("onet:", ONLINE)]


def test_isco_in_many_languages(taxonomies: Path) -> None:
    found = Result(taxonomies / "isco08-esco-multilingual")

    assert 436 == of_kind(found, "isco")
    assert {"nb", "fi", "sv"} <= {one.rpartition("@")[2] for one in found.labels(f"{ESCO}isco/C4222")["pref"]}


def test_labels_of_eight_languages(taxonomies: Path) -> None:
    found = Result(taxonomies / "esco-occupation-labels-multilingual" / "labels.tsv")

    assert 115_356 == found.counts[Sort.UNTAGGED]
    assert 7_821 == found.counts[Sort.TAG]
