"""What kind of section stands under a heading that the tables do not know: by its meaning, its content and its place.

Each sign gives points to kinds; the best kind is believed where it is ahead of the next by a margin, and is reported as
uncertain in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from loaders import likeness
from loaders.blocks import Block
from loaders.careers import named_roles
from loaders.headings import Kind
from loaders.known_products import from_vocabulary
from loaders.lexicon import common_language, cue, straight
from loaders.model import SectionKind
from loaders.signposts import Signpost

#: Points for a full share of entries that name products, or roles, and of texts that hold a cue of a kind.
PRODUCTS, ROLES, CUES = 1.2, 0.8, 1.0
#: Points for each hundredth by which a heading's meaning is behind the best.
MEANING = 20.0
#: Points lost by a kind that the role has already, and given to kinds by place.
HERE_ALREADY, FIRST, LAST = 0.3, 0.3, 0.2
#: Points for a kind of which the heading has words, and more for all of it.
KNOWN, WORDS = 0.6, 1.0
#: How far the best kind must be ahead, in points.
MARGIN = 0.35
#: Texts that are looked at.
ENOUGH = 30
KINDS: tuple[SectionKind, ...] = (
    "introduction",
    "responsibilities",
    "skills",
    "tools",
    "career",
    "best_practices",
    "conclusion",
    "other",
)


def kind_of_content(
    heading: str,
    blocks: Sequence[Block | Signpost],
    language: str,
    here: Sequence[str],
    *,
    first: bool,
    last: bool,
    words: Kind,
) -> SectionKind | None:
    """The kind of a section by all signs, or None where they do not tell.

    `here` are the other sections' kinds, `words` what the tables say of the heading.
    """
    texts = [text(block) for block in islice(blocks, ENOUGH)]
    points: dict[SectionKind, float] = dict.fromkeys(KINDS, 0.0)
    near = likeness.kinds(heading)
    best = max(near.values(), default=0.0)
    listed = any(isinstance(block, Block) and block.kind != "paragraph" for block in blocks)
    for kind in KINDS:
        points[kind] += MEANING * (near.get(kind, best) - best)
        points[kind] -= HERE_ALREADY * (kind in here)
        points[kind] += CUES * cued(kind, texts, language)
    points["tools"] += PRODUCTS * share(sum(bool(list(from_vocabulary(one, language))) for one in texts), texts)
    points["career"] += ROLES * share(sum(names_role(one, language) for one in texts), texts)
    if words.kind is not None:
        points[words.kind] += WORDS * words.coverage + KNOWN * (not words.uncertain)
    points["introduction"] += FIRST * (first and not listed)
    points["conclusion"] += LAST * (last and not listed)
    if listed:
        points["introduction"] -= 1
        points["conclusion"] -= 1
    (top, most), (_, second) = sorted(points.items(), key=lambda one: -one[1])[:2]
    return top if most - second >= MARGIN else None


def text(block: Block | Signpost) -> str:
    """The words of a block."""
    return straight(block.text if isinstance(block, Block) else block.words.text)


def share(count: int, texts: Sequence[str]) -> float:
    """A count as a share of the texts."""
    return count / len(texts) if texts else 0.0


def cued(kind: str, texts: Sequence[str], language: str) -> float:
    """The share of texts that hold a cue of a kind, in the document's language or the common one."""
    patterns = [
        pattern for tag in dict.fromkeys((language, common_language())) if (pattern := cue("prose_cues", tag, kind))
    ]
    return share(sum(any(pattern.search(one) for pattern in patterns) for one in texts), texts)


def names_role(text: str, language: str) -> bool:
    """Whether a text begins with a role of the vocabulary, after a word of rank at most."""
    for tag in dict.fromkeys((language, common_language())):
        found = next(iter(named_roles(text, tag)), None)
        if found is not None and len(text[: found.start].split()) <= 2:
            return True
    return False
