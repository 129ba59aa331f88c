"""The services of reconciliation: our concepts, all or of one kind, and each taxonomy of the snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ontology.said import said
from ontology.terms import PREFIXES, RGID, ConceptKind, Skos
from server.asking import read
from server.errors import NoSuchThing
from server.house import House
from server.pages.kinds import ONE
from server.pages.shell import reader
from server.texts import N_

#: The service of all our concepts.
ALL = "rolegraph"
#: Prefixes by which ids may be written, beside ours.
FURTHER = {
    "escoc": "http://data.europa.eu/esco/",
    "onet": "https://www.onetonline.org/",
    "wd": "http://www.wikidata.org/entity/",
}
CONCEPT = Skos.Concept.value
_CURIE = re.compile(r"([a-z]+):(?!//)(.+)", re.DOTALL)
_NAME = re.compile(r"\w[\w.-]{0,99}")
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Type:
    """A type of concepts: `id` is an IRI; `kind` is set for ours."""

    id: str
    name: str
    kind: ConceptKind | None = None

    def as_json(self) -> dict[str, str]:
        """The type as the specification writes it."""
        return {"id": self.id, "name": self.name}


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its `name` in URLs, its `title`, the taxonomy's name ("" for ours) and what all ids begin with."""

    name: str
    title: str
    graph: str
    space: str
    types: tuple[Type, ...]
    version: str = ""
    credits: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether the concepts are ours."""
        return not self.graph

    @property
    def default_types(self) -> tuple[Type, ...]:
        """The types that a client offers first; a service without types has one for all its concepts."""
        return self.types or (Type(CONCEPT, reader().texts(N_("Concept"))),)

    def iri(self, identifier: str) -> str:
        """Give the IRI that an id stands for: itself, one with a prefix, or what follows the identifier space."""
        identifier = identifier.strip()
        curie = _CURIE.fullmatch(identifier)
        if curie is not None and (known := _prefixes().get(curie[1])):
            return known + curie[2]
        return identifier if "://" in identifier else self.space + identifier

    def type(self, identifier: str) -> Type | None:
        """Give the type of an id: an IRI, one with a prefix, or for ours the kind's word or its scheme's name."""
        iri = self.iri(identifier)
        for one in self.types:
            words = (one.kind.value, one.kind.scheme.value.removeprefix(f"{RGID}scheme/")) if one.kind else ()
            if identifier in words or iri == one.id:
                return one
        return None


def every(house: House) -> list[Service]:
    """Give all services, ours first. Raises a Problem or ClientLeft."""
    found = {} if house.settings.plain else {one.name: one for one in _ours()}
    for told in read(house, "taxonomies").value:
        # A name is a part of paths, here and on the disk.
        if _NAME.fullmatch(told["name"]):
            found.setdefault(told["name"], _foreign(told))
    return list(found.values())


def named(house: House, name: str) -> Service:
    """Give the service of a name. Raises NoSuchThing, another Problem or ClientLeft."""
    for one in every(house):
        if one.name == name:
            return one
    raise NoSuchThing(said("There is no service “%(name)s”; /reconcile lists those that there are.", name=name[:100]))


def type_name(iri: str) -> str:
    """Give what a class is called, by its IRI's end: "Skill", "Conceptual group" of ConceptualGroup."""
    ending = iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri
    first, *others = _CAPITAL.split(ending)
    return " ".join([first, *(one.lower() for one in others)])


def type_of(kind: ConceptKind) -> str:
    """Give the id of a kind's type: its class, or its scheme where it has no class of its own."""
    return kind.scheme.value if kind.type == Skos.Concept else kind.type.value


def _ours() -> Iterator[Service]:
    say = reader().texts
    types = tuple(Type(type_of(kind), say(ONE[kind]), kind) for kind in ConceptKind)
    yield Service(ALL, say(N_("Rolegraph: all concepts")), "", RGID, types)
    for one in types:
        assert one.kind is not None
        name = one.kind.scheme.value.rpartition("/")[2]
        yield Service(name, say(N_("Rolegraph: %(kind)s"), kind=one.name), "", RGID, (one,))


def _foreign(told: Mapping[str, Any]) -> Service:
    types: Sequence[tuple[str, int]] = told["types"]
    return Service(
        name=told["name"],
        title=" ".join(filter(None, (told["title"], told["version"]))),
        graph=told["name"],
        space=told["space"],
        types=tuple(Type(iri, type_name(iri)) for iri, _ in types),
        version=told["version"],
        credits=tuple(told["credits"]),
        languages=tuple(told["languages"]),
    )


def _prefixes() -> dict[str, str]:
    return {**PREFIXES, **FURTHER}
