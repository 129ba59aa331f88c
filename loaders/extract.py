"""One document to all that is read out of it: `extract` is the whole way, each step a module of its own."""

from __future__ import annotations

from collections.abc import Sequence

from loaders import careers
from loaders.blocks import Block, blocks
from loaders.content import content
from loaders.inline import Plain
from loaders.items import item, with_careers
from loaders.languages import document_language
from loaders.lines import NUMBERING
from loaders.model import Document, Extraction, Role, Section, Skipped
from loaders.naming import other_labels
from loaders.prose import by_sentences
from loaders.reader import Reader
from loaders.role_tables import table_roles
from loaders.roles import role_starts
from loaders.sections import Findings, Part, RolePart, role_parts
from loaders.sheets import as_lines
from loaders.signposts import signposts
from ontology.errors import InputError

DECLARED = ("lang", "language", "inlanguage")
#: A text without a title describes a role if it tells of so many kinds of sections.
KINDS = 3
TITLES = ("role", "position", "job_title", "jobtitle", "title", "name")


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


def read_section(part: Part, reader: Reader, path: careers.Path, first: int) -> Section:
    """A section with its sentences and items; `first` is the index of its first item."""
    held = content(part, reader.language)
    found = [item(entry, first + place, part.kind == "tools", reader) for place, entry in enumerate(held.entries)]
    if part.kind == "career":
        found = with_careers(found, held.entries, reader, path)
    prose = [reader.sentences(text) for text in held.prose]
    named = [name for text in held.prose for name in reader.products(text, in_tools=part.kind == "tools")]
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
