"""One document to all that is read out of it: `extract` is the whole way, each step a module of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders import careers, items, products, titles
from loaders.blocks import Block, blocks
from loaders.inline import LineIndex, Plain
from loaders.items import Entry
from loaders.languages import SENTENCE_LETTERS, document_language, label_language
from loaders.lexicon import common_language
from loaders.lines import NUMBERING
from loaders.model import Child, Document, Extraction, Item, Name, OtherLabel, Role, Section, Sentence, Skipped
from loaders.prose import by_sentences
from loaders.role_tables import table_roles
from loaders.roles import RoleStart, role_starts
from loaders.sections import Findings, Part, RolePart, role_parts
from loaders.sentences import sentences
from loaders.sheets import as_lines
from loaders.signposts import signposts
from loaders.stems import Names
from ontology.errors import InputError

WORD = re.compile(r"\w+")
DECLARED = ("lang", "language", "inlanguage")
#: A text without a title describes a role if it tells of so many kinds of sections.
KINDS = 3
#: Letters that may stand beside product names in a text that says nothing else, such as a word for "and".
SPARE = 3
TITLES = ("role", "position", "job_title", "jobtitle", "title", "name")


class Reader:
    """What the steps of one document share: its language and the lines of its text."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.language = language
        self.index = LineIndex(document.text)

    def sentences(self, text: Plain) -> tuple[Sentence, ...]:
        """The sentences of a text."""
        return sentences(text, self.language, self.index)

    def label_language(self, label: str, context: Sequence[Sentence] = ()) -> str:
        """The language of a label, in the light of the text behind it."""
        return label_language(label, self.language, context[0].language if context else None)

    def name(self, text: Plain, label: str, start: int, end: int, language: str | None) -> Name:
        """A name found at two positions of a plain text."""
        part = text.cut(start, end)
        return Name(label, language, part.start, part.end, self.index.line(part.start))


def extract(document: Document) -> Extraction:
    """Read a document.

    Raises InputError where it describes no role: no title, no defining sentence, no section of a known kind.
    """
    found = blocks(document)
    declared = next((document.metadata[key] for key in DECLARED if key in document.metadata), None)
    language, certain = document_language([block.text for block in found.blocks], declared)
    reader = Reader(document, language)
    findings = Findings(skipped=list(found.skipped))
    if not certain:
        findings.doubt(1, "language", "", language)
    parts = parts_of(found.blocks, reader, findings)
    told = [role(part, reader) for part in parts]
    roles = tuple(one for one in told if one.sections)
    findings.skipped += [
        Skipped(one.line, one.label, "a title without a description") for one in told if not one.sections
    ]
    if not any(section.kind not in ("introduction", "other") for one in roles for section in one.sections):
        raise InputError(
            "no role in it: no heading of responsibilities, skills, tools or a career was found", document.source
        )
    skipped = tuple(sorted(findings.skipped, key=lambda skip: skip.line))
    return Extraction(document, language, roles, skipped, tuple(findings.doubts))


def parts_of(found: Sequence[Block], reader: Reader, findings: Findings) -> list[RolePart]:
    """The roles with their sections; the headings are told again once the roles' names are known."""
    if listed := table_roles(found, reader.language, findings):
        return listed
    found = as_lines(found, reader.language)
    title = front_matter_title(reader.document)
    starts = role_starts(found, signposts(found, reader.language, ()), reader.language, title)
    role_names = [start.name.text for start in starts]
    posts = signposts(found, reader.language, role_names)
    parts = role_parts(found, posts, role_starts(found, posts, reader.language, title), reader.language, findings)
    told = [by_sentences(part, reader.language) for part in parts]
    for part in told:
        if not part.start.sure:
            findings.doubt(part.start.line, "title", part.start.name.text, "the subject of the first sentence")
    return [part for part in told if part.start.sure or describes(part)]


