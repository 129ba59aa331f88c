"""An index that is open: what is asked to concepts, best first."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import tantivy

from loaders.durable import explained
from loaders.search import asked, packing
from loaders.search.asked import Asked, Asking
from loaders.search.build import ABOUT, INSIDE, LANGUAGE, LOCKS, TYPE, read_about
from loaders.search.entries import KIND_NAMES
from loaders.search.packing import Numbers
from loaders.search.ranking import Labels, Ranking, Wanted
from ontology.errors import StoreError

#: The most labels that are ranked; where more are found, numbers are told as "at least".
MOST = 5000
#: With fewer concepts than this, typing errors are forgiven too.
ENOUGH = 10
EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a concept, its language ("" where it has none) and its kind ("prefLabel", …)."""

    text: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that was found: by which label, its best name for the reader, and by how many roles it is used."""

    iri: str
    type: str
    label: Label
    name: Label
    curated: bool
    uses: int


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was found, and numbers of concepts: of all, by type, by language.

    The numbers are lower bounds where `more` is true; `similar` tells that typing errors were forgiven.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    types: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    more: bool = False
    similar: bool = False


class SearchIndex:
    """The index in a folder, open for reading; may be used in any thread, also when the folder has gone."""

    def __init__(self, folder: Path, *, everything: bool = False) -> None:
        """Open an index; without `everything`, of labels in the default graphs only.

        Raises:
            StoreError: there is no index in the folder that this version reads, or it can't be opened.

        """
        with explained("open the search index", folder):
            about = read_about(folder)
            if about is None:
                raise StoreError(f"the search index {folder / ABOUT} is missing or of another version")
            try:
                engine = _opened(folder)
            except ValueError as error:
                raise StoreError(f"can't open the search index {folder}: {error}") from error
            ranks = packing.read(folder / packing.RANKS)
            self._uses = packing.read(folder / packing.USES)
        self._about = about
        self._searcher = engine.searcher()
        self._asking = Asking(engine.schema, self._searcher, about.languages)
        self._ranking = Ranking(about.languages, about.types, ranks)
        self._always = ((INSIDE,),) if about.outside and not everything else ()

    def __len__(self) -> int:
        """Give the number of labels."""
        return int(self._searcher.num_docs)

    def search(self, text: str, wanted: Wanted = EVERYTHING, offset: int = 0, limit: int = 20) -> Found:
        """Find concepts by what somebody typed, and give those from `offset` on."""
        question = asked.read(text)
        if not question:
            return Found()
        found = self._find(self._asking.strict(question), wanted, offset, limit)
        if found.total >= ENOUGH:
            return found
        for query in self._forgiving(question):
            wider = self._find(query, wanted, offset, limit, similar=True)
            if wider.total:
                return wider
        return found

    def _forgiving(self, question: Asked) -> Iterable[tantivy.Query]:
        yield self._asking.forgiving(question)
        if len(question.words) > 1:
            yield self._asking.some(question)

    def _find(self, query: tantivy.Query, wanted: Wanted, offset: int, limit: int, *, similar: bool = False) -> Found:
        found = self._ranked(query, wanted, offset, limit, similar)
        narrow = tags(wanted)
        if not found.more or not narrow:
            return found
        # What is wanted may be among the labels that were not ranked.
        only = self._ranked(self._asking.within(query, narrow), wanted, offset, limit, similar)
        return replace(only, types=found.types, languages=found.languages)

    def _ranked(self, query: tantivy.Query, wanted: Wanted, offset: int, limit: int, similar: bool) -> Found:
        result = self._searcher.search(self._asking.within(query, self._always), limit=MOST)
        # The engine's own type stubs lack the count.
        count: int = result.count  # type: ignore[attr-defined]
        places = [place for _, place in result.hits]
        labels = Labels(np.array([score for score, _ in result.hits], dtype=np.float64), self._packed(places))
        if not places:
            return Found(similar=similar)
        ranked = self._ranking.rank(labels, wanted)
        shown = ranked.places[offset : offset + limit].tolist()
        return Found(
            self._hits([places[one] for one in shown], wanted.chain),
            len(ranked.places),
            ranked.types,
            ranked.languages,
            count > len(places),
            similar,
        )

    def _packed(self, places: Sequence[tantivy.DocAddress]) -> Numbers:
        return np.array(self._searcher.fast_field_values("packed", [*places]), dtype=np.int64)

    def _hits(self, places: Sequence[tantivy.DocAddress], chain: Sequence[str]) -> tuple[Hit, ...]:
        packed = self._packed(places)
        numbers = packing.unpack(packed)[0].tolist()
        names = self._names(numbers, chain)
        return tuple(
            Hit(
                self._about.concepts[number],
                self._about.types[number],
                self._label(place, one),
                names[number],
                bool(self._ranking.curated(number)),
                int(self._uses[number]),
            )
            for place, one, number in zip(places, packed.tolist(), numbers, strict=True)
        )

    def _names(self, numbers: Sequence[int], chain: Sequence[str]) -> dict[int, Label]:
        """The best names of concepts: in the languages of the chain, and for what has none there in any."""
        found = self._named(numbers, chain, [[LANGUAGE + tag for tag in chain]] if chain else [])
        missing = [number for number in numbers if number not in found]
        return found | self._named(missing, chain, []) if missing else found

    def _named(self, numbers: Sequence[int], chain: Sequence[str], narrow: Sequence[Sequence[str]]) -> dict[int, Label]:
        query = self._asking.within(self._asking.concepts(numbers), (*self._always, *narrow))
        places = [place for _, place in self._searcher.search(query, limit=MOST, count=False).hits] if numbers else []
        packed = self._packed(places)
        best = self._ranking.nearest(packed, chain)
        return {number: self._label(places[place], int(packed[place])) for number, place in best.items()}

    def _label(self, place: tantivy.DocAddress, packed: int) -> Label:
        shown = self._searcher.doc(place).get_first("shown")
        _, language, kind, _ = packing.unpack(np.array([packed], dtype=np.int64))
        text = bytes(shown or b"").decode().partition("\n")[2]
        return Label(text, self._about.languages[int(language[0])], KIND_NAMES[int(kind[0])])


def tags(wanted: Wanted) -> list[list[str]]:
    """The groups of tags to which an answer is narrowed."""
    groups = [[TYPE + one for one in wanted.types], [LANGUAGE + one for one in wanted.languages]]
    return [group for group in groups if group]


def _opened(folder: Path) -> tantivy.Index:
    """Open an index by way of a folder of our own, since the engine locks what it reads, which may not be ours.

    It opens all files at once, so that the links may go.
    """
    with tempfile.TemporaryDirectory(prefix="rolegraph-") as links:
        for file in folder.resolve().iterdir():
            if not file.match(LOCKS):
                (Path(links) / file.name).symlink_to(file)
        engine = tantivy.Index.open(links)
        engine.config_reader(reload_policy="manual")
        return engine
