"""Our concepts as what counterparts are looked for: all their labels in all languages, curated or from documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Store

import data
from loaders.linking.model import Name, Subject
from loaders.tables import rows
from ontology.terms import RGID, ConceptKind, Graph, Rg, Skos

#: The graphs that describe our concepts.
GRAPHS = (Graph.VOCABULARY, Graph.CANDIDATES)
#: The properties of names: whether each gives preferred ones.
NAMES = ((Skos.prefLabel, True), (Skos.altLabel, False))
#: The kinds of concepts that other vocabularies may have.
KINDS = (
    *(ConceptKind.SKILL, ConceptKind.ROLE, ConceptKind.TOOL, ConceptKind.TOOL_CATEGORY),
    *(ConceptKind.RESPONSIBILITY, ConceptKind.BEST_PRACTICE),
)
#: The language in which a concept is named to people, where it has such a name.
SHOWN = "en"


@dataclass(frozen=True, slots=True)
class Concept:
    """One of our concepts, with what is looked for."""

    iri: str
    kind: ConceptKind
    subject: Subject

    @property
    def label(self) -> str:
        """The name by which people know it: the preferred English one, else the first preferred one."""
        names = sorted(self.subject.names, key=lambda one: (not one.preferred, one.language != SHOWN))
        return names[0].text if names else ""


def concepts(
    store: Store, kinds: Collection[ConceptKind] = KINDS, links: Mapping[str, str] | None = None
) -> Iterator[Concept]:
    """Our concepts that have a name, in the order of kinds and IRIs.

    `links` are the counterparts of our skills in the taxonomy, as far as they are known: those of a role's skills are
    what its counterpart should need.
    """
    names: dict[str, list[Name]] = {}
    texts: dict[str, str] = {}
    for graph in GRAPHS:
        for label, preferred in NAMES:
            for quad in store.quads_for_pattern(None, label, None, graph):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    name = Name(quad.object.value, quad.object.language or "und", preferred)
                    names.setdefault(quad.subject.value, []).append(name)
        for quad in store.quads_for_pattern(None, Skos.definition, None, graph):
            if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                texts[quad.subject.value] = f"{texts.get(quad.subject.value, '')} {quad.object.value}".strip()
    for kind in (one for one in KINDS if one in kinds):
        start = f"{RGID}{kind.value}/"
        for iri in sorted(one for one in names if one.startswith(start)):
            ordered = sorted(
                names[iri], key=lambda one: (not one.preferred, one.language != SHOWN, one.language, one.text)
            )
            related = skills(store, iri, links or {}) if kind is ConceptKind.ROLE else ()
            above = plain(store, iri, names) if kind is ConceptKind.ROLE else ()
            subject = Subject(tuple(ordered), kind.value, related, level(store, iri), texts.get(iri, ""), above)
            yield Concept(iri, kind, subject)


def plain(store: Store, role: str, names: Mapping[str, list[Name]]) -> tuple[Name, ...]:
    """The preferred names of the role that a level is of: other vocabularies seldom have levels."""
    node = NamedNode(role)
    if next(store.quads_for_pattern(node, Rg.level, None, None), None) is None:
        return ()
    broader = (quad.object for quad in store.quads_for_pattern(node, Skos.broader, None, None))
    above = sorted({one.value for one in broader if isinstance(one, NamedNode)})
    preferred = (name for one in above for name in names.get(one, ()) if name.preferred)
    return tuple(Name(name.text, name.language, preferred=False) for name in preferred)


def skills(store: Store, role: str, links: Mapping[str, str]) -> tuple[str, ...]:
    """The counterparts of the skills that a role requires."""
    if not links:
        return ()
    required = store.quads_for_pattern(NamedNode(role), Rg.requiresSkill, None, Graph.STATEMENTS)
    found = {
        links[quad.object.value]
        for quad in required
        if isinstance(quad.object, NamedNode) and quad.object.value in links
    }
    return tuple(sorted(found))


def level(store: Store, role: str) -> int | None:
    """The major group of ISCO-08 that a role's level tells, if it does."""
    for graph in GRAPHS:
        for quad in store.quads_for_pattern(NamedNode(role), Rg.level, None, graph):
            if isinstance(quad.object, NamedNode) and quad.object.value in major_groups():
                return major_groups()[quad.object.value]
    return None


@cache
def major_groups() -> dict[str, int]:
    """The major group of ISCO-08 by level of ours."""
    path = data.LINKING / "major_groups.tsv"
    return {f"{RGID}level/{slug}": int(digit) for slug, digit in rows(path, ("level", "major_group"))}


@cache
def types() -> dict[str, tuple[str, ...]]:
    """The classes of other vocabularies that concepts of a kind of ours may be in."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, type_ in rows(data.LINKING / "types.tsv", ("kind", "type")):
        found[kind] = (*found.get(kind, ()), type_)
    return found
