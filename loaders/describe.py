"""A document and its mentions as RDF (design: section 3): the document graph, and the statements that it supports."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pyoxigraph import NamedNode

from loaders.careers import is_generic
from loaders.concepts import Alignment, Label, origin, own_concept
from loaders.identity import kind_of
from loaders.mentions import Mention, role_label
from loaders.model import Document, Extraction, StepKind
from loaders.ntriples import Line, iri, line, string, written
from loaders.ntriples import integer as whole
from loaders.quads import Triple, decimal, integer, text
from ontology import terms
from ontology.terms import ConceptKind, Dcterms, Oa, Rdf, Rg, Schema

STEP_KINDS: dict[StepKind, NamedNode] = {
    "entry": Rg.EntryStep,
    "previous": Rg.PreviousStep,
    "self": Rg.SelfStep,
    "next": Rg.NextStep,
    "lateral": Rg.LateralStep,
}


class StepRow(NamedTuple):
    """One role at one position of a document's career path."""

    position: int
    kind: NamedNode
    role: NamedNode


#: Front matter keys whose values the document node keeps.
KEPT = {"title": Dcterms.title, "license": Dcterms.license, "licence": Dcterms.license, "source": Dcterms.source}

#: What the many triples of mentions and sentences are made of.
TYPE, INLINE_MENTION, ITEM_MENTION, SENTENCE, POSITION_SELECTOR, QUOTE_SELECTOR = map(
    written, (Rdf.type, Rg.InlineMention, Rg.ItemMention, Rg.Sentence, Oa.TextPositionSelector, Oa.TextQuoteSelector)
)
IN_DOCUMENT, ABOUT_ROLE, SECTION_KIND, LINE, MENTIONS, LABEL_CONCEPT, LABEL_AS_WRITTEN = map(
    written, (Rg.inDocument, Rg.aboutRole, Rg.sectionKind, Rg.line, Rg.mentions, Rg.labelConcept, Rg.labelAsWritten)
)
ITEM_INDEX, PART_OF_ITEM, CONFIDENCE, HAS_SENTENCE, POSITION = map(
    written, (Rg.itemIndex, Rg.partOfItem, Rg.confidence, Rg.hasSentence, Rg.position)
)
HAS_SOURCE, HAS_SELECTOR, START, END, EXACT, TEXT = map(
    written, (Oa.hasSource, Oa.hasSelector, Oa.start, Oa.end, Oa.exact, Schema.text)
)


def document_lines(extraction: Extraction, mentions: Sequence[Mention], alignment: Alignment) -> list[Line]:
    """The document with its mentions, sentences and selectors."""
    document = extraction.document
    node = terms.document(document.key)
    roles = [alignment[role_label(role)][0] for role in extraction.roles]
    told: list[Triple] = [
        (node, Rdf.type, Rg.Document),
        (node, Rg.sha256, text(document.sha256)),
        (node, Schema.inLanguage, text(extraction.language)),
        *((node, Rg.describesRole, role) for role in dict.fromkeys(roles)),
        *((node, Rg.labelConcept, concept) for concept in own_concepts(map(role_label, extraction.roles))),
        *metadata(node, extraction),
    ]
    found = list(map(line, told))
    sentence = 0
    for mention in mentions:
        found += mention_lines(document, mention, roles[mention.role], alignment)
        sentence = add_sentences(found, document, mention, sentence)
    return found


def metadata(node: NamedNode, extraction: Extraction) -> Iterator[Triple]:
    """What the document says of itself in its front matter, and its title."""
    values = extraction.document.metadata
    for key, predicate in KEPT.items():
        if value := values.get(key):
            yield node, predicate, text(value, extraction.language if predicate is Dcterms.title else None)
    if "title" not in values and extraction.roles:
        first = extraction.document.text.split("\n")[extraction.roles[0].line - 1].strip("#* \t")
        yield node, Dcterms.title, text(first, extraction.language)


def mention_lines(document: Document, mention: Mention, role: NamedNode, alignment: Alignment) -> list[Line]:
    """One mention with its selector."""
    name = terms.mention(document.key, mention.number).value
    node, selector = iri(name), iri(f"{name}/selector")
    found = [
        (node, TYPE, INLINE_MENTION if mention.item is None else ITEM_MENTION),
        (node, IN_DOCUMENT, iri_of(terms.document, document.key)),
        (node, ABOUT_ROLE, written(role)),
        (node, SECTION_KIND, string(mention.section)),
        (node, LINE, whole(mention.line)),
        (node, HAS_SOURCE, iri_of(terms.text, document.key)),
        (node, HAS_SELECTOR, selector),
        (selector, TYPE, POSITION_SELECTOR),
        (selector, TYPE, QUOTE_SELECTOR),
        (selector, START, whole(mention.start)),
        (selector, END, whole(mention.end)),
        (selector, EXACT, string(document.text[mention.start : mention.end])),
    ]
    found += [(node, MENTIONS, written(concept)) for label in mention.labels for concept in alignment[label]]
    found += [(node, LABEL_CONCEPT, written(concept)) for concept in own_concepts(mention.labels)]
    if mention.written is not None:
        found.append((node, LABEL_AS_WRITTEN, string(*mention.written)))
    if mention.item is not None:
        found.append((node, ITEM_INDEX, whole(mention.item)))
    if mention.part_of is not None:
        found.append((node, PART_OF_ITEM, iri(terms.mention(document.key, mention.part_of).value)))
    if mention.confidence < 1:
        found.append((node, CONFIDENCE, written(decimal(mention.confidence))))
    return found


