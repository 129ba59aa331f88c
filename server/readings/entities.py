"""Concepts as services of reconciliation give them: names, definitions, types, and the values of some properties.

A concept of ours is read from the seven graphs, one of a taxonomy from the taxonomy's own; links between the two stand
in the graph of mappings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import DEFAULT_GRAPHS, Graph, Rdf, Rdfs, Skos, taxonomy
from server.readings.labels import MATCHES
from server.readings.names import Name, Names, ending

#: Values of a property that are given, and steps up from a concept to those above it.
MOST, STEPS = 500, 12
#: A group of ISCO-08, as ESCO names it, begins so.
ISCO = "http://data.europa.eu/esco/isco/C"
_OURS = frozenset(DEFAULT_GRAPHS)
_NAMING = (Skos.prefLabel, Rdfs.label, Skos.altLabel)
#: Levels and functions have no class of their own, but a scheme.
_TYPES = (Rdf.type, Skos.inScheme)
_LINKS = tuple(one for one in MATCHES if one != Rdfs.seeAlso)

Values = list[dict[str, Any]]


def entities(
    store: Store,
    iris: Sequence[str],
    graph: str,
    chain: Sequence[str],
    wanted: Sequence[Mapping[str, Any]] = (),
) -> dict[str, dict[str, Any]]:
    """Tell of concepts by their IRIs, leaving out those that are unknown in the taxonomy `graph` ("": ours).

    Each of `wanted` is a property: `id`, `op` (see Place.values), `predicate`, `language`. An entity has `name`,
    `language`, `preferred` (labels by language), `definition`, `types`, `notation`, `broader`, and `values`, lists by
    the property's id.
    """
    place = Place(store, graph, chain)
    found: dict[str, dict[str, Any]] = {}
    for iri in iris:
        node = named(iri)
        if node is not None and place.knows(node):
            found[iri] = place.entity(node, wanted)
    return found


def identified(store: Store, texts: Sequence[str], graph: str) -> dict[str, list[str]]:
    """Give the concepts that texts stand for as IRIs or codes, by the text; those that stand for none are left out."""
    place = Place(store, graph, ())
    found = {text: list(place.identified(text)) for text in texts}
    return {text: iris for text, iris in found.items() if iris}


def having(store: Store, wanted: Mapping[str, Any], values: Sequence[str], graph: str, most: int = MOST) -> list[str]:
    """Give concepts that have one of some values (IRIs or texts without language) of a property."""
    place = Place(store, graph, ())
    found: dict[str, None] = {}
    for value in values:
        for iri in place.having(wanted, value):
            found[iri] = None
            if len(found) >= most:
                return list(found)
    return list(found)


def named(iri: str) -> NamedNode | None:
    """Give a node, None where the text is no IRI."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None


