"""How well documents are read: a table of shares by document, then the misses of each (`make quality`).

Below the means stands how many steps of made-up careers, in every language, are told right (tests/corpus/careers): of
every other one, and of those that nobody who builds looks at.

`python -m bench.quality FOLDER…` scores the documents of folders that hold `<name>.json` beside each; --totals prints
the means alone, for documents that the builders of the extraction do not look at.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from bench.scores import COLUMNS, Scores, compare
from loaders import careers
from loaders.as_json import as_json
from loaders.extract import extract
from loaders.read import document
from ontology.errors import InputError

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
#: Folders of the corpus, and whether only their means are shown.
FOLDERS = ((CORPUS / "visible", False), (CORPUS / "set_aside", True))


def scored(folder: Path) -> Iterator[tuple[str, Scores]]:
    """The scores of each document of a folder, in order of name; one that is refused meets nothing."""
    for gold in sorted(folder.glob("*.json")):
        path = next(path for path in sorted(folder.glob(f"{gold.stem}.*")) if path != gold)
        wanted = json.loads(gold.read_text(encoding="utf-8"))
        try:
            got = as_json(extract(document(path.name, path.read_bytes())))
        except InputError as error:
            got = {"roles": []}
            scores = compare(wanted, got)
            scores.misses = [f"refused: {error}"]
        else:
            scores = compare(wanted, got)
        yield path.name, scores


def row(name: str, means: dict[str, float | None]) -> str:
    """One line of the table, in percent."""
    cells = (f"{100 * share:8.1f}" if share is not None else f"{'-':>8}" for share in (means[one] for one in COLUMNS))
    return f"{name:<34.34}{''.join(cells)}"


def show(folder: Path, *, totals: bool, wordy: bool) -> None:
    """Print the table of a folder."""
    print(f"{folder.name:<34.34}{''.join(f'{column:>9}'[1:] for column in COLUMNS)}")
    found = list(scored(folder))
    for name, scores in [] if totals else found:
        print(row(name, scores.means()))
        if wordy:
            print("".join(f"    {miss}\n" for miss in scores.misses), end="")
    values = {column: [value for _, one in found if (value := one.means()[column]) is not None] for column in COLUMNS}
    print(
        row(f"mean over {len(found)} documents", {key: sum(all_) / len(all_) for key, all_ in values.items() if all_})
    )
    print()


def steps(*, set_aside: bool) -> tuple[int, int]:
    """How many steps of the careers of every language are told right, and how many there are."""
    right = every = 0
    for path in sorted((CORPUS / "careers").glob("*.json")):
        for career in json.loads(path.read_text(encoding="utf-8"))[set_aside::2]:
            told = [careers.Step(step["label"] or "", step["text"]) for step in career["steps"]]
            got = careers.kinds(told, careers.Path(tuple(career["role"]), career["language"]))
            for step, kind in zip(career["steps"], got, strict=True):
                every += 1
                right += kind in (step["kind"], *step.get("also", ()))
    return right, every


def main() -> None:
    """Score the folders given, or the project's own corpus."""
    arguments = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    arguments.add_argument("folder", nargs="*", type=Path)
    arguments.add_argument("--totals", action="store_true", help="print the means alone")
    arguments.add_argument("--brief", action="store_true", help="leave the misses out")
    options = arguments.parse_args()
    folders = [(folder, options.totals) for folder in options.folder] or list(FOLDERS)
    for folder, totals in folders:
        show(folder, totals=totals or options.totals, wordy=not options.brief)
    if not options.folder:
        for name, set_aside in (("looked at", False), ("set aside", True)):
            right, every = steps(set_aside=set_aside)
            print(f"steps of careers, {name}: {100 * right / every:.1f} % of {every}")


if __name__ == "__main__":
    main()