def describes(part: RolePart) -> bool:
    """Whether a text whose title is a guess tells as much as a role's description does: several kinds of section."""
    return len({section.kind for section in part.parts} - {"introduction", "other", "conclusion"}) >= KINDS


def front_matter_title(document: Document) -> Plain | None:
    """The title that a document's front matter gives, where it stands in the text."""
    value = next((document.metadata[key] for key in TITLES if document.metadata.get(key, "").strip()), "")
    start = document.text.find(value) if value else -1
    return Plain(value, tuple(range(start, start + len(value)))) if start >= 0 else None


def role(part: RolePart, reader: Reader) -> Role:
    """One role with its names and sections."""
    name = part.start.name
    others = other_labels(part.start, part.parts, reader)
    path = careers.Path((name.text, *(other.label for other in others)), reader.language)
    index: dict[str, int] = {}
    sections = []
    for one in part.parts:
        section = read_section(one, reader, path, index.get(one.kind, 0))
        index[one.kind] = index.get(one.kind, 0) + len(section.items)
        if section.text or section.items or section.heading:
            sections.append(section)
    language = reader.label_language(name.text)
    return Role(name.text, language, part.start.line, name.start, name.end, others, tuple(sections))


def other_labels(start: RoleStart, parts: Sequence[Part], reader: Reader) -> tuple[OtherLabel, ...]:
    """Further names of the role: abbreviations behind its title, and what its introduction calls it."""
    found: dict[str, OtherLabel] = {}
    if start.short is not None:
        add_label(found, start.short, True, start, reader)
    if start.other is not None:
        add_label(found, start.other, False, start, reader)
    introduction = next((part for part in parts if part.kind == "introduction"), None)
    for block in introduction.blocks if introduction else ():
        for brief, name in opening_names(block.plain if isinstance(block, Block) else block.words, start, reader):
            add_label(found, name, brief, start, reader)
    return tuple(found.values())


def opening_names(text: Plain, start: RoleStart, reader: Reader) -> list[tuple[bool, Plain]]:
    """Names and abbreviations in the introduction: (whether it is an abbreviation, the name)."""
    names: list[tuple[bool, Plain]] = []
    if found := titles.in_opening(text.text, reader.language):
        names.append((False, text.cut(found.start, found.end)))
        if found.short:
            names.append((True, text.cut(*found.short)))
    for match in Names((start.name.text,), reader.language).find(text.text):
        if brief := titles.abbreviation(text.text, match.end):
            names.append((True, text.cut(*brief)))
    return names


def add_label(found: dict[str, OtherLabel], name: Plain, brief: bool, start: RoleStart, reader: Reader) -> None:
    """Keep a further name, once, unless it is the title's own."""
    key = name.text.casefold()
    if key and key not in found and key != start.name.text.casefold():
        language = (
            abbreviation_language(name.text, start.name.text, reader) if brief else reader.label_language(name.text)
        )
        line = reader.index.line(name.start)
        found[key] = OtherLabel(name.text, language, name.start, name.end, line, brief)


def abbreviation_language(brief: str, name: str, reader: Reader) -> str:
    """The document's language where the letters are the initials of the name, else the common one."""
    initials = "".join(word[0] for word in WORD.findall(name)).casefold()
    return reader.language if brief.casefold() == initials else common_language()


def read_section(part: Part, reader: Reader, path: careers.Path, first: int) -> Section:
    """A section with its sentences and items; `first` is the index of its first item."""
    content = items.content(part, reader.language)
    found = [item(entry, first + place, part.kind == "tools", reader) for place, entry in enumerate(content.entries)]
    if part.kind == "career":
        found = with_careers(found, content.entries, reader, path)
    prose = [reader.sentences(text) for text in content.prose]
    named = [name for text in content.prose for name in product_names(text, reader, part.kind == "tools")]
    heading = heading_words(part.heading.text) if part.heading else None
    return Section(
        kind=part.kind,
        heading=heading,
        language=reader.label_language(heading) if heading else None,
        line=part.line,
        text=tuple(sentence for paragraph in prose for sentence in paragraph),
        items=tuple(found),
        products=tuple(named),
    )


