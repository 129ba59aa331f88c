"""A section's blocks to its prose and its items: list entries with what is nested below them, groups, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.blocks import Block
from loaders.enumerations import chain, members
from loaders.inline import BREAK, Plain, joined
from loaders.labels import Label, by_bold, by_colon, labels
from loaders.sections import Part
from loaders.sentences import split
from loaders.signposts import Signpost

#: Entries of so few words on average name things.
FEW_WORDS = 3
NUMBER = re.compile(r"\d+[.)]\s+")
LETTER = re.compile(r"\w")
#: Sections that are read as a whole: their prose holds no entries.
WHOLE = ("introduction", "conclusion", "other")
#: How sure an entry is that is a sentence of a section without lists.
PROSE = 0.7


@dataclass(frozen=True, slots=True)
class Entry:
    """An item before its languages are told: its label, its text, and the texts nested below it.

    `within` is the line that a member of a list was cut from; `cells` are those of a table's row that make the text.
    """

    block: Block
    label: Plain | None
    text: Plain
    children: tuple[Block, ...] = ()
    confidence: float = 1.0
    within: Plain | None = None
    cells: tuple[Plain, ...] = ()

    @property
    def start(self) -> int:
        """Where the item starts in the document."""
        first = self.label or self.text
        return first.start if first.text else self.block.plain.start

    @property
    def end(self) -> int:
        """Where the last of the item ends, its children included."""
        ends = [self.text.end, *(child.plain.end for child in self.children)]
        return max(ends if self.block.kind == "paragraph" and self.label is None else [self.block.plain.end, *ends])


@dataclass(frozen=True, slots=True)
class Content:
    """What a section holds: paragraphs of prose and entries, each in document order."""

    prose: tuple[Plain, ...]
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Node:
    """An entry with the blocks nested below it."""

    block: Block
    below: list[Block]


def content(part: Part, language: str) -> Content:
    """Read the blocks of a section of a document in a language."""
    if part.kind in ("introduction", "conclusion"):
        whole = (block if isinstance(block, Block) else block.block for block in part.blocks)
        return Content(tuple(block.plain for block in whole), ())
    loose_ends: list[Block] = []
    entries: list[Entry] = []
    for head, blocks in stretches(part.blocks):
        nodes, loose = nested(blocks)
        found = entries_of(nodes)
        if head is not None:
            found, loose = under_heading(head, found, loose, several_heads(part))
        elif not found and part.kind not in WHOLE:
            found, loose = labelled_paragraphs(loose)
        loose_ends += loose
        entries += found
    if part.kind == "career":
        entries = [step for entry in entries for step in steps_of(entry)]
        found = [step for block in loose_ends for step in steps_of(Entry(block, None, block.plain))]
        if len(found) > len(loose_ends):
            entries, loose_ends = [*entries, *found], []
    if part.kind not in WHOLE and not entries:
        return in_prose(loose_ends, language)
    return Content(tuple(block.plain for block in loose_ends), tuple(entries))


def steps_of(entry: Entry) -> list[Entry]:
    """The steps of a career that stand in one line with arrows between them; else the entry itself."""
    found = chain(entry.text) if entry.label is None and not entry.children else []
    return [Entry(entry.block, None, step, within=entry.text) for step in found] or [entry]


def in_prose(blocks: Sequence[Block], language: str) -> Content:
    """The entries of a section without lists: the members of lists in its lines, else its sentences."""
    prose: list[Plain] = []
    entries: list[Entry] = []
    for block in blocks:
        lines = block.plain.split(BREAK)
        found = members(block.plain, language, listed=block.rest) if len(lines) == 1 else []
        if len(lines) > 1:
            entries += [Entry(block, None, line) for line in lines if line.text]
            continue
        if found:
            entries += [Entry(block, None, member, within=block.plain) for member in found]
            continue
        for sentence in split(block.plain, language):
            if sentence.text.endswith((":", "：")) or not LETTER.search(sentence.text):
                prose.append(sentence)
            elif found := members(sentence, language, listed=False):
                entries += [Entry(block, None, member, within=sentence) for member in found]
            else:
                entries.append(Entry(block, None, sentence, confidence=PROSE))
    return Content(tuple(prose), tuple(entries))


def stretches(blocks: Sequence[Block | Signpost]) -> Iterator[tuple[Signpost | None, list[Block]]]:
    """The blocks under each lower heading of a section, those above the first with None."""
    head: Signpost | None = None
    group: list[Block] = []
    for block in blocks:
        if isinstance(block, Signpost):
            if head is not None or group:
                yield head, group
            head, group = block, []
        else:
            group.append(block)
    if head is not None or group:
        yield head, group


def several_heads(part: Part) -> bool:
    """Whether a section is divided by two lower headings or more."""
    return sum(isinstance(block, Signpost) for block in part.blocks) > 1


def nested(blocks: Sequence[Block]) -> tuple[list[Node], list[Block]]:
    """The entries of the lists with what is nested below each, and the paragraphs beside them."""
    nodes: list[Node] = []
    loose: list[Block] = []
    for block in blocks:
        if block.kind not in ("bullet", "number", "row"):
            loose.append(block)
        elif nodes and is_below(nodes[-1].block, block):
            nodes[-1].below.append(block)
        else:
            nodes.append(Node(block, []))
    return nodes, loose


def is_below(above: Block, block: Block) -> bool:
    """Whether an entry is nested: set deeper, or a bullet under a numbered line that ends in a colon."""
    if block.kind == "row":
        return False
    if above.kind == "number" and block.kind == "bullet":
        return block.indent > above.indent or above.text.endswith((":", "："))
    return (block.indent >= above.indent + 2 and block.kind != "number") or block.indent >= above.indent + 3


def entries_of(nodes: Sequence[Node]) -> list[Entry]:
    """The entries of a list, each with its label where it has one."""
    found = labels([node.block for node in nodes], [bool(node.below) for node in nodes])
    return [entry(node.block, label, node.below) for node, label in zip(nodes, found, strict=True)]


def entry(block: Block, label: Label | None, below: Sequence[Block] = ()) -> Entry:
    """One entry, cut at the end of its label; the first cell of a table's row is its label."""
    words = block.plain
    if block.kind == "row":
        words = Plain(words.text.replace(BREAK, " "), words.offsets)
        cells = [cell for cell in words.split("|") if cell.text]
        if len(cells) > 1 and cells[0].text.rstrip(".").isdecimal():
            cells = cells[1:]
        values = cells[1:] or cells
        return Entry(block, cells[0] if len(cells) > 1 else None, joined(values), tuple(below), cells=tuple(values))
    if label is None:
        return Entry(block, None, words, tuple(below))
    return Entry(block, words.cut(0, label.end), words.cut(label.rest, len(words.text)), tuple(below))


