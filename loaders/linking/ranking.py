"""All labels of a file ranked for each query of another one, as a run for the tools of TREC.

Both files are tab-separated, without a header: an identifier and a text. A line of a run is
`query Q0 label rank score name`; trec_eval and its kin read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy

from loaders.linking import meaning, speech
from loaders.linking.build import build
from loaders.linking.index import Index, open_index
from loaders.linking.model import Label
from ontology.errors import InputError

#: The name of a run, and the column that TREC kept for a topic's iteration.
RUN, ITERATION = "rolegraph", "Q0"
#: How far scores of neighbours are apart at least: tools sort a run by its scores alone, as single floats.
APART = 1e-6
FORMAT = f"%s {ITERATION} %s %d %.6f {RUN}\n"


class Line(NamedTuple):
    """An identifier and its text."""

    name: str
    text: str


def read(path: Path) -> list[Line]:
    """The lines of a file.

    Raises:
        InputError: the file can't be read, a line has not two cells, or an identifier stands twice or holds a space.

    """
    found: dict[str, Line] = {}
    for number, line in enumerate(_lines(path), start=1):
        cells = line.split("\t")
        if len(cells) != len(Line._fields):
            advice = "write an identifier, a tab and a text, without a header"
            raise InputError(f"{len(cells)} cells where 2 belong; {advice}", str(path), number)
        one = Line(*cells)
        if not one.name or one.name.split() != [one.name]:
            raise InputError(f"{one.name!r} is no identifier; write one without spaces", str(path), number)
        if one.name in found:
            raise InputError(f"the identifier {one.name} stands here a second time; write each once", str(path), number)
        found[one.name] = one
    if not found:
        raise InputError("the file is empty; write an identifier, a tab and a text on each line", str(path))
    return [*found.values()]


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file, but empty ones last; it may begin with a byte order mark and end its lines by CR LF."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}; check the path", str(path)) from error
    except UnicodeDecodeError as error:
        place = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"this is not UTF-8 ({error.reason}); save it as UTF-8", str(path), place) from error
    while lines and not lines[-1].strip():
        lines.pop()
    for line in lines:
        yield line.removesuffix("\r")


def opened(labels: Sequence[str], language: str = "", progress: Callable[[int, int], None] | None = None) -> Index:
    """An index of labels alone, each being a concept of its own, with vectors where there is a model.

    Where no language is given, the labels tell it, all together.
    """
    tags = repeat(language) if language else speech.spoken(labels)
    with TemporaryDirectory(prefix="rolegraph-link-") as name:
        folder = Path(name) / "index"
        found = zip(labels, tags, strict=False)
        build(folder, (Label(str(number), text, tag) for number, (text, tag) in enumerate(found)))
        meaning.add(folder, progress or (lambda done, total: None))
        meaning.anchor(folder)
        # What is mapped stays while it is open, though the folder goes.
        return open_index(folder)


def run(queries: Sequence[Line], labels: Sequence[Line], index: Index, language: str, depth: int = 0) -> Iterator[str]:
    """Yield the lines of a run, those of one query at a time as one string; all labels where `depth` is 0."""
    names = numpy.array([one.name for one in labels], dtype=object)
    most = depth or len(labels)
    ranks = range(1, most + 1)
    for query in queries:
        order, scores = index.rank_labels(query.text, language)
        told = squeezed(scores[:most])
        rows = zip(repeat(query.name), names[order[:most]], ranks, told.tolist(), strict=False)
        yield "".join(map(FORMAT.__mod__, rows))


def squeezed(scores: numpy.typing.NDArray[numpy.float32]) -> numpy.typing.NDArray[numpy.float64]:
    """Falling scores of which no two are the same, below 1."""
    return 1 / (1 + numpy.exp(-scores.astype(numpy.float64) / 8)) - APART * numpy.arange(1, len(scores) + 1)
