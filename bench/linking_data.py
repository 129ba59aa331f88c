"""What the linker is measured on and learns from: ESCO as far as it is at hand, our concepts, people's links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy
from numpy.typing import NDArray
from pyoxigraph import RdfFormat, Store

from loaders.linking import kept, senses
from loaders.linking.build import build
from loaders.linking.evidence import FEATURES, evidence
from loaders.linking.index import Index, open_index
from loaders.linking.subjects import concepts, types
from loaders.linking.view import view
from loaders.mappings import files
from loaders.mappings.schemes import shipped_file
from loaders.shipped import shipped_nquads
from loaders.taxonomies import reading
from loaders.taxonomies.preparing import prepared
from ontology.terms import ConceptKind, Skos

#: The files of ../shared/taxonomies that are read as one taxonomy: skills in three languages, occupations in eight.
SKILLS = "esco-1.0-emanuellandell"
FILES = (
    *(f"{SKILLS}/skills_{language}.csv" for language in ("en-us", "es", "fr")),
    *(f"{SKILLS}/broaderRelationsSkillPillar.csv", f"{SKILLS}/occupations_es.csv"),
    *(f"esco-1.1.2-tabiya/{language}/occupations.csv" for language in ("en", "fr")),
    *("esco-1.1.2-tabiya/en/occupation_groups.csv", "esco-1.1.2-tabiya/en/occupation_hierarchy.csv"),
    "esco-occupation-labels-multilingual/labels.tsv",
)
NAME = "esco"
#: How two concepts match where one may be proposed for the other, and where they nearly are one.
USABLE = frozenset((Skos.exactMatch.value, Skos.closeMatch.value, Skos.broadMatch.value, Skos.narrowMatch.value))
NEAR = frozenset((Skos.exactMatch.value, Skos.closeMatch.value))


@dataclass(frozen=True, slots=True)
class Sample:
    """One of our concepts: what was found, with its evidence, and which concepts of the taxonomy people linked it to.

    `right` are the nearest links of those; `usable` are all but related ones.
    """

    iri: str
    kind: ConceptKind
    found: NDArray[numpy.int64]
    rows: NDArray[numpy.float64]
    right: frozenset[int]
    usable: frozenset[int]

    @property
    def is_held(self) -> bool:
        """Whether it is of the half that nothing is learnt from."""
        return hashlib.sha256(self.iri.encode()).digest()[0] % 2 == 1


def taxonomy(shared: Path, work: Path) -> Index:
    """The index of ESCO, kept in a folder between runs."""
    here = work / f"{NAME}-{kept.made_by()}"
    if not (here / "done").exists():
        store = Store()
        with prepared(NAME, [shared / "taxonomies" / name for name in FILES]) as found:
            store.bulk_load(found.nquads, format=RdfFormat.N_QUADS, lenient=True)
        build(here, reading.labels(store, NAME), reading.facts(store, NAME))
        (here / "done").touch()
    senses.add(here, lambda done, total: print(f"vectors {done}/{total}", end="\r"))
    return open_index(here)


def links(index: Index) -> dict[str, dict[int, str]]:
    """The predicates of the shipped links to occupations and skills that the index has, by our concept."""
    found: dict[str, dict[int, str]] = {}
    for one in files.read(shipped_file(NAME)):
        number = index.structure.number(one.object)
        if not one.negated and number is not None and number < index.named and "/isco/" not in one.object:
            found.setdefault(one.subject, {})[number] = one.predicate
    return found


def without_meaning(one: Sample) -> Sample:
    """A sample as it is where there are no vectors."""
    seen = [not name.startswith("meaning") for name in FEATURES]
    return replace(one, rows=one.rows * seen)


def samples(index: Index) -> Iterator[Sample]:
    """Our roles and skills with their evidence; the shipped links are looked at afterwards alone."""
    store = Store()
    store.bulk_load(shipped_nquads(), format=RdfFormat.N_QUADS)
    known = links(index)
    for concept in concepts(store, (ConceptKind.SKILL, ConceptKind.ROLE)):
        found = view(index, concept.subject, index.allowed(index.known(types()[concept.kind.value])))
        if found is None:
            continue
        rows = evidence(index, found)
        told = known.get(concept.iri, {})
        usable = frozenset(number for number, predicate in told.items() if predicate in USABLE)
        near = frozenset(number for number, predicate in told.items() if predicate in NEAR)
        yield Sample(concept.iri, concept.kind, found.concepts, rows, near or usable, usable)
