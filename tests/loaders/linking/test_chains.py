"""Links that follow from others: by a crosswalk of a user's, and by what stands above."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from loaders.linking.chains import Chain, Crosswalk, chains, joined, machine_predicate
from loaders.linking.model import Candidate
from loaders.mappings.model import INVERSE, PREDICATES, Mapping
from ontology.errors import InputError
from ontology.terms import Skos, taxonomy

EXACT, CLOSE, BROAD, NARROW, RELATED = PREDICATES
ROLE = "https://w3id.org/rolegraph/id/role/lamplighter"
THERE, GROUP, AREA = "http://example.org/lights/1", "http://example.org/groups/54", "http://example.org/groups/5"
OTHER = "https://www.onetonline.org/link/summary/99-0000.00"
HEAD = """#curie_map:
#  a: http://example.org/
#  onet: https://www.onetonline.org/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tpredicate_modifier
"""


def link(predicate: str = CLOSE, target: str = THERE, confidence: float | None = 0.9) -> Mapping:
    return Mapping(
        ROLE, predicate, target, "https://w3id.org/semapv/vocab/ManualMappingCuration", confidence=confidence
    )


def store(*pairs: tuple[str, str]) -> Store:
    made = Store()
    made.extend(Quad(NamedNode(one), Skos.broader, NamedNode(other), taxonomy("lights")) for one, other in pairs)
    return made


def crosswalk(folder: Path, *rows: str) -> Crosswalk:
    path = folder / "lights-onet.sssom.tsv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    found = Crosswalk()
    found.read(path)
    return found


ROW = "a:lights/1\tskos:closeMatch\tonet:link/summary/99-0000.00\tsemapv:UnspecifiedMatching\t0.8\t"


def test_what_stands_above_an_accepted_counterpart_is_broader() -> None:
    found = chains(
        store((THERE, "http://example.org/lights/all"), ("http://example.org/lights/all", GROUP)),
        [link()],
        Crosswalk(),
        {GROUP, AREA}.__contains__,
    )

    assert [(GROUP, BROAD)] == [(one.concept, one.predicate) for one in found[ROLE]]
    assert "closeMatch" in found[ROLE][0].way
    assert GROUP in found[ROLE][0].way
    assert "lights" in found[ROLE][0].way


def test_only_the_nearest_wanted_concept_above_is_told_and_circles_end() -> None:
    circle = store((THERE, GROUP), (GROUP, AREA), (AREA, THERE))

    assert [GROUP] == [one.concept for one in chains(circle, [link()], Crosswalk(), {GROUP, AREA}.__contains__)[ROLE]]
    assert {} == chains(circle, [link()], Crosswalk(), lambda iri: False)


@pytest.mark.parametrize(
    "row", [ROW, "\t".join([ROW.split("\t")[2], *ROW.split("\t")[1:2], ROW.split("\t")[0], *ROW.split("\t")[3:]])]
)
def test_a_crosswalk_leads_on_in_either_direction(tmp_path: Path, row: str) -> None:
    (found,) = chains(Store(), [link()], crosswalk(tmp_path, row), {OTHER}.__contains__)[ROLE]

    assert (OTHER, CLOSE) == (found.concept, found.predicate)
    assert 0 < found.confidence < 0.9 * 0.8 + 1e-9
    assert "lights-onet.sssom.tsv" in found.way


@pytest.mark.parametrize(
    ("first", "second", "made"),
    [
        (EXACT, NARROW, NARROW),
        (CLOSE, CLOSE, CLOSE),
        (BROAD, CLOSE, BROAD),
        (BROAD, NARROW, RELATED),
        (RELATED, CLOSE, RELATED),
    ],
)
def test_predicates_are_composed(tmp_path: Path, first: str, second: str, made: str) -> None:
    row = ROW.replace("closeMatch", second.rpartition("#")[2])
    (found,) = chains(Store(), [link(first)], crosswalk(tmp_path, row), {OTHER}.__contains__)[ROLE]

    assert made == found.predicate


def test_a_plain_table_leads_on_too(tmp_path: Path) -> None:
    path = tmp_path / "lights.csv"
    path.write_text(f"place,occupation,O*NET-SOC\n1,{THERE},99-0000.00\n", encoding="utf-8")
    made = Crosswalk()

    assert 1 == made.read(path)
    (found,) = chains(Store(), [link()], made, {OTHER}.__contains__)[ROLE]
    assert (OTHER, CLOSE) == (found.concept, found.predicate)
    assert 1 == Crosswalk().read(path, ("O*NET-SOC", "occupation"))


def test_rejected_rows_lead_nowhere(tmp_path: Path) -> None:
    assert {} == chains(Store(), [link()], crosswalk(tmp_path, ROW + "Not"), {OTHER}.__contains__)


def test_an_unknown_predicate_is_refused_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        crosswalk(tmp_path, ROW, ROW.replace("skos:closeMatch", "skos:member"))

    assert "lights-onet.sssom.tsv" in str(refused.value)
    assert "8" in str(refused.value)
    with pytest.raises(InputError):
        Crosswalk().read(tmp_path / "none.tsv")


def test_a_second_way_makes_a_candidate_surer_and_a_new_one_is_added() -> None:
    known = Candidate(OTHER, "lamplighters", "en", 0.5, {"words": 1.0})
    ways = [Chain(OTHER, CLOSE, 0.6, ""), Chain(GROUP, BROAD, 0.3, "")]
    found = joined([known], ways, lambda iri: ("valot", "fi"))

    assert [OTHER, GROUP] == [one.concept for one in found]
    assert 0.6 < found[0].score < 1
    assert {"words": 1.0, "chain": 0.6} == found[0].parts
    assert ("valot", "fi", {"chain": 0.3}) == (found[1].label, found[1].language, found[1].parts)


def test_machines_do_not_say_that_two_are_the_same() -> None:
    assert CLOSE == machine_predicate(Chain(OTHER, EXACT, 0.9, ""))
    assert {NARROW: BROAD, BROAD: NARROW} == {one: INVERSE[one] for one in (NARROW, BROAD)}
