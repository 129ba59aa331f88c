"""Write tables as Rolegraph makes them, for `sssom validate` to judge: an export, decisions, proposals, broken links.

Run as a program with a folder: it prints the files that it made.
"""

from __future__ import annotations

import sys
from pathlib import Path

from loaders.mappings import review
from loaders.mappings.export import exported
from loaders.mappings.links import links
from loaders.mappings.model import NOTHING
from loaders.mappings.upgrade import upgrade
from tests.loaders.mappings.rows import ANNA, BEN, BROAD, CLOSE, EMPATHY, EXACT, LISTENING, ONE, THREE, TWO, machine

#: What people and machines may write into cells.
HOSTILE = 'say "hello" | #1 \u202e \\ \t= ä'
PRODUCT = "https://www.onetonline.org/search/tech/example?e=Zoho%20Desk%20%28x%29"
ELSEWHERE = "http://example.org/thing/1"


def made(folder: Path) -> list[Path]:
    """Make the tables in a folder."""
    proposals = [
        machine(EMPATHY, CLOSE, ONE, 0.87654, object_label=HOSTILE, strings=("a|b", HOSTILE), comment=HOSTILE),
        machine(EMPATHY, BROAD, TWO, 0.2, object_source="http://data.europa.eu/esco/concept-scheme/skills"),
        machine(LISTENING, CLOSE, ELSEWHERE),
    ]
    review.propose(folder, "esco", proposals)
    review.accept(folder, "esco", (EMPATHY, ONE), ANNA)
    review.accept(folder, "esco", (LISTENING, TWO), BEN, EXACT, object_label=HOSTILE)
    review.accept(folder, "esco", (LISTENING, NOTHING), BEN, CLOSE, object_source="http://data.europa.eu/esco/")
    review.reject(folder, "esco", (LISTENING, THREE), BEN)
    review.accept(folder, "onet", (LISTENING, PRODUCT), BEN, CLOSE)
    whole = folder / "export.sssom.tsv"
    whole.write_text(exported(links(folder), "sssom"), encoding="utf-8")
    upgrade(folder, "esco", {TWO: ["z"]}, {ONE: ["x"], THREE: ["y"]}, {TWO: [THREE]}, "2.0", "2026-11-23")
    return sorted(folder.glob("*.sssom.tsv"))


if __name__ == "__main__":
    print("\n".join(map(str, made(Path(sys.argv[1])))))