@lru_cache(maxsize=64)
def iri_of(named: Callable[[str], NamedNode], key: str) -> str:
    """The IRI of something that a document has once, as written."""
    return written(named(key))


def own_concepts(labels: Iterable[Label]) -> Iterator[NamedNode]:
    """The concepts that labels have by themselves, told where one of them names something else."""
    given = list(labels)
    if any(map(origin, given)):
        yield from dict.fromkeys(map(own_concept, given))


def add_sentences(found: list[Line], document: Document, mention: Mention, number: int) -> int:
    """The sentences of an item; gives the number of the document's next one."""
    holder = iri(terms.mention(document.key, mention.number).value) if mention.sentences else ""
    for sentence in mention.sentences:
        node = iri(terms.sentence(document.key, number).value)
        found += [
            (holder, HAS_SENTENCE, node),
            (node, TYPE, SENTENCE),
            (node, TEXT, string(sentence.text, sentence.language)),
            (node, POSITION, whole(number)),
            (node, LINE, whole(sentence.line)),
        ]
        number += 1
    return number


def statement(role: NamedNode, concept: NamedNode) -> Triple | None:
    """What a role's mention of a concept states of the role; None for other roles, which careers state."""
    predicate = kind_of(concept).statement
    return None if predicate is None or role == concept else (role, predicate, concept)


def role_statements(extraction: Extraction, mentions: Iterable[Mention], alignment: Alignment) -> set[Triple]:
    """The statements about roles that the mentions support, each once."""
    roles = [alignment[role_label(role)][0] for role in extraction.roles]
    stated = (
        statement(roles[mention.role], concept)
        for mention in mentions
        for label in mention.labels
        for concept in alignment[label]
    )
    return {triple for triple in stated if triple is not None}


def career_triples(extraction: Extraction, mentions: Sequence[Mention], alignment: Alignment) -> set[Triple]:
    """The career steps of a document, and where they lead."""
    found: set[Triple] = set()
    for place, role in enumerate(extraction.roles):
        path = alignment[role_label(role)][0]
        rows: list[StepRow] = []
        for mention in mentions:
            if mention.role == place and mention.step is not None:
                for concept in step_roles(mention, mentions, alignment, path):
                    rows.append(StepRow(mention.item or 0, STEP_KINDS[mention.step], concept))
                    found |= step_triples(extraction.document, mention, path, rows[-1])
        found |= transitions(path, rows)
    return found


def step_roles(mention: Mention, mentions: Sequence[Mention], alignment: Alignment, path: NamedNode) -> set[NamedNode]:
    """The roles of a step: the path's own, those that its label names, or, for a group, those named in its text."""
    if mention.step == "self":
        return {path}
    named = [label for label in mention.labels if label.kind is ConceptKind.ROLE]
    inside = [
        label
        for other in mentions
        if other.part_of == mention.number
        for label in other.labels
        if label.kind is ConceptKind.ROLE
    ]
    chosen = inside if is_group(mention) and inside else named
    return {concept for label in chosen for concept in alignment[label]} - {path}


def is_group(mention: Mention) -> bool:
    """Whether a step's label speaks of roles in general, so that its text names them."""
    return mention.written is not None and is_generic(*mention.written)


def step_triples(document: Document, mention: Mention, path: NamedNode, row: StepRow) -> set[Triple]:
    """One step, named by what it says, so that documents which say the same share it."""
    node = step_iri(path, row)
    return {
        (node, Rdf.type, Rg.CareerStep),
        (node, Rg.inPathOf, path),
        (node, Rg.stepRole, row.role),
        (node, Rg.stepKind, row.kind),
        (node, Rg.position, integer(row.position)),
        (node, Rg.hasEvidence, terms.mention(document.key, mention.number)),
    }


def step_iri(path: NamedNode, row: StepRow) -> NamedNode:
    """The IRI of a career step: below its path's role, by a hash of what it says."""
    digest = hashlib.sha256(f"{row.role.value}\n{row.kind.value}\n{row.position}".encode()).hexdigest()[:10]
    return NamedNode(f"{path.value}/step/{digest}")


def transitions(path: NamedNode, rows: Iterable[StepRow]) -> set[Triple]:
    """Where one document's steps lead: from the roles of each position to those of the next, and aside."""
    upward: dict[int, set[NamedNode]] = {}
    found: set[Triple] = set()
    for row in rows:
        if row.kind != Rg.LateralStep:
            upward.setdefault(row.position, set()).add(row.role)
        elif row.role != path:
            found.add((path, Rg.lateralTo, row.role))
    for before, after in pairwise(upward[position] for position in sorted(upward)):
        found |= {(one, Rg.leadsTo, other) for one in before for other in after if one != other}
    return found
