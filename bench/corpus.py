"""Generated role documents: the shipped ones with a part of their labels and all of their titles made new."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import data
from loaders.lexicon import common_language
from loaders.titles import in_title

LONGEST_TITLE = 90
ENTRY = re.compile(r"\s*(?:[-*•]|\d+\.)\s")


def documents(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield `count` documents as (file name, text), in the languages of the shipped ones, the same for each seed."""
    rng = random.Random(seed)
    models = [(path, path.read_text(encoding="utf-8")) for path in sorted(data.DOCUMENTS.iterdir())]
    for number in range(count):
        path, text = models[number % len(models)]
        yield f"{number:06d}-{path.name}", varied(text, number, rng)


def varied(text: str, number: int, rng: random.Random) -> str:
    """A document with a quarter of its labelled entries made new by a number, and its role's name too."""
    lines = [vary(line, number, rng) for line in text.split("\n")]
    return "\n".join(lines)


def vary(line: str, number: int, rng: random.Random) -> str:
    """A line as it was, or, for a quarter of the entries, with a number in its label."""
    if ENTRY.match(line) and ":" in line and rng.random() < 0.25:
        label, colon, rest = line.partition(":")
        return f"{label} {number % 97}{colon}{rest}"
    title = in_title(line.lstrip("# "), common_language(), anywhere=True)
    if title is None or len(line) > LONGEST_TITLE:
        return line
    end = len(line) - len(line.lstrip("# ")) + title.end
    return f"{line[:end]} {number % 1000}{line[end:]}"


def write(folder: Path, count: int) -> None:
    """Write a corpus into a folder, a thousand documents a subfolder."""
    for place, (name, text) in enumerate(documents(count)):
        target = folder / f"{place // 1000:03d}"
        target.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")


def write_small(folder: Path, count: int) -> None:
    """Write documents of a title and one list, all into one folder."""
    folder.mkdir(parents=True)
    for number in range(count):
        entries = "\n".join(f"- Skill {number % 997}-{place}" for place in range(3))
        text = f"# What is a tester of kind {number}?\n\n## Skills\n\n{entries}\n"
        (folder / f"{number:06d}.md").write_text(text, encoding="utf-8")
