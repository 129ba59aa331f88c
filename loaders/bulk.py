"""Many new documents into a copy of the store, which takes the store's place at each checkpoint.

The engine's bulk loader is several times faster than its transactions, but a kill in between leaves a part; the copy is
where that costs nothing.
"""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from loaders import texts
from loaders.arrivals import Arrival, touched
from loaders.background import give_back
from loaders.candidates import (
    Forms,
    candidate_quads,
    described,
    forms,
    is_mentioned,
    mentioned,
    says_kind,
    stands_for_another,
)
from loaders.identity import is_candidate
from loaders.ntriples import by_predicate, line
from loaders.pieces import one_file
from loaders.reasoning.infer import Places
from loaders.reasoning.local import of_each
from loaders.reasoning.matching import STATED, triples_of
from loaders.reasoning.rules import Triple, key
from loaders.spool import Stretch
from loaders.store import Writer
from ontology.terms import Graph

#: Seconds after which the copy takes the store's place: a kill loses no more work.
CHECKPOINT = 75.0
#: Concepts whose forms are counted in memory; beyond that they are counted by the store again.
MOST_FORMS = 50_000
#: Bytes of conclusions that the engine is given at once: it takes seven times their size of memory.
AT_ONCE = 20_000_000
#: How a line of N-Triples ends.
END = b" .\n"


class Bulk:
    """Adds documents of which no version leaves.

    `behind` says that descriptions of candidates may be missing or old, because an earlier load was killed.
    """

    def __init__(self, root: Path, writer: Writer, *, keep_text: bool = False, behind: bool = False) -> None:
        self._root = root
        self._writer = writer
        self._keep_text = keep_text
        self._behind = behind or writer.stated.undescribed
        self._open = False
        self._since = 0.0
        self._forms: dict[NamedNode, Forms] = {}
        self._changed: set[NamedNode] = set()
        self._concluded: dict[str, set[bytes]] = {}
        self._thread = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None

    def add(self, arrivals: list[Arrival], names: list[Quad]) -> None:
        """Add documents and the names of their sources; they are safe after the next checkpoint."""
        self._branch()
        for concept, found in touched(arrivals).items():
            if is_candidate(concept):
                self._count(concept, found)
        for arrival in arrivals:
            if self._keep_text:
                texts.write(self._root, arrival.sha256[:16], arrival.text, durable=False)
            if arrival.concluded is None:
                self._writer.stated.lose()
            else:
                self._take(arrival.concluded)
        self._load([*(arrival.nquads for arrival in arrivals), lines(names)])
        if time.monotonic() - self._since > CHECKPOINT:
            self._save(describe=len(self._forms) > MOST_FORMS)

    def _load(self, pieces: list[bytes | Stretch]) -> None:
        """Have the engine load some pieces, while the next ones are made ready; raises what the load before raised."""
        self._settle()
        self._loading = self._thread.submit(self._writer.bulk, one_file(pieces))

    def _settle(self) -> None:
        """Wait until no load is under way."""
        if self._loading is not None:
            under_way, self._loading = self._loading, None
            under_way.result()
            give_back()

    def finish(self) -> None:
        """Let all that was added take its place in the store, with its candidates described."""
        if self._open or self._changed or self._behind:
            self._save(describe=True)

    def _branch(self) -> None:
        """Go on in a copy, if that is not so yet."""
        if not self._open:
            self._writer.branch()
            self._open, self._since = True, time.monotonic()

    def _save(self, *, describe: bool) -> None:
        """Let what was added take its place in the store.

        What describes candidates changes with every document, and a change waits until the engine has merged its files:
        that is left to the end. Where it is not reached, the next load or publish makes up for it.
        """
        self._branch()
        self._settle()
        self._conclude(self._described() if describe else [], whole=describe)
        texts.sync_all()
        self._writer.stated.undescribed = not describe
        self._writer.adopt()
        self._writer.leave()
        give_back()
        self._open = False

    def _count(self, concept: NamedNode, found: Forms) -> None:
        """Count how documents write a candidate, those of the store included."""
        if concept not in self._forms:
            known = is_mentioned(self._writer.store, concept)
            self._forms[concept] = forms(self._writer.store, concept, ()) if known else Counter()
        self._forms[concept].update(found)
        self._changed.add(concept)

    def _described(self) -> list[Quad]:
        """Describe the candidates that documents wrote anew; give what describes those that they added."""
        new: list[Quad] = []
        if self._behind:
            self._changed.update(filter(is_candidate, mentioned(self._writer.store)))
            self._behind = False
        for concept in self._changed:
            if stands_for_another(self._writer.store, concept):
                continue
            before = set(described(self._writer.store, concept))
            written = self._forms.get(concept) or forms(self._writer.store, concept, ())
            after = candidate_quads(concept, written) if written else []
            if not before:
                new += after
            elif before != set(after):
                self._writer.apply(before, after)
        self._take(by_predicate(map(line, of_each(triples_of(new)))))
        self._changed.clear()
        if len(self._forms) > MOST_FORMS:
            self._forms.clear()
        return new

    def _take(self, concluded: dict[str, bytes]) -> None:
        """Remember what follows about concepts, as N-Triples by their predicate."""
        for predicate, told in concluded.items():
            self._concluded.setdefault(predicate, set()).update(told.splitlines(keepends=True))

    def _conclude(self, described: list[Quad], *, whole: bool) -> None:
        """Put descriptions into the store, and what follows about concepts, where that is not stated.

        Together, since the engine has a file to merge of whatever it is given at once. Where these are not the `whole`
        of descriptions, what the others will say is not concluded.
        """
        stated = set(triples_of(described))
        properties = {one[1] for one in stated}
        places = Places(self._writer.store, STATED)
        end = f" {Graph.INFERRED} .\n".encode()
        found = [lines(described)]
        concluded, self._concluded = self._concluded, {}
        while concluded:
            predicate, told = concluded.popitem()
            about = NamedNode(predicate[1:-1])
            # Of most properties nothing is ever stated, so that nobody need look.
            if about in properties or places((about, None)):
                new = self._unknown(told, stated, places)
                if not whole:
                    new = self._held_back(new)
                found.append(lines([Quad(*one, Graph.INFERRED) for one in new]))
            else:
                found.append(b"".join([line[: -len(END)] + end for line in told]))
            if sum(map(len, found)) > AT_ONCE:
                self._writer.bulk(one_file(found))
                found = []
        self._writer.bulk(one_file(found))

    def _unknown(self, told: set[bytes], stated: set[Triple], places: Places) -> list[Triple]:
        """The conclusions that neither `stated` triples nor the store state."""
        store = self._writer.store
        triples = triples_of(parse(b"".join(told), format=RdfFormat.N_TRIPLES))
        return [
            one
            for one in triples
            if one not in stated and not any(Quad(*one, graph) in store for graph in places(key(one)))
        ]

    def _held_back(self, new: list[Triple]) -> list[Triple]:
        """Keep for later what descriptions that are still to come will say; give the rest."""
        store = self._writer.store
        waits = [one for one in new if says_kind(one) and not stands_for_another(store, one[0])]
        self._take(by_predicate(map(line, waits)))
        return [*set(new).difference(waits)]


def lines(quads: list[Quad]) -> bytes:
    """Quads as N-Quads."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""
