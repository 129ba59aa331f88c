"""Which blocks of a document point at what follows: headings in every form that plain text and Markdown give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.blocks import SENTENCE_END, Block
from loaders.headings import UNKNOWN, Kind, kind_of
from loaders.inline import Plain

#: Levels below those of marked headings (1 to 6): a line in bold, a numbered line, a plain short line.
BOLD, NUMBERED, PLAIN = 7, 8, 9
#: The least share of telling letters: for marked headings, for plain lines, and for a label with text behind it.
MARKED_SHARE, PLAIN_SHARE, INLINE_SHARE = 0.3, 0.5, 0.9
#: A plain line of few words that stands alone needs no more than a marked heading.
FEW_WORDS = 6
LONGEST = 90
#: A sheet of keys and values has so many known ones.
SHEET = 3
MOST_WORDS = 12
#: Marks that stand before headings as often as before entries.
SECTION_MARKS = "\u25a0\u25a1\u25c6\u25c7\u25bc\u25b6\u25cf\u2605\u2606"
#: A label before a colon at the beginning of a paragraph.
INLINE = re.compile(r"(?P<label>[^:：.!?]{2,60})[:：]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Signpost:
    """A heading: its level, its kind (without one where the tables do not know it) and its words.

    `rest` is the text behind it in the same block; `sure` is False for a plain line that only looks like a heading.
    """

    block: Block
    level: int
    kind: Kind
    words: Plain
    rest: Plain | None = None
    sure: bool = True

    @property
    def line(self) -> int:
        """The line of the heading."""
        return self.block.line


def signposts(blocks: Sequence[Block], language: str, role_names: Sequence[str]) -> list[Signpost | None]:
    """For each block the signpost that it is, or None."""
    numbered = numbers_are_headings(blocks, language, role_names)
    following: list[Block | None] = [*blocks[1:], None]
    found = [
        signpost(block, after, language, role_names, numbered) for block, after in zip(blocks, following, strict=True)
    ]
    return on_sheet(blocks, found) if is_sheet(found) else found


def is_sheet(posts: Sequence[Signpost | None]) -> bool:
    """Whether a document is a sheet of keys and values: most of its known headings have their text behind them."""
    known = [post for post in posts if post is not None and post.kind.kind is not None]
    return sum(post.rest is not None for post in known) >= max(SHEET, (len(known) + 1) // 2)


def on_sheet(blocks: Sequence[Block], posts: Sequence[Signpost | None]) -> list[Signpost | None]:
    """The headings of a sheet: its other keys are headings too, of kinds that the tables do not know."""
    found = list(posts)
    for place, block in enumerate(blocks):
        key = INLINE.match(block.text) if block.kind == "paragraph" and found[place] is None else None
        if key and len(key["label"].split()) <= FEW_WORDS:
            words, rest = block.plain.cut(*key.span("label")), block.plain.cut(key.end(), len(block.text))
            found[place] = Signpost(block, PLAIN, UNKNOWN, words, rest)
    return found


def signpost(
    block: Block, after: Block | None, language: str, role_names: Sequence[str], numbered: bool
) -> Signpost | None:
    """Tell one block, knowing the one after it."""
    if block.kind == "heading":
        return marked(block, block.level, language, role_names)
    if block.kind == "number" and numbered and short(block.text):
        return marked(block, NUMBERED, language, role_names)
    if block.kind == "bullet" and (block.marker in SECTION_MARKS or is_outline(block, after)):
        kind = kind_of(block.text, language, role_names)
        known = kind.kind is not None and kind.coverage >= INLINE_SHARE and short(block.text)
        return Signpost(block, NUMBERED, kind, block.plain) if known else None
    if block.kind != "paragraph":
        return None
    if block.bold and short(block.text):
        return marked(block, BOLD, language, role_names)
    return inline(block, language, role_names) or plain_line(block, after, language, role_names)


def is_outline(block: Block, after: Block | None) -> bool:
    """Whether an entry stands at the margin above deeper ones, as the headings of an outline do."""
    return block.indent == 0 and after is not None and after.kind == "bullet" and after.indent > 0


def marked(block: Block, level: int, language: str, role_names: Sequence[str]) -> Signpost:
    """A heading by its marks; its kind is believed at a small share already."""
    kind = kind_of(block.text, language, role_names)
    return Signpost(block, level, kind if kind.coverage >= MARKED_SHARE else weak(kind), block.plain)


def weak(kind: Kind) -> Kind:
    """A kind that is not believed, its share kept: it may still tell that a heading belongs to the section above."""
    return Kind(None, kind.coverage, 0.0, kind.language)


def plain_line(block: Block, after: Block | None, language: str, role_names: Sequence[str]) -> Signpost | None:
    """A heading without marks: a short line that is no sentence and stands above something."""
    text = block.text
    if len(block.spans) > 1 or not short(text) or after is None or text[:1].islower():
        return None
    kind = kind_of(text, language, role_names)
    closed = bool(SENTENCE_END.search(text)) and not text.endswith(("?", "？"))
    alone = block.gap and len(text.split()) <= FEW_WORDS
    if kind.kind and kind.coverage >= (INLINE_SHARE if closed else MARKED_SHARE if alone else PLAIN_SHARE):
        return None if closed and not text.endswith((":", "：")) else Signpost(block, PLAIN, kind, block.plain)
    opens_list = text.endswith((":", "：")) and after.kind != "paragraph" and len(text.split()) <= FEW_WORDS
    if (closed and not opens_list) or not block.gap:
        return None
    return Signpost(block, PLAIN, weak(kind), block.plain, sure=False)


def inline(block: Block, language: str, role_names: Sequence[str]) -> Signpost | None:
    """A heading with its text behind it on the same line ("Skills: Excel, Word")."""
    found = INLINE.match(block.text)
    if not found:
        return None
    kind = kind_of(found["label"], language, role_names)
    if kind.kind is None or kind.coverage < INLINE_SHARE:
        return None
    words = block.plain.cut(*found.span("label"))
    return Signpost(block, BOLD if block.lead else PLAIN, kind, words, block.plain.cut(found.end(), len(block.text)))


def short(text: str) -> bool:
    """Whether a text has a heading's length."""
    return len(text) <= LONGEST and len(text.split()) <= MOST_WORDS


def numbers_are_headings(blocks: Sequence[Block], language: str, role_names: Sequence[str]) -> bool:
    """Whether the numbers of a document count its sections: half of its numbered lines say a section's kind."""
    numbers = [block for block in blocks if block.kind == "number" and block.indent == 0]
    entries = [block for block in numbers if short(block.text) and not block.text.endswith((":", "："))]
    known = [block for block in entries if kind_of(block.text, language, role_names).coverage >= PLAIN_SHARE]
    return len(known) >= 2 and 2 * len(known) >= len(entries)
