"""Where on a page the description of a role starts, and what the role is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders import titles
from loaders.blocks import Block
from loaders.boilerplate import is_boilerplate
from loaders.careers import known_roles
from loaders.headings import akin
from loaders.inline import Plain
from loaders.signposts import INLINE_SHARE, PLAIN, Signpost, short

#: Headings of the page itself stand above everything else.
TOP = 0
WORD = re.compile(r"\w+")
#: What parts a page's title from the name of its site.
SITE = re.compile(r"\s*\|\s*|\s+[–—·•»-]\s+")
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


def role_starts(
    blocks: Sequence[Block], posts: Sequence[Signpost | None], language: str, told: Plain | None = None
) -> list[RoleStart]:
    """The starts of all roles of a page, in order; empty where nothing names a role.

    `told` is the title that the page's front matter gives.
    """
    several = openers(posts)
    if len(several) > 1:
        return [start_at(blocks, posts, place, language) for place in several]
    first = title(blocks, posts, language, told)
    if first is None:
        return []
    starts = [first]
    for place in range(first.place + 1, len(blocks)):
        if opens_next(blocks, posts, place, starts, language):
            starts.append(start_at(blocks, posts, place, language))
    return starts


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


def is_unknown(post: Signpost | None) -> bool:
    """Whether a block is a heading of no known kind."""
    return post is not None and post.kind.kind is None


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
    found = next(known_roles(language).find(block.text), None)
    if found is not None and len(block.text[: found.start].split()) <= 1:
        return RoleStart(0, block.line, TOP, block.plain.cut(found.start, found.end), in_prose=True, sure=False)
    words = list(WORD.finditer(block.text))
    place = 1 if len(words) > 1 and words[0][0].casefold() in titles.articles(language) else 0
    name = block.plain.cut(*words[place].span()) if words else None
    return RoleStart(0, block.line, TOP, name, in_prose=True, sure=False) if name else None


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


def openers(posts: Sequence[Signpost | None]) -> list[int]:
    """The roles of a page that holds several: headings of no known kind above sections of the same known kinds."""
    plans = {
        place: {post.kind.kind for post in children(posts, place) if is_known(post)} for place in range(len(posts))
    }
    times = Counter(kind for plan in plans.values() for kind in plan)
    found = [place for place, plan in plans.items() if any(times[kind] > 1 for kind in plan)]
    levels = [post.level for place in found if (post := posts[place]) is not None]
    most = max(set(levels), key=levels.count) if levels else 0
    return [
        place for place, plan in plans.items() if plan and (post := posts[place]) is not None and post.level == most
    ]


def children(posts: Sequence[Signpost | None], place: int) -> Iterator[Signpost]:
    """The headings one level below a marked heading that is not wholly known as a section's."""
    above = posts[place]
    if above is None or above.kind.coverage >= INLINE_SHARE or above.level >= PLAIN:
        return
    below: int | None = None
    for post in posts[place + 1 :]:
        if post is None or not post.sure:
            continue
        if post.level <= above.level:
            return
        below = post.level if below is None else min(below, post.level)
        if post.level == below:
            yield post


def is_known(post: Signpost | None) -> bool:
    """Whether a block is a heading of a kind that describes a role."""
    return post is not None and post.kind.kind not in (None, "other")


def opens_next(
    blocks: Sequence[Block],
    posts: Sequence[Signpost | None],
    place: int,
    starts: Sequence[RoleStart],
    language: str,
) -> bool:
    """Whether a block starts another role: a title that names one not named before, or a repeated plan of sections."""
    post = posts[place]
    if post is None or not short(blocks[place].text):
        return False
    if post.kind.kind not in (None, "introduction") and post.kind.coverage >= INLINE_SHARE:
        return False
    before = {
        earlier.kind.kind
        for earlier in posts[starts[-1].place + 1 : place]
        if earlier is not None and is_known(earlier)
    }
    following = next((later for later in posts[place + 1 :] if later is not None), None)
    if found := titles.in_title(blocks[place].text, language):
        name = blocks[place].plain.cut(found.start, found.end).text
        again = any(later is not None and later.kind.kind in before for later in posts[place + 1 :])
        return again and not any(same_name(name, start) for start in starts)
    if post.kind.kind is not None or following is None or not is_known(following):
        return False
    return following.kind.kind in before and post.level <= following.level


def same_name(name: str, start: RoleStart) -> bool:
    """Whether a title names a role again: word for word but for endings, or by its abbreviation."""
    if start.short is not None and name.casefold() == start.short.text.casefold():
        return True
    one, other = WORD.findall(name.casefold()), WORD.findall(start.name.text.casefold())
    return len(one) == len(other) and all(akin(a, b) for a, b in zip(one, other, strict=True))
