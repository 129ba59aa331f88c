"""A description without headings: each sentence told by its cues, so that the paragraphs become sections.

The cues stand in `data/lexicon/prose_cues.tsv`; a sentence without one is of the kind of its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from loaders.blocks import Block
from loaders.careers import named_roles
from loaders.inline import Plain
from loaders.known_products import from_vocabulary
from loaders.lexicon import common_language, cue, cues, straight
from loaders.model import SectionKind
from loaders.sections import Draft, Part, RolePart
from loaders.sentences import split

INTRODUCTION: SectionKind = "introduction"
#: Points for a product and for a role that a sentence names; a cue has one.
PRODUCT, ROLE = 0.8, 0.4
#: What a sentence takes over of its paragraph's points a sentence, and what the page's first paragraph has before.
PARAGRAPH, FIRST = 0.6, 0.5
#: Points below which a sentence tells nothing.
LEAST = 0.3


def by_sentences(role: RolePart, language: str) -> RolePart:
    """A role whose sections are told from its sentences, if it has none by headings."""
    if any(part.kind not in (INTRODUCTION, "other", "conclusion") for part in role.parts):
        return role
    found: dict[SectionKind, Draft] = {}
    for part in role.parts:
        for place, block in enumerate(one for one in part.blocks if isinstance(one, Block)):
            for kind, piece in pieces(block, language, first=place == 0 and not found):
                found.setdefault(kind, Draft(Part(kind, None, piece.line, part.level))).blocks.append(piece)
    headings = [replace(part, blocks=()) for part in role.parts if part.heading is not None]
    return replace(role, parts=(*headings, *(draft.done() for draft in found.values())))


def pieces(block: Block, language: str, *, first: bool) -> Iterator[tuple[SectionKind, Block]]:
    """The sentences of a paragraph, neighbours of one kind together; a list's entry stays whole."""
    sentences = list(split(block.plain, language)) if block.kind == "paragraph" else [block.plain]
    told = [points(sentence.text, language) for sentence in sentences]
    common = {kind: sum(one[kind] for one in told) / len(told) for kind in told[0]} if told else {}
    run: list[Plain] = []
    now: SectionKind | None = None
    for sentence, own in zip(sentences, told, strict=True):
        kind = best(own, common, first=first)
        if run and kind != now:
            yield now or INTRODUCTION, piece(block, run)
            run = []
        now = kind
        run.append(sentence)
    if run:
        yield now or INTRODUCTION, piece(block, run)


def points(sentence: str, language: str) -> dict[str, float]:
    """How much a sentence speaks of each kind."""
    text = straight(sentence)
    found = {kind: float(count(kind, text, language)) for kind in kinds()}
    found["tools"] = found.get("tools", 0.0) + PRODUCT * bool(list(from_vocabulary(sentence, language)))
    found["career"] = found.get("career", 0.0) + ROLE * bool(named_roles(sentence, language))
    return found


def count(kind: str, text: str, language: str) -> int:
    """The different cues of a kind in a text, in the document's language or the common one."""
    tags = dict.fromkeys((language, common_language()))
    patterns = [pattern for tag in tags if (pattern := cue("prose_cues", tag, kind))]
    return len({found[0].casefold() for pattern in patterns for found in pattern.finditer(text)})


def best(own: Mapping[str, float], common: Mapping[str, float], *, first: bool) -> SectionKind:
    """The kind that a sentence speaks of most, in the light of its paragraph."""
    total = {kind: own[kind] + PARAGRAPH * common[kind] for kind in own}
    total[INTRODUCTION] = total.get(INTRODUCTION, 0.0) + FIRST * first + LEAST
    return cast(SectionKind, max(total, key=lambda kind: total[kind]))


def piece(block: Block, sentences: Sequence[Plain]) -> Block:
    """The part of a paragraph that some neighbouring sentences make."""
    start = block.plain.offsets.index(sentences[0].start)
    end = block.plain.offsets.index(sentences[-1].end - 1) + 1
    spans = tuple(span for span in block.spans if span.start < sentences[-1].end and span.end > sentences[0].start)
    return replace(block, spans=spans or block.spans, plain=block.plain.cut(start, end))


def kinds() -> list[str]:
    """The kinds of the table."""
    return list(dict.fromkeys(kind for _, kind in cues("prose_cues")))
