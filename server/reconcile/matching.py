"""A batch of queries to candidates: what the matcher finds, and what properties say of it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loaders.linking.model import Candidate, Name, Subject
from loaders.linking.texts import folded
from ontology.said import said
from server.asking import client_left, read
from server.errors import ClientLeft, QueryTimeout
from server.house import House
from server.pages.shell import reader
from server.reconcile import scoring
from server.reconcile.asked import Condition, Given, Query
from server.reconcile.properties import LANGUAGE, Property, find
from server.reconcile.scoring import Scored
from server.reconcile.services import CONCEPT, Service
from server.reconcile.serving import Matcher, Matchers
from server.reconcile.telling import candidate_json, types_of

#: Candidates that are looked at beyond those that are wanted, since properties may bring them forward.
FURTHER = 15
#: Concepts that are taken from a property's value alone.
MOST_HAVING = 200
#: What may be an IRI or a code: no white space, and something that words do not have.
_IDENTIFIER = re.compile(r"(?=\S*[\d:/])\S{1,2000}")
#: Properties that name a concept, and those whose values tell the matcher what it is near to.
_NAMES = frozenset({"prefLabel", "altLabel"})
_NEAR = frozenset({"essentialSkill", "optionalSkill", "requiresSkill"})
#: The language of a text of which none is told.
_UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class Known:
    """A condition whose property is known: its values as concepts, where they are such."""

    condition: Condition
    property: Property
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A query with what was found for it, before it is known what the concepts say of themselves."""

    query: Query
    types: tuple[str, ...]
    known: tuple[Known, ...]
    candidates: tuple[Candidate, ...]
    identified: tuple[str, ...]


