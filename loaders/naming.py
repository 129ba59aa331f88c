"""Further names of a role: abbreviations behind its title, and what its introduction calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders import titles
from loaders.blocks import Block
from loaders.inline import Plain
from loaders.lexicon import common_language
from loaders.model import OtherLabel
from loaders.reader import Reader
from loaders.role_start import RoleStart
from loaders.sections import Part
from loaders.stems import Names

WORD = re.compile(r"\w+")


def other_labels(start: RoleStart, parts: Sequence[Part], reader: Reader) -> tuple[OtherLabel, ...]:
    """Further names of the role: abbreviations behind its title, and what its introduction calls it."""
    found: dict[str, OtherLabel] = {}
    if start.short is not None:
        add_label(found, start.short, True, start, reader)
    if start.other is not None:
        add_label(found, start.other, False, start, reader)
    introduction = next((part for part in parts if part.kind == "introduction"), None)
    for block in introduction.blocks if introduction else ():
        for brief, name in opening_names(block.plain if isinstance(block, Block) else block.words, start, reader):
            add_label(found, name, brief, start, reader)
    return tuple(found.values())


def opening_names(text: Plain, start: RoleStart, reader: Reader) -> list[tuple[bool, Plain]]:
    """Names and abbreviations in the introduction: (whether it is an abbreviation, the name)."""
    names: list[tuple[bool, Plain]] = []
    if found := titles.in_opening(text.text, reader.language):
        names.append((False, text.cut(found.start, found.end)))
        if found.short:
            names.append((True, text.cut(*found.short)))
    for match in Names((start.name.text,), reader.language).find(text.text):
        if brief := titles.abbreviation(text.text, match.end):
            names.append((True, text.cut(*brief)))
    return names


def add_label(found: dict[str, OtherLabel], name: Plain, brief: bool, start: RoleStart, reader: Reader) -> None:
    """Keep a further name, once, unless it is the title's own."""
    key = name.text.casefold()
    if key and key not in found and key != start.name.text.casefold():
        language = (
            abbreviation_language(name.text, start.name.text, reader) if brief else reader.label_language(name.text)
        )
        line = reader.index.line(name.start)
        found[key] = OtherLabel(name.text, language, name.start, name.end, line, brief)


def abbreviation_language(brief: str, name: str, reader: Reader) -> str:
    """The document's language where the letters are the initials of the name, else the common one."""
    initials = "".join(word[0] for word in WORD.findall(name)).casefold()
    return reader.language if brief.casefold() == initials else common_language()