class Place:
    """Where a service's concepts are read from: the seven graphs, or a taxonomy's."""

    def __init__(self, store: Store, graph: str, chain: Sequence[str]) -> None:
        self._store = store
        self._graph = taxonomy(graph) if graph else None
        self._names = Names(store, chain)
        self._chain = chain
        self._told: dict[NamedNode, dict[str, Any]] = {}

    def knows(self, node: NamedNode) -> bool:
        """Whether a concept has a label here."""
        return any(True for label in _NAMING for _ in self._objects(node, label))

    def entity(self, node: NamedNode, wanted: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Tell of one concept; see `entities`."""
        facts = self._facts(node)
        name = self._name(facts)
        definition = self._names.best(_texts(facts.get(Skos.definition, ())))
        return {
            "name": name.text or ending(node),
            "language": name.language,
            "preferred": {one.language or "": one.value for one in _texts(facts.get(Skos.prefLabel, ()))},
            "definition": definition.text,
            "definition_language": definition.language,
            "types": sorted({one.value for key in _TYPES for one in facts.get(key, ()) if isinstance(one, NamedNode)}),
            "notation": min((one.value for one in _texts(facts.get(Skos.notation, ()))), default=""),
            "broader": [self.told(one) for one in facts.get(Skos.broader, ()) if isinstance(one, NamedNode)],
            "values": {one["id"]: self.values(node, facts, one)[:MOST] for one in wanted},
        }

    def told(self, node: NamedNode) -> dict[str, Any]:
        """A concept as a value: `id` and `name`."""
        found = self._told.get(node)
        if found is None:
            name = self._names.best(_texts(self._labels(node)))
            found = self._told[node] = {"id": node.value, "name": name.text or ending(node)}
        return found

    def identified(self, text: str) -> Iterator[str]:
        """The concepts that a text stands for: as an IRI, or as a code."""
        node = named(text)
        if node is not None and self.knows(node):
            yield node.value
        for quad in self._store.quads_for_pattern(None, Skos.notation, Literal(text), self._graph):
            if isinstance(quad.subject, NamedNode) and self._holds(quad.graph_name):
                yield quad.subject.value

    def having(self, wanted: Mapping[str, Any], value: str) -> Iterator[str]:
        """The concepts that have a value of a property."""
        predicate, other = named(wanted["predicate"]), named(value)
        if predicate is None:
            return
        if wanted["op"] == "inverse":
            quads = self._store.quads_for_pattern(other, predicate, None, self._graph) if other else ()
            yield from (q.object.value for q in quads if isinstance(q.object, NamedNode) and self._holds(q.graph_name))
            return
        node = other if other is not None and "://" in value else Literal(value)
        for quad in self._store.quads_for_pattern(None, predicate, node, self._graph):
            if isinstance(quad.subject, NamedNode) and self._holds(quad.graph_name):
                yield quad.subject.value

    def values(self, node: NamedNode, facts: Mapping[NamedNode, Sequence[Any]], wanted: Mapping[str, Any]) -> Values:
        """The values of a property, in an order of their own.

        `op` says how they are found: "text" literals, in one `language` if it is given, the best one by the chain for
        "best"; "value" things that the property leads to; "inverse" things that it leads here from; "above" things by
        any number of steps; "isco", "isco-code" the group of ISCO-08 above; "ending" the last part of an IRI;
        "match", "matched" what is linked to it in the taxonomy `predicate`, and what of ours is.
        """
        predicate = NamedNode(wanted["predicate"]) if wanted["op"] not in {"match", "matched"} else Skos.exactMatch
        given = facts.get(predicate, ())
        match wanted["op"]:
            case "text":
                return [{"str": one.value} for one in self._in(_texts(given), wanted["language"])]
            case "best":
                found = self._names.best(_texts(given)) if not wanted["language"] else None
                texts = [found.text] if found else [one.value for one in self._in(_texts(given), wanted["language"])]
                return [{"str": text} for text in texts if text][:1]
            case "value":
                return self._tell(one for one in given if isinstance(one, NamedNode))
            case "inverse":
                return self._tell(self._subjects(predicate, node))
            case "above":
                return [self.told(one) for one in self.above(node, predicate)]
            case "isco" | "isco-code":
                return self._isco(node, wanted["op"] == "isco-code")
            case "ending":
                return [{"str": ending(one)} for one in given if isinstance(one, NamedNode)]
            case "iri":
                return [{"str": one.value} for one in given if isinstance(one, NamedNode)]
            case "match":
                other = Place(self._store, wanted["predicate"], self._chain)
                found_here = {one for link in _LINKS for one in self._linked(node, link)}
                return other._tell(one for one in found_here if other.knows(one))
            case _:
                ours = Place(self._store, "", self._chain)
                return ours._tell({one for link in _LINKS for one in self._linking(link, node)})

    def above(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The concepts above one, the nearest first."""
        found: dict[NamedNode, None] = {}
        level = [node]
        for _ in range(STEPS):
            level = [above for one in level for above in self._things(one, predicate) if above not in found]
            found.update(dict.fromkeys(level))
            if not level or len(found) > MOST:
                break
        found.pop(node, None)
        return list(found)

    def _isco(self, node: NamedNode, code: bool) -> Values:
        groups = [one for one in (node, *self.above(node, Skos.broader)) if one.value.startswith(ISCO)]
        return [{"str": one.value.removeprefix(ISCO)} if code else self.told(one) for one in groups[:1]]

    def _tell(self, nodes: Iterable[NamedNode]) -> Values:
        return sorted((self.told(one) for one in set(nodes)), key=lambda one: (one["name"].casefold(), one["id"]))

    def _in(self, literals: Iterable[Literal], language: str) -> list[Literal]:
        tag = language.lower()
        fitting = (one for one in literals if not tag or f"{(one.language or '').lower()}-".startswith(f"{tag}-"))
        return sorted(fitting, key=lambda one: (self._names.rank(one.language or ""), one.language or "", one.value))

    def _name(self, facts: Mapping[NamedNode, Sequence[Any]]) -> Name:
        found = next(filter(None, (_texts(facts.get(label, ())) for label in _NAMING)), [])
        return self._names.best(found)

    def _labels(self, node: NamedNode) -> list[Any]:
        return next(filter(None, ([*self._objects(node, label)] for label in _NAMING)), [])

    def _facts(self, node: NamedNode) -> dict[NamedNode, list[Any]]:
        found: dict[NamedNode, list[Any]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, self._graph):
            if self._holds(quad.graph_name):
                found.setdefault(quad.predicate, []).append(quad.object)
        return found

    def _objects(self, node: NamedNode, predicate: NamedNode) -> Iterator[Any]:
        for quad in self._store.quads_for_pattern(node, predicate, None, self._graph):
            if self._holds(quad.graph_name):
                yield quad.object

    def _things(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        found = (one for one in self._objects(node, predicate) if isinstance(one, NamedNode))
        return sorted(found, key=lambda one: one.value)

    def _subjects(self, predicate: NamedNode, node: NamedNode) -> Iterator[NamedNode]:
        for quad in self._store.quads_for_pattern(None, predicate, node, self._graph):
            if isinstance(quad.subject, NamedNode) and self._holds(quad.graph_name):
                yield quad.subject

    def _linked(self, node: NamedNode, link: NamedNode) -> Iterator[NamedNode]:
        for quad in self._store.quads_for_pattern(node, link, None, Graph.MAPPINGS):
            if isinstance(quad.object, NamedNode):
                yield quad.object

    def _linking(self, link: NamedNode, node: NamedNode) -> Iterator[NamedNode]:
        for quad in self._store.quads_for_pattern(None, link, node, Graph.MAPPINGS):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _holds(self, graph: Any) -> bool:
        return self._graph is not None or graph in _OURS


def _texts(values: Iterable[Any]) -> list[Literal]:
    return [one for one in values if isinstance(one, Literal)]
