"""The properties of concepts: what can be asked of them, and what a client may give as evidence.

A property is known by its word ("notation"), by its predicate's IRI or that with a prefix ("skos:notation"); one of
texts may have a language behind an @ ("prefLabel@fi").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from loaders.sssom_cells import ABROAD
from ontology.terms import PREFIXES, ConceptKind, Rg
from server.pages.shell import reader
from server.reconcile.services import ALL, Service
from server.texts import N_

#: What the values of a property are.
Content = Literal["text", "code", "thing"]
OURS, THEIRS, BOTH = "ours", "theirs", "both"
#: The property by which a client tells the language of what it looks for.
LANGUAGE = "language"
#: What links from one service to another are called, before the other's name.
MATCH = "match/"
_ESCO = PREFIXES["esco"]
_SKOS = PREFIXES["skos"]
_EVERY = frozenset(ConceptKind)
_ROLE, _TOOL = frozenset({ConceptKind.ROLE}), frozenset({ConceptKind.TOOL})


@dataclass(frozen=True, slots=True)
class Property:
    """A property: how a worker finds its values (`server.readings.entities`), and of which concepts it is one.

    `type` is the type of those taxonomies' concepts that have it, and `space` what their identifiers begin with, "" for
    all; `other` the name of the service that the values belong to, if that is another one.
    """

    id: str
    name: str
    op: str
    predicate: str
    content: Content
    where: str = BOTH
    kinds: frozenset[ConceptKind] = _EVERY
    type: str = ""
    space: str = ""
    language: str = ""
    other: str = ""

    def wanted(self, identifier: str) -> dict[str, str]:
        """What a worker is asked for it."""
        return {"id": identifier, "op": self.op, "predicate": self.predicate, "language": self.language}


def _skos(name: str, text: str, op: str, content: Content, where: str = BOTH, word: str = "") -> Property:
    return Property(word or name, text, op, _SKOS + name, content, where)


def _ours(name: str, text: str, kinds: frozenset[ConceptKind], op: str = "value") -> Property:
    content: Content = "thing" if op in {"value", "inverse"} else "text"
    return Property(name, text, op, f"{PREFIXES['rg']}{name}", content, OURS, kinds)


def _onet(word: str, name: str, text: str, op: str, content: Content = "thing") -> Property:
    return Property(word, text, op, f"{PREFIXES['rg']}{name}", content, THEIRS, space=ABROAD["onet"])


def _foreign(word: str, name: str, text: str, op: str, content: Content, type: str) -> Property:
    return Property(word, text, op, _ESCO + name, content, THEIRS, type=_ESCO + type)


#: The properties that are there whatever is loaded.
FIXED = (
    _skos("prefLabel", N_("Preferred label"), "best", "text"),
    _skos("altLabel", N_("Other labels"), "text", "text"),
    _skos("definition", N_("Definition"), "best", "text"),
    _skos("notation", N_("Code"), "text", "code", THEIRS),
    _skos("broader", N_("Broader concepts"), "value", "thing"),
    _skos("broader", N_("All broader concepts"), "above", "thing", word="broaderTransitive"),
    _skos("broader", N_("Narrower concepts"), "inverse", "thing", word="narrower"),
    _skos("broader", N_("ISCO-08 group"), "isco", "thing", THEIRS, "iscoGroup"),
    _skos("broader", N_("ISCO-08 code"), "isco-code", "code", THEIRS, "iscoCode"),
    _foreign("essentialSkill", "relatedEssentialSkill", N_("Essential skills"), "value", "thing", "Occupation"),
    _foreign("optionalSkill", "relatedOptionalSkill", N_("Optional skills"), "value", "thing", "Occupation"),
    _foreign("essentialFor", "relatedEssentialSkill", N_("Essential for"), "inverse", "thing", "Skill"),
    _foreign("optionalFor", "relatedOptionalSkill", N_("Optional for"), "inverse", "thing", "Skill"),
    _foreign("skillType", "skillType", N_("Type of skill"), "ending", "text", "Skill"),
    _foreign("skillReuseLevel", "skillReuseLevel", N_("Reuse level"), "ending", "text", "Skill"),
    _skos("related", N_("Related concepts"), "value", "thing", THEIRS),
    _onet("usesTechnology", "usesTechnology", N_("Technologies"), "value"),
    _onet("usedBy", "usesTechnology", N_("Occupations that use it"), "inverse"),
    _onet("inDemandFor", "inDemandFor", N_("Occupations that ask for it"), "value"),
    _onet("technologyInDemand", "inDemandFor", N_("Technologies in demand"), "inverse"),
    _onet("hotTechnology", "hotTechnology", N_("Hot technology"), "text", "text"),
    _onet("inDemand", "inDemand", N_("In demand"), "text", "text"),
    _ours("status", N_("Status"), _EVERY, "ending"),
    _ours("requiresSkill", N_("Skills"), _ROLE),
    _ours("hasResponsibility", N_("Responsibilities"), _ROLE),
    _ours("usesTool", N_("Tools"), _ROLE),
    _ours("usesToolCategory", N_("Kinds of tools"), _ROLE),
    _ours("recommendsPractice", N_("Best practices"), _ROLE),
    _ours("level", N_("Level"), _ROLE),
    _ours("function", N_("Function"), _ROLE),
    _ours("inCategory", N_("Kinds of tools"), _TOOL),
    _ours("maker", N_("Maker"), _TOOL, "text"),
    Property("requiredBy", N_("Roles that ask for it"), "inverse", Rg.requiresSkill.value, "thing", OURS,
             frozenset({ConceptKind.SKILL})),
    *(
        _skos(f"{name}Match", text, "iri", "text", OURS)
        for name, text in (
            ("exact", N_("Exact matches")),
            ("close", N_("Close matches")),
            ("broad", N_("Broader matches")),
            ("narrow", N_("Narrower matches")),
            ("related", N_("Related matches")),
        )
    ),
)  # fmt: skip


def properties(service: Service, others: list[str], type: str = "") -> list[Property]:
    """Give the properties of a service's concepts, or of those of a type, with their names in the reader's language.

    `others` are the taxonomies of the snapshot, to which concepts of ours may be linked.
    """
    chosen = service.type(type) if type else None
    found = [one for one in (*FIXED, *_matches(service, others)) if _fits(one, service, chosen.id if chosen else None)]
    return [_told(one) for one in (*found, *_by_language(service))]


def find(service: Service, others: list[str], identifier: str) -> Property | None:
    """Give the property of an id, with its language if the id has one."""
    word, _, language = identifier.partition("@")
    prefix, colon, rest = word.partition(":")
    iri = PREFIXES[prefix] + rest if colon and prefix in PREFIXES else word
    for one in (*FIXED, *_matches(service, others)):
        if _fits(one, service, None) and (word == one.id or iri == one.predicate):
            return _told(replace(one, language=language) if one.content == "text" else one)
    return None


def settings() -> list[dict[str, Any]]:
    """Give what a client may set of each property (specification: Data Extension Metadata)."""
    say = reader().texts
    return [
        {
            "name": "limit",
            "label": say(N_("Limit")),
            "type": "number",
            "default": 0,
            "help_text": say(N_("How many values to give at most; 0 gives all.")),
        },
        {
            "name": "lang",
            "label": say(N_("Language")),
            "type": "text",
            "default": "",
            "help_text": say(N_("The language of texts (fi, sv, en); without it the best one for you.")),
        },
    ]


def _told(one: Property) -> Property:
    say = reader().texts
    name = say(one.name, name=one.other) if one.other else say(one.name)
    return replace(one, name=f"{name} ({reader().language(one.language)})" if one.language else name)


def _matches(service: Service, others: list[str]) -> Iterator[Property]:
    if not service.is_ours:
        text = N_("Concepts of Rolegraph")
        yield Property(MATCH + ALL, text, "matched", service.graph, "thing", THEIRS, other=ALL)
        return
    for name in others:
        yield Property(MATCH + name, N_("Counterparts in %(name)s"), "match", name, "thing", OURS, other=name)


def _by_language(service: Service) -> Iterator[Property]:
    for language in service.languages or ("en", "fi", "sv", "nb", "ru"):
        for one in FIXED[:3]:
            yield replace(one, id=f"{one.id}@{language}", language=language)


def _fits(one: Property, service: Service, type: str | None) -> bool:
    if one.where == (THEIRS if service.is_ours else OURS):
        return False
    kinds = {held.kind for held in service.types if held.kind and type in {None, held.id}}
    if service.is_ours:
        return bool(kinds & one.kinds)
    if not service.space.startswith(one.space):
        return False
    held = {held.id for held in service.types}
    return not one.type or (one.type == type if type else one.type in held)