class Matching:
    """Answers batches for one service."""

    def __init__(self, house: House, matchers: Matchers, service: Service, others: Sequence[str]) -> None:
        self._house = house
        self._service = service
        self._others = list(others)
        self._matcher: Matcher = matchers.matcher(service.graph)
        self._end = time.monotonic() + house.settings.timeout

    def answer(self, queries: Mapping[str, Query]) -> dict[str, Any]:
        """Give the result batch. Raises a Problem or ClientLeft."""
        identified = self._identified(queries.values())
        found = {key: self._found(query, identified) for key, query in queries.items()}
        told = self._told(found.values())
        return {key: {"result": self._result(one, told)} for key, one in found.items()}

    def _identified(self, queries: Iterable[Query]) -> dict[str, list[str]]:
        """The concepts that texts of the batch stand for, as IRIs or codes."""
        given = [one.text for query in queries for condition in query.conditions for one in condition.values]
        texts = {text for text in (*(query.text for query in queries), *given) if _IDENTIFIER.fullmatch(text)}
        if not texts:
            return {}
        asked = sorted({*texts, *map(self._service.iri, texts)})
        known = read(self._house, "identified", texts=asked, graph=self._service.graph).value
        return {text: [*known.get(text, ()), *known.get(self._service.iri(text), ())] for text in texts}

    def _found(self, query: Query, identified: Mapping[str, list[str]]) -> Found:
        if client_left()():
            raise ClientLeft("the client closed the connection")
        if time.monotonic() > self._end:
            raise QueryTimeout(said("The batch took too long; send fewer queries at a time."))
        types = self._types(query)
        known = tuple(filter(None, (self._known(one, identified) for one in query.conditions)))
        ids = dict.fromkeys(identified.get(query.text, ()))
        if types is None:
            return Found(query, (), known, (), ())
        candidates = self._named(query, types, known) if query.text else self._having(query, types, known)
        return Found(query, types, known, candidates, tuple(ids))

    def _types(self, query: Query) -> tuple[str, ...] | None:
        """The types to which a query is narrowed: none for all, None where it asks for others than there are."""
        own = tuple(one.id for one in self._service.types) if self._one_kind else ()
        wanted = [one for one in query.types if self._service.iri(one) != CONCEPT and one]
        if not wanted or len(wanted) < len(query.types):
            return own
        found = tuple(one.id for one in map(self._service.type, wanted) if one is not None)
        if query.strict == "should":
            return found or own
        return found if found and (query.strict == "any" or len(found) == len(wanted)) else None

    @property
    def _one_kind(self) -> bool:
        return self._service.is_ours and len(self._service.types) == 1

    def _named(self, query: Query, types: tuple[str, ...], known: Sequence[Known]) -> tuple[Candidate, ...]:
        subject = Subject(
            (Name(query.text, _language(query)),),
            kind=self._kind(types),
            related=tuple(sorted({iri for one in known if one.property.id in _NEAR for iri in one.ids})),
        )
        limit = query.limit + FURTHER
        found = self._matcher.ranked(subject, limit, types)
        if query.strict == "should" and types and not self._one_kind:
            there = {one.concept for one in found}
            found += tuple(one for one in self._matcher.ranked(subject, limit, ()) if one.concept not in there)
        return found

    def _kind(self, types: Sequence[str]) -> str:
        kinds = {one.kind.value for one in self._service.types if one.kind and one.id in types}
        return kinds.pop() if len(kinds) == 1 else ""

    def _having(self, query: Query, types: tuple[str, ...], known: Sequence[Known]) -> tuple[Candidate, ...]:
        """The concepts that have a value of the first property that is given, where no name is."""
        for one in known:
            wanted = one.property.wanted(one.property.id)
            values = [*one.ids] if one.property.content == "thing" else [given.text for given in one.condition.values]
            if one.property.id in _NAMES:
                names = tuple(Name(text, _language(query)) for text in values if text)
                found = Subject(names, kind=self._kind(types))
                return self._matcher.ranked(found, query.limit + FURTHER, types) if names else ()
            arguments = {"wanted": wanted, "values": values, "graph": self._service.graph, "most": MOST_HAVING}
            iris = read(self._house, "having", **arguments).value
            return tuple(Candidate(iri, "", "", 0.5) for iri in iris)
        return ()

    def _known(self, condition: Condition, identified: Mapping[str, list[str]]) -> Known | None:
        found = find(self._service, self._others, condition.property)
        if found is None:
            return None
        if found.id == "broader":
            # A group above the next one says as much of a concept.
            found = replace(found, op="above")
        if found.content != "thing":
            return Known(condition, replace(found, op="text") if found.op == "best" else found, frozenset())
        ids = {iri for one in condition.values for iri in self._ids(one, identified, found)}
        return Known(condition, found, frozenset(ids))

    def _ids(self, given: Given, identified: Mapping[str, list[str]], one: Property) -> Iterable[str]:
        """The concepts that a value is: by its id, by an IRI or a code, or by the very name."""
        if given.id:
            yield self._service.iri(given.id)
        elif identified.get(given.text):
            yield from identified[given.text]
        elif given.text and not one.other:
            for candidate in self._matcher.ranked(Subject((Name(given.text),)), 5, ()):
                if folded(candidate.label) == folded(given.text):
                    yield candidate.concept

    def _told(self, found: Iterable[Found]) -> Mapping[str, Mapping[str, Any]]:
        """What is known of all candidates of a batch, in one question."""
        iris: dict[str, None] = {}
        wanted: dict[str, dict[str, str]] = {}
        for one in found:
            iris.update(dict.fromkeys((*(candidate.concept for candidate in one.candidates), *one.identified)))
            for known in one.known:
                wanted[known.condition.property] = known.property.wanted(known.condition.property)
        if not iris:
            return {}
        arguments = {"iris": [*iris], "graph": self._service.graph, "wanted": [*wanted.values()]}
        told: Mapping[str, Mapping[str, Any]] = read(self._house, "entities", chain=reader().chain, **arguments).value
        return told

    def _result(self, found: Found, told: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
        query = found.query
        scored = [
            self._scored(found, candidate, told[candidate.concept])
            for candidate in found.candidates
            if candidate.concept in told
            and (not candidate.parts or max(candidate.parts.values()) > 0)
            and self._allowed(query, found.types, told[candidate.concept])
        ]
        ids = [iri for iri in found.identified if iri in told and self._fits(found.types, told[iri])]
        scored = [
            *(Scored(iri, 100.0, "preferred", {"id": True}, identified=True) for iri in ids),
            *sorted((one for one in scored if one.iri not in ids), key=lambda one: -one.score),
        ]
        sure = scoring.match(scored)
        return [
            candidate_json(self._service, one, told[one.iri], sure and not place)
            for place, one in enumerate(scored[: query.limit])
        ]

    def _scored(self, found: Found, candidate: Candidate, entity: Mapping[str, Any]) -> Scored:
        name = scoring.name_of(found.query.text, candidate.label, entity["preferred"].values())
        features: dict[str, float | bool] = {key: round(value, 4) for key, value in candidate.parts.items()}
        features["name"] = bool(name)
        moves = []
        if found.types:
            features["type"] = self._fits(found.types, entity)
            moves.append(0.0 if features["type"] else scoring.OTHER_TYPE)
        for one in found.known:
            fit = scoring.agreement(one.condition.values, one.ids, entity["values"][one.condition.property])
            if fit is not None:
                features[f"property {one.condition.property}"] = fit
            moves.append(scoring.move(fit))
        return Scored(
            candidate.concept, scoring.score(candidate.score, name, moves), name, features, language=candidate.language
        )

    def _fits(self, types: Sequence[str], entity: Mapping[str, Any]) -> bool:
        return not types or bool({*types} & {one.id for one in types_of(self._service, entity)})

    def _allowed(self, query: Query, types: Sequence[str], entity: Mapping[str, Any]) -> bool:
        """Whether a concept has one of the types, or all of them, where that is a condition."""
        if query.strict == "all":
            return {*types} <= {one.id for one in types_of(self._service, entity)}
        return (query.strict == "should" and not self._one_kind) or self._fits(types, entity)


def _language(query: Query) -> str:
    """The language in which a query is written, if a property tells it."""
    told = (one.values[0].text for one in query.conditions if one.property == LANGUAGE and one.values)
    return next(told, "") or _UNKNOWN
