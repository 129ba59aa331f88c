"""Lists inside a line of text: "patience, empathy and Excel", or a chain of steps with arrows between them."""

from __future__ import annotations

import re

from loaders.inline import Plain
from loaders.labels import COLON
from loaders.lexicon import common_language, word

#: Marks between the members of a list, the strongest first; the first that parts a text is taken.
ARROW = re.compile(r"\s*(?:\u2192|\u27a1\ufe0f?|\u21d2|\u279c|->|=>|\u00bb|>)\s*")
DASH = re.compile(r"\s+[\u2013\u2014-]\s+")
SEMICOLON = re.compile(r"\s*[;；]\s*")
COMMA = re.compile(r"\s*(?:,(?!\d)|[、，])\s*")
BULLET = re.compile(r"\s+[\u2022\u00b7|]\s+")
OPEN, CLOSE = "(（[「『", ")）]」』"
INNER_END = re.compile(r"[.!?。！？]\s+\S|[。！？](?=\S)")
END = re.compile(r"[\s.!?。！？]+$")
#: Members of so many words are clauses of a sentence.
MOST_WORDS = 7
#: Members have so many words on average, and letters where a script has no spaces.
MEAN_WORDS, MEAN_LETTERS = 4.5, 14
#: So many members make a sentence without a verb likely, fewer do where the text says that it is a list.
SURE, BARE, CHAIN = 4, 2, 3


def members(text: Plain, language: str, *, listed: bool) -> list[Plain]:
    """The members of the list that a text is, or none where it is a sentence.

    `listed` says that the text stands where a list is expected, such as behind a heading on the same line.
    """
    if INNER_END.search(text.text):
        return []
    lead = COLON.search(text.text)
    behind = text.cut(lead.end(), len(text.text)) if lead and lead.end() < len(text.text) else None
    if behind is not None:
        return parted(behind, language, BARE)
    sentence = text.text.endswith((".", "!", "?", "。", "！", "？")) and not text.text[:1].islower()
    return parted(text, language, BARE if listed else SURE if sentence else 3)


def chain(text: Plain) -> list[Plain]:
    """The steps of a text that is a chain of three or more with arrows or dashes between them, else none."""
    if INNER_END.search(text.text) or COLON.search(text.text):
        return []
    for mark in (ARROW, DASH):
        found = cut(text, mark)
        if len(found) >= CHAIN and brief(found):
            return found
    return []


def parted(text: Plain, language: str, least: int) -> list[Plain]:
    """A text cut at the marks of a list, if that gives at least so many short members."""
    body = text.cut(0, len(END.sub("", text.text)))
    for mark in (ARROW, BULLET, SEMICOLON, COMMA):
        found = cut(body, mark)
        if len(found) > 1:
            found = [one for one in last_parted(found, language) if one.text] if mark is COMMA else found
            return found if len(found) >= (2 if mark is ARROW else least) and brief(found) else []
    return []


def cut(text: Plain, mark: re.Pattern[str]) -> list[Plain]:
    """A text cut at a mark, but not inside brackets."""
    parts: list[Plain] = []
    start = 0
    for found in mark.finditer(text.text):
        before = text.text[: found.start()]
        if sum(map(before.count, OPEN)) == sum(map(before.count, CLOSE)) and found.start() >= start:
            parts.append(text.cut(start, found.start()))
            start = found.end()
    return [part for part in (*parts, text.cut(start, len(text.text))) if part.text]


def last_parted(found: list[Plain], language: str) -> list[Plain]:
    """Members whose last one is cut at its "and", or freed of one."""
    *others, last = found
    for tag in dict.fromkeys((language, common_language())):
        pattern = word("conjunctions", tag)
        for match in pattern.finditer(last.text) if pattern else ():
            head, tail = last.cut(0, match.start()), last.cut(match.end(), len(last.text))
            if tail.text and (not head.text or head.text[-1] != "-"):
                return [*others, *([head] if head.text else []), tail]
    return found


def brief(found: list[Plain]) -> bool:
    """Whether members are names of things rather than clauses."""
    sizes = [max(len(one.text.split()), len(one.text) / (MEAN_LETTERS if spaceless(one.text) else 40)) for one in found]
    return max(sizes) <= MOST_WORDS and sum(sizes) <= MEAN_WORDS * len(sizes)


def spaceless(text: str) -> bool:
    """Whether a text is in a script without spaces."""
    return any("\u2e80" <= letter <= "\u9fff" for letter in text)
