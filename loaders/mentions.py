"""What a document mentions: each item and each name inside a text, with its labels and its place.

This is the step between extraction, which knows only text, and description, which knows only RDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.careers import in_label
from loaders.concepts import Label, function_of
from loaders.lexicon import common_language
from loaders.model import Extraction, Item, Name, Role, Section, Sentence, StepKind
from ontology.terms import ConceptKind

#: The kind of concept that an item of a section names.
ITEM_KINDS = {
    "responsibilities": ConceptKind.RESPONSIBILITY,
    "skills": ConceptKind.SKILL,
    "tools": ConceptKind.TOOL_CATEGORY,
    "career": ConceptKind.ROLE,
    "best_practices": ConceptKind.BEST_PRACTICE,
}
FINAL_MARKS = re.compile(r"[\s.;,:!。；]+$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention; `number` counts in document order, `labels` are what it names, `written` how the document says it.

    `item` is the item's index for the mention of an item; `part_of` is the number of the item's mention for a name
    inside one. `step` is the kind of career step. Offsets are those of the document's text.
    """

    number: int
    role: int
    section: str
    line: int
    start: int
    end: int
    labels: tuple[Label, ...]
    written: tuple[str, str] | None = None
    item: int | None = None
    part_of: int | None = None
    step: StepKind | None = None
    sentences: tuple[Sentence, ...] = ()
    confidence: float = 1.0


def role_label(role: Role) -> Label:
    """The label that names a role."""
    return Label(ConceptKind.ROLE, role.language, role.label)


def mentions(extraction: Extraction) -> list[Mention]:
    """All mentions of a document, in document order, numbered from 0."""
    found: list[Mention] = []
    for place, role in enumerate(extraction.roles):
        add_titles(found, place, role)
        for section in role.sections:
            for name in (*section.products, *section.roles):
                add_name(found, place, section, name)
            for item in section.items:
                if section.kind in ITEM_KINDS:
                    add_item(found, place, role, section, item)
    return found


def add_titles(found: list[Mention], place: int, role: Role) -> None:
    """The role's own names: its title and what else the document calls it."""
    label = role_label(role)
    spans = [(role.label, role.language, role.line, role.start, role.end)]
    spans += [(other.label, other.language, other.line, other.start, other.end) for other in role.other_labels]
    for text, language, line, start, end in spans:
        found.append(Mention(len(found), place, "introduction", line, start, end, (label,), (text, language)))


def add_name(found: list[Mention], place: int, section: Section, name: Name, part_of: int | None = None) -> None:
    """A product or role named inside a text."""
    kind = ConceptKind.TOOL if name.language is None else ConceptKind.ROLE
    label = Label(kind, name.language or common_language(), name.label)
    as_written = (name.label, label.language)
    number = len(found)
    found.append(
        Mention(number, place, section.kind, name.line, name.start, name.end, (label,), as_written, part_of=part_of)
    )


def add_item(found: list[Mention], place: int, role: Role, section: Section, item: Item) -> None:
    """An item, then the names inside it; a product list's entry is the product itself."""
    text, language = written(item, role.language)
    number = len(found)
    labels = item_labels(role, section, item, text, language)
    sentences = (*item.text, *(sentence for child in item.children for sentence in child.text))
    found.append(
        Mention(
            number, place, section.kind, item.line, item.start, item.end, labels, (text, language),
            item.index, None, item.kind, sentences, item.confidence,
        )
    )  # fmt: skip
    own = {(item.label_start, label.text) for label in labels}
    for name in sorted((*item.products, *item.roles), key=lambda name: name.start):
        in_own_label = item.label_end is not None and name.end <= item.label_end and name in item.roles
        if not in_own_label and (name.start, name.label) not in own:
            add_name(found, place, section, name, number)


def written(item: Item, language: str) -> tuple[str, str]:
    """What the document calls an item: its label, else its first sentence without the full stop."""
    if item.label is not None:
        return item.label, item.language or language
    first = next(iter((*item.text, *(sentence for child in item.children for sentence in child.text))), None)
    return (FINAL_MARKS.sub("", first.text) or first.text, first.language) if first else ("", language)


def item_labels(role: Role, section: Section, item: Item, text: str, language: str) -> tuple[Label, ...]:
    """The labels that an item's own name stands for."""
    if item.kind == "self":
        return (role_label(role),)
    if section.kind == "career":
        function = function_of(role_label(role))
        names = tuple(Label(ConceptKind.ROLE, language, match.label, function) for match in in_label(text, language))
        return names or (Label(ConceptKind.ROLE, language, text),)
    if section.kind == "tools" and names_only_products(item, text):
        return tuple(Label(ConceptKind.TOOL, common_language(), name.label) for name in item.products)
    return (Label(ITEM_KINDS[section.kind], language, text),)


def names_only_products(item: Item, text: str) -> bool:
    """Whether an item is nothing but the names of products, as in a flat list."""
    rest = text
    for name in item.products:
        rest = rest.replace(name.label, "")
    return bool(item.products) and not re.search(r"\w{3}", rest)


def labels(found: list[Mention]) -> Iterator[Label]:
    """Every label of some mentions."""
    for mention in found:
        yield from mention.labels
