"""The start of a role's description on a page: the block that names it, and what it is called there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders import titles
from loaders.blocks import Block
from loaders.headings import akin
from loaders.inline import Plain
from loaders.signposts import PLAIN, Signpost

#: Headings of the page itself stand above everything else.
TOP = 0
WORD = re.compile(r"\w+")
#: What parts two names of one role in a title.
OR = re.compile(r"\s+/\s+|\s*／\s*")
#: Words that share so many letters at an edge are forms of one.
SHARED = 4


@dataclass(frozen=True, slots=True)
class RoleStart:
    """The block that names a role, -1 for none; `other` is a second name in the same title.

    `in_prose` says that the name stands in the section's own text rather than in a title; `sure` is False for the mere
    subject of a text.
    """

    place: int
    line: int
    level: int
    name: Plain
    short: Plain | None = None
    in_prose: bool = False
    other: Plain | None = None
    sure: bool = True


def start_at(blocks: Sequence[Block], posts: Sequence[Signpost | None], place: int, language: str) -> RoleStart:
    """The start of a role at a title: the name that its pattern holds, else all of it."""
    block, post = blocks[place], posts[place]
    words = block.plain
    asked = titles.in_title(words.text, language) or titles.in_title(words.text, language, anywhere=True)
    found = asked or titles.trimmed(words.text, language, 0, len(words.text))
    brief = words.cut(*found.short) if found.short else None
    level = post.level if post is not None else TOP
    name, other = two_names(words.cut(found.start, found.end))
    return RoleStart(place, block.line, TOP if level == PLAIN else level, name, brief, other=other)


def two_names(name: Plain) -> tuple[Plain, Plain | None]:
    """The two names of a title that gives both, if their last words are forms of one; else the whole."""
    parts = OR.split(name.text)
    if len(parts) != 2 or not all(parts):
        return name, None
    one, other = (part.split()[-1].casefold() for part in parts)
    if one[:SHARED] != other[:SHARED] and one[-SHARED:] != other[-SHARED:]:
        return name, None
    return name.cut(0, len(parts[0])), name.cut(len(name.text) - len(parts[1]), len(name.text))


def same_name(name: str, start: RoleStart) -> bool:
    """Whether a title names a role again: word for word but for endings, or by its abbreviation."""
    if start.short is not None and name.casefold() == start.short.text.casefold():
        return True
    one, other = WORD.findall(name.casefold()), WORD.findall(start.name.text.casefold())
    return len(one) == len(other) and all(akin(a, b) for a, b in zip(one, other, strict=True))


def is_known(post: Signpost | None) -> bool:
    """Whether a block is a heading of a kind that describes a role."""
    return post is not None and post.kind.kind not in (None, "other")


def is_unknown(post: Signpost | None) -> bool:
    """Whether a block is a heading of no known kind."""
    return post is not None and post.kind.kind is None
