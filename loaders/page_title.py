"""The title of a page that describes a role: a question, the top heading, a line above the content, or a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import titles
from loaders.blocks import Block
from loaders.boilerplate import is_boilerplate
from loaders.careers import named_roles
from loaders.inline import Plain
from loaders.role_start import TOP, RoleStart, is_known, is_unknown, same_name, start_at
from loaders.signposts import INLINE_SHARE, Signpost, short

WORD = re.compile(r"\w+")
#: What parts a page's title from the name of its site.
SITE = re.compile(r"\s*\|\s*|\s+[–—·•»-]\s+")


def title(
    blocks: Sequence[Block], posts: Sequence[Signpost | None], language: str, told: Plain | None
) -> RoleStart | None:
    """The page's title: a line that asks what a role is, else the top heading, else a line above the content."""
    places = [place for place, block in enumerate(blocks) if may_name(block)]
    top = top_heading(blocks, posts)
    asked = question(blocks, posts, places, language)
    if asked is not None and (top is None or top > asked or not repeats(blocks, posts, top, asked, language)):
        return start_at(blocks, posts, asked, language)
    if top is None:
        known = first_known(posts, blocks)
        above = [place for place in places if place < known and not is_known(posts[place])]
        if told is not None and told.text:
            same = next((place for place in above if blocks[place].text.casefold() in told.text.casefold()), None)
            return from_front_matter(told, language) if same is None else start_at(blocks, posts, same, language)
        top = line_above(blocks, posts, above, language)
    return opening(blocks, language) if top is None else start_at(blocks, posts, top, language)


def line_above(
    blocks: Sequence[Block], posts: Sequence[Signpost | None], above: Sequence[int], language: str
) -> int | None:
    """The line above the content that names the role: the first of the last lines that stand together."""
    lines = [place for place in above if not titles.is_page_kind(blocks[place].text, language)]
    heads = [place for place in above if is_unknown(posts[place])]
    if not heads or not lines:
        return None
    if blocks[heads[-1]].kind == "heading":
        return heads[-1]
    first = max((place for place in range(heads[-1] + 1) if blocks[place].gap), default=0)
    return next((place for place in lines if place >= first), lines[-1])


def from_front_matter(told: Plain, language: str) -> RoleStart:
    """The role that a page's own title names, without the name of the site behind it."""
    end = SITE.search(told.text)
    part = told.cut(0, end.start() if end else len(told.text))
    found = titles.in_title(part.text, language) or titles.trimmed(part.text, language, 0, len(part.text))
    brief = part.cut(*found.short) if found.short else None
    return RoleStart(-1, 1, TOP, part.cut(found.start, found.end), brief)


def question(
    blocks: Sequence[Block], posts: Sequence[Signpost | None], places: Sequence[int], language: str
) -> int | None:
    """The first line in the form of a title, unless sections of known kinds stand above it.

    Forms of other languages than the document's count only where none of its own is there.
    """
    for anywhere in (False, True):
        for place in places:
            if titles.in_title(blocks[place].text, language, anywhere=anywhere):
                return place
            if is_known(posts[place]) and not titles.is_page_kind(blocks[place].text, language):
                break
    return None


def repeats(blocks: Sequence[Block], posts: Sequence[Signpost | None], place: int, later: int, language: str) -> bool:
    """Whether a later title names the role of an earlier one again."""
    first = start_at(blocks, posts, place, language)
    return same_name(start_at(blocks, posts, later, language).name.text, first)


def may_name(block: Block) -> bool:
    """Whether a block has a title's form."""
    return block.kind in ("heading", "paragraph") and short(block.text) and not is_boilerplate(block)


def top_heading(blocks: Sequence[Block], posts: Sequence[Signpost | None]) -> int | None:
    """The one marked heading above all others, unless its words are those of a section."""
    headings = [(block.level, place) for place, block in enumerate(blocks) if block.kind == "heading"]
    if not headings:
        return None
    level, place = min(headings)
    post = posts[place]
    is_section = post is not None and post.kind.coverage >= INLINE_SHARE
    alone = sum(other == level for other, _ in headings) == 1
    return place if not is_section and (alone or is_unknown(post)) else None


def first_known(posts: Sequence[Signpost | None], blocks: Sequence[Block]) -> int:
    """The place of the first section of a known kind, or of the first list or long paragraph."""
    for place, (post, block) in enumerate(zip(posts, blocks, strict=True)):
        if is_known(post):
            return place
        if post is None and (block.kind != "paragraph" or not short(block.text)):
            return place
    return len(blocks)


def opening(blocks: Sequence[Block], language: str) -> RoleStart | None:
    """The role that the first paragraph defines, on a page without a title."""
    for place, block in enumerate(blocks):
        found = titles.in_opening(block.text, language) if block.kind == "paragraph" else None
        if found:
            name = block.plain.cut(found.start, found.end)
            brief = block.plain.cut(*found.short) if found.short else None
            return RoleStart(place, block.line, TOP, name, brief, in_prose=True)
    return known_in_prose(blocks, language)


def known_in_prose(blocks: Sequence[Block], language: str) -> RoleStart | None:
    """The subject of the first sentence of a page without headings: a role of the vocabulary, else its first noun."""
    block = blocks[0] if blocks else None
    if block is None or block.kind != "paragraph" or short(block.text):
        return None
    found = next(iter(named_roles(block.text, language)), None)
    if found is not None and len(block.text[: found.start].split()) <= 1:
        return RoleStart(0, block.line, TOP, block.plain.cut(found.start, found.end), in_prose=True, sure=False)
    words = list(WORD.finditer(block.text))
    place = 1 if len(words) > 1 and words[0][0].casefold() in titles.articles(language) else 0
    name = block.plain.cut(*words[place].span()) if words else None
    return RoleStart(0, block.line, TOP, name, in_prose=True, sure=False) if name else None
