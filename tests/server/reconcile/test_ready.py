"""The index of our concepts is made before anybody asks, and again only where they changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import PREFIXES, Graph, Rdf, Rg, Skos, taxonomy
from server.reconcile.filling import LABELS, make
from server.reconcile.serving import Matchers
from server.settings import Settings
from tests.server.reconcile.client import Refine
from tests.server.reconcile.taxonomy import PATIENCE, ours, theirs

#: Seconds within which an index of a few concepts is there, however busy the machine is.
SOON = 240.0
ONET = "https://www.onetonline.org/"
LAMPLIGHTER, LAMPS = f"{ONET}link/summary/99-0000.00", f"{ONET}search/tech/example?e=Lamps"


def store(*quads: Quad) -> Store:
    made = Store()
    made.extend([*ours(), *theirs(), *quads])
    return made


def tables(folder: Path) -> Path:
    return folder / "labels-" / "texts.bin"


def test_it_is_there_before_anybody_asks(
    tmp_path: Path, publish: Callable[[Path, Iterable[Quad]], None], serve: Any
) -> None:
    publish(tmp_path, ours())
    with serve(Settings(store=tmp_path, workers=1, timeout=60)) as client:
        matchers: Matchers = client.app.extensions["rolegraph-matchers"]
        matchers.keep_ready()
        end = time.monotonic() + SOON
        while not matchers.is_ready("") and time.monotonic() < end:
            time.sleep(0.1)
        assert matchers.is_ready("")
        assert PATIENCE == Refine(client, "skills").one("patience")[0]["id"]


def test_a_snapshot_with_the_same_concepts_has_the_same_files(tmp_path: Path) -> None:
    new = Quad(NamedNode(f"{PREFIXES['rgid']}document/0"), Rdf.type, Rg.Document, Graph.DOCUMENTS)
    make(store(), "", LABELS, tmp_path / "1-a" / "labels-")
    make(store(new), "", LABELS, tmp_path / "2-b" / "labels-")

    assert tables(tmp_path / "1-a").samefile(tables(tmp_path / "2-b"))


def test_a_snapshot_with_other_concepts_has_files_of_its_own(tmp_path: Path) -> None:
    new = Quad(NamedNode(PATIENCE), Skos.altLabel, Literal("forbearance", language="en"), Graph.VOCABULARY)
    make(store(), "", LABELS, tmp_path / "1-a" / "labels-")
    make(store(new), "", LABELS, tmp_path / "2-b" / "labels-")

    assert b"forbearance" in tables(tmp_path / "2-b").read_bytes()
    assert b"forbearance" not in tables(tmp_path / "1-a").read_bytes()
    assert 1 == sum(1 for _ in (tmp_path / "same").iterdir())


def onet() -> Iterator[Quad]:
    """An occupation and a technology of O*NET."""
    graph = taxonomy("onet")
    for iri, label in ((LAMPLIGHTER, "Lamplighters"), (LAMPS, "Lamps")):
        yield Quad(NamedNode(iri), Rdf.type, Skos.Concept, graph)
        yield Quad(NamedNode(iri), Skos.prefLabel, Literal(label, language="en"), graph)
    yield Quad(NamedNode(LAMPLIGHTER), Rg.usesTechnology, NamedNode(LAMPS), graph)
    yield Quad(NamedNode(LAMPS), Rg.inDemandFor, NamedNode(LAMPLIGHTER), graph)
    yield Quad(NamedNode(LAMPS), Rg.hotTechnology, Literal(True), graph)


@pytest.fixture(scope="module")
def client(
    tmp_path_factory: pytest.TempPathFactory, publish: Callable[[Path, Iterable[Quad]], None], serve: Any
) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("onet")
    publish(root, [*theirs(), *onet()])
    with serve(Settings(store=root, workers=1, timeout=60)) as found:
        yield found


def test_what_onet_says_of_technologies_can_be_fetched(client: Any) -> None:
    wanted = ["usesTechnology", "technologyInDemand", "usedBy", "inDemandFor", "hotTechnology"]
    told = Refine(client, "onet").extend([LAMPLIGHTER, LAMPS], *wanted)["rows"]

    assert {"usesTechnology": [LAMPS], "technologyInDemand": [LAMPS]}.items() <= ids(told[LAMPLIGHTER]).items()
    assert {"usedBy": [LAMPLIGHTER], "inDemandFor": [LAMPLIGHTER]}.items() <= ids(told[LAMPS]).items()
    assert [{"str": "true"}] == told[LAMPS]["hotTechnology"]


def ids(row: dict[str, list[dict[str, str]]]) -> dict[str, list[str]]:
    """The ids of the values in a row."""
    return {name: [one["id"] for one in values if "id" in one] for name, values in row.items()}


@pytest.mark.parametrize(("service", "has"), [("onet", True), ("esco", False)])
def test_they_are_offered_for_onet_alone(client: Any, service: str, has: bool) -> None:
    found = {one["id"] for one in Refine(client, service).proposals(Skos.Concept.value)["properties"]}

    assert has is ({"usesTechnology", "hotTechnology"} <= found)
    assert "related" in found
