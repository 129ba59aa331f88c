"""Where on a page the descriptions of roles start: below its title, or at each heading of a repeated plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from loaders import titles
from loaders.blocks import Block
from loaders.inline import Plain
from loaders.page_title import title
from loaders.role_start import RoleStart, is_known, same_name, start_at
from loaders.signposts import INLINE_SHARE, PLAIN, Signpost, short

#: Sections that stand around what a role's description says.
FRAME = {"introduction", "conclusion"}


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


def openers(posts: Sequence[Signpost | None]) -> list[int]:
    """The roles of a page that holds several: headings of no known kind above sections of the same known kinds."""
    plans = {
        place: {post.kind.kind for post in children(posts, place) if is_known(post)} for place in range(len(posts))
    }
    times = Counter(kind for plan in plans.values() for kind in plan)
    # Any heading may have an introduction below it.
    telling = {kind for kind, count in times.items() if count > 1} - FRAME
    found = [place for place, plan in plans.items() if plan & telling]
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
