"""A small graph of roles with evidence, written as loads write it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ontology.terms import RGID, Dcterms, Graph, Rdf, Rg, Skos
from ontology.terms import document as document_iri
from ontology.terms import mention as mention_iri

KEY, OTHER = "0" * 16, "1" * 16


def rgid(name: str) -> NamedNode:
    return NamedNode(RGID + name)


AGENT, LEAD, MANAGER = rgid("role/agent"), rgid("role/lead"), rgid("role/manager")
EMPATHY, JIRA, TRACKERS = rgid("skill/empathy"), rgid("tool/jira"), rgid("tool-category/trackers")
OLD = rgid("role/old")
DOCUMENT = document_iri(KEY)


def concept(node: NamedNode, kind: NamedNode, **labels: str) -> Iterator[Quad]:
    yield Quad(node, Rdf.type, kind, Graph.VOCABULARY)
    yield Quad(node, Rg.status, Rg.Curated, Graph.VOCABULARY)
    for language, text in labels.items():
        yield Quad(node, Skos.prefLabel, Literal(text, language=language), Graph.VOCABULARY)


def mention(key: str, number: int, role: NamedNode, of: NamedNode, item: int | None = None) -> Iterator[Quad]:
    """A mention in a document; inside the item of that number it is an inline one."""
    node, graph = mention_iri(key, number), Graph.DOCUMENTS
    yield Quad(node, Rdf.type, Rg.ItemMention if item is None else Rg.InlineMention, graph)
    yield Quad(node, Rg.inDocument, document_iri(key), graph)
    yield Quad(node, Rg.aboutRole, role, graph)
    yield Quad(node, Rg.mentions, of, graph)
    if item is not None:
        yield Quad(node, Rg.partOfItem, mention_iri(key, item), graph)


def step(role: NamedNode, position: int, evidence: NamedNode) -> Iterator[Quad]:
    node, graph = rgid(f"role/agent/step/{position}"), Graph.STATEMENTS
    yield Quad(node, Rdf.type, Rg.CareerStep, graph)
    yield Quad(node, Rg.inPathOf, AGENT, graph)
    yield Quad(node, Rg.stepRole, role, graph)
    yield Quad(node, Rg.stepKind, Rg.NextStep, graph)
    yield Quad(node, Rg.position, Literal(position), graph)
    yield Quad(node, Rg.hasEvidence, evidence, graph)


def quads() -> list[Quad]:
    """Three roles in a path, a skill named by three items, a tool named twice in one of them."""
    found = [
        *concept(AGENT, Rg.Role, en="agent", fi="edustaja"),
        *concept(LEAD, Rg.Role, en="team lead"),
        *concept(MANAGER, Rg.Role, en='"<manager> & co\u202e'),
        *concept(EMPATHY, Rg.Skill, en="=empathy"),
        *concept(JIRA, Rg.Tool, en="Jira"),
        *concept(TRACKERS, Rg.ToolCategory, en="trackers"),
        Quad(OLD, Dcterms.isReplacedBy, AGENT, Graph.CANDIDATES),
        Quad(JIRA, Rg.inCategory, TRACKERS, Graph.VOCABULARY),
        Quad(AGENT, Rg.requiresSkill, EMPATHY, Graph.STATEMENTS),
        Quad(AGENT, Rg.usesTool, JIRA, Graph.STATEMENTS),
        Quad(AGENT, Rg.leadsTo, LEAD, Graph.STATEMENTS),
        Quad(LEAD, Rg.leadsTo, MANAGER, Graph.STATEMENTS),
        Quad(EMPATHY, Rg.skillOf, AGENT, Graph.INFERRED),
        Quad(AGENT, Rg.canBecome, MANAGER, Graph.INFERRED),
        Quad(AGENT, Rdf.type, Skos.Concept, Graph.INFERRED),
        *(one for number in (0, 1) for one in mention(KEY, number, AGENT, EMPATHY)),
        *mention(OTHER, 0, AGENT, EMPATHY),
        *(one for number in (2, 3) for one in mention(KEY, number, AGENT, JIRA, item=1)),
        *(
            one
            for number, role in ((1, AGENT), (2, LEAD), (3, MANAGER))
            for one in step(role, number, mention_iri(KEY, number))
        ),
        Quad(rgid("role/agent/step/1"), Rg.hasEvidence, mention_iri(OTHER, 0), Graph.STATEMENTS),
        Quad(rgid("role/agent/step/2"), Rg.hasEvidence, mention_iri(OTHER, 0), Graph.STATEMENTS),
    ]
    for key in (KEY, OTHER):
        node = document_iri(key)
        found += [
            Quad(node, Rdf.type, Rg.Document, Graph.DOCUMENTS),
            Quad(node, Dcterms.title, Literal(f"page {key[0]}"), Graph.DOCUMENTS),
            Quad(node, Rg.describesRole, AGENT, Graph.DOCUMENTS),
        ]
    return found
