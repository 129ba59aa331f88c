"""Blocks to roles with their sections: the page's own marks first, then order and structure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from loaders.blocks import Block
from loaders.boilerplate import is_boilerplate
from loaders.guess import kind_of_content
from loaders.inline import Plain
from loaders.lexicon import common_language, straight, word
from loaders.model import Doubt, SectionKind, Skipped
from loaders.role_start import RoleStart
from loaders.signposts import PLAIN, Signpost

#: A heading of which the words of a kind cover less is looked at with all signs.
WEAK = 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """A section before its items are read: its heading, and its blocks with the lower headings among them."""

    kind: SectionKind
    heading: Plain | None
    line: int
    level: int
    blocks: Sequence[Block | Signpost] = ()
    language: str | None = None
    post: Signpost | None = None


@dataclass(slots=True)
class Draft:
    """A section while its blocks are collected."""

    part: Part
    blocks: list[Block | Signpost] = field(default_factory=list)

    def done(self) -> Part:
        """The section with its blocks."""
        return replace(self.part, blocks=tuple(self.blocks))


@dataclass(slots=True)
class Findings:
    """What is told beside the sections: lines left out, and decisions that could have gone another way."""

    skipped: list[Skipped] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def skip(self, block: Block, reason: str) -> None:
        """Note that a block was not used."""
        self.skipped += [Skipped(span.line, span.text, reason) for span in block.spans]

    def doubt(self, line: int, what: str, text: str, choice: str) -> None:
        """Note an uncertain decision."""
        self.doubts.append(Doubt(line, what, text, choice))


@dataclass(frozen=True, slots=True)
class RolePart:
    """One role of the page with its sections."""

    start: RoleStart
    parts: tuple[Part, ...]


def role_parts(
    blocks: Sequence[Block],
    posts: Sequence[Signpost | None],
    starts: Sequence[RoleStart],
    language: str,
    findings: Findings,
) -> list[RolePart]:
    """Divide a document among the roles that it describes; empty where it describes none."""
    if not starts:
        return []
    for block in blocks[: max(starts[0].place, 0)]:
        findings.skip(block, "boilerplate" if is_boilerplate(block) else "before the title")
    bounds = [*(start.place for start in starts), len(blocks)]
    found = []
    for start, end in zip(starts, bounds[1:], strict=True):
        begin = start.place + (0 if start.in_prose else 1)
        found.append(RolePart(start, sections(blocks[begin:end], posts[begin:end], start, language, findings)))
    return found


def sections(
    blocks: Sequence[Block], posts: Sequence[Signpost | None], start: RoleStart, language: str, findings: Findings
) -> tuple[Part, ...]:
    """The sections of one role."""
    drafts = [Draft(Part("introduction", None, start.line, start.level))]
    trailing = False
    for place, (block, post) in enumerate(zip(blocks, posts, strict=True)):
        boilerplate = is_boilerplate(block)
        if (post is not None or boilerplate) and closes(drafts[-1], posts[place:]):
            trailing = True
        if block.kind == "row" and (block.marker == "head" or names_columns(blocks, place, language)):
            findings.skip(block, "table header")
        elif boilerplate or trailing:
            findings.skip(block, "boilerplate" if boilerplate else "after the conclusion")
        else:
            place_block(drafts, block, post, findings)
    parts = [draft.done() for draft in drafts if draft.part.heading is not None or draft.blocks]
    return settled(parts, language, findings)


def closes(draft: Draft, later: Iterable[Signpost | None]) -> bool:
    """Whether a section is the page's last: a conclusion that only headings of no known kind follow, or conclusions."""
    if draft.part.kind != "conclusion" or not draft.blocks:
        return False
    return not any(post is not None and post.kind.kind not in (None, "conclusion") for post in later)


def place_block(drafts: list[Draft], block: Block, post: Signpost | None, findings: Findings) -> None:
    """Add a block to the current section, or let it open the next one."""
    current = drafts[-1]
    if post is None:
        current.blocks.append(block)
    elif belongs(current.part, post):
        current.blocks.append(post)
    else:
        kind = post.kind.kind or "other"
        if post.kind.uncertain:
            findings.doubt(post.line, "heading", post.words.text, kind)
        part = Part(kind, post.words, post.line, post.level, (), post.kind.language, post)
        rest = [Block("paragraph", block.spans, post.rest, rest=True)] if post.rest is not None else []
        drafts.append(Draft(part, [*rest]))


def belongs(current: Part, post: Signpost) -> bool:
    """Whether a heading stands inside the current section: deeper and not of another kind."""
    if current.heading is None or post.rest is not None:
        return False
    deeper = post.level > current.level
    if post.kind.kind is None:
        return deeper or (post.level == PLAIN and current.level == PLAIN and not post.block.gap)
    return deeper and post.kind.kind == current.kind


def settled(parts: Sequence[Part], language: str, findings: Findings) -> tuple[Part, ...]:
    """Decide what the headings' words left open: by meaning, content and order; without a sign it is "other"."""
    found: list[Part] = []
    for place, part in enumerate(parts):
        if part.post is None:
            found.append(part)
            continue
        here = [other.kind for other in parts if other is not part and other.blocks]
        kind = by_order(part, parts) or by_signs(part, place, len(parts), here, language)
        if kind is None or kind != part.post.kind.kind:
            findings.doubt(part.line, "heading", part.post.words.text, kind or "other")
        if not part.post.sure and part.post.kind.kind is None and kind in (None, "other") and place == 0:
            found.append(replace(part, kind="introduction", heading=None, blocks=(part.post.block, *part.blocks)))
        elif not part.post.sure and kind is None and found:
            found[-1] = replace(found[-1], blocks=(*found[-1].blocks, part.post, *part.blocks))
        else:
            found.append(replace(part, kind=kind or part.kind))
    return tuple(found)


def by_order(part: Part, parts: Sequence[Part]) -> SectionKind | None:
    """The kind that a section has by its place alone: a summary first, duties that nothing else holds."""
    if part.kind == "conclusion" and part is parts[0] and len(parts) > 2:
        return "introduction"
    return "responsibilities" if part.kind == "introduction" and lists_duties(part, parts) else None


def by_signs(part: Part, place: int, count: int, here: Sequence[str], language: str) -> SectionKind | None:
    """The kind by a heading's words where they tell enough, else by all signs; None where nothing tells."""
    post = part.post
    if post is None or (post.kind.kind is not None and post.kind.coverage >= WEAK):
        return part.kind
    first, last = place == 0 and count > 2, place == count - 1 and count > 2
    told = kind_of_content(post.words.text, part.blocks, language, here, first=first, last=last, words=post.kind)
    return told or post.kind.kind


def lists_duties(part: Part, parts: Sequence[Part]) -> bool:
    """Whether a section headed like "Job description" holds the duties: a list, where no other section does."""
    if part.heading is None or any(other.kind == "responsibilities" for other in parts):
        return False
    listed = sum(isinstance(block, Block) and block.kind != "paragraph" for block in part.blocks)
    return listed > 2 and 2 * listed > len(part.blocks)


def names_columns(blocks: Sequence[Block], place: int, language: str) -> bool:
    """Whether the first row of a table that is not marked as its head says what its columns hold."""
    if place and blocks[place - 1].kind == "row":
        return False
    known = [table for tag in (language, common_language()) if (table := word("column_words", tag))]
    cells = [cell.text.strip("*_ :") for cell in blocks[place].plain.split("|") if cell.text]
    return len(cells) > 1 and all(any(table.fullmatch(straight(cell)) for table in known) for cell in cells)
