"""Where the label of a list entry ends and its text begins: by bold letters, a colon, or a dash its list shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.blocks import Block

#: A colon ends a label where white space follows, or anything at all after a full-width one.
COLON = re.compile(r"\s*(?::(?=\s)|：)\s*")
DASH = re.compile(r"\s+[\u2013\u2014-]\s+")
LONGEST = 100
MOST_WORDS = 12
#: Labels this short are believed on their own; longer ones only where the list's other entries have one too.
FEW_WORDS = 6
ENDS_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label by its end in the entry's plain text, and where the text behind it begins."""

    end: int
    rest: int


def labels(blocks: Sequence[Block], grouped: Sequence[bool]) -> list[Label | None]:
    """The label of each entry of a list, or None; `grouped` says which entries have others below them."""
    found = [
        whole(block) if group else by_bold(block) or by_colon(block)
        for block, group in zip(blocks, grouped, strict=True)
    ]
    many = 2 * sum(label is not None for label in found) >= len(blocks)
    kept = [
        label if many or (label and believable(block, label)) else None
        for block, label in zip(blocks, found, strict=True)
    ]
    if any(kept):
        return kept
    dashed = [by_dash(block) for block in blocks]
    return dashed if 2 * sum(label is not None for label in dashed) > len(blocks) else kept


def believable(block: Block, label: Label) -> bool:
    """Whether a label is short enough to stand alone among entries without one."""
    return bool(block.lead) or len(block.text[: label.end].split()) <= FEW_WORDS


def whole(block: Block) -> Label | None:
    """The label of an entry that groups others: what stands before a colon, else all of a short line."""
    found = by_bold(block) or by_colon(block)
    if found:
        return found
    text = block.text.rstrip(":： ")
    fits = len(text) <= LONGEST and len(text.split()) <= MOST_WORDS and not ENDS_SENTENCE.search(text)
    return Label(len(text), len(block.text)) if fits and text else None


def by_bold(block: Block) -> Label | None:
    """A label set in bold, with the colon or dash that may follow it."""
    if not block.lead or block.lead > LONGEST:
        return None
    end = len(block.text[: block.lead].rstrip(" :：.-–—"))
    rest = re.compile(r"\s*(?:[:：.]|[\u2013\u2014-](?=\s))?\s*").match(block.text, end)
    return Label(end, rest.end() if rest else end) if end else None


def by_colon(block: Block) -> Label | None:
    """A label before the first colon."""
    found = COLON.search(block.text)
    return fitting(block.text, found) if found else None


def by_dash(block: Block) -> Label | None:
    """A label before the first dash between spaces."""
    found = DASH.search(block.text)
    label = fitting(block.text, found) if found else None
    return label if label and believable(block, label) else None


def fitting(text: str, mark: re.Match[str]) -> Label | None:
    """A label if it is short, no sentence, and text follows."""
    before = text[: mark.start()]
    if not before or len(before) > LONGEST or len(before.split()) > MOST_WORDS or mark.end() >= len(text):
        return None
    return None if ENDS_SENTENCE.search(before) else Label(mark.start(), mark.end())
