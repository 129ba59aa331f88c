"""Career items: the kind of each step, and the roles that it names, by the cues of `data/lexicon/career_cues.tsv`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import takewhile

from loaders import step_meaning, vocabulary
from loaders.lexicon import anywhere, common_language, cue, straight, word
from loaders.model import StepKind
from loaders.stems import Match, Names, same

#: How far a meaning must be ahead of that of a later step, which is by far the commonest, to be believed.
AHEAD: Mapping[StepKind, float] = {"entry": -0.1, "previous": 0.4, "lateral": 0.4}
#: The same of a move aside at the end, where they often stand; and how far behind it must be not to believe a cue.
LAST, BEHIND = 0.1, -0.2
#: Texts of fewer characters mean nothing certain.
TELLING = 12
#: Steps of a section that are weighed by their meaning, which takes 30 ms each; no real career has more.
MOST = 100
#: What stands between two role names in one label, beside the conjunctions of the lexicon.
SLASH = re.compile(r"\s*/\s*")
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Step:
    """A career item as this module needs it: its label, the whole text behind it, and whether its meaning counts."""

    label: str
    text: str
    weighed: bool = True


@dataclass(frozen=True, slots=True)
class Path:
    """The role whose path it is: its names in the document, and the document's language."""

    names: tuple[str, ...]
    language: str


def kinds(steps: Sequence[Step], path: Path) -> list[StepKind]:
    """The kind of each step, by its cues, by its place before or behind the role itself, and by the steps before it."""
    steps = [*steps[:MOST], *(replace(step, weighed=False) for step in steps[MOST:])]
    own = itself(steps, path)
    found: list[StepKind] = []
    for place, step in enumerate(steps):
        if place == own:
            found.append("self")
        elif own is not None and place < own:
            found.append(below(step, found, path, directly=place + 1 == own))
        else:
            found.append(above(step, found, path, behind=own is not None, last=place == len(steps) - 1))
    return found


def below(step: Step, earlier: Sequence[StepKind], path: Path, *, directly: bool) -> StepKind:
    """The kind of a step before the role itself: people begin with one alone."""
    if earlier:
        return "previous" if "entry" in earlier or not begins(step, path) else "entry"
    if begins(step, path) or (directly and cued("level", head(step), path)):
        return "entry"
    return "entry" if lead("entry", step) >= AHEAD["entry"] else "previous"


def above(step: Step, earlier: Sequence[StepKind], path: Path, *, behind: bool, last: bool) -> StepKind:
    """The kind of another step, which may stand `behind` the role itself, or `last` of all."""
    rising = not behind and all(kind in ("entry", "previous") for kind in earlier)
    if rising and (cued("entry", head(step), path) or (not earlier and cued("entry", step.text, path))):
        return "previous" if earlier else "entry"
    later = cued("next", step.text, path) or cued("level", head(step), path)
    if rising and cued("previous", step.text, path) and not (later and lead("previous", step) < 0):
        return "previous"
    if earlier and sideways(step, path):
        return "lateral"
    if cued("lateral", step.text, path) and lead("lateral", step) >= AHEAD["lateral"]:
        return "lateral"
    if later:
        return "next"
    entry, previous, lateral = (lead(kind, step) for kind in ("entry", "previous", "lateral"))
    if not earlier and entry >= max(AHEAD["entry"], previous):
        return "entry"
    if rising and previous >= AHEAD["previous"]:
        return "previous"
    return "lateral" if earlier and lateral >= (LAST if last else AHEAD["lateral"]) else "next"


def begins(step: Step, path: Path) -> bool:
    """Whether a step tells by its label or text that people begin there."""
    return cued("entry", head(step), path) or cued("entry", step.text, path)


def head(step: Step) -> str:
    """What names a step: its label, or all of it where it has none."""
    return step.label or step.text


def lead(kind: StepKind, step: Step, unknown: float = -1.0) -> float:
    """How far what a step's text means is ahead of a later step, about -1 to 1; `unknown` where that can't be told."""
    text = step.text or step.label
    found = step_meaning.scores(text) if step.weighed and len(text) >= TELLING else {}
    return found[kind] - found["next"] if found else unknown


