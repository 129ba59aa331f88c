"""Precision and recall of the products that extraction names, in tools sections and in whole documents.

python -m bench.products [FOLDER…] [--shared SHARED] [--misses]

Without a folder the project's own corpus; --shared takes a folder with documents/ and gold/, whose gold bears the first
three letters of a document's name. Gold names products in the items of tools sections alone, so a product that stands
elsewhere counts as too many over whole documents, unless a tools section of the same role names it too. A document
that is refused names nothing. Counts are added up over the documents of a folder; a product counts once a role.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.quality import CORPUS
from bench.scores import expected_roles, folded
from loaders.as_json import as_json
from loaders.extract import extract
from loaders.read import document
from ontology.errors import InputError

#: A document and its gold.
Pair = tuple[Path, Path]
#: How often each product counts: once for every role that names it.
Names = Counter[str]
#: Products met, those found, and those wanted.
Counts = tuple[int, int, int]


def beside(folder: Path) -> Iterator[Pair]:
    """The documents of a folder whose gold stands beside them."""
    for gold in sorted(folder.glob("*.json")):
        yield next(path for path in sorted(folder.glob(f"{gold.stem}.*")) if path != gold), gold


def shared(folder: Path) -> Iterator[Pair]:
    """The documents of a folder whose gold stands in a folder of its own."""
    for gold in sorted((folder / "gold").glob("seed_*.json")):
        yield next((folder / "documents").glob(f"{gold.stem[-3:]}_*")), gold


def wanted(gold: Path) -> Names:
    """The products of a document's gold."""
    roles = expected_roles(json.loads(gold.read_text(encoding="utf-8")))
    return names(one["sections"].values() for one in roles)


def found(path: Path, *, tools_only: bool) -> Names:
    """The products that extraction names in a document."""
    try:
        roles = as_json(extract(document(path.name, path.read_bytes())))["roles"]
    except InputError:
        return Counter()
    return names(
        [section for section in one["sections"] if section["kind"] == "tools" or not tools_only] for one in roles
    )


def names(roles: Iterable[Iterable[Any]]) -> Names:
    """The products in the sections of roles, each once a role."""
    return Counter(name for sections in roles for name in {folded(name) for part in sections for name in inside(part)})


def inside(value: Any) -> Iterator[str]:
    """Every product in a JSON value."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from part if key == "products" else inside(part)


def row(name: str, counts: Iterable[Counts]) -> str:
    """A line of the table, in percent and in numbers."""
    met, got, want = (sum(column) for column in zip(*counts, strict=True))
    shares = (100 * met / number if number else 100.0 for number in (got, want))
    cells = "  ".join(f"{letter} {share:5.1f}" for letter, share in zip("PR", shares, strict=True))
    return f"{name:<28} {cells}   {met} met, {got} found, {want} wanted"


def show(name: str, pairs: Iterable[Pair], *, misses: bool) -> None:
    """Print the two lines of a folder, and before them what each document lacks or has too many."""
    counts: dict[bool, list[Counts]] = {True: [], False: []}
    for path, gold in pairs:
        want = wanted(gold)
        for tools_only, rows in counts.items():
            got = found(path, tools_only=tools_only)
            rows.append(((got & want).total(), got.total(), want.total()))
            if misses and not tools_only and got != want:
                print(f"{path.name}: lacks {sorted(want - got)}, too many {sorted(got - want)}")
    for tools_only, rows in counts.items():
        print(row(f"{name}, {'tools sections' if tools_only else 'whole documents'}", rows))


def main() -> None:
    """Count the products of the folders given, or of the project's own corpus."""
    arguments = argparse.ArgumentParser(prog="python -m bench.products", description=__doc__)
    arguments.add_argument("folder", nargs="*", type=Path)
    arguments.add_argument("--shared", type=Path, help="a folder with documents/ and gold/")
    arguments.add_argument("--misses", action="store_true", help="tell what each document lacks or has too many")
    options = arguments.parse_args()
    folders = options.folder or ([] if options.shared else [CORPUS / "visible", CORPUS / "set_aside"])
    for folder in folders:
        # What is set aside tells its totals alone, since those who better the extraction do not look at it.
        show(folder.name, beside(folder), misses=options.misses and folder.name != "set_aside")
    if options.shared:
        show(options.shared.name, shared(options.shared), misses=options.misses)


if __name__ == "__main__":
    main()
