"""What is told of a distribution in its own graph: title, version, licence, and its publisher's attribution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Store

import data
from loaders.quads import integer
from loaders.tables import rows
from loaders.taxonomies.sink import Sink
from loaders.taxonomies.terms import ISCO_GROUP, Further
from ontology.terms import Dcterms, Owl, Rdf, Schema, Skos, Void, taxonomy

ESCO = "http://data.europa.eu/esco/"
#: The language of titles and sentences in the table of publishers.
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher's title, licence (an IRI or empty) and sentence of attribution."""

    family: str
    title: str
    licence: str
    credit: str


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a distribution; `licences` are IRIs."""

    name: str
    title: str
    version: str | None
    licences: tuple[str, ...]
    credits: tuple[str, ...]
    sources: tuple[str, ...]


@cache
def publishers() -> dict[str, Publisher]:
    """The publishers by the names of their families."""
    found = rows(data.TAXONOMIES / "publishers.tsv", ("family", "title", "licence", "credit"))
    return {row[0]: Publisher(*row) for row in found}


def families(read: Iterable[str], concepts: Iterable[str]) -> list[str]:
    """The families of what was read: those of the tables, and those whose IRIs concepts have."""
    found = dict.fromkeys(read)
    for iri in concepts:
        if iri.startswith(ISCO_GROUP):
            found.setdefault("isco")
        if iri.startswith(ESCO) and "tabiya" not in found:
            found.setdefault("esco")
    # What Tabiya asks for names ESCO too.
    return [one for one in found if not (one == "esco" and "tabiya" in found)]


def about(name: str, version: str | None, found: Sequence[str], sources: Iterable[str], told: Told) -> About:
    """Put together what is known, the RDF's own statements first."""
    known = [publishers()[one] for one in found]
    title = told.title or (known[0].title if known else name)
    licences = told.licences or tuple(dict.fromkeys(one.licence for one in known if one.licence))
    said = tuple(dict.fromkeys(one.credit for one in known))
    return About(name, title, version or told.version, licences, said, tuple(dict.fromkeys(sources)))


def describe(sink: Sink, found: About) -> None:
    """Write what is known of a distribution."""
    graph = taxonomy(found.name).value
    sink.link(graph, Rdf.type.value, Void.Dataset.value)
    sink.text(graph, Dcterms.title.value, found.title, ENGLISH)
    sink.text(graph, Further.identifier.value, found.name)
    if found.version:
        sink.text(graph, Owl.versionInfo.value, found.version)
    for licence in found.licences:
        sink.link(graph, Dcterms.license.value, licence)
    for sentence in found.credits:
        sink.text(graph, Further.creditText.value, sentence, ENGLISH)
    for source in found.sources:
        sink.text(graph, Dcterms.source.value, source)
    for language in sorted(sink.languages):
        sink.text(graph, Schema.inLanguage.value, language)
    sink.raw(graph, Void.entities.value, str(integer(len(sink.described))))


@dataclass(frozen=True, slots=True)
class Told:
    """What RDF says of its scheme itself."""

    title: str | None = None
    version: str | None = None
    licences: tuple[str, ...] = ()


def told(store: Store) -> Told:
    """What the only scheme of some RDF says; nothing where there are several."""
    schemes = {quad.subject for quad in store.quads_for_pattern(None, Rdf.type, Skos.ConceptScheme, None)}
    if len(schemes) != 1:
        return Told()
    (scheme,) = schemes

    def values(*predicates: NamedNode) -> list[NamedNode | Literal]:
        found = (quad.object for one in predicates for quad in store.quads_for_pattern(scheme, one, None, None))
        return [one for one in found if isinstance(one, NamedNode | Literal)]

    titles = [one for one in values(Dcterms.title, Skos.prefLabel) if isinstance(one, Literal)]
    titles.sort(key=lambda one: ((one.language or ENGLISH) != ENGLISH, one.value))
    versions = [one.value for one in values(Owl.versionInfo, Further.version) if isinstance(one, Literal)]
    licences = sorted(one.value for one in values(Dcterms.license) if isinstance(one, NamedNode))
    return Told(titles[0].value if titles else None, min(versions, default=None), tuple(licences))