def heading_words(text: str) -> str:
    """A heading without its number and closing colon."""
    number = NUMBERING.match(text)
    return text[number.end() if number else 0 :].rstrip(" :：") or text


def item(entry: Entry, index: int, in_tools: bool, reader: Reader) -> Item:
    """One item with its languages and products."""
    children = tuple(child(block, reader) for block in entry.children)
    label = entry.label
    named = [
        name
        for part in texts(entry)
        for name in product_names(
            part, reader, in_tools and part is not label, alone=label is not None and part is entry.text
        )
    ]
    if entry.within is not None:
        inside = product_names(entry.within, reader, in_tools)
        named = [name for name in inside if entry.text.start <= name.start and name.end <= entry.text.end]
    text = tuple(told(one, named, entry, reader) for one in reader.sentences(entry.text))
    context = text or tuple(sentence for one in children for sentence in one.text)
    return Item(
        index=index,
        label=label.text if label else None,
        language=reader.label_language(label.text, context) if label else (text[0].language if text else None),
        line=entry.block.line,
        start=entry.start,
        end=entry.end,
        text=text,
        children=children,
        products=tuple(named),
        confidence=entry.confidence,
        label_start=label.start if label else None,
        label_end=label.end if label else None,
    )


def told(sentence: Sentence, named: Sequence[Name], entry: Entry, reader: Reader) -> Sentence:
    """A sentence in the language of the line that it was cut from; product names alone are in the document's."""
    names = sum(name.end - name.start for name in named if sentence.start <= name.start and name.end <= sentence.end)
    letters = sum(map(str.isalnum, sentence.text))
    if names and letters - names <= SPARE:
        return replace(sentence, language=reader.language)
    if entry.within is not None and letters < SENTENCE_LETTERS:
        return replace(sentence, language=reader.sentences(entry.within)[0].language)
    return sentence


def child(block: Block, reader: Reader) -> Child:
    """One nested item."""
    return Child(block.line, block.plain.start, block.plain.end, reader.sentences(block.plain))


def texts(entry: Entry) -> list[Plain]:
    """The label, the text and the nested texts of an item."""
    return [
        part for part in (entry.label, entry.text, *(block.plain for block in entry.children)) if part and part.text
    ]


def product_names(text: Plain, reader: Reader, in_tools: bool, *, alone: bool = False) -> list[Name]:
    """The products named in a text."""
    found = products.products(text.text, reader.language, in_tools, alone=alone)
    return [reader.name(text, one.label, one.start, one.end, None) for one in found]


def with_careers(found: Sequence[Item], entries: Sequence[Entry], reader: Reader, path: careers.Path) -> list[Item]:
    """The items of a career with their kinds and the roles that they name."""
    steps = [
        careers.Step(
            entry.label.text if entry.label else "", " ".join(part.text for part in texts(entry)[bool(entry.label) :])
        )
        for entry in entries
    ]
    return [
        replace(one, kind=kind, roles=tuple(role_names(entry, reader, path)))
        for one, entry, kind in zip(found, entries, careers.kinds(steps, path), strict=True)
    ]


def role_names(entry: Entry, reader: Reader, path: careers.Path) -> list[Name]:
    """The roles named in a career item: by its label, and in its texts."""
    found: list[Name] = []
    if entry.label is not None:
        found += [
            reader.name(entry.label, match.label, match.start, match.end, reader.label_language(match.label))
            for match in careers.in_label(entry.label.text, reader.language)
        ]
    for text in texts(entry)[bool(entry.label) :]:
        found += [
            reader.name(text, match.label, match.start, match.end, reader.label_language(match.label))
            for match in careers.in_text(text.text, path)
        ]
    return found
