"""Links as SSSOM, SKOS and JSKOS."""

from __future__ import annotations

import json
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, parse

from loaders import sssom
from loaders.mappings import review
from loaders.mappings.export import exported
from loaders.mappings.links import links
from loaders.mappings.model import NOTHING
from tests.loaders.mappings.rows import ANNA, BROAD, CLOSE, EMPATHY, EXACT, LISTENING, ONE, TWO, curated, machine, table

ODD = "https://www.onetonline.org/search/tech/example?e=Zoho%20Desk%20%28%22x%22%29"


def made(workspace: Path, shipped: Path) -> None:
    cells = {"object_source": "http://data.europa.eu/esco/concept-scheme/skills", "object_source_version": "1.1.2"}
    rows = [
        curated(
            EMPATHY, EXACT, ONE, subject_label='the "empathy"', object_label="empathise", date="2026-11-23", **cells
        ),
        curated(LISTENING, CLOSE, TWO, negated=True, date="2026-11-23", **cells),
        curated(LISTENING, CLOSE, NOTHING, date="2026-11-23", **cells),
        curated(LISTENING, BROAD, ODD, date="2026-11-23", **cells),
    ]
    table(shipped / "esco.sssom.tsv", *rows)
    review.propose(workspace, "esco", [machine(LISTENING, CLOSE, ONE, 0.7), machine(EMPATHY, CLOSE, TWO, 0.2)])
    review.accept(workspace, "esco", (LISTENING, ONE), ANNA)


def test_sssom_holds_what_was_decided_and_says_once_what_all_share(workspace: Path, shipped: Path) -> None:
    made(workspace, shipped)
    text = exported(links(workspace), "sssom")
    path = shipped.parent / "out.sssom.tsv"
    path.write_text(text, encoding="utf-8")

    assert [(LISTENING, ONE), (LISTENING, TWO), (LISTENING, NOTHING), (LISTENING, ODD), (EMPATHY, ONE)] == [
        (row["subject_id"], row["object_id"]) for row in sssom.read(path)
    ]
    head, columns = (
        text.split("\nsubject_id")[0],
        next(line for line in text.splitlines() if line[0] != "#").split("\t"),
    )
    assert "#subject_source: rgid:scheme/skills" in head
    assert "subject_source" not in columns
    assert "sssom_version: '1.1'" in head
    assert all(any(column in row for row in sssom.read(path)) for column in columns)
    assert text == exported(reversed(links(workspace)), "sssom")


def test_skos_holds_accepted_links_as_triples(workspace: Path, shipped: Path) -> None:
    made(workspace, shipped)
    text = exported(links(workspace), "skos")
    expected = {(EMPATHY, EXACT, ONE), (LISTENING, CLOSE, ONE), (LISTENING, BROAD, ODD)}

    found = {
        (quad.subject.value, quad.predicate.value, quad.object.value) for quad in parse(text, format=RdfFormat.TURTLE)
    }
    assert expected == found
    assert expected == {tuple(map(str, triple)) for triple in rdflib.Graph().parse(data=text, format="turtle")}
    assert "skos:exactMatch" in text


def test_jskos_holds_accepted_links_as_mappings(workspace: Path, shipped: Path) -> None:
    made(workspace, shipped)
    found = {one["to"]["memberSet"][0]["uri"]: one for one in json.loads(exported(links(workspace), "jskos"))}

    assert {ONE, ODD} == set(found)
    assert 3 == len(json.loads(exported(links(workspace), "jskos")))
    *_, last = json.loads(exported(links(workspace), "jskos"))
    assert {
        "type": [EXACT],
        "from": {"memberSet": [{"uri": EMPATHY, "prefLabel": {"und": 'the "empathy"'}}]},
        "to": {"memberSet": [{"uri": ONE, "prefLabel": {"und": "empathise"}}]},
        "fromScheme": {"uri": "https://w3id.org/rolegraph/id/scheme/skills"},
        "toScheme": {"uri": "http://data.europa.eu/esco/concept-scheme/skills", "version": "1.1.2"},
        "justification": "https://w3id.org/semapv/vocab/ManualMappingCuration",
        "creator": [{"prefLabel": {"und": "Rolegraph contributors"}}],
        "created": "2026-11-23",
    } == last
    reviewed = next(one for one in json.loads(exported(links(workspace), "jskos")) if "contributor" in one)
    assert (0.7, [{"prefLabel": {"und": "Anna Ö."}}], [{"prefLabel": {"und": "rolegraph"}, "version": "0.1.0"}]) == (
        reviewed["mappingRelevance"],
        reviewed["contributor"],
        reviewed["tool"],
    )


def test_without_links_there_is_a_table_without_rows(workspace: Path) -> None:
    assert [] == json.loads(exported([], "jskos"))
    assert "" == exported([], "skos")
    assert exported([], "sssom").splitlines()[-1].startswith("subject_id\tpredicate_id")


def test_the_terms_of_what_is_shipped_go_along(workspace: Path, shipped: Path) -> None:
    made(workspace, shipped)
    path = shipped / "esco.sssom.tsv"
    terms = {"license": "https://creativecommons.org/licenses/by/4.0/", "comment": "ESCO: © European Union"}
    lines = "".join(f"#{slot}: '{said}'\n" for slot, said in terms.items())
    path.write_text(lines + path.read_text(encoding="utf-8"), encoding="utf-8")
    (shipped.parent / "out.tsv").write_text(exported(links(workspace), "sssom"), encoding="utf-8")
    review.accept(workspace, "esco", (EMPATHY, TWO), ANNA)
    review.accept(workspace, "free", (EMPATHY, TWO), ANNA, CLOSE)

    for one in (shipped.parent / "out.tsv", workspace / "esco.sssom.tsv"):
        assert terms == {slot: sssom.head(one)[slot] for slot in terms}
    assert "https://creativecommons.org/publicdomain/zero/1.0/" == sssom.head(workspace / "free.sssom.tsv")["license"]