def sideways(step: Step, path: Path) -> bool:
    """Whether a step that names no level leads aside: by its label or text, or a group that speaks of specialising.

    What a text tells is believed where its meaning is not plainly another.
    """
    if cued("level", step.label, path):
        return False
    if cued("lateral", step.label, path) or cued("specialised", step.label, path):
        return True
    told = cued("lateral", step.text, path)
    if told or (is_generic(step.label, path.language) and cued("specialised", step.text, path)):
        return lead("lateral", step, unknown=0.0) > BEHIND
    return False


def itself(steps: Sequence[Step], path: Path) -> int | None:
    """The place of the step that is the role itself.

    By its label, else by a group's text that names it plainly, else by a sentence that names it and tells nothing else.
    """
    for place, step in enumerate(steps):
        if any(same(step.label or step.text, name, path.language) for name in path.names):
            return place
    for place, step in enumerate(steps):
        if is_generic(step.label, path.language) and not cued("level", step.label, path) and names_plainly(step, path):
            return place
    sentences = takewhile(lambda step: not step.label, steps)
    return next((place for place, step in enumerate(sentences) if arrives(step, path)), None)


def arrives(step: Step, path: Path) -> bool:
    """Whether a sentence without a label names the role plainly, and neither a cue nor another role."""
    if step.label or not names_plainly(step, path):
        return False
    if any(cued(kind, step.text, path) for kind in ("entry", "previous", "next", "lateral")):
        return False
    own = [match.label for match in Names(path.names, path.language).find(step.text)]
    return len(in_text(step.text, path)) == len(own)


def names_plainly(step: Step, path: Path) -> bool:
    """Whether a text names the role without a level in front of it."""
    for match in Names(path.names, path.language).find(step.text):
        before = step.text[: match.start].split()[-1:]
        if not (before and cued("level", before[0], path)):
            return True
    return False


def cued(kind: str, text: str, path: Path) -> bool:
    """Whether a text holds a cue of a kind, in the document's language or the common one."""
    return any(has_cue(kind, straight(text), tag) for tag in (path.language, common_language()))


@lru_cache(maxsize=65536)
def has_cue(kind: str, text: str, language: str) -> bool:
    """Whether a text holds a cue of a kind in a language."""
    pattern = cue("career_cues", language, kind)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=16384)
def is_generic(label: str, language: str) -> bool:
    """Whether a label speaks of roles in general ("Leadership positions") rather than naming one."""
    found = (word("generic_role_words", tag) for tag in dict.fromkeys((language, common_language())))
    return any(pattern is not None and pattern.search(label) for pattern in found)


def in_label(label: str, language: str) -> list[Match]:
    """The roles that a label names, each with its place; none where it speaks of roles in general."""
    if is_generic(label, language):
        return []
    bounds = [0, *(edge for found in separators(label) for edge in found), len(label)]
    parts = [(bounds[place], bounds[place + 1]) for place in range(0, len(bounds), 2)]
    return [Match(label[start:end].strip(), start, end) for start, end in parts if label[start:end].strip()]


def separators(label: str) -> list[tuple[int, int]]:
    """The places of words for "or", in any language, and of slashes; "and" joins the parts of one name more often."""
    words_inside = list(WORD.finditer(label))[1:-1]
    found = [gap(label, one) for one in words_inside if anywhere("alternatives").fullmatch(one[0])]
    slashes = (match.span() for match in SLASH.finditer(label))
    return sorted([*found, *(one for one in slashes if not any(start <= one[0] < end for start, end in found))])


def gap(label: str, word: re.Match[str]) -> tuple[int, int]:
    """The place of a word with the white space around it."""
    before = len(label[: word.start()].rstrip())
    return before, len(label) - len(label[word.end() :].lstrip())


def in_text(text: str, path: Path) -> list[Match]:
    """The roles that a text names: those of the vocabulary, and the path's own."""
    found = list(Names(path.names, path.language).find(text))
    for language in dict.fromkeys((path.language, common_language())):
        taken = [range(match.start, match.end) for match in found]
        found += [
            match
            for match in named_roles(text, language)
            if not any(match.start < place.stop and place.start < match.end for place in taken)
        ]
    return sorted(found, key=lambda match: match.start)


@lru_cache(maxsize=16384)
def named_roles(text: str, language: str) -> Sequence[Match]:
    """The roles of the vocabulary in a language that a text names."""
    return tuple(known_roles(language).find(text))


@cache
def known_roles(language: str) -> Names:
    """The role names of the vocabulary in a language."""
    return Names((entry.value for entry in vocabulary.labels("roles") if entry.language == language), language)
