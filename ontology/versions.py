"""What of the ontology is published below `/ns`, and its versions: the current one, and former ones that stay.

A former version is a file of the folder `versions`, as it was released: `0.1.0.ttl` of the ontology itself,
`alignments-0.1.0.ttl` of the alignments. docs/ontology-versions.md says how a version is released.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from ontology import ALIGNMENTS, FOLDER, ROLEGRAPH, SHAPES, load_graph
from ontology.terms import ONTOLOGY_IRI, PREFIXES, RG

if TYPE_CHECKING:
    from rdflib import Graph

#: Where the former versions are; there is no such folder before the second release.
FORMER: Traversable = FOLDER / "versions"

_NUMBER = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})")
#: What a term of an ontology is declared as; a term keeps its sort for ever.
_SORTS = {"Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual"}


@dataclass(frozen=True, slots=True)
class Publication:
    """A Turtle file that is published: at `/ns`, or at `/ns/<name>` where it has a name."""

    name: str
    file: Traversable

    @property
    def iri(self) -> str:
        """The IRI of the ontology that the file holds."""
        return f"{ONTOLOGY_IRI}/{self.name}" if self.name else ONTOLOGY_IRI


#: One row for each file; the rest follows.
PUBLICATIONS = (
    Publication("", ROLEGRAPH),
    Publication("alignments", ALIGNMENTS),
    Publication("shapes", SHAPES),
)


def editions(publication: Publication, former: Traversable = FORMER) -> dict[str, Traversable]:
    """Give the files of all versions by number, the current one first and then back in time.

    A file that states no version is its own only edition, under the empty number.
    """
    current = version_of(load_graph(publication.file), publication.iri)
    found = {current: publication.file}
    for number, file in sorted(_former(publication, former), key=lambda one: _key(one[0]), reverse=True):
        found.setdefault(number, file)
    return found


def version_of(graph: Graph, iri: str) -> str:
    """Give what a graph states as the version of the ontology `iri`, or nothing."""
    from rdflib import OWL, URIRef

    return str(graph.value(URIRef(iri), OWL.versionInfo) or "")


def _former(publication: Publication, folder: Traversable) -> Iterable[tuple[str, Traversable]]:
    prefix = f"{publication.name}-" if publication.name else ""
    for file in folder.iterdir() if folder.is_dir() else ():
        number = file.name.removeprefix(prefix).removesuffix(".ttl")
        if file.name == f"{prefix}{number}.ttl" and _NUMBER.fullmatch(number):
            yield number, file


def _key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def removals(former: Graph, current: Graph) -> list[str]:
    """Tell what a version took away that a former one had: terms are deprecated and stay (docs/ontology-versions.md).

    One sentence for each term of ours that is no longer declared, or no longer as the same sort.
    """
    now = _sorts(current)
    found = []
    for term, sorts in sorted(_sorts(former).items()):
        name = "rg:" + term.removeprefix(RG)
        if term not in now:
            found.append(f"{name} is gone.")
        elif lost := sorts - now[term]:
            found.append(f"{name} is no longer declared as owl:{', owl:'.join(sorted(lost))}.")
    return found


def _sorts(graph: Graph) -> dict[str, set[str]]:
    from rdflib import RDF

    found: dict[str, set[str]] = {}
    for term, declared in graph.subject_objects(RDF.type):
        sort = str(declared).removeprefix(PREFIXES["owl"])
        if str(term).startswith(RG) and sort in _SORTS:
            found.setdefault(str(term), set()).add(sort)
    return found
