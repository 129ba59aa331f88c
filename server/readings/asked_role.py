"""Which role is meant by an IRI, by its short form, or by a label in any language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from loaders.normal import normalised
from ontology.errors import QueryError
from ontology.terms import Dcterms, Graph, Rdf, Rg, Skos
from queries.values import iri
from server.readings.names import SEVEN, Names, literals, objects

#: Replacements that are followed, and roles of one label that are told.
FOLLOWED, TOLD = 32, 20
_LABELS = (Skos.prefLabel, Skos.altLabel)


class NotOneRole(Exception):
    """A text that names no role or several; `members` are what an answer tells of it as JSON."""

    def __init__(self, end: str, text: str, choices: list[dict[str, Any]]) -> None:
        super().__init__(text)
        self.members = {"problem": {"end": end, "text": text, "choices": choices}}


def asked_role(store: Store, names: Names, end: str, text: str, languages: Sequence[str]) -> NamedNode:
    """Give the one role that a text names; raises NotOneRole.

    `end` names the parameter. Labels are looked up as they are written in each of `languages`, in the cases that they
    come in; all labels of all roles are read only where that finds nothing.
    """
    named = _by_iri(store, text.strip())
    if named is not None:
        return named
    found = set(_by_label(store, text, languages)) or set(_by_any_label(store, text))
    if len(found) != 1:
        raise NotOneRole(end, text, [names.told(one) for one in names.sorted(found)[:TOLD]])
    return found.pop()


def _by_iri(store: Store, text: str) -> NamedNode | None:
    """Give the role of an IRI, or that which took its place."""
    try:
        node = NamedNode(iri(text))
    except QueryError:
        return None
    for _ in range(FOLLOWED):
        following = next((q.object for q in store.quads_for_pattern(node, Dcterms.isReplacedBy, None)), None)
        if not isinstance(following, NamedNode):
            break
        node = following
    return node if _is_role(store, node) else None


def _by_label(store: Store, text: str, languages: Sequence[str]) -> Iterator[NamedNode]:
    for literal in _literals(" ".join(text.split()), languages):
        for predicate in _LABELS:
            for quad in store.quads_for_pattern(None, predicate, literal):
                role = quad.subject
                if quad.graph_name in SEVEN and isinstance(role, NamedNode) and _is_role(store, role):
                    yield role


def _literals(label: str, languages: Sequence[str]) -> Iterator[Literal]:
    """Give a label in every language and in the cases that labels come in."""
    small, first, rest = label.lower(), label[:1], label[1:]
    cases = {label, small, label.upper(), label.title(), first.upper() + rest, first.lower() + rest}
    for case in sorted({*cases, small[:1].upper() + small[1:]}):
        yield Literal(case)
        yield from (Literal(case, language=tag) for tag in languages)


def _by_any_label(store: Store, text: str) -> Iterator[NamedNode]:
    wanted = normalised(text)
    for graph in (Graph.VOCABULARY, Graph.CANDIDATES):
        for quad in store.quads_for_pattern(None, Rdf.type, Rg.Role, graph):
            role = quad.subject
            if isinstance(role, NamedNode) and wanted in _names(store, role):
                yield role


def _names(store: Store, role: NamedNode) -> set[str]:
    return {normalised(one.value) for predicate in _LABELS for one in literals(store, role, predicate)} - {""}


def _is_role(store: Store, node: NamedNode) -> bool:
    return Rg.Role in set(objects(store, node, Rdf.type))
