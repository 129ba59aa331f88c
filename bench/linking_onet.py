"""Our roles, products and categories of tools linked to O*NET by machine alone, by what was learnt from links to ESCO.

python -m bench.linking_onet SHARED

SHARED is the folder with taxonomies/. The shipped links to O*NET are looked at afterwards; nothing is learnt from them.
There are no vectors here. Every fourth product is linked.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, Store

from loaders.linking import judging
from loaders.linking.build import build
from loaders.linking.index import Index, open_index
from loaders.linking.subjects import concepts, types
from loaders.mappings import files
from loaders.mappings.schemes import shipped_file
from loaders.shipped import shipped_nquads
from loaders.taxonomies import reading
from loaders.taxonomies.preparing import prepared
from ontology.terms import ConceptKind, Skos

NAME = "onet"
FILES = ("Occupation Data.xlsx", "Alternate Titles.xlsx", "Technology Skills.xlsx")
#: Of so many concepts of a kind one is linked.
STEPS = {ConceptKind.ROLE: 1, ConceptKind.TOOL: 4, ConceptKind.TOOL_CATEGORY: 1}
FIRST = 5


def main() -> None:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    folder = parser.parse_args().shared / "taxonomies" / "onet-29.3"
    store, ours = Store(), Store()
    with prepared(NAME, [folder / name for name in FILES]) as found:
        store.bulk_load(found.nquads, format=RdfFormat.N_QUADS, lenient=True)
    ours.bulk_load(shipped_nquads(), format=RdfFormat.N_QUADS)
    with TemporaryDirectory() as work:
        build(Path(work) / "index", reading.labels(store, NAME), reading.facts(store, NAME))
        index = open_index(Path(work) / "index")
        for kind in STEPS:
            print(figures(index, ours, kind, links()))


def links() -> dict[str, set[str]]:
    """What people linked each of our concepts to, related ones left out."""
    found: dict[str, set[str]] = {}
    for one in files.read(shipped_file(NAME)):
        if not one.negated and one.predicate != Skos.relatedMatch.value:
            found.setdefault(one.subject, set()).add(one.object)
    return found


def figures(index: Index, ours: Store, kind: ConceptKind, known: dict[str, set[str]]) -> str:
    """How often the first candidate, one of five, and a confident one is right."""
    wanted = index.known(types()[kind.value])
    asked = [*concepts(ours, (kind,))][:: STEPS[kind]]
    ranked = [(known.get(one.iri, set()), index.ranked(one.subject, FIRST, wanted)) for one in asked]
    linked = [(right, [one.concept for one in found]) for right, found in ranked if right]
    first = sum(found[0] in right for right, found in linked) / len(linked)
    five = sum(not right.isdisjoint(found) for right, found in linked) / len(linked)
    least = judging.confident(meaning=False)
    sure = [found[0].concept in right for right, found in ranked if found and found[0].score >= least]
    return (
        f"{kind.value}: {len(linked)} linked of {len(asked)}: first {first:.3f}, in five {five:.3f}; "
        f"confident: {len(sure)}, of which {sum(sure)} right"
    )


if __name__ == "__main__":
    main()
