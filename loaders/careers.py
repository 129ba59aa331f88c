"""Career items: the kind of each step, and the roles that it names, by the cues of `data/lexicon/career_cues.tsv`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import likeness, vocabulary
from loaders.lexicon import anywhere, common_language, cue, straight, word
from loaders.model import StepKind
from loaders.stems import Match, Names, same

#: How far the meaning of a step must be ahead of the others' to be believed.
ENTRY_MARGIN, LATERAL_MARGIN = 0.01, 0.015
#: Texts of fewer characters mean nothing certain.
TELLING = 12
#: What stands between two role names in one label, beside the conjunctions of the lexicon.
SLASH = re.compile(r"\s*/\s*")
WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Step:
    """A career item as this module needs it: its label and the whole text behind it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Path:
    """The role whose path it is: its names in the document, and the document's language."""

    names: tuple[str, ...]
    language: str


def kinds(steps: Sequence[Step], path: Path) -> list[StepKind]:
    """The kind of each step, by its cues and by its place before or behind the role itself."""
    own = itself(steps, path)
    return [kind(step, place, own, path) for place, step in enumerate(steps)]


def kind(step: Step, place: int, own: int | None, path: Path) -> StepKind:
    """The kind of one step; `own` is the place of the role itself in its path, where it has one."""
    if place == own:
        return "self"
    before = own is not None and place < own
    head = step.label or step.text
    if cued("entry", head, path) or ((before or place == 0) and cued("entry", step.text, path)):
        return "entry" if before or place == 0 else "next"
    if before:
        first = place == 0 and ((own == 1 and cued("level", head, path)) or meant(step, place) == "entry")
        return "entry" if first else "previous"
    if cued("previous", step.text, path) and own is None and place == 0:
        return "previous"
    if place and sideways(step, path):
        return "lateral"
    return "next" if cued("next", step.text, path) or cued("level", head, path) else meant(step, place)


def meant(step: Step, place: int) -> StepKind:
    """The kind of a step without a cue, by what its text means; "next" where that does not tell."""
    text = step.text or step.label
    near = likeness.kinds("career", text) if len(text) >= TELLING else {}
    ahead = {kind: near[kind] - max(near[other] for other in near if other != kind) for kind in near}
    if place == 0 and ahead.get("entry", 0.0) >= ENTRY_MARGIN:
        return "entry"
    return "lateral" if place and ahead.get("lateral", 0.0) >= LATERAL_MARGIN else "next"


def sideways(step: Step, path: Path) -> bool:
    """Whether a step that names no level leads aside: by its label or text, or a group that speaks of specialising."""
    if not step.label:
        return cued("lateral", step.text, path)
    if cued("level", step.label, path):
        return False
    if cued("lateral", step.label, path) or cued("specialised", step.label, path) or cued("lateral", step.text, path):
        return True
    return is_generic(step.label, path.language) and cued("specialised", step.text, path)


def itself(steps: Sequence[Step], path: Path) -> int | None:
    """The place of the step that is the role itself: by its label, else by a group's text that names it plainly."""
    for place, step in enumerate(steps):
        if any(same(step.label or step.text, name, path.language) for name in path.names):
            return place
    for place, step in enumerate(steps):
        if is_generic(step.label, path.language) and not cued("level", step.label, path) and names_plainly(step, path):
            return place
    return None


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