def under_heading(
    head: Signpost, found: list[Entry], loose: list[Block], several: bool
) -> tuple[list[Entry], list[Block]]:
    """What stands under a lower heading: entries of their own, or, where they have no labels, the heading's item."""
    number = NUMBER.match(head.words.text)
    name = head.words.cut(number.end() if number else 0, len(head.words.text.rstrip(":： ")))
    apart = any(entry.label for entry in found) or not (several or number) or brief(found)
    if (found and apart) or not (found or loose) or not name.text:
        return found, [head.block, *loose]
    below = [entry.block for entry in found]
    rest = Plain("", ())
    if loose and loose[0].plain.start < (below[0].plain.start if below else loose[0].plain.start + 1):
        rest, loose = loose[0].plain, loose[1:]
    return [Entry(head.block, name, rest, (*loose, *below))], []


def brief(found: Sequence[Entry]) -> bool:
    """Whether entries are names of things rather than sentences about one."""
    return sum(len(entry.text.text.split()) for entry in found) <= FEW_WORDS * len(found)


def labelled_paragraphs(loose: list[Block]) -> tuple[list[Entry], list[Block]]:
    """Paragraphs that each begin with a label are entries; the others stay prose."""
    found = {place: label for place, block in enumerate(loose) if (label := by_bold(block) or by_colon(block))}
    if len(found) < 2 or 2 * len(found) < len(loose):
        return [], loose
    entries = [entry(loose[place], label) for place, label in found.items()]
    return entries, [block for place, block in enumerate(loose) if place not in found]
