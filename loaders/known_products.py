"""Products of the vocabulary in a text, by their exact spelling but for an ending of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import vocabulary
from loaders.letters import UNSPACED
from loaders.lexicon import words

#: A run of letters of one kind: scripts without spaces stand right beside Latin names.
PIECE = re.compile(rf"[^\W{UNSPACED}]+|[{UNSPACED}]+")
#: What some languages put between a name and its ending, and a name's last letter with what stands behind it.
MARKS = "-:\u2019'"
ENDED = re.compile(rf"\w\w*(?:[{MARKS}]\w{{1,5}})?")
#: Names of so few letters bear an ending only behind a mark.
SHORTEST = 3
IN_UNSPACED = re.compile(f"[{UNSPACED}]")
FIRST_UNSPACED = UNSPACED[0]


@dataclass(frozen=True, slots=True)
class Found:
    """A product by its name as the vocabulary or the text has it, and its place in the text."""

    label: str
    start: int
    end: int


def from_vocabulary(text: str, language: str) -> Iterator[Found]:
    """The products that a text names, from left to right, the longest at each place; none that is an ordinary word."""
    if not any(may_begin(piece, language) for piece in PIECE.findall(text)):
        return
    end = 0
    for piece in PIECE.finditer(text):
        for name, lead in (
            candidates(piece[0], language) if not is_unspaced(piece[0]) else unspaced(text, piece.start())
        ):
            start = piece.start() - lead
            after = start + len(name)
            if start < end or not text.startswith(name, start):
                continue
            if not stands_alone(text, start, after):
                after = inflected(text, start, name, language)
            if after:
                yield Found(name, start, after)
                end = after
                # A word begins one name; a run of letters without spaces may hold several.
                if not is_unspaced(piece[0]):
                    break


@lru_cache(maxsize=65536)
def may_begin(piece: str, language: str) -> bool:
    """Whether some name begins with a word, or any may stand in a run of letters without spaces."""
    return is_unspaced(piece) or bool(candidates(piece, language))


@lru_cache(maxsize=65536)
def candidates(word: str, language: str) -> Sequence[tuple[str, int]]:
    """The names that begin with a word, or with what is left of it without an ending."""
    index = known_beginnings()
    if word in index or not word[:1].isupper():
        return index.get(word, ())
    bases = (word.removesuffix(ending) for ending in endings(language) if word.endswith(ending))
    return [one for base in bases for one in index.get(base, ()) if len(base) > SHORTEST]


def inflected(text: str, start: int, name: str, language: str) -> int:
    """Where a name with an ending behind it ends; 0 where what goes on is no ending of the language."""
    token = ENDED.match(text, start + len(name) - 1)
    if token is None or len(name) < SHORTEST or not stands_alone(text, start, token.end()):
        return 0
    ending = token[0][1:]
    marked = ending[:1] in MARKS
    known = ending.lstrip(MARKS) in endings(language)
    return token.end() if known and (marked or len(name) > SHORTEST) else 0


@cache
def endings(language: str) -> frozenset[str]:
    """What a language puts behind a name, by `data/lexicon/name_endings.tsv`."""
    return frozenset(words("name_endings").get(language, ()))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or hyphen goes on before a stretch, and none of the first two behind it."""
    before, after = text[:start][-1:], text[end : end + 1]
    first, last = text[start : start + 1], text[end - 1 : end]
    return not (goes_on(before, first) or before == "-" or goes_on(after, last))


def goes_on(neighbour: str, edge: str) -> bool:
    """Whether a character is of one word with a name's edge: scripts without spaces have no such words."""
    return neighbour.isalnum() and not is_unspaced(neighbour) and not is_unspaced(edge)


def is_unspaced(text: str) -> bool:
    """Whether a text begins in a script without spaces."""
    return text[:1] >= FIRST_UNSPACED and bool(IN_UNSPACED.match(text))


def unspaced(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The names in scripts without spaces that stand in the run of letters from a place on."""
    pattern = unspaced_names()
    run = PIECE.match(text, start)
    if pattern is None or run is None:
        return
    for found in pattern.finditer(text, start):
        if found.start() >= run.end():
            return
        yield found[0], start - found.start()


@cache
def unspaced_names() -> re.Pattern[str] | None:
    """The names that begin in a script without spaces, as one pattern, the longest first."""
    names = sorted((name for name in labels() - ordinary() if is_unspaced(name)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))) if names else None


@cache
def known_beginnings() -> dict[str, list[tuple[str, int]]]:
    """The names by their first word, with the characters before it, the longest name first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in sorted(labels() - ordinary(), key=lambda name: (-len(name), name)):
        if (first := PIECE.search(name)) and not is_unspaced(name):
            found.setdefault(first[0], []).append((name, first.start()))
    return found


@cache
def labels() -> frozenset[str]:
    """Every name of a product in the vocabulary."""
    return frozenset(entry.value for entry in vocabulary.labels("tools") if not entry.doubtful)


@cache
def ordinary() -> frozenset[str]:
    """The names that are ordinary words too, marked in the table by a hidden label: they need a name's company."""
    return frozenset(entry.value for entry in vocabulary.labels("tools") if entry.kind == vocabulary.HIDDEN)
